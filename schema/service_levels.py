"""Service levels: how soon a need is to be received, reached, begun and closed, by category, place, channel and level.

Decided: one rule holds for a need, the most specific of those that apply; where it sets no limit, there is none.
It is the rule that was in force on the day on which the need was reported (`schema.clocks`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph.declare import One, edge, kind, prop
from schema.clocks.terms import ServiceCalendar
from schema.records import Record
from schema.row_rules import later

if TYPE_CHECKING:
    from schema.categories import Category
    from schema.places import Place

LONGEST = 10 * 366 * 24 * 60
"""Minutes that a limit may have at most: ten years."""


@kind(
    "时限标准", prefix="level",
    en="How soon needs are to be received, reached, begun and closed.",
    zh="需求应在多长时间内接收、到场、开办和办结。",
    rules=(later("valid_from", "valid_to"),),
)  # fmt: skip
class ServiceLevel(Record):
    """How soon needs are to be received, reached, begun and closed."""

    name: str = prop(
        "名称",
        "Name.",
        "名称。",
        search=True,
        order=True,
        index="text",
        example="110非警情联动",
        names=True,
    )
    receive_minutes: int | None = prop(
        "接收分钟", "Minutes from report to acceptance; empty: no limit.", "自上报至受理的时限（分钟），空为不设。",
        example="5", least=0, most=LONGEST,
    )  # fmt: skip
    arrive_minutes: int | None = prop(
        "到场分钟", "Minutes from report until enough people are on site; empty: no limit.", "自上报至足够人数到场的时限（分钟），空为不设。",
        example="15", least=0, most=LONGEST,
    )  # fmt: skip
    start_minutes: int | None = prop(
        "开办分钟", "Minutes from acceptance to the beginning of work; empty: no limit.", "自受理至开始办理的时限（分钟），空为不设。",
        example="480", least=0, most=LONGEST,
    )  # fmt: skip
    close_minutes: int | None = prop(
        "办结分钟", "Minutes from report to closing; a working day has 1440. Empty: no limit.", "自上报至办结的时限（分钟），一个工作日为1440分钟，空为不设。",
        example="1440", least=0, most=LONGEST,
    )  # fmt: skip
    warn_minutes: int | None = prop(
        "预警分钟", "How many minutes before a limit it warns; limits that are not longer have no warning.", "到期前多少分钟预警；时限不长于此的不预警。",
        example="120", least=0, most=LONGEST,
    )  # fmt: skip
    smallest_team: int | None = prop(
        "最少到场人数", "How many people must be on site for it to count.", "至少几人到场才算到场（人）。", example="3", least=1
    )  # fmt: skip
    calendar: ServiceCalendar = prop(
        "计时日历", "Which time counts.", "按何种日历计时。", index="range",
        default=ServiceCalendar.WORKDAYS, example="全天候",
    )  # fmt: skip
    level: int | None = prop(
        "处置层级", "For needs handled at this level only: 1 community, 2 street, 3 district.", "仅适用于此处置层级：1社区、2街道、3区县。",
        index="range", example="2", least=1, most=3,
    )  # fmt: skip
    valid_from: date | None = prop(
        "生效日期", "First day on which a need may be reported for it to hold.", "适用于自此日起上报的需求（含）。", index="range"
    )  # fmt: skip
    valid_to: date | None = prop(
        "失效日期", "Day after the last.", "失效日（不含）。", index="range"
    )
    category: One[Category] = edge(
        "-[:APPLIES_TO]->", "需求分类", "For needs of this category and those below it; empty: of any.", "适用的需求分类（含下级），空为不限。",
        within="taxonomy=NEED",
    )  # fmt: skip
    place: One[Place] = edge(
        "-[:WITHIN]->",
        "地域",
        "For needs at this place and below it; empty: anywhere.",
        "适用的地域（含下级），空为不限。",
    )
    channel: One[Category] = edge(
        "-[:FOR_CHANNEL]->", "渠道", "For needs that came in this way; empty: any way.", "适用的来源渠道，空为不限。", within="taxonomy=CHANNEL"
    )  # fmt: skip
