"""Works for workers: what they do is in the task."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from graph.apart import Progress
from graph.compile.refusal import Refusal

if TYPE_CHECKING:
    from graph.apart import Report


def count(task: int, seconds: float, report: Report) -> dict[str, Any]:
    """Counts to a number, ten a second, and says so; when the time is over, as far as it has come."""
    until = time.monotonic() + seconds
    for at in range(task):
        report(
            Progress("COUNTING", at, task, (task - at) / task),
            best={"counted": at, "pid": os.getpid()},
        )
        if time.monotonic() + 0.1 > until:
            return {"counted": at, "pid": os.getpid()}
        time.sleep(0.1)
    return {"counted": task, "pid": os.getpid()}  # fmt: skip


def never(task: Any, seconds: float, report: Report) -> None:
    """Never comes back, however little time it has; says its number and, if the task is true, a best so far."""
    report(Progress("NEVER", os.getpid()), best=task or None)
    while True:
        time.sleep(0.05)


def dies(task: int, seconds: float, report: Report) -> None:
    """Is killed by this signal."""
    os.kill(os.getpid(), task)
    signal.pause()


def fails(task: str, seconds: float, report: Report) -> None:
    """Has a defect."""
    raise ValueError(task)


def refuses(task: Any, seconds: float, report: Report) -> None:
    """Refuses what it is asked."""
    raise Refusal("QUANTITY", zh="数量不对。", en="No such quantity.", argument="quantity")


def prints(task: bytes, seconds: float, report: Report) -> int:
    """Writes where a solver writes."""
    sys.stdout.write("printed\n")
    sys.stdout.flush()
    os.write(1, task)
    return len(task)


def surroundings(task: Any, seconds: float, report: Report) -> dict[str, Any]:
    """What a worker can see of the service."""
    return {
        "environment": dict(os.environ), "nice": os.nice(0), "hash": hash("共建"), "parent": os.getppid(),
        "imported": sorted({name.partition(".")[0] for name in sys.modules}), "echo": task,
    }  # fmt: skip


def many(task: int, seconds: float, report: Report) -> int:
    """Reports very often."""
    for at in range(task):
        report(Progress("MANY", at))
    return task
