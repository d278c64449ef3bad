"""Who has to come: rooms and helpers as resources, people, and units. Each says what stands in the way of a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from schema.availability import holds, is_possible
from schema.availability.taken import period_of
from schema.booking import Wish, objections
from schema.capacity import CapacityMode, ResourceStatus
from schema.free_capacity import resource_facts
from schema.instants import Window
from schema.opening_hours import open_periods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schema.availability import ResourceFacts, Taken


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody is promised to something in [start, end). shown: whether whoever asks may see it."""

    id: str
    start: int
    end: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Against:
    """What stands in the way, in words; commitments that may be named."""

    zh: str
    en: str
    commitments: tuple[str, ...] = ()


class Party(Protocol):
    """Somebody or something that a meeting takes."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...

    def can(self, window: Window) -> bool:
        """Whether it can be had for the whole window."""
        ...

    def changes(self, within: Window) -> Iterator[int]:
        """Instants at which a start may become possible."""
        ...

    def against(self, window: Window) -> Against:
        """Why it can't be had for the window."""
        ...


@dataclass(frozen=True)
class Attendee:
    """A person, or a unit for which any one of its people can come.

    members: what each of them is promised to; none: nothing is known that keeps anybody. buffer: microseconds kept free
    before and after.
    """

    id: str
    name: str
    members: tuple[tuple[Busy, ...], ...]
    buffer: int = 0

    def can(self, window: Window) -> bool:
        """Whether one of them is free."""
        return not self.members or any(not self._meeting(each, window) for each in self.members)

    def changes(self, within: Window) -> Iterator[int]:
        """When something is over."""
        for each in self.members:
            yield from (b.end + self.buffer for b in each if within.start <= b.end + self.buffer <= within.end)  # fmt: skip

    def against(self, window: Window) -> Against:
        """What they are promised to."""
        found = [b for each in self.members for b in self._meeting(each, window)]
        ids = tuple(dict.fromkeys(b.id for b in found if b.shown))
        if len(self.members) > 1:
            return Against(f"{self.name}的{len(self.members)}人届时均有其他承诺。", f"All {len(self.members)} people of {self.name} have other commitments then.", ids)  # fmt: skip
        return Against(f"{self.name}届时有其他承诺。", f"{self.name} has another commitment then.", ids)  # fmt: skip

    def _meeting(self, busy: Sequence[Busy], window: Window) -> list[Busy]:
        start, end = window.start - self.buffer, window.end + self.buffer
        return [b for b in busy if b.start < end and start < b.end and b.start < b.end]


@dataclass(frozen=True)
class Room:
    """A resource of which `amount` (micro-units) is taken: a room, an interpreter, a projector."""

    id: str
    name: str
    facts: ResourceFacts
    amount: int
    as_of: int
    taken: Taken

    def can(self, window: Window) -> bool:
        """Whether it could be booked: in use, open, in good time, long enough, and free."""
        facts, length = self.facts, window.end - window.start
        if facts.status is not ResourceStatus.ACTIVE:
            return False
        if (facts.shortest or 0) > length or (facts.longest is not None and facts.longest < length):
            return False
        return is_possible(facts, self.taken, window, self.amount, self.as_of)

    def changes(self, within: Window) -> Iterator[int]:
        """When it opens, comes into use, is in good time, or comes back."""
        yield self.as_of + self.facts.lead_time
        if self.facts.valid_from is not None:
            yield self.facts.valid_from
        if any(self.facts.timetables) or self.facts.closed_on:
            for hours in self.facts.timetables:
                yield from (p.start for p in open_periods(hours, self.facts.closed_on, within))
        yield from _back(self.facts, self.taken, within)

    def against(self, window: Window) -> Against:
        """As a booking would be refused."""
        found = objections(self.facts, Wish(self.id, self.amount, window.start, window.end), self.as_of)  # fmt: skip
        first = found[0]
        return Against(f"{self.name}：{first.zh}", f"{self.name}: {first.en}", first.conflicts)


def _back(facts: ResourceFacts, taken: Taken, within: Window) -> Iterator[int]:
    yield from (hold.finish for hold in taken.holds if within.start <= hold.finish <= within.end)
    if facts.mode is CapacityMode.RATE and facts.period is not None:
        at = within.start
        while at <= within.end:
            at = period_of(facts.period, at).end
            yield at
    for part, of_part in zip(facts.parts, taken.parts, strict=True):
        yield from _back(part.resource, of_part, within)


def room(said: Mapping[str, Any], amount: int, as_of: int) -> Room:
    """A resource as the statement brought it."""
    facts = resource_facts(said["facts"])
    seen = frozenset(said["seen"])
    named = replace(facts, bookings=tuple(replace(b, shown=b.id in seen) for b in facts.bookings))
    return Room(said["id"], said["name"], named, amount, as_of, holds(named, as_of))


def person(said: Mapping[str, Any], buffer: int) -> Attendee:
    """A person as the statement brought him."""
    return Attendee(said["id"], said["name"], (_busy(said["bookings"]),), buffer)


def unit(said: Mapping[str, Any], buffer: int) -> Attendee:
    """A unit as the statement brought it."""
    return Attendee(said["id"], said["name"], tuple(_busy(p["bookings"]) for p in said["people"]), buffer)  # fmt: skip


def _busy(said: Sequence[Mapping[str, Any]]) -> tuple[Busy, ...]:
    return tuple(Busy(b["id"], b["start"], b["end"], b["shown"]) for b in said)
