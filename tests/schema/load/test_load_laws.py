"""What holds of every spread, compared with the definitions written out over all pairs."""

from __future__ import annotations

from fractions import Fraction
from math import isclose, log

from hypothesis import given
from hypothesis import strategies as st

from schema.load.spread import Share, spread

SHARES = st.lists(st.builds(Share, st.integers(0, 30), st.integers(1, 40)), min_size=1, max_size=9)


def by_pairs(shares: list[Share]) -> tuple[Fraction, Fraction, float] | None:
    """Gini, largest by mean, and Theil over persons: each unit of weight carries the same part of the load."""
    people = [Fraction(s.load, s.weight) for s in shares for _ in range(s.weight)]
    mean = sum(people, Fraction()) / len(people)
    if not mean:
        return None
    gini = sum(abs(a - b) for a in people for b in people) / (2 * len(people) ** 2 * mean)
    theil = sum(float(x / mean) * log(x / mean) for x in people if x) / len(people)
    return gini, max(people) / mean, theil


@given(SHARES)
def test_equals_the_definitions(shares: list[Share]) -> None:
    """Over every pair of units of weight."""
    found, expected = spread(shares), by_pairs(shares)
    if expected is None:
        assert (found.gini, found.top, found.theil, found.total) == (None, None, None, 0)
        return
    assert (found.gini, found.top) == expected[:2]
    assert found.theil is not None
    assert isclose(found.theil, expected[2], abs_tol=1e-9)
    assert 0 <= expected[0] < 1


@given(SHARES, st.randoms(use_true_random=False))
def test_order_and_halves_change_nothing(shares: list[Share], dice: object) -> None:
    """A unit of even load and weight cut in two halves is as unequal as before, in whatever order."""
    doubled = [Share(2 * s.load, 2 * s.weight) for s in shares]
    halves = [half for s in doubled[1:] for half in [s]] + [Share(shares[0].load, shares[0].weight)] * 2  # fmt: skip
    dice.shuffle(halves)  # type: ignore[attr-defined]
    one, other = spread(doubled), spread(halves)
    assert (one.gini, one.top) == (other.gini, other.top)
    assert (one.theil is None) == (other.theil is None)
    assert one.theil is None or isclose(one.theil, other.theil or 0, abs_tol=1e-9)


@given(SHARES, st.integers(1, 9))
def test_scale_changes_nothing(shares: list[Share], times: int) -> None:
    """Twice the load on everybody, or twice the weight of everybody, is as uneven."""
    one = spread(shares)
    for other in (spread([Share(s.load * times, s.weight) for s in shares]), spread([Share(s.load, s.weight * times) for s in shares])):  # fmt: skip
        assert (one.gini, one.top) == (other.gini, other.top)


@given(SHARES, st.data())
def test_a_load_moved_from_the_lighter_to_the_heavier_makes_it_no_more_even(shares: list[Share], data: st.DataObject) -> None:  # fmt: skip
    """The principle of transfers."""
    ordered = sorted(shares, key=lambda s: Fraction(s.load, s.weight))
    light = data.draw(st.integers(0, len(ordered) - 1))
    heavy = data.draw(st.integers(light, len(ordered) - 1))
    if light == heavy or not ordered[light].load:
        return
    moved = list(ordered)
    moved[light] = Share(ordered[light].load - 1, ordered[light].weight)
    moved[heavy] = Share(ordered[heavy].load + 1, ordered[heavy].weight)
    before, after = spread(ordered), spread(moved)
    assert before.gini is not None
    assert after.gini is not None
    assert after.gini >= before.gini
