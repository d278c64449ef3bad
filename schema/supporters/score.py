"""The parts of a score, each 0–1,000,000 and absolute: no part depends on who else is a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.measures import MICRO
from schema.supporters.cover import free_share
from schema.supporters.terms import SupportCriterion as C

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.supporters.connections import Connection
    from schema.supporters.eligibility import Trial
    from schema.supporters.facts import Component, UnitFacts

DISTANCE_ZERO = 10_000
"""Metres at which distance counts nothing."""

USUAL_LOAD = 10
"""Engagements at which load counts nothing, for units that state no limit."""


def parts(
    unit: UnitFacts, components: Sequence[Component], passed: Sequence[Trial], cover: Sequence[int],
    used: Sequence[Trial], best: Connection,
) -> dict[C, int]:  # fmt: skip
    """All parts of the score of a unit that can give something.

    Args:
        passed: trials that passed every test. cover: micro-units by component. used: those taken up.
        best: the connection that counts.
    """
    return {
        C.FIT: fit(components, passed, cover),
        C.AVAILABILITY: int(free_share(components, cover) * MICRO // 1),
        C.PAIRING: best.pairing,
        C.DISTANCE: distance(nearest(used)),
        C.LOAD: MICRO
        - min(MICRO, unit.engagements * MICRO // (unit.max_engagements or USUAL_LOAD)),
        C.RECORD: (unit.kept * 10 + 32) * (MICRO // 10) // (unit.finished + 4),
        C.PATH: min(MICRO, 2 * MICRO // best.hops),
    }


def fit(components: Sequence[Component], passed: Sequence[Trial], cover: Sequence[int]) -> int:
    """The best fit for each essential component, averaged; without essentials the best of all that are covered."""
    best = [
        max((t.pair.fit for t in passed if t.pair.component is component), default=0)
        for component in components
    ]
    essential = [value for c, value in zip(components, best, strict=True) if c.essential]
    if essential:
        return sum(essential) // len(essential)
    return max((value for value, amount in zip(best, cover, strict=True) if amount), default=0)


def distance(metres: int | None) -> int:
    """Full at the door, nothing at ten kilometres; half where it is not known."""
    if metres is None:
        return MICRO // 2
    return MICRO - min(MICRO, metres * MICRO // DISTANCE_ZERO)


def nearest(used: Sequence[Trial]) -> int | None:
    """Metres to the nearest resource used, None when no distance is known."""
    known = [t.pair.reach.distance for t in used if t.pair.reach.distance is not None]
    return min(known, default=None)
