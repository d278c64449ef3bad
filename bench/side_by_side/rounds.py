"""Interleaved rounds: every contestant for a few seconds, in turns that begin with another each time."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uvloop

from bench.load import run
from bench.side_by_side.servers import processor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.side_by_side.servers import Server


@dataclass(frozen=True)
class Contestant:
    """A prepared request to a server over a database. database: its process, where it is ours to see."""

    name: str
    server: Server
    request: bytes
    database: int | None


@dataclass
class Figures:
    """One value a round: requests a second, latencies and processor times (of a request) in milliseconds."""

    rate: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)


def rounds(
    contestants: Sequence[Contestant], *, clients: int, count: int, seconds: float
) -> Mapping[str, Figures]:
    """Figures of each contestant by name, one value for each of `count` rounds."""
    found = {contestant.name: Figures() for contestant in contestants}
    for turn in range(count):
        first = turn % len(contestants)
        for contestant in [*contestants[first:], *contestants[:first]]:
            _one(contestant, found[contestant.name], clients, seconds)
    return found


def _one(contestant: Contestant, figures: Figures, clients: int, seconds: float) -> None:
    server, database = processor(contestant.server.pid), processor(contestant.database)
    begin = time.perf_counter()
    latencies = uvloop.run(
        run(contestant.server.port, contestant.request, clients=clients, seconds=seconds)
    )
    took, number = time.perf_counter() - begin, len(latencies)
    latencies.sort()
    figures.rate.append(number / took)
    figures.p50.append(statistics.median(latencies) * 1000)
    figures.p99.append(latencies[min(int(number * 0.99), number - 1)] * 1000)
    figures.server.append((processor(contestant.server.pid) - server) / number * 1000)
    figures.database.append((processor(contestant.database) - database) / number * 1000)


def warm(contestants: Sequence[Contestant], seconds: float) -> None:
    """So many seconds for each before anything counts: the database and Node compile what runs often."""
    for contestant in contestants:
        uvloop.run(run(contestant.server.port, contestant.request, clients=4, seconds=seconds))
