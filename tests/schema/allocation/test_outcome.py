"""What an allocation comes to: the best that counting through all bookings finds, told without a contradiction, also where nothing can be had."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from graph.compile.refusal import Refusal
from schema.allocation import work
from schema.allocation.facts import World
from schema.allocation.framing import framed
from schema.allocation.outcome import outcome_of
from schema.allocation.policy import load_policy, read_policy
from schema.allocation.roots import checked
from schema.allocation.terms import AllocationOpenReason
from schema.allocation.words import percent
from schema.allocation.work import best
from schema.booking import Wish, objections_to_each
from schema.instants import MINUTE, Window
from schema.solving.problem import Divide, Plan, Standing, judged
from schema.supporters.places import Places
from schema.supporters.policy import PolicyProblem
from tests.schema.allocation.drawn_worlds import RIDE, worlds
from tests.schema.allocation.test_framing import bookable
from tests.schema.making import component, need

if TYPE_CHECKING:
    from schema.allocation.framing import Framed
    from schema.allocation.outcome import Outcome

POLICY = load_policy()
MOST_PLANS = 600


def told(known: Framed, seconds: float = 20.0) -> Outcome:
    """What is told of the best plan."""
    return outcome_of(known, best(known.problem, seconds, "metres", lambda *_: None), 0.0, 0.0)


def counted(known: Framed, plan: np.ndarray) -> float:
    """The weighted coverage of amounts, need by need, from the facts alone."""
    total = 0.0
    for number, each in enumerate(known.needs):
        shares: dict[int, list[float]] = {}
        for at, line in enumerate(known.lines):
            if line.need == number:
                given_ = sum(a for o, a in zip(known.options, plan, strict=True) if o.line == at)
                share = min(1.0, (line.have + given_ * 1e6) / line.required)
                shares.setdefault(line.alternative, []).append(share)
        total += POLICY.weight(each.priority) * max((min(s) for s in shares.values()), default=0.0)
    return total


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(worlds(most=3, whole=True))
def test_the_best_is_that_of_counting_through_all_bookings(world: World) -> None:
    """Every plan that can be booked, one after the other; none covers more, and one covers as much."""
    known = framed(world, POLICY)
    choices = [
        [0.0, o.most] if o.divide is Divide.ALL else [float(n) for n in range(int(o.most) + 1)]
        for o in known.options
    ]
    assume(2 < np.prod([len(c) for c in choices]) <= MOST_PLANS)
    missing = known.problem.lines.required - known.problem.lines.have
    most = 0.0
    for amounts in product(*choices):
        plan = np.array(amounts)
        given_ = np.bincount([o.line for o in known.options], weights=plan, minlength=len(known.lines))  # fmt: skip
        if (given_ <= missing + 1e-9).all() and bookable(known, Plan(plan), world):
            most = max(most, counted(known, plan))
    outcome = told(known)
    assert outcome.stages[0].standing is Standing.PROVEN
    assert outcome.after == pytest.approx(most, abs=1e-5)


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_figures_agree(world: World) -> None:
    """All that is proposed can be booked to the millionth. Communities sum to the whole, what is left open is what is not met, and every need left open has its reason."""
    known = framed(world, POLICY)
    outcome = told(known)
    assert sum(c.after for c in outcome.communities) == pytest.approx(outcome.after, abs=1e-6)
    assert sum(c.asked for c in outcome.communities) == pytest.approx(outcome.asked)
    assert outcome.covered + len(outcome.open) == outcome.needs
    assert sum(u.added for u in outcome.loads) == outcome.stages[2].value
    for each in outcome.open:
        lines = [line for line in known.lines if known.needs[line.need].id == each.need]
        assert bool(each.missing) == bool(lines)
    resources = {o.id: o.resource for u in world.units for o in u.offers}
    wishes = [
        Wish(p.resource, p.quantity, w.start, w.end)
        for p in outcome.proposals
        for w in p.windows or (Window(world.as_of, world.as_of + MINUTE),)
    ]
    wishes.sort(key=lambda wish: wish.start)
    assert not any(objections_to_each(resources, wishes, world.as_of))
    assert outcome.by_sums is None or outcome.by_sums >= outcome.after - 1e-6


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_no_time_and_no_capacity_are_answered(world: World) -> None:
    """Without time the best at hand, with a bound that no plan passes; without capacity nothing, proven, with a reason for each need."""
    hasty, known = told(framed(world, POLICY), 0.0), told(framed(world, POLICY))
    assert hasty.after <= known.after + 1e-4 <= hasty.stages[0].bound + 2e-4
    units = tuple(
        replace(u, offers=tuple(replace(o, resource=replace(o.resource, capacity=0, parts=())) for o in u.offers))
        for u in world.units
    )  # fmt: skip
    nothing = told(framed(replace(world, units=units), POLICY))
    assert nothing.stages[0].standing is Standing.PROVEN
    assert len(nothing.open) == nothing.needs - nothing.covered


@settings(max_examples=40, deadline=None)
@given(worlds(most=1))
def test_a_need_beyond_all_supply_is_told_so(world: World) -> None:
    """More is asked than there is: it gets what there is, and is told that all of it would not be enough."""
    huge = need(component(10_000, measure=RIDE), window=world.needs[0].facts.window)
    known = framed(replace(world, needs=(replace(world.needs[0], facts=huge),)), POLICY)
    assume(known.options)
    assume(sum(o.most for o in known.options) < 10_000)
    (left,) = told(known).open
    assert [m.reason for m in left.missing] == [AllocationOpenReason.SUPPLY]


def test_shares_are_never_told_as_all_or_nothing_when_they_are_not() -> None:
    """99.96 percent is not 100, 0.01 not 0."""
    assert [percent(x) for x in (1.0, 0.9996, 0.5, 0.0001, 0.0)] == ["100%", "99.9%", "50%", "0.1%", "0%"]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"weights": [8, 4, 2]}, {"weights": [1, 2, 3, 4]}, {"weights": [8, 4, 2, 0]}, {"change_price": -1}, {"change_price": float("nan")},
        {"most_units": -1}, {"partly": 1}, {"id": ""}, {"version": True}, {"colour": "red"},
    ],
)  # fmt: skip
def test_a_policy_that_cannot_be_used_is_refused(said: dict[str, object]) -> None:
    """With what would be usable, in both languages."""
    with pytest.raises(PolicyProblem) as raised:
        read_policy({"id": "x", "version": 1, "weights": [8, 4, 2, 1]} | said)
    assert raised.value.code == "POLICY"
    assert raised.value.cure_zh
    assert raised.value.cure_en


@settings(max_examples=6, deadline=None)
@given(worlds())
def test_whatever_is_large_is_told_as_honestly(world: World) -> None:
    """Where it is not solved exactly: a plan that may be carried out, no worse than what was at hand, and a bound above the best."""
    known = framed(world, POLICY)
    exact = best(known.problem, 20.0, "metres", lambda *_: None)
    with patch.object(work, "EXACT", -1):
        at_hand = best(known.problem, 0.0, "metres", lambda *_: None)
        found = work.no_worse(best(known.problem, 0.5, "coverage", lambda *_: None), at_hand)
    said = judged(known.problem, found.plan)
    assert said.wrong == ()
    assert [stage.name for stage in found.stages][:1] == ["coverage"]
    assert said.coverage >= judged(known.problem, at_hand.plan).coverage - 1e-4
    assert found.stages[0].bound >= exact.stages[0].value - 1e-4


def test_more_than_can_be_looked_at_is_refused() -> None:
    """Needs of an allocation, and offers where all is solved again and again: with how many there may be, and what to ask instead."""
    known = framed(World(0, (), Places(()), (), {}), POLICY)
    with patch.object(work, "EXACT", -1), pytest.raises(Refusal) as raised:
        work.within_reach(known)
    assert (raised.value.code, raised.value.argument) == ("TOO_MANY_NEEDS", "place")
    with pytest.raises(Refusal) as raised:
        checked({"open": 8_001})
    assert (raised.value.code, raised.value.argument) == ("TOO_MANY_NEEDS", "place")
