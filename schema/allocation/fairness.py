"""Fairness between communities: the worst-served first.

Of two plans the fairer is the one whose worst-served community has the larger share of what it asked, weighted by
urgency; where that is equal, the one whose two worst have more between them, and so on. The sum of the k smallest of
some numbers is the most that k times t less what each number is short of t can be: that is linear, and right for
plans in whole numbers too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.problem import Judged, Problem, totals

if TYPE_CHECKING:
    from schema.allocation.model import Model
    from schema.allocation.problem import Ints, Reals


def asking(problem: Problem) -> Ints:
    """The communities that ask for anything."""
    return np.unique(problem.needs.community)


def sums(problem: Problem, said: Judged) -> Reals:
    """The shares of the k worst-served communities that ask, together; k from 1."""
    return np.cumsum(np.sort(said.community[asking(problem)]))


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


def level_of(model: Model, k: int) -> Level:
    """New columns and rows for the k worst."""
    problem, sheet = model.problem, model.sheet
    needs, places = problem.needs, asking(problem)
    asked = totals(needs.community, needs.weight.astype(float), len(problem.communities))
    at = np.searchsorted(places, needs.community[model.group_need])
    share = needs.weight[model.group_need] / asked[needs.community[model.group_need]]
    level = sheet.columns(np.ones(1), whole=False)
    short = sheet.columns(np.ones(len(places)), whole=False)
    every = np.arange(len(places))
    sheet.rows(
        (
            np.r_[at, every, every],
            np.r_[model.covered, short, np.full(len(places), level[0])],
            np.r_[share, np.ones(len(places)), -np.ones(len(places))],
        ),
        count=len(places),
        at_least=0.0,
    )
    return Level(k, level, short)
