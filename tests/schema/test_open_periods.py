"""Open periods equal a calendar in which every quarter of an hour is looked at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.instants import BEIJING, MINUTE, Window, day_of, midnight, moment
from schema.opening_hours import is_open, open_periods, read_opening_hours
from tests.schema.making import LINES, at, between, windows

DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def is_open_at(lines: tuple[str, ...], closed_on: frozenset[int], when: datetime) -> bool:
    """Whether one instant is open, told from the text of the lines alone."""
    if when.toordinal() in closed_on:
        return False
    return not lines or any(_in_line(said, when) for said in lines)


def _in_line(said: str, when: datetime) -> bool:
    rule, hours = said.split()
    start, end = hours.split("-")
    now, yesterday = when.strftime("%H:%M"), when - timedelta(days=1)
    if start < end:
        return _on(rule, when) and start <= now < end
    return (_on(rule, when) and now >= start) or (_on(rule, yesterday) and now < end)


def _on(rule: str, when: datetime) -> bool:
    return rule == "FREQ=DAILY" or DAY_NAMES[when.weekday()] in rule.rpartition("=")[2].split(",")


CLOSED = st.frozensets(st.integers(2, 8).map(lambda d: date(2026, 12, d).toordinal()), max_size=2)


@given(LINES, CLOSED, windows())
def test_periods_equal_the_calendar(
    lines: tuple[str, ...], closed_on: frozenset[int], window: Window
) -> None:
    """Each quarter of an hour lies in a period exactly if the calendar says it is open; periods are maximal."""
    periods = open_periods(lines, closed_on, window)
    quarters = range(window.start, window.end, 15 * MINUTE)
    for quarter in quarters:
        inside = any(p.start <= quarter < p.end for p in periods)
        assert inside == is_open_at(lines, closed_on, moment(quarter))
    assert all(one.end < other.start for one, other in pairwise(periods))
    assert is_open(lines, closed_on, window) == all(
        is_open_at(lines, closed_on, moment(quarter)) for quarter in quarters
    )


@pytest.mark.parametrize(
    ("hours", "window", "open_"),
    [
        ("每天 08:00-12:00", between("08:00", "12:00"), True),
        ("每天 08:00-12:00", between("07:59", "12:00"), False),
        ("每天 08:00-12:00", between("08:00", "12:01"), False),
        ("每天 08:00-12:00、12:00-17:00", between("09:00", "16:00"), True),
        ("每天 22:00-06:00", Window(at("22:00"), at("06:00", 5)), True),
        ("周四 22:00-06:00", between("00:00", "06:00"), True),
        ("周五 22:00-06:00", between("00:00", "06:00"), False),
        ("全天", Window(at("00:00"), at("00:00", 20)), True),
        ("每月第一个周五 08:00-12:00", between("08:00", "12:00"), True),
        ("每月第一个周五 08:00-12:00", between("08:00", "12:00", 11), False),
        ("每月4日 08:00-12:00", between("08:00", "12:00"), True),
    ],
)
def test_a_window_is_open_only_as_a_whole(hours: str, window: Window, open_: bool) -> None:
    """Every instant counts; the end is not part of it; hours that touch are one."""
    assert is_open(tuple(read_opening_hours(hours)), frozenset(), window) is open_


def test_a_closed_day_takes_the_night_before_from_midnight_on() -> None:
    """Hours that run past midnight stop where the closed day begins, and it ends at its own midnight."""
    friday = datetime(2026, 12, 4, tzinfo=BEIJING).toordinal()
    night = ("FREQ=DAILY 22:00-06:00",)
    assert open_periods(night, frozenset({friday}), Window(at("21:00", 3), at("07:00", 5))) == (
        Window(at("22:00", 3), at("24:00", 3)),
        Window(at("00:00", 5), at("06:00", 5)),
    )


@given(st.integers(700_000, 760_000))
def test_days_begin_at_midnight_in_beijing(day: int) -> None:
    """Midnight belongs to the day it begins, the microsecond before to the day before."""
    assert day_of(midnight(day)) == day
    assert day_of(midnight(day) - 1) == day - 1
    assert moment(midnight(day)).strftime("%H:%M:%S") == "00:00:00"
