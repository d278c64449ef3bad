"""What one more would bring is what it brings: found again by framing the world with one more and counting its optimum."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings

from schema.allocation.framing import framed
from schema.allocation.policy import load_policy
from schema.allocation.terms import AllocationLimitKind
from schema.measures import MICRO
from schema.reasons.scarcity import searched_for
from schema.solving.stages import COVERAGE, solved
from tests.schema.allocation.drawn_worlds import worlds

if TYPE_CHECKING:
    from schema.allocation.facts import World
    from schema.availability import ResourceFacts

POLICY = load_policy()


def optimum(world: World) -> float:
    """The best coverage."""
    return solved(framed(world, POLICY).problem, until=COVERAGE).stages[0].value


def with_one_more(world: World, id_: str) -> World:
    """One more of a resource, wherever it stands."""

    def more(facts: ResourceFacts) -> ResourceFacts:
        parts = tuple(replace(p, resource=more(p.resource)) for p in facts.parts)
        grown = facts.id == id_ and facts.capacity is not None
        return replace(facts, parts=parts, **({"capacity": facts.capacity + MICRO} if grown else {}))  # pyright: ignore[reportOptionalOperand]  # fmt: skip

    units = tuple(
        replace(u, offers=tuple(replace(o, resource=more(o.resource)) for o in u.offers))
        for u in world.units
    )
    return replace(world, units=units)


@settings(max_examples=120, deadline=None)
@given(worlds())
def test_prices_are_consistent_with_one_more(world: World) -> None:
    """The gain that is told is the difference of two optima; more never brings less."""
    limited = replace(world, units=tuple(replace(u, max_engagements=1) for u in world.units))
    for each in (world, limited):
        found = searched_for(framed(each, POLICY), lambda w: framed(w, POLICY), 5, 30.0, lambda *_: None)  # fmt: skip
        before = optimum(each)
        for scarce in found.scarce:
            assert 0 <= scarce.least <= scarce.most + 1e-9
            if scarce.kind is AllocationLimitKind.UNIT:
                units = tuple(replace(u, max_engagements=2) if u.id == scarce.id else u for u in each.units)  # fmt: skip
                after = optimum(replace(each, units=units))
            elif scarce.alike:
                continue
            else:
                after = optimum(with_one_more(each, scarce.id))
            assert scarce.least - 1e-4 <= after - before <= scarce.most + 1e-4
