"""The same judged in the plainest way: rows and loops, nothing of `schema.reach`."""

from __future__ import annotations

from fractions import Fraction
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schema.reach.facts import ReachFacts
    from schema.supporters.facts import OfferFacts, UnitFacts

ABOVE = {"bridge": ("bridge", "street", "city"), "garden": ("garden", "street", "city")}
AT = {"bridge": (41.81, 120.77), "garden": (41.79, 120.77)}


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance."""
    (a, b), (c, d) = one, other
    chord = sin(radians(c - a) / 2) ** 2 + cos(radians(a)) * cos(radians(c)) * sin(radians(d - b) / 2) ** 2  # fmt: skip
    return 2 * 6371008.8 * asin(sqrt(chord))


def serves(unit: UnitFacts, offer: OfferFacts, place: str, capability: str, farthest: int) -> str:
    """`all`, `some` (only for groups) or `no`, of an offer that is always open and never booked."""
    at = offer.position or unit.position
    far = None if at is None else metres(AT[place], (at[0], at[1]))
    if capability not in offer.categories or offer.status.name != "ACTIVE" or unit.status.name != "ACTIVE":  # fmt: skip
        return "no"
    if offer.areas and not {area.key for area in offer.areas} & set(ABOVE[place]):
        return "no"
    if far is not None and far > (farthest if offer.radius is None else offer.radius / 1000):
        return "no"
    if not offer.resource.capacity or (unit.max_engagements is not None and unit.engagements >= unit.max_engagements):  # fmt: skip
        return "no"
    return "some" if offer.audience else "all"


def providers(facts: ReachFacts, place: str, capability: str, farthest: int = 10_000) -> set[str]:
    """Codes of distinct units. All partners of a street are partners of its communities."""
    said = {
        unit.code: {serves(unit, offer, place, capability, farthest) for offer in unit.offers}
        for unit in facts.units
    }
    everyone = {code for code, each in said.items() if "all" in each}
    return everyone or {code for code, each in said.items() if "some" in each}


def for_category(facts: ReachFacts, place: str, category: str) -> set[str]:
    """Units that give any of what a category cannot do without, or of anything where nothing is essential."""
    found = facts.categories[category]
    needed = found.essential or found.capabilities
    return set[str]().union(*(providers(facts, place, capability) for capability in needed))


def shares(facts: ReachFacts) -> dict[tuple[str, str], tuple[int, Fraction, Fraction]]:
    """By community and category: needs, providers per need, gap – each provider handed round need by need."""
    found = {}
    for category in facts.categories:
        needs = [need for need in facts.asked if need.category == category]
        places = sorted({need.community for need in needs})
        able = {place: for_category(facts, place, category) for place in places}
        got = {need.id: Fraction(0) for need in needs}
        for code in set[str]().union(*able.values()) if able else ():
            reached = [need for need in needs if code in able[need.community]]
            for need in reached:
                got[need.id] += Fraction(1, len(reached))
        everybody = len(set[str]().union(*able.values())) if able else 0
        for place in places:
            mine = [need for need in needs if need.community == place]
            gap = len(mine) * (Fraction(everybody, len(needs)) - got[mine[0].id])
            found[place, category] = (len(mine), got[mine[0].id], gap)
    return found
