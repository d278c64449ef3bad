"""The whole test run against the oldest Neo4j we promise: `python -m tests.on_526 [pytest arguments]`.

Starts a Neo4j 5.26 by the same code from another lock, and points the tests at it through
`NEO4J_URI`, as somebody with a database of their own would.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from graph.server import OnConsole, settings_from_env, start
from graph.server.settings import LOCK
from tests.conftest import PROJECT, own_home

LOCK_526 = LOCK.with_name("jars-5.26.lock")


def main(arguments: list[str]) -> int:
    """Run pytest against a fresh 5.26; returns its exit status."""
    with tempfile.TemporaryDirectory() as home:
        settings = replace(settings_from_env(own_home(Path(home))), lock=LOCK_526, fast_start=False)
        with start(settings, progress=OnConsole(Console(stderr=True))) as server:
            database = {
                "NEO4J_URI": server.bolt_uri,
                "NEO4J_USERNAME": server.username,
                "NEO4J_PASSWORD": server.password,
            }
            command = [
                sys.executable,
                "-m",
                "pytest",
                "-m",
                "not browser and not slow and not long and not clients",
                *arguments,
            ]
            done = subprocess.run(command, cwd=PROJECT, env={**os.environ, **database}, check=False)
            return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
