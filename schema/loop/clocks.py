"""How long each clock ran: one observation for each need, and for CLOSE one for each time it was open.

A need that ended without what a clock waits for, and one that is open still, is "at least so long". What happened but nobody
knows when is left out and named; what was merged is timed with the need it was merged into.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schema.loop.facts import ENDED
from schema.loop.past import without
from schema.loop.survival import Lasted
from schema.loop.terms import LoopClockKind as Clock
from schema.loop.terms import LoopLeftOutReason as Why
from schema.needs import NeedStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.loop.facts import NeedFacts

_WORKED_ON = frozenset({NeedStatus.IN_PROGRESS, NeedStatus.RESOLVED})
_UNANSWERED = frozenset({NeedStatus.REPORTED, NeedStatus.REJECTED, NeedStatus.CANCELLED})


@dataclass
class Timed:
    """What a clock observed, in microseconds without what a need was on hold. out: ids that are left out, by reason."""

    observed: list[Lasted] = field(default_factory=list)
    out: dict[Why, list[str]] = field(default_factory=dict)


def timed(needs: Iterable[NeedFacts], clock: Clock, as_of: int) -> Timed:
    """All observations of one clock."""
    found = Timed()
    for need in needs:
        for each in _of(need, clock, as_of):
            if isinstance(each, Lasted):
                found.observed.append(each)
            else:
                found.out.setdefault(each, []).append(need.id)
    return found


def _of(need: NeedFacts, clock: Clock, as_of: int) -> list[Lasted | Why]:
    if need.status is NeedStatus.MERGED:
        return [Why.MERGED]
    if clock is Clock.CLOSE:
        return _closed(need, as_of)
    begun, over = need.reported, need.past.first("arrivedAt")
    if clock is Clock.RECEIVE:
        over = need.past.first("acceptedAt")
        if over is None and need.status not in _UNANSWERED:
            return [Why.NO_TIME]
    elif clock is Clock.START:
        accepted, over = need.past.first("acceptedAt"), need.past.first("startedAt")
        if accepted is None:
            return [] if over is None and need.status in _UNANSWERED else [Why.NO_TIME]
        if over is None and _was_worked_on(need):
            return [Why.NO_TIME]
        begun = accepted
    return [_lasted(need, begun, over, as_of)]


def _closed(need: NeedFacts, as_of: int) -> list[Lasted | Why]:
    if need.status is NeedStatus.CLOSED and need.ended is None:
        return [Why.NO_TIME]
    return [_lasted(need, start, over, as_of) for start, over in need.stretches]


def _was_worked_on(need: NeedFacts) -> bool:
    met = need.status is NeedStatus.CLOSED and need.outcome in ("MET", "PARTLY_MET")
    return met or need.status in _WORKED_ON


def _lasted(need: NeedFacts, begun: int, over: int | None, as_of: int) -> Lasted | Why:
    until = over
    if until is None:
        # Not waited for any longer, although it did not happen.
        until = need.ended if need.status in ENDED else as_of
    if until is None:
        return Why.NO_TIME
    if until < begun:
        return Why.OUT_OF_ORDER
    return Lasted(without(begun, until, need.holds), over is not None)
