"""Transactions as the import and upkeep need them: named, long enough, tried again when that helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from neo4j import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from neo4j import AsyncDriver

T = TypeVar("T")
_SECONDS = 300


async def write(driver: AsyncDriver, name: str, work: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Run `work(tx, *args)` in a write transaction; it may run more than once."""
    async with driver.session() as session:
        named = unit_of_work(metadata={"name": name}, timeout=_SECONDS)(work)
        return await session.execute_write(named, *args)


async def read(driver: AsyncDriver, name: str, work: Callable[..., Awaitable[T]], *args: Any) -> T:
    """Run `work(tx, *args)` in a read transaction; it may run more than once."""
    async with driver.session() as session:
        named = unit_of_work(metadata={"name": name}, timeout=_SECONDS)(work)
        return await session.execute_read(named, *args)
