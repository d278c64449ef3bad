"""The other process: it works out one task after the other, and ends with its parent.

It is run as a program with the number of the socket to its parent. Whatever a solver prints goes to the log, and whoever
else wants the processor or the memory goes first.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import queue
import resource
import signal
import socket
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.apart.frames import BEGUN, DONE, FAILED, PROGRESS, REFUSED, packed, received
from graph.compile.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.apart.declared import Progress

OFTEN = 0.1
"""Seconds between two reports of one stage that are passed on, unless they bring the best so far."""
BEYOND = 30.0
"""Seconds after its time was over when a worker that nobody has killed is ended by its system."""
NICE = 10
HEAVIEST = 1024 * 1024
"""Kibibytes that a worker may have used at most to be kept for the next task."""


class Reporting:
    """Sends reports on to the parent, from whichever thread of a solver."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send, self._lock = send, threading.Lock()
        self._stage, self._last = "", 0.0

    def __call__(self, progress: Progress, best: Any = None) -> None:
        """As `declared.Report` says."""
        with self._lock:
            now = time.monotonic()
            if best is None and progress.stage == self._stage and now - self._last < OFTEN:
                return
            self._stage, self._last = progress.stage, now
            self._send(packed((PROGRESS, progress, best)))


@functools.cache
def function(name: str) -> Callable[..., Any]:
    """What `module:function` names."""
    module, _, named = name.partition(":")
    return getattr(importlib.import_module(module), named)


def worked_out(
    work: str, task: Any, seconds: float, send: Callable[[bytes], None]
) -> tuple[Any, ...]:
    """What is to be said of a task at last."""
    try:
        found = function(work)
        # What a solver takes to be loaded is not of the time that it has.
        send(packed((BEGUN,)))
        return DONE, found(task, seconds, Reporting(send))
    except Refusal as refusal:
        said = {"zh": refusal.zh, "en": refusal.en, "argument": refusal.argument}
        return REFUSED, refusal.code, said
    except Exception:  # noqa: BLE001  a defect of ours, told to the parent, which has the log
        return FAILED, traceback.format_exc()


def main(number: int) -> None:
    """Serve the parent behind this socket until it leaves."""
    channel = socket.socket(fileno=number)
    os.dup2(2, 1)
    os.nice(NICE)
    with contextlib.suppress(OSError):
        # Should memory run out, then here.
        Path("/proc/self/oom_score_adj").write_text("1000")
    tasks: queue.SimpleQueue[tuple[str, Any, float]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(channel, tasks), daemon=True).start()
    while True:
        work, task, seconds = tasks.get()
        # A solver that never lets go of the interpreter would not notice that its parent is gone.
        signal.setitimer(signal.ITIMER_REAL, seconds + BEYOND)
        said = worked_out(work, task, seconds, channel.sendall)
        del task
        signal.setitimer(signal.ITIMER_REAL, 0)
        channel.sendall(packed((*said, _fit())))


def _listen(channel: socket.socket, tasks: queue.SimpleQueue[tuple[str, Any, float]]) -> None:
    try:
        while True:
            tasks.put(received(channel))
    except (EOFError, OSError):
        # Nobody is there any more for whom to go on, whatever the other thread is at.
        os._exit(0)


def _fit() -> bool:
    """Whether it may do another task: what was used once is not given back."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss <= HEAVIEST


if __name__ == "__main__":
    main(int(sys.argv[1]))
