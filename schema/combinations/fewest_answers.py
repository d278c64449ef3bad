"""What `fewestUnits` answers with, as GraphQL types; what goes to which need is told as `allocation` tells it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.allocation.answers import AllocationOpenNeed, ProposedCommitment
from schema.allocation.terms import AllocationStanding
from schema.combinations.terms import FewestObjectiveKind

if TYPE_CHECKING:
    from schema.places import Place
    from schema.units import Unit

MOST_SHOWN = 300
"""Most proposals, needs left open and units in one answer."""
_SHOWN = ListSize(assumed_size=60, slicing_arguments=["first"])
_OBJECTIVES = ListSize(assumed_size=len(FewestObjectiveKind))

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="One thing the units were chosen by: how far it came, and what provably no choice can pass. 一项选取依据：已达到的值与可证明的界限。")
class FewestObjective:
    """One thing the units were chosen by."""

    kind: FewestObjectiveKind = _told("Which.", "哪一项。")
    value: float = _told("What it came to.", "已达到的值。")
    bound: float = _told("What provably no choice can pass, while what stands before it is kept.", "在不放弃前项的条件下，可证明的界限。")
    gap: float = _told("How far the value may be from the best, as a share; 0 where it is proven.", "与最优的最大差距（比例）；已证明最优时为0。")
    standing: AllocationStanding = _told("How far it is known.", "确定程度。")


@strawberry.type(description="One of the fewest units. 最少单位中的一家。")
class FewestUnit:
    """One of the fewest units."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = _told("The unit.", "单位。")
    engagements: int = _told("How many commitments it carries already.", "现有承诺件数。")
    need_count: int = _told("To how many needs it would give something.", "将承接的需求件数。")


@strawberry.type(description="The fewest units that meet all open needs of a place that can be met, each in full and all at once. 最少需要几家单位，才能同时全部满足某地域所有能满足的需求。", directives=[Cost(weight="100")])
class FewestUnits:
    """The fewest units that meet all open needs of a place that can be met."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place; with everywhere below it.", "地域，含其下级。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    need_count: int = _told("How many needs ask for support.", "待落实需求件数。")
    met_count: int = _told("How many of them are met in full by these units and by what was promised before.", "由这些单位（连同原有承诺）全部满足的件数。")
    unit_count: int = _told("How many units it takes.", "所需单位数。")
    proven: bool = _told("Whether it is proven that no more needs can be met, and those not by fewer units.", "是否已证明：不能满足更多需求，也不能用更少单位。")
    met_with_one_fewer: int | None = _told("So many needs as many units less one could meet at most, weighted by urgency; null where that was not found out.", "少一家单位时最多能满足的件数（按紧急程度加权取优）；未能算出时为空。")
    zh: str = _told("The answer in Chinese.", "结论（中文）。")
    en: str = _told("The answer in English.", "结论（英文）。")
    objectives: list[FewestObjective] = _told("What they were chosen by, in order.", "各项依据，按先后。", _OBJECTIVES)
    units: list[FewestUnit] = _told("The units, those for most needs first.", "各单位，承接件数多者在前。", _SHOWN)
    proposals: list[ProposedCommitment] = _told("Who would give what to which need.", "各家为哪件需求出什么。", _SHOWN)
    proposal_count: int = _told("How many proposals there are, shown or not.", "提议总数（含未列出的）。")
    open_needs: list[AllocationOpenNeed] = _told("Needs that cannot be met in full beside the others, with what is missing, the most urgent first.", "无法（与其他需求同时）全部满足的需求及缺口，急者在前。", _SHOWN)
    state: str | None = _told("What the answer was made from, for `applyAllocation`; null where it draws on too many streets to say.", "测算所依据的数据状态，供 applyAllocation 核对；涉及街道过多时为空。")


@strawberry.type(description="How far looking for the fewest units has come. 查找最少单位的进展。")
class FewestUnitsProgress:
    """How far looking for the fewest units has come."""

    stage: FewestObjectiveKind | None = _told("What was found last; null before anything was.", "最近求得的一项；尚无时为空。")
    value: float | None = _told("What it came to.", "已达到的值。")
    bound: float | None = _told("What no choice can pass.", "可证明的界限。")
    gap: float | None = _told("How far the value may be from the best, as a share.", "与最优的最大差距（比例）。")
    elapsed: float = _told("Seconds that it was worked on.", "已用时间（秒）。")
    share: float = _told("How much of its time is used up, 0–1.", "已用时间占时限的比例（0–1）。")
    waiting: bool = _told("Whether it waits for its turn.", "是否在排队。")
    done: bool = _told("Whether this is the last that is told.", "是否已完成。")
    answer: FewestUnits | None = _told("The answer, once it is done; null if there is no such place.", "完成后的结论；无此地域则为空。")
