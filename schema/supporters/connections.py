"""How a unit is connected with the place of a need, and how much that counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.measures import MICRO
from schema.supporters.terms import SupportLevel, SupportVia

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.supporters.facts import Link, Step
    from schema.supporters.places import Places

_AGREEMENT = {
    SupportLevel.PLACE: MICRO,
    SupportLevel.STREET: 800_000,
    SupportLevel.NEIGHBOUR: 500_000,
}
_OTHERS = {SupportVia.ALLIANCE: 400_000, SupportVia.FIRST_SECRETARY: 300_000}


@dataclass(frozen=True, slots=True)
class Connection:
    """A link that reaches the need. pairing: 0–1,000,000. steps: from the unit to the need's place."""

    via: SupportVia
    level: SupportLevel
    source: str
    pairing: int
    steps: tuple[Step, ...]

    @property
    def hops(self) -> int:
        """How many relationships the path has."""
        return len(self.steps) - 1


def connections(links: Iterable[Link], place: str, places: Places) -> tuple[Connection, ...]:
    """What connects a unit with a place, the best first; for each agreement, alliance or role its best way only.

    Empty when nothing does: the unit is then no candidate for a need at this place.
    """
    ways = {}
    for link in links:
        level = places.level(link.place, place)
        if level is None or (
            link.via is SupportVia.FIRST_SECRETARY and link.place not in places.chain(place)
        ):
            continue
        pairing = _AGREEMENT[level] if link.via is SupportVia.AGREEMENT else _OTHERS[link.via]
        found = Connection(
            link.via, level, link.source, pairing, link.steps + places.way(link.place, place)
        )
        known = ways.get((link.via, link.source))
        if known is None or _order(found) < _order(known):
            ways[link.via, link.source] = found
    return tuple(sorted(ways.values(), key=_order))


def _order(connection: Connection) -> tuple[int, int, str, list[tuple[str, str]]]:
    return (
        -connection.pairing,
        connection.hops,
        connection.source,
        [(step.id, step.relationship or "") for step in connection.steps],
    )
