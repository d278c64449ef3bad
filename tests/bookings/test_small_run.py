"""The whole measurement, as small as can be, over a database of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_a_small_run_promises_nothing_twice_and_decides_nothing_otherwise(tmp_path: Path) -> None:
    """Two processes of the service and the bare driver book, one race is run, three hundred operations are replayed."""
    results = tmp_path / "bookings.json"
    small = {"rounds": 1, "seconds": 1, "races": 2, "operations": 300, "clients": 16, "processes": 2}  # fmt: skip
    options = [f"--{name}={value}" for name, value in small.items()]
    command = [sys.executable, "-m", "bench.bookings", *options, f"--results={results}"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=900)  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    said = json.loads(results.read_text(encoding="utf-8"))
    for name in ("spread over 200 resources", "one resource"):
        for each in said[name]["minimum, median, maximum"]:
            assert each["rate"][0] > 0, each
            assert (each["failed"], each["refused"]) == ([0, 0, 0], [0, 0, 0]), each
    assert said["races"] == {**said["races"], "promised beyond": 0, "left free": 0, "answers": {"DONE": 20, "CAPACITY_TAKEN": 12}}  # fmt: skip
    operations = said["operations"]
    assert (operations["operations"], operations["callers failed"], operations["differing decisions"]) == (300, 0, 0)  # fmt: skip
    assert min(operations["done"], operations["refused"], operations["on a key that was sent before"]) > 0  # fmt: skip
