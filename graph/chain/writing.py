"""Append records, in the transaction that they are about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph.chain.records import head_mac, record
from graph.server import ServerProblem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neo4j import AsyncManagedTransaction, AsyncTransaction

    from graph.chain.ends import Ends
    from graph.chain.key import ChainKey
    from graph.chain.records import Entry

    Tx = AsyncManagedTransaction | AsyncTransaction

# The SET takes the head's lock; only then is anything read. It is taken off again when the head is written.
_LOCK = """
UNWIND $streams AS stream
MERGE (h:ChainHead {id: stream.id})
SET h.locked = true
WITH h, stream
RETURN h.id AS id, h.seq AS seq, h.hash AS hash, h.key AS key,
       [once IN stream.once WHERE EXISTS { MATCH (c:Change) WHERE c.once = once }] AS recorded
"""

_OTHER_KEY = """
MATCH (h:ChainHead) WHERE h.id IS NOT NULL AND h.key <> $key
RETURN h.key AS key LIMIT 1
"""

_WRITE = """
UNWIND $heads AS head
MATCH (h:ChainHead {id: head.id})
SET h.seq = head.seq, h.hash = head.hash, h.key = head.key, h.mac = head.mac
REMOVE h.locked
WITH head
UNWIND head.records AS row
CREATE (c:Change) SET c = row
"""

_RELEASE = """
UNWIND $ids AS id
MATCH (h:ChainHead {id: id})
REMOVE h.locked
WITH h WHERE h.seq IS NULL
DELETE h
"""

# As `_LOCK` and `_WRITE` together, for one stream of which the end is known; writes nothing where it is another by now.
_CONTINUE = """
MERGE (h:ChainHead {id: $stream})
SET h.locked = true
WITH h
CALL (h) {
  WITH h WHERE h.seq = $after AND h.hash = $previous AND h.key = $key
  SET h.seq = $seq, h.hash = $hash, h.mac = $mac
  REMOVE h.locked
  WITH h
  UNWIND $records AS row
  CREATE (c:Change) SET c = row
  RETURN count(*) AS written
}
RETURN h.id AS id, h.seq AS seq, h.hash AS hash, h.key AS key, [] AS recorded, written
"""

STATEMENTS = {
    "chain.continue": _CONTINUE,
    "chain.lock": _LOCK,
    "chain.other-key": _OTHER_KEY,
    "chain.write": _WRITE,
    "chain.release": _RELEASE,
}


async def append(
    tx: Tx, key: ChainKey, entries: Sequence[Entry],
    before: tuple[str, Mapping[str, Any]] | None = None, ends: Ends | None = None,
) -> None:  # fmt: skip
    """Record what happened, in the order given; may run twice as any part of a managed transaction may.

    The heads of the streams stay locked until the transaction ends, so this is best its last step.

    Args:
        before: a statement that returns nothing, with its parameters: done first, in the one that takes the heads.
        ends: where streams ended when this process last wrote there; what is known is tried, and saves a statement.

    Raises:
        ServerProblem: the chain was written with another key.
    """
    streams: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        streams[entry.stream].append(entry)
    first = before or ("", {})
    if not streams:
        if before:
            await (await tx.run(*first)).consume()  # pyright: ignore[reportArgumentType]
        return
    end = ends.last(entries[0].stream) if ends and len(streams) == 1 else None
    if end and not any(entry.once for entry in entries):
        locked = await _continue(tx, key, entries, first, end)
    else:
        locked = await _lock(tx, streams, first)
    await _refuse_other_key(tx, key, locked)
    missing = [held for held in locked if not held.get("written")]
    heads = [
        head
        for held in missing
        if (head := _continued(held, _new(streams[held["id"]], held["recorded"]), key))
    ]
    if heads:
        await (await tx.run(_WRITE, heads=heads)).consume()
    idle = [held["id"] for held in missing if held["id"] not in {head["id"] for head in heads}]
    if idle:
        await (await tx.run(_RELEASE, ids=idle)).consume()
    if ends:
        for head in [*heads, *(held for held in locked if held.get("written"))]:
            ends.ended(head["id"], head["seq"], head["hash"])


async def _lock(
    tx: Tx, streams: Mapping[str, Sequence[Entry]], first: tuple[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    asked = [
        {"id": stream, "once": [e.once for e in streams[stream] if e.once is not None]}
        for stream in sorted(streams)
    ]
    return await (await tx.run(_after(first[0], _LOCK), first[1], streams=asked)).data()  # pyright: ignore[reportArgumentType]


async def _continue(
    tx: Tx, key: ChainKey, entries: Sequence[Entry], first: tuple[str, Mapping[str, Any]], end: tuple[int, str]
) -> list[dict[str, Any]]:  # fmt: skip
    """The head, with `written` if the stream did end there."""
    held = {"id": entries[0].stream, "seq": end[0], "hash": end[1]}
    head = _continued(held, entries, key) or {}
    given = {**first[1], **head, "stream": head["id"], "after": end[0], "previous": end[1]}
    return await (await tx.run(_after(first[0], _CONTINUE), given)).data()  # pyright: ignore[reportArgumentType]


def _after(first: str, text: str) -> str:
    return f"CALL () {{{first}}}{text}" if first else text


async def _refuse_other_key(tx: Tx, key: ChainKey, locked: Sequence[Mapping[str, Any]]) -> None:
    other = any(held["key"] not in (None, key.fingerprint) for held in locked)
    if not other and any(held["key"] is None for held in locked):
        found = await (await tx.run(_OTHER_KEY, key=key.fingerprint)).data()
        other = bool(found)
    if other:
        raise other_key()


def _new(entries: Sequence[Entry], recorded: Sequence[str]) -> list[Entry]:
    seen, new = set(recorded), []
    for entry in entries:
        if entry.once is None or entry.once not in seen:
            new.append(entry)
            seen.add(entry.once or "")
    return new


def _continued(
    held: Mapping[str, Any], entries: Sequence[Entry], key: ChainKey
) -> dict[str, Any] | None:
    if not entries:
        return None
    seq, last = held["seq"] or 0, held["hash"]
    records = []
    for entry in entries:
        seq += 1
        made = record(entry, seq, last, key)
        records.append(made)
        last = made["hash"]
    mac = head_mac(held["id"], seq, last, key)
    return {
        "id": held["id"], "seq": seq, "hash": last, "key": key.fingerprint, "mac": mac, "records": records,
    }  # fmt: skip


def other_key() -> ServerProblem:
    """The chain was written with another key than ours."""
    return ServerProblem(
        "AUDIT_KEY_DIFFERS",
        "审计记录是用另一个密钥写的，为免断链，未写入任何内容。",
        "The audit records were written with another key; nothing was written, so as not to break their chain.",
        "请恢复原来的密钥（GONGJIAN_AUDIT_KEY，或数据目录中的 audit.key）。",
        "Restore the key there was (GONGJIAN_AUDIT_KEY, or audit.key in the home).",
    )
