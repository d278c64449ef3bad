"""What of a resource is free in a period, and from when on it would be.

Computed from live commitments every time, never stored. Decided: a period is half-open; what is free of a counted
resource is its capacity minus the *peak* of what is taken at one instant, not minus the sum over the period (two
bookings that never meet take a place once); only starts inside the period can raise the peak, so only those are
looked at. Quantities are integer micro-units, instants integer microseconds (`schema.instants`).
`test_availability.py` compares all of it with a minute-by-minute calendar.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from schema.capacity import CapacityMode, RatePeriod
from schema.commitments import HOLDING, CommitmentStatus
from schema.instants import DAY, Window, day_of, midnight
from schema.opening_hours import is_open, open_periods

if TYPE_CHECKING:
    from collections.abc import Sequence

HORIZON = 14 * DAY
"""How far past the wanted start a slot is looked for."""

DELIVERED = frozenset(
    {CommitmentStatus.DELIVERED, CommitmentStatus.CONFIRMED, CommitmentStatus.DISPUTED}
)
"""States in which something was handed over: they hold what was really delivered, until it came back."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What availability needs to know of one commitment that uses the resource."""

    status: CommitmentStatus
    quantity: int
    start: int
    end: int
    hold_until: int | None = None
    delivered: int | None = None
    returned: int | None = None


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """What availability needs to know of one resource.

    capacity: micro-units; None counts as 0 unless the mode is UNLIMITED.
    lead_time, buffer: microseconds. hours: canonical lines, none is always open.
    closed_on: ordinals. valid_from, valid_to: the midnights at which it begins and ceases to be offered.
    """

    mode: CapacityMode
    capacity: int | None = None
    period: RatePeriod | None = None
    lead_time: int = 0
    buffer: int = 0
    hours: tuple[str, ...] = ()
    closed_on: frozenset[int] = frozenset()
    valid_from: int | None = None
    valid_to: int | None = None
    bookings: tuple[Booking, ...] = ()


class Hold(NamedTuple):
    """Capacity taken from `begin` to `finish`, buffers included; `start` is when the commitment itself begins."""

    begin: int
    finish: int
    amount: int
    start: int


def holds(resource: ResourceFacts, as_of: int) -> tuple[Hold, ...]:
    """The bookings that take capacity as things stand at `as_of`."""
    return tuple(
        Hold(
            booking.start - resource.buffer, _end(booking) + resource.buffer,
            _amount(booking), booking.start,
        )
        for booking in resource.bookings
        if _is_holding(booking, as_of)
    )  # fmt: skip


def free(resource: ResourceFacts, window: Window, as_of: int) -> int | None:
    """How much nobody else has in the window, in micro-units; None when unlimited. Never below 0."""
    return free_beside(resource, holds(resource, as_of), window)


def free_beside(resource: ResourceFacts, taken: Sequence[Hold], window: Window) -> int | None:
    """`free`, with the holds already at hand."""
    capacity = max(resource.capacity or 0, 0)
    match resource.mode:
        case CapacityMode.UNLIMITED:
            return None
        case CapacityMode.EXCLUSIVE:
            return 0 if _overlapping(taken, window) else capacity
        case CapacityMode.COUNTED:
            return max(capacity - _peak(_overlapping(taken, window), window), 0)
        case CapacityMode.RATE if resource.period is not None:
            start, end = period_of(resource.period, window.start)
            return max(capacity - sum(h.amount for h in taken if start <= h.start < end), 0)
        case _:
            return max(capacity - sum(h.amount for h in taken), 0)


def in_use(resource: ResourceFacts, window: Window) -> bool:
    """Whether the whole window lies in the time for which the resource is offered."""
    started = resource.valid_from is None or resource.valid_from <= window.start
    return started and (resource.valid_to is None or window.end <= resource.valid_to)


def openings(resource: ResourceFacts, window: Window, as_of: int) -> list[int]:
    """Every instant from `window.start` up to 14 days on at which a start may become possible, in order.

    What is free at a start, and whether it is open, in use and in good time, can only improve at one of these.
    """
    since, until = window.start, window.start + HORIZON
    reach = Window(since, until + 1)
    found = {since, as_of + resource.lead_time}
    found.update(h.finish for h in holds(resource, as_of))
    if resource.valid_from is not None:
        found.add(resource.valid_from)
    if resource.hours or resource.closed_on:
        found.update(p.start for p in open_periods(resource.hours, resource.closed_on, reach))
    if resource.mode is CapacityMode.RATE and resource.period is not None:
        at = since
        while at <= until:
            at = period_of(resource.period, at).end
            found.add(at)
    return sorted(at for at in found if since <= at <= until)


def is_possible(
    resource: ResourceFacts, taken: Sequence[Hold], window: Window, amount: int, as_of: int
) -> bool:
    """Whether `amount` can be had over the whole window: in use, open, in good time and free."""
    if window.start - as_of < resource.lead_time or not in_use(resource, window):
        return False
    left = free_beside(resource, taken, window)
    if left is not None and left < amount:
        return False
    return is_open(resource.hours, resource.closed_on, window)


def earliest_slot(resource: ResourceFacts, amount: int, window: Window, as_of: int) -> int | None:
    """The earliest start, from the window's own up to 14 days later, at which `amount` can be had for as long."""
    if resource.mode is not CapacityMode.UNLIMITED and amount > (resource.capacity or 0):
        return None
    taken, length = holds(resource, as_of), window.end - window.start
    return next(
        (
            at for at in openings(resource, window, as_of)
            if is_possible(resource, taken, Window(at, at + length), amount, as_of)
        ),
        None,
    )  # fmt: skip


def period_of(period: RatePeriod, at: int) -> Window:
    """The calendar day, week from Monday or month in +08:00 that an instant lies in."""
    day = day_of(at)
    if period is RatePeriod.DAY:
        return Window(midnight(day), midnight(day + 1))
    if period is RatePeriod.WEEK:
        monday = day - (day - 1) % 7
        return Window(midnight(monday), midnight(monday + 7))
    first = date.fromordinal(day).replace(day=1)
    later = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Window(midnight(first.toordinal()), midnight(later.toordinal()))


def _is_holding(booking: Booking, as_of: int) -> bool:
    if booking.status is CommitmentStatus.REQUESTED:
        return booking.hold_until is not None and booking.hold_until > as_of
    return booking.status in HOLDING or booking.status in DELIVERED


def _amount(booking: Booking) -> int:
    if booking.status in DELIVERED and booking.delivered is not None:
        return booking.delivered
    return booking.quantity


def _end(booking: Booking) -> int:
    if booking.status in DELIVERED and booking.returned is not None:
        return booking.returned
    return booking.end


def _overlapping(taken: Sequence[Hold], window: Window) -> list[Hold]:
    start, end = window
    return [h for h in taken if h.begin < end and start < h.finish and h.begin < h.finish]


def _peak(taken: Sequence[Hold], window: Window) -> int:
    """The most that is taken at one instant of the window, by what overlaps it."""
    if len(taken) <= 1:
        return taken[0].amount if taken else 0
    breakpoints = {window.start, *(h.begin for h in taken if window.start < h.begin)}
    return max(sum(h.amount for h in taken if h.begin <= at < h.finish) for at in breakpoints)
