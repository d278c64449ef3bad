"""What it costs to use certain offers whatever else would be better: they are made to give something, and all is solved again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.certificate import largest
from schema.solving.model import model_of
from schema.solving.problem import Divide, Plan, judged
from schema.solving.repair import repaired
from schema.solving.search import Watch, searched

if TYPE_CHECKING:
    from schema.solving.problem import Ints, Problem


@dataclass(frozen=True, eq=False)
class Forced:
    """plan: the best found that uses them, None where there is none. value: its coverage; bound: what no plan that uses them passes."""

    plan: Plan | None
    value: float
    bound: float


def forced(problem: Problem, offers: Ints, seconds: float) -> Forced:
    """The best coverage with something of these offers: at least one whole, or all that can be had of what can be parted."""
    model = model_of(problem)
    most = largest(problem)[offers]
    divide = problem.offers.divide[offers]
    share = np.where(divide == Divide.ANY, 1.0 / np.maximum(most, 1e-9), 1.0)
    usable = most > 0
    if not usable.any():
        return Forced(None, 0.0, 0.0)
    model.sheet.row(model.given[offers[usable]], share[usable], at_least=1.0 - 1e-9)
    watch = Watch(seconds, lambda: False, lambda *_: None)
    found = searched(model.sheet, model.coverage(), most=True, start=None, watch=watch)
    bound = 0.0 if found.impossible else found.bound - model.promised
    if found.values is None:
        return Forced(None, 0.0, bound)
    plan = repaired(problem, Plan(model.amounts(found.values)))
    return Forced(plan, judged(problem, plan).coverage, bound)
