"""A client that leaves: the statement that runs for it in the database ends within a second."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from neo4j import Query

from tests.api.http.sent import post

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

ENDLESS = "UNWIND range(1, 1000000000) AS a WITH a WHERE a < 0 RETURN a"
MARK = "endless.of.this.test"
RUNNING = "SHOW TRANSACTIONS YIELD metaData, status WHERE metaData.gongjian = $mark RETURN status"
TIMES = 20
BODY = b'{"query":"{ node(id: \\"x\\") { id } }"}'


async def test_statement_ends_when_its_client_leaves(
    service: Service, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty of twenty, seen on the server; the service answers others as before."""
    monkeypatch.setattr(
        "graph.read.Reading._query", lambda *_: Query(ENDLESS, metadata={"gongjian": MARK})
    )
    place = urlsplit(service.base_url)
    ended: list[float] = []
    async with database.driver.session() as session:

        async def running() -> bool:
            return bool(await (await session.run(RUNNING, mark=MARK)).data())

        async def until(wanted: bool) -> None:
            async with asyncio.timeout(15):
                while await running() is not wanted:  # noqa: ASYNC110  (the database has no event to wait for)
                    await asyncio.sleep(0.02)

        for _ in range(TIMES):
            _, writer = await asyncio.open_connection(place.hostname, place.port)
            head = f"POST /graphql HTTP/1.1\r\nhost: {place.netloc}\r\ncontent-type: application/json\r\ncontent-length: {len(BODY)}\r\n\r\n"
            writer.write(head.encode() + BODY)
            await until(True)
            left = time.monotonic()
            writer.close()
            await until(False)
            ended.append(time.monotonic() - left)
    assert max(ended) < 1, ended
    monkeypatch.undo()
    assert (await post(service, BODY)).json()["data"] == {"node": None}
