"""Following as a caller: bounded in what a statement may cost, and in how often somebody is looked at anew."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.scope import NoLongerStands
from graph.feed import Feeding, Follower
from tests.api.sockets.conftest import say, sockets
from tests.api.sockets.test_following import CHANGED, follow
from tests.api.sockets.test_handshake import closed
from tests.api.test_sse import streamed

if TYPE_CHECKING:
    from tests.api.sockets.conftest import Sockets

__all__ = ["sockets"]
STREET = "local#ns-street"


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Whoever begins to follow is never what he was found to be; how often that was found."""
    found: list[int] = []

    async def restless(*_: Any, **__: Any) -> Any:
        found.append(1)
        raise NoLongerStands

    monkeypatch.setattr(Feeding, "follower", restless)
    return found


async def test_who_never_stands_is_not_looked_at_for_ever(sockets: Sockets, never: list[int]) -> None:  # fmt: skip
    """Three times, then UNAUTHENTICATED with its status, or a socket that is closed with 4403."""
    cookie = await sockets.session(STREET)
    async with asyncio.timeout(20), streamed(sockets, {"query": CHANGED}, cookie) as heard:
        await heard.response.aread()
        assert heard.response.status_code == 401
        assert heard.response.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert len(never) == 3
    async with asyncio.timeout(20), sockets.known(cookie) as socket:
        await say(socket, type="subscribe", id="1", payload={"query": CHANGED})
        assert await closed(socket) == 4403
        assert len(never) == 6


async def test_nor_is_who_ceases_to_stand_while_he_follows(
    sockets: Sockets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found three times in a row: UNAUTHENTICATED and the end. Found twice: told what there is."""
    cookie = await sockets.session(STREET)
    times, more = 2, Follower.more

    async def restless(self: Follower, scope: Any) -> Any:
        nonlocal times
        times -= 1
        if times >= 0:
            raise NoLongerStands
        return await more(self, scope)

    monkeypatch.setattr(Follower, "more", restless)
    async with asyncio.timeout(20), streamed(sockets, {"query": CHANGED}, cookie) as heard:
        assert (await heard.next())["data"]["data"]["changed"]["act"] == "FOLLOWING"
        times = 3
        assert (await heard.next())["data"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert (await heard.next())["event"] == "complete"


async def test_a_statement_costs_no_more_than_a_request_of_the_caller(
    sockets: Sockets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What his requests may cost at most is what his follower is told."""
    said: list[Any] = []
    begin = Feeding.follower

    async def noting(self: Feeding, *args: Any) -> Follower:
        said.append(args[-1])
        return await begin(self, *args)

    monkeypatch.setattr(Feeding, "follower", noting)
    async with sockets.known(await sockets.session(STREET)) as socket:
        await follow(socket)
    assert said == [100_000]
