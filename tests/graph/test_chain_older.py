"""A chain that was begun before records said what became of their target holds, and goes on."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.chain import verify
from graph.chain.records import hash_of, record
from graph.provision import provision
from tests.graph.chains import AT, BECAME, ENTRY, KEY, asking_in, entries, findings, recorded

if TYPE_CHECKING:
    from tests.conftest import Database

STREAM = "street_a"
NAMES = (
    "id", "stream", "act", "actor", "via", "request", "target", "targetKind", "reason", "details", "once",
    "previousHash", "seq", "at", "fields",
)  # fmt: skip
"""All that was stored, and hashed, of a record."""
LATER = ("fromStatus", "toStatus", "delta")
SEEN = "b5f29073599d9c1be7bf210e5dec784008517f3e2f70ae03f0355185ab1846be"
"""The hash of `ENTRY` as the third of its stream, as it was written when there were no others."""


def _mac(said: dict[str, Any]) -> str:
    """As it was done, with nothing of what does it now."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(KEY.secret, text.encode(), hashlib.sha256).hexdigest()


def _older(seq: int, previous: str | None) -> dict[str, Any]:
    """A record as it was stored."""
    stored: dict[str, Any] = {
        "id": f"change_{seq}", "stream": STREAM, "seq": seq, "at": AT + timedelta(seconds=seq), "act": "REVEAL_CONTACT",
        "actor": "account_x", "via": "KEY", "target": f"need_{seq}", "targetKind": "Need", "fields": ["contactPhone"],
        "reason": "核实住址", "previousHash": previous,
    }  # fmt: skip
    instant = f"{stored['at']:%Y-%m-%dT%H:%M:%S}.{stored['at'].microsecond:06}000Z"
    said = {name: stored.get(name) for name in NAMES} | {"at": instant}
    return {**stored, "hash": _mac(said)}


@pytest.fixture
async def older(clean: Database) -> Database:
    """Three records and their head, as they were stored."""
    await provision(clean.driver)
    rows: list[dict[str, Any]] = []
    for seq in (1, 2, 3):
        rows.append(_older(seq, rows[-1]["hash"] if rows else None))
    head = {"seq": 3, "hash": rows[-1]["hash"], "key": KEY.fingerprint}
    head["mac"] = _mac({"head": STREAM, **head})
    text = "CREATE (h:ChainHead {id: $id}) SET h += $head WITH h UNWIND $rows AS row CREATE (c:Change) SET c = row"
    async with clean.driver.session() as session:
        await (await session.run(text, id=STREAM, head=head, rows=rows)).consume()
    return clean


async def _codes(database: Database, text: str, **values: Any) -> set[str]:
    """What is found after a change behind the chain's back, which is undone again."""
    async with database.driver.session() as session, await session.begin_transaction() as tx:
        await (await tx.run(text, values)).consume()  # type: ignore[arg-type]
        codes = {finding.code async for finding in verify(asking_in(tx), KEY, looks=1)}
        await tx.rollback()
    return codes


def test_a_hash_that_was_seen_is_the_hash_still() -> None:
    """What a record without the three texts hashes to is not ours to change."""
    assert record(ENTRY, 3, "ab" * 32, KEY)["hash"] == SEEN
    before = _older(1, None)
    assert hash_of({k: v for k, v in before.items() if k != "hash"}, KEY) == before["hash"]


def test_what_is_said_by_one_name_hashes_to_nothing_else() -> None:
    """No two of absent, empty and said, by any of the three names, hash alike."""
    stored = {k: v for k, v in _older(1, None).items() if k != "hash"}
    ways = [{}, *({name: text} for name in LATER for text in ("", "OPEN", "null"))]
    ways += [{"fromStatus": "OPEN", "toStatus": "OPEN"}, dict.fromkeys(LATER, "OPEN")]
    assert len({hash_of({**stored, **way}, KEY) for way in ways}) == len(ways)


async def test_an_older_chain_holds_and_goes_on(older: Database) -> None:
    """Records of before verify; those of now follow upon them, whether or not they say what became of their target."""
    assert await findings(older.driver) == []
    await recorded(older.driver, entries(STREAM, 4))
    assert await findings(older.driver) == []
    async with older.driver.session() as session:
        text = "MATCH (c:Change) RETURN c.seq AS seq, c.delta AS delta ORDER BY seq"
        told = await (await session.run(text)).data()
    assert [row["seq"] for row in told] == [1, 2, 3, 4, 5, 6, 7]
    assert [row["delta"] is not None for row in told] == [False] * 3 + [True, False, True, False]


@pytest.mark.parametrize("seq", [1, 3])
@pytest.mark.parametrize("name", LATER)
@pytest.mark.parametrize("value", ["OPEN", "", 0, False, ["OPEN"]])
async def test_what_an_older_record_never_said_cannot_be_added(
    older: Database, seq: int, name: str, value: Any
) -> None:
    """Not even as an empty text, or as something that is none."""
    text = f"MATCH (c:Change) WHERE c.stream = $stream AND c.seq = $seq SET c.{name} = $value"
    assert await _codes(older, text, stream=STREAM, seq=seq, value=value) == {"RECORD_CHANGED"}


@pytest.mark.parametrize("change", [
    *(f"REMOVE c.{name}" for name in LATER), *(f"SET c.{name} = ''" for name in LATER),
    "SET c.fromStatus = c.toStatus, c.toStatus = c.fromStatus", "SET c.toStatus = 'CLOSED'",
    "SET c.delta = replace(c.delta, 'OPEN', 'REPORTED')", "SET c.reason = c.fromStatus REMOVE c.fromStatus",
    "REMOVE c.fromStatus, c.toStatus, c.delta",
])  # fmt: skip
async def test_what_a_record_says_of_its_target_cannot_be_changed(
    older: Database, change: str
) -> None:
    """Neither taken out, nor emptied, nor put under another name; be the rest of the chain older."""
    await recorded(older.driver, entries(STREAM, 1))
    text = f"MATCH (c:Change) WHERE c.stream = $stream AND c.seq = 4 AND c.toStatus = $to {change}"
    found = await _codes(older, text, stream=STREAM, to=BECAME["to_status"])
    assert found == {"RECORD_CHANGED"}
