"""Whether something can be promised, what is in the way and when it could be: all against a calendar on paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.availability import Booking, Part, ResourceFacts, free, kit
from schema.booking import Wish, objections, objections_to_each, person_conflicts
from schema.capacity import CapacityMode, RatePeriod, ResourceStatus
from schema.commitments import CommitmentStatus
from schema.instants import MINUTE, Window, instant, midnight
from schema.measures import MICRO, Measure
from tests.oracle.calendar import CHINA, Calendar, Promise, Thing, up

WHOLE = Measure("U.bus", "辆", "bus", "U.bus", Fraction(1), whole=True)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The last days of November: a month ends on Monday, a week on Sunday.
NOON = datetime(2026, 11, 29, 12, tzinfo=CHINA)


def micro(amount: Fraction | None) -> int | None:
    """Whole millionths."""
    return None if amount is None else int(amount * MICRO)


def facts_of(calendar: Calendar, name: str) -> ResourceFacts:
    """What the rules are told of a thing in the calendar."""
    thing = calendar.things[name]
    own = ResourceFacts(
        CapacityMode[thing.mode], None if thing.mode == "UNLIMITED" else micro(thing.capacity),
        period=RatePeriod[thing.period] if thing.period else None, buffer=thing.buffer * MINUTE,
        lead_time=thing.notice * MINUTE,
        hours=tuple(
            f"FREQ=WEEKLY;BYDAY={','.join(DAYS[d] for d in sorted(days))} {_clock(first)}-{_clock(after)}"
            for days, first, after in thing.hours
        ),
        closed_on=frozenset(day.toordinal() for day in thing.closed),
        valid_from=midnight(thing.since.toordinal()) if thing.since else None,
        valid_to=midnight(thing.until.toordinal()) if thing.until else None,
        bookings=tuple(_bookings(calendar, name)), id=name,
        status=ResourceStatus.ACTIVE if thing.active else ResourceStatus.INACTIVE,
        shortest=None if thing.shortest is None else thing.shortest * MINUTE,
        longest=None if thing.longest is None else thing.longest * MINUTE,
        to_be_returned=thing.comes_back, measure=WHOLE if thing.whole else None,
    )  # fmt: skip
    parts = [Part(facts_of(calendar, part), micro(per) or 1) for part, per in thing.parts.items()]
    return kit(own, parts)


def _bookings(calendar: Calendar, name: str) -> list[Booking]:
    found: list[Booking] = []
    for key, promise in calendar.promises.items():
        share = (
            Fraction(1) if promise.thing == name else calendar.things[promise.thing].parts.get(name)
        )
        if share is not None:
            delivered = None if promise.delivered is None else micro(up(promise.delivered * share))
            found.append(Booking(
                CommitmentStatus[promise.status], micro(up(promise.quantity * share)) or 0, instant(promise.start),
                instant(promise.end), instant(promise.hold_until) if promise.hold_until else None,
                delivered, instant(promise.returned) if promise.returned else None, id=key, shown=True,
                started=promise.started,
            ))  # fmt: skip
    return found


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


MODES = st.sampled_from(["EXCLUSIVE", "COUNTED", "COUNTED", "CONSUMABLE", "RATE", "UNLIMITED"])
# Few instants, spans and amounts: rules go wrong where things meet.
MOMENTS = st.integers(-8, 40).map(lambda hour: NOON + hour * timedelta(hours=1)) | st.integers(
    -32, 160
).map(lambda quarter: NOON + quarter * timedelta(minutes=15))
SPANS = st.sampled_from([15, 60, 60, 120, 120, 300, 1440]).map(lambda n: timedelta(minutes=n))
AMOUNTS = st.sampled_from([Fraction(n, 2) for n in (0, 1, 2, 2, 3, 4)])
SOME = st.sampled_from([Fraction(n, 2) for n in (1, 2, 2, 4)])
STATES = st.sampled_from(
    ["ACCEPTED"] * 8
    + ["IN_PROGRESS", "DELIVERED", "FAILED", "REQUESTED"]
    + [status.name for status in CommitmentStatus]
)
NOWS = st.sampled_from([NOON - timedelta(days=2)] * 3) | MOMENTS


@st.composite
def things(draw: st.DrawFn, **said: object) -> Thing:
    """Something of any mode; most have one limit or none, for a limit met by all teaches nothing."""
    mode = draw(MODES)
    limits = st.sampled_from(
        [
            *({"buffer": 15}, {"buffer": 60}, {"notice": 240}, {"shortest": 60}, {"longest": 600}),
            *({"since": date(2026, 11, 30)}, {"until": date(2026, 12, 1)}, {"active": False}),
            {"closed": {date(2026, 12, 1)}},
            {"hours": [({0, 1, 2, 3, 4}, 480, 1080)]},
            {"hours": [({0, 1, 6}, 0, 720), ({0, 1, 6}, 720, 1440)]},
            *({"comes_back": True}, {"comes_back": True}, {}, {}, {}, {}),
        ]
    )
    period = draw(st.sampled_from(["DAY", "WEEK", "MONTH"])) if mode == "RATE" else ""
    capacity = draw(st.sampled_from([Fraction(n) for n in (0, 1, 2, 2, 3, 5)]))
    given = {"capacity": capacity, "period": period} | draw(limits) | said
    return Thing(mode, **given)  # pyright: ignore[reportArgumentType]


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    """A commitment on one of three things, in any state."""
    start, span = draw(MOMENTS), draw(SPANS)
    return Promise(
        draw(st.sampled_from(["bus", "driver", "trip"])), draw(AMOUNTS), start, start + span, draw(STATES),
        hold_until=draw(st.none() | MOMENTS), delivered=draw(st.none() | AMOUNTS),
        returned=draw(st.none() | MOMENTS), person=draw(st.sampled_from([None, "李"])), started=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A bus, a driver, and trips that take some of both."""
    shares = st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 2), Fraction(1, 3)])
    parts = {
        part: Fraction(micro(draw(shares)) or 1, MICRO)
        for part in draw(st.sampled_from([("bus", "driver"), ("bus",), ()]))
    }
    trip = draw(things(parts=parts, whole=draw(st.booleans())))
    found = {"bus": draw(things()), "driver": draw(things()), "trip": trip}
    made = draw(st.lists(promises(), min_size=draw(st.sampled_from([0, 2, 6])), max_size=8))
    return Calendar(found, {f"c{n}": promise for n, promise in enumerate(made)}, step=15)


@settings(max_examples=600)
@given(calendars(), st.sampled_from(["bus", "driver", "trip", "trip"]), MOMENTS, SPANS, SOME | AMOUNTS, NOWS, st.booleans())  # fmt: skip
def test_what_can_be_promised_equals_the_calendar(
    calendar: Calendar, name: str, start: datetime, span: timedelta, wanted: Fraction, now: datetime, meeting: bool,
) -> None:  # fmt: skip
    """Free quantity, yes or no, the commitments in the way and the windows instead, for any mode, kit and state."""
    if meeting and calendar.promises:
        start = next(iter(calendar.promises.values())).start
    end, as_of = start + span, instant(now)
    facts = facts_of(calendar, name)
    wish = Wish(name, micro(wanted) or 0, instant(start), instant(end))
    assert free(facts, Window(wish.start, wish.end), as_of) == micro(
        calendar.free(name, start, end, now)
    )
    found = objections(facts, wish, as_of)
    assert (not found) is calendar.could_book(name, wanted, start, end, now)
    for objection in found:
        if objection.code == "CAPACITY_TAKEN":
            assert set(objection.conflicts) == calendar.in_the_way(name, wanted, start, end, now)
            assert objection.more == 0
        if objection.code in ("CAPACITY_TAKEN", "RESOURCE_CLOSED", "PAST_WINDOW", "NOT_IN_USE"):
            instead = calendar.windows(name, wanted, start, end, now)
            assert [tuple(w) for w in objection.alternatives] == [
                (instant(a), instant(b)) for a, b in instead
            ]


@settings(max_examples=150)
@given(calendars(), st.lists(st.tuples(st.sampled_from(["bus", "driver", "trip"]), MOMENTS, SPANS, AMOUNTS), min_size=2, max_size=4))  # fmt: skip
def test_several_wishes_of_one_act_see_each_other(
    calendar: Calendar, wishes: list[tuple[str, datetime, timedelta, Fraction]]
) -> None:
    """Each is judged as if those before it that could be promised were promised, on parts and on kits alike."""
    now = NOON - timedelta(days=1)
    facts = {name: facts_of(calendar, name) for name in calendar.things}
    asked = [
        Wish(name, micro(q) or 0, instant(start), instant(start + span))
        for name, start, span, q in wishes
    ]
    found = objections_to_each(facts, asked, instant(now))
    for number, (name, start, span, wanted) in enumerate(wishes):
        could = calendar.could_book(name, wanted, start, start + span, now)
        assert (not found[number]) is could
        if could:
            calendar.promises[f"new{number}"] = Promise(name, wanted, start, start + span)


@given(calendars(), MOMENTS, SPANS, MOMENTS)
def test_people_are_in_one_place_at_a_time(
    calendar: Calendar, start: datetime, span: timedelta, now: datetime
) -> None:
    """Whoever is promised elsewhere in some minute of the period is not promised again."""
    handled = [
        Booking(
            CommitmentStatus[p.status],
            1,
            instant(p.start),
            instant(p.end),
            hold_until=instant(p.hold_until) if p.hold_until else None,
            id=key,
        )
        for key, p in calendar.promises.items()
        if p.person == "李"
    ]
    found = person_conflicts(handled, instant(start), instant(start + span), instant(now))
    assert {b.id for b in found} == calendar.double_booked("李", start, start + span, now)


def at(clock: str, day: int = 1) -> datetime:
    """A time in December 2026."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 12, day, tzinfo=CHINA) + timedelta(hours=hour, minutes=minute)


NOW = datetime(2026, 11, 20, 8, tzinfo=CHINA)
STAGGERED = {
    f"c{n}": Promise("room", Fraction(1), at(start), at(end))
    for n, (start, end) in enumerate(
        [("08:00", "10:00"), ("09:00", "11:00"), ("10:00", "12:00"), ("11:00", "13:00"), ("12:00", "14:00")]
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("thing", "promised", "wish", "could"),
    [
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "FAILED", delivered=Fraction(3))}, ("08:00", "09:00", 1), False),
        (Thing("COUNTED", Fraction(3)), {"c": Promise("room", Fraction(3), at("08:00"), at("09:00"), "FAILED", delivered=Fraction(3))}, ("08:00", "09:00", 1), True),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "IN_PROGRESS")}, ("08:00", "09:00", 1), False),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW + timedelta(minutes=1), "IN_PROGRESS")}, ("08:00", "09:00", 1), True),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "CANCELLED", started=True)}, ("08:00", "09:00", 1), False),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "WITHDRAWN", started=True)}, ("08:00", "09:00", 1), False),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "FAILED", started=True)}, ("08:00", "09:00", 1), False),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "ON_HOLD", started=True)}, ("08:00", "09:00", 1), False),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "CANCELLED")}, ("08:00", "09:00", 1), True),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "CANCELLED", returned=NOW, started=True)}, ("08:00", "09:00", 1), True),
        (Thing("COUNTED", Fraction(3)), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "CANCELLED", started=True)}, ("08:00", "09:00", 1), True),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "ACCEPTED")}, ("08:00", "09:00", 1), True),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), NOW - timedelta(days=2), NOW, "CONFIRMED", returned=NOW)}, ("08:00", "09:00", 1), True),
        # The sum over the period is 5 and the peak is 2: one of three is free all day.
        (Thing("COUNTED", Fraction(3)), STAGGERED, ("08:00", "14:00", 1), True),
        (Thing("COUNTED", Fraction(3)), STAGGERED, ("08:00", "14:00", 2), False),
        (Thing("COUNTED", Fraction(3)), STAGGERED, ("08:00", "09:00", 2), True),
        (Thing("EXCLUSIVE", Fraction(1)), {"c": Promise("room", Fraction(1), at("10:00"), at("11:00"))}, ("09:00", "10:00", 1), True),
        (Thing("EXCLUSIVE", Fraction(1)), {"c": Promise("room", Fraction(1), at("10:00"), at("11:00"))}, ("09:00", "10:01", 1), False),
        (Thing("EXCLUSIVE", Fraction(1), buffer=30), {"c": Promise("room", Fraction(1), at("10:00"), at("11:00"))}, ("11:00", "11:30", 1), False),
        (Thing("EXCLUSIVE", Fraction(1), buffer=30), {"c": Promise("room", Fraction(1), at("10:00"), at("11:00"))}, ("11:30", "12:00", 1), True),
        (Thing("RATE", Fraction(1), "MONTH"), {"c": Promise("room", Fraction(1), at("23:00", 31), at("24:00", 31))}, ("00:00", "23:59", 1), False),
        (Thing("RATE", Fraction(1), "DAY"), {"c": Promise("room", Fraction(1), at("23:00", 1), at("02:00", 2))}, ("00:00", "01:00", 1), False),
        (Thing("COUNTED", Fraction(3), comes_back=True), {"c": Promise("room", Fraction(3), datetime(2026, 10, 1, 8, tzinfo=CHINA), datetime(2026, 10, 1, 9, tzinfo=CHINA), "DELIVERED")}, ("08:00", "09:00", 1), False),
        (Thing("COUNTED", Fraction(3)), {"c": Promise("room", Fraction(3), datetime(2026, 10, 1, 8, tzinfo=CHINA), datetime(2026, 10, 1, 9, tzinfo=CHINA), "DELIVERED")}, ("08:00", "09:00", 1), True),
        (Thing("CONSUMABLE", Fraction(3)), {"c": Promise("room", Fraction(3), at("08:00"), at("09:00"), "FAILED", delivered=Fraction(2))}, ("08:00", "09:00", 2), False),
        (Thing("CONSUMABLE", Fraction(3)), {"c": Promise("room", Fraction(3), at("08:00"), at("09:00"), "FAILED", delivered=Fraction(2))}, ("08:00", "09:00", 1), True),
    ],
)  # fmt: skip
def test_by_hand(
    thing: Thing, promised: dict[str, Promise], wish: tuple[str, str, int], could: bool
) -> None:
    """What a person works out, both the calendar and the rules say; looked at minute by minute."""
    now, (start, end, wanted) = NOW, wish
    calendar = Calendar({"room": thing}, promised)
    assert calendar.could_book("room", Fraction(wanted), at(start), at(end), now) is could
    asked = Wish("room", wanted * MICRO, instant(at(start)), instant(at(end)))
    assert (not objections(facts_of(calendar, "room"), asked, instant(now))) is could
