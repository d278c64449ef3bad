"""Who no longer may, may no longer on a socket that is open: it is closed within five seconds."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.api.sockets.conftest import Sockets, ask
from tests.api.sockets.test_handshake import closed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fixtures.sessions import Clock

WITHIN = 5.0
NEEDS = "{ needs { totalCount } }"
WAYS = {
    "revoked": (
        "MATCH (c:Credential)-[:OF]->(:Account {identity: 'local#ns-street'}) SET c.revokedAt = datetime()",
        "RETURN 1",
    ),
    "suspended": (
        "MATCH (a:Account {identity: 'local#ns-street'}) SET a.status = 'SUSPENDED'",
        "MATCH (a:Account {identity: 'local#ns-street'}) SET a.status = 'ACTIVE'",
    ),
    "recalled": (
        "MATCH (:Account {identity: 'local#ns-street'})-[:IS]->()-[:HOLDS]->(r) SET r.status = 'RECALLED'",
        "MATCH (:Account {identity: 'local#ns-street'})-[:IS]->()-[:HOLDS]->(r) SET r.status = 'ACTIVE'",
    ),
    "another post": (
        """MATCH (:Account {identity: 'local#ns-street'})-[:IS]->(p), (c:Category {code: 'R.AUDITOR'})
        CREATE (p)-[:HOLDS]->(:RoleAssignment {id: 'role_more', status: 'ACTIVE'})-[:IN_ROLE]->(c)""",
        "MATCH (r:RoleAssignment {id: 'role_more'}) DETACH DELETE r",
    ),
}


@pytest.fixture
async def undone(sockets: Sockets) -> AsyncIterator[None]:
    """What these tests change is changed back."""
    yield
    for _, back in WAYS.values():
        await sockets.run(back)


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize("way", WAYS)
async def test_a_change_closes_every_socket_of_the_caller(
    sockets: Sockets, way: str, record_property: object
) -> None:
    """Each of two sockets, used or not; somebody else's stays open."""
    mine, others = await sockets.session("local#ns-street"), await sockets.session("local#wl-street")  # fmt: skip
    async with (
        sockets.known(mine) as one,
        sockets.known(mine) as two,
        sockets.known(others) as other,
    ):
        assert (await ask(one, NEEDS))["payload"]["data"]["needs"]["totalCount"] > 0
        await sockets.run(WAYS[way][0])
        changed = time.monotonic()
        assert [await closed(one), await closed(two)] == [4403, 4403]
        took = time.monotonic() - changed
        assert callable(record_property)
        record_property("seconds", round(took, 2))
        assert took < WITHIN
        assert (await ask(other, NEEDS))["type"] == "next"


@pytest.mark.usefixtures("undone")
async def test_nothing_more_is_answered_after_a_change(sockets: Sockets) -> None:
    """A question that comes before the socket is closed finds out by itself."""
    async with sockets.known(await sockets.session("local#ns-street")) as socket:
        await ask(socket, NEEDS)
        await sockets.run(WAYS["revoked"][0])
        before = time.monotonic()
        await socket.send(
            '{"type":"subscribe","id":"2","payload":{"query":"{ needs { totalCount } }"}}'
        )
        assert await closed(socket) == 4403
        assert time.monotonic() - before < 1.5


async def test_a_session_that_expires_takes_its_sockets_along(
    sockets: Sockets, clock: Clock
) -> None:
    """As the service's clock has it."""
    async with sockets.known(await sockets.session("local#ns-street", timedelta(minutes=5))) as socket:  # fmt: skip
        await ask(socket, NEEDS)
        clock.moved = timedelta(minutes=5)
        expired = time.monotonic()
        assert await closed(socket) == 4403
        assert time.monotonic() - expired < WITHIN
