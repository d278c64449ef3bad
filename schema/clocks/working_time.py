"""Time that counts: measured between two instants and added to one, on a calendar, without what was paused.

Decided: a working day has all its 24 hours in +08:00, so that one working day from Friday 15:00 ends on Monday 15:00. Time
that counts is a line of its own (`_counted`), and both measuring and adding read it, so that they cannot disagree.
What is added ends at the first instant at which it is used up: the end of a Friday, not the beginning of a Monday.
Guarded by `test_working_time.py`: laws, and a calendar that looks at every minute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.clocks.terms import ServiceCalendar
from schema.clocks.working_days import PUBLISHED, is_working_day, working_day, working_days_before
from schema.instants import DAY, Window, day_of, midnight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def between(calendar: ServiceCalendar, start: int, end: int, pauses: Sequence[Window] = ()) -> int:
    """How much time counts in `[start, end)`, microseconds.

    pauses: as `merged` gives them.
    """
    met = (Window(max(p.start, start), min(p.end, end)) for p in pauses)
    paused = sum(
        _counted(calendar, p.end) - _counted(calendar, p.start) for p in met if p.end > p.start
    )
    return _counted(calendar, end) - _counted(calendar, start) - paused


def after(calendar: ServiceCalendar, start: int, amount: int, pauses: Sequence[Window] = ()) -> int:
    """The first instant at which so much time has counted since `start`; `start` itself for nothing.

    amount: microseconds, at least 0. pauses: as `merged` gives them.
    """
    if not amount:
        return start
    at, left = start, amount
    for pause in pauses:
        if pause.end <= at:
            continue
        room = between(calendar, at, max(at, pause.start))
        if left <= room:
            break
        at, left = pause.end, left - room
    return _at(calendar, _counted(calendar, at) + left)


def merged(pauses: Iterable[Window]) -> tuple[Window, ...]:
    """The same pauses in order, without those that are empty, none touching another."""
    found: list[Window] = []
    for pause in sorted(p for p in pauses if p.end > p.start):
        if found and pause.start <= found[-1].end:
            found[-1] = Window(found[-1].start, max(found[-1].end, pause.end))
        else:
            found.append(pause)
    return tuple(found)


def is_published(calendar: ServiceCalendar, start: int, end: int) -> bool:
    """Whether every day from that of `start` to that of `end` is one of which it is published whether it is worked."""
    if calendar is ServiceCalendar.ALWAYS:
        return True
    return day_of(start) in PUBLISHED and day_of(end) in PUBLISHED


def _counted(calendar: ServiceCalendar, at: int) -> int:
    """How much time has counted before an instant, from a beginning long ago."""
    if calendar is ServiceCalendar.ALWAYS:
        return at
    day = day_of(at)
    return working_days_before(day) * DAY + (at - midnight(day) if is_working_day(day) else 0)


def _at(calendar: ServiceCalendar, counted: int) -> int:
    """The first instant before which so much time has counted."""
    if calendar is ServiceCalendar.ALWAYS:
        return counted
    number, rest = divmod(counted, DAY)
    return midnight(working_day(number)) + rest if rest else midnight(working_day(number - 1)) + DAY
