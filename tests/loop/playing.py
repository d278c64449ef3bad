"""Runs, so many of so many steps, over one database."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.loop.ballast import prepared
from tests.loop.machine import Loop
from tests.loop.running import SEEN
from tests.loop.serving import serving
from tests.loop.world import EMPTIED

if TYPE_CHECKING:
    from collections import Counter

    from graph.connect import Origin

NOISY = ("neo4j", "gongjian")
"""Loggers that tell of every reply that we lose."""


def play(origin: Origin, runs: int, steps: int, *, chance: bool) -> Counter[str]:
    """Make up runs until one fails, or there were so many; how often each act and code was met.

    Args:
        chance: whether they are others each time. The graph is emptied before and after.
    """
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    before = SEEN.copy()
    try:
        with asyncio.Runner() as runner:
            opened = serving(origin)
            Loop.runner, Loop.serving = runner, runner.run(opened.__aenter__())
            try:
                runner.run(prepared(Loop.serving.driver))
                run_state_machine_as_test(
                    Loop,
                    settings=settings(
                        max_examples=runs, stateful_step_count=steps, deadline=None, database=None, derandomize=not chance,
                        suppress_health_check=list(HealthCheck), report_multiple_bugs=False, print_blob=chance,
                    ),
                )  # fmt: skip
            finally:
                runner.run(_emptied())
                runner.run(opened.__aexit__(None, None, None))
    finally:
        for name in NOISY:
            logging.getLogger(name).setLevel(logging.NOTSET)
    return SEEN - before


async def _emptied() -> None:
    async with Loop.serving.driver.session() as session:
        await (await session.run(EMPTIED)).consume()
