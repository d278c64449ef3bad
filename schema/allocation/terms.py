"""The words of an answer that are fixed: objectives, how far they are known, why a need is left open, what limits it."""

from __future__ import annotations

import enum

import strawberry

# One value a line reads as a table: kept out of the formatter's hands.
# fmt: off


@strawberry.enum(description="What an allocation is to achieve, in this order; each only as far as nothing before it is given up. 统筹目标，按此先后；后者不得以前者为代价。")
class AllocationObjectiveKind(enum.Enum):
    """What an allocation is to achieve, in this order."""

    COVERAGE = strawberry.enum_value("COVERAGE", description="As much as can be of what is asked, weighted by urgency. 按紧急程度加权的满足量最大")
    FAIRNESS = strawberry.enum_value("FAIRNESS", description="The worst-served community as well as can be, then the next. 满足率最低的社区优先提高，依次类推")
    ENGAGEMENTS = strawberry.enum_value("ENGAGEMENTS", description="Few units for each need. 每件需求由尽量少的单位承接")
    DISTANCE = strawberry.enum_value("DISTANCE", description="Short ways. 就近")


@strawberry.enum(description="How far the value of an objective is known. 目标值的确定程度。")
class AllocationStanding(enum.Enum):
    """How far a value is known."""

    PROVEN = strawberry.enum_value("PROVEN", description="Nothing is better, and that is proven. 已证明最优")
    GAP = strawberry.enum_value("GAP", description="Nothing is better by more than the gap. 与最优的差距不超过所示")
    NONE = strawberry.enum_value("NONE", description="There was no time to look. 时间不足，未求解")


@strawberry.enum(description="Why a need is left open, or a part of it. 需求（或其一部分）未能落实的原因。")
class AllocationOpenReason(enum.Enum):
    """Why a need is left open."""

    NO_CAPABILITY = strawberry.enum_value("NO_CAPABILITY", description="Nobody connected with the place offers it to them there: somebody has to be found. 没有可用的能力，须另寻资源")
    WINDOW = strawberry.enum_value("WINDOW", description="Somebody does, but not at that time. 有能力，但该时段不可用")
    LOAD = strawberry.enum_value("LOAD", description="Somebody could, but may take on no more. 有能力，但单位已达承接上限")
    SUPPLY = strawberry.enum_value("SUPPLY", description="All that there is would not be enough. 全部可用的合起来也不够")
    OUTCOMPETED = strawberry.enum_value("OUTCOMPETED", description="What there is does more good elsewhere. 可用的资源用于其他需求效果更好")


@strawberry.enum(description="What limits: a resource, or how much a unit may take on. 受限于资源或单位承接上限。")
class AllocationLimitKind(enum.Enum):
    """What limits."""

    RESOURCE = strawberry.enum_value("RESOURCE", description="What a resource has to give. 资源容量")
    UNIT = strawberry.enum_value("UNIT", description="How many commitments a unit carries. 单位承接上限")


@strawberry.enum(description="What becomes of a promise that was made before. 对原有承诺的变更。")
class AllocationChangeKind(enum.Enum):
    """What becomes of a promise that was made before."""

    GIVEN_UP = strawberry.enum_value("GIVEN_UP", description="It would be called off. 取消")
    CHANGED = strawberry.enum_value("CHANGED", description="It would be for another quantity. 调整数量")


@strawberry.enum(description="Why a part of a plan is not to be carried out as it is. 方案中的一项为何不能（或不必）照此执行。")
class AllocationObstacle(enum.Enum):
    """Why a part of a plan is not to be carried out as it is."""

    KEPT = strawberry.enum_value("KEPT", description="It was promised before and stays: nothing has to be done. 原有承诺，保持不变，无须办理")
    SCENARIO = strawberry.enum_value("SCENARIO", description="It is of a scenario, not of things as they are. 出自情景假设，并非现状")
    NO_PERIOD = strawberry.enum_value("NO_PERIOD", description="The need does not say when, and a promise has a beginning and an end: say startAt and endAt when applying. 需求未定时段，而承诺须有起止时间；执行时请填写 startAt 和 endAt")


@strawberry.enum(description="Why a unit does not support a need in the best allocation. 在最优统筹中，单位为何未支持该需求。")
class WhyNotKind(enum.Enum):
    """Why a unit does not support a need in the best allocation."""

    USED = strawberry.enum_value("USED", description="It does. 已在方案中支持该需求")
    TIE = strawberry.enum_value("TIE", description="It may as well: another plan that covers as much uses it. 同样可行：另有满足量相同的方案由其支持")
    COST = strawberry.enum_value("COST", description="It could, but others would lose more by it than this need gains. 可以，但其他需求因此失去更多")
    CANNOT = strawberry.enum_value("CANNOT", description="It cannot, as things stand. 目前不能")
    NOT_CONNECTED = strawberry.enum_value("NOT_CONNECTED", description="Nothing connects it with the place of the need: it is no partner there. 与需求所在地没有结对、联盟或第一书记等联系")
    NOT_ASKED = strawberry.enum_value("NOT_ASKED", description="The need asks for nothing more, or lies elsewhere. 该需求已无所缺，或不在此地域")
