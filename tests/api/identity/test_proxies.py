"""Behind a reverse proxy: whose word on a client's address is taken, over real HTTP and through a socket."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from api.app import create_app
from api.commands.serve import served
from api.identity import Rates, Settings
from tests.api.identity.conftest import CHAIN
from tests.fixtures.service import ACCEPT, listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from tests.conftest import Database

ASKED = {"query": "{ __typename }"}
BUDGET = 3
HERE, THERE, SOMEWHERE = "203.0.113.7", "203.0.113.8", "2001:db8:1:2::1"


@contextlib.asynccontextmanager
async def behind(database: Database, proxies: Sequence[str]) -> AsyncIterator[str]:
    """A service as the command starts it, which trusts these proxies."""
    app = create_app(database.origin, settings=Settings(rates=Rates(anonymous=BUDGET)), key=CHAIN)
    async with listening(app, served(app, 0, proxies)) as address:
        yield address


async def left(client: httpx.AsyncClient, *said: str) -> int:
    """Points left to whoever a proxy says that he is; each text a header of its own."""
    headers = [*ACCEPT.items(), *(("x-forwarded-for", each) for each in said)]
    answer = await client.post("/graphql", json=ASKED, headers=headers)
    return int(answer.headers["x-ratelimit-remaining"]) if answer.status_code == 200 else -1


@pytest.mark.parametrize("proxies", [("127.0.0.1",), ("127.0.0.0/8", "10.0.0.0/8")])
async def test_each_client_of_a_trusted_proxy_has_its_own_budget(
    database: Database, proxies: Sequence[str]
) -> None:
    """The address next to the proxy counts; what a client wrote before it does not, in one header or several."""
    async with behind(database, proxies) as url, httpx.AsyncClient(base_url=url) as client:
        assert [await left(client, HERE) for _ in range(4)] == [2, 1, 0, -1]
        assert await left(client, THERE) == 2
        assert await left(client, f"{HERE}, {THERE}") == 1
        assert await left(client, "127.0.0.1", THERE) == 0
        assert await left(client, f"198.51.100.9, {HERE}") == -1
        assert await left(client, "x" * 1000, HERE) == -1
        assert await left(client, SOMEWHERE) == 2
        assert await left(client) == 2


@pytest.mark.parametrize("proxies", [(), ("192.0.2.1",), ("10.0.0.0/8",)])
async def test_nobody_else_is_believed(database: Database, proxies: Sequence[str]) -> None:
    """Whatever the header says, one client is one address."""
    async with behind(database, proxies) as url, httpx.AsyncClient(base_url=url) as client:
        said = [(HERE,), (THERE,), ("127.0.0.1",), ("10.0.0.1",), ("192.0.2.1", HERE)]
        assert [await left(client, *each) for each in said] == [2, 1, 0, -1, -1]


async def test_sockets_likewise(database: Database) -> None:
    """Two clients of one proxy, each with its own budget."""
    async with behind(database, ("127.0.0.1",)) as url:
        found = []
        for address in (HERE, HERE, THERE):
            async with connect(
                f"{url.replace('http', 'ws')}/graphql", subprotocols=[Subprotocol("graphql-transport-ws")],
                additional_headers={"x-forwarded-for": address}, proxy=None,
            ) as client:  # fmt: skip
                await client.send('{"type":"connection_init"}')
                await client.recv()
                await client.send(json.dumps({"type": "subscribe", "id": "1", "payload": ASKED}))
                said = json.loads(await client.recv())["payload"]["extensions"]["cost"]
                found.append(said["throttleStatus"]["currentlyAvailable"])
    assert found == [2, 1, 2]
