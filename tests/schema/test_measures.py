"""Quantities convert exactly, and never in favour of whoever promises."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.measures import Measure, at_least, at_most, convertible, micro
from tests.schema.making import SEAT, WAN, YUAN

THIRD = Measure("U.third", "三分", "third", "U.CNY", Fraction(1, 3))


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [(0.1, 100_000), (12.0, 12_000_000), (0.0000005, 0), (0.0000015, 2), (1e-7, 0), (1e12, 10**18)],
)
def test_a_stored_quantity_is_what_people_wrote(quantity: float, expected: int) -> None:
    """Rounded half to even in its seventh decimal, not in binary."""
    assert micro(quantity) == expected


@given(st.integers(0, 10**15), st.permutations([YUAN, WAN, THIRD]))
def test_there_and_back_never_gains_what_is_free_nor_loses_what_is_asked(
    amount: int, measures: list[Measure]
) -> None:
    """What is free is rounded down, what is asked is rounded up."""
    given, wanted, _ = measures
    assert at_most(at_most(amount, given, wanted), wanted, given) <= amount
    assert at_least(at_least(amount, given, wanted), wanted, given) >= amount
    assert 0 <= at_least(amount, given, wanted) - at_most(amount, given, wanted) <= 1


def test_only_one_base_converts() -> None:
    """Yuan and 万元 do, seats and yuan do not, and a factor of nothing never does."""
    assert convertible(YUAN, WAN)
    assert not convertible(SEAT, YUAN)
    assert not convertible(YUAN, Measure("U.none", "无", "none", "U.CNY", Fraction(0)))
