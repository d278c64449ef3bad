"""Single and nested read: the service over HTTP, the bare driver over HTTP, and the bare driver without HTTP.

    python -m bench.reads [--rounds 7] [--seconds 3]

Uses the database of `NEO4J_URI` if given, else starts one in a temporary home. Needs an otherwise idle machine.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import uvloop
from neo4j import READ_ACCESS
from rich.console import Console
from rich.table import Table

from bench.database import measured_on
from bench.load import once, post, run
from bench.served import running
from bench.worlds import STREET, street
from graph.connect import Origin, open_driver
from graph.ids import node_id
from graph.kinds import KINDS
from graph.provision import provision
from graph.read import Reading
from schema.executable import executable
from seeds import run_import_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from neo4j import AsyncDriver

SINGLE = "query($id: ID!) { unit(id: $id) { id code name kind status } }"
NESTED = """query($id: ID!) { street(id: $id) { id name communities(first: 100) { nodes { id name
  partneredUnits(first: 100) { nodes { id name kind resources(first: 100) { nodes { id name kind capacity } } } } } } } }"""
WARM = 400
"""Requests before anything is counted: the database compiles what runs often."""


def environment(origin: Origin) -> dict[str, str]:
    """What the compared servers need to find the database."""
    return {
        "NEO4J_URI": origin.uri,
        "NEO4J_USERNAME": origin.username,
        "NEO4J_PASSWORD": origin.password,
    }


async def prepare(origin: Origin) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Load the world; the request body of each read, and the statement it becomes."""
    driver = open_driver(origin)
    try:
        await provision(driver)
        report = await run_import_rows(driver, street())
        if report.problems:
            raise SystemExit(str(report.problems[0]))
        bodies, statements = {}, {}
        for name, query, id_ in (
            ("single", SINGLE, node_id(KINDS["Unit"], "BENCH-U7")),
            ("nested", NESTED, node_id(KINDS["Place"], STREET)),
        ):
            statements[name] = await _statement(driver, query, id_)
            bodies[name] = json.dumps({"query": query, "variables": {"id": id_}}).encode()
    finally:
        await driver.close()
    return bodies, statements


async def _statement(driver: AsyncDriver, query: str, id_: str) -> tuple[str, dict[str, Any]]:
    heard: list[tuple[str, dict[str, Any]]] = []
    reading = Reading(
        driver, hears=lambda _, cypher, parameters: heard.append((cypher, dict(parameters)))
    )
    await executable().engine.answer(reading, query, variables={"id": id_})
    await reading.close()
    return heard[0]


async def in_process(
    origin: Origin, statement: Any, *, clients: int, seconds: float
) -> list[float]:
    """The bare driver without HTTP, in this process."""
    cypher, parameters = statement
    latencies: list[float] = []
    async with open_driver(origin) as driver:
        end = time.perf_counter() + seconds

        async def one() -> None:
            while (begin := time.perf_counter()) < end:
                async with driver.session(default_access_mode=READ_ACCESS) as session:
                    result = await session.run(cypher, parameters)
                    [record.values() async for record in result]
                latencies.append(time.perf_counter() - begin)

        await asyncio.gather(*(one() for _ in range(clients)))
    return latencies


def measure(
    origin: Origin,
    bodies: Mapping[str, bytes],
    statements: Mapping[str, Any],
    rounds: int,
    seconds: float,
) -> dict[str, Any]:
    """Interleaved rounds of all three, for one and for sixteen clients."""
    environ = {**environment(origin), "BENCH_STATEMENTS": json.dumps(statements)}
    figures: dict[str, Any] = {}
    with running("service", environ) as ours, running("bare", environ) as bare:
        for name, body in bodies.items():
            ask, raw = post("/graphql", body), post("/graphql", json.dumps({"name": name}).encode())
            _same(uvloop.run(once(ours, ask)), uvloop.run(once(bare, raw)))
            for port, request in ((ours, ask), (bare, raw)):
                uvloop.run(run(port, request, clients=4, seconds=WARM / 100))
            for clients in (1, 16):
                contestants = {
                    "service": lambda c=clients, a=ask: run(ours, a, clients=c, seconds=seconds),
                    "bare over HTTP": lambda c=clients, r=raw: run(
                        bare, r, clients=c, seconds=seconds
                    ),
                    "bare driver": lambda c=clients, n=name: in_process(
                        origin, statements[n], clients=c, seconds=seconds
                    ),
                }
                figures[f"{name}, {clients} client{'s' * (clients > 1)}"] = _rounds(
                    contestants, rounds
                )
    return figures


def _same(ours: bytes, bare: bytes) -> None:
    """Both answers hold the same values."""

    def leaves(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [leaf for inner in value.values() for leaf in leaves(inner)]
        if isinstance(value, list):
            return [leaf for inner in value for leaf in leaves(inner)]
        return [] if value is None else [repr(value)]

    if sorted(leaves(json.loads(ours)["data"])) != sorted(leaves(json.loads(bare))):
        raise SystemExit("the answers differ")


def _rounds(contestants: Mapping[str, Any], rounds: int) -> dict[str, Any]:
    names = list(contestants)
    p50: dict[str, list[float]] = {name: [] for name in names}
    rate: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            begin = time.perf_counter()
            latencies = uvloop.run(contestants[name]())
            rate[name].append(len(latencies) / (time.perf_counter() - begin))
            p50[name].append(statistics.median(latencies) * 1000)
    return {"p50 ms": p50, "per second": rate}


def show(figures: Mapping[str, Any], console: Console) -> None:
    """Ratios of the service to each floor, round by round: minimum, median, maximum."""
    grid = Table(
        "read",
        "against",
        "latency ratio min/median/max",
        "throughput ratio min/median/max",
        "p50 ms, ours",
    )
    for name, found in figures.items():
        for floor in ("bare over HTTP", "bare driver"):
            grid.add_row(
                name, floor, _ratio(found["p50 ms"], floor), _ratio(found["per second"], floor),
                f"{statistics.median(found['p50 ms']['service']):.2f}",
            )  # fmt: skip
    console.print(grid)


def _ratio(found: Mapping[str, list[float]], floor: str) -> str:
    ratios = sorted(a / b for a, b in zip(found["service"], found[floor], strict=True))
    return f"{ratios[0]:.2f} / {statistics.median(ratios):.2f} / {ratios[-1]:.2f}"


@click.command()
@click.option("--rounds", default=7, show_default=True)
@click.option("--seconds", default=3.0, show_default=True)
def main(rounds: int, seconds: float) -> None:
    """Compare single and nested reads with the bare driver."""
    with measured_on() as origin:
        bodies, statements = asyncio.run(prepare(origin))
        figures = measure(origin, bodies, statements, rounds, seconds)
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "reads.json").write_text(json.dumps(figures, indent=1))
    show(figures, Console(width=150))


if __name__ == "__main__":
    main()
