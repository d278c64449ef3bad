"""What carrying a plan out has to call off: enough for the rest to be booked, and nothing that stays."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.allocation.changing import changed
from schema.allocation.framing import framed
from schema.allocation.outcome import outcome_of
from schema.allocation.policy import load_policy
from schema.allocation.settling import settled
from schema.booking import Wish, objections_to_each, without
from schema.solving.problem import Plan, Solution, judged
from schema.solving.stages import solved
from tests.schema.allocation.drawn_worlds import promised, worlds
from tests.schema.allocation.test_framing import drawn_plan

if TYPE_CHECKING:
    from schema.allocation.facts import World

POLICY = load_policy()


@settings(max_examples=80, deadline=None)
@given(worlds(), st.data())
def test_what_is_called_off_makes_room_for_the_rest(world: World, data: st.DataObject) -> None:
    """With the promises that change called off, all that is new can be booked beside those that stay."""
    world = data.draw(promised(world))
    known = framed(world, POLICY, 0.5)
    found = solved(known.problem, seconds=5.0)
    outcome = outcome_of(known, found, 0.0, 0.0)
    gone = {change.commitment for change in outcome.changes}
    resources = {o.id: without(o.resource, gone) for u in world.units for o in u.offers}
    wishes = [
        Wish(p.resource, p.quantity, w.start, w.end)
        for p in outcome.proposals if not p.kept for w in p.windows
    ]  # fmt: skip
    wishes.sort(key=lambda wish: wish.start)
    assert not any(objections_to_each(resources, wishes, world.as_of))


@settings(max_examples=150, deadline=None)
@given(worlds(), st.data())
def test_each_promise_stays_or_changes_and_is_replaced_once(
    world: World, data: st.DataObject
) -> None:
    """Whatever the plan: a promise that is not told as changed is one that stays; one is stood in for by one, for the same need."""
    world = data.draw(promised(world))
    known = framed(world, POLICY, 0.5)
    plan = drawn_plan(data, known)
    if judged(known.problem, plan).wrong:
        plan = Plan(known.problem.offers.kept)
    now = changed(known, plan, settled(known, plan))
    assert max(Counter(now.replaces.values()).values(), default=1) == 1
    assert not now.stays & now.replaces.keys()
    told = {change.commitment: change for change in now.changes}
    needs = {p.id: need.id for need, p in known.reconsidered}
    assert {id_ for id_, change in told.items() if change.replaced} == set(now.replaces.values())
    for at, id_ in now.replaces.items():
        assert known.needs[known.lines[known.options[at].line].need].id == needs[id_]
    for need, p in known.reconsidered:
        stays = any(known.options[at].offer.id == p.resource and known.needs[known.lines[known.options[at].line].need].id == need.id for at in now.stays)  # fmt: skip
        assert stays == (p.id not in told)


def test_nothing_changes_where_all_is_kept() -> None:
    """Keeping everything calls nothing off; it is a solution like any other."""

    @settings(max_examples=50, deadline=None)
    @given(worlds(), st.data())
    def law(world: World, data: st.DataObject) -> None:
        known = framed(data.draw(promised(world)), POLICY, 0.5)
        outcome = outcome_of(known, Solution(Plan(known.problem.offers.kept), ()), 0.0, 0.0)
        assert outcome.changes == ()
        assert all(p.kept and p.replaces is None for p in outcome.proposals)

    law()
