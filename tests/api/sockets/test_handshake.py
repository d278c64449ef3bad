"""Who gets a socket: our own pages and programs, by one protocol, soon after opening it, and so many each."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.api.sockets.conftest import Sockets, ask, hear, say

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

NEEDS = "{ needs { totalCount } }"


async def closed(socket: ClientConnection) -> int | None:
    """The code with which it is closed, once it is."""
    try:
        while True:
            await socket.recv()
    except ConnectionClosed as end:
        return end.rcvd and end.rcvd.code


@pytest.mark.parametrize("origin", ["http://evil.example", "https://127.0.0.1", "null", "file://", "http://127.0.0.1:1"])  # fmt: skip
async def test_pages_of_other_sites_get_no_socket(
    sockets: Sockets, origin: str, caplog: pytest.LogCaptureFixture
) -> None:
    """403 before anything is opened, with or without a session; the log does not call it a failure."""
    for cookie in (None, await sockets.session("local#ns-street")):
        with pytest.raises(InvalidStatus) as refused:
            async with sockets.open(origin=origin, cookie=cookie):
                pass
        assert refused.value.response.status_code == 403
    assert caplog.records == []


@pytest.mark.parametrize("protocols", [[], ["graphql-ws"], ["graphql-transport-ws2"]])
async def test_no_other_protocol_is_spoken(sockets: Sockets, protocols: list[str]) -> None:
    """Not the older one of the same library, and not none: 4406."""
    async with sockets.open(protocols=protocols) as socket:
        assert await closed(socket) == 4406


async def test_the_protocol_is_chosen_among_others(sockets: Sockets) -> None:
    """The server says which one it speaks."""
    async with sockets.open(protocols=["graphql-ws", "graphql-transport-ws"]) as socket:
        assert socket.subprotocol == "graphql-transport-ws"


async def test_who_says_nothing_is_not_waited_for(sockets: Sockets) -> None:
    """No connection_init in time, though pings came: 4408."""
    async with sockets.open() as socket:
        await say(socket, type="ping")
        assert await hear(socket) == {"type": "pong"}
        assert await closed(socket) == 4408


async def test_nothing_is_answered_before_an_introduction(sockets: Sockets) -> None:
    """A question first: 4401, and no answer."""
    async with sockets.open(cookie=await sockets.session("local#ns-street"), origin=sockets.url) as socket:  # fmt: skip
        await say(socket, type="subscribe", id="1", payload={"query": NEEDS})
        assert await closed(socket) == 4401


async def test_one_introduces_oneself_once(sockets: Sockets) -> None:
    """A second connection_init: 4429."""
    async with sockets.known() as socket:
        await say(socket, type="connection_init")
        assert await closed(socket) == 4429


@pytest.mark.parametrize("credential", ["Bearer wrong", "Basic eDp5", "Bearer gj_x_y_z", "Bearer a.b.c", "", 7, {}, "Bearer \u4e00", "Bearer a\r\nb"])  # fmt: skip
async def test_a_credential_that_is_not_good_closes_the_socket(
    sockets: Sockets, credential: object
) -> None:
    """4403, also where a good session came along: what is said goes before the cookie."""
    cookie = await sockets.session("local#ns-street")
    async with sockets.open(cookie=cookie, origin=sockets.url) as socket:
        await say(socket, type="connection_init", payload={"authorization": credential})
        assert await closed(socket) == 4403


async def test_a_session_counts_for_our_own_pages_only(sockets: Sockets) -> None:
    """With our origin the holder asks; without one, which no browser does, nobody in particular."""
    cookie = await sockets.session("local#ns-street")
    seen = []
    for origin in (sockets.url, None):
        async with sockets.open(cookie=cookie, origin=origin) as socket:
            await say(socket, type="connection_init", payload={})
            assert await hear(socket) == {"type": "connection_ack"}
            seen.append((await ask(socket, NEEDS))["payload"]["data"]["needs"]["totalCount"])
    assert seen[0] > 0
    assert not seen[1]


@pytest.mark.parametrize("said", ["", "[]", "7", "{", '{"type": 1}', '{"type": "connection_init", "payload": 3}', b"\x00\x01"])  # fmt: skip
async def test_what_is_no_message_closes_the_socket(sockets: Sockets, said: str | bytes) -> None:
    """4400."""
    async with sockets.open() as socket:
        await socket.send(said)
        assert await closed(socket) == 4400


async def test_an_account_has_five_sockets(sockets: Sockets) -> None:
    """A sixth is closed with 4429, whichever session it comes with; when one is left, there is room again."""
    async with contextlib.AsyncExitStack() as stack:
        opened = [
            await stack.enter_async_context(sockets.known(await sockets.session("local#ns-street")))
            for _ in range(5)
        ]
        more = await sockets.session("local#ns-street")
        async with sockets.open(cookie=more, origin=sockets.url) as sixth:
            await say(sixth, type="connection_init")
            assert await closed(sixth) == 4429
        await opened[0].close()
        await asyncio.sleep(0.2)
        await stack.enter_async_context(sockets.known(more))


async def test_an_address_has_twenty_sockets_of_nobody(sockets: Sockets) -> None:
    """The next is refused with 429 before it opens; those of accounts don't count."""
    async with contextlib.AsyncExitStack() as stack:
        await stack.enter_async_context(sockets.known(await sockets.session("local#ns-street")))
        for _ in range(20):
            await stack.enter_async_context(sockets.known())
        with pytest.raises(InvalidStatus) as refused:
            async with sockets.open():
                pass
        assert refused.value.response.status_code == 429
