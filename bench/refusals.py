"""What hostile documents cost: processor time of each refusal, and how long others wait meanwhile.

    python -m bench.refusals

Needs no database: nothing of this reaches one. The service runs in this process, over HTTP and through sockets, so what
is measured as the lag of the loop holds what the client takes, too. Goals: a refusal below 20 ms of processor time; a
chain of fragments answered within 100 ms, the loop never held for 50 ms.
"""

from __future__ import annotations

import asyncio
import json
import socket
import statistics
import time
from typing import TYPE_CHECKING, Any

import httpx
import uvicorn
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from api.app import create_app
from api.identity import Rates, Settings
from api.sockets import UVICORN
from graph.connect import Origin
from graph.prepare import NOT_UNDERSTOOD, not_understood
from schema.executable import executable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from websockets.asyncio.client import ClientConnection

ROUNDS = 7
TICK = 0.002
CHAINS = (20, 90, 1000)


def chain(links: int) -> str:
    """Fragments of which each spreads the next one twice."""
    linked = " ".join(f"fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}" for i in range(links))
    return f"{{ ...F0 }} {linked} fragment F{links} on Query {{ __typename }}"


def _units(selection: str) -> str:
    return f"{{ units(first: 1) {{ nodes {{ {selection} }} }} }}"


HOSTILE = {
    **{f"chain of {links} fragments": chain(links) for links in CHAINS},
    "1,000 aliases": "{" + " ".join(f"a{i}: __typename" for i in range(1000)) + "}",
    "600 aliases": "{" + " ".join(f"a{i}: __typename" for i in range(600)) + "}",
    "500 times one field": _units("id " * 500),
    "300 times one field": _units("id " * 300),
    "1,000 directives": "{ __typename " + "@include(if: true) " * 1000 + "}",
    "10 unknown directives": "{ __typename " + "@nothing " * 10 + "}",
    "1,000 inline fragments": _units("... { id } " * 1000),
    "200 fragments at one place": _units(" ".join(f"...F{i}" for i in range(200))) + " ".join(f"fragment F{i} on Unit {{ id }}" for i in range(200)),
    "5,000 levels": "{ a " * 5000,
    "circle of introspection": "{ __schema { types { " + "fields { type { " * 5 + "name" + " } }" * 5 + " } } }",
    "circle of fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "1,900 ids": "{ nodes(ids: [" + '"x" ' * 1900 + "]) { id } }",
    "300 conditions": "{ units(filter: {or: [" + '{code: {eq: "x"}} ' * 300 + "]}) { totalCount } }",
    "380 unknown fields": _units(" ".join(f"x{i}" for i in range(380))),
    "a long unknown field": _units("x" * 30_000),
    "600 unknown arguments": "{ units(" + " ".join(f"x{i}: 1" for i in range(600)) + ") { totalCount } }",
    "249 values of another type": "{ nodes(ids: [" + "{} " * 249 + "]) { id } }",
    "400 unused variables": "query(" + " ".join(f"$x{i}: Int" for i in range(400)) + ") { __typename }",
    "a long alias": _units("a" * 30_000 + ": __typename"),
    "180 unused fragments": "{ __typename }" + " ".join(f"fragment F{i} on Query {{ __typename }}" for i in range(180)),
    "1 MB of commas": _units("id") + "," * 1_000_000,
    "comments": "# \n" * 13_000 + _units("id"),
}  # fmt: skip


def processor_times() -> list[tuple[str, float, int, str]]:
    """For each document the median of its refusals, in milliseconds, how many bytes say so, and with which code."""
    engine, found = executable().engine, []
    for name, text in HOSTILE.items():
        taken = []
        said, size = "accepted", 0
        for _ in range(ROUNDS):
            begin = time.process_time()
            try:
                engine.prepare(text, None, {})
            except NOT_UNDERSTOOD as error:
                size, said = len(not_understood(error).body), type(error).__name__
            taken.append((time.process_time() - begin) * 1000)
        found.append((name, statistics.median(taken), size, said))
    return found


class Lag:
    """How long the loop was held at most."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(TICK)
            self.worst = max(self.worst, time.perf_counter() - begin - TICK)


async def waits() -> list[tuple[str, int, float, float]]:
    """For each way and chain: how long the answer took and how long the loop was held, medians in milliseconds."""
    nowhere = Origin("bolt://127.0.0.1:1", "neo4j", "none", "")
    app = create_app(nowhere, settings=Settings(rates=Rates(0, 0, 0, 0, 0)))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, http="httptools", log_level="error", access_log=False, **UVICORN)  # fmt: skip
        server = uvicorn.Server(config)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - it has no event to wait for
            await asyncio.sleep(0.01)
        at = f"127.0.0.1:{listener.getsockname()[1]}"
        try:
            return await _both_ways(at)
        finally:
            server.should_exit = True
            await running


async def _both_ways(at: str) -> list[tuple[str, int, float, float]]:
    found = []
    named = [Subprotocol("graphql-transport-ws")]
    async with (
        httpx.AsyncClient(base_url=f"http://{at}") as client,
        connect(f"ws://{at}/graphql", subprotocols=named, proxy=None) as open_socket,
    ):
        await open_socket.send('{"type": "connection_init"}')
        await open_socket.recv()
        ways: Sequence[tuple[str, Callable[[str], Awaitable[str]]]] = (
            ("HTTP", lambda text: _over_http(client, text)),
            ("socket", lambda text: _through_socket(open_socket, text)),
        )
        for way, ask in ways:
            await ask(chain(20))
            found += [(way, links, *await _waited(ask, chain(links))) for links in CHAINS]
    return found


async def _waited(ask: Callable[[str], Awaitable[str]], text: str) -> tuple[float, float]:
    answers, lags = [], []
    for _ in range(ROUNDS):
        lag = Lag()
        watching = asyncio.create_task(lag.watch())
        await asyncio.sleep(5 * TICK)
        begin = time.perf_counter()
        answer = await ask(text)
        answers.append((time.perf_counter() - begin) * 1000)
        await asyncio.sleep(5 * TICK)
        watching.cancel()
        lags.append(lag.worst * 1000)
        if "OVER_LIMIT" not in answer:
            raise SystemExit(f"not refused: {answer[:300]}")
    return statistics.median(answers), statistics.median(lags)


async def _over_http(client: httpx.AsyncClient, text: str) -> str:
    return (await client.post("/graphql", json={"query": text})).text


async def _through_socket(to: ClientConnection, text: str) -> str:
    asked: dict[str, Any] = {"type": "subscribe", "id": "1", "payload": {"query": text}}
    await to.send(json.dumps(asked))
    return str(await to.recv())


def main() -> None:
    """Measure and print."""
    print(f"{'document':34} {'ms of processor':>16} {'bytes of answer':>16}")
    for name, taken, size, said in processor_times():
        print(f"{name:34} {taken:16.1f} {size:16}   {said}")
    print(f"\n{'way':10} {'links':>6} {'answer, ms':>12} {'loop held, ms':>14}")
    for way, links, answered, held in asyncio.run(waits()):
        print(f"{way:10} {links:6} {answered:12.1f} {held:14.1f}")


if __name__ == "__main__":
    main()
