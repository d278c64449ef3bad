"""Transactions as the import and upkeep need them: named, long enough, tried again when that helps."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, TypeVar

from neo4j import unit_of_work
from neo4j.exceptions import DriverError, Neo4jError, TransientError

from graph.lease import Taken

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from neo4j import AsyncDriver

T = TypeVar("T")
_SECONDS = 300


async def write(driver: AsyncDriver, name: str, work: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Run `work(tx, *args)` in a write transaction; it may run more than once.

    Raises:
        Taken: somebody else holds a lock that we need, and goes on holding it.
    """
    named = unit_of_work(metadata={"name": name}, timeout=_SECONDS)(work)
    try:
        async with driver.session() as session:
            return await session.execute_write(named, *args)
    except TransientError as error:
        if (error.code or "").endswith("LockAcquisitionTimeout"):
            raise Taken(name) from error
        raise


async def tidy(
    driver: AsyncDriver, name: str, work: Callable[..., Awaitable[Any]], *args: Any
) -> None:
    """Run `work` as `write` does, for what is only tidying up: a database that is gone does not matter."""
    with contextlib.suppress(DriverError, Neo4jError, Taken):
        await write(driver, name, work, *args)


async def read(driver: AsyncDriver, name: str, work: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Run `work(tx, *args)` in a read transaction; it may run more than once."""
    async with driver.session() as session:
        named = unit_of_work(metadata={"name": name}, timeout=_SECONDS)(work)
        return await session.execute_read(named, *args)
