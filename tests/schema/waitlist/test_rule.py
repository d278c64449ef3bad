"""Who is first and who gets it, compared with handing out by hand; in full or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schema.availability import Booking, ResourceFacts
from schema.capacity import CapacityMode
from schema.commitments import CommitmentStatus
from schema.instants import DAY, MINUTE, Window
from schema.measures import MICRO
from schema.waitlist.answers import WaitlistOutcome
from schema.waitlist.rule import Waiting, given_out, in_order
from schema.waitlist.slot import Queue, Slot, turns
from schema.waitlist.wording import waitlist

HOUR = 60 * MINUTE
BASE = 20_000 * DAY


def waiting(id_: str, quantity: int, start: int = 10, hours: int = 2, since: int = 0, priority: int = 3, community: str | None = None, worker: str | None = None, shown: bool = True) -> Waiting:  # fmt: skip
    """Somebody who waits, hours counted from the base."""
    said = {"shown": shown, "node": id_, "need": id_, "community": [community, community] if community else None}  # fmt: skip
    return Waiting(id_, quantity * MICRO, BASE + start * HOUR, BASE + (start + hours) * HOUR, BASE - DAY + since * HOUR, priority, worker, community, said)  # fmt: skip


def thing(capacity: int, *held: tuple[int, int, int]) -> ResourceFacts:
    """So many at a time, some promised."""
    bookings = tuple(Booking(CommitmentStatus.ACCEPTED, q * MICRO, BASE + s * HOUR, BASE + (s + d) * HOUR, id=f"h{n}") for n, (s, d, q) in enumerate(held))  # fmt: skip
    return ResourceFacts(CapacityMode.COUNTED, capacity * MICRO, bookings=bookings, id="r")


WAITING = st.builds(
    waiting, st.uuids().map(str), st.integers(1, 5), st.integers(1, 20), st.integers(1, 5), st.integers(0, 20), st.integers(1, 4),
    st.sampled_from((None, "x", "y")), st.sampled_from((None, None, "w1")),
)  # fmt: skip


@given(st.lists(WAITING, max_size=7), st.integers(0, 6), st.randoms(use_true_random=False))
def test_equals_handing_out_by_hand(queue: list[Waiting], capacity: int, dice: object) -> None:
    """Most urgent, longest, id; hour by hour what is left is counted, a person is in one place; the order they come in is nothing."""
    shuffled = list(queue)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    found = given_out(thing(capacity), shuffled, BASE, {"w1": []})
    left = dict.fromkeys(range(30), capacity * MICRO)
    busy: set[int] = set()
    expected = []
    for each in sorted(queue, key=lambda w: (w.priority, w.since, w.id)):
        hours = range((each.start - BASE) // HOUR, (each.end - BASE) // HOUR)
        fits = all(left[h] >= each.quantity for h in hours) and not (each.worker and busy & set(hours))  # fmt: skip
        if fits:
            for h in hours:
                left[h] -= each.quantity
            busy |= set(hours) if each.worker else set()
        expected.append((each.id, fits))
    assert [(w.id, not against) for w, against in found] == expected


def test_no_part_jumps_the_queue() -> None:
    """Four are free: who wants six gets nothing and is passed over for who wants three; nobody gets a part."""
    slot = Slot(Window(BASE, BASE + DAY))
    order = turns(thing(4), [waiting("six", 6, since=0), waiting("three", 3, since=1), waiting("two", 2, since=2)], slot, BASE, {}, {})  # fmt: skip
    assert [(t.waiting.id, t.gets, t.passed_over) for t in order] == [("six", False, True), ("three", True, False), ("two", False, False)]  # fmt: skip
    told = waitlist(order, Queue(thing(4), (), {}, {}, {}), 10).entries
    assert [e.outcome for e in told] == [WaitlistOutcome.PASSED_OVER, WaitlistOutcome.GETS, WaitlistOutcome.WAITS]  # fmt: skip
    assert told[0].went_to_ids == ["three"]
    assert "not given in part" in told[0].en
    assert "不作部分满足" in told[0].zh


def test_equity_between_communities() -> None:
    """Of equal urgency who had less comes first; urgency still comes before; the order of the house stays."""
    queue = [waiting("a", 1, since=0, community="rich"), waiting("b", 1, since=5, community="poor"), waiting("c", 1, since=9, priority=1, community="rich")]  # fmt: skip
    had: dict[str | None, int] = {"rich": 10 * MICRO}
    assert [w.id for w in in_order(queue)] == ["c", "a", "b"]
    assert [w.id for w in in_order(queue, had)] == ["c", "b", "a"]
    order = turns(thing(2), queue, Slot(Window(BASE, BASE + DAY)), BASE, {}, had)
    assert {t.waiting.id: (t.gets, t.fair_gets, t.fair_rank) for t in order} == {"c": (True, True, 1), "a": (True, False, 3), "b": (False, True, 2)}  # fmt: skip


def test_a_slot_that_is_said() -> None:
    """So much and nothing else, whatever is booked; who waits for another time is outside."""
    queue = [waiting("a", 2), waiting("b", 1), waiting("late", 1, start=30)]
    order = turns(thing(5, (0, 24, 5)), queue, Slot(Window(BASE, BASE + DAY), 2 * MICRO), BASE, {}, {})  # fmt: skip
    assert [(t.waiting.id, t.gets, t.outside) for t in order] == [("a", True, False), ("b", False, False), ("late", False, True)]  # fmt: skip
    assert "does not lie within" in waitlist(order, Queue(thing(5), (), {}, {}, {}), 10).entries[2].en  # fmt: skip


def test_whom_nobody_may_see_keeps_his_place() -> None:
    """He gets it; he is counted and not named, not even as the one it went to."""
    order = turns(thing(4), [waiting("big", 5, since=0), waiting("hidden", 3, since=1, shown=False), waiting("last", 3, since=2)], Slot(Window(BASE, BASE + DAY)), BASE, {}, {})  # fmt: skip
    told = waitlist(order, Queue(thing(4), (), {}, {}, {}), 10)
    assert (told.waiting_count, told.hidden_count) == (3, 1)
    assert [(e.rank, e.outcome, e.went_to_ids) for e in told.entries] == [(1, WaitlistOutcome.PASSED_OVER, []), (3, WaitlistOutcome.WAITS, [])]  # fmt: skip
