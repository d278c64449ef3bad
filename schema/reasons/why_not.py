"""Why a unit does not support a need in the best allocation: it cannot, it may as well, or it would cost others more.

Decided, and guarded by `tests/schema/allocation/test_why_not.py`: the cost is the change of the optimum when all is solved again with
the unit made to give something to the need, an interval where a gap remains; a cure is told only where it was tried and works.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.terms import WhyNotKind
from schema.allocation.work import known_from, progress, within_reach
from schema.reasons.cures import Cure, cures
from schema.solving.forcing import forced
from schema.solving.problem import TOLERANCE, judged
from schema.solving.stages import COVERAGE, solved
from schema.supporters.facts import Named
from schema.supporters.rank import Judgement

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.apart.declared import Report
    from schema.allocation.framing import Framed
    from schema.allocation.task import WhyNotTask
    from schema.solving.problem import Ints, Judged
    from schema.supporters.answers import Objection

MOST_DISPLACED = 20


@dataclass(frozen=True)
class Displaced:
    """A need that would get less. before, after: the share of it that is covered."""

    need: str
    weight: int
    before: float
    after: float


@dataclass(frozen=True)
class Found:
    """What was found. objection: why it cannot, in words; cure: what would make it so. least, most: what it would cost, weight.

    displaced: needs that would get less, the heaviest loss first. proven: whether the cost is one number.
    """

    kind: WhyNotKind
    objection: Objection | None = None
    cure: Cure | None = None
    least: float = 0.0
    most: float = 0.0
    displaced: tuple[Displaced, ...] = ()
    used_for: tuple[Named, ...] = ()


def why_not(task: WhyNotTask, seconds: float, report: Report) -> Found:
    """Why the unit does not support the need; raises `Refusal` where there are more offers than can be solved exactly."""
    known = known_from(task)
    within_reach(known)

    def otherwise(cure: Cure) -> Framed:
        return known_from(replace(task, scenario=cure.beside(task.scenario)))

    return reason(known, task.need, task.unit, otherwise, seconds, lambda *said: report(progress(*said)))  # fmt: skip


def reason(
    known: Framed, need: str, unit_id: str, otherwise: Callable[[Cure], Framed], seconds: float,
    tell: Callable[[str, float, float], None],
) -> Found:  # fmt: skip
    """The same of what is known; `otherwise` says what would be known after a cure."""
    begun = monotonic()
    place = next((n for n, each in enumerate(known.needs) if each.id == need), None)
    unit = next((n for n, each in enumerate(known.stock.units) if each.id == unit_id), None)
    if place is None:
        return Found(WhyNotKind.NOT_ASKED)
    if unit is None or unit not in known.stock.connected(known.needs[place].facts.place):
        return Found(WhyNotKind.NOT_CONNECTED)
    lines, offers = known.problem.lines, known.problem.offers
    own = np.flatnonzero((lines.need[offers.line] == place) & (offers.unit == unit))
    if not len(own):
        return _cannot(known, place, unit, otherwise)
    left = seconds - (monotonic() - begun)
    best = solved(known.problem, seconds=left / 2, until=COVERAGE, tell=tell)  # fmt: skip
    if (best.plan.amount[own] > TOLERANCE).any():
        return Found(WhyNotKind.USED, used_for=_used_for(known, own[best.plan.amount[own] > TOLERANCE]))  # fmt: skip
    tried = forced(known.problem, own, seconds - (monotonic() - begun))
    first = best.stages[0]
    if tried.plan is None:
        return Found(WhyNotKind.COST, least=max(first.value - tried.bound, 0.0), most=first.bound)
    least = max(first.value - tried.bound, 0.0)
    most = max(first.bound - tried.value, least)
    if most <= 1e-5:
        return Found(WhyNotKind.TIE, used_for=_used_for(known, own))
    before, after = judged(known.problem, best.plan), judged(known.problem, tried.plan)
    return Found(WhyNotKind.COST, least=least, most=most, displaced=_displaced(known, before, after))  # fmt: skip


def _used_for(known: Framed, offers: Ints) -> tuple[Named, ...]:
    found = {known.lines[known.options[at].line].component.capability for at in offers.tolist()}
    return tuple(sorted(found))


def _displaced(known: Framed, before: Judged, after: Judged) -> tuple[Displaced, ...]:
    weight = known.problem.needs.weight
    loss = (before.covered - after.covered) * weight
    order = sorted(np.flatnonzero(loss > 1e-6).tolist(), key=lambda n: (-loss[n], known.needs[n].id))  # fmt: skip
    return tuple(
        Displaced(known.needs[n].id, int(weight[n]), float(before.covered[n]), float(after.covered[n]))
        for n in order[:MOST_DISPLACED]
    )  # fmt: skip


def _cannot(known: Framed, place: int, unit: int, otherwise: Callable[[Cure], Framed]) -> Found:
    need, unit_id = known.needs[place], known.stock.units[unit].id
    own = {line.at: line for line in known.lines if line.need == place}
    if own and all(line.have >= line.required for line in own.values()):
        return Found(WhyNotKind.NOT_ASKED)
    said = Judgement(unit, need.facts, known.stock).objection
    for cure in cures(known, need, own, unit):
        if _can(otherwise(cure), need.id, unit_id):
            return Found(WhyNotKind.CANNOT, said, cure)
    return Found(WhyNotKind.CANNOT, said)


def _can(known: Framed, need: str, unit: str) -> bool:
    return any(
        known.needs[known.lines[o.line].need].id == need and known.world.units[o.unit].id == unit
        for o in known.options
    )
