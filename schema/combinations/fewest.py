"""The fewest units that meet all needs of a place that can be met, each in full and all at once.

In this order, each kept while the next is sought: the weight of the needs that are met, the number of units, what these units
carry already, how far they are. Every value comes with what provably no choice can pass.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from schema.combinations.model import Model, Solved
from schema.solving.baselines import urgent_first
from schema.solving.problem import TOLERANCE, Plan, Stage, Standing, judged
from schema.solving.repair import repaired

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from schema.solving.problem import Problem

    Tell = Callable[[str, float, float, "Fewest"], None]

WHOLE = 0.5
"""Sums of whole numbers this close to the bound are at it."""


@dataclass(frozen=True, eq=False)
class Fewest:
    """plan: who gives what. met: numbers of the needs that are covered in full. members: of the units that give something new.

    with_one_fewer: the most needs that as many units less one could meet, by weight; None where that was not found out.
    """

    plan: Plan
    met: tuple[int, ...]
    members: tuple[int, ...]
    stages: tuple[Stage, ...]
    with_one_fewer: int | None = None


def in_full(problem: Problem) -> Problem:
    """The same where a need counts only when it is met in full."""
    return replace(problem, needs=replace(problem.needs, partly=np.zeros(len(problem.needs), np.bool_)))  # fmt: skip


def fewest(
    problem: Problem, loads: Sequence[int], seconds: float, tell: Tell = lambda *_: None
) -> Fewest:
    """The fewest units for a problem `in_full`. loads: what each unit carries already. tell: is called after each objective."""
    return _Searching(problem, loads, seconds, tell).run()


class _Searching:
    def __init__(self, problem: Problem, loads: Sequence[int], seconds: float, tell: Tell) -> None:
        self.problem, self.tell = problem, tell
        self._until = perf_counter() + seconds
        self.model = Model(problem, seconds)
        self.model.insist()
        self.stages: list[Stage] = []
        model, units = self.model, range(len(problem.units))
        self.weight = {model.way + n: float(problem.needs.weight[need]) for (need, _), n in model.alternatives.items()}  # fmt: skip
        self.objectives = (
            ("units", {model.unit + u: 1.0 for u in units}),
            ("load", {model.unit + u: float(loads[u]) for u in units}),
            ("metres", {model.unit + u: float(_nearest(problem, u)) for u in units}),
        )
        self.found = self._begin()

    def _begin(self) -> Fewest:
        """What is at hand before anything is searched: the most urgent needs first, as far as they can be met."""
        return self._fewest(urgent_first(self.problem))

    def run(self) -> Fewest:
        asked = float(self.problem.needs.weight.sum())
        if not self._sought("coverage", self.weight, most=True, limit=asked):
            return self.found
        self.model.keep(self.weight, self.stages[-1].value - WHOLE, asked)
        for name, costs in self.objectives:
            if not self._sought(name, costs, most=False, limit=0.0):
                break
            self.model.keep(costs, 0.0, self.stages[-1].value + WHOLE)
        return replace(self.found, with_one_fewer=self._one_fewer())

    def _sought(self, name: str, costs: Mapping[int, float], *, most: bool, limit: float) -> bool:
        """One objective; whether it is known how far it can go, so that the next may be sought."""
        begun = perf_counter()
        solved = self.model.best(costs, most=most, gap=WHOLE)
        if solved.standing is not Standing.NONE:
            self.found = self._fewest(Plan(np.array(solved.amount)))
        value = self._value(name)
        bound = limit
        if solved.standing is not Standing.NONE and np.isfinite(solved.bound):
            bound = min(solved.bound, limit) if most else max(solved.bound, limit)
        bound = float(np.floor(bound + 1e-6) if most else np.ceil(bound - 1e-6)) + 0.0
        proven = solved.standing is Standing.PROVEN or abs(value - bound) < WHOLE
        bound = value if proven else bound
        standing = Standing.PROVEN if proven else Standing.GAP
        gap = abs(bound - value) / max(abs(bound), abs(value), 1e-9)
        self.stages.append(Stage(name, value, bound, gap, standing, perf_counter() - begun))
        self.found = replace(self.found, stages=tuple(self.stages))
        self.tell(name, value, bound, self.found)
        return solved.standing is not Standing.NONE

    def _value(self, name: str) -> float:
        found = self.found
        if name == "coverage":
            return float(self.problem.needs.weight[list(found.met)].sum())
        costs = dict(self.objectives)[name]
        return sum(costs[self.model.unit + u] for u in found.members)

    def _fewest(self, plan: Plan) -> Fewest:
        """A plan without what does not help to meet a need in full, and what it comes to."""
        problem = self.problem
        plan = repaired(problem, plan)
        met = judged(problem, plan).covered >= 1 - TOLERANCE
        lines, offers = problem.lines, problem.offers
        given = np.bincount(offers.line, weights=plan.amount, minlength=len(lines))
        full = lines.have + given >= lines.required - TOLERANCE
        ways = dict.fromkeys(
            zip(lines.need.tolist(), lines.alternative.tolist(), strict=True), True
        )
        for need, alternative, is_full in zip(lines.need.tolist(), lines.alternative.tolist(), full.tolist(), strict=True):  # fmt: skip
            ways[need, alternative] &= is_full
        # Of a need that several ways meet, the first is enough.
        chosen = {need: a for (need, a), is_full in reversed(ways.items()) if is_full}
        useful = np.array([met[n] and chosen.get(n) == a for n, a in zip(lines.need.tolist(), lines.alternative.tolist(), strict=True)], dtype=bool)  # fmt: skip
        amount = np.where(useful[offers.line], plan.amount, 0.0) if len(offers) else plan.amount
        used = offers.unit[amount > TOLERANCE]
        return Fewest(
            Plan(amount), tuple(np.flatnonzero(met).tolist()), tuple(np.unique(used).tolist()), tuple(self.stages)
        )  # fmt: skip

    def _one_fewer(self) -> int | None:
        """How many needs could be met with one unit less, where it is proven how few there must be."""
        units = next((stage for stage in self.stages if stage.name == "units"), None)
        if units is None or units.standing is not Standing.PROVEN or units.value < 1:
            return None
        model = Model(self.problem, max(self._until - perf_counter(), 0.0))
        model.insist()
        model.units(0.0, units.value - 1)
        solved: Solved = model.best(self.weight, most=True, gap=WHOLE)
        return len(solved.met) if solved.standing is Standing.PROVEN else None


def _nearest(problem: Problem, unit: int) -> int:
    own = problem.offers.metres[problem.offers.unit == unit]
    return int(own.min()) if len(own) else 0
