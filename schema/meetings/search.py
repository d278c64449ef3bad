"""The earliest start at which everybody who has to can come.

Where the set of possible starts has a beginning, something began or ended there; so only those instants are tried,
rounded up to the step. A start is possible for somebody or not, whoever else there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.clocks.working_days import PUBLISHED, is_working_day
from schema.instants import Window, day_of
from schema.opening_hours import open_periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schema.meetings.parties import Party

MOST_TRIED = 3_000
"""Starts that are tried at most."""


@dataclass(frozen=True)
class Meeting:
    """What is looked for: so long, in [start, end), within the hours of the house. minutes, step: microseconds."""

    length: int
    within: Window
    hours: tuple[str, ...]
    working_days: bool
    step: int

    def windows(self) -> tuple[Window, ...]:
        """When the house meets at all, in order."""
        days = range(day_of(self.within.start) - 1, day_of(self.within.end) + 1)
        closed = frozenset(d for d in days if self.working_days and not is_working_day(d))
        return open_periods(self.hours, closed, self.within)

    @property
    def beyond_calendar(self) -> bool:
        """Whether it reaches past the days of which it is published whether they are working days."""
        return self.working_days and day_of(self.within.end - 1) >= PUBLISHED.stop


@dataclass(frozen=True)
class Tried:
    """A start, and the parties that can't come then, in the order given."""

    start: int
    missing: tuple[Party, ...]


@dataclass(frozen=True)
class Found:
    """slots: possible starts in order, with optional parties that can't come. refused: those tried before the first, with all required
    parties that can't come. without: for each required party, the earliest start if it were optional. fullest: the earliest
    start to which most optional ones can come. until: up to here everything was tried.
    """

    slots: tuple[Tried, ...]
    refused: tuple[Tried, ...]
    without: tuple[tuple[Party, int | None], ...]
    fullest: Tried | None
    until: int


def search(meeting: Meeting, required: Sequence[Party], optional: Sequence[Party]) -> Found:
    """Everything there is to say about a time."""
    starts, until = _starts(meeting, [*required, *optional])
    slots, refused = [], []
    without: dict[str, int] = {}
    for start in starts:
        window = Window(start, start + meeting.length)
        missing = tuple(p for p in required if not p.can(window))
        if len(missing) <= 1:
            for party in missing or required:
                without.setdefault(party.id, start)
        if not missing:
            slots.append(Tried(start, tuple(p for p in optional if not p.can(window))))
        elif not slots:
            refused.append(Tried(start, missing))
    return Found(
        slots=tuple(slots), refused=tuple(refused), without=tuple((p, without.get(p.id)) for p in required),
        fullest=min(slots, key=lambda s: (len(s.missing), s.start), default=None), until=until,
    )  # fmt: skip


def _starts(meeting: Meeting, parties: Sequence[Party]) -> tuple[list[int], int]:
    """Starts worth trying, in order, and up to where all of them are among these."""
    within = meeting.within
    changes = {within.start, *(at for p in parties for at in p.changes(within))}
    windows = meeting.windows()
    found = sorted(_rounded(meeting, windows, changes))
    if len(found) > MOST_TRIED:
        return found[:MOST_TRIED], found[MOST_TRIED]
    return found, within.end


def _rounded(meeting: Meeting, windows: Sequence[Window], changes: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for at in {*changes, *(w.start for w in windows)}:
        start = at + -at % meeting.step
        if any(w.start <= start and start + meeting.length <= w.end for w in windows):
            found.add(start)
    return found
