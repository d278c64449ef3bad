"""The whole loop keeps its promises in runs that nobody thought up."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT
from tests.loop.meaning import NEED_STEPS, PROMISE_STEPS

if TYPE_CHECKING:
    from graph.connect import Origin


def played(server: Origin, *said: str) -> dict[str, int]:
    """How often each act and code was met, in a process of its own: connections are cut in it, of which it tidies up nothing."""
    environ = {
        **os.environ, "NEO4J_URI": server.uri, "NEO4J_USERNAME": server.username, "NEO4J_PASSWORD": server.password,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.loop", *said]
    done = subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-9000:]}"
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()[:-1]]
    return {name: int(count) for count, name in lines}


def test_a_share_of_the_runs(server: Origin) -> None:
    """The same runs each time: every step is what it means, nothing is promised twice, nothing refused leaves a trace."""
    met = played(server, "--runs=12", "--steps=25", "--same")
    assert sum(count for name, count in met.items() if name.endswith(" done")) > 100


@pytest.mark.long
def test_all_of_them(server: Origin) -> None:
    """Others each time; every act is done in some of them, and every timer."""
    met = played(server, "--runs=500", "--steps=50")
    sys.stdout.write("\n".join(f"{count:7} {name}" for name, count in sorted(met.items())))
    timers = {
        "EXPIRE",
        "PROMOTE",
        "PASS_OVER",
        "CONFIRM_BY_TIME",
        "CLOSE_BY_TIME",
        "RESUME_BY_TIME",
    }
    wanted = {f"record {act}" for act in {*NEED_STEPS, *PROMISE_STEPS, *timers}}
    assert sorted(wanted - met.keys()) == []
