"""Every path from a first secretary to a resource, with its length and cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schema.secretary_paths.facts import Around, Offer, Post

MOST_STEPS = 2
"""Steps from the sending unit on: to one of its system, or by an alliance to another member."""


class Hop(NamedTuple):
    """A unit or alliance on the way, and the relationship that leads on from it (`outgoing`: pointing away from it)."""

    id: str
    kind: str
    relationship: str
    outgoing: bool


@dataclass(frozen=True)
class Walk:
    """way: units and alliances from the sending unit to the one that provides; the last hop is PROVIDED_BY."""

    post: Post
    way: tuple[Hop, ...]
    offer: Offer
    penalty: int

    @property
    def unit(self) -> str:
        """Who provides."""
        return self.way[-1].id

    @property
    def length(self) -> int:
        """How many relationships it has from the person to the resource: HOLDS, SECONDED_FROM, those of the way."""
        return 2 + len(self.way)

    @property
    def cost(self) -> int:
        """Length, and what it costs to pass through what connects many."""
        return self.length + self.penalty


def penalty(degree: int) -> int:
    """What passing through something costs that connects so many: a step for each doubling."""
    return max(degree, 1).bit_length() - 1


def walks(around: Around, most_steps: int = MOST_STEPS) -> list[Walk]:
    """All of them, the cheapest first, then the shortest, then by names and ids."""
    found = [
        Walk(post, (*way, Hop(unit, "Unit", "PROVIDED_BY", False)), offer, _passed(around, way))
        for post in around.posts
        for way, unit in _ways(around, post.home, (), frozenset({post.home}), most_steps)
        for offer in around.offers.get(unit, ())
    ]
    return sorted(found, key=lambda w: (w.cost, w.length, w.post.up, w.offer.code, w.post.name, w.post.role, w.post.person, w.way))  # fmt: skip


def _passed(around: Around, way: tuple[Hop, ...]) -> int:
    return sum(penalty(around.degree(hop.id)) for hop in way)


def _ways(
    around: Around, unit: str, way: tuple[Hop, ...], seen: frozenset[str], steps: int
) -> Iterator[tuple[tuple[Hop, ...], str]]:
    """Ways on from a unit, the one that stays among them; with the unit that each leads to."""
    yield way, unit
    if not steps:
        return
    for other, up in around.system.get(unit, ()):
        if other not in seen:
            hop = Hop(unit, "Unit", "BELONGS_TO", up)
            yield from _ways(around, other, (*way, hop), seen | {other}, steps - 1)
    for alliance in around.alliances.get(unit, ()):
        if alliance in seen:
            continue
        hops = (Hop(unit, "Unit", "MEMBER_OF", True), Hop(alliance, "Alliance", "MEMBER_OF", False))
        for other in around.members.get(alliance, ()):
            if other not in seen:
                yield from _ways(around, other, (*way, *hops), seen | {alliance, other}, steps - 1)
