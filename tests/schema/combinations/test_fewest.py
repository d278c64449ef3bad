"""The fewest units for all needs of a place, against counting through every plan there is."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from schema.combinations.fewest import fewest, in_full
from schema.solving.problem import TOLERANCE, Plan, Standing, judged
from tests.schema.solving.making import plans, world

if TYPE_CHECKING:
    from schema.solving.problem import Problem

WORLDS, BLOCKS = 240, 6
MOST_PLANS = 4_000


def drawn(seed: int) -> tuple[Problem, list[int]]:
    """A small world without promises, and what its units carry."""
    dice = Random(seed)
    problem = in_full(
        world(dice, needs=2 + seed % 5, units=4, communities=2, per_line=2, kept=False)
    )
    return problem, [dice.randint(0, 3) for _ in problem.units]


def best(problem: Problem, loads: list[int]) -> tuple[float, ...] | None:
    """Weight met, units, their load and metres of the best of all plans; nothing where there are too many."""
    sizes = [2 if d == 0 else int(m) + 1 for d, m in zip(problem.offers.divide, problem.offers.most, strict=True)]  # fmt: skip
    if np.prod(sizes, dtype=float) > MOST_PLANS:
        return None
    metres = [min((int(m) for m, u in zip(problem.offers.metres, problem.offers.unit, strict=True) if u == unit), default=0) for unit in range(len(problem.units))]  # fmt: skip
    found: list[tuple[float, ...]] = []
    for amount in plans(problem):
        said = judged(problem, Plan(amount))
        if said.wrong:
            continue
        used = set(problem.offers.unit[amount > TOLERANCE].tolist())
        weight = float(problem.needs.weight[said.covered >= 1 - TOLERANCE].sum())
        found.append((-weight, len(used), sum(loads[u] for u in used), sum(metres[u] for u in used)))  # fmt: skip
    return min(found)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_equals_counting_through(block: int) -> None:
    """Objective by objective, said to be proven, by a plan that may be carried out; and one unit less does not do."""
    compared = 0
    for seed in range(block, WORLDS, BLOCKS):
        problem, loads = drawn(seed)
        expected = best(problem, loads)
        if expected is None:
            continue
        compared += 1
        said = fewest(problem, loads, 60)
        values = [stage.value for stage in said.stages]
        assert (-values[0], *values[1:]) == expected, seed
        assert [stage.standing for stage in said.stages] == [Standing.PROVEN] * 4
        assert judged(problem, said.plan).wrong == ()
        covered = judged(problem, said.plan).covered >= 1 - TOLERANCE
        assert float(problem.needs.weight[covered].sum()) == -expected[0]
        assert len(np.unique(problem.offers.unit[said.plan.amount > TOLERANCE])) == expected[1] == len(said.members)  # fmt: skip
    assert compared > WORLDS / BLOCKS / 3


def test_no_time_still_answers() -> None:
    """With no time at all there is a plan that may be carried out, and a bound that is honest."""
    for seed in range(20):
        problem, loads = drawn(seed)
        said = fewest(problem, loads, 0)
        assert judged(problem, said.plan).wrong == ()
        assert [stage.name for stage in said.stages] == ["coverage"]
        stage = said.stages[0]
        assert stage.value <= stage.bound
        assert stage.standing is Standing.PROVEN or stage.bound == float(problem.needs.weight.sum())
        assert said.with_one_fewer is None
