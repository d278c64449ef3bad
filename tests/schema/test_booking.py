"""Each reason against a wish, by hand: its code, what is named, and what is offered instead."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from schema.availability import Part, ResourceFacts, kit
from schema.booking import Objection, Wish, beside, expand, objections, objections_to_each, without
from schema.capacity import CapacityMode, RatePeriod, ResourceStatus
from schema.instants import DAY, MINUTE, Window
from schema.measures import LARGEST, MICRO, Measure, converted, promised
from tests.schema.making import MORNING, NOW, at, between, booking, resource

SEAT = Measure("U.seat", "座", "seat", "U.seat", Fraction(1), whole=True)
PERSON = Measure("U.person", "人", "person", "U.person", Fraction(1), whole=True)
VISIT = Measure("U.visit", "人次", "visit", "U.visit", Fraction(1), whole=True)
YUAN = Measure("U.CNY", "元", "yuan", "U.CNY", Fraction(1))
WAN = Measure("U.wan_CNY", "万元", "10,000 yuan", "U.CNY", Fraction(10_000))
MINUTES = Measure("U.minute", "分钟", "minute", "U.minute", Fraction(1))
HOURS = Measure("U.hour", "小时", "hour", "U.minute", Fraction(60))


def bus(**more: Any) -> ResourceFacts:
    """Twenty seats."""
    return resource(**({"id": "bus", "measure": SEAT} | more))


def wish(quantity: float = 1, window: Window = MORNING, **more: Any) -> Wish:
    """So many seats on Friday morning."""
    return Wish("bus", round(quantity * MICRO), *window, **more)


def only(found: list[Objection]) -> Objection:
    """The one objection there is."""
    (one,) = found
    return one


CASES: list[tuple[str, ResourceFacts, Wish, tuple[str, ...]]] = [
    ("ENDS_BEFORE_IT_STARTS", bus(), wish(1, Window(at("09:00"), at("09:00"))), ()),
    ("OUT_OF_BOUNDS", bus(), wish(0), ("> 0",)),
    ("OUT_OF_BOUNDS", bus(), wish(-3), ("> 0",)),
    ("OUT_OF_BOUNDS", bus(), wish(1.5), ("1", "2")),
    ("MEASURE_INCONVERTIBLE", bus(measure=PERSON), wish(1, measure=VISIT), ("U.person",)),
    ("RESOURCE_INACTIVE", bus(status=ResourceStatus.TEMPORARILY_CLOSED), wish(), ()),
    (
        "TOO_SHORT_NOTICE", bus(lead_time=4 * DAY), wish(),
        ("2026-12-05T08:00:00+08:00/2026-12-05T12:00:00+08:00", "2026-12-05T12:00:00+08:00/2026-12-05T16:00:00+08:00", "2026-12-05T16:00:00+08:00/2026-12-05T20:00:00+08:00"),
    ),
    ("PERIOD_TOO_SHORT", bus(shortest=300 * MINUTE), wish(), (">= 300 min",)),
    ("PERIOD_TOO_LONG", bus(longest=60 * MINUTE), wish(), ("<= 60 min",)),
    ("QUANTITY_TOO_LARGE", bus(), wish(21), ("<= 20",)),
    (
        "RESOURCE_CLOSED", bus(hours=("FREQ=WEEKLY;BYDAY=SA 09:00-14:00",)), wish(),
        ("2026-12-05T09:00:00+08:00/2026-12-05T13:00:00+08:00", "2026-12-12T09:00:00+08:00/2026-12-12T13:00:00+08:00"),
    ),
    (
        "NOT_IN_USE", bus(valid_from=at("00:00", 5), valid_to=at("06:00", 5)), wish(),
        ("2026-12-05T00:00:00+08:00/2026-12-05T04:00:00+08:00",),
    ),
    (
        "PAST_WINDOW", bus(valid_to=at("13:00", 1)), wish(1, Window(at("06:00", 1), at("09:00", 1))),
        ("2026-12-01T08:00:00+08:00/2026-12-01T11:00:00+08:00",),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "facts", "asked", "allowed"), CASES)
def test_each_reason(
    code: str, facts: ResourceFacts, asked: Wish, allowed: tuple[str, ...]
) -> None:
    """It is said alone where nothing else is wrong, in both languages, with what would be accepted."""
    objection = only(objections(facts, asked, NOW))
    assert (objection.code, objection.allowed) == (code, allowed)
    assert objection.zh.endswith("。")
    assert objection.en.endswith(".")
    assert objection.resource_id == "bus"


def test_what_is_taken_names_who_has_it_and_when_it_is_free() -> None:
    """Only those that are there when it gets too much: the last one meets the wish, but not in a full minute."""
    full = booking(between("09:00", "10:00"), 18, id="commitment_a", shown=True)
    hidden = booking(between("09:30", "10:30"), 1, id="commitment_b")
    beside_it = booking(between("11:00", "12:00"), 5, id="commitment_c", shown=True)
    found = only(objections(bus(bookings=(beside_it, hidden, full)), wish(3), NOW))
    assert (found.code, found.conflicts, found.more) == ("CAPACITY_TAKEN", ("commitment_a",), 1)
    assert found.free == 1 * MICRO
    assert found.alternatives[0] == between("10:00", "14:00")
    assert "commitment_b" not in found.zh + found.en
    assert found.zh == (
        "该时段要 3 座，余 1 座。与之冲突的：commitment_a；另有 1 项承诺。可改为 2026-12-04 10:00–2026-12-04 14:00、"
        "2026-12-04 14:00–2026-12-04 18:00、2026-12-04 18:00–2026-12-04 22:00。"
    )


def test_nothing_free_for_fourteen_days_offers_nothing() -> None:
    """Windows that begin later are not looked for, and one that begins then is."""
    late = bus(
        bookings=(booking(Window(at("08:00"), at("08:00") + 14 * DAY), 20, id="c", shown=True),)
    )
    assert only(objections(late, wish(), NOW)).alternatives == (
        Window(at("08:00") + 14 * DAY, at("12:00") + 14 * DAY),
    )
    later = replace(late, bookings=(replace(late.bookings[0], end=at("08:01") + 14 * DAY),))
    found = only(objections(later, wish(), NOW))
    assert found.alternatives == ()
    assert "14 天内没有可用时段" in found.zh


def test_everything_that_is_wrong_is_said_at_once() -> None:
    """A caller corrects one form, not one field after the other."""
    facts = bus(
        lead_time=9 * DAY, shortest=600 * MINUTE, closed_on=frozenset({date(2026, 12, 4).toordinal()}),
        bookings=(booking(MORNING, 20, id="c"),),
    )  # fmt: skip
    handler = [booking(between("11:00", "13:00"), 1, id="commitment_x", shown=True)]
    found = objections(facts, wish(5), NOW, handler)
    assert [o.code for o in found] == ["TOO_SHORT_NOTICE", "PERIOD_TOO_SHORT", "RESOURCE_CLOSED", "CAPACITY_TAKEN", "PERSON_BOOKED"]  # fmt: skip
    assert found[-1].conflicts == ("commitment_x",)


def test_the_minute_that_is_running_is_not_past() -> None:
    """Who books for now is not told seconds later that now is over; what is offered instead begins on a whole minute."""
    running = Window(at("08:00", 1), at("09:00", 1))
    assert objections(bus(), wish(1, running), NOW + 59_999_999) == []
    found = only(objections(bus(), wish(1, running), NOW + MINUTE + 5))
    assert found.code == "PAST_WINDOW"
    assert found.alternatives[0].start == NOW + 2 * MINUTE


def test_a_request_is_not_in_the_way_of_its_own_acceptance() -> None:
    """What it holds itself is left out, of a kit's parts too."""
    held = booking(MORNING, 20, id="mine")
    assert objections(bus(bookings=(held,)), wish(20), NOW)
    assert objections(without(bus(bookings=(held,)), {"mine"}), wish(20), NOW) == []
    trips = _trips(bus(bookings=(held,)))
    assert objections(without(trips, {"mine"}), _trip(3), NOW) == []


def _trips(part: ResourceFacts, **more: Any) -> ResourceFacts:
    """A kit: five trips, each of which takes four seats and one driver of three."""
    driver = resource(capacity=3, id="driver", measure=PERSON)
    own = resource(capacity=5, id="trip", **more)
    return kit(own, [Part(part, 4 * MICRO), Part(driver, MICRO)])


def _trip(quantity: float) -> Wish:
    return Wish("trip", round(quantity * MICRO), *MORNING)


def test_a_kit_takes_of_its_parts() -> None:
    """Three drivers make three trips, whatever there is of seats; what is missing of a part is said of the kit."""
    trips = _trips(bus(bookings=(booking(between("08:00", "09:00"), 9, id="seats", shown=True),)))
    assert [(w.resource_id, w.quantity_micro) for w in expand(trips, _trip(2))] == [("trip", 2 * MICRO), ("bus", 8 * MICRO), ("driver", 2 * MICRO)]  # fmt: skip
    assert objections(trips, _trip(2), NOW) == []
    found = only(objections(trips, _trip(3), NOW))
    assert (found.code, found.conflicts, found.resource_id) == ("CAPACITY_TAKEN", ("seats",), "trip")  # fmt: skip
    assert found.alternatives[0] == between("09:00", "13:00")
    assert only(objections(trips, _trip(4), NOW)).code == "QUANTITY_TOO_LARGE"


def test_a_kit_is_as_open_as_the_strictest_of_its_parts() -> None:
    """Hours, closed days, validity, notice, lengths and status of any part are those of the kit."""
    strict = bus(
        hours=("FREQ=DAILY 10:00-20:00",), lead_time=9 * DAY, longest=60 * MINUTE, valid_from=at("00:00", 9),
        status=ResourceStatus.DEFUNCT,
    )  # fmt: skip
    trips = _trips(strict, hours=("FREQ=DAILY 06:00-09:00",), shortest=30 * MINUTE)
    assert {o.code for o in objections(trips, _trip(1), NOW)} == {
        *("RESOURCE_INACTIVE", "NOT_IN_USE", "TOO_SHORT_NOTICE", "PERIOD_TOO_LONG", "RESOURCE_CLOSED")
    }  # fmt: skip


def test_a_kit_and_its_part_in_one_act_share_what_there_is() -> None:
    """Whichever comes first is seen by the other; what is refused is not."""
    seats = bus()
    given = {"trip": _trips(seats), "bus": seats}
    trips, most_seats = _trip(3), wish(9)
    assert [[o.code for o in each] for each in objections_to_each(given, [trips, most_seats], NOW)] == [[], ["CAPACITY_TAKEN"]]  # fmt: skip
    assert [[o.code for o in each] for each in objections_to_each(given, [most_seats, trips], NOW)] == [[], ["CAPACITY_TAKEN"]]  # fmt: skip
    assert objections_to_each(given, [_trip(4), most_seats], NOW)[1] == []
    said = objections_to_each(given, [trips, most_seats], NOW)[1][0]
    assert said.conflicts == ()
    assert "本次操作中的另一项" in said.zh
    assert len(beside(given["trip"], expand(given["trip"], trips)).parts[0].resource.bookings) == 1


def test_a_rate_names_what_its_period_holds() -> None:
    """What begins on Tuesday is in the way on Friday of that week, and not from Monday on."""
    tuesday = booking(Window(at("08:00", 1), at("09:00", 1)), 20, id="week", shown=True)
    weekly = bus(mode=CapacityMode.RATE, period=RatePeriod.WEEK, bookings=(tuesday,))
    found = only(objections(weekly, wish(1), NOW))
    assert (found.code, found.conflicts) == ("CAPACITY_TAKEN", ("week",))
    assert found.alternatives[0].start == at("00:00", 7)


@pytest.mark.parametrize(
    ("amount", "given", "wanted", "comes_to"),
    [
        (3, PERSON, VISIT, None), (3, VISIT, PERSON, None), (3, PERSON, PERSON, 3), (2, HOURS, MINUTES, 120),
        (90, MINUTES, HOURS, 1.5), (20, MINUTES, HOURS, 0.333333), (5, YUAN, WAN, 0.0005), (0.5, WAN, YUAN, 5000),
        (1, YUAN, PERSON, None),
    ],
)  # fmt: skip
def test_measures_convert_only_where_that_is_true(
    amount: float, given: Measure, wanted: Measure, comes_to: float | None
) -> None:
    """人 is not 人次; what converts is exact, or less by less than a millionth."""
    found = converted(round(amount * MICRO), given, wanted)
    assert found == (None if comes_to is None else round(comes_to * MICRO))


@pytest.mark.parametrize("said", [0, -1, float("nan"), float("inf"), -float("inf"), 1e-9, LARGEST * 2])  # fmt: skip
def test_what_is_no_quantity_is_none(said: float) -> None:
    """Not finite, not above nothing, or too much to be told apart from a little more."""
    assert promised(said) is None


def test_a_quantity_is_what_people_wrote() -> None:
    """0.1 is one tenth."""
    assert promised(0.1) == 100_000
