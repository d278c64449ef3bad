"""A service with the example data, whose sockets have little patience, and a client for them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from api.app import create_app
from api.identity import COOKIE, Rates, Settings
from api.sockets import Patience
from graph.chain import audit_key
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from websockets.asyncio.client import ClientConnection

    from tests.conftest import Database
    from tests.fixtures.sessions import Clock

PROTOCOL = "graphql-transport-ws"
IN_WORLD = """
MATCH (a:Account {identity: $identity})
CREATE (a)<-[:OF]-(:Credential {id: $id, kind: 'SESSION', rights: ['READ', 'ACT'], createdAt: $now, expiresAt: $until, hash: $hash})
"""


@dataclass
class Sockets:
    """The service's sockets."""

    url: str
    database: Database

    def open(
        self, *, protocols: list[str] | None = None, origin: str | None = None, cookie: str | None = None, **more: Any
    ) -> contextlib.AbstractAsyncContextManager[ClientConnection]:  # fmt: skip
        """A socket on which nothing was said yet."""
        headers = {"cookie": f"{COOKIE}={cookie}"} if cookie else {}
        named = [Subprotocol(one) for one in ([PROTOCOL] if protocols is None else protocols)]
        return connect(
            f"{self.url.replace('http', 'ws', 1)}/graphql", subprotocols=named or None, origin=origin,  # pyright: ignore[reportArgumentType]
            additional_headers=headers, proxy=None, **more,
        )  # fmt: skip

    @contextlib.asynccontextmanager
    async def known(self, cookie: str | None = None) -> AsyncIterator[ClientConnection]:
        """A socket on which questions may be asked: of the holder of this session, or of nobody."""
        async with self.open(cookie=cookie, origin=self.url if cookie else None) as socket:
            await say(socket, type="connection_init")
            assert await hear(socket) == {"type": "connection_ack"}
            yield socket

    async def session(self, identity: str, life: timedelta = timedelta(hours=1)) -> str:
        """The secret of a fresh session of an account."""
        secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
        await self.run(
            IN_WORLD, identity=identity, id=f"credential_{secrets.token_hex(13)}", now=now, until=now + life,
            hash=hashlib.sha256(secret.encode()).hexdigest(),
        )  # fmt: skip
        return secret

    async def run(self, cypher: str, **parameters: Any) -> None:
        """Change the graph as somebody else would."""
        async with self.database.driver.session() as session:
            await (await session.run(cypher, parameters)).consume()  # pyright: ignore[reportArgumentType]


async def say(socket: ClientConnection, **message: Any) -> None:
    """Send a message of the protocol."""
    await socket.send(json.dumps(message))


async def hear(socket: ClientConnection) -> dict[str, Any]:
    """The next message."""
    return json.loads(await socket.recv())


async def ask(socket: ClientConnection, query: str, id_: str = "1", **more: Any) -> dict[str, Any]:
    """Ask one question; what came back before `complete`, or the error."""
    await say(socket, type="subscribe", id=id_, payload={"query": query, **more})
    said = await hear(socket)
    assert said["id"] == id_
    if said["type"] == "next":
        assert await hear(socket) == {"id": id_, "type": "complete"}
    return said


@contextlib.asynccontextmanager
async def served(database: Database, clock: Clock, patience: Patience) -> AsyncIterator[Sockets]:
    rates = Rates(failures=1000)
    app = create_app(
        database.origin, clock=clock, key=audit_key(os.environ), patience=patience, settings=Settings(rates=rates)
    )  # fmt: skip
    async with listening(app) as url:
        yield Sockets(url, database)


@pytest.fixture
async def sockets(nobody_yet: None, database: Database, clock: Clock) -> AsyncIterator[Sockets]:
    """Sockets as they are, but that who does not introduce himself is waited for a second only."""
    async with served(database, clock, Patience(init=1.0)) as made:
        yield made


@pytest.fixture
async def hasty(nobody_yet: None, database: Database, clock: Clock) -> AsyncIterator[Sockets]:
    """Sockets that wait a second and a half for a question, and a second for an answer to be taken."""
    async with served(database, clock, Patience(idle=1.5, sending=1.0)) as made:
        yield made
