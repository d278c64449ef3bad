"""What is left of a resource, whether it is open and in use, and the earliest start."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from schema.availability.taken import holds, period_of
from schema.capacity import CapacityMode
from schema.instants import DAY, Window
from schema.measures import MICRO
from schema.opening_hours import is_open, open_periods

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schema.availability.facts import Part, ResourceFacts
    from schema.availability.taken import Taken

HORIZON = 14 * DAY
"""How far past the wanted start a slot is looked for."""


def free(resource: ResourceFacts, window: Window, as_of: int) -> int | None:
    """How much nobody else has in the window, in micro-units; None when unlimited. Never below 0."""
    return free_beside(resource, holds(resource, as_of), window)


def free_beside(resource: ResourceFacts, taken: Taken, window: Window) -> int | None:
    """`free`, with what is taken already at hand."""
    left = own_free(resource, taken, window)
    for part, taken_of_part in zip(resource.parts, taken.parts, strict=True):
        left = _least(
            left, _units(resource, part, free_beside(part.resource, taken_of_part, window))
        )
    return left


def own_free(resource: ResourceFacts, taken: Taken, window: Window) -> int | None:
    """The same, whatever its parts leave."""
    capacity = max(resource.capacity or 0, 0)
    match resource.mode:
        case CapacityMode.UNLIMITED:
            return None
        case CapacityMode.EXCLUSIVE:
            return 0 if taken.peak(window) else capacity
        case CapacityMode.COUNTED:
            return max(capacity - taken.peak(window), 0)
        case CapacityMode.RATE if resource.period is not None:
            used = taken.since_until(period_of(resource.period, window.start))
            return max(capacity - used, 0)
        case _:
            return max(capacity - taken.total, 0)


def most(resource: ResourceFacts) -> int | None:
    """The most that could be had if nobody else had anything, in micro-units; None when unlimited."""
    unlimited = resource.mode is CapacityMode.UNLIMITED
    left = None if unlimited else max(resource.capacity or 0, 0)
    for part in resource.parts:
        left = _least(left, _units(resource, part, most(part.resource)))
    return left


def in_use(resource: ResourceFacts, window: Window) -> bool:
    """Whether the whole window lies in the time for which the resource is offered."""
    started = resource.valid_from is None or resource.valid_from <= window.start
    return started and (resource.valid_to is None or window.end <= resource.valid_to)


def is_open_throughout(resource: ResourceFacts, window: Window) -> bool:
    """Whether it, and all that it consists of, is open at every instant of the window."""
    if not resource.parts:
        return is_open(resource.hours, resource.closed_on, window)
    return all(is_open(hours, resource.closed_on, window) for hours in resource.timetables)


def openings(resource: ResourceFacts, window: Window, as_of: int) -> list[int]:
    """Every instant from `window.start` up to 14 days on at which a start may become possible, in order.

    What is free at a start, and whether it is open, in use and in good time, can only improve at one of these.
    """
    since, until = window.start, window.start + HORIZON
    found = {since, as_of + resource.lead_time}
    if resource.valid_from is not None:
        found.add(resource.valid_from)
    if any(resource.timetables) or resource.closed_on:
        reach = Window(since, until + 1)
        for hours in resource.timetables:
            found.update(p.start for p in open_periods(hours, resource.closed_on, reach))
    found.update(_releases(resource, holds(resource, as_of), Window(since, until)))
    return sorted(at for at in found if since <= at <= until)


def is_possible(
    resource: ResourceFacts, taken: Taken, window: Window, amount: int, as_of: int
) -> bool:
    """Whether `amount` can be had over the whole window: in use, open, in good time and free."""
    if window.start - as_of < resource.lead_time or not in_use(resource, window):
        return False
    left = free_beside(resource, taken, window)
    if left is not None and left < amount:
        return False
    return is_open_throughout(resource, window)


def earliest_slot(resource: ResourceFacts, amount: int, window: Window, as_of: int) -> int | None:
    """The earliest start, from the window's own up to 14 days later, at which `amount` can be had for as long."""
    ceiling = most(resource)
    if ceiling is not None and amount > ceiling:
        return None
    taken, length = holds(resource, as_of), window.end - window.start
    return next(
        (
            at for at in openings(resource, window, as_of)
            if is_possible(resource, taken, Window(at, at + length), amount, as_of)
        ),
        None,
    )  # fmt: skip


def _releases(resource: ResourceFacts, taken: Taken, within: Window) -> Iterator[int]:
    """The instants at which capacity of it or of a part comes back."""
    yield from (hold.finish for hold in taken.holds)
    if resource.mode is CapacityMode.RATE and resource.period is not None:
        at = within.start
        while at <= within.end:
            at = period_of(resource.period, at).end
            yield at
    yield from chain.from_iterable(
        _releases(part.resource, of_part, within)
        for part, of_part in zip(resource.parts, taken.parts, strict=True)
    )


def _units(resource: ResourceFacts, part: Part, left: int | None) -> int | None:
    """How many units of a kit so much of a part makes, rounded down; no half bus, where only whole ones make sense."""
    if left is None:
        return None
    units = left * MICRO // part.per
    return units - units % MICRO if resource.measure and resource.measure.whole else units


def _least(one: int | None, other: int | None) -> int | None:
    return min((left for left in (one, other) if left is not None), default=None)
