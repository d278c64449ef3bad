"""Which new partner closes most: against trying everything out, and the laws that hold whatever there is."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from schema.availability import Part, kit
from schema.measures import MICRO
from schema.recruiting.arrangement import Givers, Left, arranged
from schema.recruiting.facts import RecruitingFacts, joined
from schema.recruiting.recruits import Recruiting, _added, _offers, recruiting
from schema.supporters import load_policy
from schema.supporters.facts import NeedFacts, UnitFacts
from schema.supporters.places import Places
from schema.supporters.rows import BoardRow
from tests.schema.making import (
    BUS,
    DRIVER,
    GARDEN,
    NOW,
    PLACES,
    between,
    component,
    need,
    needs,
    offer,
    resource,
    unit,
    units,
)
from tests.schema.recruiting import oracle

POLICY = load_policy()


def row(id_: str, asked: NeedFacts, priority: int = 3) -> BoardRow:
    """A need as the statement brings it."""
    return BoardRow(id_, priority, asked, id_, "bridge", "street")


def world(rows: list[BoardRow], partners: list[UnitFacts], candidates: list[UnitFacts]) -> RecruitingFacts:  # fmt: skip
    """A street with its partners and those who are none."""
    return RecruitingFacts(
        "street", len(rows), tuple(rows), Places(PLACES), tuple(partners), tuple(joined(each, "street") for each in candidates), {}, "street",
    )  # fmt: skip


def found(known: RecruitingFacts, best: int = 5) -> Recruiting:
    """The best of them."""
    return recruiting(known, best, NOW, POLICY)


def seats(code: str, capacity: float, capability: str = BUS.key) -> UnitFacts:
    """A unit with so much of a capability."""
    return unit(code, offer(f"{code}-R", resource(capacity=capacity), categories={capability: 0}))


def test_what_it_gives_once_it_does_not_give_twice() -> None:
    """Ten seats close one of two needs of ten at the same time, and both at different times."""
    same = [row("N1", need(component(10))), row("N2", need(component(10)))]
    (first,) = found(world(same, [], [seats("U1", 10)])).recruits
    assert first.gain.closes == ("N1",)
    apart = [same[0], row("N2", need(component(10), window=between("14:00", "18:00")))]
    (first,) = found(world(apart, [], [seats("U1", 10)])).recruits
    assert first.gain.closes == ("N1", "N2")


def test_a_need_that_lacks_two_parts_is_not_closed_by_one() -> None:
    """Neither the bus alone nor the driver alone; who has both does; and no one capability is said to."""
    both = [row("N1", need(component(10, essential=True), component(1, DRIVER, essential=True)))]
    alone = found(world(both, [], [seats("U1", 10), seats("U2", 1, DRIVER.key)]))
    assert [each.gain.closes for each in alone.recruits] == [(), ("N1",)]
    assert all(each.alone.closes == () for each in alone.recruits)
    assert (alone.profiles, alone.several) == ((), 1)
    has_both = unit("U3", offer("a", resource(capacity=10)), offer("b", resource(capacity=1), categories={DRIVER.key: 0}))  # fmt: skip
    assert found(world(both, [], [has_both])).recruits[0].gain.closes == ("N1",)
    half = found(world(both, [seats("U0", 10)], []))
    assert [(p.capability, p.gain.closes) for p in half.profiles] == [(DRIVER, ("N1",))]


def test_no_gain_is_counted_for_two() -> None:
    """Two candidates that close the same needs: the second adds what the first left."""
    rows = [row("N1", need(component(10))), row("N2", need(component(10)))]
    one, two = found(world(rows, [], [seats("U1", 20), seats("U2", 20)]), 5).recruits[:1], found(world(rows, [], [seats("U1", 20), seats("U2", 20)])).recruits  # fmt: skip
    assert [each.gain.closes for each in one] == [("N1", "N2")]
    assert len(two) == 1
    rest = found(world(rows, [], [seats("U1", 10), seats("U2", 10)])).recruits
    assert [(each.unit.code, each.gain.closes, each.alone.closes) for each in rest] == [
        ("U1", ("N1",), ("N1",)), ("U2", ("N2",), ("N1",)),
    ]  # fmt: skip


def test_what_partners_would_do_stays_theirs() -> None:
    """A need that a partner covers is nobody's gain; what it lacks is."""
    rows = [row("N1", need(component(10)))]
    assert found(world(rows, [seats("U0", 10)], [seats("U1", 10)])).recruits == ()
    partly = found(world(rows, [seats("U0", 6)], [seats("U1", 4)]))
    assert partly.recruits[0].gain.closes == ("N1",)
    assert partly.recruits[0].gain.coverage == 2 * 400_000


def test_closing_comes_before_helping() -> None:
    """Whoever could spend it all on an urgent need that stays open closes another instead, and helps with the rest."""
    rows = [row("N1", need(component(100)), 1), row("N2", need(component(10)), 4)]
    (first,) = found(world(rows, [], [seats("U1", 15)])).recruits
    assert (first.gain.closes, first.gain.helps) == (("N2",), ("N1",))


def test_a_kit_takes_its_parts_along() -> None:
    """A bus that is in a kit is not there for another need at the same time."""
    wheels = resource(capacity=10, id="resource_W")
    driven = kit(resource(capacity=10, id="resource_K"), [Part(wheels, MICRO)])
    own = unit("U1", offer("K", driven), offer("W", wheels, categories={DRIVER.key: 0}))
    rows = [row("N1", need(component(10))), row("N2", need(component(10, DRIVER)))]
    (first,) = found(world(rows, [], [own])).recruits
    assert first.gain.closes == ("N1",)


def test_a_unit_takes_on_no_more_than_it_does() -> None:
    """One need at a time, however many seats."""
    rows = [row("N1", need(component(1))), row("N2", need(component(1)))]
    (first,) = found(world(rows, [], [replace(seats("U1", 50), max_engagements=1)])).recruits
    assert first.gain.closes == ("N1",)


def test_a_capability_is_told_with_where_and_how_much() -> None:
    """What most needs lack first; at the one place, or at the place in question."""
    rows = [
        row("N1", need(component(10))), row("N2", need(component(5), place=GARDEN.id)), row("N3", need(component(2, DRIVER), place="grid")),
    ]  # fmt: skip
    bus, driver = found(world(rows, [seats("U0", 4)], [])).profiles
    assert (bus.capability, bus.gain.closes, bus.place, bus.quantity) == (BUS, ("N1", "N2"), "street", 11 * MICRO)  # fmt: skip
    assert bus.communities == (("bridge", 1), ("garden", 1))
    assert (driver.capability, driver.place, driver.communities) == (DRIVER, "grid", (("bridge", 1),))  # fmt: skip


def test_what_has_begun_nobody_closes() -> None:
    """It is counted apart, and no capability is said to close it."""
    rows = [row("N1", need(component(10), window=between("06:00", "12:00", 1)))]
    result = found(world(rows, [], [seats("U1", 10)]))
    assert (result.begun, result.several, result.profiles, result.recruits) == (1, 0, (), ())


SMALL = st.dictionaries(st.sampled_from([BUS.key, DRIVER.key]), st.integers(1, 4), min_size=1)


@given(st.lists(SMALL, max_size=5), SMALL)
def test_against_trying_everything_out(asked: list[dict[str, int]], has: dict[str, int]) -> None:
    """It closes what it can as they come, and never more than can be closed at all; where what it has suffices for all, all of them."""
    named = {f"N{n}": each for n, each in enumerate(asked)}
    rows = [
        row(id_, need(*[component(amount, BUS if code == BUS.key else DRIVER, essential=True) for code, amount in each.items()]))
        for id_, each in named.items()
    ]  # fmt: skip
    own = unit("U1", *[offer(f"R{code}", resource(capacity=amount), categories={code: 0}) for code, amount in has.items()])  # fmt: skip
    got = [each.gain.closes for each in found(world(rows, [], [own])).recruits]
    closes = list(got[0]) if got else []
    assert closes == oracle.in_turn(named, has)
    assert len(closes) <= oracle.closable(named, has)


@st.composite
def worlds(draw: st.DrawFn) -> RecruitingFacts:
    """Up to three needs, two partners and three candidates, of any sort."""
    rows = [row(f"N{n}", draw(needs()), draw(st.integers(1, 4))) for n in range(draw(st.integers(0, 3)))]  # fmt: skip
    partners = [draw(units(f"P{n}")) for n in range(draw(st.integers(0, 2)))]
    return world(rows, partners, [draw(units(f"U{n}")) for n in range(draw(st.integers(0, 3)))])


def seen(result: Recruiting) -> list[object]:
    """What is told."""
    return [
        [(each.unit.code, each.gain, each.alone) for each in result.recruits], result.profiles, result.closed, result.coverage,
    ]  # fmt: skip


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(known: RecruitingFacts, random: Random) -> None:
    """Partners and candidates in any order."""
    shuffled = replace(
        known, partners=tuple(random.sample(known.partners, len(known.partners))), candidates=tuple(random.sample(known.candidates, len(known.candidates)))
    )  # fmt: skip
    assert seen(found(shuffled)) == seen(found(known))


@given(worlds())
def test_nothing_is_closed_twice_and_each_step_adds(known: RecruitingFacts) -> None:
    """Over all that are chosen; what partners close is nobody's; units that offer nothing are never chosen."""
    result = found(known)
    closes = [id_ for each in result.recruits for id_ in each.gain.closes]
    already = {left.row.id for left in result.left if left.closed}
    assert len(closes) == len(set(closes))
    assert not already & set(closes)
    assert all(each.gain.coverage > 0 and each.unit.offers for each in result.recruits)
    total = result.coverage + sum(each.gain.coverage for each in result.recruits)
    assert total <= result.weight * MICRO
    by_capability = [id_ for each in result.profiles for id_ in each.gain.closes]
    assert len(by_capability) == len(set(by_capability))


@given(worlds())
def test_each_is_the_best_beside_those_before_it(known: RecruitingFacts) -> None:
    """As if every candidate were looked at anew each time, with those before it among those who give what they have."""
    left = list(found(known, 0).left)
    for chosen in found(known).recruits:
        tried = {}
        for unit_ in known.candidates:
            givers = Givers([unit_], known.places, NOW, POLICY)
            tried[unit_.id] = _added(givers, _offers(unit_), left)
        best = min(
            known.candidates,
            key=lambda u: (-len(tried[u.id][0].closes), -tried[u.id][0].coverage, u.code),
        )
        assert (chosen.unit.id, chosen.gain) == (best.id, tried[best.id][0])
        for at, each in tried[best.id][1].items():
            left[at] = each


@given(worlds())
def test_what_is_laid_down_for_partners_can_be_had_alone(known: RecruitingFacts) -> None:
    """No need is given more than partners could give it if it were the only one, nor more than it asks."""
    at_once = arranged(known.needs, known.partners, known.places, NOW, POLICY)
    for left in at_once:
        (alone,) = arranged([left.row], known.partners, known.places, NOW, POLICY)
        assert left.share <= alone.share or not alone.closed
        assert all(g <= c.required for g, c in zip(left.given, left.row.facts.components, strict=True))  # fmt: skip


def test_what_is_left_of_a_need_is_a_need() -> None:
    """What is lacking of what is essential; of others each that would do."""
    essential = Left(row("N1", need(component(10, essential=True), component(3, DRIVER))), (4 * MICRO, 0))  # fmt: skip
    assert (essential.lacking, [c.required for c in essential.asked.components]) == ((0,), [6 * MICRO])  # fmt: skip
    either = Left(row("N1", need(component(10), component(3, DRIVER))), (4 * MICRO, 0))
    assert (either.lacking, either.share) == ((0, 1), 400_000)
