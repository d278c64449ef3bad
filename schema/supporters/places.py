"""The hierarchy of places around one need: who is above whom, how near a place is, and the way between two."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from schema.supporters.facts import Position, Step
from schema.supporters.terms import SupportLevel

if TYPE_CHECKING:
    from collections.abc import Iterable

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place. kind: "Street", "Community" … parent: id of the place directly above. position: its own."""

    id: str
    kind: str
    name: str
    parent: str | None = None
    position: Position | None = None


class Places:
    """Places by id with their ancestors."""

    def __init__(self, places: Iterable[PlaceFacts]) -> None:
        self._places = {place.id: place for place in places}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._levels: dict[tuple[str, str], SupportLevel | None] = {}
        self._ways: dict[tuple[str, str], tuple[Step, ...]] = {}

    def chain(self, place: str) -> tuple[str, ...]:
        """The place and all above it that are known, from the bottom up."""
        known = self._chains.get(place)
        if known is not None:
            return known
        found: list[str] = []
        at: str | None = place
        while at in self._places and at not in found:
            found.append(at)
            at = self._places[at].parent
        return self._chains.setdefault(place, tuple(found))

    def street(self, place: str) -> str | None:
        """The nearest street at or above a place."""
        return next((at for at in self.chain(place) if self._places[at].kind == "Street"), None)

    def home(self, place: str) -> str:
        """Where supporters are looked for: the street, or the place itself where it lies in none."""
        return self.street(place) or place

    def position(self, place: str) -> Position | None:
        """Where a place is: its own position, or that of the nearest place above that has one."""
        return next((p for at in self.chain(place) if (p := self._places[at].position)), None)

    def level(self, target: str, place: str) -> SupportLevel | None:
        """How near a connection to `target` comes to `place`; None when it lies outside the street."""
        key = (target, place)
        if key not in self._levels:
            self._levels[key] = self._level(target, place)
        return self._levels[key]

    def _level(self, target: str, place: str) -> SupportLevel | None:
        home = self.home(place)
        above = self.chain(target)
        if home not in above:
            return None
        if target == place:
            return SupportLevel.PLACE
        if target == home:
            return SupportLevel.STREET
        related = target in self.chain(place) or (place != home and place in above)
        return SupportLevel.PLACE if related else SupportLevel.NEIGHBOUR

    def way(self, start: str, end: str) -> tuple[Step, ...]:
        """The steps from one place to another: up to the lowest place above both, then down."""
        key = (start, end)
        if key not in self._ways:
            self._ways[key] = self._way(start, end)
        return self._ways[key]

    def _way(self, start: str, end: str) -> tuple[Step, ...]:
        up, down = self.chain(start), self.chain(end)
        meeting = next(at for at in up if at in down)
        rising = [self._step(at, outgoing=True) for at in up[: up.index(meeting)]]
        falling = [
            self._step(at, outgoing=False) for at in reversed(down[1 : down.index(meeting) + 1])
        ]
        return (*rising, *falling, self._step(end)._replace(relationship=None))

    def _step(self, place: str, *, outgoing: bool = True) -> Step:
        facts = self._places[place]
        return Step(place, facts.kind, facts.name, "PART_OF", outgoing)


def metres(one: Position, other: Position) -> int:
    """Great-circle distance (haversine), whole metres."""
    lat1, lat2 = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(across / 2) ** 2
    return round(2 * EARTH_RADIUS_KM * 1000 * asin(min(1.0, sqrt(chord))))
