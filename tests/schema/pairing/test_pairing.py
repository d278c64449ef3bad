"""What of the demand is met, how pairs do, and when a street is too large."""

from __future__ import annotations

from datetime import datetime

import pytest

from graph.compile.refusal import Refusal
from schema.instants import BEIJING, instant
from schema.pairing import roots
from schema.pairing.best import best
from schema.pairing.coverage import covered, pairs_now
from schema.pairing.facts import Bound, Demand, PairedCommunity, PairedUnit, StreetPairs
from schema.pairing.wording import re_pairing

NOW = datetime(2026, 12, 1, 9, tzinfo=BEIJING)


def unit(name: str, community: str | None, *can: str, until: str | None = None, **more: object) -> PairedUnit:  # fmt: skip
    """A unit that is paired with one community, or none."""
    bound = (Bound(community, f"g-{name}", until),) if community else ()
    return PairedUnit(name, name, name, bound, frozenset(can), node=name, **more)  # type: ignore[arg-type]


def demand(community: str, *needs: str, all_of: tuple[str, ...] = (), any_of: tuple[str, ...] = ()) -> Demand:  # fmt: skip
    """What a community asked for."""
    return Demand(community, "N", "餐", "meals", needs, frozenset(all_of), frozenset(any_of or all_of))  # fmt: skip


def street(units: list[PairedUnit], demands: list[Demand], communities: str = "ab") -> StreetPairs:
    """A street of communities with one-letter names."""
    return StreetPairs(tuple(PairedCommunity(c, c, c, c) for c in communities), tuple(units), tuple(demands))  # fmt: skip


def test_all_that_is_essential_or_any_of_it() -> None:
    """Two partners together can do what neither can alone; what nothing is known to meet is never met."""
    both = demand("a", "1", all_of=("K1", "K2"))
    one = street([unit("u", "a", "K1"), unit("v", "b", "K2")], [both])
    assert covered(one, pairs_now(one)) == []
    assert covered(one, frozenset({("u", "a"), ("v", "a")})) == [both]
    either = street([unit("u", "a", "K1")], [demand("a", "1", any_of=("K1", "K9")), demand("a", "2")])  # fmt: skip
    assert [d.needs for d in covered(either, pairs_now(either))] == [("1",)]


def test_a_community_without_partners_gets_one() -> None:
    """Balanced by one, as far as agreements in term and the limit of changes leave it."""
    crowd = [unit(n, "a", "K1") for n in "uvw"]
    found = best(street(crowd, [demand("b", "1", "2", any_of=("K1",))]), 5, keep_in_term=True)
    assert sorted(c for _, c in found.pairs) in (["a", "a", "b"], ["a", "b", "b"])
    assert (found.uneven, found.bound, found.proven) == (0, 2, True)
    bound = best(street([unit(n, "a", "K1", until="2028-01-01") for n in "uvw"], [demand("b", "1", any_of=("K1",))]), 5, keep_in_term=True)  # fmt: skip
    assert (bound.uneven, bound.bound, {c for _, c in bound.pairs}) == (2, 0, {"a"})
    assert best(street(crowd, []), 0, keep_in_term=True).uneven == 2


def test_health() -> None:
    """Without activity first, then mismatched; a unit in two alliances is one; who has no pair is counted."""
    units = [
        unit("u", "a", "K1", done={"a": (("d1", instant(NOW) - 5), ("d2", instant(NOW)))}, alliances=("l", "m")),
        unit("v", "a", "K2", until="2028-01-01"), unit("w", "b", "K1"), unit("x", None),
    ]  # fmt: skip
    there = street(units, [demand("a", "1", "2", any_of=("K1",))])
    told = re_pairing(there, best(there, 0, keep_in_term=True), NOW)
    assert [p.unit for p in told.pairs] == ["v", "w", "u"]
    assert [(p.no_activity, p.mismatched, p.demand, p.in_term) for p in told.pairs] == [(True, True, 0, True), (True, False, 0, False), (False, False, 2, False)]  # fmt: skip
    assert (told.pairs[2].alliance_count, told.pairs[2].commitment_count, told.pairs[2].last_at) == (2, 2, NOW)  # fmt: skip
    assert told.unpaired == 1
    assert told.changes == []
    assert (told.needs, told.covered_now, told.covered_after) == (2, 2, 2)


def test_a_change_says_what_it_brings() -> None:
    """From where to where, and for which needs, in both languages."""
    there = street([unit("u", "a", "K1"), unit("v", "b", "K2")], [demand("b", "1", "2", any_of=("K1",))])  # fmt: skip
    told = re_pairing(there, best(there, 2, keep_in_term=True), NOW)
    assert [(c.unit, c.from_community, c.to_community) for c in told.changes] == [("u", "a", "b"), ("v", "b", "a")]  # fmt: skip
    assert "餐" in told.changes[0].zh
    assert "meals" in told.changes[0].en
    assert (told.covered_now, told.covered_after, told.bound) == (0, 2, 2)


def test_nothing_there() -> None:
    """A street without units, or without communities, stays as it is."""
    assert best(street([], []), 5, keep_in_term=True).proven
    assert best(street([unit("u", None)], [], ""), 5, keep_in_term=True).pairs == frozenset()


def test_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """More possible pairs than one answer weighs are refused, with how many there are."""
    monkeypatch.setattr(roots, "MOST_POSSIBLE", 0)
    row = {
        "bridges": [], "streetNode": None, "communities": [{"id": "c", "code": "c", "name": "c", "asked": [], "node": None}],
        "units": [{"id": "u", "code": "u", "name": "u", "pairs": [], "alliances": [], "can": [], "done": [], "node": None}],
    }  # fmt: skip
    with pytest.raises(Refusal) as refused:
        roots._task([row], roots.Asked("s", 5, True, NOW))  # pyright: ignore[reportPrivateUsage]
    assert refused.value.code == "TOO_MANY_PAIRS"
