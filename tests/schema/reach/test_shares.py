"""How a community is served: providers handed round need by need, exactly, and in an order that says who is worst off."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from schema.reach.facts import ReachFacts
from schema.reach.shares import Share, shares
from schema.reach.supply import Supply
from schema.reach.terms import ReachState
from schema.supporters.facts import Named
from tests.schema.making import BUS, DRIVER, NOW, offer, unit
from tests.schema.reach import oracle
from tests.schema.reach.making import asked, facts, reaches

ONLY_GARDEN = (Named("garden", "园林社区", "Yuanlin"),)


def found(known: ReachFacts) -> list[Share]:
    """All rows."""
    return shares(known, Supply(known, NOW))


@given(reaches())
def test_shares_are_those_of_handing_each_provider_round(known: ReachFacts) -> None:
    """Community by community and category by category: needs, providers for each, and the gap."""
    got = {(s.community.id, s.category.id): (len(s.asked), s.access, s.gap) for s in found(known)}
    assert got == oracle.shares(known)


@given(reaches())
def test_shares_sum_to_the_providers_and_gaps_to_nothing(known: ReachFacts) -> None:
    """Nobody is handed out twice, nobody is lost."""
    for category in known.categories:
        rows = [share for share in found(known) if share.category.id == category]
        everybody = {number for share in rows for number, _ in share.providers}
        assert sum((len(s.asked) * s.access for s in rows), Fraction(0)) == len(everybody)
        assert sum((s.gap for s in rows), Fraction(0)) == 0


@given(reaches(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(known: ReachFacts, random: Random) -> None:
    """Units and needs in any order give the same ranking."""
    shuffled = replace(
        known, units=tuple(random.sample(known.units, len(known.units))), asked=tuple(random.sample(known.asked, len(known.asked)))
    )  # fmt: skip
    assert found(shuffled) == found(known)


@given(reaches())
def test_one_more_provider_for_all_leaves_nobody_without(known: ReachFacts) -> None:
    """And takes from no one."""
    more = unit("V1", offer("V1-R", categories={BUS.key: 0, DRIVER.key: 0}))
    before = {(s.community.id, s.category.id): s.state for s in found(known)}
    for share in found(replace(known, units=(*known.units, more))):
        assert share.state not in (ReachState.NOBODY, ReachState.INCOMPLETE)
        assert (share.community.id, share.category.id) in before


def test_supply_outside_its_area_does_not_count() -> None:
    """A bus for Garden is none for Bridge; who is without comes first, with who would be next."""
    known = facts([unit("U1", offer("A", areas=ONLY_GARDEN))], asked("n1"), asked("n2", "garden"))
    first, second = found(known)
    assert (first.community.id, first.state, first.missing) == (
        "bridge",
        ReachState.NOBODY,
        (BUS.key,),
    )
    assert [each.why.name for each in first.nearly] == ["AREA"]
    assert (second.state, second.access, second.gap) == (ReachState.FAIR, 1, Fraction(-1, 2))


def test_a_need_that_is_open_and_was_reported_counts_once() -> None:
    """And is in both counts."""
    known = facts(
        [], asked("n1", reported=True), asked("n2"), asked("n3", open=False, reported=True)
    )
    (row,) = found(known)
    assert (row.open, row.reported, len(row.asked)) == (2, 2, 3)


def test_cases_and_people_stay_apart_and_small_numbers_are_marked() -> None:
    """Beneficiaries are summed where they were said; 800 inhabitants, or four needs, make no rate."""
    known = facts(
        [], *[asked(f"n{n}", people=30 if n else None) for n in range(5)], asked("g1", "garden")
    )
    garden, bridge = sorted(found(known), key=lambda s: s.community.id, reverse=True)
    assert (bridge.people, bridge.people_unknown, bridge.open) == (120, 1, 5)
    assert (bridge.per_thousand(5), bridge.small) == (Fraction(5, 2), False)
    assert (garden.small, garden.per_thousand(1)) == (True, Fraction(5, 4))
    nobody_knows = replace(bridge.community, population=None)
    assert replace(bridge, community=nobody_knows).per_thousand(5) is None
    assert replace(bridge, community=nobody_knows).small


def test_a_lacking_essential_part_is_incomplete_and_a_lacking_other_is_not() -> None:
    """Rides cannot do without a bus; help can do with either."""
    known = facts([unit("U1", offer("A", categories={DRIVER.key: 0}))], asked("n1"), asked("n2", category="help"))  # fmt: skip
    by_category = {share.category.id: share for share in found(known)}
    assert (by_category["rides"].state, by_category["rides"].missing) == (ReachState.NOBODY, (BUS.key,))  # fmt: skip
    assert (by_category["help"].state, by_category["help"].missing) == (ReachState.FAIR, ())
