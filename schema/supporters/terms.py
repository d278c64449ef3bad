"""The words of an answer that are fixed: verdicts, tests in their order, ways of being connected, criteria."""

from __future__ import annotations

import enum

import strawberry

# One value a line reads as a table: kept out of the formatter's hands.
# fmt: off


@strawberry.enum(description="Whether a unit can support the need. 单位能否支持该需求。")
class SupportVerdict(enum.Enum):
    """Whether a unit can support the need."""

    __hash__ = object.__hash__  # looked up for every unit of every need; that of an enum is Python

    CAN = strawberry.enum_value("CAN", description="Alone and in full. 能够独立满足")
    PARTLY = strawberry.enum_value("PARTLY", description="With a part of it. 能满足一部分")
    CANNOT = strawberry.enum_value("CANNOT", description="Not as things stand. 目前不能")


@strawberry.enum(
    description="What a resource is tested for, in this order; a unit fails at the first test that none of its resources survives. "
    "检验项目，按此顺序；单位的全部资源都未通过的第一项即为其未通过项。"
)
class SupportTest(enum.Enum):
    """The tests, in the order in which they are made."""

    STATUS = strawberry.enum_value("STATUS", description="Unit and resource are in use. 单位和资源处于可用状态")
    CATEGORY = strawberry.enum_value("CATEGORY", description="The resource is of a kind that meets the need. 资源类别对应需求")
    MEASURE = strawberry.enum_value("MEASURE", description="Its measure converts to the one needed. 计量单位可换算")
    AREA = strawberry.enum_value("AREA", description="It serves the place. 服务区域包含需求地点")
    AUDIENCE = strawberry.enum_value("AUDIENCE", description="It is for the people concerned. 服务对象相符")
    HOURS = strawberry.enum_value("HOURS", description="It is open over the whole window. 整个时段均开放")
    NOTICE = strawberry.enum_value("NOTICE", description="There is enough notice. 提前量足够")
    CAPACITY = strawberry.enum_value("CAPACITY", description="Something of it is free. 时段内有余量")
    LOAD = strawberry.enum_value("LOAD", description="The unit may take on more. 单位未达承接上限")


TEST_ORDER = {test: n for n, test in enumerate(SupportTest)}


@strawberry.enum(description="What connects a unit with the place. 单位与需求地点的联系方式。")
class SupportVia(enum.Enum):
    """What connects a unit with the place, the closest first."""

    AGREEMENT = strawberry.enum_value("AGREEMENT", description="An agreement in force. 生效协议（结对共建）")
    ALLIANCE = strawberry.enum_value("ALLIANCE", description="Membership of an alliance, or a seat in it. 共建组织成员或席位")
    FIRST_SECRETARY = strawberry.enum_value("FIRST_SECRETARY", description="The system behind a first secretary. 第一书记派出单位系统")


@strawberry.enum(description="How near a connection comes to the place. 联系的远近。")
class SupportLevel(enum.Enum):
    """How near a connection comes to the place."""

    PLACE = strawberry.enum_value("PLACE", description="The place itself, or its own branch below the street. 本地点（含街道以下的上下级）")
    STREET = strawberry.enum_value("STREET", description="The whole street. 整个街道")
    NEIGHBOUR = strawberry.enum_value("NEIGHBOUR", description="Another place of the street. 同街道的其他地点")


@strawberry.enum(description="What a score is made of. 评分的构成。")
class SupportCriterion(enum.Enum):
    """What a score is made of, in the default order of weight."""

    __hash__ = object.__hash__  # looked up for every unit of every need; that of an enum is Python

    FIT = strawberry.enum_value("FIT", description="How well the resources fit the category. 类别契合度")
    AVAILABILITY = strawberry.enum_value("AVAILABILITY", description="How much of the need is free in the window. 时段内可用比例")
    PAIRING = strawberry.enum_value("PAIRING", description="How closely the unit is paired with the place. 结对远近")
    DISTANCE = strawberry.enum_value("DISTANCE", description="How near the resources are; 10 km counts nothing. 距离（满10公里计0）")
    LOAD = strawberry.enum_value("LOAD", description="How little the unit carries now. 当前负担")
    RECORD = strawberry.enum_value("RECORD", description="How many promises it kept; newcomers count as 80 %. 履约记录（新单位按八成计）")
    PATH = strawberry.enum_value("PATH", description="How short the way to the place is. 联系路径长短")


@strawberry.enum(description="Which way a relationship points along a path. 路径上关系的方向。")
class PathDirection(enum.Enum):
    """Which way a relationship points along a path."""

    OUT = strawberry.enum_value("OUT", description="From this step to the next. 由本节点指向下一节点")
    IN = strawberry.enum_value("IN", description="From the next step to this one. 由下一节点指向本节点")
