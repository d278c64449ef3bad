"""The whole loop keeps its promises in runs that nobody thought up."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.loop.meaning import NEED_STEPS, PROMISE_STEPS
from tests.loop.playing import play

if TYPE_CHECKING:
    from graph.connect import Origin


@pytest.mark.long
def test_a_share_of_the_runs(server: Origin) -> None:
    """The same runs each time: every step is what it means, nothing is promised twice, nothing refused leaves a trace."""
    met = play(server, runs=15, steps=25, chance=False)
    assert sum(count for name, count in met.items() if name.endswith(" done")) > 150


@pytest.mark.long
def test_all_of_them(server: Origin) -> None:
    """Others each time; every act is done in some of them, and every timer."""
    met = play(server, runs=500, steps=50, chance=True)
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
