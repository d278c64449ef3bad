"""The tests that a resource must pass to support a need, in their fixed order.

An offer is judged for each component of the need it might serve. What doesn't change with time is found once
(`Pair.lasting`); what does, for any window: the same function answers for the wanted window and for every slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from schema.availability import Hold, ResourceFacts, free_beside, holds, in_use
from schema.instants import Window
from schema.measures import MICRO, at_most, convertible
from schema.opening_hours import is_open
from schema.resources import CapacityMode, ResourceStatus
from schema.supporters.places import metres
from schema.supporters.terms import SupportTest

if TYPE_CHECKING:
    from schema.supporters.facts import (
        Component,
        Facts,
        NeedFacts,
        OfferFacts,
        Position,
        UnitFacts,
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Where and for whom an offer is, seen from one need.

    distance: metres, None when unknown. outside: whether the service area leaves the place out.
    beyond: metres past the service radius, 0 within. barred: whether it is for other people.
    """

    distance: int | None
    outside: bool
    beyond: int
    barred: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """An offer tried for a component. lasting: the first test failed that time does not heal. fit: 0–1,000,000."""

    offer: OfferFacts
    component: Component
    reach: Reach
    taken: tuple[Hold, ...]
    fit: int
    lasting: SupportTest | None


@dataclass(frozen=True, slots=True)
class Trial:
    """How a pair fared in one window. free: what it gives, micro-units of the component; None when unlimited.

    failed: the first failing test, None when all are passed.
    """

    pair: Pair
    failed: SupportTest | None
    free: int | None


def pairs(unit: UnitFacts, facts: Facts, as_of: int) -> list[Pair]:
    """Every offer of a unit with every component."""
    above = frozenset(facts.places.chain(facts.need.place))
    position = facts.places.position(facts.need.place)
    made: list[Pair] = []
    for offer in unit.offers:
        reach = _reach(unit, offer, facts.need, above, position)
        taken = holds(offer.resource, as_of)
        for component in facts.need.components:
            lasting = _lasting(offer, component, reach)
            depth = offer.categories.get(component.capability.key)
            fit = 0 if depth is None else match_fit(component.fit, component.steps_up, depth)
            made.append(Pair(offer, component, reach, taken, fit, lasting))
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
    if need.window and not is_open(resource.hours, resource.closed_on, window):
        failed = SupportTest.HOURS
    elif need.window and window.start - as_of < resource.lead_time:
        failed = SupportTest.NOTICE
    elif free == 0:
        failed = SupportTest.CAPACITY
    return Trial(pair, failed, free)


def has_room(unit: UnitFacts) -> bool:
    """Whether a unit may take on one more commitment."""
    return unit.max_engagements is None or unit.engagements < unit.max_engagements


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
    unlimited = offer.resource.mode is CapacityMode.UNLIMITED
    if not unlimited and not convertible(offer.measure, component.measure):
        return SupportTest.MEASURE
    if reach.outside or reach.beyond:
        return SupportTest.AREA
    return SupportTest.AUDIENCE if reach.barred else None


def _reach(
    unit: UnitFacts,
    offer: OfferFacts,
    need: NeedFacts,
    above: frozenset[str],
    position: Position | None,
) -> Reach:
    there = offer.position or unit.position
    distance = metres(position, there) if position and there else None
    beyond = 0
    if offer.radius is not None and distance is not None:
        beyond = max(-((offer.radius - distance * 1000) // 1000), 0)
    return Reach(
        distance,
        bool(offer.areas) and not any(area.key in above for area in offer.areas),
        beyond,
        bool(offer.audience) and not any(group.key in need.groups for group in offer.audience),
    )


def is_offered(offer: OfferFacts, need: NeedFacts, as_of: int) -> bool:
    """The first test, of an offer alone."""
    active = offer.status is ResourceStatus.ACTIVE
    return active and _is_offered(offer.resource, need.window_at(as_of), need, as_of)


def _is_offered(resource: ResourceFacts, window: Window, need: NeedFacts, as_of: int) -> bool:
    return in_use(resource, window if need.window else Window(as_of, as_of + 1))
