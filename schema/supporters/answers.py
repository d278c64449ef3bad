"""What `supporters` answers with, as GraphQL types.

Fields whose type is a kind (`unit`, `resource`, `place`, `street`) hold what the statement projected for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.supporters.terms import (
    PathDirection,
    SupportCriterion,
    SupportLevel,
    SupportTest,
    SupportVerdict,
    SupportVia,
)

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.places import Place, Street
    from schema.resources import Resource
    from schema.units import Unit


MOST_BEST = 20
"""Most units that a board shows for one need."""


# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off


MOST_SHOWN = 500
"""Most units in one answer."""
USUALLY_SHOWN = 100
"""How many there are when not told."""
MOST_COMPONENTS = 20
"""Capabilities of one need that an answer names."""
MOST_USES = 30
"""Resources of one unit that an answer names."""
MOST_TIES = 10
"""Connections of one unit that an answer names."""
MOST_STEPS = 30
"""Nodes on a path: five to the place that is paired, and up and down the tree of places from there."""
_CRITERIA = ListSize(assumed_size=len(SupportCriterion))
_COMPONENTS = ListSize(assumed_size=MOST_COMPONENTS)


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="A capability that the need takes, and how much of it. 需求所需的能力及数量。")
class SupportComponent:
    """A capability that the need takes."""

    code: str = _told("Code of the capability.", "能力分类编号。")
    name: str = _told("Its name in Chinese.", "中文名称。")
    name_en: str = _told("Its name in English.", "英文名称。")
    required: float = _told("How much is required, in `measure`.", "所需数量（按计量单位）。")
    measure: str = _told("Code of the unit of measure.", "计量单位编号。")
    essential: bool = _told("Whether the need cannot be met without it; where no component is, any one will do.", "是否必备；均非必备时满足任一项即可。")
    fit: float = _told("How well it meets the need, 0–1, before the trees are considered.", "对应契合度（0–1），未计分类层级。")
    steps_up: int = _told("How many steps above the need's category the bridge was found.", "沿需求分类向上几级找到对应关系。")


@strawberry.type(description="How much a unit covers of one component. 单位对某项能力的满足情况。")
class SupportCover:
    """How much a unit covers of one component."""

    component: SupportComponent = _told("The component.", "能力项。")
    covered: float = _told("How much it covers, in the component's measure.", "可满足数量（按该项计量单位）。")
    missing: float = _told("How much remains.", "尚缺数量。")


@strawberry.type(description="The weight of one criterion. 一项标准的权重。")
class ScoreWeight:
    """The weight of one criterion."""

    criterion: SupportCriterion = _told("The criterion.", "标准。")
    weight: int = _told("Parts per million; all weights sum to 1,000,000.", "百万分比；合计1,000,000。")


@strawberry.type(description="One part of a score: points = weight × value ÷ 1,000,000, rounded down. 评分的一部分：得分＝权重×数值÷1,000,000，向下取整。")
class ScorePart:
    """One part of a score."""

    criterion: SupportCriterion = _told("The criterion.", "标准。")
    value: int = _told("How well the unit does, 0–1,000,000, whoever else is a candidate.", "单位在此项的表现（0–1,000,000），与其他单位无关。")
    weight: int = _told("The criterion's weight, parts per million.", "权重（百万分比）。")
    points: int = _told("What it adds to the score.", "计入总分的得分。")
    zh: str = _told("What it rests on, in Chinese.", "依据（中文）。")
    en: str = _told("What it rests on, in English.", "依据（英文）。")


@strawberry.type(description="A resource that would be used. 拟使用的资源。")
class ResourceUse:
    """A resource that would be used."""

    resource: Annotated[Resource, strawberry.lazy("schema.resources")] = _told("The resource.", "资源。")
    component: str = _told("Code of the component it serves.", "所服务能力项的编号。")
    quantity: float = _told("How much of it, in the component's measure.", "使用数量（按该能力项计量单位）。")
    free: float | None = _told("How much of it is free in the window, in the component's measure; null when unlimited.", "时段内余量（按该能力项计量单位），不限时为空。")
    fit: int = _told("How well it fits, 0–1,000,000, both trees considered.", "契合度（0–1,000,000），已计两棵分类树。")
    metres: int | None = _told("Distance to the place of the need, metres; null when unknown.", "到需求地点的距离（米），未知为空。")


@strawberry.type(description="A node on a path and the relationship to the next one. 路径上的一个节点及其到下一节点的关系。")
class PathStep:
    """A node on a path."""

    id: strawberry.ID = _told("Id of the node.", "节点标识。")
    kind: str = _told("Its kind, e.g. Unit, Agreement, Community.", "节点类型，如 Unit、Agreement、Community。")
    name: str = _told("What to write beside it.", "显示名称。")
    relationship: str | None = _told("Type of the relationship to the next step; null at the end.", "到下一节点的关系类型，末尾为空。")
    direction: PathDirection | None = _told("Which way that relationship points; null at the end.", "该关系的方向，末尾为空。")


@strawberry.type(description="How a unit is connected with the place of the need. 单位与需求地点的联系。")
class SupportTie:
    """How a unit is connected with the place of the need."""

    via: SupportVia = _told("What connects them.", "联系方式。")
    level: SupportLevel = _told("How near it comes.", "远近。")
    pairing: int = _told("What it counts for, 0–1,000,000.", "结对分值（0–1,000,000）。")
    hops: int = _told("How many relationships the path has.", "路径的关系数。")
    steps: list[PathStep] = _told("The path from the unit to the place, ready to be drawn.", "由单位到需求地点的路径，可直接绘制。", ListSize(assumed_size=MOST_STEPS))


@strawberry.type(description="What would have to be different for the unit's best resource to pass the test. 单位最接近的资源还差什么。")
class NearMiss:
    """What is missing; only the fields that concern the failing test are set."""

    zh: str = _told("In Chinese, e.g. 14:00 起可用.", "中文说明，如“14:00 起可用”。")
    en: str = _told('In English, e.g. "free from 14:00".', "英文说明。")
    resource_id: strawberry.ID | None = _told("Id of the resource that came closest.", "最接近的资源标识。", default=None)
    resource_name: str | None = _told("Its name.", "其名称。", default=None)
    component: str | None = _told("Code of the component it was tried for.", "所检验能力项的编号。", default=None)
    free_from: datetime | None = _told("From when on it could give what it can of what is asked, within 14 days.", "14天内最早可提供的时间。", default=None)
    free_quantity: float | None = _told("How much of it is free in the window, in the component's measure.", "时段内余量（按该能力项计量单位）。", default=None)
    metres_outside: int | None = _told("How far the place lies outside its service radius, metres.", "超出服务半径的距离（米）。", default=None)
    places: list[str] = _told("The places it serves.", "其服务区域。", default_factory=list)
    groups: list[str] = _told("The groups it is for.", "其服务对象。", default_factory=list)
    minutes_short: int | None = _told("How many minutes of notice are missing.", "提前量还差几分钟。", default=None)
    engagements: int | None = _told("How many commitments the unit carries.", "单位现有承诺件数。", default=None)
    max_engagements: int | None = _told("How many it carries at most.", "单位承接上限。", default=None)
    measure: str | None = _told("Code of the measure the resource is counted in.", "资源的计量单位编号。", default=None)
    needed_measure: str | None = _told("Code of the measure that is needed.", "需求的计量单位编号。", default=None)
    capability: str | None = _told("Code of a fitting capability that the unit has but does not offer yet.", "单位具备但尚未列为资源的能力编号。", default=None)
    status: str | None = _told("The status in the way.", "造成不可用的状态。", default=None)


@strawberry.type(description="Why a unit cannot: the first test that none of its resources survives. 不能支持的原因：全部资源均未通过的第一项检验。")
class Objection:
    """Why a unit cannot."""

    test: SupportTest = _told("The test.", "检验项目。")
    zh: str = _told("The reason, in Chinese.", "原因（中文）。")
    en: str = _told("The reason, in English.", "原因（英文）。")
    near_miss: NearMiss | None = _told("How close it came, where that can be said.", "还差多少，无法说明时为空。")


@strawberry.type(description="A unit, and whether it can support the need. 一个单位，以及它能否支持该需求。")
class Supporter:
    """A unit, and whether it can support the need."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = _told("The unit.", "单位。")
    verdict: SupportVerdict = _told("Whether it can.", "能否支持。")
    rank: int | None = _told("Place in the ranking from 1; null for those that cannot.", "名次，自1起；不能支持者为空。")
    score: int | None = _told("The sum of the points of all parts, 0–1,000,000; null for those that cannot.", "各项得分之和（0–1,000,000）；不能支持者为空。")
    parts: list[ScorePart] = _told("All parts of the score, the heaviest first.", "评分各项，权重大者在前。", _CRITERIA)
    coverage: float = _told("Share of the need it can cover in the window, 0–1.", "时段内可满足需求的比例（0–1）。")
    cover: list[SupportCover] = _told("What it covers of each component.", "对各能力项的满足情况。", _COMPONENTS)
    uses: list[ResourceUse] = _told(f"The resources it would use; of more than {MOST_USES} the first ones.", f"拟使用的资源，最多列{MOST_USES}项。", ListSize(assumed_size=MOST_USES))
    earliest_slot: datetime | None = _told("The earliest start, from the window's own to 14 days later, at which it could meet the whole need.", "自需求时段起14天内，最早可独立满足全部需求的开始时间。")
    via: SupportVia = _told("What connects it with the place.", "联系方式。")
    connections: list[SupportTie] = _told(f"Its connections, the best first, at most {MOST_TIES}.", f"其各项联系，最佳者在前，最多列{MOST_TIES}项。", ListSize(assumed_size=MOST_TIES))
    objection: Objection | None = _told("Why it cannot; null for those that can or partly can.", "不能支持的原因；能或部分能支持者为空。")


@strawberry.type(description="The rule of ranking that was applied. 所用的评分规则。")
class SupportPolicy:
    """The rule of ranking that was applied."""

    id: strawberry.ID = _told("Its id.", "规则标识。")
    version: int = _told("Its version.", "规则版本。")
    weights: list[ScoreWeight] = _told("The weights, the heaviest first.", "权重，大者在前。", _CRITERIA)


@strawberry.type(description="Which units can support a need, in what order, and why the others cannot. 哪些单位能支持某需求、顺序如何，以及其余单位为何不能。", directives=[Cost(weight="20")])
class SupportAnswer:
    """The answer: every unit connected with the place, exactly once."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("Where support is needed.", "需求地点。")
    street: Annotated[Street, strawberry.lazy("schema.places")] | None = _told("The street whose partners were asked; null where the place lies in none.", "所在街道；不属任何街道时为空。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    window_start: datetime | None = _told("When support must begin; null without a window.", "开始时间（含），无时段要求时为空。")
    window_end: datetime | None = _told("When it may end; not part of the window.", "结束时间（不含）。")
    quantity: float = _told("How much is needed, in `measure`.", "所需数量（按计量单位）。")
    measure: str | None = _told("Code of the unit of measure.", "计量单位编号。")
    components: list[SupportComponent] = _told(f"The capabilities it takes, the essential ones first, at most {MOST_COMPONENTS}.", f"所需的各项能力，必备者在前，最多列{MOST_COMPONENTS}项。", _COMPONENTS)
    policy: SupportPolicy = _told("How they were ranked.", "排序规则。")
    can_count: int = _told("How many can.", "能独立满足的单位数。")
    partly_count: int = _told("How many partly can.", "能部分满足的单位数。")
    cannot_count: int = _told("How many cannot.", "目前不能的单位数。")
    supporters: list[Supporter] = _told("Each unit once: those that can, those that partly can, those that cannot; `first` says how many of them.", "每个单位一次：能者、部分能者、不能者依次排列；数量由 first 决定。")


@strawberry.type(description="An open need of a board, and who can support it. 一件待认领需求及可支持它的单位。")
class BoardNeed:
    """An open need, and who can support it."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = _told("The need.", "需求。")
    support: SupportAnswer = _told("Who can support it: what `supporters` answers for this need.", "可支持它的单位，与 supporters 对该需求的回答相同。", ListSize(assumed_size=MOST_BEST, slicing_arguments=["best"], sized_fields=["supporters"]))


@strawberry.type(description="Open needs of a place, each with the units that can support it best. 某地域的待认领需求，每件附最能支持它的单位。")
class SupportBoard:
    """Open needs of a place, each with the units that can support it best."""

    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    open_count: int = _told("How many needs of the place and of everywhere below are open, shown or not.", "本地域及其下级待认领需求总数（含未列出的）。")
    needs: list[BoardNeed] = _told("The most urgent first: by priority, then by when support must begin, then by when it was reported.", "最急者在前：依次按优先级、开始时间、上报时间排列。")
