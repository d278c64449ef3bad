"""The chain of records: what is appended, and by whom at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.chain import ChainKey, append
from graph.provision import provision
from graph.server import ServerProblem
from graph.transact import write
from tests.graph.chains import AT, ENTRY, KEY, entries, findings, recorded

if TYPE_CHECKING:
    from tests.conftest import Database

_ALL = "MATCH (c:Change) RETURN c.stream AS stream, c.seq AS seq, properties(c) AS stored ORDER BY stream, seq"


@pytest.fixture
async def empty(clean: Database) -> Database:
    """An empty graph with its constraints."""
    await provision(clean.driver)
    return clean


async def _stored(database: Database) -> list[dict]:
    async with database.driver.session() as session:
        return await (await session.run(_ALL)).data()


async def test_an_untouched_chain_verifies(empty: Database) -> None:
    """Whatever was appended, in whatever portions, is found as it was written."""
    await recorded(empty.driver, entries("street_a", 5))
    await recorded(empty.driver, entries("street_a", 7)[5:] + entries("street_b", 3))
    assert await findings(empty.driver) == []
    stored = await _stored(empty)
    assert [(r["stream"], r["seq"]) for r in stored] == [
        *(("street_a", n) for n in range(1, 8)),
        *(("street_b", n) for n in range(1, 4)),
    ]
    assert stored[0]["stored"]["fields"] == ["contactName", "contactPhone"]
    assert stored[0]["stored"]["at"].to_native() == AT
    assert "previousHash" not in stored[0]["stored"]


async def test_writers_at_once_leave_no_gap(empty: Database) -> None:
    """Sixteen tasks that append to three streams get contiguous numbers, and every record is there."""

    async def task(number: int) -> None:
        for turn in range(6):
            stream = f"street_{(number + turn) % 3}"
            both = [replace(ENTRY, stream=stream), replace(ENTRY, stream="street_0")]
            await recorded(empty.driver, both)

    await asyncio.gather(*(task(n) for n in range(16)))
    stored = await _stored(empty)
    assert len(stored) == 16 * 6 * 2
    for stream in ("street_0", "street_1", "street_2"):
        seqs = [r["seq"] for r in stored if r["stream"] == stream]
        assert seqs == list(range(1, len(seqs) + 1))
    assert await findings(empty.driver) == []


async def test_once_is_recorded_once(empty: Database) -> None:
    """Of several that say the same `once`, at once or later, one record remains; an empty append leaves no trace."""
    first = replace(ENTRY, once="key-1-used")
    await asyncio.gather(*(recorded(empty.driver, [first, first]) for _ in range(8)))
    assert len(await _stored(empty)) == 1
    await recorded(empty.driver, [first, replace(ENTRY, once="key-2-used"), ENTRY, ENTRY])
    assert [r["stored"].get("once") for r in await _stored(empty)] == [
        "key-1-used",
        "key-2-used",
        None,
        None,
    ]
    assert await findings(empty.driver) == []


async def test_what_is_undone_leaves_no_record(empty: Database) -> None:
    """A transaction that fails after its append takes no number."""

    async def work(tx) -> None:
        await append(tx, KEY, [ENTRY])
        raise ValueError("after the append")

    with pytest.raises(ValueError, match="after the append"):
        await write(empty.driver, "test.undone", work)
    await recorded(empty.driver, [ENTRY])
    assert [r["seq"] for r in await _stored(empty)] == [1]
    assert await findings(empty.driver) == []


@pytest.mark.parametrize("stream", [ENTRY.stream, "another street"])
async def test_another_key_does_not_write(empty: Database, stream: str) -> None:
    """A service with another key is told so in both languages and writes nothing, in no stream."""
    await recorded(empty.driver, [ENTRY])
    other = ChainKey(bytes(range(1, 33)))
    with pytest.raises(ServerProblem) as raised:
        await recorded(empty.driver, [replace(ENTRY, stream=stream)], other)
    assert raised.value.code == "AUDIT_KEY_DIFFERS"
    assert "密钥" in str(raised.value)
    assert "another key" in str(raised.value)
    assert len(await _stored(empty)) == 1
    assert await findings(empty.driver) == []
    assert "OTHER_KEY" in {f.code for f in await findings(empty.driver, other)}


async def test_a_time_without_offset_is_a_defect(empty: Database) -> None:
    """A record's time is an instant; a local time isn't one."""
    with pytest.raises(ValueError, match="offset"):
        await recorded(empty.driver, [replace(ENTRY, at=AT.replace(tzinfo=None))])
