"""The certificate is a bound whatever prices it is given, and the rows that are derived cut off no plan."""

from __future__ import annotations

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.solving.certificate import upper_bound
from schema.solving.problem import Divide, Plan, judged
from tests.schema.solving.making import plans, world

KINDS = (Divide.ALL, Divide.COUNTED, Divide.ANY)


@settings(max_examples=250)
@given(st.randoms(use_true_random=False), st.sampled_from([0.0, 0.3, 1.0, 4.0]))
def test_no_plan_passes_the_bound(random: Random, scale: float) -> None:
    """For any prices, no plan that may be carried out comes to more; several lines, alternatives, kept and quotas included."""
    problem = world(random, needs=3, per_line=2, kinds=KINDS)
    prices = np.array([random.choice([0, 0, 0.1, 0.5, 1, 2]) * scale for _ in range(len(problem.limits) + len(problem.units))])  # fmt: skip
    bound = upper_bound(problem, prices)
    every = plans(problem)
    for amount in every[Random(1).sample(range(len(every)), min(len(every), 60))]:
        said = judged(problem, Plan(amount))
        if not said.wrong:
            assert said.coverage <= bound + 1e-9
