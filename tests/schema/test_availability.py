"""What is free equals a calendar in which every quarter of an hour is looked at, for every mode of capacity."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.availability import (
    Booking,
    ResourceFacts,
    earliest_slot,
    free,
    in_use,
    period_of,
)
from schema.capacity import CapacityMode, RatePeriod
from schema.commitments import CommitmentStatus as Status
from schema.instants import BEIJING, DAY, MINUTE, Window, moment
from schema.measures import MICRO
from schema.opening_hours import is_open
from tests.schema.making import (
    MINUTES,
    MORNING,
    NOW,
    at,
    between,
    booking,
    resource,
    resources,
    windows,
)

QUARTER = 15 * MINUTE
FRIDAY = datetime(2026, 12, 4, tzinfo=BEIJING)


def held_at(facts: ResourceFacts, b: Booking, instant: int, as_of: int) -> int:
    """How much one booking takes at one instant, told again from the rule in words."""
    handed_over = b.status in (Status.DELIVERED, Status.CONFIRMED, Status.DISPUTED)
    if b.status is Status.FAILED and b.delivered:
        handed_over = facts.mode in (CapacityMode.CONSUMABLE, CapacityMode.RATE)
    live = b.status in (Status.ACCEPTED, Status.ON_HOLD, Status.IN_PROGRESS) or handed_over
    if b.status is Status.REQUESTED and b.hold_until is not None:
        live = b.hold_until > as_of
    if not live:
        return 0
    amount = b.delivered if handed_over and b.delivered is not None else b.quantity
    end = b.returned if handed_over and b.returned is not None else b.end
    return amount if b.start - facts.buffer <= instant < end + facts.buffer else 0


def calendar(facts: ResourceFacts, window: Window, as_of: int) -> int | None:
    """What is free, by brute force."""
    capacity = max(facts.capacity or 0, 0)
    quarters = range(window.start, window.end, QUARTER)
    if facts.mode is CapacityMode.UNLIMITED:
        return None
    if facts.mode is CapacityMode.COUNTED:
        return min(
            max(0, capacity - sum(held_at(facts, b, q, as_of) for b in facts.bookings))
            for q in quarters
        )
    if facts.mode is CapacityMode.EXCLUSIVE:
        marked = [replace(b, quantity=1, delivered=None) for b in facts.bookings]
        taken = any(held_at(facts, b, q, as_of) for b in marked for q in quarters)
        return 0 if taken else capacity
    always = [replace(b, end=b.start + 1, returned=None) for b in facts.bookings]
    used = [(b, held_at(replace(facts, buffer=0), b, b.start, as_of)) for b in always]
    if facts.mode is CapacityMode.RATE and facts.period is not None:
        used = [
            (b, amount) for b, amount in used if _same_period(facts.period, b.start, window.start)
        ]
    return max(0, capacity - sum(amount for _, amount in used))


def _same_period(period: RatePeriod, one: int, other: int) -> bool:
    a, b = moment(one), moment(other)
    if period is RatePeriod.DAY:
        return a.date() == b.date()
    if period is RatePeriod.WEEK:
        return a.isocalendar()[:2] == b.isocalendar()[:2]
    return (a.year, a.month) == (b.year, b.month)


@given(resources(), windows(), MINUTES)
def test_free_equals_the_calendar(facts: ResourceFacts, window: Window, as_of: int) -> None:
    """Any mode, any bookings, any window."""
    assert free(facts, window, as_of) == calendar(facts, window, as_of)


@settings(max_examples=60)
@given(resources(), windows(longest=12), MINUTES, st.integers(1, 12))
def test_the_earliest_slot_is_the_first_that_a_search_of_all_quarters_finds(
    facts: ResourceFacts, window: Window, as_of: int, amount: int
) -> None:
    """Nothing earlier works, and what is found works."""
    length, wanted = window.end - window.start, amount * MICRO

    def works(t: int) -> bool:
        slot = Window(t, t + length)
        left = calendar(facts, slot, as_of)
        return (
            t - as_of >= facts.lead_time and in_use(facts, slot)
            and (left is None or left >= wanted) and is_open(facts.hours, facts.closed_on, slot)
        )  # fmt: skip

    assert earliest_slot(facts, wanted, window, as_of) == next(
        (t for t in range(window.start, window.start + 14 * DAY + 1, QUARTER) if works(t)), None
    )


@given(resources(), windows(), MINUTES, st.integers(1, 5))
def test_more_capacity_never_leaves_less(
    facts: ResourceFacts, window: Window, as_of: int, more: int
) -> None:
    """Monotone in capacity, antitone in bookings."""
    now = free(facts, window, as_of)
    larger = free(replace(facts, capacity=(facts.capacity or 0) + more * MICRO), window, as_of)
    assert now is None or (larger is not None and larger >= now)
    if facts.bookings:
        fewer = free(replace(facts, bookings=facts.bookings[1:]), window, as_of)
        assert now is None or (fewer is not None and fewer >= now)


@given(resources(), windows(), MINUTES, st.randoms())
def test_the_order_of_bookings_means_nothing(
    facts: ResourceFacts, window: Window, as_of: int, random: Random
) -> None:
    """Shuffled bookings leave the same."""
    shuffled = list(facts.bookings)
    random.shuffle(shuffled)
    assert free(replace(facts, bookings=tuple(shuffled)), window, as_of) == free(
        facts, window, as_of
    )


def whole(facts: ResourceFacts, window: Window = MORNING) -> float | None:
    """What is free, in whole units."""
    left = free(facts, window, NOW)
    return None if left is None else left / MICRO


def test_two_bookings_that_never_meet_take_their_place_once() -> None:
    """The peak counts, not the sum over the period: [9,10) and [11,12) of 8 each leave 12 of 20."""
    facts = resource(
        bookings=(booking(between("09:00", "10:00"), 8), booking(between("11:00", "12:00"), 8))
    )
    assert whole(facts) == 12


@pytest.mark.parametrize("mode", [CapacityMode.EXCLUSIVE, CapacityMode.COUNTED])
def test_nine_to_ten_stands_beside_ten_to_eleven(mode: CapacityMode) -> None:
    """Periods are half-open: what ends at ten is free from ten on."""
    facts = resource(mode, bookings=(booking(between("09:00", "10:00"), 20),))
    assert whole(facts, between("10:00", "11:00")) == 20
    assert whole(facts, between("08:00", "09:00")) == 20
    assert whole(facts, between("09:59", "11:00")) == 0


@pytest.mark.parametrize("mode", [CapacityMode.EXCLUSIVE, CapacityMode.COUNTED])
def test_a_buffer_keeps_time_free_before_and_after(mode: CapacityMode) -> None:
    """Half an hour around each use."""
    facts = resource(mode, buffer=30 * MINUTE, bookings=(booking(between("09:00", "10:00"), 20),))
    assert whole(facts, between("10:00", "11:00")) == 0
    assert whole(facts, between("10:30", "11:00")) == 20
    assert whole(facts, between("08:00", "08:30")) == 20
    assert whole(facts, between("08:00", "08:31")) == 0


def test_exclusive_is_all_or_nothing() -> None:
    """A booking of one seat takes the whole bus."""
    assert whole(resource(CapacityMode.EXCLUSIVE, bookings=(booking(MORNING, 1),))) == 0


def test_consumed_is_gone_whenever_it_was() -> None:
    """A promise for next week takes from the stock today."""
    facts = resource(CapacityMode.CONSUMABLE, bookings=(booking(between("08:00", "09:00", 20), 5),))
    assert whole(facts) == 15


def test_a_monthly_rate_begins_anew_on_the_first() -> None:
    """What starts on the last evening of November counts for November, wherever it ends."""
    november = instant_of(2026, 11, 30, 23)
    facts = resource(
        CapacityMode.RATE,
        period=RatePeriod.MONTH,
        bookings=(booking(Window(november, november + DAY), 20),),
    )
    assert whole(facts, Window(november, november + QUARTER)) == 0
    assert whole(facts, Window(november + 4 * QUARTER, november + 8 * QUARTER)) == 20


def test_a_week_begins_on_monday() -> None:
    """Sunday the 6th and Monday the 7th of December 2026 lie in different weeks."""
    assert period_of(RatePeriod.WEEK, at("23:59", 6)).end == at("00:00", 7)
    assert period_of(RatePeriod.WEEK, at("00:00", 7)).start == at("00:00", 7)


@pytest.mark.parametrize(
    ("status", "more", "left"),
    [
        (Status.ACCEPTED, {}, 12),
        (Status.ON_HOLD, {}, 12),
        (Status.IN_PROGRESS, {}, 12),
        (Status.REQUESTED, {"hold_until": NOW + 1}, 12),
        (Status.REQUESTED, {"hold_until": NOW}, 20),
        (Status.REQUESTED, {}, 20),
        (Status.DELIVERED, {}, 12),
        (Status.DELIVERED, {"delivered": 3}, 17),
        (Status.ACCEPTED, {"delivered": 3}, 12),
        (Status.CONFIRMED, {"returned": at("08:00")}, 20),
        (Status.DISPUTED, {"returned": at("18:00")}, 12),
        (Status.OFFERED, {}, 20),
        (Status.WAITLISTED, {}, 20),
        (Status.WITHDRAWN, {}, 20),
        (Status.CANCELLED, {}, 20),
        (Status.FAILED, {}, 20),
    ],
)
def test_only_live_promises_hold(status: Status, more: dict, left: float) -> None:
    """A promise of 8 from nine to ten, in each state, leaves so much of 20."""
    promise = booking(between("09:00", "10:00"), 8, status, **more)
    assert whole(resource(bookings=(promise,))) == left


def test_no_capacity_is_none_and_unlimited_is_never_used_up() -> None:
    """A missing figure promises nothing; unlimited is reported as no figure."""
    assert whole(resource(capacity=None)) == 0
    assert whole(resource(capacity=-3)) == 0
    assert whole(resource(CapacityMode.UNLIMITED, None, bookings=(booking(MORNING, 99),))) is None


def test_what_comes_back_before_it_left_holds_nothing() -> None:
    """A return entered before the start makes an empty stretch, not one of negative length that overlaps."""
    odd = booking(between("10:00", "11:00"), 20, Status.DELIVERED, returned=at("09:00"))
    assert whole(resource(CapacityMode.EXCLUSIVE, bookings=(odd,))) == 20


def instant_of(year: int, month: int, day: int, hour: int) -> int:
    """An instant in +08:00."""
    return at("00:00") + (datetime(year, month, day, hour, tzinfo=BEIJING) - FRIDAY) // timedelta(
        microseconds=1
    )
