"""The two servers in Python: the service as it is, and the bare driver over HTTP."""

from __future__ import annotations

import contextlib
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from neo4j import READ_ACCESS
from starlette.applications import Starlette
from starlette.routing import Route

from api.app import create_app
from api.identity import Rates, Settings
from graph.connect import Origin, open_driver

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from starlette.types import Receive, Scope, Send

UNCOUNTED = Settings(rates=Rates(0, 0, 0, 0, 0))
"""A load test asks more often than anybody may."""


def origin() -> Origin:
    """The database named in the environment."""
    return Origin(
        os.environ["NEO4J_URI"], os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"], ""
    )


def service() -> Starlette:
    """The service as it is, but that it counts nobody's requests."""
    return create_app(origin(), settings=UNCOUNTED)


class Bare:
    """Runs the statement named in the body, nothing else: one auto-commit read, rows to JSON."""

    def __init__(self) -> None:
        self.driver = open_driver(origin())
        # Written by the command that starts this server.
        self.statements: Mapping[str, Any] = pickle.loads(  # noqa: S301
            Path(os.environ["BENCH_STATEMENTS"]).read_bytes()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        del scope
        body = (await receive())["body"]
        cypher, parameters = self.statements[orjson.loads(body)["name"]]
        async with self.driver.session(default_access_mode=READ_ACCESS) as session:
            result = await session.run(cypher, parameters)
            rows = [record.values() async for record in result]
        await say(send, rows)


async def say(send: Send, what: Any) -> None:
    """Answer with this, as JSON."""
    body = orjson.dumps(what)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def over_http(endpoint: Any, *paths: str) -> Starlette:
    """An endpoint with a driver of its own at these paths; the driver is closed with the server."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await endpoint.driver.close()

    return Starlette(routes=[Route(path, endpoint) for path in paths], lifespan=lifespan)


def bare() -> Starlette:
    """The bare driver over HTTP."""
    return over_http(Bare(), "/graphql")
