"""A calendar on paper: everything that is promised, looked at one minute after the other.

It knows the rules in words only, imports nothing of the project and takes no short cut. Times are aware datetimes on
whole minutes, quantities exact fractions. `tests/schema/test_booking_oracle.py` holds the rules of booking against it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

CHINA = timezone(timedelta(hours=8))
MINUTE = timedelta(minutes=1)
MICRO = Fraction(1, 1_000_000)
HORIZON = 14 * 24 * 60
PROMISED = {"ACCEPTED", "ON_HOLD", "IN_PROGRESS"}
GIVEN = {"DELIVERED", "CONFIRMED", "DISPUTED"}
EPOCH = datetime(1970, 1, 1, tzinfo=CHINA)


@dataclass
class Thing:
    """What can be promised. hours: (weekdays with Monday 0, first minute of the day, minute after the last); none: always.

    since: the first day on which it is offered; until: the day after the last. parts: of a kit, how much of each thing
    one of it takes. comes_back: what is handed over has to be brought back. whole: there is no half of it.
    """

    mode: str
    capacity: Fraction = Fraction(0)
    period: str = ""
    buffer: int = 0
    hours: list[tuple[set[int], int, int]] = field(default_factory=list)
    closed: set[date] = field(default_factory=set)
    since: date | None = None
    until: date | None = None
    notice: int = 0
    shortest: int | None = None
    longest: int | None = None
    active: bool = True
    comes_back: bool = False
    whole: bool = False
    parts: dict[str, Fraction] = field(default_factory=dict)


@dataclass
class Promise:
    """A commitment. status: its English name. started: it was under way. person: who handles it."""

    thing: str
    quantity: Fraction
    start: datetime
    end: datetime
    status: str = "ACCEPTED"
    hold_until: datetime | None = None
    delivered: Fraction | None = None
    returned: datetime | None = None
    person: str | None = None
    started: bool = False


class Calendar:
    """Things and what is promised of them, both by name. step: minutes looked at at a time; all times are multiples."""

    def __init__(self, things: dict[str, Thing], promises: dict[str, Promise] | None = None, step: int = 1) -> None:  # fmt: skip
        self.things = things
        self.promises = promises if promises is not None else {}
        self.step = step

    def holds(self, name: str, thing: Thing, now: datetime) -> bool:
        """Whether a promise takes anything of a thing (which it is of, or whose kit it is of)."""
        promise = self.promises[name]
        if promise.status == "REQUESTED":
            return promise.hold_until is not None and now < promise.hold_until
        return promise.status in PROMISED or self._given(promise, thing)

    def takes(self, thing: str, now: datetime) -> dict[str, tuple[range, Fraction, int]]:
        """By promise: the minutes for which it takes some of the thing, how much, and the minute it begins at."""
        found: dict[str, tuple[range, Fraction, int]] = {}
        this = self.things[thing]
        for name, promise in self.promises.items():
            share = (
                Fraction(1)
                if promise.thing == thing
                else self.things[promise.thing].parts.get(thing)
            )
            if share is None or not self.holds(name, this, now):
                continue
            given = self._given(promise, this)
            amount = (
                promise.delivered if given and promise.delivered is not None else promise.quantity
            )
            end = minute(promise.end)
            if given and promise.returned is not None:
                end = minute(promise.returned)
            elif this.comes_back and promise.returned is None and promise.end <= now:
                held = promise.status == "ON_HOLD" and promise.started
                end = 1 << 60 if given or held or promise.status == "IN_PROGRESS" else end
            start = minute(promise.start)
            found[name] = range(start - this.buffer, end + this.buffer), up(amount * share), start
        return found  # fmt: skip

    def peak(self, thing: str, start: datetime, end: datetime, now: datetime) -> Fraction:
        """The most that is taken in any minute of [start, end)."""
        return max(self._taken(thing, at, minute(start), now) for at in self._minutes(start, end))

    def free(self, thing: str, start: datetime, end: datetime, now: datetime) -> Fraction | None:
        """What can be had of it in every minute of [start, end); None when there is no end to it."""
        this, found = self.things[thing], []
        if this.mode != "UNLIMITED":
            found.append(max(Fraction(0), this.capacity - self.peak(thing, start, end, now)))
        for part, share in this.parts.items():
            left = self.free(part, start, end, now)
            if left is not None:
                units = left / share
                found.append(Fraction(math.floor(units)) if this.whole else down(units))
        return min(found) if found else None

    def could_book(
        self, thing: str, quantity: Fraction, start: datetime, end: datetime, now: datetime
    ) -> bool:
        """Whether so much of it can be promised over [start, end): in time, open, and there in every minute."""
        return self._could_start(thing, quantity, minute(start), minute(end), now) and all(
            self._good(thing, quantity, at, minute(start), now) for at in self._minutes(start, end)
        )

    def windows(
        self, thing: str, quantity: Fraction, start: datetime, end: datetime, now: datetime
    ) -> list[tuple[datetime, datetime]]:
        """The first three windows of this length, one after the other, in which so much could be promised."""
        length, since = minute(end) - minute(start), max(minute(start), minute(now))
        by_start = any(t.mode in ("RATE", "CONSUMABLE") for t in self._all(thing))
        run: dict[int, int] = {}
        for at in range(since + HORIZON + length, since - 1, -self.step):
            good = self._good(thing, quantity, at, None if by_start else at, now)
            run[at] = run.get(at + self.step, 0) + self.step if good else 0
        found: list[tuple[datetime, datetime]] = []
        at = since
        while at <= since + HORIZON and len(found) < 3:
            fits = run[at] >= length and self._could_start(thing, quantity, at, at + length, now)
            if fits and (not by_start or self._fits_period(thing, quantity, at, now)):
                found.append((EPOCH + at * MINUTE, EPOCH + (at + length) * MINUTE))
                at += length
            else:
                at += self.step
        return found

    def in_the_way(
        self, thing: str, quantity: Fraction, start: datetime, end: datetime, now: datetime
    ) -> set[str]:
        """The promises that take something in a minute in which so much more would be too much."""
        found: set[str] = set()
        this, begin = self.things[thing], minute(start)
        if this.mode != "UNLIMITED":
            for at in self._minutes(start, end):
                if self._taken(thing, at, begin, now) + quantity > this.capacity:
                    found |= set(self._takers(thing, at, begin, now))
        for part, share in this.parts.items():
            found |= self.in_the_way(part, up(quantity * share), start, end, now)
        return found

    def double_booked(self, person: str, start: datetime, end: datetime, now: datetime) -> set[str]:
        """The promises that keep a person in some minute of [start, end)."""
        found: set[str] = set()
        for name, promise in self.promises.items():
            held = promise.hold_until is not None and now < promise.hold_until
            live = held if promise.status == "REQUESTED" else promise.status in PROMISED
            there = set(self._minutes(promise.start, promise.end))
            if promise.person == person and live and there & set(self._minutes(start, end)):
                found.add(name)
        return found

    def _given(self, promise: Promise, thing: Thing) -> bool:
        """Whether something was handed over that is gone, or has to come back."""
        lent = thing.comes_back and promise.started and thing.mode in ("EXCLUSIVE", "COUNTED")
        if promise.status in ("CANCELLED", "WITHDRAWN"):
            return lent
        if promise.status == "FAILED" and promise.delivered is None:
            return lent
        if promise.status == "FAILED":
            gone = thing.mode in ("CONSUMABLE", "RATE", "UNLIMITED") or thing.comes_back
            return gone and bool(promise.delivered)
        return promise.status in GIVEN

    def _takers(self, thing: str, at: int, begin: int, now: datetime) -> dict[str, Fraction]:
        """What takes how much of a thing in a minute, for a use that begins at `begin`."""
        this = self.things[thing]
        found: dict[str, Fraction] = {}
        for name, (minutes, amount, start) in self.takes(thing, now).items():
            if this.mode == "EXCLUSIVE" and at in minutes:
                found[name] = this.capacity
            elif this.mode == "COUNTED":
                there = at in minutes
            elif this.mode == "RATE" and this.period:
                there = same(this.period, start, begin)
            else:
                there = True
            if this.mode != "EXCLUSIVE" and there and amount:
                found[name] = amount
        return found

    def _taken(self, thing: str, at: int, begin: int, now: datetime) -> Fraction:
        return sum(self._takers(thing, at, begin, now).values(), Fraction(0))

    def _good(self, thing: str, quantity: Fraction, at: int, begin: int | None, now: datetime) -> bool:  # fmt: skip
        """Whether so much is there in a minute, and it is open and offered; without `begin`, whatever a period leaves."""
        this = self.things[thing]
        when = EPOCH + at * MINUTE
        offered = (this.since is None or this.since <= when.date()) and (this.until is None or when.date() < this.until)  # fmt: skip
        if not offered or not this.active or not self._open(this, when):
            return False
        by_minute = this.mode in ("EXCLUSIVE", "COUNTED")
        counts = by_minute or (this.mode != "UNLIMITED" and begin is not None)
        taken = self._taken(thing, at, at if begin is None else begin, now) if counts else 0
        if counts and taken + quantity > this.capacity:
            return False
        return all(self._good(part, up(quantity * share), at, begin, now) for part, share in this.parts.items())  # fmt: skip

    def _fits_period(self, thing: str, quantity: Fraction, begin: int, now: datetime) -> bool:
        this = self.things[thing]
        if this.mode in ("RATE", "CONSUMABLE") and self._taken(thing, begin, begin, now) + quantity > this.capacity:  # fmt: skip
            return False
        return all(self._fits_period(part, up(quantity * share), begin, now) for part, share in this.parts.items())  # fmt: skip

    def _could_start(self, thing: str, quantity: Fraction, start: int, end: int, now: datetime) -> bool:  # fmt: skip
        """All that is no matter of single minutes: notice, length, and that it is something at all."""
        for this in self._all(thing):
            too_short = this.shortest is not None and end - start < this.shortest
            too_long = this.longest is not None and end - start > this.longest
            if too_short or too_long or start - minute(now) < this.notice:
                return False
        halves = self.things[thing].whole and quantity.denominator != 1
        return start < end and start >= minute(now) and quantity > 0 and not halves

    def _all(self, thing: str) -> list[Thing]:
        return [self.things[thing], *(self.things[part] for part in self.things[thing].parts)]

    def _open(self, thing: Thing, when: datetime) -> bool:
        if when.date() in thing.closed:
            return False
        of_day = when.hour * 60 + when.minute
        return not thing.hours or any(
            when.weekday() in days and first <= of_day < after for days, first, after in thing.hours
        )

    def _minutes(self, start: datetime, end: datetime) -> range:
        return range(minute(start), minute(end), self.step)


def minute(when: datetime) -> int:
    """Minutes since 1970 in China; the seconds of a clock do not count."""
    return (when - EPOCH) // MINUTE


def up(amount: Fraction) -> Fraction:
    """Whole millionths, never less."""
    return math.ceil(amount / MICRO) * MICRO


def down(amount: Fraction) -> Fraction:
    """Whole millionths, never more."""
    return math.floor(amount / MICRO) * MICRO


def same(period: str, one: int, other: int) -> bool:
    """Whether two minutes lie in one calendar day, week or month."""
    a, b = (EPOCH + at * MINUTE for at in (one, other))
    if period == "DAY":
        return a.date() == b.date()
    if period == "WEEK":
        return a.isocalendar()[:2] == b.isocalendar()[:2]
    return (a.year, a.month) == (b.year, b.month)
