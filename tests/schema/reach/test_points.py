"""Where everything hangs on one provider or one person."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from schema.reach.facts import Post, ReachFacts
from schema.reach.points import Point, points
from schema.reach.supply import Supply
from schema.reach.terms import FailureKind
from schema.supporters.facts import Link, Step
from schema.supporters.terms import SupportVia
from tests.schema.making import BUS, NOW, link, offer, unit
from tests.schema.reach import oracle
from tests.schema.reach.making import asked, facts, reaches


def found(known: ReachFacts) -> list[Point]:
    """All points."""
    return list(points(known, Supply(known, NOW)).points)


def key(known: ReachFacts) -> list[object]:
    """What is told of them, apart from numbers of units."""
    supply = Supply(known, NOW)
    return [
        (p.community.id, p.capability, p.kind, [supply.stock.units[each.number].code for each in p.providers], p.needs)
        for p in points(known, supply).points
    ]  # fmt: skip


@given(reaches())
def test_exactly_the_pairs_with_one_provider(known: ReachFacts) -> None:
    """By plain loops over the rows; with the open needs that ask for it, and never one that nobody gives."""
    expected = {
        (place, capability): next(iter(able))
        for place in ("bridge", "garden")
        for capability in known.capabilities
        if len(able := oracle.providers(known, place, capability)) == 1
    }
    supply = Supply(known, NOW)
    got = {(p.community.id, p.capability): supply.stock.units[p.providers[0].number].code for p in found(known) if p.kind is FailureKind.PROVIDER}  # fmt: skip
    assert got == expected
    for point in found(known):
        asking = [n.id for n in known.asked if n.open and n.community == point.community.id and point.capability in known.categories[n.category].capabilities]  # fmt: skip
        assert list(point.needs) == asking


@given(reaches(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(known: ReachFacts, random: Random) -> None:
    """Units in any order."""
    shuffled = replace(known, units=tuple(random.sample(known.units, len(known.units))))
    assert key(shuffled) == key(known)


@given(reaches())
def test_a_second_provider_removes_the_point(known: ReachFacts) -> None:
    """One more unit that gives everything to everyone, twice: nothing hangs on one any more."""
    more = [unit(f"V{n}", offer(f"V{n}-R", categories=dict.fromkeys(known.capabilities, 0))) for n in (1, 2)]  # fmt: skip
    assert found(replace(known, units=(*known.units, *more))) == []


def test_what_is_asked_for_most_comes_first() -> None:
    """A point that open needs ask for before one that nobody asks for now."""
    known = facts([unit("U1", offer("A"))], asked("n1", "garden"))
    assert [(p.community.id, p.needs) for p in found(known)] == [
        ("garden", ("n1",)),
        ("bridge", ()),
    ]


def by_post(post: str, place: str = "bridge") -> Link:
    """A unit that is a partner by the post of somebody."""
    steps = (Step("unit", "Unit", "单位", "SECONDED_FROM", False), Step(post, "RoleAssignment", "第一书记", "TARGETS"))  # fmt: skip
    return Link(SupportVia.FIRST_SECRETARY, post, place, steps)


def test_two_units_behind_one_person_hang_on_the_person() -> None:
    """Two posts of the same person are one person; a way of its own for one of the units, and nothing hangs on anybody."""
    posts = (Post("T1", "person"), Post("T2", "person"))
    one = unit("U1", offer("A"), links=(by_post("T1"),))
    two = unit("U2", offer("B"), links=(by_post("T2"),))
    (point,) = found(facts([one, two], posts=posts))
    assert (point.kind, point.posts, point.community.id) == (
        FailureKind.PERSON,
        ("T1", "T2"),
        "bridge",
    )
    assert found(facts([one, two], posts=(Post("T1", "person"), Post("T2", "other")))) == []
    assert found(facts([one, two], posts=(Post("T1"), Post("T2")))) == []
    free = replace(two, links=(by_post("T2"), link()))
    assert not [p for p in found(facts([one, free], posts=posts)) if p.kind is FailureKind.PERSON]


def test_nobody_is_counted_and_is_no_point() -> None:
    """What is asked for and nobody gives is another matter."""
    result = points(known := facts([], asked("n1")), Supply(known, NOW))
    assert (result.points, result.nobody, result.looked_at) == ((), 2, 2)
    assert BUS.key in known.capabilities
