"""Working days are the published ones, and time that counts is measured and added as a calendar of minutes would."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.clocks.terms import ServiceCalendar
from schema.clocks.working_days import (
    PUBLISHED,
    PUBLISHED_UNTIL,
    is_working_day,
    working_day,
    working_days_before,
)
from schema.clocks.working_time import after, between, is_published, merged
from schema.instants import BEIJING, MINUTE, Window, instant, moment

ALWAYS, WORKDAYS = ServiceCalendar.ALWAYS, ServiceCalendar.WORKDAYS
HOUR = 60 * MINUTE


def at(text: str) -> int:
    """The instant of `2026-02-13 15:00`."""
    return instant(datetime.fromisoformat(text).replace(tzinfo=BEIJING))


def days(first: str, last: str) -> list[int]:
    """All days from one to another."""
    return list(
        range(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal() + 1)
    )


@pytest.mark.parametrize(
    ("off", "made_up"),
    [
        (("2026-01-01", "2026-01-03"), ["2026-01-04"]),
        (("2026-02-15", "2026-02-23"), ["2026-02-14", "2026-02-28"]),
        (("2026-04-04", "2026-04-06"), []),
        (("2026-05-01", "2026-05-05"), ["2026-05-09"]),
        (("2026-06-19", "2026-06-21"), []),
        (("2026-09-25", "2026-09-27"), ["2026-09-20"]),
        (("2026-10-01", "2026-10-07"), ["2026-10-10"]),
        (("2025-01-28", "2025-02-04"), ["2025-01-26", "2025-02-08"]),
        (("2025-10-01", "2025-10-08"), ["2025-09-28", "2025-10-11"]),
    ],
    ids=lambda said: said[0] if isinstance(said, tuple) else "",
)
def test_the_holidays_that_were_announced(off: tuple[str, str], made_up: list[str]) -> None:
    """Of 2026 and 2025, from the notices of the State Council; what is made up for lies on a weekend."""
    assert not any(is_working_day(day) for day in days(*off))
    for day in map(date.fromisoformat, made_up):
        assert is_working_day(day.toordinal())
        assert day.weekday() >= 5


def test_2026_has_as_many_working_days_as_announced() -> None:
    """248 of 365."""
    assert sum(map(is_working_day, days("2026-01-01", "2026-12-31"))) == 248


def test_beyond_the_published_calendar_weekdays_count() -> None:
    """New Year's Day 2027 is a Friday, and not announced; the same far before the calendar begins."""
    assert date(2026, 12, 31) == PUBLISHED_UNTIL
    assert is_working_day(date(2027, 1, 1).toordinal())
    assert not is_working_day(date(2027, 1, 2).toordinal())
    assert is_working_day(date(1999, 10, 1).toordinal())
    assert is_published(WORKDAYS, at("2026-12-31 10:00"), at("2026-12-31 23:59"))
    assert not is_published(WORKDAYS, at("2026-12-31 10:00"), at("2027-01-01 00:00"))
    assert is_published(ALWAYS, at("2026-12-31 10:00"), at("2027-01-01 00:00"))


def test_working_days_are_counted_one_by_one() -> None:
    """Over the published calendar and some years on both sides; the count and its inverse agree."""
    first = PUBLISHED[0] - 2000
    number = working_days_before(first)
    for day in range(first, PUBLISHED[-1] + 2000):
        assert working_days_before(day) == number
        if is_working_day(day):
            assert working_day(number) == day
            number += 1


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-27 15:00", 1440, "2026-11-30 15:00"),  # Friday to Monday
        ("2026-11-28 10:00", 1440, "2026-12-01 00:00"),  # reported on a Saturday
        (
            "2026-11-27 00:00",
            1440,
            "2026-11-28 00:00",
        ),  # the end of that Friday, not the next Monday
        (
            "2026-02-13 15:00",
            1440,
            "2026-02-14 15:00",
        ),  # the Saturday before Spring Festival is worked
        ("2026-02-14 15:00", 1440, "2026-02-24 15:00"),  # the festival's nine days
        ("2026-02-27 15:00", 1440, "2026-02-28 15:00"),  # and the Saturday after it
        ("2026-09-30 15:00", 1440, "2026-10-08 15:00"),  # National Day
        ("2026-10-09 15:00", 2880, "2026-10-12 15:00"),  # the Saturday made up for, then Monday
        ("2026-12-31 15:00", 1440, "2027-01-01 15:00"),  # beyond: by its weekday
        ("2026-11-28 10:00", 0, "2026-11-28 10:00"),
    ],
)
def test_a_working_day_has_its_24_hours(start: str, minutes: int, due: str) -> None:
    """From Friday 15:00 one working day ends on Monday 15:00."""
    assert moment(after(WORKDAYS, at(start), minutes * MINUTE)) == moment(at(due))


def test_a_pause_over_a_weekend_costs_only_its_working_time() -> None:
    """Held from Friday 20:00 to Monday 04:00: eight hours of it would have counted."""
    start, hold = at("2026-11-27 15:00"), Window(at("2026-11-27 20:00"), at("2026-11-30 04:00"))
    assert moment(after(WORKDAYS, start, 1440 * MINUTE, [hold])) == moment(at("2026-11-30 23:00"))
    assert moment(after(ALWAYS, start, 1440 * MINUTE, [hold])) == moment(at("2026-11-30 23:00"))


STARTS = st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1)).map(  # noqa: DTZ001
    lambda t: instant(t.replace(second=0, microsecond=0, tzinfo=BEIJING))
)
CALENDARS = st.sampled_from(ServiceCalendar)
AMOUNTS = st.one_of(st.integers(0, 30 * 24 * 60), st.integers(0, 30).map(lambda d: d * 1440)).map(
    lambda minutes: minutes * MINUTE
)


@st.composite
def pauses(draw: st.DrawFn) -> tuple[Window, ...]:
    """A few holds, drawn anyhow, brought into order."""
    drawn = draw(st.lists(st.tuples(STARTS, st.integers(0, 9 * 24 * 60)), max_size=5))
    return merged(Window(start, start + minutes * MINUTE) for start, minutes in drawn)


@given(CALENDARS, STARTS, AMOUNTS, pauses())
def test_what_was_added_is_measured(
    calendar: ServiceCalendar, start: int, amount: int, held: tuple[Window, ...]
) -> None:
    """Exactly so much counts until it is due, and a moment before it is less."""
    due = after(calendar, start, amount, held)
    assert between(calendar, start, due, held) == amount
    if amount:
        assert between(calendar, start, due - 1, held) == amount - 1


@given(CALENDARS, STARTS, AMOUNTS, pauses())
def test_pauses_add_exactly_what_they_take(
    calendar: ServiceCalendar, start: int, amount: int, held: tuple[Window, ...]
) -> None:
    """Until it is due, what counts without regard to pauses is the amount and the working time of the pauses before."""
    due = after(calendar, start, amount, held)
    met = [Window(max(p.start, start), min(p.end, due)) for p in held]
    paused = sum(between(calendar, p.start, p.end) for p in met if p.end > p.start)
    assert between(calendar, start, due) == amount + paused


@given(CALENDARS, STARTS, AMOUNTS, AMOUNTS, pauses())
def test_more_is_due_later_and_parts_make_the_whole(
    calendar: ServiceCalendar, start: int, one: int, other: int, held: tuple[Window, ...]
) -> None:
    """Added in two parts it is due when it is due at once; nothing shifts at the seams."""
    middle = after(calendar, start, one, held)
    assert middle <= after(calendar, start, one + other, held)
    if other:
        assert after(calendar, middle, other, held) == after(calendar, start, one + other, held)
    end = middle + other
    whole = between(calendar, start, end, held)
    assert whole == between(calendar, start, middle, held) + between(calendar, middle, end, held)


def by_the_minute(
    calendar: ServiceCalendar, start: int, amount: int, held: tuple[Window, ...]
) -> int:
    """When it is due, by walking over every minute."""
    now = start
    while amount:
        day = moment(now).date()
        worked = calendar is ALWAYS or is_working_day(day.toordinal())
        if worked and not any(p.start <= now < p.end for p in held):
            amount -= MINUTE
        now += MINUTE
    return now


@given(CALENDARS, STARTS, st.integers(0, 4 * 24 * 60).map(lambda m: m * MINUTE), pauses())
def test_as_walked_over_minute_by_minute(
    calendar: ServiceCalendar, start: int, amount: int, held: tuple[Window, ...]
) -> None:
    """Nothing but a calendar, a wristwatch and a list of holds."""
    assert after(calendar, start, amount, held) == by_the_minute(calendar, start, amount, held)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=8))
def test_merged_pauses_cover_the_same_and_never_touch(drawn: list[tuple[int, int]]) -> None:
    """Every minute that any of them covers, once."""
    given_ = [Window(start, start + length) for start, length in drawn]
    found = merged(given_)
    covered = {minute for p in given_ for minute in range(p.start, p.end)}
    assert [m for p in found for m in range(p.start, p.end)] == sorted(covered)
    assert all(a.end < b.start for a, b in pairwise(found))


def test_one_microsecond_less_than_a_day() -> None:
    """Days end where the next begins, to the microsecond."""
    friday = at("2026-11-27 00:00")
    assert after(WORKDAYS, friday, 24 * HOUR - 1) == friday + 24 * HOUR - 1
    assert (
        between(WORKDAYS, friday, friday + int(timedelta(days=3) / timedelta(microseconds=1)))
        == 24 * HOUR
    )
