"""When a resource can be on site, how much of it, and what would have to give way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schema.availability import free_beside, holds, in_use, is_open_throughout, openings
from schema.commitments import CommitmentStatus
from schema.emergency.terms import EmergencyVerdict as Verdict
from schema.emergency.travel import travel
from schema.instants import DAY, MINUTE, Window, day_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from schema.availability import ResourceFacts
    from schema.emergency.facts import Callable, Promise


@dataclass(frozen=True, slots=True)
class Emergency:
    """What is asked: on site within so long from `as_of` on, for so long; what of priority `gives_way` and after may give way (5: nothing)."""

    as_of: int
    within: int
    length: int
    gives_way: int
    stale_days: int
    rest: int


@dataclass(frozen=True)
class Called:
    """away, arrives: instants, None where it can't be had. free: None when unlimited. displaced: what gives way for it.

    elsewhere: what is under way in that time. soon: what it is promised to within the rest after it.
    """

    it: Callable
    verdict: Verdict
    away: int | None
    arrives: int | None
    free: int | None
    way: int
    stale: bool
    displaced: tuple[Promise, ...] = ()
    elsewhere: tuple[Promise, ...] = ()
    soon: tuple[Promise, ...] = ()


def call(it: Callable, asked: Emergency) -> Called:
    """One resource judged."""
    way, stale = travel(it.metres), _stale(it, asked)
    soonest = asked.as_of + it.resource.lead_time
    window = Window(soonest, soonest + way + asked.length)
    elsewhere = tuple(p for p in it.promises if p.status is CommitmentStatus.IN_PROGRESS and _meet(p, window))  # fmt: skip
    none = Called(it, Verdict.CLOSED, None, None, 0, way, stale, elsewhere=elsewhere)
    if not it.serves:
        return none
    limit = asked.as_of + asked.within - way
    away = _leaves(it.resource, soonest, way + asked.length, asked.as_of)
    if away is not None and away <= limit:
        return _found(it, Verdict.READY, away, way, asked, stale, elsewhere)
    given = _giving_way(it, asked, limit, way)
    if given is not None:
        at, ids = given
        there = replace(it, resource=_without(it.resource, ids))
        found = _found(there, Verdict.DISPLACING, at, way, asked, stale, elsewhere)
        return replace(found, it=it, displaced=tuple(p for p in it.promises if p.id in ids))
    if away is not None:
        return _found(it, Verdict.LATE, away, way, asked, stale, elsewhere)
    return none if _is_shut(it.resource, window) else replace(none, verdict=Verdict.BUSY)


def _found(
    it: Callable, verdict: Verdict, away: int, way: int, asked: Emergency, stale: bool, elsewhere: tuple[Promise, ...]
) -> Called:  # fmt: skip
    window = Window(away, away + way + asked.length)
    free = free_beside(it.resource, holds(it.resource, asked.as_of), window)
    soon = tuple(p for p in it.promises if window.end <= p.start < window.end + asked.rest)
    return Called(it, verdict, away, away + way, free, way, stale, elsewhere=elsewhere, soon=soon)


def _leaves(resource: ResourceFacts, soonest: int, length: int, as_of: int) -> int | None:
    """The earliest instant from which some of it is open and free for so long; looked for two days ahead."""
    taken = holds(resource, as_of)
    for at in openings(resource, Window(soonest, soonest + length), as_of):
        at = at + -at % MINUTE  # noqa: PLW2901  (nobody leaves within a minute)
        window = Window(at, at + length)
        if at - soonest > 2 * DAY:
            return None
        if _is_shut(resource, window):
            continue
        if free_beside(resource, taken, window) != 0:
            return at
    return None


def _is_shut(resource: ResourceFacts, window: Window) -> bool:
    return not in_use(resource, window) or not is_open_throughout(resource, window)


def _giving_way(it: Callable, asked: Emergency, limit: int, way: int) -> tuple[int, frozenset[str]] | None:  # fmt: skip
    """When it could leave in time, and the ids that have to give way: none that could stay, the most urgent kept first."""
    soonest = asked.as_of + it.resource.lead_time
    length = way + asked.length
    may = [p for p in it.promises if _may_give_way(p, asked)]
    away = _leaves(_without(it.resource, {p.id for p in may}), soonest, length, asked.as_of)
    if not may or away is None or away > limit:
        return None
    gone = {p.id for p in may}
    window = Window(away, away + length)
    best = _free_without(it.resource, gone, window, asked.as_of)
    for promise in sorted(may, key=lambda p: (p.priority, p.start, p.id)):
        kept = gone - {promise.id}
        if _free_without(it.resource, kept, window, asked.as_of) == best:
            gone = kept
    return away, frozenset(gone)


def _may_give_way(promise: Promise, asked: Emergency) -> bool:
    return promise.priority >= asked.gives_way and promise.status is not CommitmentStatus.IN_PROGRESS  # fmt: skip


def _free_without(resource: ResourceFacts, ids: Collection[str], window: Window, as_of: int) -> int | None:  # fmt: skip
    left = _without(resource, ids)
    return free_beside(left, holds(left, as_of), window)


def _without(resource: ResourceFacts, ids: Collection[str]) -> ResourceFacts:
    """The resource and its parts, had these commitments never been; what was begun stays."""
    parts = tuple(replace(p, resource=_without(p.resource, ids)) for p in resource.parts)
    kept = tuple(b for b in resource.bookings if b.id not in ids or b.started)
    return replace(resource, bookings=kept, parts=parts)


def _meet(promise: Promise, window: Window) -> bool:
    return promise.start < window.end and window.start < promise.end


def _stale(it: Callable, asked: Emergency) -> bool:
    return it.assured is None or day_of(asked.as_of) - it.assured > asked.stale_days


def in_order(called: list[Called]) -> list[Called]:
    """What is there in time first; then by arrival, what was confirmed before what was not, few that give way, and codes."""
    order = list(Verdict)
    return sorted(called, key=lambda c: (order.index(c.verdict), c.arrives or 0, c.stale, len(c.displaced), c.it.code))  # fmt: skip


__all__ = ["Called", "Emergency", "call", "in_order"]
