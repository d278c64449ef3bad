"""How a resource's capacity is used up, over which calendar period, and whether it can be asked for at all."""

from __future__ import annotations

import enum

import strawberry


@strawberry.enum(description="How capacity is used up. 容量模式。")
class CapacityMode(enum.Enum):
    """How capacity is used up."""

    EXCLUSIVE = strawberry.enum_value(
        "EXCLUSIVE",
        description="One commitment at a time, with a buffer around it; capacity is what one can take. 独占",
    )
    COUNTED = strawberry.enum_value("COUNTED", description="So many at each instant. 计数")
    CONSUMABLE = strawberry.enum_value("CONSUMABLE", description="Used up for good. 消耗")
    RATE = strawberry.enum_value("RATE", description="So much in each calendar period. 周期额度")
    UNLIMITED = strawberry.enum_value("UNLIMITED", description="Never used up. 不限")


@strawberry.enum(description="Calendar period of a rate. 额度周期。")
class RatePeriod(enum.Enum):
    """Calendar period of a rate."""

    DAY = strawberry.enum_value("DAY", description="Calendar day. 日")
    WEEK = strawberry.enum_value("WEEK", description="Week from Monday. 周")
    MONTH = strawberry.enum_value("MONTH", description="Calendar month. 月")


@strawberry.enum(description="Whether a resource can be asked for. 资源状态。")
class ResourceStatus(enum.Enum):
    """Whether a resource can be asked for (HSDS service status)."""

    ACTIVE = strawberry.enum_value("ACTIVE", description="Can be asked for. 可用")
    INACTIVE = strawberry.enum_value("INACTIVE", description="Not offered at present. 停用")
    DEFUNCT = strawberry.enum_value("DEFUNCT", description="No longer exists. 已注销")
    TEMPORARILY_CLOSED = strawberry.enum_value(
        "TEMPORARILY_CLOSED", description="Closed for a while. 临时关闭"
    )
