"""The command."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import pickle
import platform
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import uvloop
from rich.console import Console

from bench.database import measured_on
from bench.load import once, post
from bench.side_by_side import facts
from bench.side_by_side.report import Goal, as_json, show_figures, show_goals
from bench.side_by_side.rounds import Contestant, Figures, rounds, warm
from bench.side_by_side.servers import Server, in_node, in_python
from bench.side_by_side.statements import Prepared, prepare
from bench.side_by_side.workloads import WORKLOADS, Workload

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph.connect import Origin

BARE_AT_MOST, PROCESSOR_AT_MOST, LARGER_AT_MOST = 1.3, 0.35, 1.25
WARM, CATCH_UP = 6.0, 20.0
RESULTS = Path(__file__).parent.parent / "results"
Found = dict[str, "Mapping[str, Figures]"]


@dataclass(frozen=True)
class Side:
    """The Python servers over one database, and what was found out about asking them."""

    service: Server
    bare: Server
    prepared: Prepared
    database: int | None
    environ: Mapping[str, str]


@contextlib.contextmanager
def side(origin: Origin) -> Iterator[Side]:
    """The service and the bare driver, running."""
    prepared = asyncio.run(prepare(origin))
    with contextlib.ExitStack() as open_:
        file = Path(open_.enter_context(tempfile.TemporaryDirectory())) / "statements"
        file.write_bytes(pickle.dumps({f"{w} {c}": s for (w, c), s in prepared.statements.items()}))
        ours = file.with_name("ours.cypher")
        ours.write_text(facts.statement())
        environ = {
            "OUR_OWN_STATEMENT": str(ours), "NEO4J_URI": origin.uri, "NEO4J_USERNAME": origin.username, "NEO4J_PASSWORD": origin.password,
            "BENCH_STATEMENTS": str(file),
        }  # fmt: skip
        service = open_.enter_context(in_python("service", environ))
        bare = open_.enter_context(in_python("bare", environ))
        pid = origin.server.pid if origin.server else None
        yield Side(service, bare, prepared, pid, environ)


def _ours(at: Side, workload: Workload, caller: str) -> Contestant:
    headers = {"Authorization": f"Bearer {at.prepared.key}"} if caller == "scoped" else None
    body = json.dumps({"query": workload.query, "variables": workload.variables}).encode()
    return Contestant(
        f"service, {caller}", at.service, post("/graphql", body, headers), at.database
    )


def _bare(at: Side, workload: Workload, caller: str) -> Contestant:
    body = json.dumps({"name": f"{workload.name} {caller}"}).encode()
    return Contestant(f"bare driver, {caller}", at.bare, post("/graphql", body), at.database)


def contestants(at: Side, node: Server, workload: Workload) -> list[Contestant]:
    """Everybody who answers this."""
    found = [_ours(at, workload, caller) for caller in workload.callers]
    if workload.bare:
        found += [_bare(at, workload, caller) for caller in workload.callers]
    for name, rival in workload.rivals.items():
        body = json.dumps({"query": rival.query, "variables": rival.variables}).encode()
        found.append(Contestant(name, node, post("/graphql", body), at.database))
    return found


def check(workload: Workload, each: Sequence[Contestant]) -> None:
    """Everybody gives the same answer."""
    answers = {c.name: json.loads(uvloop.run(once(c.server.port, c.request))) for c in each}
    ours = answers[each[0].name]
    for name, answer in answers.items():
        if name.startswith("bare"):
            same = _leaves(answer) == _leaves(ours["data"])
        else:
            made = workload.rivals[name].same if name in workload.rivals else workload.same
            same = "errors" not in answer and made(answer["data"]) == workload.same(ours["data"])
        if not same:
            raise SystemExit(f"{workload.name}: the answer of {name} differs: {str(answer)[:500]}")


def _leaves(value: Any) -> list[str]:
    """All values of an answer, in whatever shape it is; the check of standing that a scoped row begins with is none."""
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return [] if value is None or value is True else [repr(value)]
    return sorted(leaf for inner in value for leaf in _leaves(inner))


def goals(workload: Workload, found: Mapping[int, Mapping[str, Figures]]) -> Iterator[Goal]:
    """What was asked for, of what was found by the number of clients."""
    for caller in workload.callers:
        ours = {clients: each[f"service, {caller}"] for clients, each in found.items()}
        said = f"{workload.name}, {caller}"
        for name, rival in workload.rivals.items():
            theirs = {clients: each[name] for clients, each in found.items()}
            yield Goal(
                f"{said}: throughput against {name}, 16 clients",
                ours[16].rate,
                theirs[16].rate,
                rival.goal,
                at_least=True,
            )
            yield Goal(f"{said}: throughput against {name}, 1 client", ours[1].rate, theirs[1].rate)
            for clients in (1, 16):
                should = (
                    PROCESSOR_AT_MOST if workload.name == "nested read" and clients == 16 else None
                )
                yield Goal(
                    f"{said}: server processor time against {name}, {clients}",
                    ours[clients].server,
                    theirs[clients].server,
                    should,
                )
        if workload.bare:
            for clients in (1, 16):
                bare = found[clients][f"bare driver, {caller}"]
                should = BARE_AT_MOST if clients == 1 else None
                yield Goal(
                    f"{said}: latency against the bare driver, {clients}",
                    ours[clients].p50,
                    bare.p50,
                    should,
                )
                yield Goal(
                    f"{said}: server processor time against the bare driver, {clients}",
                    ours[clients].server,
                    bare.server,
                )


def against_the_larger(
    small: Side, large: Side, count: int, seconds: float
) -> tuple[Found, list[Goal]]:
    """The service over both databases, one client."""
    found, asked = {}, []
    # What the smaller one's Java compiled long ago, that of the larger has yet to compile.
    late = [_ours(large, workload, caller) for workload in WORKLOADS for caller in workload.callers]
    warm(late, CATCH_UP)
    for workload in WORKLOADS:
        for caller in workload.callers:
            here, there = _ours(small, workload, caller), _ours(large, workload, caller)
            each = [here, Contestant("larger", there.server, there.request, there.database)]
            warm(each, WARM)
            check(workload, each)
            figures = rounds(each, clients=1, count=count, seconds=seconds)
            name = f"{workload.name}, {caller}"
            found[f"{name}, databases"] = figures
            asked.append(
                Goal(
                    f"{name}: latency over the larger database, 1",
                    figures["larger"].p50,
                    figures[here.name].p50,
                    LARGER_AT_MOST,
                )
            )
    return found, asked


@click.command()
@click.option("--rounds", "count", default=6, show_default=True)
@click.option("--seconds", default=2.0, show_default=True)
@click.option("--streets", default=10, show_default=True, help="Streets in the database.")
@click.option(
    "--times", default=10, show_default=True, help="How much larger the other one is; 0: none."
)
def main(count: int, seconds: float, streets: int, times: int) -> None:
    """Compare the service with @neo4j/graphql and with the bare driver."""
    console, began = Console(width=150), os.getloadavg()
    found: Found = {}
    asked: list[Goal] = []
    with contextlib.ExitStack() as open_:
        here = open_.enter_context(side(open_.enter_context(measured_on(streets))))
        node = open_.enter_context(in_node(here.environ))
        for workload in WORKLOADS:
            each = contestants(here, node, workload)
            check(workload, each)
            warm(each, WARM)
            by_clients = {
                clients: rounds(each, clients=clients, count=count, seconds=seconds)
                for clients in (1, 16)
            }
            found |= {f"{workload.name}, {n}": figures for n, figures in by_clients.items()}
            asked += goals(workload, by_clients)
        if times:
            there = open_.enter_context(
                side(open_.enter_context(measured_on(streets * times, own=True)))
            )
            more, further = against_the_larger(here, there, count, seconds)
            found |= more
            asked += further
    show_figures(found, console)
    show_goals(asked, console)
    RESULTS.mkdir(exist_ok=True)
    conditions = {
        "rounds": count, "seconds": seconds, "streets": streets, "times": times, "processors": os.cpu_count(),
        "load average before": began, "load average at the end": os.getloadavg(), "python": platform.python_version(),
    }  # fmt: skip
    result = {
        "conditions": conditions,
        "goals": [g.said() for g in asked],
        "figures": as_json(found),
    }
    (RESULTS / "side_by_side.json").write_text(json.dumps(result, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
