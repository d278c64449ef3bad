"""What `loadFairness` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.surface.sizes import Cost, ListSize
from graph.surface.told import told

if TYPE_CHECKING:
    from schema.commitments import Commitment
    from schema.places import Place
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_IDS = 20
"""Ids that are named where more may be meant."""
MOST_MOVES = 100
"""Moves that are shown."""


@strawberry.type(description="How unevenly something lies on units, each weighing what it carries for the days it was a partner. 某项工作在各单位间的不均衡程度（各单位按承接能力×结对天数计权）。")
class LoadSpread:
    """How unevenly something lies on units."""

    total: int = told("How many commitments.", "承诺件数。")
    gini: float | None = told("Gini coefficient, 0 even, towards 1 all on one; null where there is nothing.", "基尼系数：0为均衡，趋近1为集中于一家；没有承诺时为空。")
    max_to_mean: float | None = told("The heaviest by the mean.", "最重者与平均之比。")
    theil: float | None = told("Theil index, 0 even.", "泰尔指数，0为均衡。")


@strawberry.type(description="What lies on one partner. 一个共建单位的负担。")
class UnitLoad:
    """What lies on one partner."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = told("The unit.", "单位。")
    counted: bool = told("Whether it counts in the figures.", "是否计入各项指标。")
    note_zh: str | None = told("What is to be known of its weight, or why it doesn't count, in Chinese.", "权重说明或未计入原因（中文）。")
    note_en: str | None = told("The same in English.", "同上（英文）。")
    capacity: int = told("What it carries at a time, commitments; of one that doesn't say, the middle one of those who do.", "承接上限（件）；未填的取已填者的中位数。")
    capacity_assumed: bool = told("Whether it doesn't say.", "承接上限是否为推定。")
    partner_days: int = told("Days of the period on which it was a partner.", "时段内的结对天数。")
    asked: int = told("Requests and assignments to it, those refused among them; not what was called off.", "向其点单、指派的件数，含其谢绝的，不含已取消的。")
    accepted: int = told("What it took on, asked or by itself.", "接受的件数，含主动认领。")
    refused: int = told("Of those asked: declined, left unanswered or taken back.", "其中谢绝、超时未复或撤回的件数。")
    delivered: int = told("What it delivered.", "已交付的件数。")
    open: int = told("What it was asked and has not answered, which could go to somebody else.", "尚未答复、可改派的件数。")
    load: int = told("All it was asked, and what it took on by itself: the figure that is to be even.", "负担：全部被点件数加主动认领件数；以此求均衡。")
    load_per_capacity: float | None = told("The same by what it carries, as if it had been a partner all the time; null where it doesn't count.", "每件承接能力的负担，不足全期的按天数折算；未计入时为空。")
    load_after: int = told("What would lie on it after the moves.", "按建议调整后的负担。")
    asked_ids: list[strawberry.ID] = told(f"The first {MOST_IDS} commitments it was asked for.", f"被点的承诺，最多{MOST_IDS}件。")
    accepted_ids: list[strawberry.ID] = told(f"The first {MOST_IDS} it took on.", f"接受的承诺，最多{MOST_IDS}件。")
    refused_ids: list[strawberry.ID] = told(f"The first {MOST_IDS} it refused.", f"谢绝的承诺，最多{MOST_IDS}件。")
    delivered_ids: list[strawberry.ID] = told(f"The first {MOST_IDS} it delivered.", f"交付的承诺，最多{MOST_IDS}件。")


@strawberry.type(description="A request nobody has answered, that somebody else could be asked for. 一件未答复、可改请他家的点单。")
class LoadMove:
    """A request that somebody else could be asked for."""

    commitment: Annotated[Commitment, strawberry.lazy("schema.commitments")] = told("The request.", "点单。")
    from_unit: Annotated[Unit, strawberry.lazy("schema.units")] = told("Who was asked.", "现请的单位。")
    to_unit: Annotated[Unit, strawberry.lazy("schema.units")] = told("Who could be asked: it offers the like and was not asked for this need.", "可改请的单位：有同类资源，且未就该需求被请过。")
    zh: str = told("Why, in Chinese.", "理由（中文）。")
    en: str = told("Why, in English.", "理由（英文）。")


@strawberry.type(description="How evenly work lies on a place's partners in a period, as far as the caller sees it. 某时段内共建单位负担是否均衡（限查询者可见的承诺）。", directives=[Cost(weight="100")])
class LoadFairness:
    """How evenly work lies on a place's partners."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = told("The place; needs there and everywhere below.", "地域，含其下级的需求。")
    unit_count: int = told("Partners that count, those asked nothing among them.", "计入的单位数，含未被点单的。")
    asked: LoadSpread = told("Of what they were asked.", "被点件数的分布。")
    accepted: LoadSpread = told("Of what they took on.", "接受件数的分布。")
    delivered: LoadSpread = told("Of what they delivered.", "交付件数的分布。")
    load: LoadSpread = told("Of what lies on them.", "负担的分布。")
    load_after: LoadSpread = told("The same after all moves.", "按全部建议调整后的负担分布。")
    move_count: int = told("How many moves there are.", "建议调整的件数。")
    moves: list[LoadMove] = told(f"The fewest moves of requests nobody has answered that make the load as even as they can, at most {MOST_MOVES}; a suggestion, whether each suits is for `supporters` to say.", f"以最少改派使负担最均衡的建议（只动未答复的点单），最多列{MOST_MOVES}件；是否合适以 supporters 的结论为准。", ListSize(assumed_size=MOST_MOVES))
    units: list[UnitLoad] = told("The heaviest load first, then those that don't count.", "负担重者在前，未计入者列后。", ListSize(assumed_size=20, slicing_arguments=["first"]))
