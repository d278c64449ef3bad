"""The database goes away and comes back: what callers see of it."""

from __future__ import annotations

import asyncio
import dataclasses
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from api.app import create_app
from tests.unlimited import Unlimited

if TYPE_CHECKING:
    from tests.conftest import Database

GRAPHQL = "application/graphql-response+json"


class _Line:
    """A line to the database that can be cut and mended."""

    def __init__(self, port: int) -> None:
        self._to, self.port = port, 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._server
        self._server.close()
        for writer in [*self._open]:
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
        self._open |= {writer, far_writer}
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while piece := await reader.read(65536):
                writer.write(piece)
                await writer.drain()
        except OSError:
            pass
        finally:
            self._open.discard(writer)
            writer.transport.abort()


async def test_database_away_and_back(database: Database) -> None:
    """While the database can't be reached, answers are 503 and say so; once it is back, so are the answers."""
    origin = database.origin
    line = _Line(urlsplit(origin.uri).port or 7687)
    await line.mend()
    app = create_app(
        dataclasses.replace(origin, uri=f"bolt://127.0.0.1:{line.port}", server=None), identity=Unlimited()
    )  # fmt: skip
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):

        async def ask() -> httpx.Response:
            return await client.post(
                "/graphql",
                json={"query": '{ a: node(id: "x") { id } __typename }'},
                headers={"accept": GRAPHQL},
            )

        assert (await ask()).json()["data"] == {"a": None, "__typename": "Query"}
        await line.cut()
        away = await ask()
        assert away.status_code == 503
        assert away.headers["retry-after"]
        assert away.json()["data"] == {"a": None, "__typename": "Query"}
        assert away.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
        assert (await client.get("/livez")).status_code == 200
        assert (await client.get("/readyz")).status_code == 503
        await line.mend()
        assert (await ask()).status_code == 200
        assert (await client.get("/readyz")).status_code == 200
    await line.cut()
