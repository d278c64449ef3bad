"""Asking again whether those who stay still stand: one statement for all, however many there are."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from api.identity import Watch, utc_now
from graph.read import Reading
from schema.access.caller import who

if TYPE_CHECKING:
    from tests.conftest import Database

MANY, WITHIN, EVERY = 200, 5.0, 0.5
SESSIONS = """
MATCH (a:Account {identity: 'local#ns-street'}) UNWIND $rows AS row
CREATE (a)<-[:OF]-(:Credential {id: row[0], kind: 'SESSION', rights: ['READ'], createdAt: $now, expiresAt: $until, hash: row[1]})
"""


async def test_two_hundred_are_looked_at_by_one_statement(
    nobody_yet: None, database: Database
) -> None:
    """Of two hundred credentials one is revoked: it alone is noticed, in time, by one statement a round."""
    ids = [f"credential_of_watch_{n:03}" for n in range(MANY)]
    rows, now = [[id_, hashlib.sha256(id_.encode()).hexdigest()] for id_ in ids], utc_now()
    async with database.driver.session() as session:
        await (await session.run(SESSIONS, rows=rows, now=now, until=now + timedelta(hours=1))).consume()  # fmt: skip
    heard: list[str] = []
    reading = Reading(database.driver, hears=lambda name, *_: heard.append(name))
    callers = [await who(reading, id_, now) for id_ in ids]
    watch = Watch(lambda: reading, utc_now, EVERY)
    heard.clear()
    begun = time.monotonic()
    with contextlib.ExitStack() as stack:
        events = [stack.enter_context(watch.over(caller)) for caller in callers if caller]
        assert len(events) == MANY
        await asyncio.sleep(2 * EVERY)
        assert not any(event.is_set() for event in events)
        revoked, changed = 137, time.monotonic()
        async with database.driver.session() as session:
            await (await session.run("MATCH (c:Credential {id: $id}) SET c.revokedAt = datetime()", id=ids[revoked])).consume()  # fmt: skip
        await asyncio.wait_for(events[revoked].wait(), WITHIN)
        assert time.monotonic() - changed < WITHIN
        assert [at for at, event in enumerate(events) if event.is_set()] == [revoked]
    rounds = (time.monotonic() - begun) / EVERY
    assert set(heard) == {"who.standings"}
    assert 2 <= len(heard) <= rounds + 1
    await reading.close()
