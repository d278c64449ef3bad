"""Who is a provider where: distinct units with something free that serve there, against plain loops over the rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schema.availability import ResourceFacts
from schema.instants import DAY, MINUTE, Window
from schema.reach.facts import ReachFacts
from schema.reach.supply import Supply
from schema.reach.terms import ReachObstacle
from schema.supporters.facts import Position, UnitFacts
from tests.schema.making import BUS, DRIVER, NOW, booking, offer, resource, unit
from tests.schema.reach import oracle
from tests.schema.reach.making import ELDERS, facts, reaches


def able(known: ReachFacts, place: str = "bridge", capability: str = BUS.key) -> list[str]:
    """Codes of the providers."""
    supply = Supply(known, NOW)
    return [supply.stock.units[p.number].code for p in supply.providers(place, capability)]


def bus(code: str, own: ResourceFacts | None = None, **more: object) -> UnitFacts:
    """A unit with a bus."""
    return unit(code, offer(f"{code}-R", own, **more))


def test_two_resources_of_one_unit_are_one_provider() -> None:
    """However many it has."""
    assert able(facts([unit("U1", offer("A"), offer("B"))])) == ["U1"]


def test_nothing_free_is_no_provider() -> None:
    """No capacity at all, or all of it taken for as long as is looked ahead; free again within 14 days is one."""
    taken = Window(NOW - DAY, NOW + 60 * DAY)
    soon = Window(NOW - DAY, NOW + 13 * DAY)
    assert able(facts([bus("U1", resource(capacity=0))])) == []
    assert able(facts([bus("U1", resource(capacity=5, bookings=(booking(taken, 5),)))])) == []
    assert able(facts([bus("U1", resource(capacity=5, bookings=(booking(soon, 5),)))])) == ["U1"]
    assert able(facts([bus("U1", resource(capacity=5, bookings=(booking(taken, 4),)))])) == ["U1"]
    full = unit("U1", offer("A"), engagements=2, max_engagements=2)
    assert able(facts([full])) == []


def test_long_notice_is_not_no_capacity() -> None:
    """What takes twenty days of notice can be had after them."""
    assert able(facts([bus("U1", resource(lead_time=20 * 1440 * MINUTE))])) == ["U1"]


def test_for_some_groups_counts_where_nobody_is_for_everyone() -> None:
    """And comes next where somebody is."""
    some, everyone = bus("U1", audience=(ELDERS,)), bus("U2")
    assert able(facts([some])) == ["U1"]
    assert able(facts([some, everyone])) == ["U2"]
    supply = Supply(facts([some, everyone]), NOW)
    (second,) = supply.nearly("bridge", BUS.key)
    assert (supply.stock.units[second.number].code, second.why) == ("U1", ReachObstacle.AUDIENCE)


def test_far_away_is_out_of_reach_unless_it_says_how_far_it_serves() -> None:
    """Beyond the distance that is asked about; a radius of its own goes further, and an unknown distance is not held against it."""
    far = Position(41.92, 120.77)
    assert able(facts([bus("U1", position=far)])) == []
    assert able(facts([bus("U1", position=far, radius=20_000_000)])) == ["U1"]
    assert able(facts([bus("U1", position=None)])) == ["U1"]


def test_who_would_come_next_is_who_lacks_least() -> None:
    """Audience, capacity, area, a capability that is not offered, and what is out of use, in this order."""
    could = unit("U4", latent=((BUS, frozenset({BUS.key})),))
    full, outside = bus("U2", resource(capacity=0)), bus("U3", position=Position(42.5, 120.7))
    supply = Supply(facts([could, outside, full, bus("U1")]), NOW)
    assert [each.why for each in supply.nearly("bridge", BUS.key)] == [
        ReachObstacle.CAPACITY, ReachObstacle.AREA, ReachObstacle.NOT_OFFERED,
    ]  # fmt: skip


@given(reaches(), st.sampled_from(["bridge", "garden"]), st.sampled_from([BUS.key, DRIVER.key]))
def test_providers_are_those_that_plain_loops_find(
    known: ReachFacts, place: str, capability: str
) -> None:
    """Unit by unit; whoever is nearly one is none, and a partner."""
    supply = Supply(known, NOW)
    found = able(known, place, capability)
    assert found == sorted(oracle.providers(known, place, capability))
    nearly = [supply.stock.units[each.number].code for each in supply.nearly(place, capability)]
    assert not set(nearly) & set(found)
    assert len(nearly) == len(set(nearly))
