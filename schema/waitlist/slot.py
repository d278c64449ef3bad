"""What a freed slot comes to: to whom it goes, who is passed over and why, and what equity would change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from schema.availability.taken import is_lent
from schema.capacity import CapacityMode
from schema.free_capacity import booking_of, resource_facts
from schema.measures import micro
from schema.waitlist.rule import Waiting, given_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.availability import Booking, ResourceFacts
    from schema.booking import Objection
    from schema.instants import Window


@dataclass(frozen=True)
class Slot:
    """What is free: as things stand (`quantity` None), or so much (micro-units) in the window and nothing else."""

    window: Window
    quantity: int | None = None

    def of(self, resource: ResourceFacts) -> ResourceFacts:
        """The resource with just that left."""
        if self.quantity is None:
            return resource
        mode = resource.mode if is_lent(resource) else CapacityMode.CONSUMABLE
        return replace(resource, mode=mode, capacity=self.quantity, bookings=(), parts=())

    def holds(self, waiting: Waiting) -> bool:
        """Whether what somebody waits for lies within a slot that was said."""
        within = self.window.start <= waiting.start and waiting.end <= self.window.end
        return self.quantity is None or within


@dataclass(frozen=True)
class Turn:
    """One who waits. rank: from 1. against: why not him. outside: of the slot. fair_rank: his place with equity, and whether he would get it."""

    waiting: Waiting
    rank: int
    gets: bool
    passed_over: bool
    against: Objection | None
    outside: bool
    fair_rank: int
    fair_gets: bool


def turns(
    resource: ResourceFacts, waiting: Sequence[Waiting], slot: Slot, as_of: int, workers: Mapping[str, Sequence[Booking]],
    received: Mapping[str | None, int],
) -> list[Turn]:  # fmt: skip
    """Everybody in the order of the house."""
    there = slot.of(resource)
    order = _judged(there, waiting, slot, as_of, workers, None)
    fair = _judged(there, waiting, slot, as_of, workers, received)
    place = {each.id: (nth, gets) for nth, (each, gets, _) in enumerate(fair, 1)}
    last = max((nth for nth, (_, gets, _) in enumerate(order, 1) if gets), default=0)
    return [
        Turn(
            each, nth, gets, not gets and nth < last, against, not slot.holds(each), *place[each.id]
        )
        for nth, (each, gets, against) in enumerate(order, 1)
    ]


def _judged(
    resource: ResourceFacts, waiting: Sequence[Waiting], slot: Slot, as_of: int, workers: Mapping[str, Sequence[Booking]],
    received: Mapping[str | None, int] | None,
) -> list[tuple[Waiting, bool, Objection | None]]:  # fmt: skip
    inside = [w for w in waiting if slot.holds(w)]
    found = given_out(resource, inside, as_of, workers, received)
    outside = given_out(resource, [w for w in waiting if not slot.holds(w)], as_of, {}, received)
    return [
        *((w, not against, against[0] if against else None) for w, against in found),
        *((w, False, None) for w, _ in outside),
    ]


@dataclass(frozen=True)
class Queue:
    """The row of `WAITLIST` read: received, by community: how much (micro-units) and by which commitments."""

    resource: ResourceFacts
    waiting: tuple[Waiting, ...]
    workers: Mapping[str, Sequence[Booking]]
    received: Mapping[str | None, int]
    by: Mapping[str | None, tuple[str, ...]]


def queue_from(row: Mapping[str, Any]) -> Queue:
    """Read it."""
    facts, seen = resource_facts(row["facts"]), frozenset(row["seen"])
    named = replace(facts, bookings=tuple(replace(b, shown=b.id in seen) for b in facts.bookings))
    received: dict[str | None, int] = {}
    by: dict[str | None, list[str]] = {}
    for id_, quantity, community in row["received"]:
        key = community[0] if community else None
        received[key] = received.get(key, 0) + micro(quantity)
        by.setdefault(key, []).append(id_)
    return Queue(
        named, tuple(_waiting(said) for said in row["list"]),
        {w["id"]: [booking_of(b) for b in w["bookings"]] for said in row["list"] if (w := said["worker"])},
        received, {key: tuple(sorted(ids)) for key, ids in by.items()},
    )  # fmt: skip


def _waiting(said: Mapping[str, Any]) -> Waiting:
    return Waiting(
        id=said["id"], quantity=micro(said["quantity"]), start=said["start"], end=said["end"], since=said["since"], priority=said["priority"],
        worker=said["worker"]["id"] if said["worker"] else None, community=said["community"][0] if said["community"] else None, said=said,
    )  # fmt: skip
