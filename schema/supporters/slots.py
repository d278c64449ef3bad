"""When a unit, or one of its resources, could support the need after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.availability import earliest_slot, most, openings
from schema.instants import Window
from schema.measures import at_least, at_most
from schema.supporters.cover import apart, covered, verdict_of
from schema.supporters.eligibility import trial
from schema.supporters.stock import is_willing
from schema.supporters.terms import SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.supporters.eligibility import Pair
    from schema.supporters.facts import NeedFacts, UnitFacts


def unit_slot(unit: UnitFacts, pairs: Sequence[Pair], need: NeedFacts, as_of: int) -> int | None:
    """The earliest start within 14 days at which the unit could meet the whole need alone; None if there is none."""
    if need.window is None or not is_willing(unit):
        return None
    hopeful = [pair for pair in pairs if pair.lasting is None]
    at_best = [(pair.at, _capacity(pair)) for pair in hopeful]
    if verdict_of(need.components, covered(need.components, at_best)) is not SupportVerdict.CAN:
        return None
    length = need.window.end - need.window.start
    resources = {pair.offer.id: pair.offer.resource for pair in hopeful}
    starts = {at for facts in resources.values() for at in openings(facts, need.window, as_of)}
    for at in sorted(starts):
        trials = [trial(pair, Window(at, at + length), need, as_of) for pair in hopeful]
        passed = apart([t for t in trials if t.failed is None])
        given = [(t.pair.at, t.free) for t in passed]
        if verdict_of(need.components, covered(need.components, given)) is SupportVerdict.CAN:
            return at
    return None


def resource_slot(pair: Pair, need: NeedFacts, as_of: int) -> int | None:
    """The earliest start within 14 days at which this resource could give all it can of what is asked."""
    if need.window is None or pair.lasting is not None:
        return None
    resource, component = pair.offer.resource, pair.component
    ceiling = most(resource)
    if ceiling is None:
        return earliest_slot(resource, 0, need.window, as_of)
    asked = at_least(component.required, component.measure, pair.offer.measure)
    amount = max(min(asked, ceiling), 1)
    return earliest_slot(resource, amount, need.window, as_of)


def _capacity(pair: Pair) -> int | None:
    ceiling = most(pair.offer.resource)
    if ceiling is None:
        return None
    return at_most(ceiling, pair.offer.measure, pair.component.measure)
