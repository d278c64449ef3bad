"""The whole test run against the oldest Neo4j we promise: `python -m tests.on_526 [--workers 2] [pytest arguments]`.

Starts a Neo4j 5.26 for each worker by the same code from another lock, and points the tests at them through
`NEO4J_URI`, as somebody with a database of their own would.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from graph.server import OnConsole, settings_from_env, start
from graph.server.settings import LOCK
from tests.conftest import DATABASES, PROJECT, own_home

LOCK_526 = LOCK.with_name("jars-5.26.lock")


def main(arguments: list[str]) -> int:
    """Run pytest against fresh databases of 5.26; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.on_526")
    parser.add_argument("--workers", type=int, default=0)
    asked, rest = parser.parse_known_args(arguments)
    with ExitStack() as running:
        given = [_started(running) for _ in range(max(1, asked.workers))]
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-m",
            "not browser and not slow and not long and not clients",
            f"--numprocesses={asked.workers}",
            *rest,
        ]
        environ = {**os.environ, DATABASES: json.dumps(given)}
        return subprocess.run(command, cwd=PROJECT, env=environ, check=False).returncode


def _started(running: ExitStack) -> dict[str, str]:
    """A database in a home of its own, and what leads to it."""
    home = Path(running.enter_context(tempfile.TemporaryDirectory()))
    settings = replace(settings_from_env(own_home(home)), lock=LOCK_526, fast_start=False)
    server = running.enter_context(start(settings, progress=OnConsole(Console(stderr=True))))
    return {
        "NEO4J_URI": server.bolt_uri,
        "NEO4J_USERNAME": server.username,
        "NEO4J_PASSWORD": server.password,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
