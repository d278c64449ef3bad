"""Write transactions: what is run again, what is not, and what is said of a commit whose reply is lost."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest
from neo4j.exceptions import ClientError, ServiceUnavailable, TransientError

from graph.connect import open_driver
from graph.transact import PATIENCE, OutcomeUnknown, commit, write
from tests.fixtures.cutting import way_to

if TYPE_CHECKING:
    from graph.connect import Database

_ADD = "MERGE (n:Lease {id: 'transact'}) SET n.times = coalesce(n.times, 0) + 1"


async def _times(database: Database) -> int:
    records, _, _ = await database.driver.execute_query("MATCH (n:Lease {id: 'transact'}) RETURN n.times")  # fmt: skip
    return records[0][0] if records else 0


async def test_a_deadlock_is_run_again(clean: Database) -> None:
    """Two that lock the same two nodes crosswise: both are done, one of them after a second try."""
    await clean.driver.execute_query("CREATE (:Lease {id: 'a', n: 0}), (:Lease {id: 'b', n: 0})")
    tries = 0
    met = asyncio.Barrier(2)

    async def both(tx: Any, first: str, then: str) -> None:
        nonlocal tries
        tries += 1
        bump = "MATCH (n:Lease {id: $id}) SET n.n = n.n + 1"
        await (await tx.run(bump, id=first)).consume()
        if tries <= 2:
            await met.wait()
        await (await tx.run(bump, id=then)).consume()

    await asyncio.gather(
        write(clean.driver, "test", both, "a", "b"), write(clean.driver, "test", both, "b", "a")
    )
    records, _, _ = await clean.driver.execute_query("MATCH (n:Lease) RETURN sum(n.n)")
    assert (tries, records[0][0]) == (3, 4)


@pytest.mark.parametrize(
    "code",
    ["Neo.TransientError.General.MemoryPoolOutOfMemoryError", "Neo.TransientError.Transaction.BookmarkTimeout"],
)  # fmt: skip
async def test_what_would_only_be_worse_is_not_run_again(clean: Database, code: str) -> None:
    """The driver calls them transient and would repeat them; we don't."""
    tries = 0

    async def hog(tx: Any) -> None:
        nonlocal tries
        tries += 1
        raise TransientError._hydrate_neo4j(code=code, message="x")

    with pytest.raises(TransientError):
        await write(clean.driver, "test", hog)
    assert tries == 1


async def test_a_real_memory_hog_is_tried_once(clean: Database) -> None:
    """A statement that needs more memory than it may have ends, and is not sent again."""
    tries = 0

    async def hog(tx: Any) -> None:
        nonlocal tries
        tries += 1
        text = "UNWIND range(1, 100000000) AS n WITH collect(toString(n) + 'xxxxxxxxxxxxxxxx') AS texts RETURN size(texts)"
        await (await tx.run(text)).consume()

    with pytest.raises((TransientError, ClientError)) as raised:
        await write(clean.driver, "test", hog)
    assert "Memory" in (raised.value.code or "")
    assert tries == 1


async def test_a_lost_reply_is_not_run_again(clean: Database) -> None:
    """Cut once the commit was answered: it is said, and the effect is there once. Cut while working, it is run again."""
    async with way_to(clean.origin.uri) as way:
        origin = type(clean.origin)(way.uri, clean.origin.username, clean.origin.password, clean.origin.version)  # fmt: skip
        async with open_driver(origin) as driver:

            async def add(tx: Any) -> None:
                await (await tx.run(_ADD)).consume()

            await write(driver, "test", add)
            way.cut = "after"
            with pytest.raises(OutcomeUnknown):
                await write(driver, "test", add)
            assert await _times(clean) == 2
            _, marks = await commit(driver, "test", add)
            assert (await _times(clean), len(marks)) == (3, 1)


async def test_patience_ends(clean: Database) -> None:
    """A database that stays away is not waited for without end."""
    async with way_to(clean.origin.uri) as way:
        origin = type(clean.origin)(way.uri, clean.origin.username, clean.origin.password, clean.origin.version)  # fmt: skip
        async with open_driver(origin) as driver:
            way.closed = True
            begun = time.monotonic()

            async def nothing(tx: Any) -> None:
                await (await tx.run("RETURN 1")).consume()

            with pytest.raises(ServiceUnavailable):
                await write(driver, "test", nothing)
            assert time.monotonic() - begun < PATIENCE + 5
