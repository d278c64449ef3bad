"""How far a need had come at an instant: its state then, when it was on hold, when it ended.

From its stored moments and from the records of its changes. What came after the instant doesn't count. Needs that were
imported have moments without records, or neither; nothing is made up for them: what isn't known is said to be unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.instants import Window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.clocks.rules import Subject

HELD, DONE, CLOSED = "ON_HOLD", "RESOLVED", "CLOSED"
ENDED = frozenset({"REJECTED", "CANCELLED", "MERGED"})
"""States in which a need ended without having been closed."""
FINAL = ENDED | {CLOSED}
ACCEPTED = frozenset({"ACCEPTED", "OPEN", "IN_PROGRESS", HELD, DONE, CLOSED})
"""States that come after acceptance."""
WAITING = frozenset({"ACCEPTED", "OPEN"})
"""States in which nobody has taken it up."""
WORKED = frozenset({"IN_PROGRESS", DONE, CLOSED})
"""States that usually come after work has begun."""


@dataclass(frozen=True, slots=True)
class Step:
    """A recorded change of state."""

    at: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """What clocks need to know of a need. steps: recorded changes of its state, in order.

    teams: when the team on site grew and to how many people, in order of time.
    """

    subject: Subject
    status: str
    status_at: int | None = None
    accepted: int | None = None
    arrived: int | None = None
    started: int | None = None
    resolved: int | None = None
    closed: int | None = None
    reopened: int | None = None
    teams: tuple[tuple[int, int], ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """How far a need had come at an instant `now`; moments after it are none.

    status: none where it isn't known. held_since: while on hold. holds: those that are over; `holds_known` is false
    where one has no recorded beginning or end. ended: when it ended without being closed; closed: when it was closed.
    """

    now: int
    status: str | None
    holds: tuple[Window, ...]
    held_since: int | None
    holds_known: bool
    accepted: int | None
    arrived: int | None
    reopened: int | None
    began: tuple[int, ...]
    resolved: int | None
    closed: int | None
    ended: int | None
    never_begun: bool

    @property
    def pauses(self) -> tuple[Window, ...]:
        """All holds, the one that lasts as far as `now`."""
        return (
            *self.holds,
            *([Window(self.held_since, self.now)] if self.held_since is not None else []),
        )


def course(need: NeedFacts, now: int) -> Course:
    """How far the need had come."""
    steps = [step for step in need.steps if step.at <= now]
    status = _status(need, steps, now)
    since = _since(need, steps, now)
    holds, held, known = _holds(steps, status, since)
    reopened = _reopened(need, steps, now)
    return Course(
        now=now,
        status=status,
        holds=holds,
        held_since=held,
        holds_known=known,
        accepted=_by(now, need.accepted),
        arrived=_by(now, need.arrived),
        reopened=reopened,
        began=_began(need, steps, now),
        resolved=_by(now, need.resolved),
        closed=_closed(need, steps, status, reopened, now),
        ended=since if status in ENDED else None,
        never_begun=any(s.after == CLOSED and s.before not in WORKED for s in steps[-1:]),
    )


def _by(now: int, at: int | None) -> int | None:
    return at if at is not None and at <= now else None


def _status(need: NeedFacts, steps: Sequence[Step], now: int) -> str | None:
    later = need.steps[len(steps) :]
    if later:
        return later[0].before
    if need.status_at is not None and need.status_at > now:
        return steps[-1].after if steps else None
    # As recorded; or without a record, or written over by an import since.
    return need.status


def _since(need: NeedFacts, steps: Sequence[Step], now: int) -> int | None:
    """Since when it is in its state."""
    if steps and steps[-1].after == _status(need, steps, now):
        return steps[-1].at
    stored = _by(now, need.status_at)
    return stored if stored is not None else _by(now, need.closed)


def _holds(
    steps: Sequence[Step], status: str | None, since: int | None
) -> tuple[tuple[Window, ...], int | None, bool]:
    """Holds that are over, since when one lasts, and whether all of that is recorded."""
    over: list[Window] = []
    held, known = None, True
    for step in steps:
        if step.after == HELD:
            held = step.at if held is None else held
        elif held is not None:
            over.append(Window(held, step.at))
            held = None
        elif step.before == HELD:
            known = False
    if status == HELD:
        held = since if held is None else held
        return tuple(over), held, known and held is not None
    if held is not None and (since is None or since < held):
        return tuple(over), None, False
    return (
        (*over, *([Window(held, since)] if held is not None and since is not None else [])),
        None,
        known,
    )


def _reopened(need: NeedFacts, steps: Sequence[Step], now: int) -> int | None:
    """When it was last opened again."""
    stored = _by(now, need.reopened)
    if stored is not None or need.reopened is None:
        return stored
    back = [
        s.at for s in steps if s.before in (DONE, CLOSED) and s.after not in FINAL | {DONE, HELD}
    ]
    return back[-1] if back else None


def _began(need: NeedFacts, steps: Sequence[Step], now: int) -> tuple[int, ...]:
    """Whenever work on it began: what is stored, and what is recorded, but for what was only taken up again after a hold."""
    stored = _by(now, need.started)
    recorded, held_from = [], ""
    for step in steps:
        before = held_from if step.before == HELD else step.before
        if step.after == HELD:
            held_from = before
        elif step.after == "IN_PROGRESS" and (before in WAITING or step.before != HELD):
            recorded.append(step.at)
    return tuple(sorted({*recorded, *([stored] if stored is not None else [])}))


def _closed(
    need: NeedFacts, steps: Sequence[Step], status: str | None, reopened: int | None, now: int
) -> int | None:
    if status not in (CLOSED, None):
        return None
    stored = _by(now, need.closed)
    found = [s.at for s in steps if s.after == CLOSED] + ([stored] if stored is not None else [])
    return min((at for at in found if reopened is None or at >= reopened), default=None)
