"""Is anything promised twice? Everything that is held, counted minute after minute, in whatever state the graph is.

What is late, because it was not brought back when it should have been, is nobody's promise and is left out: a period counts
as it was promised, or shorter if it came back before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from tests.loop.world import STOCK
from tests.oracle.calendar import MINUTE, minute, same, up

if TYPE_CHECKING:
    from datetime import datetime

    from tests.loop.model import Model
    from tests.oracle.calendar import Thing

TICK = 15


@dataclass(frozen=True)
class Held:
    """Some of a thing, from one minute up to another, for a commitment."""

    id: str
    first: int
    after: int
    amount: Fraction


def over_promised(model: Model, now: datetime) -> Iterator[str]:
    """What is promised twice, in words; nothing if nothing is."""
    calendar = model.calendar()
    for name, stock in STOCK.items():
        held = []
        for id_, (minutes, amount, start) in calendar.takes(name, now).items():
            promise = model.promises[id_]
            after = minute(promise.end)
            if promise.returned is not None:
                after = min(after, minute(promise.returned))
            assert minutes.start == start - stock.thing.buffer
            held.append(Held(id_, start, after, amount))
        for said in LAWS[stock.thing.mode](stock.thing, held):
            yield f"{name}: {said}"
    yield from _in_two_places(model, now)


def _too_close(thing: Thing, held: list[Held]) -> Iterator[str]:
    """Of what is had by one at a time: two with less than the buffer between them, or one that takes more than there is."""
    for one, other in combinations([h for h in held if h.first < h.after], 2):
        if one.first < other.after + thing.buffer and other.first < one.after + thing.buffer:
            yield f"{one.id} and {other.id} are too close"
    yield from (f"{h.id} takes {h.amount} of one" for h in held if h.amount > thing.capacity)


def _at_once(thing: Thing, held: list[Held]) -> Iterator[str]:
    """Of what is counted: minutes in which more is out, or being made ready for the next, than there is."""
    taken: dict[int, Fraction] = defaultdict(Fraction)
    for each in held:
        for at in range(each.first, each.after + thing.buffer, TICK):
            taken[at] += each.amount
    yield from (f"{much} in minute {at}" for at, much in taken.items() if much > thing.capacity)


def _used_up(thing: Thing, held: list[Held]) -> Iterator[str]:
    if (total := sum(h.amount for h in held)) > thing.capacity:
        yield f"{total} is used up"


def _in_a_period(thing: Thing, held: list[Held]) -> Iterator[str]:
    for each in held:
        used = sum(h.amount for h in held if same(thing.period, h.first, each.first))
        if used > thing.capacity:
            yield f"{used} in the {thing.period} of {each.id}"


LAWS: dict[str, Callable[[Thing, list[Held]], Iterator[str]]] = {
    "EXCLUSIVE": _too_close, "COUNTED": _at_once, "CONSUMABLE": _used_up, "RATE": _in_a_period, "UNLIMITED": lambda *_: iter(()),
}  # fmt: skip
"""By mode, what would be too much."""


def _in_two_places(model: Model, now: datetime) -> Iterator[str]:
    by_person: dict[str, list[tuple[str, range]]] = defaultdict(list)
    for promise in model.promises.values():
        held = promise.hold_until is not None and now < promise.hold_until
        live = (
            held
            if promise.status == "REQUESTED"
            else promise.status in {"ACCEPTED", "ON_HOLD", "IN_PROGRESS"}
        )
        if promise.handler and live:
            by_person[promise.handler].append(
                (promise.id, range(minute(promise.start), minute(promise.end)))
            )
    for person, spans in by_person.items():
        for (one, a), (other, b) in combinations(spans, 2):
            if a.start < b.stop and b.start < a.stop:
                yield f"{person} is in two places: {one} and {other}"


def outside(model: Model, since: set[str]) -> Iterator[str]:
    """New commitments that lie outside of the hours, the life or the length of what they use."""
    for id_ in since & model.promises.keys():
        promise = model.promises[id_]
        names = [promise.resource, *STOCK[promise.resource].thing.parts] if promise.resource else []
        for name in names:
            thing = STOCK[name].thing
            at = promise.start
            while at < promise.end:
                if (thing.since and at.date() < thing.since) or (
                    thing.until and at.date() >= thing.until
                ):
                    yield f"{id_}: {name} is not in use at {at}"
                if at.date() in thing.closed:
                    yield f"{id_}: {name} is closed on {at}"
                of_day = at.hour * 60 + at.minute
                if thing.hours and not any(
                    at.weekday() in d and a <= of_day < b for d, a, b in thing.hours
                ):
                    yield f"{id_}: {name} is not open at {at}"
                at += TICK * MINUTE
    yield from (
        f"{p.id} takes {p.quantity}"
        for p in model.promises.values()
        if p.quantity != up(p.quantity) or p.quantity <= 0
    )
