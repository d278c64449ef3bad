"""Pools for tests, tasks given to them, and what becomes of their processes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING, Any

import psutil

from graph.apart.pool import Patience, Pool

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graph.apart import Step

TOY = "tests.apart.toy"


@contextlib.asynccontextmanager
async def pooled(**patience: Any) -> AsyncIterator[Pool]:
    """A pool; whatever it started is gone afterwards."""
    before = children()
    pool = Pool(Patience(**patience))
    try:
        yield pool
    finally:
        await pool.end()
        assert children() <= before


def children() -> set[int]:
    """Numbers of the workers of this process."""
    found = set()
    for each in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.ZombieProcess, psutil.NoSuchProcess):
            if "graph.apart.worker" in each.cmdline():
                found.add(each.pid)
    return found


async def gone(pid: int) -> float:
    """Seconds until a process is gone."""
    since = time.monotonic()
    async with asyncio.timeout(10):
        while psutil.pid_exists(pid):  # noqa: ASYNC110  (it is no child of ours)
            await asyncio.sleep(0.02)
    return time.monotonic() - since


class Hearing:
    """Hears the steps of one task."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.progress = asyncio.Event()
        self.waits = asyncio.Event()

    def __call__(self, step: Step) -> None:
        self.steps.append(step)
        if step.progress:
            self.progress.set()
        if step.waiting:
            self.waits.set()

    async def pid(self) -> int:
        """The number that `toy.never` says."""
        async with asyncio.timeout(30):
            await self.progress.wait()
        progress = self.steps[-1].progress
        assert progress
        assert progress.value
        return int(progress.value)


def begun(pool: Pool, work: str, task: Any = None, seconds: float = 60.0, who: str = "a") -> tuple[asyncio.Task[Any], Hearing]:  # fmt: skip
    """A task given to the pool, and what is heard of it."""
    heard = Hearing()
    return asyncio.create_task(pool.run(who, f"{TOY}:{work}", task, seconds, heard)), heard


async def ran(pool: Pool, work: str, task: Any = None, seconds: float = 60.0, who: str = "a") -> Any:  # fmt: skip
    """The result of a task."""
    return await begun(pool, work, task, seconds, who)[0]
