"""Write transactions: named, long enough, and run again when that helps.

Decided, and guarded by `tests/graph/test_transact.py`: what is run again is a list of ours, for the driver's own would
repeat a statement that used up the memory; and no transaction is run again whose commit may have come to pass.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from typing import TYPE_CHECKING, Any, TypeVar

from neo4j import Bookmarks, unit_of_work
from neo4j.exceptions import (
    ClientError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graph.bookmarks import WAIT
from graph.lease import Taken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from neo4j import AsyncDriver, AsyncSession

log = logging.getLogger("gongjian")
T = TypeVar("T")
SECONDS = 300.0
"""How long the work of one transaction may take, unless said."""
COMMIT_SECONDS = 10.0
"""How long we wait for the reply to a commit, at least; a fifth of what its work may take if that is longer."""
PATIENCE = 5.0
"""For how long a transaction is run again."""
AGAIN = frozenset({
    "Neo.TransientError.Transaction.DeadlockDetected",
    "Neo.TransientError.Transaction.LockClientStopped",
    "Neo.TransientError.Transaction.Outdated",
    "Neo.TransientError.Transaction.ConstraintsChanged",
    "Neo.TransientError.General.DatabaseUnavailable",
    "Neo.TransientError.Database.DatabaseUnavailable",
    "Neo.TransientError.Cluster.NotALeader",
    "Neo.TransientError.Cluster.ReplicationFailure",
    # Deleted by somebody else while we led an edge to it: looked for again it is not there.
    "Neo.ClientError.Statement.EntityNotFound",
    "Neo.ClientError.Cluster.NotALeader",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
})  # fmt: skip
"""What may be gone a moment later. Not what was too large, took too long or waited in vain."""


class OutcomeUnknown(ServiceUnavailable):
    """The reply to a commit was lost: what the transaction wrote may be there or not."""


async def write(driver: AsyncDriver, name: str, work: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Run `work(tx, *args)` in a write transaction; it may run more than once.

    Raises:
        Taken: somebody else holds a lock that we need, and goes on holding it.
        OutcomeUnknown: the reply to the commit was lost.
    """
    found, _ = await commit(driver, name, work, *args)
    return found


async def commit(
    driver: AsyncDriver, name: str, work: Callable[..., Awaitable[T]], *args: Any,
    after: Collection[str] = (), seconds: float = SECONDS,
) -> tuple[T, frozenset[str]]:  # fmt: skip
    """As `write`, with the bookmarks of the commit.

    Args:
        after: bookmarks of commits that must be seen. seconds: how long the work may take, each time it is run.

    Raises:
        TimeoutError: the work took longer, or those commits are not there.
    """
    deadline = time.monotonic() + PATIENCE
    for attempt in range(1_000):
        try:
            marks = Bookmarks.from_raw_values(after) if after else None
            async with driver.session(bookmarks=marks) as session:
                return await _once(session, name, work, args, seconds, WAIT if after else None)
        except (Neo4jError, DriverError) as error:
            if isinstance(error, TransientError) and _ends(error, "LockAcquisitionTimeout"):
                raise Taken(name) from error
            pause = random.uniform(0.5, 1.5) * min(0.02 * 2**attempt, 1.0)  # noqa: S311  no secret
            if not _worth_it(error) or time.monotonic() + pause > deadline:
                raise
            log.info(
                "run again: %s, %s", name, getattr(error, "code", None) or type(error).__name__
            )
            await asyncio.sleep(pause)
    raise AssertionError("unreachable")


async def _once(
    session: AsyncSession, name: str, work: Callable[..., Awaitable[T]], args: Any, seconds: float, wait: float | None
) -> tuple[T, frozenset[str]]:  # fmt: skip
    async with asyncio.timeout(wait):
        with _with_the_first(session) if wait is None else contextlib.nullcontext():
            begun = await session.begin_transaction(metadata={"name": name}, timeout=SECONDS)
    async with begun as tx:
        async with asyncio.timeout(seconds):
            found = await work(tx, *args)
        try:
            async with asyncio.timeout(max(COMMIT_SECONDS, seconds / 5)):
                await tx.commit()
        except (TransientError, ClientError):
            # The database says so itself: it is rolled back.
            raise
        except (Neo4jError, DriverError, TimeoutError) as error:
            raise OutcomeUnknown("the reply to a commit was lost") from error
    return found, (await session.last_bookmarks()).raw_values


def _with_the_first(session: AsyncSession) -> contextlib.AbstractContextManager[None]:
    """Within it, the message that begins a transaction is sent with its first statement, as the driver does it for `execute_query`.

    It says nothing of its own, and each message that is waited for costs as much as a small statement. Not in the
    driver's documentation: without it there is one message more.
    """
    return getattr(session, "_pipelined_begin", contextlib.nullcontext())


def _worth_it(error: Neo4jError | DriverError) -> bool:
    if isinstance(error, OutcomeUnknown):
        return False
    if isinstance(error, Neo4jError):
        return error.code in AGAIN
    return isinstance(error, ServiceUnavailable | SessionExpired)


def _ends(error: Neo4jError, name: str) -> bool:
    return (error.code or "").endswith(name)


async def tidy(
    driver: AsyncDriver, name: str, work: Callable[..., Awaitable[Any]], *args: Any
) -> None:
    """Run `work` as `write` does, for what is only tidying up: a database that is gone does not matter."""
    with contextlib.suppress(DriverError, Neo4jError, Taken):
        await write(driver, name, work, *args)


async def read(driver: AsyncDriver, name: str, work: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Run `work(tx, *args)` in a read transaction; it may run more than once."""
    async with driver.session() as session:
        named = unit_of_work(metadata={"name": name}, timeout=SECONDS)(work)
        return await session.execute_read(named, *args)
