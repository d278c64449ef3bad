"""Urgent needs before all others, and coverage given up for fairness: what counting through all plans gives."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from schema.solving.problem import Divide, Limits, Lines, Needs, Offers, Problem, Standing, judged
from schema.solving.stages import solved
from schema.solving.tiers import Wish, tier_value
from tests.schema.solving.making import world
from tests.schema.solving.oracle import best

WORLDS, BLOCKS = 60, 3


@pytest.mark.parametrize("give", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_plan_is_the_best_of_all(block: int, give: float) -> None:
    """Tier by tier, then coverage, shares, engagements and metres; what is given up is no more than fairness takes, and is told as a gap."""
    compared = 0
    for seed in range(block, WORLDS, BLOCKS):
        problem = world(Random(seed), needs=2 + seed % 6, units=4, communities=3, per_line=2)
        weight = problem.needs.weight
        tiers = tuple(np.flatnonzero(weight == w) for w in sorted(set(weight.tolist()))[:0:-1])
        wish = Wish(tiers if seed % 2 else (), give)
        expected = best(problem, wish.tiers, give)
        if expected is None:
            continue
        compared += 1
        solution = solved(problem, seconds=60, wish=wish)
        said = judged(problem, solution.plan)
        shares = np.sort(said.community[np.unique(problem.needs.community)])
        assert said.wrong == ()
        assert said.coverage == pytest.approx(expected.coverage, abs=2e-5), seed
        assert shares == pytest.approx(expected.shares, abs=2e-5), seed
        assert said.engagements == expected.engagements, seed
        assert said.metres == expected.metres, seed
        assert [t.standing for t in solution.tiers] == [Standing.PROVEN] * len(wish.tiers)
        assert [t.value for t in solution.tiers] == pytest.approx([tier_value(problem, said, own) for own in wish.tiers], abs=1e-5)  # fmt: skip
        coverage = solution.stages[0]
        assert coverage.bound >= said.coverage - 1e-6
        assert (coverage.standing is Standing.PROVEN) == (coverage.gap == 0.0)
    assert compared * BLOCKS >= WORLDS / 2, compared


def one_or_two() -> Problem:
    """An urgent need that takes all there is, and two ordinary ones that share it and outweigh it together."""
    ints, reals = np.int64, np.float64
    none, three = np.zeros(3, ints), np.arange(3, dtype=ints)
    return Problem(
        needs=Needs(["a", "b", "c"], np.array([3, 2, 2], ints), none, none, np.zeros(3, np.bool_)),
        lines=Lines(three, none, np.array([2, 1, 1], reals), np.zeros(3, reals)),
        offers=Offers(three, none, none, np.array([2, 1, 1], reals), np.full(3, Divide.ALL, ints), none, np.zeros(3, reals)),
        limits=Limits(
            np.array([0, 3], ints), three, np.ones(3, reals), np.zeros(3, reals), np.array([2], reals), np.zeros(1, ints),
            np.full(1, -1, ints), np.full(1, -1, ints),
        ),
        units=["u"], unit_room=np.array([-1], ints), resources=["r"], communities=["p"],
    )  # fmt: skip


def test_no_urgent_need_is_dropped_for_ordinary_ones() -> None:
    """Weights drop one for two that outweigh it; tiers don't, and both are proven."""
    plain, apart = solved(one_or_two()), solved(one_or_two(), wish=Wish((np.array([0]),)))
    assert [plain.stages[0].value, apart.stages[0].value] == pytest.approx([4.0, 3.0])
    assert plain.stages[0].standing is apart.stages[0].standing is Standing.PROVEN
    assert [t.value for t in apart.tiers] == pytest.approx([3.0])


def test_without_time_tiers_are_answered_honestly() -> None:
    """The best at hand, with what each tier could come to at most; none is called proven that is not."""
    for seed in range(20):
        problem = world(Random(seed), needs=5, units=3, communities=2, per_line=2)
        top = np.flatnonzero(problem.needs.weight == problem.needs.weight.max())
        (tier,) = solved(problem, seconds=0, wish=Wish((top,), 0.1)).tiers
        assert tier.bound >= tier.value
        if tier.standing is Standing.PROVEN:
            assert tier.value == pytest.approx(float(problem.needs.weight[top].sum()))
