"""What falls away when a unit leaves, how far the others make it good, and that nothing else breaks."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from schema.availability import Part, kit
from schema.capacity import CapacityMode
from schema.instants import DAY
from schema.leaving.facts import Leaving
from schema.leaving.losses import Losses, fallen_away, losses
from schema.leaving.terms import LeavingEffect
from schema.leaving.without import remaining
from schema.measures import MICRO
from schema.supporters import load_policy
from schema.supporters.facts import NeedFacts, UnitFacts
from schema.supporters.places import Places
from schema.supporters.rank import Ranking
from schema.supporters.stock import Stock
from schema.supporters.terms import SupportVerdict, SupportVia
from tests.schema.leaving.making import SEATS, beside, leaving, promise, row
from tests.schema.making import (
    BRIDGE,
    BUS,
    DRIVER,
    MORNING,
    NOW,
    PLACES,
    between,
    booking,
    component,
    link,
    need,
    needs,
    offer,
    resource,
    unit,
    units,
)

POLICY = load_policy()


def found(gone: Leaving, at: int = NOW) -> Losses:
    """What falls away from an instant on, as things stand on the first of December."""
    return losses(gone, at, NOW, POLICY)


def seats(code: str, capacity: float, **more: object) -> UnitFacts:
    """A unit with so many seats."""
    return unit(code, offer(f"{code}-R", resource(capacity=capacity)), **more)


def test_a_promise_is_replaceable_degraded_or_lost() -> None:
    """By what others have free at that time: all of it, alone or together; a part; nothing."""
    asked = row("N1", need(component(10)))
    for others, effect in (
        ([10], LeavingEffect.REPLACEABLE), ([6, 4], LeavingEffect.REPLACEABLE), ([6, 3], LeavingEffect.DEGRADED), ([], LeavingEffect.LOST),
    ):  # fmt: skip
        gone = leaving(
            [seats("U1", 10), *(seats(f"U{n}", c) for n, c in enumerate(others, 2))],
            [asked],
            (promise(),),
        )
        (loss,) = found(gone).promises
        assert loss.effect is effect, others


def test_what_others_promised_for_the_time_counts_first() -> None:
    """Only what is then missing falls away, and what breaks with it does not count."""
    facts = need(component(10))
    for promised, given_, missing in (
        (10, [beside("E1", 10)], None), (10, [beside("E1", 4)], 6), (5, [beside("E1", 4)], 5), (5, [beside("E1", 7)], 3),
        (10, [beside("D2", 10)], 10), (10, [beside("E1", 10, replace(SEATS, capabilities=(DRIVER,)))], 10), (10, [beside("E1", 10, None)], 10),
    ):  # fmt: skip
        components = fallen_away(
            promise(quantity=promised, beside=tuple(given_)), facts, frozenset({"D1", "D2"})
        )
        assert components is not None
        assert [c.required for c in components] == ([] if missing is None else [missing * MICRO])


def test_covered_by_others_is_replaceable_and_names_nobody() -> None:
    """Nothing is missing, so nobody has to step in."""
    gone = leaving(
        [seats("U1", 10)], [row("N1", need(component(10)))], (promise(beside=(beside("E1", 10),)),)
    )
    (loss,) = found(gone).promises
    assert (loss.effect, loss.covered, loss.others) == (LeavingEffect.REPLACEABLE, True, None)


def test_a_need_that_is_not_shown_cannot_be_judged() -> None:
    """Neither lost nor replaceable."""
    (loss,) = found(leaving([seats("U1", 10)], [], (promise(),))).promises
    assert (loss.effect, loss.row) == (None, None)


def test_only_the_part_after_the_day_is_asked_of_others() -> None:
    """A promise under way on the day: they need be free only from then on."""
    window = between("08:00", "24:00", 4)
    busy = seats("U2", 10)
    early = booking(between("08:00", "12:00", 4), 10, id="X")
    busy = replace(
        busy,
        offers=(
            replace(busy.offers[0], resource=replace(busy.offers[0].resource, bookings=(early,))),
        ),
    )
    gone = leaving(
        [seats("U1", 10), busy],
        [row("N1", need(component(10), window=window))],
        (promise(window=window),),
    )
    assert found(gone).promises[0].effect is LeavingEffect.LOST
    assert (
        found(gone, between("12:00", "13:00", 4).start).promises[0].effect
        is LeavingEffect.REPLACEABLE
    )


def test_an_open_need_that_is_over_by_then_loses_nothing() -> None:
    """The unit is still there while it lasts."""
    gone = leaving([seats("U1", 10)], [row("N1", need(component(10)))])
    assert [loss.effect for loss in found(gone).needs] == [LeavingEffect.LOST]
    assert found(gone, MORNING.end).needs == ()
    assert found(gone, MORNING.end - 1).needs


def test_a_need_is_not_judged_twice() -> None:
    """One to which something was promised is told by the promise."""
    gone = leaving([seats("U1", 10)], [row("N1", need()), row("N2", need())], (promise(),))
    assert [loss.row.id for loss in found(gone).needs] == ["N2"]


def test_a_kit_of_another_with_a_part_of_it_breaks() -> None:
    """And the kit is no substitute either; without the part in it, it would be."""
    wheels = resource(id="resource_U1-R")
    driven = kit(resource(capacity=10, id="resource_U2-K"), [Part(wheels, MICRO)])
    own = unit("U1", offer("U1-R", wheels, categories={"C.other": 0}))
    other = unit("U2", offer("U2-K", driven))
    asked = row("N1", need(component(10)))
    (loss,) = found(leaving([own, other], [asked])).needs
    assert loss.effect is LeavingEffect.LOST
    assert [judged.unit.code for judged in loss.before.ranking.helpful] == ["U2"]
    assert found(leaving([own, other], [asked], resources=frozenset())).needs == ()


def test_what_broken_promises_held_of_others_is_free_again() -> None:
    """A driver who was to drive the unit's bus may drive another; and the one who promised has one fewer to keep."""
    held = booking(MORNING, 10, id="D1")
    seats_ = resource(capacity=10, bookings=(held,), id="resource_U2-R")
    other = unit("U2", offer("U2-R", seats_), engagements=1, max_engagements=1)
    mine = leaving([unit("U1"), other], [row("N1", need(component(10)))], (promise(by="unit_U2"),))
    (after,) = remaining(mine.board.units, mine)
    assert (after.engagements, after.offers[0].resource.bookings) == (0, ())
    assert found(mine).promises[0].effect is LeavingEffect.REPLACEABLE


def test_ways_through_its_first_secretary_are_gone() -> None:
    """A body under it was connected by the secretary it sent; by an agreement of its own it would stay."""
    by_secretary = link(via=SupportVia.FIRST_SECRETARY, source="T1")
    for ways, effect in (((by_secretary,), LeavingEffect.LOST), ((by_secretary, link()), LeavingEffect.REPLACEABLE)):  # fmt: skip
        under = seats("U2", 10, links=ways)
        gone = leaving(
            [seats("U1", 10), under], [row("N1", need(component(10)))], posts=frozenset({"T1"})
        )
        assert [loss.effect for loss in found(gone).needs] == [effect]


def test_the_worst_comes_first() -> None:
    """Lost before degraded before replaceable."""
    rows = [row(f"N{n}", need(component(n))) for n in (2, 8, 14)]
    rows.append(row("N0", need(component(1, DRIVER))))
    own = unit("U1", offer("a", resource(capacity=20)), offer("b", categories={DRIVER.key: 0}))
    gone = leaving([own, seats("U2", 10)], rows)
    assert [(loss.row.id, loss.effect) for loss in found(gone).needs] == [
        ("N0", LeavingEffect.LOST), ("N14", LeavingEffect.DEGRADED), ("N2", LeavingEffect.REPLACEABLE), ("N8", LeavingEffect.REPLACEABLE),
    ]  # fmt: skip


@st.composite
def streets(draw: st.DrawFn) -> tuple[list[UnitFacts], list[NeedFacts]]:
    """Up to four units and three needs."""
    made = [draw(units(f"U{n}")) for n in range(1, draw(st.integers(2, 5)))]
    return made, [draw(needs()) for _ in range(draw(st.integers(1, 3)))]


@given(streets())
def test_a_unit_that_offers_nothing_breaks_nothing(drawn: tuple[list[UnitFacts], list[NeedFacts]]) -> None:  # fmt: skip
    """Whoever else there is."""
    made, asked = drawn
    made[0] = replace(made[0], offers=())
    assert found(leaving(made, [row(f"N{n}", each) for n, each in enumerate(asked)])).needs == ()


@given(streets())
def test_exactly_what_the_ranking_without_the_unit_says(drawn: tuple[list[UnitFacts], list[NeedFacts]]) -> None:  # fmt: skip
    """For every need: missed if the unit was among those that can; what remains is what the others come to, added up by hand."""
    made, asked = drawn
    rows = [row(f"N{n}", each) for n, each in enumerate(asked)]
    said = {loss.row.id: loss for loss in found(leaving(made, rows), at=NOW - 30 * DAY).needs}
    for each in rows:
        everybody = Ranking(each.facts, Stock(Places(PLACES), made, NOW), POLICY).helpful
        others = Ranking(each.facts, Stock(Places(PLACES), made[1:], NOW), POLICY).helpful
        missed = [judged for judged in everybody if judged.unit.id == "unit_U1"]
        assert (each.id in said) is bool(missed)
        if not missed:
            continue
        before, after = (
            [min(c.required, sum(j.cover[at] for j in judged)) for at, c in enumerate(each.facts.components)]
            for judged in (everybody, others)
        )  # fmt: skip
        full = all(a >= b for b, a in zip(before, after, strict=True))
        effect = LeavingEffect.REPLACEABLE if full else LeavingEffect.DEGRADED if any(after) else LeavingEffect.LOST  # fmt: skip
        assert said[each.id].effect is effect
        assert all(judged.unit.id != "unit_U1" for judged in said[each.id].after.ranking.helpful)


@given(streets(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    drawn: tuple[list[UnitFacts], list[NeedFacts]], random: Random
) -> None:
    """Whatever order the database brings them in."""
    made, asked = drawn
    rows = [row(f"N{n}", each) for n, each in enumerate(asked)]

    def seen(of: Losses) -> list[object]:
        return [(loss.row.id, loss.effect, loss.before.cover, loss.after.cover) for loss in of.needs]  # fmt: skip

    shuffled = leaving(random.sample(made, len(made)), random.sample(rows, len(rows)))
    assert seen(found(leaving(made, rows))) == seen(found(shuffled))


def test_several_that_can_only_together_are_told_so() -> None:
    """No one alone; the verdict is that of all."""
    gone = leaving(
        [seats("U1", 10), seats("U2", 5), seats("U3", 5)], [row("N1", need(component(10)))]
    )
    (loss,) = found(gone).needs
    assert loss.after.verdict is SupportVerdict.CAN
    assert loss.after.ranking.count(SupportVerdict.CAN) == 0


def test_a_promise_without_a_resource_is_a_share_of_the_need() -> None:
    """Half of what is asked of each component."""
    facts = need(component(10, essential=True), component(3, DRIVER), quantity=20 * MICRO)
    found_ = fallen_away(promise(quantity=10, used=None), facts, frozenset())
    assert found_ is not None
    assert [(c.capability, c.required) for c in found_] == [(BUS, 5 * MICRO), (DRIVER, 1_500_000)]


def test_what_is_unlimited_replaces_everything() -> None:
    """Nobody misses a unit where another's stock never ends."""
    never = unit("U2", offer("U2-R", resource(CapacityMode.UNLIMITED, None)))
    (loss,) = found(
        leaving([seats("U1", 10), never], [row("N1", need(component(1000), place=BRIDGE.id))])
    ).needs
    assert loss.effect is LeavingEffect.REPLACEABLE
