"""The best pairing, compared with trying every one."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.pairing.best import best
from schema.pairing.coverage import covered, pairs_now
from schema.pairing.facts import Bound, Demand, PairedCommunity, PairedUnit, StreetPairs

CAN = ("K1", "K2", "K3")


@st.composite
def streets(draw: st.DrawFn) -> StreetPairs:
    """Up to four units and three communities; some units have no pair, some two, some are in term."""
    communities = [f"c{n}" for n in range(draw(st.integers(1, 3)))]
    units = []
    for n in range(draw(st.integers(1, 4))):
        paired = draw(st.sets(st.sampled_from(communities), max_size=2))
        bound = tuple(Bound(c, f"g{n}{c}", draw(st.sampled_from((None, None, "2028-01-01")))) for c in sorted(paired))  # fmt: skip
        units.append(PairedUnit(f"u{n}", f"u{n}", f"u{n}", bound, draw(st.frozensets(st.sampled_from(CAN), max_size=2))))  # fmt: skip
    demands = []
    for n in range(draw(st.integers(0, 5))):
        any_of = draw(st.frozensets(st.sampled_from(CAN), max_size=2))
        all_of = draw(st.sampled_from((frozenset(), any_of)))
        needs = tuple(f"n{n}{m}" for m in range(draw(st.integers(1, 3))))
        demands.append(Demand(draw(st.sampled_from(communities)), f"N{n}", "", "", needs, all_of, any_of))  # fmt: skip
    return StreetPairs(tuple(PairedCommunity(c, c, c) for c in communities), tuple(units), tuple(demands))  # fmt: skip


def judged(street: StreetPairs, pairs: frozenset[tuple[str, str]]) -> tuple[int, int, int]:
    """Unevenness, needs not met, changes: each the less the better."""
    counts = [sum(c.id == there for _, there in pairs) for c in street.communities]
    met = sum(d.weight for d in covered(street, pairs))
    return max(0, max(counts) - min(counts) - 1), -met, len(pairs - pairs_now(street))


@settings(max_examples=120, deadline=None)
@given(streets(), st.integers(0, 3), st.booleans())
def test_no_pairing_is_better(street: StreetPairs, most: int, keep: bool) -> None:
    """Of all that keep each unit's number of communities, what is in term, and the limit of changes."""
    communities = [c.id for c in street.communities]
    choices = []
    for unit in street.units:
        size = len(unit.now)
        sets = [frozenset(s) for s in combinations(communities, size)] if size else [frozenset(), *(frozenset({c}) for c in communities)]  # fmt: skip
        choices.append([s for s in sets if not keep or unit.in_term <= s])
    ways = (frozenset((u.id, c) for u, s in zip(street.units, way, strict=True) for c in s) for way in product(*choices))  # fmt: skip
    least = min(judged(street, way) for way in ways if judged(street, way)[2] <= most)
    found = best(street, most, keep_in_term=keep, seconds=20)
    assert judged(street, found.pairs) == least
    assert found.proven
    assert (found.uneven, found.bound) == (least[0], -least[1])
    assert best(street, most, keep_in_term=keep, seconds=20) == found
