"""Run read statements: one auto-commit transaction each, read access, a name and a time limit on every one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from neo4j import READ_ACCESS, Bookmarks, Query
from neo4j.exceptions import (
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.bookmarks import WAIT
from graph.unavailable import TooLong, Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from neo4j import AsyncDriver, AsyncSession

    Hears = Callable[[str, str, Mapping[str, Any]], None]

SECONDS = 20.0
"""How long one statement may take in the database."""
GRACE = 2.0
"""How much longer we wait for its answer, should the connection be dead."""
IDLE = 32
"""Sessions kept for the next statement."""
MEMORY = 2_000
"""Statements whose `Query` objects are kept."""

_FULL = "MemoryPoolOutOfMemoryError"
"""Of all statements at once (`total.max`): each of them is sound, and will do a moment later. Of one alone: a defect of ours."""
_TOO_LATE = ("BookmarkTimeout", "BookmarkTimeOut")

_LOST = (ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError)


class Reading:
    """Reads from one database.

    Sessions are reused but never shared: two coroutines may not use one session at a time. `hears` is told of every
    statement before it is sent.
    """

    def __init__(self, driver: AsyncDriver, *, hears: Hears | None = None) -> None:
        self._driver = driver
        self._hears = hears
        self._idle: list[AsyncSession] = []
        self._queries: dict[tuple[str, str], Query] = {}

    async def read(
        self, name: str, cypher: str, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """Rows of a statement as lists of values.

        Raises:
            Unavailable: the database cannot be reached or is too busy.
            TooLong: it took longer than is allowed.
            Neo4jError: the statement failed; a defect of ours.
        """
        self.heard(name, cypher, parameters)
        session = (
            self._idle.pop()
            if self._idle
            else self._driver.session(default_access_mode=READ_ACCESS)
        )
        try:
            async with asyncio.timeout(SECONDS + GRACE):
                result = await session.run(self._query(name, cypher), dict(parameters))
                rows = [record.values() async for record in result]
        except (TimeoutError, asyncio.CancelledError) as error:
            await self._leave(session)
            raise _known(error) from error
        except (Neo4jError, DriverError) as error:
            await self._drop(session)
            raise _known(error) from error
        if len(self._idle) < IDLE:
            self._idle.append(session)
        else:
            await session.close()
        return rows

    def heard(self, name: str, cypher: str, parameters: Mapping[str, Any]) -> None:
        """Tell whoever listens."""
        if self._hears:
            self._hears(name, cypher, parameters)

    def after(self, marks: Sequence[str]) -> Later:
        """A reader that sees these commits."""
        return Later(self._driver, self, marks)

    def _query(self, name: str, cypher: str) -> Query:
        key = (name, cypher)
        found = self._queries.get(key)
        if found is None:
            if len(self._queries) >= MEMORY:
                self._queries.pop(next(iter(self._queries)))
            # The text is ours: made by the compiler from declarations, or a literal; no part comes from a request.
            found = Query(cypher, metadata={"gongjian": name}, timeout=SECONDS)  # type: ignore[arg-type]
            self._queries[key] = found
        return found

    @staticmethod
    async def _drop(session: AsyncSession) -> None:
        try:
            await session.close()
        except (DriverError, Neo4jError):
            session.cancel()

    @staticmethod
    async def _leave(session: AsyncSession) -> None:
        """Give up what is under way; closing afterwards sends nothing."""
        session.cancel()
        await session.close()

    async def close(self) -> None:
        """Close the sessions that are kept."""
        while self._idle:
            await self._drop(self._idle.pop())


class Later:
    """Reads that wait until certain commits can be seen; in transactions of their own, since few callers ask for it."""

    def __init__(self, driver: AsyncDriver, reading: Reading, marks: Sequence[str]) -> None:
        self._driver, self._reading, self._marks = driver, reading, Bookmarks.from_raw_values(marks)

    async def read(
        self, name: str, cypher: str, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """As `Reading.read`; `TooLong` also when the commits are not there within `WAIT`."""
        self._reading.heard(name, cypher, parameters)
        try:
            async with self._driver.session(
                default_access_mode=READ_ACCESS, bookmarks=self._marks
            ) as session:
                async with asyncio.timeout(WAIT):
                    tx = await session.begin_transaction(
                        metadata={"gongjian": name}, timeout=SECONDS
                    )
                async with asyncio.timeout(SECONDS + GRACE), tx:
                    result = await tx.run(cypher, dict(parameters))  # type: ignore[arg-type]
                    return [record.values() async for record in result]
        except (TimeoutError, Neo4jError, DriverError) as error:
            raise _known(error) from error


def _known(error: BaseException) -> BaseException:
    """What callers are told of it: `Unavailable`, `TooLong`, or the error as it is."""
    if isinstance(error, _LOST):
        return Unavailable()
    if isinstance(error, TimeoutError):
        return TooLong()
    code = getattr(error, "code", None) or ""
    if "TransactionTimedOut" in code or code.endswith(_TOO_LATE):
        return TooLong()
    if code.endswith(_FULL) and "total.max" in str(error):
        return Unavailable()
    return error
