"""What a choice comes to, and whether it may be made: sums and comparisons, no solver."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from bench.instances.formats import Assigning, Covering
    from schema.solving.problem import Ints, Reals

NEARLY = 1e-6


@dataclass(frozen=True)
class Answer:
    """value: of the best found, None where none was; bound: what nothing passes, None where nothing can be or is known."""

    value: float | None
    bound: float | None
    status: str

    @property
    def gap(self) -> float | None:
        """How far the value may be from the best, as a share of the larger of the two."""
        if self.value is None or self.bound is None:
            return None
        off = abs(self.value - self.bound)
        return off / max(abs(self.value), abs(self.bound)) if off else 0.0


IMPOSSIBLE = Answer(None, None, "infeasible")


def assigned(instance: Assigning, agent: Ints) -> float | None:
    """The cost, agent: of each job; nothing where one is without, is forbidden, or an agent has more than it has room for."""
    jobs = np.arange(instance.cost.shape[1])
    if len(agent) != len(jobs) or np.any(agent < 0):
        return None
    cost = instance.cost[agent, jobs]
    load = np.bincount(agent, weights=instance.takes[agent, jobs], minlength=len(instance.room))
    fine = np.all(np.isfinite(cost)) and np.all(load <= instance.room + NEARLY)
    return math.fsum(cost) if fine else None


def covered(instance: Covering, columns: Ints) -> float | None:
    """The cost of these columns; nothing where a row is not covered."""
    chosen = np.zeros(len(instance.cost), dtype=bool)
    chosen[columns] = True
    rows = np.unique(instance.row[chosen[instance.column]])
    return math.fsum(instance.cost[chosen]) if len(rows) == instance.rows else None


def answer(value: float | None, bound: float, cost: Reals, *, most: bool) -> Answer:
    """A value and a bound as they are told. cost: of all there is, for whether they are whole.

    bound: from below; where the most is sought, of what is set off.
    """
    whole = bool(np.all(cost == np.floor(cost)))
    if whole and math.isfinite(bound):
        bound = float(math.ceil(bound - NEARLY * max(1.0, abs(bound) / 100)))
    best = None if value is None else -value if most else value
    told = None if not math.isfinite(bound) else -bound if most else bound
    if best is None or value is None:
        return Answer(None, told, "unknown")
    if best < bound - NEARLY * max(1.0, abs(best)):
        # The value is checked, so the bound is what is wrong: it proves nothing.
        return Answer(value, None, "feasible")
    if told is None or best - bound > NEARLY * max(1.0, abs(best)):
        return Answer(value, told, "feasible")
    # What is proven to be the best is its own bound; what rounding leaves between them is nobody's.
    return Answer(value, value, "optimal")
