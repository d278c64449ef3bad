"""What can be on site in time, what gives way, who lacks rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import combinations

from schema.availability import Booking, ResourceFacts, free, holds
from schema.availability.free import free_beside
from schema.capacity import CapacityMode
from schema.commitments import CommitmentStatus as Status
from schema.emergency.callable import Called, Emergency, call, in_order
from schema.emergency.facts import Callable, Duty, Holder, Promise
from schema.emergency.people import people
from schema.emergency.terms import EmergencyVerdict as Verdict
from schema.emergency.travel import UNKNOWN, travel
from schema.emergency.wording import support
from schema.instants import BEIJING, MINUTE, Window, instant
from schema.measures import MICRO

HOUR = 60 * MINUTE


def at(day: int, hour: int, minute: int = 0) -> int:
    """An instant of December 2026."""
    return instant(datetime(2026, 12, day, hour, minute, tzinfo=BEIJING))


NOW = at(10, 21)
ASKED = Emergency(NOW, 2 * HOUR, 4 * HOUR, gives_way=3, stale_days=90, rest=8 * HOUR)


def thing(
    *promises: tuple[int, int, float, int, Status], mode: CapacityMode = CapacityMode.COUNTED, capacity: float = 2, metres: int | None = 0,
    hidden: tuple[int, ...] = (), **more: object,
) -> Callable:  # fmt: skip
    """A resource with promises: from, to, how much, priority of the need, status. Hidden ones are seen by nobody."""
    booked = tuple(
        Booking(s, round(q * MICRO), b, e, id=f"d{n}", started=s is Status.IN_PROGRESS, hold_until=e)
        for n, (b, e, q, _, s) in enumerate(promises)
    )  # fmt: skip
    seen = tuple(Promise(f"d{n}", f"D{n}", s, b, e, p) for n, (b, e, _, p, s) in enumerate(promises) if n not in hidden)  # fmt: skip
    own = {k: more.pop(k) for k in ("serves", "assured", "code") if k in more}
    facts = ResourceFacts(mode, round(capacity * MICRO), bookings=booked, id="r", **more)  # type: ignore[arg-type]
    made = Callable(
        "r", "van", "EQUIPMENT", "office", facts, metres, assured=at_day(10), promises=seen
    )
    return replace(made, **own)  # type: ignore[arg-type]


def at_day(day: int) -> int:
    """Ordinal of a day in December 2026."""
    return datetime(2026, 12, day, tzinfo=BEIJING).date().toordinal()


def test_notice_and_way_add_up() -> None:
    """An hour of notice and 40 minutes of way: on site at 22:40; with more notice it is late, and says when."""
    found = call(thing(metres=15_000, lead_time=HOUR), ASKED)
    assert (found.verdict, found.away, found.arrives) == (Verdict.READY, at(10, 22), at(10, 22, 40))
    late = call(thing(metres=15_000, lead_time=2 * HOUR), ASKED)
    assert (late.verdict, late.arrives) == (Verdict.LATE, at(10, 23, 40))


def test_the_way() -> None:
    """4/3 of the straight line at 30 km/h, whole minutes rounded up; what is not known is not nothing."""
    assert travel(0) == 0
    assert travel(375) == MINUTE
    assert travel(376) == 2 * MINUTE
    assert travel(None) == UNKNOWN > 0
    assert "30 minutes" in support([call(thing(metres=None), ASKED)], [], ASKED, 5).resources[0].en


def test_across_midnight() -> None:
    """Hours from 20:00 to 06:00 hold through the night; those that end at midnight don't, and begin again too late."""
    night = ("FREQ=DAILY 20:00-06:00",)
    assert call(thing(hours=night), ASKED).verdict is Verdict.READY
    evening = call(thing(hours=("FREQ=DAILY 08:00-24:00",)), ASKED)
    assert (evening.verdict, evening.arrives) == (Verdict.LATE, at(11, 8))
    assert call(thing(hours=night, closed_on=frozenset({at_day(11)})), ASKED).verdict is not Verdict.READY  # fmt: skip


def test_what_is_less_urgent_gives_way() -> None:
    """Only what was not begun, is of that priority or after, and is seen; the most urgent that can stay does."""
    full = (at(10, 20), at(11, 3), 2, 4, Status.ACCEPTED)
    found = call(thing(full), ASKED)
    assert (found.verdict, [p.id for p in found.displaced], found.free) == (Verdict.DISPLACING, ["d0"], 2 * MICRO)  # fmt: skip
    assert call(thing((*full[:3], 2, Status.ACCEPTED)), ASKED).verdict is Verdict.LATE
    assert call(thing((*full[:4], Status.IN_PROGRESS)), ASKED).verdict is Verdict.LATE
    assert call(thing(full, hidden=(0,)), ASKED).verdict is Verdict.LATE
    assert call(thing(full), replace(ASKED, gives_way=5)).verdict is Verdict.LATE
    assert call(thing(full), replace(ASKED, gives_way=5)).displaced == ()


def test_none_gives_way_that_could_stay() -> None:
    """Of all sets of promises whose lack frees as much, no smaller one would do."""
    many = thing(
        (at(10, 20), at(10, 23), 1, 3, Status.ACCEPTED), (at(10, 23), at(11, 3), 1, 4, Status.ACCEPTED),
        (at(10, 22), at(11, 0), 1, 3, Status.ON_HOLD), (at(12, 8), at(12, 9), 2, 4, Status.ACCEPTED),
    )  # fmt: skip
    found = call(many, ASKED)
    assert found.verdict is Verdict.DISPLACING
    window, gone = Window(NOW, NOW + 4 * HOUR), {p.id for p in found.displaced}

    def left(ids: set[str]) -> int | None:
        facts = replace(many.resource, bookings=tuple(b for b in many.resource.bookings if b.id not in ids))  # fmt: skip
        return free_beside(facts, holds(facts, NOW), window)

    assert left(gone) == left({p.id for p in many.promises}) == found.free
    assert all(left(set(some)) != found.free for size in range(len(gone)) for some in combinations(sorted(gone), size))  # fmt: skip
    assert "d3" not in gone


def test_free_now_displaces_nothing() -> None:
    """What is there is taken before anything gives way."""
    found = call(thing((at(10, 20), at(11, 3), 1, 4, Status.ACCEPTED)), ASKED)
    assert (found.verdict, found.free, found.displaced) == (Verdict.READY, MICRO, ())


def test_used_up_for_good() -> None:
    """A store that is promised away is busy; it does not come back."""
    gone = thing((at(12, 8), at(12, 9), 2, 1, Status.ACCEPTED), mode=CapacityMode.CONSUMABLE)
    assert call(gone, ASKED).verdict is Verdict.BUSY
    assert call(thing((at(12, 8), at(12, 9), 2, 4, Status.ACCEPTED), mode=CapacityMode.CONSUMABLE), ASKED).verdict is Verdict.DISPLACING  # fmt: skip


def test_who_is_on_duty_at_six() -> None:
    """Is free until three and told to be short of rest; who is elsewhere at midnight is busy; who may not be seen is not named."""
    early = Holder("a", "a", ("x",), ("t",), (Duty("1", at(11, 6), at(11, 12)),))
    away = Holder("b", "b", ("x",), ("t",), (Duty("2", at(10, 23, 30), at(11, 0, 30), shown=False),))  # fmt: skip
    rested = Holder("c", "c", ("x",), ("t",), (Duty("3", at(11, 11), at(11, 12)),))
    order = people([away, early, rested], ASKED)
    assert [p.it.id for p in order] == ["c", "a", "b"]
    told = support([], order, ASKED, 5).people
    assert [(p.free, p.rested) for p in told] == [(True, True), (True, False), (False, True)]
    assert told[1].next_duty_at == datetime(2026, 12, 11, 6, tzinfo=BEIJING)
    assert told[2].busy_ids == []
    soon = call(thing((at(11, 6), at(11, 12), 1, 1, Status.ACCEPTED)), ASKED)
    assert (soon.verdict, [p.id for p in soon.soon]) == (Verdict.READY, ["d0"])


def test_stale_entries_are_flagged_and_come_after() -> None:
    """At the same time of arrival; one that was never confirmed is stale too."""
    fresh, old, never = thing(code="z"), thing(code="a", assured=at_day(10) - 91), thing(code="b", assured=None)  # fmt: skip
    order = in_order([call(each, ASKED) for each in (old, never, fresh)])
    assert [(c.it.code, c.stale) for c in order] == [("z", False), ("a", True), ("b", True)]
    assert call(thing(assured=at_day(10) - 90), ASKED).stale is False
    told = support(order, [], ASKED, 5)
    assert told.stale_count == 2
    assert "never confirmed" in told.resources[2].en
    assert "从未核实" in told.resources[2].zh


def test_not_for_this_place() -> None:
    """A service area that does not name it is no help, whatever is free."""
    found = call(thing(serves=False), ASKED)
    assert (found.verdict, found.arrives) == (Verdict.CLOSED, None)


def test_unlimited_is_ready() -> None:
    """And has no quantity."""
    found: Called = call(thing(mode=CapacityMode.UNLIMITED), ASKED)
    assert (found.verdict, found.free) == (Verdict.READY, None)
    assert free(thing(mode=CapacityMode.UNLIMITED).resource, Window(NOW, NOW + 1), NOW) is None
