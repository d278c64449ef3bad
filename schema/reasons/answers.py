"""What `whyNot` and `scarcity` answer with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.allocation.answers import AllocationWindow
from schema.allocation.terms import (
    AllocationLimitKind,
    AllocationOpenReason,
    AllocationStanding,
    WhyNotKind,
)
from schema.supporters.terms import SupportTest

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.places import Place
    from schema.resources import Resource
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_TRIED = 10
"""Limits of which is found out what one more brings."""
MOST_SHORT = 50
"""Capabilities that are told as missing."""
MOST_DISPLACED = 20
"""Needs that are told as getting less."""
MOST_CHANGES = 10
"""Resources that a cure changes."""
MOST_CAPABILITIES = 20
_TRIED = ListSize(assumed_size=MOST_TRIED, slicing_arguments=["first"])
_SHORT = ListSize(assumed_size=MOST_SHORT)
_DISPLACED = ListSize(assumed_size=MOST_DISPLACED)
_CHANGES = ListSize(assumed_size=MOST_CHANGES)
_CAPABILITIES = ListSize(assumed_size=MOST_CAPABILITIES)
_TESTS = ListSize(assumed_size=len(SupportTest))
_REASONS = ListSize(assumed_size=len(AllocationOpenReason))


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="A change of a resource that is part of a cure; may be put into a scenario as it is. 对策中对某资源的改变，可原样填入情景假设。")
class WhyNotChange:
    """A change of a resource that is part of a cure."""

    resource_id: strawberry.ID = _told("Id of the resource.", "资源标识。")
    offered: bool = _told("It is offered.", "恢复提供。")
    capacity: float | None = _told("How much there is of it, in its measure.", "总量（按其计量单位）。")
    lead_time_minutes: int | None = _told("Minutes of notice it takes.", "需提前的分钟数。")
    radius_km: float | None = _told("How far it serves, km.", "服务半径（公里）。")
    everywhere: bool = _told("It serves every place.", "不限服务区域和半径。")
    everyone: bool = _told("It is for everybody.", "不限服务对象。")
    always: bool = _told("It is open at all times.", "全天候开放。")


@strawberry.type(description="The smallest change found that lets the unit support the need; it was tried. 使该单位能够支持该需求的最小改变；已经验证有效。")
class WhyNotCure:
    """The smallest change found that lets the unit support the need."""

    tests: list[SupportTest] = _told("What stands in the way, all of it.", "需要解决的各项检验。", _TESTS)
    max_engagements: int | None = _told("How many commitments the unit would have to carry; null where that is not it.", "单位承接上限须提高到多少；无须提高为空。")
    resources: list[WhyNotChange] = _told("How its resources would have to be.", "各资源须如何改变。", _CHANGES)
    zh: str = _told("In Chinese.", "中文说明。")
    en: str = _told("In English.", "英文说明。")


@strawberry.type(description="A need that would get less. 将因此减少支持的需求。")
class WhyNotDisplaced:
    """A need that would get less."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = _told("The need.", "需求。")
    weight: int = _told("What it is worth to meet it.", "权重。")
    before: float = _told("The share of it that is met in the best plan, 0–1.", "最优方案中的满足率（0–1）。")
    after: float = _told("The share that would be.", "改由该单位支持后的满足率。")


@strawberry.type(description="Why a unit does not support a need in the best allocation of a place. 在某地域的最优统筹中，单位为何未支持某需求。", directives=[Cost(weight="50")])
class WhyNot:
    """Why a unit does not support a need in the best allocation of a place."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] | None = _told("The need; null where it asks for nothing here.", "需求；不在此地域或已无所缺时为空。")
    unit: Annotated[Unit, strawberry.lazy("schema.units")] | None = _told("The unit; null where nothing connects it with the place.", "单位；与该地域没有联系时为空。")
    kind: WhyNotKind = _told("Why.", "原因种类。")
    capabilities: list[str] = _told("Names of the capabilities that it does or could give.", "其（可）提供的能力名称。", _CAPABILITIES)
    cure: WhyNotCure | None = _told("What would let it; null where it can already, or no scenario could change it.", "使其可行的最小改变；已可行或无法改变时为空。")
    cost_least: float | None = _told("What it would cost at least, weight; null where it costs nothing or cannot be.", "至少的代价（权重）；无代价或不可行时为空。")
    cost_most: float | None = _told("What it would cost at most.", "至多的代价（权重）。")
    displaced: list[WhyNotDisplaced] = _told("Who would get less, the heaviest loss first.", "将因此减少支持的需求，损失大者在前。", _DISPLACED)
    zh: str = _told("All in a sentence, in Chinese.", "一句话说明（中文）。")
    en: str = _told("All in a sentence, in English.", "一句话说明（英文）。")


@strawberry.type(description="How often a capability is missing for one reason. 某能力因某原因缺少的次数。")
class ScarceReason:
    """How often a capability is missing for one reason."""

    reason: AllocationOpenReason = _told("Why.", "原因。")
    count: int = _told("In how many needs.", "涉及的需求件数。")


@strawberry.type(description="A capability of which something is missing in the best allocation. 最优统筹后仍缺的能力。")
class ScarceCapability:
    """A capability of which something is missing in the best allocation."""

    capability: str = _told("Code of the capability.", "能力代码。")
    capability_name: str = _told("Its name.", "能力名称。")
    need_count: int = _told("Needs that are short of it.", "缺此能力的需求件数。")
    need_ids: list[strawberry.ID] = _told(f"Ids of the first {MOST_DISPLACED} of them.", f"其中前{MOST_DISPLACED}件的标识。", _DISPLACED)
    weight: float = _told("Weight of what of them is not met.", "其中未满足部分的权重。")
    places: list[str] = _told("Names of the communities where.", "所在社区名称。", _DISPLACED)
    reasons: list[ScarceReason] = _told("Why, the most frequent first.", "原因，多者在前。", _REASONS)
    zh: str = _told("In Chinese.", "中文说明。")
    en: str = _told("In English.", "英文说明。")


@strawberry.type(description="A limit, and what one more of it would bring. 一项限制，及再多一个单位能带来多少。")
class ScarceLimit:
    """A limit, and what one more of it would bring."""

    kind: AllocationLimitKind = _told("What limits.", "限制种类。")
    unit: Annotated[Unit, strawberry.lazy("schema.units")] | None = _told("The unit, where it is how much it may take on.", "单位（限制为承接上限时）。")
    resource: Annotated[Resource, strawberry.lazy("schema.resources")] | None = _told("The resource, where it is what that has to give.", "资源（限制为资源容量时）。")
    capabilities: list[str] = _told("Names of the capabilities it is wanted for.", "所需能力名称。", _CAPABILITIES)
    window: AllocationWindow | None = _told("When it is scarcest; null where it is about all time.", "最紧缺的时段；与时间无关时为空。")
    gain_least: float = _told("What one more would bring at least, weight: the change of the optimum on solving again.", "再多一个单位至少多满足的权重（重新求解所得）。")
    gain_most: float = _told("What it would bring at most; the same where both optima are proven.", "至多多满足的权重；两次求解均已证明时与前者相同。")
    price: float = _told("The price that it was chosen by; not what one more brings.", "据以挑选的价格，并非增量。")
    alike: bool = _told("Whether one more is another one alike, for what serves one at a time.", "是否指再添同样的一个（独占使用的资源）。")
    zh: str = _told("In Chinese.", "中文说明。")
    en: str = _told("In English.", "英文说明。")


@strawberry.type(description="What is scarce at a place, and how much one more of it would bring. 某地域什么紧缺，再多一个单位能带来多少。", directives=[Cost(weight="50")])
class Scarcity:
    """What is scarce at a place, and how much one more of it would bring."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place.", "地域。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    covered: float = _told("Weight that is covered in the best allocation.", "最优统筹满足的权重。")
    bound: float = _told("Weight that no allocation can pass.", "任何方案都不能超过的权重。")
    standing: AllocationStanding = _told("How far that is known.", "确定程度。")
    capabilities: list[ScarceCapability] = _told("What is missing, what weighs most first.", "所缺能力，权重大者在前。", _SHORT)
    limits: list[ScarceLimit] = _told("What one more of would be worth trying for, what brings most first; empty where nothing is scarce at the margin.", "值得增加的资源或承接，增量大者在前；没有紧缺时为空。", _TRIED)


def progress_type(name: str, description: str, answer: Any) -> type:
    """How far a question of these has come."""

    class Progress:
        value: float | None = _told("What the best plan so far comes to.", "目前最好方案的值。")
        bound: float | None = _told("What no plan can pass.", "可证明的上限。")
        elapsed: float = _told("Seconds that it was worked on.", "已用时间（秒）。")
        share: float = _told("How much of its time is used up, 0–1.", "已用时间占时限的比例（0–1）。")
        waiting: bool = _told("Whether it waits for its turn.", "是否在排队。")
        done: bool = _told("Whether this is the last that is told.", "是否已完成。")
        answer: Any = _told("The answer, once it is there; null if there is no such place.", "完成后的答案；无此地域则为空。")

    Progress.__annotations__["answer"] = answer | None
    Progress.__name__ = Progress.__qualname__ = name
    return strawberry.type(Progress, name=name, description=description)


WhyNotProgress = progress_type("WhyNotProgress", "How far it has been found out why not. 求解“为何未支持”的进展。", WhyNot)
ScarcityProgress = progress_type("ScarcityProgress", "How far it has been found out what is scarce. 求解“什么紧缺”的进展。", Scarcity)
# fmt: on
