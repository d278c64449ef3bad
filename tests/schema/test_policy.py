"""Weights follow from an order of criteria and always sum to one million."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.supporters.policy import PolicyProblem, centroid, load_policy, read_policy
from schema.supporters.terms import SupportCriterion

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [criterion.name.lower() for criterion in SupportCriterion]


def test_the_packaged_order_gives_rank_order_centroid_weights() -> None:
    """Seven criteria: the first weighs (1 + 1/2 + … + 1/7) / 7, the last 1/49."""
    policy = load_policy()
    assert [criterion.name.lower() for criterion, _ in policy.weights] == NAMES
    assert [weight for _, weight in policy.weights] == [370408, 227551, 156123, 108503, 72789, 44218, 20408]  # fmt: skip
    assert policy.id == "default"


def test_centroid_weights_are_exact() -> None:
    """Of three: 11/18, 5/18, 2/18."""
    weights = centroid(list(SupportCriterion)[:3])
    assert list(weights.values()) == [Fraction(11, 18), Fraction(5, 18), Fraction(2, 18)]


@given(st.permutations(NAMES), st.integers(1, len(NAMES)))
def test_any_order_sums_to_one_million_and_never_rises(order: list[str], length: int) -> None:
    """Earlier criteria never weigh less; what is left out weighs nothing."""
    policy = read_policy({"id": "ours", "version": 2, "order": order[:length]})
    weights = [weight for _, weight in policy.weights]
    assert sum(weights) == 1_000_000
    assert weights == sorted(weights, reverse=True)
    assert [criterion.name.lower() for criterion, _ in policy.weights] == order[:length]


@given(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 50) | st.floats(0, 9), min_size=1))
def test_weights_of_ones_own_are_scaled(weights: dict[str, float]) -> None:
    """Any weights that are not all nothing sum to one million, the heaviest first."""
    if not any(weights.values()):
        weights[next(iter(weights))] = 1
    policy = read_policy({"id": "ours", "version": 1, "weights": weights})
    scaled = [weight for _, weight in policy.weights]
    assert sum(scaled) == 1_000_000
    assert all(one >= other - 1 for one, other in pairwise(scaled))


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"id": "x", "version": 1},
        {"id": "x", "version": 1, "order": []},
        {"id": "x", "version": 1, "order": ["fit", "fit"]},
        {"id": "x", "version": 1, "order": ["urgency"]},
        {"id": "x", "version": True, "order": ["fit"]},
        {"id": "", "version": 1, "order": ["fit"]},
        {"id": "x", "version": 1, "ordre": ["fit"], "order": ["fit"]},
        {"id": "x", "version": 1, "weights": {"fit": 0}},
        {"id": "x", "version": 1, "weights": {"fit": -1, "path": 2}},
        {"id": "x", "version": 1, "weights": {"fit": float("nan")}},
        {"id": "x", "version": 1, "weights": {"fit": "much"}},
    ],
)
def test_an_unusable_policy_is_refused(said: dict[str, Any]) -> None:
    """With what is wrong and what would be right, in both languages."""
    with pytest.raises(PolicyProblem) as refused:
        read_policy(said)
    assert refused.value.zh
    assert refused.value.cure_en


def test_a_policy_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    """So is one that is not there."""
    broken = tmp_path / "policy.toml"
    broken.write_text("order = [", encoding="utf-8")
    for path in (broken, tmp_path / "missing.toml"):
        with pytest.raises(PolicyProblem) as refused:
            load_policy(path)
        assert refused.value.code == "POLICY_FILE"
