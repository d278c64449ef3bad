"""A worker as its parent sees it: started, given a task, heard, killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.apart.frames import BEGUN, DONE, PROGRESS, REFUSED, heard, packed
from graph.compile.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.apart.declared import Progress

KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
"""Of the environment, what a worker needs to run; nothing that says how the service is set up."""
PIECE = 1024 * 1024


class Crashed(Exception):
    """The worker ended before it had said its result."""


class Failed(Exception):
    """The work failed in the worker: a defect of ours. The text is its traceback."""


def environment() -> dict[str, str]:
    """What a worker is started with. Hashes are those of any other worker, so that sets come in one order."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    path = os.pathsep.join(each or str(Path.cwd()) for each in sys.path)
    return {**kept, "PYTHONPATH": path, "PYTHONHASHSEED": "0"}


@dataclass(eq=False)
class Child:
    """One worker process."""

    process: subprocess.Popen[bytes]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    fit: bool = True
    """Whether it may be given another task."""
    since: float = 0.0
    """When it did something last."""

    @staticmethod
    async def start() -> Child:
        """Start one; it is there when it has its first task."""
        ours, theirs = socket.socketpair()
        with theirs:
            # In the loop: a few milliseconds, in which nobody can give up and leave a process behind.
            process = _started(theirs.fileno())
        ours.setblocking(False)
        try:
            reader, writer = await asyncio.open_unix_connection(sock=ours, limit=PIECE)
        except BaseException:
            ours.close()
            process.kill()
            process.wait()
            raise
        return Child(process, reader, writer)

    @property
    def alive(self) -> bool:
        """Whether it is still there."""
        return self.process.poll() is None

    async def run(
        self, work: str, task: Any, seconds: float, begun: Callable[[], None], hear: Callable[[Progress, Any], None]
    ) -> Any:  # fmt: skip
        """The result of a task; `hear` is told of reports: progress, and the best so far; `begun` once before.

        Raises:
            Refusal: the work refuses the task. Failed, Crashed: it could not be worked out.
        """
        self.fit = False
        try:
            self.writer.write(packed((work, task, seconds)))
            await self.writer.drain()
            while (said := await heard(self.reader))[0] in (BEGUN, PROGRESS):
                if said[0] == BEGUN:
                    begun()
                else:
                    hear(said[1], said[2])
        except (asyncio.IncompleteReadError, OSError) as error:
            raise Crashed(f"worker {self.process.pid} ended early") from error
        self.fit = said[-1]
        if said[0] == DONE:
            return said[1]
        if said[0] == REFUSED:
            raise Refusal(said[1], **said[2])
        raise Failed(said[1])

    def kill(self) -> None:
        """End it at once, whatever it is at."""
        self.fit = False
        self.process.kill()
        self.writer.close()

    async def gone(self) -> None:
        """Wait until it is, after `kill`."""
        await asyncio.to_thread(self.process.wait)
        with contextlib.suppress(OSError):
            await self.writer.wait_closed()


def _started(number: int) -> subprocess.Popen[bytes]:
    # In a session of its own: Ctrl+C is for the parent, which ends it in good order.
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "graph.apart.worker", str(number)], pass_fds=[number], stdin=subprocess.DEVNULL,
        env=environment(), start_new_session=True,
    )  # fmt: skip
