"""What is to be worked out for one request, and how it is told while it is."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.apart.declared import Known, Step
from graph.apart.worker import function

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from graph.apart.declared import Apart, Progress
    from graph.apart.pool import Hear, Solver

OFTEN = 0.25
"""Seconds between two steps at least; whoever is told gets the latest."""
SELDOM = 1.0
"""Seconds between two steps at most."""


@dataclass(frozen=True)
class Work:
    """A task, and from its result to the answer of the question; `prepared` is what the question made of its arguments."""

    apart: Apart
    task: Any
    prepared: Any
    finish: Callable[[Any], Any]

    async def answer(self, solver: Solver | None, hear: Hear = lambda _: None) -> Any:
        """The answer, once it is worked out; without a solver in a thread of this process. Raises as `Solver.run`."""
        if isinstance(self.task, Known):
            return self.task.answer
        seconds = self.apart.seconds(self.prepared)
        found = await (solver or Here()).run(self.apart.work, self.task, seconds, hear)
        return self.finish(found)

    async def steps(self, solver: Solver | None) -> AsyncGenerator[Step]:
        """How far it has come, again and again; the last brings the answer. To close it frees the worker.

        Raises: as `Solver.run`.
        """
        heard = _Heard()
        solving = asyncio.create_task(self.answer(solver, heard.hear))
        try:
            while not solving.done():
                yield heard.now()
                await asyncio.wait([solving], timeout=OFTEN)
                if not solving.done() and not heard.news:
                    await heard.more(solving)
            last = heard.now()
            yield dataclasses.replace(last, waiting=False, done=True, answer=solving.result())
        finally:
            solving.cancel()
            await asyncio.wait([solving])
            if not solving.cancelled():
                solving.exception()


class _Heard:
    """The latest step, and whether somebody was told of it."""

    def __init__(self) -> None:
        self._step, self._at = Step(), time.monotonic()
        self._new = asyncio.Event()

    @property
    def news(self) -> bool:
        return self._new.is_set()

    def hear(self, step: Step) -> None:
        self._step, self._at = step, time.monotonic()
        self._new.set()

    def now(self) -> Step:
        """The latest, with the time that has gone by since."""
        self._new.clear()
        step = self._step
        if not step.seconds:
            return step
        return dataclasses.replace(step, elapsed=step.elapsed + time.monotonic() - self._at)

    async def more(self, solving: asyncio.Task[Any]) -> None:
        """Wait for a step, for the end, or for so long that somebody wants to hear that it goes on."""
        new = asyncio.create_task(self._new.wait())
        try:
            await asyncio.wait(
                [solving, new], timeout=SELDOM - OFTEN, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            new.cancel()


class Here:
    """Works out tasks in this process: for programs and tests that ask without a service. Nothing can end it early."""

    async def run(self, work: str, task: Any, seconds: float, hear: Hear) -> Any:
        """As `pool.Solver.run`."""
        loop, since = asyncio.get_running_loop(), time.monotonic()

        def report(progress: Progress, best: Any = None) -> None:  # noqa: ARG001
            elapsed = time.monotonic() - since
            step = Step(progress, elapsed, seconds)
            loop.call_soon_threadsafe(hear, step)

        return await asyncio.to_thread(function(work), task, seconds, report)
