"""Followers whose sockets are cut again and again, writers that go on meanwhile, and what became of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from api.identity import COOKIE
from graph.chain import append, audit_key
from graph.transact import write
from tests.feed.conftest import NEED, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from neo4j import AsyncDriver

FOLLOW = "subscription($a: String) { changed(after: $a) { cursor act target { id } } }"


@dataclass
class Written:
    """When each need was committed, by id; in the order of the records of each street."""

    at: dict[str, float] = field(default_factory=dict)

    async def write(self, driver: AsyncDriver, places: Sequence[str], number: int) -> None:
        """Raise needs one after the other, as an act does it."""
        for _ in range(number):
            id_, place = f"need_{secrets.token_hex(13)}", random.choice(places)

            async def work(tx: Any, id_: str = id_, place: str = place) -> None:
                found = await tx.run(NEED, place=place, id=id_, title="压测", status="OPEN")
                street = (await found.single(strict=True))["street"]
                await append(tx, audit_key(os.environ), [said(street, id_)])

            await write(driver, "test.raise", work)
            self.at[id_] = time.time()


@dataclass
class Following:
    """One follower: what he was told, in order, and when; `lives` are the shortest and longest time between two cuts, in seconds."""

    urls: Sequence[str]
    cookie: str
    lives: tuple[float, float] = (0.1, 0.8)
    told: list[tuple[str, float]] = field(default_factory=list)
    cursor: str | None = None
    cuts: int = 0
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self, cuts: int, done: asyncio.Event) -> None:
        """Follow until `done`, cut off at random and resumed at another process."""
        while True:
            lifetime = (
                random.uniform(0.05, 0.6) if self.cuts < cuts and self.begun.is_set() else 3600
            )
            with contextlib.suppress(TimeoutError, ConnectionClosed):
                async with asyncio.timeout(lifetime):
                    if self.cursor is None:
                        await self._listen(random.choice(self.urls), self.begun)
                    else:
                        await self._listen(random.choice(self.urls), done)
            if done.is_set():
                return
            self.cuts += 1

    async def _listen(self, url: str, until: asyncio.Event) -> None:
        socket = await connect(
            f"{url.replace('http', 'ws', 1)}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")],
            origin=url, additional_headers={"cookie": f"{COOKIE}={self.cookie}"}, proxy=None, compression=None,  # pyright: ignore[reportArgumentType]
        )  # fmt: skip
        try:
            await socket.send('{"type":"connection_init"}')
            await socket.recv()
            asked = {"query": FOLLOW, "variables": {"a": self.cursor}}
            await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": asked}))
            while not until.is_set():
                self._hear(json.loads(await socket.recv()))
        finally:
            # Cut, without a word.
            socket.transport.abort()

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] != "next":
            raise AssertionError(message)
        event = message["payload"]["data"]["changed"]
        self.cursor = event["cursor"]
        if event["act"] == "FOLLOWING":
            self.begun.set()
        else:
            self.told.append((event["target"]["id"], time.time()))
