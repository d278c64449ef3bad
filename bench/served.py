"""The two servers that are compared, each in a process of its own: the service, and the bare driver over HTTP."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import orjson
from neo4j import READ_ACCESS
from starlette.applications import Starlette
from starlette.routing import Route

from api.app import create_app
from graph.connect import Origin, open_driver
from tests.unlimited import OFTEN, Unlimited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from starlette.types import Receive, Scope, Send

WAIT = 60


def origin() -> Origin:
    """The database named in the environment."""
    return Origin(
        os.environ["NEO4J_URI"], os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"], ""
    )


def service() -> Starlette:
    """The service as it is, for somebody who may everything and is not counted."""
    return create_app(origin(), identity=Unlimited(), settings=OFTEN)


class Bare:
    """Runs the statement named in the body, nothing else: one auto-commit read, rows to JSON."""

    def __init__(self) -> None:
        self.driver = open_driver(origin())
        self.statements: Mapping[str, Any] = json.loads(os.environ["BENCH_STATEMENTS"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        del scope
        body = (await receive())["body"]
        cypher, parameters = self.statements[orjson.loads(body)["name"]]
        async with self.driver.session(default_access_mode=READ_ACCESS) as session:
            result = await session.run(cypher, parameters)
            rows = [record.values() async for record in result]
        answer = orjson.dumps(rows)
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(answer)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


def bare() -> Starlette:
    """The bare driver over HTTP."""
    endpoint = Bare()

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await endpoint.driver.close()

    return Starlette(routes=[Route("/graphql", endpoint)], lifespan=lifespan)


@contextlib.contextmanager
def running(name: str, environ: Mapping[str, str]) -> Iterator[int]:
    """The server `bench.served:<name>` with one worker on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "uvicorn", "--factory", f"bench.served:{name}", "--port", str(port),
        "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning", "--ws", "none",
    ]  # fmt: skip
    process = subprocess.Popen(command, env={**os.environ, **environ})
    try:
        for _ in range(WAIT * 10):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
                break
            time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait()
