"""A scenario as GraphQL input; one type for all questions."""

from __future__ import annotations

import strawberry

from graph.surface.made import argument
from schema.supporters.terms import SupportCriterion

MOST = 100
"""Most units, and most resources, that a scenario is about."""


# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off
@strawberry.input(description="A unit as it would be. Whatever is left out stays as it is. 假设某单位如何变化；未填的保持不变。")
class ScenarioUnit:
    """A unit as it would be."""

    id: strawberry.ID = strawberry.field(description="Id of the unit. 单位标识。")
    leaves: bool = strawberry.field(default=False, description="It takes part no more: nothing of it can be had. 退出：其资源均不可用。")
    joins: strawberry.ID | None = strawberry.field(default=None, description="Id of a place that it becomes a partner of, by agreement. 与该地域结对（按协议）；填地域标识。")
    max_engagements: int | None = strawberry.field(default=None, description="How many commitments it carries at most. 承接上限（件）。")


@strawberry.input(description="A resource as it would be. Whatever is left out stays as it is. 假设某资源如何变化；未填的保持不变。")
class ScenarioResource:
    """A resource as it would be."""

    id: strawberry.ID = strawberry.field(description="Id of the resource. 资源标识。")
    withdrawn: bool = strawberry.field(default=False, description="It is no longer offered. 不再提供。")
    offered: bool = strawberry.field(default=False, description="It is offered, if it is closed or out of use now. 恢复提供。")
    capacity: float | None = strawberry.field(default=None, description="How much there is of it, in its measure. 总量（按其计量单位）。")
    lead_time_minutes: int | None = strawberry.field(default=None, description="Minutes of notice it takes. 需提前的分钟数。")
    radius_km: float | None = strawberry.field(default=None, description="How far it serves, km. 服务半径（公里）。")
    everywhere: bool = strawberry.field(default=False, description="It serves every place, however far. 不限服务区域和半径。")
    everyone: bool = strawberry.field(default=False, description="It is for everybody. 不限服务对象。")
    always: bool = strawberry.field(default=False, description="It is open at all times. 全天候开放。")


@strawberry.input(description="What if: things as they would be. Nothing is written. 情景假设；只作推演，不写入任何数据。")
class ScenarioInput:
    """Things as they would be."""

    units: list[ScenarioUnit] = strawberry.field(default_factory=list, description=f"Units that leave, join or take on more or less, at most {MOST}. 退出、加入或改变承接量的单位，最多{MOST}个。")
    resources: list[ScenarioResource] = strawberry.field(default_factory=list, description=f"Resources given more of, less of, or otherwise, at most {MOST}. 增减或改变条件的资源，最多{MOST}项。")
    order: list[SupportCriterion] | None = strawberry.field(default=None, description="The criteria in another order of importance; those left out count nothing. 另一种评分次序，未列者不计分。")
    emergency: bool = strawberry.field(default=False, description="An emergency: only what may be called in one can be had, and it takes no notice. 应急状态：仅限可应急调用的资源，且无须提前预约。")
# fmt: on


SCENARIO = argument(
    "scenario", ScenarioInput | None, "What if things were otherwise; nothing is written. 情景假设，只推演不写入。"
)  # fmt: skip
"""The argument of every question that takes it."""
