"""Why not: every cure makes it so, a cost is what all lose by it, and what may as well be used is in a plan as good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schema.allocation.framing import framed
from schema.allocation.policy import load_policy
from schema.allocation.terms import WhyNotKind
from schema.capacity import ResourceStatus
from schema.instants import MINUTE
from schema.measures import MICRO
from schema.reasons.why_not import reason
from schema.solving.stages import COVERAGE, solved
from schema.supporters.facts import Named
from tests.schema.allocation.drawn_worlds import worlds
from tests.schema.making import at

if TYPE_CHECKING:
    from schema.allocation.facts import World
    from schema.availability import ResourceFacts
    from schema.reasons.cures import Cure

POLICY = load_policy()
HINDRANCES: tuple[dict[str, Any], ...] = (
    {}, {}, {"status": ResourceStatus.INACTIVE}, {"areas": (Named("garden", "园林社区", "Yuanlin"),)},
    {"audience": (Named("G.old", "老人", "Elders"),)}, {"radius": 1}, {"hours": ("FREQ=WEEKLY;BYDAY=MO 08:00-09:00",)},
    {"lead_time": 40 * 1440 * MINUTE}, {"valid_to": at("00:00", 2)}, {"capacity": 0},
)  # fmt: skip


@st.composite
def hindered(draw: st.DrawFn) -> World:
    """A world in which resources are closed, far, for others, not open, or taken; and units carry as much as they can."""
    world = draw(worlds())
    units = []
    for unit in world.units:
        offers = []
        for offer in unit.offers:
            said = draw(st.sampled_from(HINDRANCES))
            own = {k: v for k, v in said.items() if k in {"areas", "audience", "radius", "status"}}
            facts = {k: v for k, v in said.items() if k not in {"areas", "audience", "radius"}}
            offers.append(replace(offer, resource=replace(offer.resource, **facts), **own))
        most = draw(st.sampled_from([None, None, 2, 1]))
        units.append(replace(unit, offers=tuple(offers), engagements=1, max_engagements=most))
    return replace(world, units=tuple(units))


def as_if(world: World, cure: Cure) -> World:
    """The world as the scenario of a cure says, by the words of its fields."""
    scenario = cure.scenario
    units = []
    for unit in world.units:
        said = scenario.units.get(unit.id, {})
        offers = []
        for offer in unit.offers:
            own = scenario.resources.get(offer.id, {})
            changed: dict[str, Any] = {"resource": _resource(offer.resource, scenario.resources)}
            if own.get("everywhere"):
                changed |= {"areas": (), "radius": None}
            if own.get("radiusKm") is not None:
                changed["radius"] = round(own["radiusKm"] * MICRO)
            if own.get("everyone"):
                changed["audience"] = ()
            if own.get("offered"):
                changed["status"] = ResourceStatus.ACTIVE
            offers.append(replace(offer, **changed))
        units.append(replace(unit, offers=tuple(offers), max_engagements=said.get("maxEngagements", unit.max_engagements)))  # fmt: skip
    return replace(world, units=tuple(units))


def _resource(facts: ResourceFacts, said: Any) -> ResourceFacts:
    own = said.get(facts.id, {})
    changed: dict[str, Any] = {}
    if own.get("capacity") is not None:
        changed["capacity"] = round(own["capacity"] * MICRO)
    if own.get("leadTimeMinutes") is not None:
        changed["lead_time"] = own["leadTimeMinutes"] * MINUTE
    if own.get("always"):
        changed |= {"hours": (), "closed_on": frozenset()}
    if own.get("offered"):
        changed |= {"status": ResourceStatus.ACTIVE, "valid_from": None, "valid_to": None}
    parts = tuple(replace(p, resource=_resource(p.resource, said)) for p in facts.parts)
    return replace(facts, parts=parts, **changed)


@settings(max_examples=120, deadline=None)
@given(hindered())
def test_every_cure_makes_it_so(world: World) -> None:
    """Applied as a scenario, the unit has something for the need; without any part of it, it has not."""
    known = framed(world, POLICY)
    for need in known.needs:
        for unit in known.world.units:
            found = reason(known, need.id, unit.id, lambda cure: framed(as_if(world, cure), POLICY), 10.0, lambda *_: None)  # fmt: skip
            if found.cure is None:
                continue
            assert found.kind is WhyNotKind.CANNOT
            assert has_something(framed(as_if(world, found.cure), POLICY), need.id, unit.id)
            for id_, said in found.cure.resources.items():
                for name in said:
                    less = {i: {k: v for k, v in s.items() if (i, k) != (id_, name)} for i, s in found.cure.resources.items()}  # fmt: skip
                    rest = replace(found.cure, resources=less)
                    assert not has_something(framed(as_if(world, rest), POLICY), need.id, unit.id)


def has_something(known: Any, need: str, unit: str) -> bool:
    """Whether a unit has an offer for a need."""
    return any(
        known.needs[known.lines[o.line].need].id == need and known.world.units[o.unit].id == unit
        for o in known.options
    )


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_a_cost_is_what_all_lose(world: World) -> None:
    """Used and as good: nothing; else the optimum is better by as much as is said than the best plan that uses it, and somebody loses."""
    known = framed(world, POLICY)
    best = solved(known.problem, until=COVERAGE).stages[0]
    for need in known.needs:
        for unit in known.world.units:
            found = reason(known, need.id, unit.id, lambda _: known, 10.0, lambda *_: None)
            if found.kind is WhyNotKind.COST:
                assert 0 < found.most <= best.value + 1e-6
                assert found.most - found.least <= 1e-4
                assert sum(d.weight * (d.before - d.after) for d in found.displaced) >= found.least - 1e-4  # fmt: skip
            elif found.kind in (WhyNotKind.USED, WhyNotKind.TIE):
                assert found.used_for
