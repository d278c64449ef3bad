"""Whether something can be on site in time."""

from __future__ import annotations

import enum

import strawberry

# fmt: off


@strawberry.enum(description="Whether something can be on site in time. 能否按时到场。")
class EmergencyVerdict(enum.Enum):
    """Whether something can be on site in time, the best first."""

    READY = strawberry.enum_value("READY", description="On site in time. 可按时到场")
    DISPLACING = strawberry.enum_value("DISPLACING", description="In time, if something less urgent gives way. 较缓的承诺让出后可按时到场")
    LATE = strawberry.enum_value("LATE", description="On site, but later. 可到场，但超过时限")
    BUSY = strawberry.enum_value("BUSY", description="All of it is taken. 已全部占用")
    CLOSED = strawberry.enum_value("CLOSED", description="Not open, not in use, or not for this place. 未开放、未启用或不服务本地")
