"""The earliest common time, compared with trying every step on sets of minutes that know nothing of the house's own code."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from schema.instants import BEIJING, MINUTE, Window, instant
from schema.meetings.parties import Attendee, Busy
from schema.meetings.search import Meeting, search
from tests.schema.meetings.test_meetings import room

START = datetime(2026, 9, 24, tzinfo=BEIJING)
"""Thursday before the Mid-Autumn holidays; the 27th is a Sunday, the 20th of September was worked."""
DAYS = 5
ZERO = instant(START)
MINUTES = st.integers(0, DAYS * 1440)
BUSY = st.lists(st.tuples(MINUTES, st.integers(1, 900)), max_size=5)


def minutes_of(busy: list[tuple[int, int]], buffer: int) -> set[int]:
    """Every minute that is taken."""
    return {m for s, length in busy for m in range(s - buffer, s + length + buffer)}


@given(
    people=st.lists(BUSY, max_size=4), units=st.lists(st.lists(BUSY, min_size=1, max_size=3), max_size=2), rooms=st.lists(BUSY, max_size=2),
    buffer=st.sampled_from((0, 10, 45)), length=st.sampled_from((15, 60, 170, 480)), step=st.sampled_from((5, 15, 30)), since=st.integers(0, 1440),
)  # fmt: skip
def test_none_is_earlier(
    people: list[list[tuple[int, int]]], units: list[list[list[tuple[int, int]]]], rooms: list[list[tuple[int, int]]],
    buffer: int, length: int, step: int, since: int,
) -> None:  # fmt: skip
    """Nor is a time missed, nor one found at which somebody is busy."""

    def busy(said: list[tuple[int, int]]) -> tuple[Busy, ...]:
        return tuple(Busy(str(n), ZERO + s * MINUTE, ZERO + (s + d) * MINUTE) for n, (s, d) in enumerate(said))  # fmt: skip

    parties = [Attendee(f"p{n}", "p", (busy(said),), buffer * MINUTE) for n, said in enumerate(people)]  # fmt: skip
    parties += [Attendee(f"u{n}", "u", tuple(map(busy, said)), buffer * MINUTE) for n, said in enumerate(units)]  # fmt: skip
    halls = [room(f"r{n}", *((b.start, b.end) for b in busy(said)), now=ZERO) for n, said in enumerate(rooms)]  # fmt: skip
    asked = Meeting(length * MINUTE, Window(ZERO + since * MINUTE, ZERO + DAYS * 1440 * MINUTE), ("FREQ=DAILY 08:30-17:30",), True, step * MINUTE)  # fmt: skip
    found = search(asked, [*parties, *halls], [])

    taken = [minutes_of(said, buffer) for said in people] + [minutes_of(said, 0) for said in rooms]
    members = [[minutes_of(each, buffer) for each in said] for said in units]

    def possible(start: int) -> bool:
        day = START + timedelta(minutes=start)
        opens, closes = 8 * 60 + 30, 17 * 60 + 30
        of_day = start % 1440
        if not is_workday(date(day.year, day.month, day.day)) or of_day < opens or of_day + length > closes:  # fmt: skip
            return False
        wanted = set(range(start, start + length))
        return not any(wanted & each for each in taken) and all(any(not wanted & each for each in unit) for unit in members)  # fmt: skip

    expected = next((m for m in range(since, DAYS * 1440 - length + 1) if m % step == 0 and possible(m)), None)  # fmt: skip
    got = found.slots[0].start if found.slots else None
    assert got == (None if expected is None else ZERO + expected * MINUTE)
    assert all(possible((s.start - ZERO) // MINUTE) for s in found.slots)
    assert not any(possible((t.start - ZERO) // MINUTE) for t in found.refused)
