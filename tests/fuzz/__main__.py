"""`python -m tests.fuzz SCHEMATHESIS [--seeds 1,2,3] [--examples 500] [--seconds 600]`: fuzz a service of its own.

The service runs over a database of its own with the example data, on loopback, in a process whose address space is
limited; so many requests for each root field are made up for each seed, for at most so long. Ends with the judge's own status, or 1
if the service took more memory than it may.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import psutil
import uvicorn
from rich.console import Console

from api.app import create_app
from api.commands.serve import prepare, served
from graph.connect import locate, open_driver
from graph.server import OnConsole
from tests.api.identity.conftest import STREET
from tests.conftest import PROJECT, own_home
from tests.unlimited import OFTEN, Anyone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.connect import Origin
    from schema.access.caller import Caller

ADDRESS_SPACE = 2_000_000 * 1024
MOST_RESIDENT = 400 * 1024 * 1024
SERVE = "serve"


class _Always:
    """Takes everybody for this one."""

    def __init__(self, who: Caller) -> None:
        self._who = who

    async def of(self, _headers: object, **_: Any) -> Caller:
        return self._who


def serve(port: int) -> None:
    """The service for somebody known who may everything and is not counted, in bounds."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    origin = locate(os.environ)
    who = Anyone(**asyncio.run(_somebody(origin)))
    app = create_app(origin, identity=_Always(who), settings=OFTEN, warm=True)
    uvicorn.Server(served(app, port)).run()


def main(arguments: list[str]) -> int:
    """Fuzz with every seed in turn; the first status that is not 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("schemathesis")
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=600)
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        environ = {**os.environ, **own_home(Path(home))}
        progress = OnConsole(Console(stderr=True))
        origin = locate(environ, progress=progress)
        try:
            asyncio.run(prepare(origin, progress, example=True))
            database = {
                "NEO4J_URI": origin.uri,
                "NEO4J_USERNAME": origin.username,
                "NEO4J_PASSWORD": origin.password,
            }
            with _serving({**environ, **database}) as (url, process):
                for seed in asked.seeds.split(","):
                    status = _fuzz(asked, seed, url, home)
                    resident = psutil.Process(process.pid).memory_info().rss
                    sys.stdout.write(
                        f"seed {seed}: status {status}, {resident // 1024 // 1024} MiB resident\n"
                    )
                    if status or resident > MOST_RESIDENT:
                        return status or 1
        finally:
            if origin.server:
                origin.server.stop()
    return 0


async def _somebody(origin: Origin) -> dict[str, str]:
    """The account and the person of the street centre."""
    async with open_driver(origin) as driver, driver.session() as session:
        found = await session.run(
            "MATCH (a:Account {code: $code})-[:IS]->(p) RETURN a.id AS account, p.id AS person",
            code=STREET,
        )
        return dict(await found.single(strict=True))


def _fuzz(asked: argparse.Namespace, seed: str, url: str, home: str) -> int:
    command = [
        asked.schemathesis, "run", str(PROJECT / "schema" / "schema.graphql"), "--url", f"{url}/graphql",
        "--seed", seed, "--max-examples", str(asked.examples), "--max-time", str(asked.seconds),
        "--exclude-checks", "positive_data_acceptance", "--continue-on-failure", "--generation-database", "none",
        "--report-dir", home, "--request-timeout", "30",
    ]  # fmt: skip
    hooks = {
        "SCHEMATHESIS_HOOKS": "refusals",
        "PYTHONPATH": str(PROJECT / "tests" / "fuzz"),
        "GONGJIAN_CODES": str(PROJECT / "docs" / "errors.md"),
    }
    return subprocess.run(command, cwd=PROJECT, env={**os.environ, **hooks}, check=False).returncode


@contextmanager
def _serving(environ: Mapping[str, str]) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = 8192
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.fuzz", SERVE, str(port)], cwd=PROJECT, env=environ
    )
    try:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                httpx.get(f"{url}/livez")
                break
            except httpx.TransportError:
                time.sleep(0.2)
        yield url, process
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    if sys.argv[1:2] == [SERVE]:
        serve(int(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1:]))
