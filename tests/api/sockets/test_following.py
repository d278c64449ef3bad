"""Subscriptions on a socket: told as it happens, resumed from a cursor, ended at once, and bounded in every way."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import time
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import ConnectionClosed

from api.sockets import Patience
from graph.chain import append, audit_key
from graph.transact import write
from tests.api.sockets.conftest import Sockets, hear, say, served
from tests.api.sockets.test_handshake import closed
from tests.api.sockets.test_revoked import WAYS, WITHIN
from tests.feed.conftest import said

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from websockets.asyncio.client import ClientConnection

    from tests.conftest import Database
    from tests.fixtures.sessions import Clock

CHANGED = "subscription($a: String) { changed(after: $a) { cursor act target { id ... on Need { description } } } }"
BIG = secrets.token_hex(100_000)


async def follow(socket: ClientConnection, id_: str = "1", after: str | None = None) -> dict[str, Any]:  # fmt: skip
    """Subscribe; the first event, where following begins."""
    await say(
        socket, type="subscribe", id=id_, payload={"query": CHANGED, "variables": {"a": after}}
    )
    return await event(socket, id_) if after is None else {}


async def event(socket: ClientConnection, id_: str = "1") -> dict[str, Any]:
    """The next event of a subscription."""
    async with asyncio.timeout(60):
        said = await hear(socket)
    assert (said["type"], said["id"]) == ("next", id_), said["type"]
    assert "errors" not in said["payload"]
    return said["payload"]["data"]["changed"]


@pytest.fixture
async def changed(sockets: Sockets) -> AsyncIterator[Any]:
    """Records that a need of Nanshan has changed, so many times; its id."""
    async for one in changing(sockets.database):
        yield one


async def changing(database: Database) -> AsyncIterator[Any]:
    """As above, for any service."""
    forget = ("MATCH (c:Change) DETACH DELETE c", "MATCH (h:ChainHead) DETACH DELETE h")
    for text in forget:
        await database.driver.execute_query(text)  # pyright: ignore[reportArgumentType]
    found = await database.driver.execute_query(
        "MATCH (n:Need {status: 'OPEN'})-[:AT]->()-[:PART_OF*0..10]->(s:Street) WHERE s.name STARTS WITH '南山' RETURN n.id AS need, s.id AS street LIMIT 1"
    )
    need, street = found.records[0].values()

    async def change(times: int = 1) -> str:
        for _ in range(times):
            await write(
                database.driver, "test.append", append, audit_key(os.environ), [said(street, need)]
            )
        return need

    yield change
    for text in forget:
        await database.driver.execute_query(text)  # pyright: ignore[reportArgumentType]


async def test_what_happens_is_told_and_can_be_resumed(sockets: Sockets, changed: Any) -> None:
    """Events one after the other; from a cursor on another socket, what came after it."""
    cookie = await sockets.session("local#ns-street")
    async with sockets.known(cookie) as socket:
        first = await follow(socket)
        assert (first["act"], first["target"]) == ("FOLLOWING", None)
        need = await changed(3)
        told = [await event(socket) for _ in range(3)]
        assert [(e["act"], e["target"]["id"]) for e in told] == [("RAISE_NEED", need)] * 3
    await changed(2)
    async with sockets.known(cookie) as socket:
        await follow(socket, after=told[1]["cursor"])
        again = [await event(socket) for _ in range(3)]
        assert again[0]["target"]["id"] == need
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(hear(socket), 0.6)


async def test_a_subscription_that_cannot_be_is_an_error(sockets: Sockets, changed: Any) -> None:
    """Of nobody in particular, with a cursor that is none, with two root fields: `error`, and the socket stays open."""
    async with sockets.known() as socket:
        await say(socket, type="subscribe", id="1", payload={"query": CHANGED})
        said = await hear(socket)
        assert (said["type"], said["payload"][0]["extensions"]["code"]) == ("error", "FORBIDDEN")
    async with sockets.known(await sockets.session("local#ns-street")) as socket:
        wrong = {
            "CURSOR_INVALID": {"query": CHANGED, "variables": {"a": "x"}},
            "GRAPHQL_VALIDATION_FAILED": {"query": "subscription { changed { act } b: changed { act } }"},
        }  # fmt: skip
        for code, payload in wrong.items():
            await say(socket, type="subscribe", id="1", payload=payload)
            said = await hear(socket)
            assert said["type"] == "error"
            extensions = said["payload"][0]["extensions"]
            assert code in (extensions["code"], extensions.get("reason"))
            assert extensions["requestId"]
        assert (await follow(socket))["act"] == "FOLLOWING"


async def test_who_has_enough_is_told_no_more(sockets: Sockets, changed: Any) -> None:
    """After `complete` not one event comes, not even under the same id begun anew."""
    async with sockets.known(await sockets.session("local#ns-street")) as socket:
        await follow(socket)
        await changed(20)
        await event(socket)
        await say(socket, type="complete", id="1")
        await say(socket, type="subscribe", id="1", payload={"query": CHANGED})
        while (told := await event(socket))["act"] != "FOLLOWING":
            pass  # on its way already when it was given up
        await changed()
        assert (await event(socket))["act"] == "RAISE_NEED"
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(hear(socket), 0.6)
        assert told["target"] is None


async def test_twenty_at_a_time_on_a_socket_and_forty_for_an_account(sockets: Sockets, changed: Any) -> None:  # fmt: skip
    """More are refused by name; one that ends makes room."""
    async with contextlib.AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(sockets.known(await sockets.session("local#ns-street")))
            for _ in range(3)
        ]
        for socket in opened[:2]:
            for number in range(20):
                await follow(socket, f"{number}")
        for socket in (opened[0], opened[2]):
            await say(socket, type="subscribe", id="more", payload={"query": CHANGED})
            said = await hear(socket)
            assert (said["type"], said["payload"][0]["extensions"]["code"]) == ("error", "TOO_MANY_OPERATIONS")  # fmt: skip
        await say(opened[0], type="complete", id="7")
        assert (await follow(opened[0], "more"))["act"] == "FOLLOWING"


@pytest.mark.parametrize("way", ["revoked", "recalled"])
async def test_who_no_longer_may_is_told_nothing_more(sockets: Sockets, changed: Any, way: str) -> None:  # fmt: skip
    """4403 within five seconds, whether something happens or not; what happens after the change is not told."""
    cookie = await sockets.session("local#ns-street")
    async with sockets.known(cookie) as quiet, sockets.known(cookie) as told:
        await follow(quiet)
        await follow(told)
        try:
            await sockets.run(WAYS[way][0])
            begun = time.monotonic()
            await changed()
            assert await closed(told) == 4403
            assert await closed(quiet) == 4403
            assert time.monotonic() - begun < WITHIN
        finally:
            await sockets.run(WAYS[way][1])


async def test_a_subscription_keeps_a_socket_open_and_pings_do_not(hasty: Sockets) -> None:
    """Idle is who has nothing under way, however often he pings."""
    async for _ in changing(hasty.database):
        cookie = await hasty.session("local#ns-street")
        async with hasty.known(cookie) as following, hasty.known(cookie) as pinging:
            await follow(following)
            begun = time.monotonic()

            async def ping() -> None:
                while True:
                    await say(pinging, type="ping")
                    await asyncio.sleep(0.3)

            task = asyncio.create_task(ping())
            assert await closed(pinging) == 1000
            task.cancel()
            assert time.monotonic() - begun < 4
            await say(following, type="ping")
            assert await hear(following) == {"type": "pong"}


async def test_who_reads_too_slowly_is_sent_away_and_loses_nothing(hasty: Sockets) -> None:
    """1013 once nothing was taken for a second; from the last cursor that was read, the rest comes."""
    async for change in changing(hasty.database):
        need = await change(0)
        await hasty.run("MATCH (n:Need {id: $id}) SET n.was = n.description, n.description = $big", id=need, big=BIG)  # fmt: skip
        try:
            cookie = await hasty.session("local#ns-street")
            async with hasty.known(cookie) as socket:
                await follow(socket)
                last = (await event(socket) if await change(1) else {})["cursor"]
                socket.transport.pause_reading()
                await change(120)
                await asyncio.sleep(3)
                socket.transport.resume_reading()
                got = 1
                with contextlib.suppress(ConnectionClosed):
                    while True:
                        last = (await event(socket))["cursor"]
                        got += 1
                assert await closed(socket) == 1013
                assert got < 121
            async with hasty.known(cookie) as socket:
                await follow(socket, after=last)
                for _ in range(121 - got):
                    await event(socket)
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(hear(socket), 0.6)
        finally:
            await hasty.run(
                "MATCH (n:Need {id: $id}) SET n.description = n.was REMOVE n.was", id=need
            )


async def test_when_the_service_ends_whoever_follows_is_told_to_come_back(
    nobody_yet: None, database: Database, clock: Clock
) -> None:
    """1001 on a socket, and at once: nothing waits for those who would follow for ever."""
    stack = contextlib.AsyncExitStack()
    sockets = await stack.enter_async_context(served(database, clock, Patience()))
    async for _ in changing(database):
        async with sockets.known(await sockets.session("local#ns-street")) as socket:
            await follow(socket)
            begun = time.monotonic()
            ending = asyncio.create_task(stack.aclose())
            assert await closed(socket) == 1001
            await ending
            assert time.monotonic() - begun < 5
