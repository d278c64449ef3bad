"""Which offers could go to which needs, and how much of each: by the same tests as one need's ranking.

Decided: an option could be promised as things stand, were it the only one. What a need takes together is one alternative (all
essential capabilities); where none is essential, any one of them will do. An offer that is counted in whole numbers of a measure
that differs from the need's is given in one piece: whole boxes for so many meals, rounded up.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from schema.availability import free_beside, period_of
from schema.availability.taken import is_lent
from schema.capacity import CapacityMode
from schema.instants import Window
from schema.measures import MICRO, at_least, at_most
from schema.solving.problem import Divide
from schema.supporters.eligibility import promising, trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schema.allocation.facts import OpenNeed
    from schema.availability import ResourceFacts
    from schema.measures import Measure
    from schema.supporters.eligibility import Pair, Trial
    from schema.supporters.facts import Component, OfferFacts
    from schema.supporters.stock import Stock


@dataclass(frozen=True, slots=True)
class Line:
    """A capability that a need takes. required, have: micro-units. at: which component of the need it is."""

    need: int
    alternative: int
    component: Component
    at: int
    required: int
    have: int


@dataclass(slots=True, eq=False)
class Option:
    """An offer of a unit (by its number in the stock) for a line. most: in the line's measure; per: of the resource's own measure for each of it.

    windows: when. dated: whether the need says when; else it is the minute from which things are looked at. kept: micro-units
    promised before, now reconsidered.
    """

    line: int
    unit: int
    offer: OfferFacts
    most: float
    per: float
    divide: Divide
    metres: int | None
    windows: tuple[Window, ...]
    dated: bool
    kept: int = 0


def windows_of(need: OpenNeed, as_of: int) -> tuple[Window, ...]:
    """When a need is to be met."""
    return need.windows or (need.facts.window_at(as_of),)


def lines_of(number: int, need: OpenNeed, as_of: int) -> Iterator[Line]:
    """The lines of a need, the `number`-th: those of an alternative together."""
    have, components = need.have(as_of), need.facts.components
    together = any(component.essential for component in components)
    for at, component in enumerate(components):
        if component.essential or not together:
            promised = min(have[at], component.required)
            yield Line(number, 0 if together else at, component, at, component.required, promised)


def options_of(
    need: OpenNeed,
    lines: Mapping[int, Line],
    numbers: Mapping[int, int],
    stock: Stock,
    kept: Mapping[tuple[int, str], int],
) -> list[Option]:
    """Everything that could go to a need.

    lines: by component, with their numbers in `numbers`. kept: micro-units of the line's measure, by component and resource.
    """
    found: list[Option] = []
    for unit, pairs in promising(need.facts, stock).items():
        for pair in pairs:
            line = lines.get(pair.at)
            if line is not None and line.have < line.required:
                made = _option(pair, line, numbers[pair.at], unit, need, stock, kept)
                found += [made] if made else []
    return found


def _option(
    pair: Pair, line: Line, number: int, unit: int, need: OpenNeed, stock: Stock, kept: Mapping[tuple[int, str], int]
) -> Option | None:  # fmt: skip
    windows = windows_of(need, stock.as_of)
    dated = need.facts.window is not None
    if dated and not all(fits(pair.offer.resource, window) for window in windows):
        return None
    trials = [trial(pair, window, need.facts, stock.as_of) for window in windows]
    if any(t.failed is not None for t in trials):
        return None
    most, per, divide = _amount(pair, line, trials, windows)
    if most <= 0:
        return None
    before = kept.get((pair.at, pair.offer.id), 0)
    return Option(
        number, unit, pair.offer, most, per, divide, pair.reach.distance, windows, dated, before
    )


def fits(resource: ResourceFacts, window: Window) -> bool:
    """Whether a period is neither too short nor too long for a resource."""
    length = window.end - window.start
    long_enough = resource.shortest is None or length >= resource.shortest
    return long_enough and (resource.longest is None or length <= resource.longest)


def _amount(
    pair: Pair, line: Line, trials: Sequence[Trial], windows: Sequence[Window]
) -> tuple[float, float, Divide]:
    """The most that can be had for a line, what one of it is in the resource's own measure, and how it divides."""
    missing, own, wanted = line.required - line.have, pair.offer.measure, line.component.measure
    per = 1 if own is wanted else ratio(own, wanted)
    if own.whole and (per != 1 or missing % MICRO):
        return _in_one_piece(pair, missing, windows)
    parts = [1] if len(windows) == 1 else shares(pair.offer.resource, windows)
    free = [t.free // share for t, share in zip(trials, parts, strict=True) if t.free is not None]
    most = min(missing, *free) if free else missing
    if own.whole or wanted.whole:
        return float(most // MICRO), float(per), Divide.COUNTED
    return most / MICRO, float(per), Divide.ANY


@lru_cache(maxsize=1024)
def ratio(own: Measure, wanted: Measure) -> Fraction:
    """How much of `own` one of `wanted` is; 1 where the two have nothing in common, as of what never runs out."""
    if own.base != wanted.base or own.factor <= 0:
        return Fraction(1)
    return wanted.factor / own.factor


def shares(resource: ResourceFacts, windows: Sequence[Window]) -> list[int]:
    """Into how many parts what is free has to go for each window: what is used up serves all of them."""
    each = [times(one, windows) for one in (resource, *(p.resource for p in resource.parts))]
    return [max(found) for found in zip(*each, strict=True)]


def times(resource: ResourceFacts, windows: Sequence[Window]) -> list[int]:
    """The same of a resource by itself."""
    if resource.mode is CapacityMode.UNLIMITED or is_lent(resource):
        return [1] * len(windows)
    if resource.mode is CapacityMode.RATE and resource.period is not None:
        periods = [period_of(resource.period, window.start) for window in windows]
        return [periods.count(period) for period in periods]
    return [len(windows)] * len(windows)


def _in_one_piece(
    pair: Pair, missing: int, windows: Sequence[Window]
) -> tuple[float, float, Divide]:
    """As many whole ones as it takes, or as there are."""
    own, wanted = pair.offer.measure, pair.component.measure
    limits = zip(windows, shares(pair.offer.resource, windows), strict=True)
    left = [(free_beside(pair.offer.resource, pair.taken, window), share) for window, share in limits]  # fmt: skip
    there = min((free // share for free, share in left if free is not None), default=None)
    taken = -(-at_least(missing, wanted, own) // MICRO) * MICRO
    if there is None or taken <= there:
        return missing / MICRO, taken / missing, Divide.ALL
    taken = there - there % MICRO
    amount = at_most(taken, own, wanted)
    if wanted.whole:
        amount -= amount % MICRO
    if amount <= 0:
        return 0.0, 0.0, Divide.ALL
    return amount / MICRO, taken / amount, Divide.ALL
