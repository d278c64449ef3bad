"""The service as callers of the loop meet it: acts done in this process or asked over HTTP, replies lost, started anew.

Everything runs over the real database; only the clock is ours. A request can be sent twice at once, and the way to the
database can be cut around the commit (`tests.fixtures.cutting`).
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import graph.perform
from api.app import create_app
from graph.chain import ChainKey
from graph.compile.scope import NoLongerStands
from graph.connect import open_driver
from graph.perform import Performing
from graph.read import Reading
from graph.timers import Timers
from schema.access.caller import who
from schema.acts.house import HOUSE_SCOPE, TIMERS
from schema.acts.mutations import ACTS, occasion
from schema.executable import executable
from tests.fixtures.cutting import way_to
from tests.fixtures.service import ACCEPT, listening
from tests.loop.world import BEGIN
from tests.unlimited import OFTEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from datetime import datetime

    from neo4j import AsyncDriver

    from graph.connect import Origin
    from schema.access.caller import Caller
    from tests.fixtures.cutting import Way, When
    from tests.loop.world import World

KEY = ChainKey(bytes(range(32)))
HOUSES = 2


class Chance:
    """Random bytes that are the same in each run, so that what Hypothesis makes up a second time is the same."""

    count = 0

    def token_bytes(self, size: int) -> bytes:
        """So many."""
        self.count += 1
        return hashlib.blake2b(str(self.count).encode()).digest()[:size]

    def token_hex(self, size: int) -> str:
        """As many as text."""
        return self.token_bytes(size).hex()


"""Processes that look at the timers."""
SHOWN = {"raiseNeed": "need { id }", "amendNeed": "need { id }"}
MAKING = {"requestSupport", "offerSupport", "assignSupport", "bookSupport"}


def document(root: str) -> str:
    """The text of an act."""
    made = (
        "need { id } commitments { id }"
        if root in MAKING
        else "need { id parts(first: 20) { nodes { id } } } commitment { id }"
    )
    shown = SHOWN.get(root, made)
    input_ = f"{root[0].upper()}{root[1:]}Input"
    errors = "userErrors { code field messageZh messageEn allowed conflicts }"
    return f"mutation($input: {input_}!) {{ {root}(input: $input) {{ {shown} {errors} }} }}"


@dataclass(frozen=True)
class How:
    """How a request travels. http: to the service that listens. lost: where the way to the database is cut. twice: sent
    a second time at the same moment."""

    http: bool = False
    lost: When | None = None
    twice: bool = False


@dataclass
class Serving:
    """A service over one database, at a time that we say."""

    origin: Origin
    driver: AsyncDriver
    way: Way
    cut: AsyncDriver
    client: httpx.AsyncClient
    now: datetime = BEGIN
    performing: Performing = field(init=False)
    houses: list[Timers] = field(init=False)
    callers: dict[str, Caller] = field(default_factory=dict)
    chance: Chance = field(default_factory=Chance)

    def __post_init__(self) -> None:
        self._begin()

    def _begin(self) -> None:
        self.performing = Performing(executable().engine, ACTS)
        self.houses = [Timers(TIMERS, HOUSE_SCOPE, KEY, lambda: self.now) for _ in range(HOUSES)]
        self.callers.clear()

    async def restart(self) -> None:
        """As another process would begin: nothing is remembered, no connection is open."""
        await self.driver.close()
        self.driver = open_driver(self.origin)
        self._begin()

    async def caller(self, world: World, name: str) -> Caller:
        """Who holds the key of this name, as the service knows him."""
        if name not in self.callers:
            reading = Reading(self.driver)
            found = await who(reading, world.keys[name].id, self.now)
            await reading.close()
            assert found is not None
            self.callers[name] = found
        return self.callers[name]

    async def do(self, world: World, name: str, root: str, said: Mapping[str, Any], how: How) -> dict[str, Any]:  # fmt: skip
        """The whole answer to an act; of two at once the first, once they are found to say the same."""
        if how.twice:
            one, other = await asyncio.gather(*(self._once(world, name, root, said, how) for _ in range(2)))  # fmt: skip
            assert one["data"] == other["data"], (one, other)
            return one
        if not how.lost:
            return await self._once(world, name, root, said, how)
        self.way.cut = how.lost
        try:
            return await self._here(world, name, root, said, self.cut)
        finally:
            self.way.cut = None

    async def _once(self, world: World, name: str, root: str, said: Mapping[str, Any], how: How) -> dict[str, Any]:  # fmt: skip
        if not how.http:
            return await self._here(world, name, root, said, self.driver)
        headers = {**ACCEPT, "authorization": f"Bearer {world.keys[name].text}"}
        asked = {"query": document(root), "variables": {"input": said}}
        answer = await self.client.post("/graphql", json=asked, headers=headers)
        return json.loads(answer.content)

    async def _here(
        self, world: World, name: str, root: str, said: Mapping[str, Any], driver: AsyncDriver
    ) -> dict[str, Any]:
        prepared = executable().engine.prepare(document(root), None, {"input": dict(said)})
        for _ in range(3):
            caller = await self.caller(world, name)
            try:
                answer = await self.performing.perform(
                    driver, KEY, prepared, scope=caller.scope(self.now), occasion=occasion(caller, self.now, None),
                )  # fmt: skip
            except NoLongerStands:
                self.callers.pop(name, None)
            else:
                return json.loads(answer.body)
        raise AssertionError(f"{name} does not stand")

    async def look(self) -> None:
        """All processes see to what is due, at once."""
        await asyncio.gather(*(house.look(self.driver) for house in self.houses))


@contextlib.asynccontextmanager
async def serving(origin: Origin) -> AsyncIterator[Serving]:
    """A service of its own over the graph as it is."""
    async with way_to(origin.uri) as way, contextlib.AsyncExitStack() as stack:
        cut = open_driver(dataclasses.replace(origin, uri=way.uri, server=None))
        stack.push_async_callback(cut.close)
        made: list[Serving] = []
        app = create_app(origin, settings=OFTEN, key=KEY, clock=lambda: made[0].now)
        url = await stack.enter_async_context(listening(app))
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=url, timeout=60))
        made.append(Serving(origin, open_driver(origin), way, cut, client))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(graph.perform, "secrets", made[0].chance)
            yield made[0]
        await made[0].driver.close()
