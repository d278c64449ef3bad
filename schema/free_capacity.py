"""What is free of a resource, from the database: the commitments that may matter, and the GraphQL field `availability`.

`bookings` is the one text that says which commitments travel; the question `supporters` and the acts that book use it too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from schema.availability import (
    DELIVERED,
    Booking,
    Part,
    ResourceFacts,
    earliest_slot,
    free,
    in_use,
    is_open_throughout,
    kit,
    most,
    share,
)
from schema.capacity import CapacityMode, RatePeriod, ResourceStatus
from schema.commitments import HOLDING, CommitmentStatus
from schema.instants import MINUTE, Window, instant, midnight, moment
from schema.measures import MICRO, measure_from, micro
from schema.windows import window_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping

_BOOKINGS = """COLLECT {
          UNWIND [duration({minutes: coalesce(«r».bufferMinutes, 0)})] AS buffer
          WITH since - buffer AS early, until + buffer AS late, since - duration({days: 32}) AS before, until + duration({days: 32}) AS after,
            CASE WHEN «r».capacityMode = 'RATE' AND «r».ratePeriod IS NULL THEN 'CONSUMABLE' ELSE «r».capacityMode END AS mode,
            coalesce(«r».toBeReturned, false) AS lent
          MATCH («r»)<-[within:CONSISTS_OF*0..1]-(k)<-[:USES]-(d)
          WHERE CASE WHEN CASE mode
                  WHEN 'UNLIMITED' THEN false
                  WHEN 'CONSUMABLE' THEN true
                  WHEN 'RATE' THEN d.startAt > before AND d.startAt < after
                  ELSE (d.endAt > early OR d.returnedAt > early OR lent AND d.returnedAt IS NULL) AND d.startAt < late
                END THEN
                  d.status IN $promised OR d.status IN $delivered OR d.status = 'REQUESTED' AND d.holdUntil > $asOf
                  OR d.status = 'FAILED' AND d.deliveredQuantity > 0
                  OR lent AND mode IN ['EXCLUSIVE', 'COUNTED'] AND d.startedAt IS NOT NULL AND (d.status IN ['CANCELLED', 'WITHDRAWN'] OR d.status = 'FAILED' AND d.deliveredQuantity IS NULL)
                ELSE false END
            AND «beyond k:Resource» AND «beyond d:Commitment»
          RETURN d {.id, .status, .quantity, .deliveredQuantity, per: head(within).quantity, started: d.startedAt IS NOT NULL,
            start: d.startAt.epochSeconds * 1000000 + d.startAt.microsecond,
            end: d.endAt.epochSeconds * 1000000 + d.endAt.microsecond,
            holdUntil: d.holdUntil.epochSeconds * 1000000 + d.holdUntil.microsecond,
            returnedAt: d.returnedAt.epochSeconds * 1000000 + d.returnedAt.microsecond}
        }"""
_PROPERTIES = """.id, .status, .capacityMode, .capacity, .ratePeriod, .openingHours, .leadTimeMinutes, .bufferMinutes,
        .shortestMinutes, .longestMinutes, .approvalRequired, .toBeReturned,
        closedOn: [day IN coalesce(«r».closedOn, []) | toString(day)],
        validFrom: toString(«r».validFrom), validTo: toString(«r».validTo)"""
_PARTS = """COLLECT {
          MATCH («r»)-[takes:CONSISTS_OF]->(part:Resource) WHERE «beyond part:Resource»
          RETURN part {«properties», per: takes.quantity, bookings: «bookings»}
        }"""
_MEASURE = """head(COLLECT {
          MATCH («r»)-[:MEASURED_IN]->(o:Category) WHERE «beyond o:Category»
          RETURN o {.code, .name, .nameEn, .baseMeasure, .conversion, .whole}
        })"""


def bookings(resource: str) -> str:
    """Commitments of a resource, or of a kit that it is part of (`per`: so much of it for each unit of the kit), that
    may hold capacity between `since` and `until`.

    The relationships lead to them, so what is long past is looked at too, if only at its end and its return: an index on
    `endAt` knows of no resource, and would lead to what the whole city has promised after a day.
    """
    return _BOOKINGS.replace("«r»", resource)


def properties(resource: str) -> str:
    """What of a resource itself availability depends on, for a map projection of it."""
    return _PROPERTIES.replace("«r»", resource)


def parts(resource: str, *, when: str = "") -> str:
    """What a kit consists of, each with its own bookings (`when`: only if this holds); nothing of any other resource."""
    found = bookings("part")
    if when:
        found = f"CASE WHEN {when} THEN {found} ELSE [] END"
    made = _PARTS.replace("«properties»", properties("part")).replace("«bookings»", found)
    return made.replace("«r»", resource)


def bookable(resource: str) -> str:
    """All that `schema.booking` has to know of a resource, as a map; `since`, `until` and `$asOf` as for `bookings`."""
    measure = _MEASURE.replace("«r»", resource)
    return (
        f"{resource} {{{properties(resource)}, measure: {measure}, "
        f"bookings: {bookings(resource)}, parts: {parts(resource)}}}"
    )


FACTS = (
    "head(COLLECT { UNWIND [{n}] AS r WITH r, {start} AS since, {end} + duration({days: 14}) AS until, {asOf} AS asOf "
    "RETURN r {"
    + properties("r")
    + ", measure: "
    + _MEASURE.replace("«r»", "r")
    + ", bookings: "
    + bookings("r")
    + ", parts: "
    + parts("r")
    + "} })"
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
    slot = earliest_slot(resource, max(most(resource) or 0, 1), window, now)
    return ResourceAvailability(
        start=start,
        end=end,
        open=in_use(resource, window) and is_open_throughout(resource, window),
        free=None if left is None else left / MICRO,
        earliest_slot=None if slot is None else moment(slot),
    )


def resource_facts(said: Mapping[str, Any]) -> ResourceFacts:
    """The facts that a statement brought with `properties`, `bookings` and `parts`, and perhaps a `measure`."""
    parts = [Part(_own(part), max(micro(part["per"] or 1), 1)) for part in said["parts"]]
    return kit(_own(said), parts)


def _own(said: Mapping[str, Any]) -> ResourceFacts:
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
        bookings=tuple(booking_of(booking) for booking in said["bookings"]),
        id=said["id"],
        status=ResourceStatus[said["status"]],
        shortest=_minutes(said["shortestMinutes"]),
        longest=_minutes(said["longestMinutes"]),
        approval_required=said["approvalRequired"] is not False,
        to_be_returned=bool(said["toBeReturned"]),
        measure=measure_from(said["measure"]) if said.get("measure") else None,
    )


def booking_of(said: Mapping[str, Any]) -> Booking:
    per = MICRO if said["per"] is None else max(micro(said["per"]), 1)
    delivered = said["deliveredQuantity"]
    return Booking(
        status=CommitmentStatus[said["status"]],
        quantity=share(micro(said["quantity"]), per),
        start=said["start"],
        end=said["end"],
        hold_until=said["holdUntil"],
        delivered=None if delivered is None else share(micro(delivered), per),
        returned=said["returnedAt"],
        id=said["id"],
        shown=said.get("shown", False),
        started=said.get("started", False),
    )


def _minutes(number: int | None) -> int | None:
    return None if number is None else number * MINUTE


def _midnight(day: str | None) -> int | None:
    return None if day is None else midnight(date.fromisoformat(day).toordinal())
