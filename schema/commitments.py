"""Commitments: a unit's promise to support a need with a resource, for a period and in a quantity.

Decided: which states hold capacity is one table (`HOLDING`), read by availability and by every later act.
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

import strawberry

from graph.declare import One, edge, kind, prop
from schema.records import Record
from schema.row_rules import later

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.people import Person
    from schema.resources import Resource
    from schema.units import Unit


@strawberry.enum(description="From which side a commitment came. 承诺方向。")
class CommitmentDirection(enum.Enum):
    """From which side a commitment came."""

    REQUESTED = strawberry.enum_value("REQUESTED", description="The community asked. 点单")
    OFFERED = strawberry.enum_value("OFFERED", description="The unit offered. 认领")
    ASSIGNED = strawberry.enum_value("ASSIGNED", description="Assigned from above. 指派")


@strawberry.enum(description="What a unit is among those that support. 承诺角色。")
class CommitmentRole(enum.Enum):
    """What a unit is among those that support."""

    LEAD = strawberry.enum_value("LEAD", description="Leads. 主办")
    SUPPORT = strawberry.enum_value("SUPPORT", description="Supports. 协办")
    FALLBACK = strawberry.enum_value("FALLBACK", description="Steps in if nobody else does. 兜底")


@strawberry.enum(description="Where a commitment stands. 承诺状态。")
class CommitmentStatus(enum.Enum):
    """Where a commitment stands."""

    REQUESTED = strawberry.enum_value("REQUESTED", description="Waiting for the unit. 待响应")
    OFFERED = strawberry.enum_value("OFFERED", description="Waiting for the community. 待确认")
    WAITLISTED = strawberry.enum_value("WAITLISTED", description="On the waiting list. 候补")
    ACCEPTED = strawberry.enum_value("ACCEPTED", description="Promised. 已接受")
    DECLINED = strawberry.enum_value("DECLINED", description="Declined. 已谢绝")
    EXPIRED = strawberry.enum_value("EXPIRED", description="No answer in time. 超时未响应")
    WITHDRAWN = strawberry.enum_value("WITHDRAWN", description="Taken back by the unit. 已撤回")
    CANCELLED = strawberry.enum_value(
        "CANCELLED", description="Called off by the community. 已取消"
    )
    ON_HOLD = strawberry.enum_value("ON_HOLD", description="On hold. 挂起")
    IN_PROGRESS = strawberry.enum_value("IN_PROGRESS", description="Under way. 实施中")
    DELIVERED = strawberry.enum_value("DELIVERED", description="Delivered. 已交付")
    CONFIRMED = strawberry.enum_value("CONFIRMED", description="Delivery confirmed. 已确认")
    DISPUTED = strawberry.enum_value("DISPUTED", description="Delivery disputed. 有异议")
    FAILED = strawberry.enum_value("FAILED", description="Not delivered. 未完成")
    NO_SHOW = strawberry.enum_value("NO_SHOW", description="Did not turn up. 未到场")
    VOIDED = strawberry.enum_value("VOIDED", description="Entered by mistake. 作废")


HOLDING = (CommitmentStatus.ACCEPTED, CommitmentStatus.ON_HOLD, CommitmentStatus.IN_PROGRESS)
"""States that always hold capacity. REQUESTED holds while `holdUntil` is in the future, DELIVERED until `returnedAt`
for what is lent (EXCLUSIVE, COUNTED), and whatever was delivered of a CONSUMABLE or within a RATE stays used."""


@kind(
    "承诺", prefix="commitment",
    en="A unit's promise to support a need with a resource, for a period and in a quantity.",
    zh="单位以某资源在某时段、按某数量支持某需求的承诺。",
    rules=(later("start_at", "end_at"),),
)  # fmt: skip
class Commitment(Record):
    """A unit's promise."""

    direction: CommitmentDirection = prop(
        "方向", "From which side it came.", "点单、认领或指派。", index="range", example="点单"
    )
    role: CommitmentRole = prop(
        "角色", "What the unit is among those that support.", "主办、协办或兜底。", index="range",
        default=CommitmentRole.SUPPORT, example="协办",
    )  # fmt: skip
    status: CommitmentStatus = prop(
        "状态", "Where it stands.", "承诺状态。", index="range", example="已接受"
    )
    status_reason: str | None = prop(
        "状态原因", "Why, as a code.", "原因代码。", index="range", example="NO_CAPACITY"
    )
    status_at: datetime | None = prop(
        "状态时间", "Since when it stands there.", "进入当前状态的时间。", index="range"
    )
    quantity: float = prop(
        "数量",
        "How much, in the resource's measure.",
        "数量（按资源的计量单位）。",
        example="12",
        least=0,
    )
    start_at: datetime = prop(
        "开始时间",
        "When it begins.",
        "开始时间（含）。",
        index="range",
        order=True,
        example="2026-12-04 08:00",
    )
    end_at: datetime = prop(
        "结束时间",
        "When it ends; not part of the period.",
        "结束时间（不含）。",
        index="range",
        example="2026-12-04 12:00",
    )
    hold_until: datetime | None = prop(
        "保留至", "Until when a request holds capacity.", "点单保留容量的截止时间。"
    )
    respond_by: datetime | None = prop(
        "答复期限", "By when the unit must answer.", "单位答复期限。", index="range"
    )
    held_until: datetime | None = prop(
        "挂起至", "Until when it is on hold.", "挂起的截止时间。", index="range"
    )
    waiting_since: datetime | None = prop(
        "候补时间", "Since when it waits for capacity.", "进入候补的时间。", index="range"
    )
    started_at: datetime | None = prop(
        "实施时间", "When the unit began.", "单位开始实施的时间。", index="range"
    )
    delivered_at: datetime | None = prop(
        "交付时间", "When it was delivered.", "交付时间。", index="range"
    )
    confirmed_by_time: bool | None = prop(
        "逾期自动确认",
        "Whether nobody confirmed the delivery and time did.",
        "是否因无人确认而到期自动确认。",
    )
    delivered_quantity: float | None = prop(
        "交付数量", "How much was delivered.", "实际交付数量。", least=0
    )
    returned_at: datetime | None = prop(
        "归还时间", "When what was lent came back.", "借出物归还时间。"
    )
    note: str | None = prop("备注", "Remarks.", "备注。")
    need: One[Need] = edge("-[:FOR]->", "需求", "The need it supports.", "所支持的需求。")
    resource: One[Resource] = edge("-[:USES]->", "资源", "The resource it uses.", "占用的资源。")
    unit: One[Unit] = edge("-[:BY]->", "单位", "Who promises.", "作出承诺的单位。", required=True)
    handled_by: One[Person] = edge("-[:HANDLED_BY]->", "经办人", "Who handles it.", "经办人。")
    replaces: One[Commitment] = edge(
        "-[:REPLACES]->", "替代承诺", "The commitment it stands in for.", "所替代的承诺。"
    )
