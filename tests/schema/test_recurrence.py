"""How a need recurs: rules that are understood, and that none can be waited for without end."""

from __future__ import annotations

from datetime import datetime, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.kinds import KINDS
from schema.instants import BEIJING
from schema.recurrence import RECURS, times, usable

START = datetime(2026, 12, 1, 10, 30, tzinfo=BEIJING)
MOST = 62
A_BLINK = 1.0
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = {
    "INTERVAL": st.integers(1, 99), "COUNT": st.integers(1, 999), "UNTIL": st.just("20270301T000000Z"),
    "BYDAY": st.lists(st.sampled_from(DAYS), min_size=1, unique=True).map(",".join),
    "BYMONTHDAY": st.integers(1, 31),
}  # fmt: skip


def test_once_a_day_for_five_days() -> None:
    """The first time is the start itself, and the hour stays."""
    found = times("FREQ=DAILY;COUNT=5", START, MOST)
    assert found == [START + timedelta(days=n) for n in range(5)]


def test_what_has_no_end_is_seen_to_have_none() -> None:
    """One more than may be asked for is told."""
    assert len(times("FREQ=WEEKLY;BYDAY=TU,FR", START, MOST) or ()) == MOST + 1


@pytest.mark.parametrize(
    "rule",
    [
        "", "DAILY", "FREQ=SECONDLY", "FREQ=YEARLY", "FREQ=DAILY;BYDAY=MO", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=5;UNTIL=20270101T000000Z",
        "FREQ=DAILY;UNTIL=20270101", "FREQ=DAILY;FREQ=DAILY", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYMONTHDAY=32", "freq=daily",
        "DTSTART:20200101T000000\nFREQ=DAILY", "RRULE:FREQ=DAILY",
    ],
)  # fmt: skip
def test_what_is_no_rule_is_refused(rule: str) -> None:
    """With what would do; nothing recurs by it."""
    why = RECURS.check(START, START, rule)
    assert why is not None
    assert why.code == "RECURRENCE"
    assert times(rule, START, MOST) is None


def test_what_recurs_has_a_first_time() -> None:
    """A rule without a window is refused, and the need's declaration says so."""
    assert RECURS in KINDS["Need"].rules
    assert RECURS.check(START, None, "FREQ=DAILY") is not None
    assert RECURS.check(START, START, "FREQ=DAILY;COUNT=30") is None
    assert RECURS.check(None, None, None) is None


@given(
    frequency=st.sampled_from(("DAILY", "WEEKLY", "MONTHLY")),
    parts=st.fixed_dictionaries({}, optional=PARTS),
    hours=st.integers(0, 24 * 400),
)
def test_none_is_waited_for_without_end(
    frequency: str, parts: dict[str, object], hours: int
) -> None:
    """Whatever is understood says its next times at once, in order, none before the start."""
    rule = ";".join([f"FREQ={frequency}", *(f"{name}={value}" for name, value in parts.items())])
    start = START + timedelta(hours=hours)
    begun = perf_counter()
    found = times(rule, start, MOST) or []
    assert perf_counter() - begun < A_BLINK
    assert usable(rule) or not found
    assert found == sorted(found)
    assert all(at >= start for at in found)
