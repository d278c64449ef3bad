"""A few workers, and those who wait for one."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from graph.apart.child import Child, Crashed
from graph.apart.declared import Step
from graph.unavailable import TooLong

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from graph.apart.declared import Progress

    Hear = Callable[[Step], None]

log = logging.getLogger("gongjian")


class SolverBusy(Exception):
    """There is no worker, and too many wait for one, or have waited for too long."""


class Solver(Protocol):
    """Works out tasks for somebody."""

    async def run(self, work: str, task: Any, seconds: float, hear: Hear) -> Any:
        """The result; `hear` is told how far it has come. To cancel it frees the worker.

        Raises:
            SolverBusy, TooLong, Refusal; anything else is a defect of ours.
        """
        ...


@dataclass(frozen=True)
class Patience:
    """How many work and wait, and for how long, in seconds.

    Args:
        workers: at a time. waiting: for one of them. each: of one caller, working and waiting. wait: for a worker, at
            most. start: within which a worker is to begin. grace: beyond its time, after which it is killed. idle: after
            which one that does nothing is.
    """

    workers: int = 2
    waiting: int = 8
    each: int = 3
    wait: float = 60.0
    start: float = 60.0
    grace: float = 2.0
    idle: float = 300.0


@dataclass(eq=False)
class Pool:
    """The workers of this process. None is started before there is a task."""

    patience: Patience = field(default_factory=Patience)
    _working: set[Child] = field(default_factory=set)
    _idle: list[Child] = field(default_factory=list)
    _waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    _asked: Counter[str] = field(default_factory=Counter)
    _taken: int = 0
    _ended: bool = False

    def of(self, who: str) -> Solver:
        """The pool for one caller, who gets only so much of it at a time."""
        return _Lane(self, who)

    async def run(self, who: str, work: str, task: Any, seconds: float, hear: Hear) -> Any:
        """As `Solver.run`."""
        if self._ended or self._asked[who] >= self.patience.each:
            raise SolverBusy
        self._asked[who] += 1
        try:
            async with self._place(hear):
                return await self._work(work, task, seconds, hear)
        finally:
            self._asked[who] -= 1
            if not self._asked[who]:
                del self._asked[who]

    @contextlib.asynccontextmanager
    async def _place(self, hear: Hear) -> AsyncIterator[None]:
        """One of the places for workers, handed on in the order in which it was waited for."""
        if self._taken >= self.patience.workers:
            await self._turn(hear)
        else:
            self._taken += 1
        try:
            yield
        finally:
            self._hand_on()

    def _hand_on(self) -> None:
        if self._waiting:
            self._waiting.popleft().set_result(None)
        else:
            self._taken -= 1

    async def _turn(self, hear: Hear) -> None:
        if len(self._waiting) >= self.patience.waiting:
            raise SolverBusy
        mine = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        hear(Step(waiting=True))
        try:
            done, _ = await asyncio.wait([mine], timeout=self.patience.wait)
        except asyncio.CancelledError:
            self._give_up(mine)
            raise
        if not done:
            self._give_up(mine)
            raise SolverBusy
        mine.result()

    def _give_up(self, mine: asyncio.Future[None]) -> None:
        if mine in self._waiting:
            self._waiting.remove(mine)
        elif mine.exception() is None:
            # The place was handed over just now: to the next one.
            self._hand_on()

    async def _work(self, work: str, task: Any, seconds: float, hear: Hear) -> Any:
        child = await self._child()
        telling, loop = _Telling(hear, seconds), asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self.patience.start) as limit:

                def begun() -> None:
                    telling.begin()
                    limit.reschedule(loop.time() + seconds + self.patience.grace)

                return await child.run(work, task, seconds, begun, telling)
        except TimeoutError as error:
            log.warning("worker %s of %s went on beyond its time", child.process.pid, work)
            if telling.best is None:
                raise TooLong from error
            return telling.best
        except Crashed as error:
            if self._ended:
                raise SolverBusy from error
            raise
        finally:
            await self._leave(child)

    async def _child(self) -> Child:
        while self._idle:
            child = self._idle.pop()
            if child.alive:
                break
            child.kill()
        else:
            child = await Child.start()
        self._working.add(child)
        return child

    async def _leave(self, child: Child) -> None:
        self._working.discard(child)
        if child.fit and not self._ended:
            self._idle.append(child)
            child.since = time.monotonic()
            loop = asyncio.get_running_loop()
            loop.call_later(self.patience.idle, self._let_go, child, child.since)
            return
        child.kill()
        await asyncio.shield(child.gone())

    def _let_go(self, child: Child, since: float) -> None:
        if child in self._idle and child.since == since:
            self._idle.remove(child)
            child.kill()
            child.process.wait()

    async def end(self) -> None:
        """End every worker; whoever waits for an answer is refused."""
        self._ended = True
        while self._waiting:
            mine = self._waiting.popleft()
            if not mine.done():
                mine.set_exception(SolverBusy())
        children = [*self._working, *self._idle]
        self._idle.clear()
        for child in children:
            child.kill()
        for child in children:
            await child.gone()


@dataclass(frozen=True)
class _Lane:
    pool: Pool
    who: str

    async def run(self, work: str, task: Any, seconds: float, hear: Hear) -> Any:
        return await self.pool.run(self.who, work, task, seconds, hear)


class _Telling:
    """Keeps the best so far, and makes steps of reports."""

    def __init__(self, hear: Hear, seconds: float) -> None:
        self._hear, self._seconds, self._since = hear, seconds, time.monotonic()
        self.best: Any = None
        hear(Step())

    def begin(self) -> None:
        """From now on the time counts."""
        self._since = time.monotonic()
        self._hear(Step(seconds=self._seconds))

    def __call__(self, progress: Progress, best: Any) -> None:
        if best is not None:
            self.best = best
        elapsed = time.monotonic() - self._since
        self._hear(Step(progress, elapsed, self._seconds))
