"""What may not be weighed, and what may: needs of one urgency before all below, and coverage given up for fairness.

Weights say how many ordinary needs outweigh an urgent one; with tiers, none do. Each tier is covered as far as can be,
its needs by their weights, before the next counts at all; what changing promises costs counts below all tiers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import Stage, Standing

if TYPE_CHECKING:
    from schema.solving.model import Model
    from schema.solving.problem import Ints, Judged, Problem, Reals


@dataclass(frozen=True)
class Wish:
    """How coverage is weighed. tiers: numbers of needs, the most urgent tier first; what is in none comes after all.

    give: the share of coverage that may be given up for fairness, 0–1.
    """

    tiers: tuple[Ints, ...] = ()
    give: float = 0.0

    @property
    def plain(self) -> bool:
        """Whether weights alone say it all."""
        return not self.tiers and not self.give


PLAIN = Wish()
SAME = 1e-6
"""Values this close, or by this share, are told as equal."""


def tier_cost(model: Model, own: Ints) -> Reals:
    """Factors of the weighted coverage of some needs, by column."""
    cost = np.zeros(model.sheet.count)
    mine = np.isin(model.group_need, own)
    cost[model.covered[mine]] = model.problem.needs.weight[model.group_need[mine]]
    return cost


def tier_value(problem: Problem, said: Judged, own: Ints) -> float:
    """The weighted coverage of some needs."""
    return float(problem.needs.weight[own] @ said.covered[own])


def stage_of(name: str, value: float, bound: float, begun: float, *, sought: bool) -> Stage:
    """What is told of an objective."""
    off = abs(bound - value)
    proven = off <= SAME * max(1.0, abs(bound))
    standing = Standing.PROVEN if proven else Standing.GAP if sought else Standing.NONE
    gap = 0.0 if proven else off / max(abs(bound), abs(value), SAME)
    return Stage(name, value, bound, gap, standing, monotonic() - begun)


def held(stage: Stage) -> Stage:
    """The stage, unless a plan that was found since refutes what was said to be proven: then nothing is."""
    if stage.name != "fairness" or stage.value <= stage.bound + SAME:
        return stage
    return replace(stage, bound=1.0, gap=1.0 - stage.value, standing=Standing.GAP)
