"""The command."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import platform
import random
import secrets
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import uvloop

from bench.bookings.ground import Ground
from bench.bookings.operations import operate
from bench.bookings.races import race
from bench.bookings.throughput import Found, bare, one, service, wishes
from bench.database import measured_on
from bench.side_by_side.servers import in_python
from graph.connect import open_driver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.bookings.throughput import Contestant
    from graph.connect import Origin

RESULTS = Path(__file__).parent.parent / "results" / "bookings.json"
SPREAD, ENOUGH = 200, 1_000_000
NEEDS = 1_000
"""Needs that are made at a time."""
WARM = 6
"""Rounds that each has before anything counts: the database compiles what runs often."""
SERVED = "bench.bookings.served"


class Made:
    """Makes what is booked, whenever it is needed; each time with a driver of its own, for each loop is another."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.ground = self.run(lambda ground: ground.lay())

    def run(self, work: Any) -> Any:
        """What `work` does with the ground."""

        async def go() -> Any:
            async with open_driver(self.origin) as driver:
                ground = getattr(self, "ground", None) or Ground(driver)
                ground.driver = driver
                return await work(ground)

        return uvloop.run(go())

    def needs(self, count: int) -> list[str]:
        """So many open needs."""
        return self.run(lambda ground: ground.needs(count))

    def resources(self, count: int) -> list[str]:
        """So many, of which there is more than enough."""
        return self.run(lambda ground: ground.resources(count, ENOUGH))


def throughput(
    made: Made, contestants: Sequence[Contestant], *, rounds: int, seconds: float, clients: int, spread: bool
) -> dict[str, Any]:  # fmt: skip
    """The figures of all, and how many times as many the bare driver books."""
    found = {c.name: Found(c.name) for c in contestants}
    resources = made.resources(SPREAD) if spread else []
    dice = random.Random(1)
    pool: list[str] = []
    for turn in range(rounds):
        for contestant in [*contestants[turn % len(contestants) :], *contestants[: turn % len(contestants)]]:  # fmt: skip
            if len(pool) < NEEDS * max(1.0, seconds):
                pool += made.needs(int(NEEDS * max(1.0, seconds)))
            # A fresh one for each round: what was promised before would be the one's burden and not the other's.
            each = wishes(_taken(pool), resources or made.resources(1), dice)
            said = one(contestant, each, clients=clients, seconds=seconds)
            found[contestant.name].rounds.append(said)
            print(f"{'spread' if spread else 'one':8}{contestant.name:24}{said.rate:8.1f}/s  p95 {said.p95:7.0f} ms  {said.server_ms:5.1f} + {said.database_ms:5.1f} ms of processor   load {os.getloadavg()[0]:.1f}")  # fmt: skip
    bare_ = found["bare driver"].rounds
    ratios = {
        name: [
            round(f([r.rate / b.rate for r, b in zip(each.rounds, bare_, strict=True)]), 3)
            for f in (min, statistics.median, max)
        ]
        for name, each in found.items()
        if name != "bare driver"
    }
    return {"minimum, median, maximum": [f.said() for f in found.values()], "rate beside the bare driver": ratios}  # fmt: skip


def _taken(pool: list[str]) -> Iterator[str]:
    while True:
        yield pool.pop()


def measured(
    origin: Origin, *, rounds: int, seconds: float, clients: int, races: int, operations: int, processes: int, seed: int
) -> dict[str, Any]:  # fmt: skip
    """All of it."""
    made = Made(origin)
    environ = {"NEO4J_URI": origin.uri, "NEO4J_USERNAME": origin.username, "NEO4J_PASSWORD": origin.password}  # fmt: skip
    database = origin.server.pid if origin.server else None
    with contextlib.ExitStack() as open_:
        servers = [open_.enter_context(in_python("service", environ, SERVED)) for _ in range(max(1, processes))]  # fmt: skip
        alone = service(servers[:1], made.ground.street, database)
        contestants = [
            alone,
            bare(open_.enter_context(in_python("bare", environ, SERVED)), database),
            *([service(servers, made.ground.street, database, f"service, {processes} processes")] if processes > 1 else []),
        ]  # fmt: skip
        needs = itertools.cycle(made.needs(NEEDS))
        warm = made.resources(SPREAD)
        for contestant in contestants:
            one(contestant, wishes(needs, warm, random.Random(0)), clients=clients, seconds=WARM * seconds)  # fmt: skip
        said: dict[str, Any] = {}
        for name, spread in (("spread over 200 resources", True), ("one resource", False)):
            said[name] = throughput(made, contestants, rounds=rounds, seconds=seconds, clients=clients, spread=spread)  # fmt: skip
        said["races"] = made.run(lambda g: race(g, alone, count=races, clients=clients))
        port = servers[0].port
        said["operations"] = made.run(lambda g: operate(g, port, count=operations, clients=clients, seed=seed))  # fmt: skip
        return said


@click.command()
@click.option("--rounds", default=6, show_default=True)
@click.option("--seconds", default=5.0, show_default=True)
@click.option("--clients", default=32, show_default=True)
@click.option("--races", default=100, show_default=True)
@click.option("--operations", default=10_000, show_default=True)
@click.option("--processes", default=2, show_default=True, help="Of the service, as one more contestant; 1: none.")  # fmt: skip
@click.option("--seed", default=1, show_default=True)
@click.option("--results", default=RESULTS, show_default=True, type=click.Path(path_type=Path))
def main(results: Path, **said: Any) -> None:
    """Bookings beside the bare driver; over-promises; decisions beside a sequential reference."""
    # One key for this process and those it starts.
    os.environ.setdefault("GONGJIAN_AUDIT_KEY", secrets.token_hex(32))
    before = os.getloadavg()
    with measured_on(1) as origin:
        found = measured(origin, **said)
    conditions = {
        **said, "processors": os.cpu_count(), "load average before": before, "load average at the end": os.getloadavg(),
        "python": platform.python_version(),
    }  # fmt: skip
    results.write_text(json.dumps({"conditions": conditions, **found}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")  # fmt: skip
    print(json.dumps(found, ensure_ascii=False, indent=1))
    if found["races"]["promised beyond"] or found["operations"]["differing decisions"]:
        raise SystemExit("promised more than there is, or decided otherwise than the reference")


if __name__ == "__main__":
    main()
