"""What `allocation` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.surface.sizes import Cost, ListSize
from schema.allocation.terms import (
    AllocationChangeKind,
    AllocationLimitKind,
    AllocationObjectiveKind,
    AllocationObstacle,
    AllocationOpenReason,
    AllocationStanding,
)
from schema.supporters.terms import SupportTest

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.places import Place
    from schema.resources import Resource
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_SHOWN = 500
"""Most proposals, needs left open, communities and units in one answer."""
MOST_TIMES = 62
"""Times of one proposal."""
MOST_MISSING = 5
"""Capabilities of one need that are told as missing."""
MOST_BINDINGS = 3
"""Limits that are told of one capability: those that are worth most."""
MOST_NAMED = 20
"""Needs that are named as having what another lacks."""
MOST_WEIGHTS = 4
_OBJECTIVES = ListSize(assumed_size=len(AllocationObjectiveKind))
_TIERS = ListSize(assumed_size=MOST_WEIGHTS)
_TIMES = ListSize(assumed_size=MOST_TIMES)
_MISSING = ListSize(assumed_size=MOST_MISSING)
_BINDINGS = ListSize(assumed_size=MOST_BINDINGS)
_SHOWN = ListSize(assumed_size=100, slicing_arguments=["first"])
_WEIGHTS = ListSize(assumed_size=MOST_WEIGHTS)


def _told(en: str, zh: str, size: ListSize | None = None, **options: Any) -> Any:
    """A field with its description in both languages, and how long its list may be."""
    return strawberry.field(description=f"{en} {zh}", directives=[size] if size else [], **options)


@strawberry.type(description="A period. 时段。")
class AllocationWindow:
    """A period."""

    start: datetime = _told("When it begins.", "开始时间（含）。")
    end: datetime = _told("When it ends; not part of it.", "结束时间（不含）。")


@strawberry.type(description="What was weighed, and how. 统筹所用规则。")
class AllocationPolicy:
    """What was weighed, and how."""

    id: strawberry.ID = _told("Id of the policy.", "规则标识。")
    version: int = _told("Its version.", "规则版本。")
    weights: list[int] = _told("What it is worth to meet a need, by priority from 1 on.", "各优先级需求的权重，自优先级1起。", _WEIGHTS)
    change_price: float | None = _told("What changing a promise costs, in the same weights; null where promises stay as they are.", "变更一项原有承诺的代价（同一权重）；不重新考虑原有承诺时为空。")
    tiers: bool = _told("Whether no need of one priority is dropped for those below it, however many.", "是否分级优先：不为再多的次级需求而放弃上一级需求。")
    fairness_price: float = _told("The share of coverage that may be given up for fairness, 0–1.", "为公平最多可让出的满足量比例（0–1）。")


@strawberry.type(description="What needs of one priority come to, where they come before all below. 分级优先时某一优先级的结果。")
class AllocationTier:
    """What needs of one priority come to, where they come before all below."""

    priority: int = _told("The priority, 1 most urgent.", "优先级，1 最急。")
    asked: float = _told("Weight of all that is asked with it.", "该级所需总权重。")
    value: float = _told("Weight that the plan covers.", "方案满足的权重。")
    bound: float = _told("What no plan can pass that covers the tiers above as well.", "在不牺牲更高各级的前提下，任何方案都不能超过的权重。")
    standing: AllocationStanding = _told("How far it is known.", "确定程度。")


@strawberry.type(description="One of the objectives: how far it was reached, and what provably cannot be passed. 一项目标：达到多少，可证明的上限是多少。")
class AllocationObjective:
    """One of the objectives."""

    kind: AllocationObjectiveKind = _told("Which.", "目标。")
    value: float = _told("What the plan comes to: weight, share of the worst-served community, engagements, metres.", "方案的值：加权满足量、最低社区满足率、承接数、米。")
    bound: float = _told("What no plan can pass that is as good in all objectives before.", "在不牺牲前列目标的前提下，任何方案都不能超过（或低于）的值。")
    gap: float = _told("How far the value may be from the best, as a share of the bound; 0 where it is proven.", "与最优的最大差距占上限的比例，已证明时为0。")
    standing: AllocationStanding = _told("How far it is known.", "确定程度。")
    zh: str = _told("In Chinese.", "中文说明。")
    en: str = _told("In English.", "英文说明。")


@strawberry.type(description="An offer that would be used: what goes where. 一项拟落实的支持。")
class ProposedCommitment:
    """An offer that would be used."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = _told("The need.", "需求。")
    unit: Annotated[Unit, strawberry.lazy("schema.units")] = _told("The unit.", "单位。")
    resource: Annotated[Resource, strawberry.lazy("schema.resources")] = _told("The resource.", "资源。")
    capability: str = _told("Code of the capability that it is for.", "所满足能力的代码。")
    capability_name: str = _told("Its name.", "能力名称。")
    quantity: float = _told("How much, in the resource's measure: what would be promised.", "数量（按资源的计量单位），即承诺数量。")
    amount: float = _told("The same in the measure that the need takes.", "折合需求用量单位的数量。")
    measure: str = _told("Code of that measure.", "需求用量单位代码。")
    window: AllocationWindow | None = _told("When, the first time; null where the need does not say.", "时段（首次）；需求未定时段时为空。")
    further_starts: list[datetime] = _told("When it begins again, each time for as long, where the need recurs.", "需求重复时其后各次的开始时间，时长相同。", _TIMES)
    metres: int | None = _told("How far it is, where that is known.", "距离（米），未知为空。")
    kept: bool = _told("Whether it was promised before, and stays: nothing has to be done.", "是否为原有承诺；是则保持不变，无须办理。")
    replaces: strawberry.ID | None = _told("Id of the promise that it stands in for, to be given on applying: that is called off with it. Null where there is none.", "所替代的原有承诺标识，执行时一并填写，该承诺将随之取消；无则为空。")
    obstacle: AllocationObstacle | None = _told("Why it is not to be applied as it is; null where it is: once, at `window`, and again at each of `furtherStarts`.", "不能（或不必）照此执行的原因；可执行则为空：按 window 办理，重复需求再按 furtherStarts 逐次办理。")


@strawberry.type(description="A promise that would not stay as it is. 将变更的原有承诺。")
class AllocationChange:
    """A promise that would not stay as it is."""

    commitment_id: strawberry.ID = _told("Id of the commitment.", "承诺标识。")
    need_id: strawberry.ID = _told("Id of its need.", "所支持需求的标识。")
    unit: Annotated[Unit, strawberry.lazy("schema.units")] | None = _told("Who promised.", "承诺单位。")
    kind: AllocationChangeKind = _told("What becomes of it.", "如何变更。")
    quantity: float = _told("What it would be for, in the resource's measure.", "变更后的数量（按资源的计量单位）。")
    replaced: bool = _told("Whether a proposal stands in for it (its `replaces`); if not, give its id as one of `takenBack` on applying.", "方案中是否有一项替代它（见该项的 replaces）；没有时，执行须将其标识列入 takenBack。")


@strawberry.type(description="What a community gets of what it asks, weighted by urgency. 某社区所得与所需（按紧急程度加权）。")
class AllocationCommunity:
    """What a community gets of what it asks."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The community; another place where needs lie in none.", "社区；需求不在社区内时为其所在地域。")
    need_count: int = _told("Needs that it asks for.", "需求件数。")
    met_count: int = _told("Those that would be met in full.", "将全部满足的件数。")
    asked: float = _told("Weight of what it asks.", "所需总权重。")
    before: float = _told("Weight of what was promised to it before.", "此前已承诺的权重。")
    after: float = _told("Weight of what it would have.", "落实后的权重。")
    share_before: float = _told("Share of it that was promised before, 0–1.", "此前满足率（0–1）。")
    share_after: float = _told("Share that it would have, 0–1.", "落实后满足率（0–1）。")
    zh: str = _told("In Chinese.", "中文说明。")
    en: str = _told("In English.", "英文说明。")


@strawberry.type(description="What a unit carries, and would carry. 某单位的承接情况。")
class AllocationLoad:
    """What a unit carries, and would carry."""

    unit: Annotated[Unit, strawberry.lazy("schema.units")] = _told("The unit.", "单位。")
    engagements: int = _told("Live commitments at present.", "当前有效承诺数。")
    added: int = _told("Needs that would come.", "将新增的需求数。")
    released: int = _told("Needs that would go.", "将撤下的需求数。")
    max_engagements: int | None = _told("How many it carries at most; null where it does not say.", "承接上限，未设为空。")


@strawberry.type(description="A limit that is used up, and who has what it limits. 已用尽的限制及占用者。")
class AllocationBinding:
    """A limit that is used up."""

    kind: AllocationLimitKind = _told("What limits.", "限制种类。")
    unit: Annotated[Unit, strawberry.lazy("schema.units")] | None = _told("The unit, where it is how much it may take on.", "单位（限制为承接上限时）。")
    resource: Annotated[Resource, strawberry.lazy("schema.resources")] | None = _told("The resource, where it is what that has to give; null also where it is a part of a kit that you don't see.", "资源（限制为资源容量时）；为不可见的组成资源时为空。")
    window: AllocationWindow | None = _told("When; null where it is about all time.", "时段，与时间无关时为空。")
    room: float = _told("How much there is.", "可用量。")
    used: float = _told("How much of it would be used.", "拟用量。")
    need_ids: list[strawberry.ID] = _told("Ids of the needs that would have it.", "占用它的需求标识。", ListSize(assumed_size=MOST_NAMED))
    more: int = _told("How many more needs have it than are named.", "未列出的需求数。")
    price: float | None = _told("What one more of it could bring at most, by the prices that prove the bound; not a promise. Null where there are none.", "按证明上限所用的价格，再多一个单位至多能带来的权重；并非承诺。无价格时为空。")


@strawberry.type(description="A capability of which a need is short. 需求所缺的一项能力。")
class AllocationMissing:
    """A capability of which a need is short."""

    reason: AllocationOpenReason = _told("Why.", "原因。")
    capability: str = _told("Code of the capability.", "能力代码。")
    capability_name: str = _told("Its name.", "能力名称。")
    required: float = _told("How much the need takes.", "需要的数量。")
    missing: float = _told("How much of that is missing.", "缺少的数量。")
    measure: str = _told("Code of the measure.", "计量单位代码。")
    test: SupportTest | None = _told("How far what there is comes, where nothing can be had: the test that nothing passes.", "无可用资源时，最接近者未通过的检验。")
    bindings: list[AllocationBinding] = _told("What limits it, the most valuable first.", "构成限制的资源或单位，价值高者在前。", _BINDINGS)
    zh: str = _told("In Chinese.", "中文说明。")
    en: str = _told("In English.", "英文说明。")


@strawberry.type(description="A need that would be left open, or a part of it. 未能（全部）落实的需求。")
class AllocationOpenNeed:
    """A need that would be left open."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = _told("The need.", "需求。")
    weight: int = _told("What it is worth to meet it.", "权重。")
    covered: float = _told("The share of it that is met, 0–1.", "满足率（0–1）。")
    reason: AllocationOpenReason = _told("Why: of all that is missing, what is hardest to come by.", "原因；缺多项时取最难解决的一项。")
    missing: list[AllocationMissing] = _told("What it is short of; empty where nobody knows what would meet it.", "所缺能力；分类未对应任何能力时为空。", _MISSING)


@strawberry.type(description="What proves the first objective, and what other ways of doing it would come to. 首要目标的证明与对照。")
class AllocationCertificate:
    """What proves the first objective."""

    asked: float = _told("Weight of all needs.", "全部需求的权重。")
    before: float = _told("Weight of what was promised before.", "此前已承诺的权重。")
    covered: float = _told("Weight of what the plan covers.", "方案满足的权重。")
    bound: float = _told("What no plan can cover more than.", "任何方案都不能超过的权重。")
    bound_by_sums: float | None = _told("The bound that follows from the prices by sums alone, so that anybody can check it without a solver; null where there are no prices.", "仅由价格求和即可验证的上限，无须求解器；无价格时为空。")
    first_come: float = _told("What would be covered if needs were served as they came in, each by the nearest.", "按登记先后、就近满足时的权重。")
    urgent_first: float = _told("What would be covered if the most urgent were served first.", "按紧急程度先后满足时的权重。")
    options: int = _told("Offers that were weighed.", "参与统筹的可选支持数。")
    limits: int = _told("Limits that were kept.", "参与统筹的限制数。")


@strawberry.type(description="The fairest and fullest use of all partners for the open needs of a place: a preview, nothing is written. 某地域待落实需求的统筹方案：仅为预览，不写入。", directives=[Cost(weight="50")])
class Allocation:
    """The fairest and fullest use of all partners for the open needs of a place."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = _told("The place.", "地域。")
    as_of: datetime = _told("The moment whose state of affairs counts.", "以此刻的情况为准。")
    policy: AllocationPolicy = _told("What was weighed, and how.", "统筹所用规则。")
    need_count: int = _told("Needs that ask for support.", "参与统筹的需求件数。")
    met_count: int = _told("Those that would be met in full.", "将全部满足的件数。")
    objectives: list[AllocationObjective] = _told("Objective by objective, in their order; those that were sought.", "逐项目标，按先后排列。", _OBJECTIVES)
    tiers: list[AllocationTier] = _told("Priority by priority, the most urgent first, the least left out; empty unless asked for.", "分级优先时的各级结果，最急者在前，不含最低一级；未要求时为空。", _TIERS)
    proposal_count: int = _told("How many proposals there are.", "拟落实的支持总数。")
    proposals: list[ProposedCommitment] = _told("What goes where, as it begins.", "拟落实的支持，按开始时间排列。", _SHOWN)
    change_count: int = _told("How many promises would not stay as they are.", "将变更的原有承诺数。")
    changes: list[AllocationChange] = _told("Those promises.", "将变更的原有承诺。", _SHOWN)
    communities: list[AllocationCommunity] = _told("What each community gets, the worst served first.", "各社区所得，满足率低者在前。", _SHOWN)
    units: list[AllocationLoad] = _told("What each unit carries, by the number of needs that would come.", "各单位承接情况，新增多者在前。", _SHOWN)
    open_count: int = _told("How many needs would be left open, or in part.", "未能全部落实的需求件数。")
    open_needs: list[AllocationOpenNeed] = _told("Those needs, the most urgent first.", "未能全部落实的需求，最急者在前。", _SHOWN)
    certificate: AllocationCertificate = _told("What proves it.", "证明与对照。")
    state: str | None = _told("The state of affairs that it was made from; an act that carries it out is given it and says if the world has moved on.", "方案所依据的数据状态；据此落实方案时须带上，若其间情况有变会予说明。")
    stopped: bool = _told("Whether the time was over before all was proven.", "是否因时间用尽而未完成证明。")
    zh: str = _told("All in a sentence, in Chinese.", "一句话总结（中文）。")
    en: str = _told("All in a sentence, in English.", "一句话总结（英文）。")


@strawberry.type(description="How far an allocation has come. 统筹求解的进展。")
class AllocationProgress:
    """How far an allocation has come."""

    stage: AllocationObjectiveKind | None = _told("The objective that is sought; null while waiting or reading.", "正在求解的目标；等待或读取时为空。")
    value: float | None = _told("What the best plan so far comes to.", "目前最好方案的值。")
    bound: float | None = _told("What no plan can pass.", "可证明的上限。")
    gap: float | None = _told("How far the value may be from the best, as a share of the bound.", "与最优的最大差距。")
    elapsed: float = _told("Seconds that it was worked on.", "已用时间（秒）。")
    share: float = _told("How much of its time is used up, 0–1.", "已用时间占时限的比例（0–1）。")
    waiting: bool = _told("Whether it waits for its turn.", "是否在排队。")
    done: bool = _told("Whether this is the last that is told.", "是否已完成。")
    answer: Allocation | None = _told("The allocation, once it is done; null if there is no such place.", "完成后的统筹方案；无此地域则为空。")


# fmt: on
