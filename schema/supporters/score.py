"""The parts of a score, each 0–1,000,000 and absolute: no part depends on who else is a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.measures import MICRO
from schema.supporters.cover import free_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.supporters.connections import Connection
    from schema.supporters.eligibility import Trial
    from schema.supporters.facts import Component, UnitFacts
    from schema.supporters.rank import Judgement

DISTANCE_ZERO = 10_000
"""Metres at which distance counts nothing."""

USUAL_LOAD = 10
"""Engagements at which load counts nothing, for units that state no limit."""


def parts(judged: Judgement, standing: tuple[int, ...]) -> tuple[int, ...]:
    """All parts of the score of a unit that can give something, in the order of the criteria."""
    components, cover = judged.need.components, judged.cover
    pairing, load, record, path = standing
    return (
        fit(components, judged.passed, cover),
        free_share(components, cover),
        pairing,
        distance(judged.nearest),
        load,
        record,
        path,
    )


def standing(unit: UnitFacts, best: Connection) -> tuple[int, int, int, int]:
    """The parts that a unit has for every need of a place, by its best connection: pairing, load, record, path."""
    load = min(MICRO, unit.engagements * MICRO // (unit.max_engagements or USUAL_LOAD))
    record = (unit.kept * 10 + 32) * (MICRO // 10) // (unit.finished + 4)
    return best.pairing, MICRO - load, record, min(MICRO, 2 * MICRO // best.hops)


def fit(components: Sequence[Component], passed: Sequence[Trial], cover: Sequence[int]) -> int:
    """The best fit for each essential component, averaged; without essentials the best of all that are covered."""
    best = [0] * len(components)
    for t in passed:
        pair = t.pair
        if pair.fit > best[pair.at]:
            best[pair.at] = pair.fit
    essential = [value for c, value in zip(components, best, strict=True) if c.essential]
    if essential:
        return sum(essential) // len(essential)
    return max((v for v, amount in zip(best, cover, strict=True) if amount), default=0)


def distance(metres: int | None) -> int:
    """Full at the door, nothing at ten kilometres; half where it is not known."""
    if metres is None:
        return MICRO // 2
    return MICRO - min(MICRO, metres * MICRO // DISTANCE_ZERO)


def nearest(used: Sequence[Trial]) -> int | None:
    """Metres to the nearest resource used, None when no distance is known."""
    known = [t.pair.reach.distance for t in used if t.pair.reach.distance is not None]
    return min(known, default=None)
