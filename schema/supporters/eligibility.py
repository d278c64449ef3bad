"""The tests that a resource must pass to support a need, in their fixed order.

An offer is judged for each component of the need it might serve. What doesn't change with time is found once
(`Pair.lasting`); what does, for any window: the same function answers for the wanted window and for every slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from schema.availability import free_beside, in_use, is_open_throughout, most
from schema.instants import Window
from schema.measures import MICRO, at_most, convertible
from schema.resources import ResourceStatus
from schema.supporters.terms import SupportTest

if TYPE_CHECKING:
    from schema.availability import ResourceFacts, Taken
    from schema.supporters.facts import Component, NeedFacts, OfferFacts
    from schema.supporters.stock import Reach, Stock


@dataclass(slots=True)
class Pair:
    """An offer tried for a component, the `at`-th of the need. lasting: the first test failed that time does not heal. fit: 0–1,000,000."""

    at: int
    offer: OfferFacts
    component: Component
    reach: Reach
    taken: Taken
    fit: int
    lasting: SupportTest | None


@dataclass(slots=True)
class Trial:
    """How a pair fared in one window. free: what it gives, micro-units of the component; None when unlimited.

    failed: the first failing test, None when all are passed.
    """

    pair: Pair
    failed: SupportTest | None
    free: int | None


def promising(need: NeedFacts, stock: Stock) -> dict[int, list[Pair]]:
    """By number of a connected unit with room for more: its pairs in whose way only time can be."""
    found: dict[int, list[Pair]] = {}
    willing = stock.willing(need.place)
    for at, component in enumerate(need.components):
        fits: dict[int, int] = {}
        for number, offer, depth in stock.offering(component.capability.key):
            if number not in willing:
                continue
            reach = stock.reach(number, offer, need)
            if _lasting(offer, component, reach) is None:
                if depth not in fits:
                    fits[depth] = match_fit(component.fit, component.steps_up, depth)
                pair = Pair(at, offer, component, reach, stock.taken(offer), fits[depth], None)
                found.setdefault(number, []).append(pair)
    return found


def pairs(number: int, need: NeedFacts, stock: Stock) -> list[Pair]:
    """Every offer of a unit with every component."""
    made: list[Pair] = []
    for offer in stock.units[number].offers:
        reach = stock.reach(number, offer, need)
        taken = stock.taken(offer)
        for at, component in enumerate(need.components):
            lasting = _lasting(offer, component, reach)
            depth = offer.categories.get(component.capability.key)
            fit = 0 if depth is None else match_fit(component.fit, component.steps_up, depth)
            made.append(Pair(at, offer, component, reach, taken, fit, lasting))
    return made


def trial(pair: Pair, window: Window, need: NeedFacts, as_of: int) -> Trial:
    """Test a pair in a window.

    Args:
        window: the need's own, one of the same length for a slot, or the minute from `as_of` on.
        need: without a window of its own, hours and notice are not tested.
    """
    resource = pair.offer.resource
    if pair.lasting is SupportTest.STATUS or not _is_offered(resource, window, need, as_of):
        return Trial(pair, SupportTest.STATUS, 0)
    if pair.lasting is not None:
        return Trial(pair, pair.lasting, 0)
    free = free_beside(resource, pair.taken, window)
    if free is not None:
        free = at_most(free, pair.offer.measure, pair.component.measure)
    failed = None
    if need.window and not is_open_throughout(resource, window):
        failed = SupportTest.HOURS
    elif need.window and window.start - as_of < resource.lead_time:
        failed = SupportTest.NOTICE
    elif free == 0:
        failed = SupportTest.CAPACITY
    return Trial(pair, failed, free)


@lru_cache(maxsize=1024)
def match_fit(fit: Fraction, steps_up: int, depth: int) -> int:
    """How well a resource fits: the bridge's own fit, a tenth less for each step the need's category was broadened,
    a twentieth less for each step the resource's category is narrower. 0–1,000,000, rounded half up.
    """
    exact = MICRO * fit * Fraction(9, 10) ** steps_up * Fraction(19, 20) ** depth
    return min(max(int((exact + Fraction(1, 2)) // 1), 0), MICRO)


def _lasting(offer: OfferFacts, component: Component, reach: Reach) -> SupportTest | None:
    if offer.status is not ResourceStatus.ACTIVE:
        return SupportTest.STATUS
    if component.capability.key not in offer.categories:
        return SupportTest.CATEGORY
    unlimited = most(offer.resource) is None
    if not unlimited and not convertible(offer.measure, component.measure):
        return SupportTest.MEASURE
    if reach.outside or reach.beyond:
        return SupportTest.AREA
    return SupportTest.AUDIENCE if reach.barred else None


def is_offered(offer: OfferFacts, need: NeedFacts, as_of: int) -> bool:
    """The first test, of an offer alone."""
    active = offer.status is ResourceStatus.ACTIVE
    return active and _is_offered(offer.resource, need.window_at(as_of), need, as_of)


def _is_offered(resource: ResourceFacts, window: Window, need: NeedFacts, as_of: int) -> bool:
    return in_use(resource, window if need.window else Window(as_of, as_of + 1))
