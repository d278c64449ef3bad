"""The two servers, each with a word about what it had to run again: the service, and the bare driver that writes the same."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
from starlette.applications import Starlette

from api.app import create_app
from bench.side_by_side.served import UNCOUNTED, origin, over_http, say
from graph.connect import open_driver
from graph.ids import node_id
from graph.kinds import KINDS

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction
    from starlette.types import ASGIApp, Receive, Scope, Send

AGAIN = "/again"
"""Path at which a server says how many transactions it has run again so far."""

# One statement: holds the resource, finds the peak of what is taken, writes the commitment with its edges if it fits.
# The lock is a node of its own: an edge to a node that is waited for is a deadlock.
BOOK = """
MERGE (l:Lock {id: $resource}) SET l.held = true REMOVE l.held
WITH l
MATCH (r:Resource {id: $resource})-[:PROVIDED_BY]->(u:Unit)
MATCH (n:Need {id: $need})
OPTIONAL MATCH (old:Commitment {code: $code})
CALL (r) {
  OPTIONAL MATCH (r)<-[:USES]-(v:Commitment)
  WHERE v.startAt < $end AND v.endAt > $start AND v.status IN ['ACCEPTED', 'ON_HOLD', 'IN_PROGRESS']
  WITH collect(v) AS vs
  UNWIND ([$start] + [v IN vs WHERE v.startAt > $start | v.startAt]) AS t
  WITH vs, t
  RETURN max(reduce(a = 0.0, v IN vs | a + CASE WHEN v.startAt <= t AND t < v.endAt THEN v.quantity ELSE 0.0 END)) AS peak
}
WITH r, u, n, old, peak, (old IS NULL AND peak + $quantity <= r.capacity) AS ok
FOREACH (_ IN CASE WHEN ok THEN [1] ELSE [] END |
  CREATE (c:Commitment {
    id: $id, code: $code, version: 1, provenance: 'ENTERED', direction: 'REQUESTED', role: 'SUPPORT', status: 'ACCEPTED',
    statusAt: $now, quantity: $quantity, startAt: $start, endAt: $end})
  CREATE (c)-[:FOR]->(n)
  CREATE (c)-[:USES]->(r)
  CREATE (c)-[:BY]->(u))
RETURN ok, peak
"""


class _Counting(logging.Handler):
    """Counts the transactions that are run again, as they are logged."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += record.msg.startswith("run again")


def service() -> ASGIApp:
    """The service as it is, but that it counts nobody's requests."""
    counting, log = _Counting(logging.INFO), logging.getLogger("gongjian")
    log.addHandler(counting)
    log.setLevel(logging.INFO)
    app = create_app(origin(), settings=UNCOUNTED)

    async def both(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == AGAIN:
            await say(send, counting.count)
        else:
            await app(scope, receive, send)

    return both


class Bare:
    """Runs the statement with what the body says, nothing else; a transaction that the driver runs again is counted."""

    def __init__(self) -> None:
        self.driver, self.again = open_driver(origin()), 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["path"] == AGAIN:
            await say(send, self.again)
            return
        said = orjson.loads((await receive())["body"])
        code = f"B-{secrets.token_hex(10).upper()}"
        given = {
            **said, "code": code, "id": node_id(KINDS["Commitment"], code), "now": datetime.now(UTC),
            "start": datetime.fromisoformat(said["start"]), "end": datetime.fromisoformat(said["end"]),
        }  # fmt: skip
        tries = 0

        async def work(tx: AsyncManagedTransaction) -> list[Any]:
            nonlocal tries
            tries += 1
            result = await tx.run(BOOK, given)
            return [record.values() async for record in result]

        async with self.driver.session() as session:
            rows = await session.execute_write(work)
        self.again += tries - 1
        await say(send, {"made": [code] if rows[0][0] else []})


def bare() -> Starlette:
    """The bare driver over HTTP."""
    return over_http(Bare(), "/graphql", AGAIN)
