"""How many nodes one statement looks at: as many as the price of the selection allows, and fewer if it takes too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.unavailable import TooLong
from schema.executable import executable
from tests.feed.conftest import BOTH, World, all_of, shown
from tests.feed.test_told import street

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.execute import Reader
    from graph.feed import Follower

EXPENSIVE = "subscription { changed { act target { id ... on Need { commitments(first: 100) { nodes { id } } } } } }"


async def begun(world: World, query: str, most: int | None) -> Follower:
    """A follower of everything, of whose statements each may cost so many points, past its first event."""
    scope = await world.scope(None)
    prepared = executable().engine.prepare(query, None, {})
    follower = await world.feeding.follower(prepared, scope, most=most)
    (first,) = await follower.more(scope)
    assert shown(first)["act"] == "FOLLOWING"
    return follower


def looked_at(world: World) -> list[int]:
    """How many nodes each statement about targets was sent for."""
    return [len(sent["ids"]) for name, _, sent in world.statements if name == "feed.targets"]


@pytest.mark.parametrize(("query", "events", "most"), [(BOTH, 50, 7), (EXPENSIVE, 3, 3), (EXPENSIVE, 0, 1)])  # fmt: skip
async def test_no_statement_costs_more_than_a_request_may(
    world: World, query: str, events: int, most: int
) -> None:
    """A dear selection is asked for few nodes at a time, one at least; all are told once, in their order."""
    price = executable().engine.prepare(query, None, {}).cost
    follower = await begun(world, query, price * events + 1)
    nanshan = await street(world, "南山")
    needs = [await world.raised(nanshan, f"第{n}件") for n in range(7)]
    world.statements.clear()
    told = await all_of(follower, await world.scope(None))
    assert [event["target"]["id"] for event in told] == needs
    assert max(looked_at(world)) == most
    assert sum(looked_at(world)) == 7


class Slow:
    """A reader whose statements about more than so many nodes take too long."""

    def __init__(self, reader: Reader, most: int) -> None:
        self.reader, self.most = reader, most

    async def read(
        self, name: str, cypher: str, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """As the reader does it."""
        rows = await self.reader.read(name, cypher, parameters)
        if name == "feed.targets" and len(parameters["ids"]) > self.most:
            raise TooLong
        return rows


async def test_what_takes_too_long_is_asked_in_halves(world: World) -> None:
    """Until it does not; nothing is lost or told twice. One node alone that takes too long is told as such, and comes later."""
    scope, nanshan = await world.scope(None), await street(world, "南山")
    follower = await begun(world, BOTH, None)
    needs = [await world.raised(nanshan, f"第{n}件") for n in range(11)]
    reader = world.feeding.reader()
    slow = Slow(reader, 3)
    world.feeding.reader = lambda: slow
    world.statements.clear()
    told = await all_of(follower, scope)
    assert [event["target"]["id"] for event in told] == needs
    assert looked_at(world)[:4] == [11, 5, 2, 2]
    slow.most = 0
    last = await world.raised(nanshan, "最后一件")
    with pytest.raises(TooLong):
        await all_of(follower, scope)
    slow.most = 1
    assert [event["target"]["id"] for event in await all_of(follower, scope)] == [last]


async def test_no_stream_waits_for_another(world: World) -> None:
    """Where one node is looked at at a time, a street with much to tell does not keep another's change back."""
    scope = await world.scope(None)
    follower = await begun(world, BOTH, 1)
    for n in range(5):
        await world.raised(await street(world, "南山"), f"第{n}件")
    other = await world.raised(await street(world, "万莲"), "另一街道")
    await follower._feeding.heads.look()
    told: list[str] = []
    for _ in range(2):
        told += [shown(event)["target"]["id"] for event in await follower.more(scope)]
    assert other in told
