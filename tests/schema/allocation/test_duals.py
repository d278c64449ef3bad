"""Prices prove a bound, and on worlds like streets a close one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from schema.allocation.certificate import upper_bound
from schema.allocation.duals import prices_of
from schema.allocation.framing import framed
from schema.allocation.policy import load_policy
from schema.allocation.stages import COVERAGE, solved
from tests.schema.allocation.drawn_worlds import worlds


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_prices_prove_a_bound(world) -> None:  # noqa: ANN001
    """Never below the best plan, and never above what no limits at all would allow."""
    problem = framed(world, load_policy()).problem
    prices = prices_of(problem, 10.0)
    assert prices is not None and (prices >= 0).all()
    bound = upper_bound(problem, prices)
    best = solved(problem, until=COVERAGE).stages[0]
    assert best.value - 1e-6 <= bound <= upper_bound(problem, np.zeros(len(prices))) + 1e-6
