"""`python -m tests.loop [--runs 500] [--steps 50] [--same]`: the loop made up anew; ends with what was met, and how often.

Over a database of its own, unless `NEO4J_URI` names one: that is emptied.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from graph.connect import locate
from graph.server import OnConsole
from tests.conftest import own_home
from tests.loop.playing import play

parser = argparse.ArgumentParser(prog="python -m tests.loop")
parser.add_argument("--runs", type=int, default=500)
parser.add_argument("--steps", type=int, default=50)
parser.add_argument("--same", action="store_true", help="the same runs each time")
said = parser.parse_args()
with tempfile.TemporaryDirectory() as home:
    origin = locate(
        {**os.environ, **own_home(Path(home))}, progress=OnConsole(Console(stderr=True))
    )
    begun = time.monotonic()
    try:
        met = play(origin, said.runs, said.steps, chance=not said.same)
    finally:
        if origin.server:
            origin.server.stop()
lines = [f"{count:7} {name}" for name, count in sorted(met.items())]
sys.stdout.write(
    "\n".join(
        [*lines, f"{said.runs} runs of {said.steps} steps in {time.monotonic() - begun:.0f} s", ""]
    )
)
