"""Quantiles of durations of which some are not over: against another way of getting there, and by laws."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.loop.survival import Lasted, Quantile, naive_median, quantile

DRAWN = st.lists(st.builds(Lasted, st.integers(0, 12), st.booleans()), max_size=25)
SHARES = st.sampled_from([(1, 2), (9, 10), (1, 4), (1, 1), (1, 100)])


def to_the_right(observed: list[Lasted], over: int, of: int) -> Quantile:
    """By handing mass to the right: everybody has 1/n; what is censored gives its own to all who are watched longer."""
    ordered = sorted(observed, key=lambda each: (each.time, not each.over))
    mass = [Fraction(1, len(ordered)) for _ in ordered]
    for at, each in enumerate(ordered):
        rest = len(ordered) - at - 1
        if not each.over and rest:
            for later in range(at + 1, len(ordered)):
                mass[later] += mass[at] / rest
            mass[at] = Fraction(0)
    gone = Fraction(0)
    for time in sorted({each.time for each in ordered}):
        here = [at for at, each in enumerate(ordered) if each.time == time and each.over]
        gone += sum((mass[at] for at in here), Fraction(0))
        if here and gone >= Fraction(over, of):
            return Quantile(time)
    return Quantile(None, max((each.time for each in observed), default=None))


@given(DRAWN, SHARES)
def test_as_by_handing_mass_to_the_right(observed: list[Lasted], share: tuple[int, int]) -> None:
    """Two definitions that agree: the product limit, and redistribution (Efron)."""
    assert quantile(observed, *share) == to_the_right(observed, *share)


@given(st.lists(st.integers(0, 1000), min_size=1), SHARES)
def test_without_censoring_it_is_the_ordinary_quantile(
    times: list[int], share: tuple[int, int]
) -> None:
    """The shortest time by which so large a share was over; of the median, the lower of two."""
    found = quantile([Lasted(time, over=True) for time in times], *share)
    over, of = share
    assert found == Quantile(sorted(times)[ceil(Fraction(over * len(times), of)) - 1])
    if share == (1, 2):
        assert found.time == naive_median([Lasted(time, over=True) for time in times])


@given(DRAWN.filter(lambda drawn: any(each.over for each in drawn)), SHARES, st.data())
def test_more_censoring_never_lowers_it(
    observed: list[Lasted], share: tuple[int, int], data: st.DataObject
) -> None:
    """Had one of those that are over only been watched so long, it would all take as long or longer."""
    at = data.draw(st.sampled_from([n for n, each in enumerate(observed) if each.over]))
    fewer = [*observed[:at], Lasted(observed[at].time, over=False), *observed[at + 1 :]]
    before, after = quantile(observed, *share), quantile(fewer, *share)
    assert after.time is None or (before.time is not None and before.time <= after.time)


@given(DRAWN, SHARES, st.randoms())
def test_order_means_nothing(
    observed: list[Lasted], share: tuple[int, int], random: object
) -> None:
    """Whatever order they come in."""
    assert quantile(sorted(observed), *share) == quantile(observed, *share)


@pytest.mark.parametrize(
    ("observed", "found"),
    [
        ([], Quantile(None, None)),
        ([(5, False)], Quantile(None, 5)),
        ([(5, True)], Quantile(5)),
        ([(1, True), (9, False), (9, False)], Quantile(None, 9)),
        ([(1, True), (2, True), (9, False)], Quantile(2)),
        ([(1, True), (1, False), (2, True)], Quantile(2)),
    ],
)
def test_by_hand(observed: list[tuple[int, bool]], found: Quantile) -> None:
    """What is not over at a time at which others are was still watched then."""
    assert quantile([Lasted(*each) for each in observed], 1, 2) == found


def test_many_are_counted_in_no_time() -> None:
    """Twenty thousand, with and without censorings in between: exact numbers don't grow beyond use."""
    many = [Lasted(n * 7 % 20_011, over=n % 3 > 0) for n in range(20_000)]
    assert quantile(many, 1, 2).time is not None
    assert quantile(many, 9, 10).time is not None
