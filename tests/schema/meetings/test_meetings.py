"""Rooms, people and units that have to come together."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from schema.availability import Booking, ResourceFacts, holds
from schema.capacity import CapacityMode
from schema.commitments import CommitmentStatus
from schema.instants import BEIJING, MINUTE, Window, instant
from schema.measures import MICRO
from schema.meetings.parties import Attendee, Busy, Room
from schema.meetings.search import Meeting, search
from schema.meetings.wording import common_slot


def at(day: int, hour: int, minute: int = 0, month: int = 9) -> int:
    """An instant of 2026."""
    return instant(datetime(2026, month, day, hour, minute, tzinfo=BEIJING))


HOUSE = ("FREQ=DAILY 08:30-17:30",)


def meeting(start: int, end: int, minutes: int = 60, *, working: bool = True, step: int = 15) -> Meeting:  # fmt: skip
    """An hour within the hours of the house, unless said."""
    return Meeting(minutes * MINUTE, Window(start, end), HOUSE, working, step * MINUTE)


def person(name: str, *busy: tuple[int, int], buffer: int = 0) -> Attendee:
    """Somebody who is promised to these."""
    return Attendee(name, name, (tuple(Busy(f"{name}{n}", *b) for n, b in enumerate(busy)),), buffer * MINUTE)  # fmt: skip


def room(name: str, *busy: tuple[int, int], now: int = 0, capacity: int = 40, amount: int = 1, **more: Any) -> Room:  # fmt: skip
    """A room that one has at a time."""
    bookings = tuple(Booking(CommitmentStatus.ACCEPTED, MICRO, s, e, id=f"{name}{n}", shown=True) for n, (s, e) in enumerate(busy))  # fmt: skip
    facts = ResourceFacts(
        CapacityMode.EXCLUSIVE, capacity * MICRO, bookings=bookings, id=name, **more
    )  # type: ignore[arg-type]
    return Room(name, name, facts, amount * MICRO, now, holds(facts, now))


def first(asked: Meeting, *required: object, optional: tuple[object, ...] = ()) -> int | None:
    """The earliest start."""
    found = search(asked, list(required), list(optional))  # type: ignore[arg-type]
    return found.slots[0].start if found.slots else None


def test_seven_parties_a_room_and_an_interpreter() -> None:
    """The first hour that all of them have."""
    people = [person(f"p{n}", (at(1, 8 + n), at(1, 9 + n))) for n in range(7)]
    hall = room("hall", (at(1, 15), at(1, 16, 30)))
    interpreter = room("interpreter", hours=("FREQ=WEEKLY;BYDAY=WE 10:00-12:00",), capacity=1)
    asked = meeting(at(1, 0), at(8, 0))
    assert first(asked, *people, hall) == at(1, 16, 30)
    # The 2nd of September 2026 is a Wednesday.
    assert first(asked, *people, hall, interpreter) == at(2, 10)


def test_half_open() -> None:
    """What ends at ten lets a meeting begin at ten, without a buffer."""
    asked = meeting(at(1, 9), at(1, 17, 30))
    assert first(asked, person("a", (at(1, 9), at(1, 10)))) == at(1, 10)
    assert first(asked, person("a", (at(1, 9), at(1, 10)), buffer=30)) == at(1, 10, 30)
    assert first(asked, person("a", (at(1, 10), at(1, 17)))) == at(1, 9)
    assert first(asked, person("a", (at(1, 10), at(1, 17)), buffer=30)) is None
    assert first(asked, room("r", (at(1, 9), at(1, 10)), buffer=15 * MINUTE)) == at(1, 10, 15)


def test_hours_of_the_house_and_working_days() -> None:
    """Nobody meets across lunch of the day's end: a meeting lies wholly in the hours; not on Saturday, but on a make-up day; not in the holidays."""
    assert first(meeting(at(1, 17), at(3, 0))) == at(2, 8, 30)
    assert first(meeting(at(4, 17), at(12, 0))) == at(7, 8, 30)
    assert first(meeting(at(4, 17), at(12, 0), working=False)) == at(5, 8, 30)
    # 2026-10-01 to 07 are holidays; Saturday the 10th is worked.
    assert first(meeting(at(1, 0, month=10), at(20, 0, month=10))) == at(8, 8, 30, month=10)
    assert first(meeting(at(9, 17, month=10), at(20, 0, month=10))) == at(10, 8, 30, month=10)
    assert first(meeting(at(1, 0), at(2, 0), minutes=9 * 60)) == at(1, 8, 30)
    assert first(meeting(at(1, 0), at(8, 0), minutes=9 * 60 + 1)) is None


def test_begins_on_a_step() -> None:
    """What is over at 9:07 lets a meeting begin at 9:15."""
    busy = person("a", (at(1, 8), at(1, 9, 7)))
    assert first(meeting(at(1, 8), at(2, 0)), busy) == at(1, 9, 15)
    assert first(meeting(at(1, 8), at(2, 0), step=1), busy) == at(1, 9, 7)


def test_a_unit_sends_whoever_is_free() -> None:
    """It is in the way only while all of its people are; without people that are known, never."""
    one, other = (Busy("1", at(1, 8), at(1, 12)),), (Busy("2", at(1, 10), at(1, 14)),)
    asked = meeting(at(1, 8), at(2, 0), 180)
    assert first(asked, Attendee("u", "u", (one, other))) == at(1, 12)
    assert first(meeting(at(1, 8), at(2, 0)), Attendee("u", "u", (one, other))) == at(1, 8, 30)
    assert first(asked, Attendee("u", "u", ())) == at(1, 8, 30)


def test_a_room_too_small_too_late_or_for_too_short() -> None:
    """As a booking would be refused: capacity, notice, longest use, what is not offered yet."""
    asked = meeting(at(1, 8), at(5, 0))
    assert first(asked, room("r", capacity=7, amount=8)) is None
    assert first(asked, room("r", longest=30 * MINUTE)) is None
    assert first(asked, room("r", now=at(1, 8), lead_time=24 * 60 * MINUTE)) == at(2, 8, 30)
    assert first(asked, room("r", valid_from=at(3, 0))) == at(3, 8, 30)


def test_who_may_miss_it() -> None:
    """Moves nothing; the time that most of them have stands beside the earliest."""
    late, later = person("late", (at(1, 8), at(1, 10))), person("later", (at(1, 8), at(1, 11)))
    found = search(meeting(at(1, 8), at(2, 0)), [person("must")], [late, later])
    assert found.slots[0].start == at(1, 8, 30)
    assert [p.id for p in found.slots[0].missing] == ["late", "later"]
    assert found.fullest is not None
    assert found.fullest.start == at(1, 11)
    assert found.fullest.missing == ()


def test_what_blocks_the_earlier_ones() -> None:
    """Each earlier time names who is in the way; each party what its absence would bring; in words of both languages."""
    a, b = person("a", (at(1, 8), at(1, 11))), room("b", (at(1, 10), at(1, 14)))
    asked = meeting(at(1, 8), at(2, 0))
    found = search(asked, [a, b], [])
    assert found.slots[0].start == at(1, 14)
    assert [([p.id for p in t.missing], t.start) for t in found.refused] == [(["a"], at(1, 8, 30)), (["b"], at(1, 11))]  # fmt: skip
    assert [(p.id, start) for p, start in found.without] == [("a", at(1, 8, 30)), ("b", at(1, 11))]
    told = common_slot(asked, found, [a, b], [a, b])
    assert "2026-09-01 14:00" in told.zh
    assert "2026-09-01 14:00" in told.en
    assert told.refused[0].missing[0].commitment_ids == ["a0"]
    assert told.refused[1].missing[0].commitment_ids == ["b0"]
    assert [(p.refused_count, p.alone_count) for p in told.parties] == [(1, 1), (1, 1)]


def test_no_time_at_all() -> None:
    """Says whose absence would help, or that no stretch of hours is long enough."""
    a = person("a", (at(1, 0), at(3, 0)))
    asked = meeting(at(1, 8), at(2, 0))
    told = common_slot(asked, search(asked, [a], []), [a], [a])
    assert told.slots == []
    assert "without a" in told.en
    assert "若a可缺席" in told.zh
    long = meeting(at(1, 8), at(2, 0), 600)
    assert "long enough" in common_slot(long, search(long, [a], []), [a], [a]).en


def test_what_may_not_be_seen_is_named_to_nobody() -> None:
    """It keeps a person busy all the same."""
    hidden = Attendee("a", "a", ((Busy("secret", at(1, 8), at(1, 12), shown=False),),))
    found = search(meeting(at(1, 8), at(2, 0)), [hidden], [])
    assert found.slots[0].start == at(1, 12)
    assert hidden.against(Window(at(1, 9), at(1, 10))).commitments == ()
