"""A stream that is continued where it is known to end is the same chain, however wrong what is known."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.chain import ChainKey, Ends, append
from graph.server import ServerProblem
from graph.transact import write
from tests.graph.chains import ENTRY, KEY, entries, findings
from tests.graph.test_chain import _stored, empty

if TYPE_CHECKING:
    from tests.conftest import Database

__all__ = ["empty"]


class _Counting:
    """A transaction that counts what is sent."""

    def __init__(self, tx: Any) -> None:
        self._tx, self.sent = tx, 0

    async def run(self, *args: Any, **more: Any) -> Any:
        self.sent += 1
        return await self._tx.run(*args, **more)


async def appended(database: Database, ends: Ends, new: Any, key: ChainKey = KEY, **more: Any) -> int:  # fmt: skip
    """Append with what is known; how many statements that took."""

    async def work(tx: Any) -> int:
        counting = _Counting(tx)
        await append(counting, key, new, ends=ends, **more)  # type: ignore[arg-type]
        return counting.sent

    return await write(database.driver, "test.append", work)


async def test_who_knows_the_end_sends_one_statement(empty: Database) -> None:
    """The first looks for it, the others know; what is done before is done in the same statement, several streams by the old way."""
    ends, mark = Ends(), ("CREATE (:Structure {id: $mark})", {"mark": "before"})
    plain = [replace(e, once=None) for e in entries("street_a", 3)]
    # An unknown chain might have been written with another key: that is one more.
    assert [await appended(empty, ends, plain) for _ in range(3)] == [3, 1, 1]
    assert await appended(empty, ends, plain, before=mark) == 1
    assert await appended(empty, ends, [*plain, replace(ENTRY, stream="street_b")]) == 3
    assert await appended(empty, ends, plain) == 1
    assert await appended(empty, ends, [replace(ENTRY, once="x")]) == 2
    assert len(await _stored(empty)) == 3 * 6 + 2
    assert len((await empty.driver.execute_query("MATCH (s:Structure {id: 'before'}) RETURN s")).records) == 1  # fmt: skip
    assert await findings(empty.driver) == []


async def test_who_is_wrong_about_the_end_finds_out(empty: Database) -> None:
    """Somebody else was faster, or the own transaction never came to pass: made anew, in the same chain, without a gap."""
    mine, others = Ends(), Ends()
    await appended(empty, mine, [ENTRY])
    await appended(empty, others, [ENTRY, ENTRY])
    assert await appended(empty, mine, [ENTRY]) == 2
    assert await appended(empty, mine, [ENTRY]) == 1

    async def undone(tx: Any) -> None:
        await append(tx, KEY, [ENTRY], ends=mine)
        raise ValueError("after the append")

    with pytest.raises(ValueError, match="after"):
        await write(empty.driver, "test", undone)
    assert await appended(empty, mine, [ENTRY]) == 2
    mine.ended("street_a", 3, "0" * 64)
    assert await appended(empty, mine, [ENTRY]) == 2
    assert [row["seq"] for row in await _stored(empty)] == list(range(1, 8))
    assert await findings(empty.driver) == []


async def test_many_with_and_without_knowledge_leave_no_gap(empty: Database) -> None:
    """Two processes that know, and writers who don't, at once on two streams."""
    known = [Ends(), Ends()]

    async def task(number: int) -> None:
        for turn in range(6):
            new = [replace(ENTRY, stream=f"street_{(number + turn) % 2}")]
            if number % 4:
                await appended(empty, known[number % 2], new)
            else:
                await write(empty.driver, "test", append, KEY, new)

    await asyncio.gather(*(task(n) for n in range(16)))
    stored = await _stored(empty)
    assert len(stored) == 16 * 6
    for stream in ("street_0", "street_1"):
        seqs = [row["seq"] for row in stored if row["stream"] == stream]
        assert seqs == list(range(1, len(seqs) + 1))
    assert await findings(empty.driver) == []


async def test_knowing_the_end_does_not_help_another_key(empty: Database) -> None:
    """Nothing is written, as without."""
    ends, other = Ends(), ChainKey(b"another key".ljust(32))
    await appended(empty, ends, [ENTRY])
    with pytest.raises(ServerProblem):
        await appended(empty, ends, [ENTRY], other)
    assert len(await _stored(empty)) == 1
