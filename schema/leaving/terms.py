"""The words of these answers that are fixed: how far a loss can be made good, why a promise breaks, what becomes of a post."""

from __future__ import annotations

import enum

import strawberry

# One value a line reads as a table: kept out of the formatter's hands.
# fmt: off


@strawberry.enum(description="How far others can make good what falls away. 缺口能否由其他单位补上。")
class LeavingEffect(enum.Enum):
    """How far others can make good what falls away, the worst first."""

    LOST = strawberry.enum_value("LOST", description="Nobody else can take any of it. 无人可接")
    DEGRADED = strawberry.enum_value("DEGRADED", description="Others can take a part of it. 只能补上一部分")
    REPLACEABLE = strawberry.enum_value("REPLACEABLE", description="Others can take all of it, alone or together. 可由其他单位全部补上")


@strawberry.enum(description="Why a promise breaks. 承诺落空的原因。")
class LeavingCause(enum.Enum):
    """Why a promise breaks."""

    BY_UNIT = strawberry.enum_value("BY_UNIT", description="The unit made it. 由该单位承诺")
    ITS_RESOURCE = strawberry.enum_value("ITS_RESOURCE", description="Somebody else made it, with a resource of the unit. 他人承诺，用的是该单位的资源")
    IN_KIT = strawberry.enum_value("IN_KIT", description="Somebody else made it, with a kit that has a resource of the unit in it. 他人承诺，所用组合资源含该单位的资源")


@strawberry.enum(description="What a post has to do with the unit. 任职与该单位的关系。")
class LeavingPost(enum.Enum):
    """What a post has to do with the unit; the first that holds."""

    FIRST_SECRETARY = strawberry.enum_value("FIRST_SECRETARY", description="A first secretary it sent: called back with it. 其派出的第一书记，随之撤回")
    SEAT = strawberry.enum_value("SEAT", description="A seat in an alliance, held for it: falls vacant. 代表其担任的共建组织席位，随之空缺")
    SENT = strawberry.enum_value("SENT", description="Another post it sent somebody to: falls vacant. 其派出的其他任职，随之空缺")
    WITHIN = strawberry.enum_value("WITHIN", description="A post within it: whoever holds it has nowhere to serve. 在该单位的任职，失去任职单位")
    EMPLOYED = strawberry.enum_value("EMPLOYED", description="A post of somebody it employs, who was not sent by it: goes on, but is to be asked. 其在编人员的其他任职（非其派出），不因此终止，宜予确认")
