"""What is open when: several lines and closed days together.

Half-open periods between instants (`schema.instants`). Lines are united; a closed day takes its 24 hours out,
whatever hours reach into it from the day before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from schema.instants import MINUTE, Window, day_of, midnight
from schema.opening_hours.lines import falls_on, parsed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

WHOLE_DAY = [(0, 1440)]


@lru_cache(maxsize=512)
def open_periods(
    lines: tuple[str, ...], closed_on: frozenset[int], within: Window
) -> tuple[Window, ...]:
    """The maximal open periods in `within`, in order and clipped to it.

    Args:
        lines: canonical lines; none means always open.
        closed_on: days (ordinals) on which it is closed all the same.
        within: where to look.

    Remembered, for the same few timetables come with every resource and every start that is tried.
    """
    return tuple(_merged(lines, closed_on, within))


@lru_cache(maxsize=4096)
def is_open(lines: tuple[str, ...], closed_on: frozenset[int], window: Window) -> bool:
    """Whether every instant of a window that is not empty is open; a long window is left at its first gap."""
    if not lines and not closed_on:
        return True
    return next(_merged(lines, closed_on, window), None) == window


def _merged(lines: Sequence[str], closed_on: Collection[int], within: Window) -> Iterator[Window]:
    held: Window | None = None
    for start, end in _stretches(lines, closed_on, within):
        begin, finish = max(start, within.start), min(end, within.end)
        if begin >= finish:
            continue
        if held is None:
            held = Window(begin, finish)
        elif begin <= held.end:
            held = Window(held.start, max(held.end, finish))
        else:
            yield held
            held = Window(begin, finish)
    if held is not None:
        yield held


def _stretches(
    lines: Sequence[str], closed_on: Collection[int], within: Window
) -> Iterator[tuple[int, int]]:
    """Open stretches by start, none longer than a day, overlapping where lines do."""
    first, last = day_of(within.start), day_of(within.end - 1)
    hours = [parsed(said) for said in lines]
    overnight: list[tuple[int, int]] = []
    for day in range(first - 1, last + 1):
        dawn = midnight(day)
        today = [(h.start, h.end) for h in hours if falls_on(h.rule, day)] if hours else WHOLE_DAY
        if day >= first and day not in closed_on:
            yield from sorted(
                (dawn + start * MINUTE, dawn + min(end, 1440) * MINUTE)
                for start, end in [*overnight, *today]
            )
        overnight = [(0, end - 1440) for _, end in today if end > 1440]
