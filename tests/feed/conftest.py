"""The feed without any transport: followers as callers of the example data, and changes as acts record them."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.chain import Entry, append, audit_key
from graph.compile.scope import EVERYTHING
from graph.feed import Feeding
from graph.read import Reading
from graph.transact import write
from schema.access.caller import who
from schema.executable import executable
from schema.following import FEED

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graph.compile.scope import Scope
    from graph.feed import Event, Follower
    from tests.conftest import Database

FORGET = (
    "MATCH (c:Change) DETACH DELETE c",
    "MATCH (h:ChainHead) DETACH DELETE h",
    "MATCH (n) WHERE n.ofFeed DETACH DELETE n",
)
BOTH = "subscription { changed { cursor at act target { __typename id ... on Need { title } ... on Resource { name } } } }"
SESSION = """
MATCH (a:Account {identity: $identity})
CREATE (a)<-[:OF]-(c:Credential {id: $id, kind: 'SESSION', rights: ['READ', 'ACT', 'AUDIT'], createdAt: $now, expiresAt: $until, hash: $hash, ofFeed: true})
"""
NEED = """
MATCH (p:Place) WHERE p.id = $place
MATCH (any:Need) WITH p, any LIMIT 1 MATCH (any)-[:IN_CATEGORY]->(c), (any)-[:MEASURED_IN]->(m)
CREATE (n:Need {id: $id, code: $id, title: $title, kind: 'DEMAND', status: $status, priority: 3, quantity: 1.0, reportedAt: datetime(), ofFeed: true})
CREATE (n)-[:AT]->(p), (n)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m)
RETURN head([(p)-[:PART_OF*0..10]->(s:Street) | s.id]) AS street
"""


@dataclass
class World:
    """The graph, and a process that tells what happens in it."""

    database: Database
    feeding: Feeding
    statements: list[tuple[str, str, Any]] = field(default_factory=list)

    async def rows(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        """Ask or change the graph as somebody else would."""
        async with self.database.driver.session() as session:
            return await (await session.run(cypher, parameters)).data()  # pyright: ignore[reportArgumentType]

    async def place(self, code: str) -> str:
        """The id of a place."""
        return (await self.rows("MATCH (p:Place {code: $code}) RETURN p.id AS id", code=code))[0][
            "id"
        ]

    async def scope(self, identity: str | None) -> Scope:
        """What somebody may see, by a session of his own; everything for nobody in particular."""
        if identity is None:
            return EVERYTHING
        id_, now = f"credential_{secrets.token_hex(13)}", datetime.now(UTC)
        await self.rows(
            SESSION, identity=identity, id=id_, now=now, until=now + timedelta(hours=1), hash=hashlib.sha256(id_.encode()).hexdigest(),
        )  # fmt: skip
        caller = await who(self.feeding.reader(), id_, now)
        assert caller is not None
        return caller.scope(now)

    async def follow(
        self, scope: Scope, query: str = BOTH, variables: dict[str, Any] | None = None
    ) -> Follower:
        """Begin to follow."""
        prepared = executable().engine.prepare(query, None, variables or {})
        return await self.feeding.follower(prepared, scope)

    async def raised(self, place: str, title: str, *, status: str = "OPEN", **entry: Any) -> str:
        """A new need with its record, in one transaction, as an act does it; its id."""
        id_ = f"need_{secrets.token_hex(13)}"

        async def work(tx: Any) -> None:
            found = await tx.run(NEED, place=place, id=id_, title=title, status=status)
            street = (await found.single(strict=True))["street"]
            await append(tx, audit_key(os.environ), [said(street or place, id_, **entry)])

        await write(self.database.driver, "test.raise", work)
        return id_

    async def record(self, *entries: Entry) -> None:
        """Records without anything that they are about."""
        await write(
            self.database.driver, "test.append", append, audit_key(os.environ), list(entries)
        )


def said(stream: str, target: str, **more: Any) -> Entry:
    """The record of a change of one need."""
    told = {"act": "RAISE_NEED", "target_kind": "Need", "request": "r", **more}
    return Entry(
        stream=stream, at=datetime.now(UTC), actor="account_x", via="KEY", target=target, **told
    )  # fmt: skip


def shown(event: Event) -> dict[str, Any]:
    """What an event says."""
    assert not event.answer.errors
    return orjson.loads(event.answer.data or b"")["changed"]


async def all_of(follower: Follower, scope: Scope) -> list[dict[str, Any]]:
    """Everything that there is for a follower now."""
    await follower._feeding.heads.look()  # pyright: ignore[reportPrivateUsage]
    found = []
    while True:
        found += [shown(event) for event in await follower.more(scope)]
        if not follower._behind():  # pyright: ignore[reportPrivateUsage]
            return found


@pytest.fixture
async def world(example: object, database: Database) -> AsyncIterator[World]:
    """The example data, without any record of changes, before and after."""
    heard: list[tuple[str, str, Any]] = []
    reading = Reading(database.driver, hears=lambda *statement: heard.append(statement))
    feeding = Feeding(FEED, executable().engine.schema, lambda: reading, audit_key(os.environ))
    made = World(database, feeding, heard)
    for text in FORGET:
        await made.rows(text)
    heard.clear()
    yield made
    for text in FORGET:
        await made.rows(text)
    await reading.close()
