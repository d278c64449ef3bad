"""Commits in any order, seen in any part: nothing is passed over, nothing is told before it is whole."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import pytest

from graph.chain import append, audit_key
from graph.compile.refusal import Refusal
from graph.feed import follower as following
from graph.feed import heads, records
from tests.feed.conftest import World, all_of, said, shown
from tests.feed.test_told import begun, looked, street

if TYPE_CHECKING:
    from graph.chain import Entry


async def test_who_commits_late_is_not_passed_over(world: World) -> None:
    """Begun first and committed last: told last, by its number, not by its time; a writer of the street waits for it."""
    nanshan, wanlian, scope = (
        await street(world, "南山"),
        await street(world, "万莲"),
        await world.scope(None),
    )
    follower = await begun(world, scope)
    (row,) = await world.rows("MATCH (n:Need) RETURN n.id AS id LIMIT 1")
    slow, fast, other = (said(s, row["id"], request=r) for s, r in ((nanshan, "slow"), (nanshan, "fast"), (wanlian, "other")))  # fmt: skip
    driver = world.database.driver
    async with driver.session() as one, driver.session() as two, driver.session() as three:
        first, second, third = await one.begin_transaction(), await two.begin_transaction(), await three.begin_transaction()  # fmt: skip
        await append(first, audit_key(os.environ), [slow])
        await append(third, audit_key(os.environ), [other])
        waiting = asyncio.create_task(append(second, audit_key(os.environ), [fast]))
        await third.commit()
        assert len(await all_of(follower, scope)) == 1
        await asyncio.sleep(0.3)
        assert not waiting.done()
        assert await all_of(follower, scope) == []
        await first.commit()
        await waiting
        assert len(await all_of(follower, scope)) == 1
        await second.commit()
        assert len(await all_of(follower, scope)) == 1
    numbers = await world.rows("MATCH (c:Change {stream: $s}) RETURN c.request AS r ORDER BY c.seq", s=nanshan)  # fmt: skip
    assert [n["r"] for n in numbers] == ["slow", "fast"]


async def test_a_record_that_is_not_there_yet_is_waited_for(world: World) -> None:
    """The head says two, the first is not seen: nothing is told, then both in their order."""
    nanshan, scope = await street(world, "南山"), await world.scope(None)
    follower = await begun(world, scope)
    ids = [await world.raised(nanshan, f"{n}") for n in range(2)]
    await world.rows("MATCH (c:Change {stream: $s, seq: 1}) SET c.stream = 'unseen'", s=nanshan)
    assert await looked(follower, scope) == []
    await world.rows("MATCH (c:Change {stream: 'unseen'}) SET c.stream = $s", s=nanshan)
    assert [shown(e)["target"]["id"] for e in await looked(follower, scope)] == ids


async def test_a_target_that_is_not_there_yet_is_waited_for(world: World) -> None:
    """A record whose need is not seen yet keeps back what follows it; one that stays away is passed over."""
    nanshan, scope = await street(world, "南山"), await world.scope(None)
    follower = await begun(world, scope)
    ids = [await world.raised(nanshan, f"{n}") for n in range(2)]
    await world.rows("MATCH (n:Need {id: $id}) REMOVE n:Need SET n:Unseen", id=ids[0])
    assert await looked(follower, scope) == []
    await world.rows("MATCH (n:Unseen) REMOVE n:Unseen SET n:Need")
    assert [shown(e)["target"]["id"] for e in await looked(follower, scope)] == ids


async def test_a_record_that_stays_away_is_told_as_a_gap(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RESYNC after a while; the same where the database has gone back under a follower."""
    monkeypatch.setattr(world.feeding.records, "_patience", 0.3)
    monkeypatch.setattr(following, "PATIENCE", 0.3)
    nanshan, scope = await street(world, "南山"), await world.scope(None)
    follower = await begun(world, scope)
    await world.raised(nanshan, "一")
    assert len(await looked(follower, scope)) == 1
    await world.raised(nanshan, "二")
    await world.rows("MATCH (c:Change {stream: $s, seq: 2}) DETACH DELETE c", s=nanshan)
    assert await until_refused(follower, scope) == "RESYNC"
    back = await begun(world, scope)
    await world.rows("MATCH (h:ChainHead {id: $s}) SET h.seq = 1", s=nanshan)
    assert await until_refused(back, scope) == "RESYNC"


async def until_refused(follower: Any, scope: Any) -> str:
    """What it is refused with in the end; nothing is told before."""
    async with asyncio.timeout(10):
        while True:
            try:
                assert await looked(follower, scope) == []
            except Refusal as refusal:
                return refusal.code
            await asyncio.sleep(0.05)


async def test_nobody_follows_nobody_asks(world: World) -> None:
    """Not one statement; with ten followers one of all of them a round, however many streets; none again afterwards."""
    await asyncio.sleep(3 * heads.EVERY)
    assert world.statements == []
    scope = await world.scope(None)
    followers = [await begun(world, scope) for _ in range(10)]
    world.statements.clear()
    contexts = [f.telling() for f in followers]
    for each in contexts:
        each.__enter__()
    await asyncio.sleep(5 * heads.EVERY)
    assert {name for name, _, _ in world.statements} == {"feed.heads"}
    assert 1 <= len(world.statements) <= 6
    for each in contexts:
        each.__exit__(None, None, None)
    await asyncio.sleep(2 * heads.EVERY)
    world.statements.clear()
    await asyncio.sleep(3 * heads.EVERY)
    assert world.statements == []


async def test_followers_share_what_is_read(world: World) -> None:
    """Ten of one street: its new records are read once, each follower asks what he may see of them."""
    nanshan, scope = await street(world, "南山"), await world.scope(None)
    followers = [await begun(world, scope) for _ in range(10)]
    for number in range(5):
        await world.raised(nanshan, f"{number}")
    await world.feeding.heads.look()
    world.statements.clear()
    told = [await f.more(scope) for f in followers]
    assert [len(each) for each in told] == [5] * 10
    names = [name for name, _, _ in world.statements]
    assert (names.count("feed.records"), names.count("feed.targets")) == (1, 10)


async def test_what_is_kept_of_a_stream_is_bounded(world: World) -> None:
    """A long history is read page by page; only the latest records are kept."""
    nanshan, scope = await street(world, "南山"), await world.scope(None)
    follower = await begun(world, scope)
    (row,) = await world.rows("MATCH (n:Need) RETURN n.id AS id LIMIT 1")
    entries: list[Entry] = [said(nanshan, row["id"]) for _ in range(900)]
    await world.record(*entries)
    assert len(await all_of(follower, scope)) == 900
    tails = world.feeding.records._tails  # pyright: ignore[reportPrivateUsage]
    assert sum(len(tail.kept) for tail in tails.values()) <= records.KEPT
