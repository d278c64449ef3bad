"""The words of clocks: which there are, where one stands, and which time counts."""

from __future__ import annotations

import enum

import strawberry


@strawberry.enum(description="Which time counts for a clock. 计时日历。")
class ServiceCalendar(enum.Enum):
    """Which time counts for a clock."""

    ALWAYS = strawberry.enum_value("ALWAYS", description="Every minute of every day. 全天候")
    WORKDAYS = strawberry.enum_value(
        "WORKDAYS", description="Working days alone, each with its 24 hours. 工作日"
    )


@strawberry.enum(description="What a clock measures. 时限类型。")
class ClockKind(enum.Enum):
    """What a clock measures."""

    RECEIVE = strawberry.enum_value(
        "RECEIVE",
        description="From report to acceptance; reopening leaves it alone. 接收：上报至受理",
    )
    ARRIVE = strawberry.enum_value(
        "ARRIVE",
        description="From report until enough people are on site; reopening leaves it alone. 到场：上报至足够人数到场",
    )
    START = strawberry.enum_value(
        "START",
        description="From acceptance to the beginning of work; starts again on reopening. 开办：受理至开始办理，重开后重新计时",
    )
    CLOSE = strawberry.enum_value(
        "CLOSE",
        description="From report to closing; starts again on reopening. 办结：上报至办结，重开后重新计时",
    )


@strawberry.enum(description="Where a clock stands. 时限状态。")
class ClockState(enum.Enum):
    """Where a clock stands."""

    RUNNING = strawberry.enum_value("RUNNING", description="It runs. 计时中")
    WARNED = strawberry.enum_value("WARNED", description="It runs and is due soon. 预警")
    OVERDUE = strawberry.enum_value("OVERDUE", description="It is due and was not met. 超时")
    MET = strawberry.enum_value("MET", description="It was met in time. 按时")
    MISSED = strawberry.enum_value("MISSED", description="It stopped after it was due. 超时完成")
    PAUSED = strawberry.enum_value("PAUSED", description="It stands still, on hold. 挂起")
    NOT_STARTED = strawberry.enum_value("NOT_STARTED", description="It doesn't run yet. 未开始")
    NOT_APPLICABLE = strawberry.enum_value(
        "NOT_APPLICABLE", description="No limit is set, or the need ended before it was due. 不适用"
    )
    UNKNOWN = strawberry.enum_value(
        "UNKNOWN", description="A moment that it takes is not recorded. 不明：缺少所需的时间记录"
    )
