"""The words of these answers that are fixed: on what things hang, what is in the way, how a community is served."""

from __future__ import annotations

import enum

import strawberry

# One value a line reads as a table: kept out of the formatter's hands.
# fmt: off


@strawberry.enum(description="On what it hangs. 系于何者一身。")
class FailureKind(enum.Enum):
    """On what it hangs."""

    PROVIDER = strawberry.enum_value("PROVIDER", description="One unit alone can give it. 只有一个单位能提供")
    PERSON = strawberry.enum_value("PERSON", description="Every way to whoever can give it leads through one person. 与所有能提供者的联系都经由同一人")


@strawberry.enum(description="What is in the way of a partner that cannot give it. 其他单位为何不能提供。")
class ReachObstacle(enum.Enum):
    """What is in the way, the least first."""

    AUDIENCE = strawberry.enum_value("AUDIENCE", description="Only for some groups. 只面向部分人群")
    CAPACITY = strawberry.enum_value("CAPACITY", description="Nothing free within 14 days, or the unit takes on no more. 14天内无余量，或单位已达承接上限")
    AREA = strawberry.enum_value("AREA", description="Outside its service area, its radius or the distance asked about. 超出服务区域、半径或所问距离")
    NOT_OFFERED = strawberry.enum_value("NOT_OFFERED", description="It could, but offers nothing of the kind. 具备此能力，但尚未列为资源")
    STATUS = strawberry.enum_value("STATUS", description="Unit or resource is not in use. 单位或资源未启用")


@strawberry.enum(description="How far what a community asks for can be had. 某社区某类需求的可及程度。")
class ReachState(enum.Enum):
    """How far what is asked for can be had, the worst first."""

    NOBODY = strawberry.enum_value("NOBODY", description="Nobody within reach gives any of it. 可及范围内无人提供")
    INCOMPLETE = strawberry.enum_value("INCOMPLETE", description="Something it cannot do without is not to be had. 缺少必备能力")
    SHORT = strawberry.enum_value("SHORT", description="Less than its share. 低于应有份额")
    FAIR = strawberry.enum_value("FAIR", description="Its share or more. 不低于应有份额")
