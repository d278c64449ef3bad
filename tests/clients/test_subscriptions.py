"""The two libraries by which front ends follow: what they are told is whole, however often they are cut off."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from api.identity import COOKIE
from tests.api.sockets.conftest import sockets
from tests.api.sockets.test_following import changing
from tests.clients.node import script

if TYPE_CHECKING:
    from tests.api.sockets.conftest import Sockets

__all__ = ["sockets"]
EVENTS = 14


@pytest.mark.parametrize("name", ["ws.mjs", "sse.mjs"])
async def test_nothing_is_lost_and_nothing_told_twice(sockets: Sockets, name: str) -> None:
    """As many events as changes, in spite of the cuts, each from another cursor; an invalid question is an error."""
    cookie = f"{COOKIE}={await sockets.session('local#ns-street')}"
    async for change in changing(sockets.database):
        ended = asyncio.create_task(asyncio.to_thread(script, name, sockets.url, cookie, str(EVENTS)))  # fmt: skip
        while not ended.done():
            need = await change()
            await asyncio.sleep(0.1)
        said = ended.result()
        assert [e["act"] for e in said["told"]] == ["FOLLOWING"] + ["RAISE_NEED"] * (EVENTS - 1)
        assert {e["target"]["id"] for e in said["told"][1:]} == {need}
        assert len({e["cursor"] for e in said["told"]}) == EVENTS
        assert said["cuts"] >= 4
        assert said["refused"] == "GRAPHQL_VALIDATION_FAILED"
