"""What `combinations` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.combinations.terms import CombinationOutcome
from schema.supporters.answers import (
    MOST_COMPONENTS,
    MOST_USES,
    ResourceUse,
    SupportComponent,
    SupportPolicy,
)

if TYPE_CHECKING:
    from schema.places import Place, Street
    from schema.units import Unit

MOST_TOGETHER = 8
"""Most units in one set."""
MOST_SHOWN = 20
"""Most sets in one answer."""
_MEMBERS = ListSize(assumed_size=MOST_TOGETHER)
_COMPONENTS = ListSize(assumed_size=MOST_COMPONENTS)

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="How much a set of units covers of one component. 联合方案对某项能力的满足情况。")
class CombinationCover:
    """How much a set of units covers of one component."""

    component: SupportComponent = _told("The component.", "能力项。")
    covered: float = _told("How much of what is required it covers, in the component's measure.", "可满足数量（按该项计量单位）。")
    missing: float = _told("How much remains.", "尚缺数量。")
    slack: float | None = _told("How much more of it the set could give with everything else covered in full; null when unlimited, 0 where the need is not covered.", "其余各项均满足时该项还可多给的余量；不限时为空，未全部满足时为0。")


@strawberry.type(description="A unit of a set, and what it gives. 联合方案中的一家单位及其提供的资源。")
class CombinationMember:
    """A unit of a set, and what it gives."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = _told("The unit.", "单位。")
    rank: int = _told("Its place in the ranking that `supporters` gives.", "在 supporters 排序中的名次。")
    score: int = _told("Its score there, 0–1,000,000.", "在该排序中的得分（0–1,000,000）。")
    uses: list[ResourceUse] = _told(f"What it gives, for which component and how much; of more than {MOST_USES} the first ones.", f"提供的资源、所服务的能力项及数量，最多列{MOST_USES}项。", ListSize(assumed_size=MOST_USES))


@strawberry.type(description="Units that would meet a need together, and how. 联合方案：由哪些单位共同承接，各出什么。")
class UnitCombination:
    """Units that would meet a need together, and how."""

    score: int = _told("The mean of its units' scores, rounded down, 0–1,000,000.", "各单位得分的平均值，向下取整（0–1,000,000）。")
    coverage: float = _told("The share of the need that they cover together, 0–1: the mean over the essential components, else the best of all.", "共同满足需求的比例（0–1）：必备各项的平均；均非必备时取最好的一项。")
    members: list[CombinationMember] = _told("The units, in the order of the ranking.", "各单位，按排序先后。", _MEMBERS)
    cover: list[CombinationCover] = _told("What they cover of each component that has to be: the essential ones, or the one that they would meet.", "对须满足各项能力的满足情况：全部必备项，或（均非必备时）拟满足的一项。", _COMPONENTS)
    zh: str = _told("Who gives what, in Chinese.", "各家出什么（中文）。")
    en: str = _told("Who gives what, in English.", "各家出什么（英文）。")


@strawberry.type(description="A size at which no set of units is enough: how far the best one comes. 某个家数为何不够：其中最好的方案能满足到哪一步。")
class CombinationTooFew:
    """A size at which no set of units is enough."""

    size: int = _told("So many units.", "家数。")
    set_count: float = _told("How many sets of so many units there are among those that could give something; each of them falls short.", "能有所贡献的单位中，该家数的组合有多少种；无一足够。")
    best: UnitCombination | None = _told("The set that covers most; null where time ran out.", "满足最多的一种；时限内未能找出时为空。")
    zh: str = _told("In Chinese.", "说明（中文）。")
    en: str = _told("In English.", "说明（英文）。")


@strawberry.type(description="What no set of units could give: what a new partner would have to bring. 缺口：需要新伙伴补上的部分。")
class CombinationMissing:
    """What no set of units could give."""

    component: SupportComponent = _told("The component.", "能力项。")
    missing: float = _told("So much remains with all units together, in the component's measure; where components compete for the same resources, of all ways to divide them the one that covers most.", "全部单位合起来仍缺的数量（按该项计量单位）；几项争用同一资源时，按总体满足最多的分法计。")
    missing_with_best: float = _told("So much remains with the best set of as many units as may be taken.", "在限定家数内最好的方案下尚缺的数量。")
    offered: bool = _told("Whether anybody offers anything of it in the window.", "时段内是否有单位能提供该项。")


@strawberry.type(description="The smallest sets of units that meet a need together, and why no fewer do. 最少需要几家单位联合才能满足某需求、有哪些方案、为何更少不行。", directives=[Cost(weight="40")])
class CombinationAnswer:
    """The smallest sets of units that meet a need together, and why no fewer do."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("Where support is needed.", "需求地点。")
    street: Annotated[Street, strawberry.lazy("schema.places")] | None = _told("The street whose partners were asked; null where the place lies in none.", "所在街道；不属任何街道时为空。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    components: list[SupportComponent] = _told(f"The capabilities the need takes, the essential ones first, at most {MOST_COMPONENTS}.", f"所需的各项能力，必备者在前，最多列{MOST_COMPONENTS}项。", _COMPONENTS)
    policy: SupportPolicy = _told("How units and so sets were ranked.", "排序规则。")
    outcome: CombinationOutcome = _told("What came of it.", "结果。")
    size: int | None = _told("The fewest units that are enough together; null where no set is.", "最少需要几家；没有足够的方案时为空。")
    sufficient_count: int | None = _told("How many sets of that size are enough; null where they were not all looked at.", "该家数下足够的方案有多少种；未逐一查看时为空。")
    candidate_count: int = _told("How many units could give something of it.", "能有所贡献的单位数。")
    most_units: int = _told("Sets of up to so many units were looked for.", "查找的家数上限。")
    proven: bool = _told("Whether it is proven; false where time ran out first.", "是否已证明；时限内未能证明时为否。")
    zh: str = _told("The answer in Chinese.", "结论（中文）。")
    en: str = _told("The answer in English.", "结论（英文）。")
    combinations: list[UnitCombination] = _told("The best sets of that size: by score, then by how little their units carry, then by how near they are, then by the places of their units in the ranking; `best` says how many.", "该家数下最好的若干方案：依次按得分、现有负担少者、距离近者、单位名次排列；数量由 best 决定。")
    too_few: list[CombinationTooFew] = _told("For each smaller size, why it is not enough: the proof that fewer is impossible.", "每个更小的家数为何不够：不能更少的证明。", _MEMBERS)
    partial: UnitCombination | None = _told("Where no set is enough, the one that covers most with the fewest units.", "没有足够的方案时，以最少家数满足最多的一种。")
    missing: list[CombinationMissing] = _told("Where not even all units together are enough: what is missing.", "全部单位合起来也不够时：缺什么、缺多少。", _COMPONENTS)
