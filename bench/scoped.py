"""What row scope costs: the same reads as a street's caller and without any limits, in one process, one after the other.

    python -m bench.scoped [--rounds 9] [--reads 300]

Without HTTP, which would make the ratio look smaller. Uses the database of `NEO4J_URI` if given, else starts one in a
temporary home. Needs an otherwise idle machine.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from bench.database import measured_on
from bench.reads import NESTED, SINGLE
from bench.worlds import ACCOUNT, STREET, street
from graph.compile.scope import EVERYTHING
from graph.connect import Origin, open_driver
from graph.ids import node_id
from graph.kinds import KINDS
from graph.provision import provision
from graph.read import Reading
from schema.access.caller import who
from schema.executable import executable
from seeds import run_import_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

WARM = 2_000
KEY = """
MATCH (a:Account {code: $account})
MERGE (k:Credential {id: 'credential_bench'}) MERGE (k)-[:OF]->(a)
SET k.kind = 'KEY', k.rights = ['READ'], k.createdAt = datetime(), k.expiresAt = datetime() + duration('P1D')
"""
AT_MOST = 1.3


Ask = Callable[[str], Awaitable[bytes]]


async def measure(origin: Origin, rounds: int, reads: int) -> dict[str, dict[str, list[float]]]:
    """Median latencies in ms, by read and caller, one for each round."""
    async with open_driver(origin) as driver:
        await provision(driver)
        report = await run_import_rows(driver, street())
        if report.problems:
            raise SystemExit(str(report.problems[0]))
        await driver.execute_query(KEY, account=ACCOUNT)
        heard: list[str] = []
        reading = Reading(driver, hears=lambda name, *_: heard.append(name))
        caller = await who(reading, "credential_bench", datetime.now(UTC))
        if caller is None:
            raise SystemExit("the caller does not stand")

        def asking(query: str, id_: str) -> Ask:
            async def ask(as_: str) -> bytes:
                scope = EVERYTHING if as_ == "unscoped" else caller.scope(datetime.now(UTC))
                variables = {"id": id_}
                answer = executable().engine.answer(
                    reading, query, variables=variables, scope=scope
                )
                return (await answer).body

            return ask

        found = {}
        for name, query, kind, code in (
            ("single", SINGLE, "Unit", "BENCH-U7"),
            ("nested", NESTED, "Place", STREET),
        ):
            ask = asking(query, node_id(KINDS[kind], code))
            await _same(ask, heard)
            found[name] = await _rounds(ask, rounds, reads)
        await reading.close()
        return found


async def _same(ask: Ask, heard: list[str]) -> None:
    if await ask("unscoped") != await ask("scoped"):
        raise SystemExit("the answers differ")
    heard.clear()
    await ask("scoped")
    if len(heard) != 1:
        raise SystemExit(f"not one statement: {heard}")


async def _rounds(ask: Ask, rounds: int, reads: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {"unscoped": [], "scoped": []}
    for turn in range(-1, rounds):
        for as_ in ("unscoped", "scoped")[:: 1 if turn % 2 else -1]:
            times = []
            for _ in range(WARM if turn < 0 else reads):
                begin = time.perf_counter()
                await ask(as_)
                times.append((time.perf_counter() - begin) * 1000)
            if turn >= 0:
                found[as_].append(statistics.median(times))
    return found


def show(found: Mapping[str, Mapping[str, list[float]]], console: Console) -> None:
    """Ratio of scoped to unscoped latency, round by round."""
    grid = Table("read", "ratio min/median/max", "unscoped ms", "scoped ms", f"at most {AT_MOST}")
    for name, times in found.items():
        ratios = sorted(a / b for a, b in zip(times["scoped"], times["unscoped"], strict=True))
        median = statistics.median(ratios)
        grid.add_row(
            name, f"{ratios[0]:.2f} / {median:.2f} / {ratios[-1]:.2f}", f"{statistics.median(times['unscoped']):.2f}",
            f"{statistics.median(times['scoped']):.2f}", "yes" if median <= AT_MOST else "no",
        )  # fmt: skip
    console.print(grid)


@click.command()
@click.option("--rounds", default=9, show_default=True)
@click.option("--reads", default=300, show_default=True)
def main(rounds: int, reads: int) -> None:
    """Compare a scoped caller with an unscoped one."""
    with measured_on() as origin:
        found = asyncio.run(measure(origin, rounds, reads))
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "scoped.json").write_text(json.dumps(found, indent=1))
    show(found, Console(width=120))


if __name__ == "__main__":
    main()
