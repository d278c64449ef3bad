"""The numbers say what booking says: a plan is one that may be carried out if and only if all of it can be promised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.allocation.framing import framed
from schema.allocation.policy import load_policy
from schema.booking import Wish, objections_to_each
from schema.capacity import CapacityMode
from schema.instants import MINUTE
from schema.measures import MICRO
from schema.solving.problem import Divide, Plan, judged
from tests.schema.allocation.drawn_worlds import promised, worlds

if TYPE_CHECKING:
    from schema.allocation.facts import World
    from schema.allocation.framing import Framed
    from schema.availability import ResourceFacts

POLICY = load_policy()


def drawn_plan(data: st.DataObject, known: Framed) -> Plan:
    """Amounts that offers and lines allow; whether limits do is the question."""
    offers, lines = known.problem.offers, known.problem.lines
    amount = np.zeros(len(offers))
    left = lines.required - lines.have
    for at, (line, most, divide) in enumerate(zip(offers.line, offers.most, offers.divide, strict=True)):  # fmt: skip
        steps = {Divide.ALL: [most, 0.0], Divide.COUNTED: list(range(int(most), -1, -1)), Divide.ANY: [most, most / 2, 0.0]}[Divide(divide)]  # fmt: skip
        amount[at] = data.draw(st.sampled_from([s for s in steps if s <= left[line]]))
        left[line] -= amount[at]
    return Plan(amount)


def bookable(known: Framed, plan: Plan, world: World) -> bool:
    """Whether all of it can be promised, one after the other as it begins."""
    resources = {o.id: o.resource for u in world.units for o in u.offers}
    wishes = [
        Wish(option.offer.id, round(amount * option.per * MICRO), window.start, window.end)
        for option, amount in zip(known.options, plan.amount, strict=True) if amount > 0
        for window in option.windows
    ]  # fmt: skip
    wishes.sort(key=lambda wish: wish.start)
    return not any(objections_to_each(resources, wishes, world.as_of))


@settings(max_examples=400, deadline=None)
@given(worlds(), st.data())
def test_a_plan_is_good_if_and_only_if_it_can_be_booked(world: World, data: st.DataObject) -> None:
    """Both ways: of one at a time with buffers, so many at a time, used up, so much in a period, and kits of them, in other measures too."""
    known = framed(world, POLICY)
    plan = drawn_plan(data, known)
    wrong = judged(known.problem, plan).wrong
    assert (wrong == ()) == bookable(known, plan, world), wrong


@settings(max_examples=150, deadline=None)
@given(worlds(), st.data())
def test_with_buffers_of_what_is_counted_a_good_plan_can_be_booked(
    world: World, data: st.DataObject
) -> None:
    """One way: never too much. What is counted and has buffers may be promised a little less of than a lucky order would allow."""
    units = tuple(
        replace(u, offers=tuple(replace(o, resource=_buffered(o.resource)) for o in u.offers))
        for u in world.units
    )
    known = framed(replace(world, units=units), POLICY)
    plan = drawn_plan(data, known)
    if judged(known.problem, plan).wrong == ():
        assert bookable(known, plan, known.world)


def _buffered(resource: ResourceFacts) -> ResourceFacts:
    counted = resource.mode is CapacityMode.COUNTED
    parts = tuple(replace(p, resource=_buffered(p.resource)) for p in resource.parts)
    return replace(resource, buffer=60 * MINUTE if counted else resource.buffer, parts=parts)


@settings(max_examples=150, deadline=None)
@given(worlds(), st.data())
def test_promises_can_be_kept_or_given_back(world: World, data: st.DataObject) -> None:
    """What was promised before is an option as good as any: keeping all of it is a plan without a change, giving all of it back changes as much as there was."""
    world = data.draw(promised(world))
    known = framed(world, POLICY, 1.0)
    kept = known.problem.offers.kept
    keeping = judged(known.problem, Plan(kept))
    assert (keeping.wrong, keeping.changes) == ((), 0)
    assert judged(known.problem, Plan(np.zeros(len(kept)))).changes == np.count_nonzero(kept)
    assert np.allclose(keeping.covered, judged(framed(world, POLICY).problem, Plan(np.zeros(len(framed(world, POLICY).options)))).covered)  # fmt: skip
    assert bool(np.count_nonzero(kept)) == bool(known.reconsidered)


@settings(max_examples=150, deadline=None)
@given(worlds())
def test_every_offer_could_be_promised_alone(world: World) -> None:
    """Whatever is offered can be had, all of it, were it the only one."""
    known = framed(world, POLICY)
    for at, most in enumerate(known.problem.offers.most):
        alone = np.zeros(len(known.options))
        alone[at] = most
        assert judged(known.problem, Plan(alone)).wrong == ()
        assert bookable(known, Plan(alone), world)


@settings(max_examples=100, deadline=None)
@given(worlds(), st.randoms())
def test_the_order_of_what_was_read_leaves_no_trace(world: World, random) -> None:
    """Needs, units and offers in any order give the same numbers."""
    needs, units = list(world.needs), list(world.units)
    random.shuffle(needs)
    random.shuffle(units)
    units = [replace(u, offers=tuple(random.sample(u.offers, len(u.offers)))) for u in units]
    one, other = framed(world, POLICY).problem, framed(replace(world, needs=tuple(needs), units=tuple(units)), POLICY).problem  # fmt: skip
    assert numbers(one) == numbers(other)


def numbers(problem: object) -> object:
    """Everything in a problem, to be compared."""
    if isinstance(problem, np.ndarray):
        return problem.tolist()
    if hasattr(problem, "__dataclass_fields__"):
        return {name: numbers(getattr(problem, name)) for name in problem.__dataclass_fields__}  # pyright: ignore[reportAttributeAccessIssue]
    return problem
