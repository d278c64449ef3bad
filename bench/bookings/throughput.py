"""Bookings for some seconds by so many clients, at the service and at the bare driver by turns."""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import time
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import uvloop

from bench.bookings.served import AGAIN
from bench.load import line, once, post
from bench.side_by_side.servers import processor
from schema.instants import BEIJING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bench.side_by_side.servers import Server

BOOK = """mutation($input: BookSupportInput!) { bookSupport(input: $input) {
  commitments { id status version } userErrors { code conflicts allowed } } }"""
FIRST = datetime(2027, 3, 1, 8, tzinfo=BEIJING)
DAYS = 60
LONGEST = 60.0
"""Seconds that one answer is waited for; whoever waits longer has been failed."""


@dataclass(frozen=True)
class Wish:
    """Something to book."""

    need: str
    resource: str
    start: datetime
    key: str

    @property
    def end(self) -> datetime:
        """Four hours later."""
        return self.start + timedelta(hours=4)


@dataclass(frozen=True)
class Contestant:
    """A server, and how it is asked to book. again: requests by which each of its processes says what it ran again."""

    name: str
    servers: Sequence[Server]
    request: Callable[[Wish], bytes]
    made: Callable[[Any], bool]
    database: int | None


@dataclass
class Round:
    """What came of one round: bookings a second, milliseconds, transactions run again, requests neither done nor refused."""

    rate: float
    p50: float
    p95: float
    longest: float
    again: int
    failed: int
    refused: int
    server_ms: float
    database_ms: float


@dataclass
class Found:
    """The rounds of one contestant."""

    name: str
    rounds: list[Round] = field(default_factory=list)

    def said(self) -> dict[str, Any]:
        """Minimum, median and maximum of each figure."""
        found: dict[str, Any] = {"name": self.name}
        for name in asdict(self.rounds[0]):
            values = [getattr(r, name) for r in self.rounds]
            found[name] = [round(f(values), 1) for f in (min, statistics.median, max)]
        return found


def service(servers: Sequence[Server], key: str, database: int | None, name: str = "service") -> Contestant:  # fmt: skip
    """Bookings as a caller asks for them."""
    headers = {"Authorization": f"Bearer {key}"}

    def request(wish: Wish) -> bytes:
        choice = {"resource": wish.resource, "quantity": 1, "startAt": wish.start.isoformat(), "endAt": wish.end.isoformat()}  # fmt: skip
        said = {"need": wish.need, "choices": [choice], "idempotencyKey": wish.key}
        return post("/graphql", json.dumps({"query": BOOK, "variables": {"input": said}}).encode(), headers)  # fmt: skip

    return Contestant(name, servers, request, _made, database)


def _made(answer: Any) -> bool:
    payload = answer["data"]["bookSupport"]
    if payload["userErrors"]:
        return False
    return payload["commitments"][0]["status"] == "ACCEPTED"


def bare(server: Server, database: int | None) -> Contestant:
    """The same bookings as one statement."""

    def request(wish: Wish) -> bytes:
        said = {"need": wish.need, "resource": wish.resource, "start": wish.start.isoformat(), "end": wish.end.isoformat(), "quantity": 1.0}  # fmt: skip
        return post("/graphql", json.dumps(said).encode())

    return Contestant("bare driver", [server], request, lambda a: bool(a["made"]), database)


def wishes(needs: Iterator[str], resources: Sequence[str], dice: random.Random) -> Iterator[Wish]:
    """Any of these resources at any half day, each for a need of its own."""
    for need in needs:
        start = FIRST + timedelta(days=dice.randrange(DAYS), hours=dice.choice([0, 6]))
        yield Wish(need, dice.choice(resources), start, f"{need} {dice.random()}")


async def _clients(
    contestant: Contestant, each: Iterator[Wish], clients: int, seconds: float
) -> tuple[list[float], int, int]:
    end = time.perf_counter() + seconds
    latencies: list[float] = []
    counted = {"failed": 0, "refused": 0}

    async def client(number: int) -> None:
        server = contestant.servers[number % len(contestant.servers)]
        connection = await line(server.port)
        while time.perf_counter() < end:
            wish = next(each)
            began = time.perf_counter()
            try:
                async with asyncio.timeout(LONGEST):
                    done = contestant.made(json.loads(await connection.ask(contestant.request(wish))))  # fmt: skip
                counted["refused"] += not done
            except (KeyError, TypeError, ValueError, OSError):
                counted["failed"] += 1
                connection = await line(server.port)
            latencies.append(time.perf_counter() - began)
        connection.transport.close()

    await asyncio.gather(*(client(n) for n in range(clients)))
    return latencies, counted["failed"], counted["refused"]


def again(contestant: Contestant) -> int:
    """How many transactions its processes have run again so far."""
    asked = post(AGAIN, b"")
    return sum(int(uvloop.run(once(s.port, asked))) for s in contestant.servers)


def one(contestant: Contestant, each: Iterator[Wish], *, clients: int, seconds: float) -> Round:
    """One round."""
    pids = [s.pid for s in contestant.servers]
    before, ran = (sum(map(processor, pids)), processor(contestant.database)), again(contestant)
    began = time.perf_counter()
    latencies, failed, refused = uvloop.run(_clients(contestant, each, clients, seconds))
    took, number = time.perf_counter() - began, len(latencies)
    latencies.sort()
    return Round(
        rate=(number - failed - refused) / took, p50=statistics.median(latencies) * 1000,
        p95=latencies[min(int(number * 0.95), number - 1)] * 1000, longest=latencies[-1] * 1000,
        again=again(contestant) - ran, failed=failed, refused=refused,
        server_ms=(sum(map(processor, pids)) - before[0]) / number * 1000,
        database_ms=(processor(contestant.database) - before[1]) / number * 1000,
    )  # fmt: skip
