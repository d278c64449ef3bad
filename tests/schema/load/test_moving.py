"""The fairest way to ask, compared with every way there is."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from schema.load.moving import Open, fairest

UNITS = "abcd"


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Open], dict[str, int], dict[str, int]]:
    """Up to six requests on up to four units."""
    units = UNITS[: draw(st.integers(1, 4))]
    requests = []
    for n in range(draw(st.integers(0, 6))):
        at = draw(st.sampled_from(units))
        others = draw(st.sets(st.sampled_from(units)))
        requests.append(Open(f"r{n}", at, tuple(sorted({at, *others}))))
    base = {u: draw(st.integers(0, 4)) for u in units}
    return requests, base, {u: draw(st.integers(1, 6)) for u in units}


def judged(requests: list[Open], base: dict[str, int], weight: dict[str, int], went: dict[str, str]) -> tuple[Fraction, int]:  # fmt: skip
    """Sum of squares by weight, then moves."""
    load = {u: base[u] + sum(w == u for w in went.values()) for u in base}
    square = sum((Fraction(n * n, weight[u]) for u, n in load.items()), Fraction())
    return square, sum(went[r.id] != r.at for r in requests)


@given(cases())
def test_none_is_fairer_and_none_as_fair_moves_less(case: tuple[list[Open], dict[str, int], dict[str, int]]) -> None:  # fmt: skip
    """Against all ways to place the requests."""
    requests, base, weight = case
    went = fairest(requests, base, weight)
    assert all(went[r.id] in r.could for r in requests)
    best = min(
        judged(requests, base, weight, dict(zip([r.id for r in requests], way, strict=True)))
        for way in product(*(r.could for r in requests))
    )
    assert judged(requests, base, weight, went) == best
    assert fairest(requests[::-1], base, weight) == went


def test_a_chain_of_moves() -> None:
    """What a can't give to c goes to b, and one of b's to c."""
    requests = [Open("1", "a", ("a", "b")), Open("2", "a", ("a", "b")), Open("3", "b", ("b", "c")), Open("4", "a", ("a",))]  # fmt: skip
    went = fairest(requests, dict.fromkeys("abc", 0), dict.fromkeys("abc", 1))
    assert sorted(went.values()) == ["a", "a", "b", "c"]
    assert went["3"] == "c"


def test_two_hundred_requests_among_thirty_units_are_quick() -> None:
    """And placed as evenly as they go."""
    units = [f"u{n:02}" for n in range(30)]
    requests = [Open(f"r{n:03}", units[n % 3], tuple(units)) for n in range(200)]
    went = fairest(requests, dict.fromkeys(units, 0), dict.fromkeys(units, 5))
    counts = sorted(list(went.values()).count(u) for u in units)
    assert counts[0] == 6
    assert counts[-1] == 7
