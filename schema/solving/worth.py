"""What a little more of something would bring: prices say where to look, solving again says how much."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.model import model_of
from schema.solving.problem import TOLERANCE
from schema.solving.search import relaxed
from schema.solving.stages import COVERAGE, solved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schema.solving.problem import Problem, Reals, Solution


@dataclass(frozen=True)
class Worth:
    """The weighted coverage that so much more brings: at least and at most. Equal where both optima are proven."""

    least: float
    most: float

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.most - self.least <= TOLERANCE


def prices(problem: Problem, seconds: float = 60.0) -> Reals | None:
    """Of each limit, then of each unit's room: what one more would bring if whole things could be parted; 0 or more.

    A hint whom to try and the prices of a close certificate, never a promise: solving again may bring less. 0 says not
    scarce at the margin, not worthless. Nothing where time ran out.
    """
    model = model_of(problem)
    if not model.sheet.count:
        return np.zeros(len(problem.limits) + len(problem.units))
    found = relaxed(model.sheet, model.coverage(), most=True, seconds=seconds)
    if found is None:
        return None
    duals = np.maximum(found[1], 0.0)
    limits = duals[model.limit_row : model.limit_row + len(problem.limits)]
    bound = model.unit_row >= 0
    units = np.zeros(len(problem.units))
    units[bound] = duals[model.unit_row[bound]]
    return np.r_[limits, units]


def with_more(problem: Problem, *, limits: Sequence[int] = (), units: Sequence[int] = (), extra: int = 1) -> Problem:  # fmt: skip
    """The problem with so much more room in these limits and for these units; units of any number stay so.

    Offers stay as they are: whatever an offer's own amount was cut by is asked again where the problem is made.
    """
    room, needs = problem.limits.room.copy(), problem.unit_room.copy()
    room[list(limits)] += extra
    bounded = [unit for unit in units if needs[unit] >= 0]
    needs[bounded] += extra
    return replace(problem, limits=replace(problem.limits, room=room), unit_room=needs)


def worth(
    problem: Problem,
    solution: Solution,
    *,
    limits: Sequence[int] = (),
    units: Sequence[int] = (),
    extra: int = 1,
    seconds: float = 2.0,
    stop: Callable[[], bool] | None = None,
) -> Worth:
    """What so much more room would bring, by solving again, from the plan of `solution`; extra: 1 or more."""
    before = solution.stages[0]
    more = with_more(problem, limits=limits, units=units, extra=extra)
    after = solved(more, seconds=seconds, stop=stop, start=solution.plan, until=COVERAGE).stages[0]
    least, most = max(after.value - before.bound, 0.0), max(after.bound - before.value, 0.0)
    return Worth(least, least if most - least <= 10 * TOLERANCE else most)
