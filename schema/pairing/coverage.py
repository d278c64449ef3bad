"""What of the demand some units meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schema.pairing.facts import Demand, PairedUnit, StreetPairs

Pairs = frozenset[tuple[str, str]]
"""(unit, community), by ids."""


def pairs_now(street: StreetPairs) -> Pairs:
    """As things stand."""
    return frozenset((u.id, c) for u in street.units for c in u.now)


def meets(demand: Demand, units: Iterable[PairedUnit]) -> bool:
    """Whether these together can do all that is essential, or any of it where nothing is; what nothing meets is never met."""
    can = frozenset[str]().union(*(u.can for u in units))
    return demand.all_of <= can if demand.all_of else bool(demand.any_of & can)


def helps(demand: Demand, unit: PairedUnit) -> bool:
    """Whether a unit can do something of it."""
    return bool((demand.all_of or demand.any_of) & unit.can)


def covered(street: StreetPairs, pairs: Pairs) -> list[Demand]:
    """The demands that are met."""
    of = by_community(street, pairs)
    return [d for d in street.demands if meets(d, of.get(d.community, ()))]


def by_community(street: StreetPairs, pairs: Pairs) -> Mapping[str, list[PairedUnit]]:
    """The partners of each community, in the order of codes."""
    found: dict[str, list[PairedUnit]] = {c.id: [] for c in street.communities}
    for unit in street.units:
        for community, partners in found.items():
            if (unit.id, community) in pairs:
                partners.append(unit)
    return found
