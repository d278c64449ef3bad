"""What is free of a resource, from the database: the commitments that may matter, and the GraphQL field `availability`.

`BOOKINGS` is the one text that says which commitments travel; the question `supporters` uses it too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from schema.availability import DELIVERED, Booking, ResourceFacts, earliest_slot, free, in_use
from schema.capacity import CapacityMode, RatePeriod
from schema.commitments import HOLDING, CommitmentStatus
from schema.instants import MINUTE, Window, instant, midnight, moment
from schema.measures import MICRO, micro
from schema.opening_hours import is_open
from schema.windows import window_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping

BOOKINGS = """COLLECT {
          MATCH (r)<-[:USES]-(d:Commitment)
          WHERE (d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf)
            AND CASE r.capacityMode
                WHEN 'UNLIMITED' THEN false
                WHEN 'CONSUMABLE' THEN true
                WHEN 'RATE' THEN r.ratePeriod IS NULL OR (d.startAt > since - duration({days: 32}) AND d.startAt < until + duration({days: 32}))
                ELSE d.startAt - duration({minutes: coalesce(r.bufferMinutes, 0)}) < until
                     AND (d.endAt + duration({minutes: coalesce(r.bufferMinutes, 0)}) > since
                          OR d.returnedAt + duration({minutes: coalesce(r.bufferMinutes, 0)}) > since)
                END
            AND «beyond d:Commitment»
          RETURN d {.status, .quantity, .deliveredQuantity,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        }"""
"""Commitments of `r` that may hold capacity between `since` and `until`."""

PROPERTIES = """.capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        closedOn: [day IN coalesce(r.closedOn, []) | toString(day)],
        validFrom: toString(r.validFrom), validTo: toString(r.validTo)"""
"""What of `r` itself availability depends on."""

FACTS = (
    "head(COLLECT { UNWIND [{n}] AS r WITH r, {start} AS since, {end} + duration({days: 14}) AS until, {asOf} AS asOf "
    "RETURN r {" + PROPERTIES + ", bookings: " + BOOKINGS + "} })"
)
for _parameter, _literal in (
    ("$promised", str([status.name for status in HOLDING])),
    ("$delivered", str(sorted(status.name for status in DELIVERED))),
    ("$asOf", "coalesce(asOf, datetime('0001-01-01T00:00Z'))"),
):
    FACTS = FACTS.replace(_parameter, _literal)


@strawberry.type(description="What is free of a resource in a period. 资源在某时段内的余量。")
class ResourceAvailability:
    """What is free of a resource in a period."""

    start: datetime = strawberry.field(description="When the period begins. 开始时间（含）。")
    end: datetime = strawberry.field(description="When it ends; not part of it. 结束时间（不含）。")
    open: bool = strawberry.field(
        description="Whether it is open and in use throughout. 全时段是否开放。"
    )
    free: float | None = strawberry.field(
        description="What nobody else has at any instant of the period, in `measure`; null when unlimited. 全时段均可用的余量（按计量单位），不限时为空。"
    )
    earliest_slot: datetime | None = strawberry.field(
        description="The earliest start within 14 days at which all of it could be had for as long; null if there is none. 14天内最早可整体占用的开始时间。"
    )


def check_period(start: datetime, end: datetime, as_of: datetime | None = None) -> None:  # noqa: ARG001
    """Whether `availability` can be said of a period.

    Raises:
        Refusal: no usable period.
    """
    for wrong in window_refusals("start", start, "end", end):
        raise Refusal(
            wrong.code, argument=wrong.field,
            zh=f"{wrong.zh}{wrong.cure_zh}", en=f"{wrong.en} {wrong.cure_en}",
        )  # fmt: skip


def availability_of(
    facts: Mapping[str, Any], start: datetime, end: datetime, as_of: datetime | None
) -> ResourceAvailability:
    """What is free in `[start, end)`, a period that was checked."""
    resource, window = resource_facts(facts), Window(instant(start), instant(end))
    now = instant(as_of or datetime.now(UTC))
    left = free(resource, window, now)
    slot = earliest_slot(resource, max(resource.capacity or 0, 1), window, now)
    return ResourceAvailability(
        start=start,
        end=end,
        open=in_use(resource, window) and is_open(resource.hours, resource.closed_on, window),
        free=None if left is None else left / MICRO,
        earliest_slot=None if slot is None else moment(slot),
    )


def resource_facts(said: Mapping[str, Any]) -> ResourceFacts:
    """The facts that a statement brought with `PROPERTIES` and `BOOKINGS`."""
    return ResourceFacts(
        mode=CapacityMode[said["capacityMode"]],
        capacity=None if said["capacity"] is None else micro(said["capacity"]),
        period=RatePeriod[said["ratePeriod"]] if said["ratePeriod"] else None,
        lead_time=(said["leadTimeMinutes"] or 0) * MINUTE,
        buffer=(said["bufferMinutes"] or 0) * MINUTE,
        hours=tuple(said["openingHours"] or ()),
        closed_on=frozenset(date.fromisoformat(day).toordinal() for day in said["closedOn"]),
        valid_from=_midnight(said["validFrom"]),
        valid_to=_midnight(said["validTo"]),
        bookings=tuple(_booking(booking) for booking in said["bookings"]),
    )


def _booking(said: Mapping[str, Any]) -> Booking:
    return Booking(
        status=CommitmentStatus[said["status"]],
        quantity=micro(said["quantity"]),
        start=said["start"],
        end=said["end"],
        hold_until=said["holdUntil"],
        delivered=None if said["deliveredQuantity"] is None else micro(said["deliveredQuantity"]),
        returned=said["returnedAt"],
    )


def _midnight(day: str | None) -> int | None:
    return None if day is None else midnight(date.fromisoformat(day).toordinal())
