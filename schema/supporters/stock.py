"""What units offer, seen from no need in particular: found out once, for however many needs are judged beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schema.availability import holds
from schema.supporters.connections import connections
from schema.supporters.places import metres
from schema.supporters.score import standing
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schema.availability import Taken
    from schema.supporters.connections import Connection
    from schema.supporters.facts import NeedFacts, OfferFacts, Position, UnitFacts
    from schema.supporters.places import Places


@dataclass(slots=True)
class Reach:
    """Where and for whom an offer is, seen from one need.

    distance: metres, None when unknown. outside: whether the service area leaves the place out.
    beyond: metres past the service radius, 0 within. barred: whether it is for other people.
    """

    distance: int | None
    outside: bool
    beyond: int
    barred: bool


class Stock:
    """Units by their number, with what has been found out about them so far.

    Args:
        units: every one that something connects with a place. as_of: the instant whose state of affairs counts.
    """

    def __init__(self, places: Places, units: Iterable[UnitFacts], as_of: int) -> None:
        self.places, self.units, self.as_of = places, tuple(units), as_of
        self._offering: dict[str, list[tuple[int, OfferFacts, int]]] = {}
        for number, unit in enumerate(self.units):
            for offer in unit.offers:
                for capability, depth in offer.categories.items():
                    found = self._offering.setdefault(capability, [])
                    found.append((number, offer, depth))
        self._connected: dict[str, dict[int, tuple[Connection, ...]]] = {}
        self._willing: dict[str, frozenset[int]] = {}
        self._standing: dict[str, dict[int, tuple[int, int, int, int]]] = {}
        self._reaches: dict[tuple[Any, ...], Reach] = {}
        self._metres: dict[tuple[Position, Position], int] = {}
        self._taken: dict[str, Taken] = {}

    def offering(self, capability: str) -> Sequence[tuple[int, OfferFacts, int]]:
        """Offers of a capability, or of a narrower one: the number of the unit, the offer, how many steps narrower."""
        return self._offering.get(capability, ())

    def connected(self, place: str) -> dict[int, tuple[Connection, ...]]:
        """The units that something connects with a place, by number, with what does; the best connection first."""
        found = self._connected.get(place)
        if found is None:
            each = ((n, connections(u.links, place, self.places)) for n, u in enumerate(self.units))
            found = self._connected[place] = {number: ways for number, ways in each if ways}
        return found

    def willing(self, place: str) -> frozenset[int]:
        """Those of them that may take on one more commitment."""
        found = self._willing.get(place)
        if found is None:
            each = (number for number in self.connected(place) if is_willing(self.units[number]))
            found = self._willing[place] = frozenset(each)
        return found

    def standing(self, place: str) -> dict[int, tuple[int, int, int, int]]:
        """What the connected units have of a score before anything is asked of them."""
        found = self._standing.get(place)
        if found is None:
            each = self.connected(place).items()
            found = {number: standing(self.units[number], ways[0]) for number, ways in each}
            self._standing[place] = found
        return found

    def taken(self, offer: OfferFacts) -> Taken:
        """What is taken of an offer as things stand."""
        found = self._taken.get(offer.id)
        if found is None:
            found = self._taken[offer.id] = holds(offer.resource, self.as_of)
        return found

    def reach(self, number: int, offer: OfferFacts, need: NeedFacts) -> Reach:
        """Where and for whom an offer of a unit is, seen from a need."""
        limited = offer.areas or offer.audience or offer.radius is not None
        # Offers of one place that are for everyone are seen alike.
        at = offer.position or self.units[number].position
        key = (offer.id, need.place, need.groups) if limited else (at, need.place)
        found = self._reaches.get(key)
        if found is None:
            found = self._reaches[key] = self._reach(self.units[number], offer, need)
        return found

    def _reach(self, unit: UnitFacts, offer: OfferFacts, need: NeedFacts) -> Reach:
        distance = self._distance(self.places.position(need.place), offer.position or unit.position)
        beyond = 0
        if offer.radius is not None and distance is not None:
            beyond = max(-((offer.radius - distance * 1000) // 1000), 0)
        above = self.places.chain(need.place)
        return Reach(
            distance,
            bool(offer.areas) and not any(area.key in above for area in offer.areas),
            beyond,
            bool(offer.audience) and not any(group.key in need.groups for group in offer.audience),
        )

    def _distance(self, one: Position | None, other: Position | None) -> int | None:
        if one is None or other is None:
            return None
        found = self._metres.get((one, other))
        if found is None:
            found = self._metres[one, other] = metres(one, other)
        return found


def is_willing(unit: UnitFacts) -> bool:
    """Whether a unit takes part, and may take on one more commitment."""
    has_room = unit.max_engagements is None or unit.engagements < unit.max_engagements
    return has_room and unit.status is UnitStatus.ACTIVE
