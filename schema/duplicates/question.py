"""A need that is not written down yet, to be compared with those that are, and what can be wrong with it.

Decided: no telephone number can be given. Whoever could ask whether a need has this number would find a hidden one by
asking often enough, past the record that `revealContact` leaves.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from schema.needs import NeedKind
from schema.windows import Refusal, moment_refusals, window_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TEXT = 4000
"""Characters of title and description that are compared at most."""


# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off
@strawberry.input(description="A need that is not written down yet, to be compared with those that are. 尚未登记、拟查重的需求。")
class DuplicateQuestion:
    """A need that is not written down yet, to be compared with those that are."""

    title: str = strawberry.field(description="What is needed, in a line. 一句话说明。")
    category: strawberry.ID = strawberry.field(description="Id of the category of need. 需求分类标识。")
    place: strawberry.ID = strawberry.field(description="Id of the place where it is needed. 需求地点标识。")
    description: str | None = strawberry.field(default=None, description="More of it. 详细说明。")
    kind: NeedKind = strawberry.field(default=NeedKind.DEMAND, description="What sort of request it is. 需求类型。")
    reported_at: datetime | None = strawberry.field(default=None, description="When it was reported, with its offset from UTC; now unless said. 上报时间，须带时区，默认当前。")
    window_start: datetime | None = strawberry.field(default=None, description="When support must begin, with its offset from UTC. 开始时间（含），须带时区。")
    window_end: datetime | None = strawberry.field(default=None, description="When it may end; not part of the window. 结束时间（不含），须带时区。")
    household_count: int | None = strawberry.field(default=None, description="Households concerned. 涉及户数（户）。")
    reporter: strawberry.ID | None = strawberry.field(default=None, description="Id of the person who reports it, where you see that person. 上报人标识（须为您可见的人员）。")


# fmt: on
def parameters(question: DuplicateQuestion, reported: datetime) -> dict[str, Any]:
    """The parameter of the statement that comes from the question: one map, because null is a type of its own."""
    return {
        "question": {
            "place": question.place,
            "category": question.category,
            "reporter": question.reporter,
            "reportedAt": reported,
        }
    }


def refusals(question: DuplicateQuestion) -> list[Refusal]:
    """What is wrong with a question by itself; empty when nothing is."""
    found: list[Refusal] = []
    for name, text in (("title", question.title), ("description", question.description)):
        if len(text or "") > LONGEST_TEXT or (name == "title" and not question.title.strip()):
            found.append(Refusal(
                "TEXT_LENGTH", name, f"文字须为 1 至 {LONGEST_TEXT} 字。", f"The text takes 1 to {LONGEST_TEXT} characters.",
                "请补充或缩短。", "Write one, or a shorter one.",
            ))  # fmt: skip
    if question.household_count is not None and question.household_count < 0:
        found.append(Refusal(
            "QUANTITY", "householdCount", f"户数 {question.household_count} 不是可用的数量。", f"{question.household_count} households are no usable number.",
            "请填写不小于 0 的整数。", "Give a whole number from 0 on.",
        ))  # fmt: skip
    found += moment_refusals("reportedAt", question.reported_at)
    return found + window_refusals(
        "windowStart", question.window_start, "windowEnd", question.window_end
    )


def unknowns(question: DuplicateQuestion, row: Mapping[str, Any]) -> list[Refusal]:
    """What of a question the row of the statement does not know; empty when everything is known."""
    return [
        Refusal(
            "UNKNOWN", field, f"没有标识为“{value}”的{zh}。", f'There is no {field} with the id "{value}".',
            "请先查询可用的标识。", "Look up the ids that exist first.",
        )
        for field, zh, value in (
            ("place", "地点", question.place),
            ("category", "需求分类", question.category),
            ("reporter", "人员", question.reporter),
        )
        if value is not None and row[field] is None
    ]  # fmt: skip
