"""What these questions answer with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.reach.terms import FailureKind, ReachObstacle, ReachState

if TYPE_CHECKING:
    from schema.categories import Category
    from schema.people import RoleAssignment
    from schema.places import Place
    from schema.resources import Resource
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_IDS = 20
"""Ids and nodes that are named where more may be meant."""
MOST_CUTS = 50
"""Nodes that separate, so many are told."""
_SOME = ListSize(assumed_size=MOST_IDS)
_FIRST = ListSize(assumed_size=20, slicing_arguments=["first"])


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="A partner that cannot give it as things stand, and why. 目前不能提供的一个共建单位及原因。")
class ReachNext:
    """A partner that cannot give it as things stand."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = _told("The unit.", "单位。")
    resource: Annotated[Resource, strawberry.lazy("schema.resources")] | None = _told("The resource that comes closest; null where it offers none.", "最接近的资源；未列资源时为空。")
    obstacle: ReachObstacle = _told("What is in the way.", "障碍。")
    metres: int | None = _told("How far it is, metres; null where not known.", "距离（米），未知为空。")


@strawberry.type(description="Something at a community that hangs on one unit or one person. 某社区系于一个单位或一个人的一项能力。")
class FailurePoint:
    """Something at a community that hangs on one unit or one person."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The community.", "社区。")
    capability: Annotated[Category, strawberry.lazy("schema.categories")] = _told("The capability.", "能力分类。")
    kind: FailureKind = _told("On what it hangs.", "系于何者。")
    units: list[Annotated[Unit, strawberry.lazy("schema.units")]] = _told(f"The units that can give it there: one, or several that one person leads to; at most {MOST_IDS}.", f"能提供的单位：仅一个，或均经由同一人联系；最多{MOST_IDS}个。", _SOME)
    resources: list[Annotated[Resource, strawberry.lazy("schema.resources")]] = _told(f"With which resources, at most {MOST_IDS}.", f"以哪些资源，最多{MOST_IDS}项。", _SOME)
    roles: list[Annotated[RoleAssignment, strawberry.lazy("schema.people")]] = _told("Posts of the one person that all ways lead through; none where there are others.", "各联系所经由的同一人的任职；另有联系时为空。", _SOME)
    open_needs: int = _told("How many open needs there ask for it.", "当地需要此能力的待认领需求件数。")
    need_ids: list[strawberry.ID] = _told(f"Ids of the most urgent {MOST_IDS}.", f"其中最急{MOST_IDS}件的标识。")
    second: ReachNext | None = _told("Who would come next; null where no partner could.", "最有可能补位的单位；没有则为空。")
    zh: str = _told("In a sentence, in Chinese.", "说明（中文）。")
    en: str = _told("In a sentence, in English.", "说明（英文）。")


@strawberry.type(description="A unit, agreement, alliance or post without which communities fall apart. 缺之则社区失去联系的单位、协议、共建组织或任职。")
class FailureLink:
    """A node without which communities fall apart."""

    id: strawberry.ID = _told("Its id.", "标识。")
    kind: str = _told("Its kind: Unit, Agreement, Alliance or RoleAssignment.", "类型：Unit、Agreement、Alliance 或 RoleAssignment。")
    name: str = _told("What to call it.", "名称。")
    count: int = _told("How many communities would be cut off from the rest.", "将与其余社区断开的社区数。")
    place_ids: list[strawberry.ID] = _told(f"Ids of {MOST_IDS} of them.", f"其中{MOST_IDS}个的标识。")


@strawberry.type(description="Where everything hangs on one unit or one person. 单点依赖：系于一个单位或一个人之处。", directives=[Cost(weight="100")])
class SinglePointsOfFailure:
    """Where everything hangs on one unit or one person."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place; with all its communities.", "地域，含其全部社区。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    zh: str = _told("What is counted, in Chinese.", "口径（中文）。")
    en: str = _told("What is counted, in English.", "口径（英文）。")
    community_count: int = _told("How many communities.", "社区数。")
    looked_at: int = _told("How many pairs of a community and a capability that is offered or asked for there.", "所查的社区×能力数（有单位提供或有需求者）。")
    nobody_count: int = _told("How many of these nobody can give.", "其中无人能提供的数目。")
    point_count: int = _told("How many hang on one.", "系于一者的数目。")
    points: list[FailurePoint] = _told("These, what most open needs ask for first.", "这些单点，待认领需求多者在前。", _FIRST)
    links: list[FailureLink] = _told(f"What holds communities together, the worst first, at most {MOST_CUTS}.", f"联系的关节点，影响大者在前，最多列{MOST_CUTS}个。", ListSize(assumed_size=MOST_CUTS))


@strawberry.type(description="What a community asks for in a category, and what is within its reach. 某社区某类需求及其可及的供给。")
class UnderServedPlace:
    """What a community asks for in a category, and what is within its reach."""

    rank: int = _told("Place in the order, the worst served first, from 1.", "名次，最缺者为1。")
    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The community.", "社区。")
    category: Annotated[Category, strawberry.lazy("schema.categories")] = _told("The category of need.", "需求分类。")
    state: ReachState = _told("How far it can be had.", "可及程度。")
    open_count: int = _told("Needs that are open: cases, not people.", "待认领需求件数（件，非人数）。")
    reported_count: int = _told("Needs that were reported in the period, those not accepted, merged or withdrawn left out.", "时段内上报的件数（不含不受理、已合并、已撤销）。")
    need_count: int = _told("Needs that are either; each counts once.", "两者合计件数，每件只计一次。")
    need_ids: list[strawberry.ID] = _told(f"Ids of {MOST_IDS} of them.", f"其中{MOST_IDS}件的标识。")
    people: int = _told("People who benefit, where that was said; never added to cases.", "已填写的受益人数之和（人），不与件数相加。")
    people_unknown: int = _told("For how many needs it was not said.", "未填写受益人数的件数。")
    population: int | None = _told("Inhabitants; null where not known.", "常住人口（人），未知为空。")
    open_per_thousand: float | None = _told("Open needs for each 1,000 inhabitants; null where their number is not known.", "每千人待认领需求件数；人口未知时为空。")
    reported_per_thousand: float | None = _told("Needs reported in the period for each 1,000 inhabitants.", "每千人时段内上报件数。")
    small: bool = _told("Whether these rates say little: few inhabitants, few needs, or nobody knows how many.", "比率是否因基数小或人口未知而不足为据。")
    providers: int = _told("Units within reach that can give any of what it takes.", "可及的供给单位数。")
    units: list[Annotated[Unit, strawberry.lazy("schema.units")]] = _told(f"These, the nearest first, at most {MOST_IDS}.", f"这些单位，近者在前，最多{MOST_IDS}个。", _SOME)
    nearest_metres: int | None = _told("Metres to the nearest; null where there is none or it is not known.", "最近供给的距离（米）；没有或未知为空。")
    access: float = _told("Providers for each need, each shared out among all that ask within its reach.", "每件需求分得的供给单位数（单位由其可及范围内的全部需求均分）。")
    gap: float = _told("How many providers it has less than its share; below 0 where it has more.", "较应有份额少几个供给单位；多于份额时为负。")
    missing: list[Annotated[Category, strawberry.lazy("schema.categories")]] = _told("Capabilities that nobody within reach gives and it takes.", "所需而可及范围内无人提供的能力。", _SOME)
    next: list[ReachNext] = _told("Partners that are nearest to giving the first of these, at most 5.", "最接近能提供其首项的单位，最多5个。", ListSize(assumed_size=5))
    zh: str = _told("In a sentence, in Chinese.", "说明（中文）。")
    en: str = _told("In a sentence, in English.", "说明（英文）。")


@strawberry.type(description="Which communities have least within reach for what they ask. 哪些社区的需求最缺可及的供给。", directives=[Cost(weight="100")])
class UnderServedPlaces:
    """Which communities have least within reach for what they ask."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place; with all its communities.", "地域，含其全部社区。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    zh: str = _told("How it is measured, in Chinese.", "口径（中文）。")
    en: str = _told("How it is measured, in English.", "口径（英文）。")
    need_count: int = _told("How many needs are open or were reported in the period.", "待认领或时段内上报的需求件数。")
    row_count: int = _told("How many pairs of a community and a category something is asked in.", "有需求的社区×分类数。")
    short_count: int = _told("How many of them have less than their share, or not all it takes.", "其中低于份额或缺能力的数目。")
    rows: list[UnderServedPlace] = _told("The worst served first.", "最缺者在前。", _FIRST)
