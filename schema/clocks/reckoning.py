"""Where the clocks of a need stand: pure, from how far it had come and the rule that holds.

Decided:
- reception and arrival happen once and are never begun again; a need that was opened again has new clocks for the
  beginning of work and for closing, counted from then;
- arrival counts once as many people as the rule asks for are on site; fewer are told, and the clock runs on;
- on hold no clock runs, and none is due; but what was overdue before stays overdue, or a hold would heal it;
- a clock is overdue after the instant at which it is due, not at it;
- a need that ended as rejected, cancelled or merged stops its clocks: missed where they were due before, else they don't apply;
- where a moment is not recorded, or moments contradict each other, the clock says so and gives no figure.

Guarded by `test_reckoning.py` and `test_wristwatch.py`, which looks at every minute.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schema.clocks.course import ACCEPTED, CLOSED, DONE, ENDED, WORKED, Course, NeedFacts, course
from schema.clocks.terms import ClockKind, ClockState
from schema.clocks.working_time import after, between, is_published, merged
from schema.instants import MINUTE, Window

if TYPE_CHECKING:
    from schema.clocks.rules import LevelFacts


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock. Instants, and microseconds that count; limit: minutes.

    published: whether every day that was counted is one of the published calendar. short: people missing on site.
    """

    kind: ClockKind
    state: ClockState
    limit: int | None = None
    start: int | None = None
    stopped: int | None = None
    due: int | None = None
    warn_at: int | None = None
    elapsed: int | None = None
    restarted: bool = False
    published: bool = True
    short: int | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    """From when a clock runs, when it was met, when it ended otherwise. known: whether that is recorded as it must be."""

    start: int | None
    met: int | None = None
    ended: int | None = None
    known: bool = True
    restarted: bool = False
    short: int | None = None


def reckoned(need: NeedFacts, rule: LevelFacts | None, now: int) -> tuple[Clock, ...]:
    """All clocks of a need as of an instant, in the order of `ClockKind`."""
    if rule is None:
        return tuple(Clock(kind, ClockState.NOT_APPLICABLE) for kind in ClockKind)
    if now < need.subject.reported:
        return tuple(Clock(kind, _before(rule, kind), rule.limits.get(kind)) for kind in ClockKind)
    at = course(need, now)
    spans = {
        ClockKind.RECEIVE: _receive(need, at),
        ClockKind.ARRIVE: _arrive(need, at, rule.team),
        ClockKind.START: _start(need, at),
        ClockKind.CLOSE: _close(need, at),
    }
    return tuple(_clock(kind, spans[kind], rule, at) for kind in ClockKind)


def _before(rule: LevelFacts, kind: ClockKind) -> ClockState:
    return ClockState.NOT_STARTED if kind in rule.limits else ClockState.NOT_APPLICABLE


def _receive(need: NeedFacts, at: Course) -> _Span:
    known = at.accepted is not None or _waits(need, at)
    return _Span(need.subject.reported, at.accepted, at.ended, known=known and _ends_known(at))


def _arrive(need: NeedFacts, at: Course, team: int | None) -> _Span:
    over = at.ended
    if at.status in (DONE, CLOSED):
        over = at.resolved if at.resolved is not None else at.closed
    span = _Span(need.subject.reported, ended=over)
    if at.arrived is None:
        moving = at.status not in WORKED or (at.status == "IN_PROGRESS" and bool(at.began))
        return replace(span, known=moving and at.holds_known and _ends_known(at))
    if team is None:
        return replace(span, met=at.arrived, known=at.holds_known)
    there = [each for each in need.teams if each[0] <= at.now]
    if not there:
        return replace(span, known=False)
    complete = next((when for when, people in there if people >= team), None)
    if complete is None:
        short = team - max(people for _, people in there)
        known = at.holds_known and (over is not None or at.status not in (DONE, CLOSED))
        return replace(span, short=short, known=known and _ends_known(at))
    return replace(span, met=complete, short=0, known=at.holds_known)


def _start(need: NeedFacts, at: Course) -> _Span:
    base = at.accepted if at.reopened is None else at.reopened
    if base is None:
        return _Span(None, ended=at.ended, known=_waits(need, at))
    begun = next((began for began in at.began if began >= base), None)
    over = at.closed if at.never_begun else at.ended
    known = begun is not None or over is not None or at.status not in WORKED
    return _Span(
        base, begun, over, known and at.holds_known and _ends_known(at), at.reopened is not None
    )


def _close(need: NeedFacts, at: Course) -> _Span:
    base = need.subject.reported if at.reopened is None else at.reopened
    known = at.closed is not None or at.status != CLOSED
    return _Span(
        base,
        at.closed,
        at.ended,
        known and at.holds_known and _ends_known(at),
        at.reopened is not None,
    )


def _waits(need: NeedFacts, at: Course) -> bool:
    """Whether it is known not to have been accepted yet."""
    return need.accepted is not None if at.status is None else at.status not in ACCEPTED


def _ends_known(at: Course) -> bool:
    return at.status not in ENDED or at.ended is not None


def _clock(kind: ClockKind, span: _Span, rule: LevelFacts, at: Course) -> Clock:
    limit = rule.limits.get(kind)
    if limit is None:
        return Clock(kind, ClockState.NOT_APPLICABLE)
    told = Clock(kind, ClockState.UNKNOWN, limit, restarted=span.restarted, short=span.short)
    if not span.known:
        return told
    if span.start is None:
        ended = at.status in ENDED
        return replace(
            told, state=ClockState.NOT_APPLICABLE if ended else ClockState.NOT_STARTED, ended=ended
        )
    stop = span.met if span.met is not None else span.ended
    end = at.now if stop is None else stop
    if end < span.start:
        return told
    pauses = merged(Window(p.start, min(p.end, end)) for p in at.pauses)
    due = after(rule.calendar, span.start, limit * MINUTE, pauses)
    state = _state(span, due, at)
    warn_at = _warn_at(rule, limit, span.start, pauses) if stop is None else None
    if state is ClockState.RUNNING and warn_at is not None and at.now >= warn_at:
        state = ClockState.WARNED
    paused = state is ClockState.PAUSED
    return replace(
        told,
        state=state,
        start=span.start,
        stopped=stop,
        due=None if paused else due,
        warn_at=None if paused else warn_at,
        elapsed=between(rule.calendar, span.start, end, pauses),
        published=is_published(rule.calendar, span.start, max(due, end)),
        ended=span.met is None and stop is not None,
    )


def _state(span: _Span, due: int, at: Course) -> ClockState:
    if span.met is not None:
        return ClockState.MET if span.met <= due else ClockState.MISSED
    if span.ended is not None:
        return ClockState.MISSED if span.ended > due else ClockState.NOT_APPLICABLE
    if at.now > due:
        return ClockState.OVERDUE
    return ClockState.RUNNING if at.held_since is None else ClockState.PAUSED


def _warn_at(rule: LevelFacts, limit: int, start: int, pauses: tuple[Window, ...]) -> int | None:
    """When it warns: so much before the limit, where the limit is longer than that."""
    if rule.warn is None or rule.warn >= limit:
        return None
    return after(rule.calendar, start, (limit - rule.warn) * MINUTE, pauses)
