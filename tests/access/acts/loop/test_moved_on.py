"""A plan that is carried out later: whether the world has moved on since it was made, and what of it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.compile.marks import splice
from graph.compile.scope import EVERYTHING
from schema.world import HEADS, state, world_of
from tests.access.acts.loop.acting import COMMUNITY, STREET
from tests.access.acts.loop.racing import MORNING, Race
from tests.access.acts.loop.test_applying import apply, proposal, why
from tests.access.acts.loop.test_races import race

if TYPE_CHECKING:
    from tests.access.acts.loop.acting import Loop

__all__ = ["race"]
STATE = f"""{HEADS}
MATCH (q:Place {{code: 'NS-C01'}})
WITH *, COLLECT {{ MATCH (u:Unit {{code: 'NS-U-001'}}) RETURN u {{.id}} }} AS units
RETURN {state("q", "units")} AS value
"""


async def seen(loop: Loop) -> str:
    """The state of the world that a plan for the community would have."""
    ((row),) = await loop.acting.known.run(splice(STATE, EVERYTHING))
    text = world_of(row["value"]).text
    assert text
    return text


async def test_nothing_has_moved(race: Race) -> None:
    """What is only read, recorded elsewhere, or refused, is no reason: the plan is applied. By then it has moved."""
    seats, needs = await race.resource(9), await race.needs(2)
    expected = await seen(race.loop)
    assert expected == await seen(race.loop)
    await race.loop.refused(STREET, "bookSupport", need=needs[0], choices=[{"resource": seats, "quantity": 10, **MORNING}])  # fmt: skip
    await race.loop.acting.key("WL-AC-01")
    payload = await apply(race.loop, proposal(needs[0], seats), expectedState=expected)
    assert payload["userErrors"] == []
    again = await apply(race.loop, proposal(needs[1], seats), expectedState=expected)
    assert why(again) == [("expectedState", "WORLD_MOVED_ON")]
    assert {needs[0], seats} <= set(again["userErrors"][0]["conflicts"])


async def test_the_world_has_moved_on(race: Race) -> None:
    """A need that is raised or takes a step, a resource that is booked or offered, an import: told, named where it has a name, nothing done."""
    loop, seats, needs = race.loop, await race.resource(9), await race.needs(2)

    async def booked() -> list[str]:
        await loop.done(STREET, "bookSupport", need=needs[0], choices=[{"resource": seats, "quantity": 1, **MORNING}])  # fmt: skip
        return [needs[0], seats]

    async def raised() -> list[str]:
        return [(await loop.raised())["id"]]

    async def stepped() -> list[str]:
        need = await loop.raised()
        await loop.done(STREET, "triage", id=need["id"], expectedVersion=1, to="OPEN")
        return [need["id"]]

    async def structured() -> list[str]:
        await loop.acting.known.run("MERGE (s:Structure {id: 'graph'}) SET s.revision = coalesce(s.revision, 0) + 1")  # fmt: skip
        return []

    for move in (booked, raised, stepped, structured):
        expected = await seen(loop)
        named = await move()
        before = await loop.fingerprint()
        payload = await apply(loop, proposal(needs[1], seats), mode="IN_PARTS", expectedState=expected)  # fmt: skip
        assert why(payload) == [("expectedState", "WORLD_MOVED_ON")], move.__name__
        assert set(named) <= set(payload["userErrors"][0]["conflicts"])
        assert await loop.fingerprint() == before
    assert (await apply(loop, proposal(needs[1], seats)))["userErrors"] == []


async def test_what_moved_where_one_does_not_look_is_not_named(race: Race) -> None:
    """A need of another community of the street: that it moved is told, which it is not."""
    seats, (need,) = await race.resource(9), await race.needs(1)
    expected = await seen(race.loop)
    theirs = await race.loop.raised(STREET, at="NS-C02")
    said = (proposal(need, seats),)
    payload = await apply(race.loop, *said, account=COMMUNITY, expectedState=expected)
    assert why(payload) == [("expectedState", "WORLD_MOVED_ON")]
    assert payload["userErrors"][0]["conflicts"] == []
    payload = await apply(race.loop, *said, expectedState=expected)
    assert payload["userErrors"][0]["conflicts"] == [theirs["id"]]
