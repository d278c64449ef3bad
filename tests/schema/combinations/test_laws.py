"""Laws of sets of units, drawn: whatever is offered, and in whatever order it is known."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.combinations.detail import detailed
from schema.combinations.search import Found, found
from schema.combinations.terms import CombinationOutcome
from schema.combinations.wording import Told
from schema.measures import MICRO
from schema.supporters import answer, load_policy
from schema.supporters.facts import Facts
from schema.supporters.stock import Stock
from schema.supporters.terms import SupportVerdict
from tests.schema.combinations.oracle import Thing, World, asked, drawn
from tests.schema.making import NOW, questions

WORLDS = st.integers(0, 10**9).map(lambda seed: drawn(seed, most_units=6))
POLICY = load_policy()


def search(known: Facts, most: int = 4, best: int = 5) -> Found:
    """What is found for a question."""
    return found(known.need, Stock(known.places, known.units, NOW), POLICY, most, best)


def said(known: Facts, most: int = 4) -> tuple[object, ...]:
    """All that is told of it in words and figures."""
    told = Told(search(known, most), most, None, None)
    return (
        told.outcome, told.size, told.sufficient_count, told.zh, told.en, told.combinations, told.too_few, told.partial, told.missing
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(WORLDS, st.randoms(use_true_random=False))
def test_the_order_of_facts_means_nothing(world: World, dice: Random) -> None:
    """Units and their resources in any order: the same answer, word for word."""
    known = asked(world)
    units = [replace(unit, offers=tuple(dice.sample(unit.offers, len(unit.offers)))) for unit in known.units]  # fmt: skip
    assert said(replace(known, units=tuple(dice.sample(units, len(units))))) == said(known)


@settings(max_examples=60, deadline=None)
@given(WORLDS, st.integers(1, 3))
def test_more_capacity_never_takes_more_units(world: World, more: int) -> None:
    """The smallest size does not grow, and what is missing does not either."""
    better = replace(
        world,
        units=tuple(
            tuple(t if t.amount is None else replace(t, amount=t.amount + more) for t in things)
            for things in world.units
        ),
        parts=tuple(n + more for n in world.parts),
    )
    before, after = search(asked(world)), search(asked(better))
    if before.size is not None:
        assert after.size is not None
        assert after.size <= before.size


@settings(max_examples=40, deadline=None)
@given(WORLDS)
def test_whoever_joins_a_set_that_is_enough_spoils_nothing(world: World) -> None:
    """Every larger set around one that is enough is enough."""
    first = search(asked(world), best=2)
    everyone = range(len(first.supply.candidates))
    for chosen in first.sets:
        for more in combinations([n for n in everyone if n not in chosen.members], 2):
            assert not any(detailed(first.supply, (*chosen.members, *more)).missing(first.supply))


@settings(max_examples=40, deadline=None)
@given(WORLDS)
def test_more_units_allowed_change_nothing_smaller(world: World) -> None:
    """What is answered for a size is the same however many units may be taken."""
    few, many = search(asked(world), most=2), search(asked(world), most=6)
    if few.size is not None:
        assert (few.size, few.sets) == (many.size, many.sets)
    assert [s.size for s in many.smaller][: len(few.smaller)] == [s.size for s in few.smaller]


@settings(max_examples=150, deadline=None)
@given(questions())
def test_whoever_can_alone_is_found(known: Facts) -> None:
    """On all sorts of resources, hours and places: what is told never fails, one unit is enough only if it is said to be able,
    and where a single component is asked, exactly then.
    """
    ranked = answer(known, POLICY, NOW)
    can = {str(s.unit) for s in ranked.supporters if s.verdict is SupportVerdict.CAN}
    told = Told(search(known, 4), 4, None, None)
    assert told.zh
    assert told.en
    if told.size == 1:
        assert {str(c.members[0].unit) for c in told.combinations} <= can
    kits = any(offer.resource.parts for unit in known.units for offer in unit.offers)
    if len(known.need.components) == 1 and not kits:
        assert (told.size == 1) == bool(can)
    for each in told.missing:
        assert each.missing > 0
        assert each.missing_with_best >= each.missing - 1 / MICRO


def test_bad_worlds_have_answers() -> None:
    """No component, no unit, nothing free anywhere, more than everyone has, a trillion: each is said, none is called enough."""
    empty = drawn(1)
    known = asked(empty)
    assert search(replace(known, need=replace(known.need, components=()))).outcome is CombinationOutcome.NO_CAPABILITY  # fmt: skip
    assert search(replace(known, units=())).outcome is CombinationOutcome.NOTHING_OFFERED
    things = [(Thing(f"{n:02}-0", 0, (0,)),) for n in range(5)]
    assert search(asked(World((3,), (True,), tuple(things)))).outcome is CombinationOutcome.NOTHING_OFFERED  # fmt: skip
    some = World((3, 2), (True, True), tuple((Thing(f"{n:02}-0", 4, (n % 2,)),) for n in range(5)))
    huge = asked(some)
    assert search(huge).size == 2
    components = tuple(replace(c, required=10**18) for c in huge.need.components)
    much = Told(search(replace(huge, need=replace(huge.need, components=components))), 4, None, None)  # fmt: skip
    assert much.outcome is CombinationOutcome.MISSING
    assert [m.missing for m in much.missing] == [10**12 - 12, 10**12 - 8]
    assert much.partial is not None
    assert "12／1000000000000" not in much.partial.zh
