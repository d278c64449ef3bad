"""The chain of objectives gives what counting through all plans gives, objective by objective."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from schema.solving.problem import Standing, judged
from schema.solving.stages import solved
from tests.schema.solving.making import world
from tests.schema.solving.oracle import best

WORLDS = 180
BLOCKS = 8


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_plan_is_the_best_of_all(block: int) -> None:
    """Coverage, sorted shares of communities, engagements and metres are those of the best plan, and said to be proven.

    Worlds have alternatives, several lines, offers of all or nothing and in whole numbers, exclusive uses, rooms of
    units, quotas of units, what is there already, promises and a price on changing them.
    """
    compared = 0
    for seed in range(block, WORLDS * 2, BLOCKS):
        problem = world(Random(seed), needs=2 + seed % 7, units=4, communities=3, per_line=2)
        expected = best(problem)
        if expected is None:
            continue
        compared += 1
        solution = solved(problem, seconds=60)
        said = judged(problem, solution.plan)
        shares = np.sort(said.community[np.unique(problem.needs.community)])
        assert said.wrong == ()
        assert said.coverage == pytest.approx(expected.coverage, abs=2e-6), seed
        assert shares == pytest.approx(expected.shares, abs=2e-6), seed
        assert said.engagements == expected.engagements, seed
        assert said.metres == expected.metres, seed
        assert [stage.standing for stage in solution.stages] == [Standing.PROVEN] * 4, seed
    assert compared * BLOCKS >= 150, compared
