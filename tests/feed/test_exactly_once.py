"""Two processes, eight writers, sockets cut at random: every event exactly once, in the order of its street.

A hundred cuts and more, with figures, are in `python -m bench.feed`.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.feed.conftest import SESSION
from tests.feed.cutting import Following, Written
from tests.feed.processes import running

if TYPE_CHECKING:
    from tests.feed.conftest import World

WRITERS, EACH, FOLLOWERS, CUTS = 8, 10, 4, 5


async def session(world: World, identity: str) -> str:
    """The secret of a session of an account."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    await world.rows(
        SESSION, identity=identity, id=f"credential_{secrets.token_hex(13)}", now=now, until=now + timedelta(hours=1),
        hash=hashlib.sha256(secret.encode()).hexdigest(),
    )  # fmt: skip
    return secret


async def test_every_event_exactly_once_whatever_is_cut(world: World) -> None:
    """Followers of one street centre, each cut and resumed at either process; hidden changes of another street between."""
    found = await world.rows(
        "MATCH (p:Place)-[:PART_OF*0..10]->(s:Street) WHERE s.name STARTS WITH '南山' OR s.name STARTS WITH '万莲' RETURN p.id AS id, s.name STARTS WITH '南山' AS mine ORDER BY p.code"
    )
    mine, others = ([row["id"] for row in found if row["mine"] is own] for own in (True, False))
    driver = world.database.driver
    with running(world.database.origin, 2) as processes:
        urls = [url for url, _ in processes]
        followers = [
            Following(urls, await session(world, "local#ns-street")) for _ in range(FOLLOWERS)
        ]
        done = asyncio.Event()
        following = [asyncio.create_task(f.follow(CUTS, done)) for f in followers]
        async with asyncio.timeout(60):
            await asyncio.gather(*(f.begun.wait() for f in followers))
        written, hidden = Written(), Written()
        await asyncio.gather(
            *(written.write(driver, mine, EACH) for _ in range(WRITERS // 2)),
            *(hidden.write(driver, others, EACH) for _ in range(WRITERS // 2)),
        )
        async with asyncio.timeout(60):
            while any(len(f.told) < len(written.at) for f in followers):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        done.set()
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
    chain = await world.rows("MATCH (c:Change {act: 'RAISE_NEED'}) WHERE c.target IN $ids RETURN c.target AS id ORDER BY c.stream, c.seq", ids=list(written.at))  # fmt: skip
    for follower in followers:
        assert [id_ for id_, _ in follower.told] == [row["id"] for row in chain]
    assert sum(f.cuts for f in followers) >= FOLLOWERS
