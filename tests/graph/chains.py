"""Chains to test with: entries, a key, and what `verify` says about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from graph.chain import ChainKey, Entry, append, verify
from graph.transact import read, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neo4j import AsyncDriver

    from graph.chain import Anchor, Finding

KEY = ChainKey(bytes(range(32)))
AT = datetime(2026, 11, 23, 8, 30, 15, 123456, tzinfo=UTC)

ENTRY = Entry(
    stream="street_a", at=AT, act="REVEAL_CONTACT", actor="account_x", via="KEY", request="r-1",
    target="need_1", target_kind="Need", fields=("contactName", "contactPhone"),
    reason="核实住址", details='{"roles":["STREET"]}',
)  # fmt: skip


BECAME = {
    "from_status": "OPEN", "to_status": "IN_PROGRESS",
    "delta": '{"kind":"Need","values":{"status":["OPEN","IN_PROGRESS"]}}',
}  # fmt: skip
"""What an entry says of its target, since entries do."""


def entries(stream: str, count: int) -> list[Entry]:
    """Entries that differ in everything that can differ, some with parts left out."""
    full = [
        replace(
            ENTRY,
            stream=stream,
            at=AT + timedelta(seconds=n),
            request=f"r-{n}",
            target=f"need_{n}",
            **(BECAME if n % 2 == 0 else {}),
        )
        for n in range(count)
    ]
    bare = {"actor": None, "request": None, "target": None, "target_kind": None, "reason": None}
    return [
        replace(e, **bare, fields=(), details=None, once=f"{stream}-{n}") if n % 3 == 1 else e
        for n, e in enumerate(full)
    ]


async def recorded(driver: AsyncDriver, new: Sequence[Entry], key: ChainKey = KEY) -> None:
    """Append in a transaction of their own."""
    await write(driver, "test.append", append, key, new)


async def findings(
    driver: AsyncDriver, key: ChainKey = KEY, anchored: Sequence[Anchor] = ()
) -> list[Finding]:
    """What is wrong with the graph's chains."""
    return [f async for f in verify(asking(driver), key, anchored=anchored)]


def asking(driver: AsyncDriver) -> Any:
    """Runs statements in read transactions of their own."""

    async def ask(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        async def work(tx: Any) -> list[dict[str, Any]]:
            return [dict(r) async for r in await tx.run(text, dict(parameters))]

        return await read(driver, "test.verify", work)

    return ask


def asking_in(tx: Any) -> Any:
    """Runs statements in an open transaction, so that what it changed is looked at and then undone."""

    async def ask(text: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [dict(r) async for r in await tx.run(text, dict(parameters))]

    return ask
