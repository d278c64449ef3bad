"""The service with questions that take long, heard over HTTP, through sockets and as events."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.app import create_app
from api.identity import COOKIE, Rates, Settings
from api.sockets import Patience as SocketPatience
from graph.apart.pool import Patience, Pool
from graph.chain import audit_key
from tests.apart.asking import counting
from tests.apart.pooled import children
from tests.api.sockets.conftest import Sockets
from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Database
    from tests.fixtures.sessions import Clock

STREET = "local#ns-street"
PLACE = "place_wus2toj2ltw3zisz625tapkawi"


class Counting(Sockets):
    """The service and its pool."""

    pool: Pool
    cookie: str

    async def worker(self) -> int:
        """The number of the process that is at work, once there is one."""
        async with asyncio.timeout(30):
            while not self.pool._working:  # noqa: ASYNC110  (it has no event to wait for)
                await asyncio.sleep(0.02)
        (child,) = self.pool._working
        return child.process.pid

    async def ask(self, query: str, cookie: str | None = None, **more: Any) -> httpx.Response:
        """The answer to a query over HTTP, as somebody of the street."""
        headers = {"cookie": f"{COOKIE}={cookie or self.cookie}", "origin": self.url}
        async with httpx.AsyncClient(timeout=60) as client:
            return await client.post(
                f"{self.url}/graphql", json={"query": query, **more}, headers=headers
            )


@pytest.fixture
async def service_of(nobody_yet: None, database: Database, clock: Clock) -> AsyncIterator[Counting]:
    """It is left with no process more than there were."""
    before = children()
    pool = Pool(Patience(workers=1, waiting=1, each=9, grace=0.5))
    app = create_app(
        database.origin, clock=clock, key=audit_key(os.environ), patience=SocketPatience(looks=0.3),
        settings=Settings(rates=Rates(failures=1000)), made=counting(), pool=pool,
    )  # fmt: skip
    async with listening(app) as url:
        made = Counting(url, database)
        made.pool, made.cookie = pool, await made.session(STREET)
        yield made
    assert children() <= before
