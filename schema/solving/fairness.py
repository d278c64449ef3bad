"""Fairness between communities: the worst-served first.

Of two plans the fairer is the one whose worst-served community has the larger share of what it asked, weighted by
urgency; where that is equal, the one whose two worst have more between them, and so on. The sum of the k smallest of
some numbers is the most that k times t less what each number is short of t can be: that is linear, and right for
plans in whole numbers too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import highspy
import numpy as np

from schema.solving.certificate import best_of_needs
from schema.solving.problem import Judged, Problem, totals
from schema.solving.search import solver_of
from schema.solving.tiers import SAME

if TYPE_CHECKING:
    from schema.solving.model import Model
    from schema.solving.problem import Ints, Reals

HELD = 1e-6
"""A row with a larger price than this holds the level down."""
LOOSE = 1e-8


def asking(problem: Problem) -> Ints:
    """The communities that ask for anything."""
    return np.unique(problem.needs.community)


def sums(problem: Problem, said: Judged) -> Reals:
    """The shares of the k worst-served communities that ask, together; k from 1."""
    return np.cumsum(np.sort(said.community[asking(problem)]))


def fairer(new: Reals, old: Reals) -> bool:
    """Whether the sums of the k worst are larger at the first k where they differ."""
    apart = np.flatnonzero(np.abs(new - old) > SAME)
    return bool(len(apart) and new[apart[0]] > old[apart[0]])


def plenty(problem: Problem) -> Reals:
    """What the k worst-served could get together if everything were there in plenty."""
    prices = np.zeros(len(problem.limits) + len(problem.units))
    weight = problem.needs.weight.astype(float)
    places = len(problem.communities)
    got = totals(problem.needs.community, np.minimum(best_of_needs(problem, prices), weight), places)  # fmt: skip
    asked = totals(problem.needs.community, weight, places)
    return np.cumsum(np.sort(got[asking(problem)] / asked[asking(problem)]))


@dataclass(frozen=True, eq=False)
class Level:
    """The columns of one k: the level t, and how much each community that asks is short of it."""

    k: int
    level: Ints
    short: Ints

    def cost(self, count: int) -> Reals:
        """k times t less what all are short: the sum of the k smallest, where it is the most."""
        cost = np.zeros(count)
        cost[self.level], cost[self.short] = float(self.k), -1.0
        return cost

    def values(self, values: Reals, shares: Reals) -> Reals:
        """The columns of a plan, with those of this level."""
        values[self.level] = level = np.sort(shares)[self.k - 1]
        values[self.short] = np.maximum(level - shares, 0.0)
        return values


def _shares(model: Model, number: Ints) -> tuple[Ints, Ints, Reals]:
    """Entries of rows that say what share each community that asks gets; number: of the row of each."""
    problem = model.problem
    needs, places = problem.needs, asking(problem)
    asked = totals(needs.community, needs.weight.astype(float), len(problem.communities))
    community = needs.community[model.group_need]
    at = np.searchsorted(places, community)
    return number[at], model.covered, needs.weight[model.group_need] / asked[community]


def level_of(model: Model, k: int) -> Level:
    """New columns and rows for the k worst."""
    sheet, many = model.sheet, len(asking(model.problem))
    level = sheet.columns(np.ones(1), whole=False)
    short = sheet.columns(np.ones(many), whole=False)
    every = np.arange(many)
    row, column, share = _shares(model, every)
    sheet.rows(
        (
            np.r_[row, every, every],
            np.r_[column, short, np.full(many, level[0])],
            np.r_[share, np.ones(many), -np.ones(many)],
        ),
        count=many,
        at_least=0.0,
    )
    return Level(k, level, short)


@dataclass(frozen=True, eq=False)
class Shortfall:
    """The columns that say how far each community that asks is below its ceiling."""

    ceilings: Reals
    short: Ints
    asked: Reals

    def cost(self, count: int) -> Reals:
        """What is asked and below the ceilings, by weight."""
        cost = np.zeros(count)
        cost[self.short] = self.asked
        return cost

    def values(self, values: Reals, shares: Reals) -> Reals:
        """The columns of a plan, with these."""
        values[self.short] = np.maximum(self.ceilings - shares, 0.0)
        return values


def shortfall_of(model: Model, ceilings: Reals) -> Shortfall:
    """New columns and rows for what each community is below its ceiling."""
    problem, sheet, many = model.problem, model.sheet, len(ceilings)
    short = sheet.columns(np.ones(many), whole=False)
    every = np.arange(many)
    row, column, share = _shares(model, every)
    sheet.rows(
        (np.r_[row, every], np.r_[column, short], np.r_[share, np.ones(many)]),
        count=many,
        at_least=ceilings,
    )
    asked = totals(problem.needs.community, problem.needs.weight.astype(float), len(problem.communities))  # fmt: skip
    return Shortfall(ceilings, short, asked[asking(problem)])


def sums_at_most(model: Model, seconds: float) -> Reals | None:
    """What the k worst-served could have together at most, k from 1, if whole things could be parted; nothing where time ran out."""
    model = replace(model, sheet=model.sheet.copy())
    level, until = level_of(model, 1), monotonic() + seconds
    many, columns = len(level.short), np.arange(model.sheet.count, dtype=np.int32)
    first = model.sheet.program(level.cost(len(columns)), most=True, relaxed=True)
    solver, found = solver_of(first, seconds=seconds), np.zeros(many)
    for k in range(1, many + 1):
        if monotonic() >= until:
            return None
        solver.changeColsCost(len(columns), columns, replace(level, k=k).cost(len(columns)))
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found[k - 1] = solver.getInfo().objective_function_value
    return found


def ceilings_of(model: Model, seconds: float) -> Reals | None:
    """The fairest shares there could be if whole things could be parted: no plan is fairer. Nothing where time ran out.

    The worst share is made as large as it can be; communities that hold it down stay there, and so on with the others.
    """
    sheet, places = model.sheet.copy(), asking(model.problem)
    many, until = len(places), monotonic() + seconds
    level = sheet.columns(np.ones(1), whole=False)
    first, every = sheet.height, np.arange(many)
    row, column, share = _shares(model, every)
    sheet.rows(
        (np.r_[row, every], np.r_[column, np.full(many, level[0])], np.r_[share, -np.ones(many)]),
        count=many,
        at_least=0.0,
    )
    cost = np.zeros(sheet.count)
    cost[level] = 1.0
    solver = solver_of(sheet.program(cost, most=True, relaxed=True), seconds=seconds)
    found, open_ = np.zeros(many), np.ones(many, dtype=bool)
    while open_.any():
        if monotonic() >= until:
            return None
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = solver.getSolution()
        held = np.abs(np.array(solution.row_dual)[first : first + many])
        tight = open_ & (held > HELD)
        if not tight.any():
            return None
        found[tight] = solution.col_value[level[0]]
        for place in np.flatnonzero(tight).tolist():
            solver.changeCoeff(first + place, int(level[0]), 0.0)
            solver.changeRowBounds(first + place, found[place] - LOOSE, highspy.kHighsInf)
        open_ &= ~tight
    return found
