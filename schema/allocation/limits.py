"""What resources have to give, as rows over the options that would use them: exactly as `schema.availability` counts.

| what | rows |
|---|---|
| EXCLUSIVE | one at a time, buffers between: a row for each largest set of periods that meet |
| COUNTED | so many at each instant: the same sets, and every instant at which less is left of what was promised before |
| RATE | one for each calendar period in which something would begin |
| CONSUMABLE | one for all |
| a kit | its own, and those of each of its parts |

A row that can never bind is left out. Of what is counted and needs a buffer, periods are taken to be promised in the order in
which they begin; then and now that is one more than another order would need, never one too few.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from schema.availability import holds, period_of
from schema.availability.taken import is_lent
from schema.capacity import CapacityMode
from schema.instants import Window
from schema.measures import MICRO

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schema.allocation.options import Option
    from schema.availability import ResourceFacts, Taken

ALWAYS = Window(-1, -1)
"""The period of a row that is about all time."""


@dataclass(frozen=True, slots=True)
class Use:
    """An option that would use a resource: its number, how much for each of its amount, the most of that, and when."""

    option: int
    per: float
    most: float
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A limit of a resource. entries: option, per, once."""

    resource: str
    period: Window
    room: float
    entries: tuple[tuple[int, float, float], ...]


@dataclass(slots=True)
class _Used:
    facts: ResourceFacts
    taken: Taken
    uses: list[Use] = field(default_factory=list)


def rows_of(options: Sequence[Option], as_of: int) -> list[Row]:
    """The limits that could bind, in the order of resources and times."""
    used: dict[str, _Used] = {}
    for number, option in enumerate(options):
        resource = option.offer.resource
        most = option.most * option.per
        _use(used, option.offer.id, resource, Use(number, option.per, most, option.windows), as_of)
        for part in resource.parts:
            per = part.per / MICRO
            use = Use(number, option.per * per, most * per, option.windows)
            _use(used, part.resource.id, part.resource, use, as_of)
    found: list[Row] = []
    for id_ in sorted(used):
        found += _rows(id_, used[id_])
    return found


def _use(used: dict[str, _Used], id_: str, facts: ResourceFacts, use: Use, as_of: int) -> None:
    if facts.mode is CapacityMode.UNLIMITED:
        return
    if id_ not in used:
        used[id_] = _Used(facts, holds(facts, as_of))
    used[id_].uses.append(use)


def _rows(id_: str, used: _Used) -> Iterator[Row]:
    facts, capacity = used.facts, max(used.facts.capacity or 0, 0)
    if is_lent(facts):
        yield from _of_instants(id_, used, capacity)
    elif facts.mode is CapacityMode.RATE and facts.period is not None:
        periods: dict[Window, Counter[int]] = {}
        for at, use in enumerate(used.uses):
            for window in use.windows:
                periods.setdefault(period_of(facts.period, window.start), Counter())[at] += 1
        for period in sorted(periods):
            room = capacity - used.taken.since_until(period)
            yield from _row(id_, period, room, used.uses, periods[period])
    else:
        times = Counter({at: len(use.windows) for at, use in enumerate(used.uses)})
        yield from _row(id_, ALWAYS, capacity - used.taken.total, used.uses, times)


def _row(
    id_: str, period: Window, room: int, uses: Sequence[Use], times: Mapping[int, int]
) -> Iterator[Row]:
    left = max(room, 0) / MICRO
    if sum(uses[at].most * n for at, n in times.items()) > left:
        entries = tuple((uses[at].option, uses[at].per * n, 0.0) for at, n in sorted(times.items()))
        yield Row(id_, period, left, entries)


@dataclass(frozen=True, slots=True)
class _Span:
    """Instants between two of the points at which anything changes. room: None where nobody's own period runs."""

    period: Window
    begin: tuple[int, ...]
    end: tuple[int, ...]
    room: int | None


def _of_instants(id_: str, used: _Used, capacity: int) -> Iterator[Row]:
    """Rows of what is lent: the largest sets of periods that meet, at the instants at which least is left."""
    exclusive = used.facts.mode is CapacityMode.EXCLUSIVE
    active: Counter[int] = Counter()
    spans = _spans(used, capacity, exclusive=exclusive)
    for at, span in enumerate(spans):
        active.update(span.begin)
        active.subtract(span.end)
        if span.room is None or _is_covered(spans, at):
            continue
        times = {use: n for use, n in active.items() if n > 0}
        if not exclusive:
            yield from _row(id_, span.period, span.room, used.uses, times)
        elif sum(times.values()) > 1:
            entries = tuple((used.uses[use].option, 0.0, float(n)) for use, n in sorted(times.items()))  # fmt: skip
            yield Row(id_, span.period, 1.0, entries)


def _is_covered(spans: Sequence[_Span], at: int) -> bool:
    """Whether the row of the span before or after says all that this one would."""
    room = spans[at].room
    assert room is not None  # noqa: S101
    before = spans[at - 1].room if at else None
    if before is not None and not spans[at].begin and before <= room:
        return True
    if at + 1 == len(spans) or spans[at + 1].end:
        return False
    after = spans[at + 1].room
    return after is not None and (after < room or (after == room and bool(spans[at + 1].begin)))


def _spans(used: _Used, capacity: int, *, exclusive: bool) -> list[_Span]:
    begin: dict[int, list[int]] = {}
    end: dict[int, list[int]] = {}
    running: Counter[int] = Counter()
    buffer = used.facts.buffer
    for at, use in enumerate(used.uses):
        for window in use.windows:
            begin.setdefault(window.start, []).append(at)
            end.setdefault(window.end + buffer, []).append(at)
            running[window.start] += 1
            running[window.end] -= 1
    points = sorted({*begin, *end, *running, *_changes(used, begin)})
    found: list[_Span] = []
    now = 0
    for one, next_ in pairwise(points):
        now += running.get(one, 0)
        room = None
        if now:
            room = 0 if exclusive else capacity - used.taken.peak(Window(one, next_))
        span = _Span(Window(one, next_), tuple(begin.get(one, ())), tuple(end.get(one, ())), room)
        found.append(span)
    return found


def _changes(used: _Used, begin: Mapping[int, list[int]]) -> list[int]:
    """The instants at which what was promised before changes, while anything could be used."""
    if not begin or used.facts.mode is CapacityMode.EXCLUSIVE:
        return []
    last = max(window.end for use in used.uses for window in use.windows)
    taken = used.taken.at
    return list(taken[bisect_left(taken, min(begin)) : bisect_left(taken, last)])
