"""Two services, one killed at random moments: what is due by time is done exactly once."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import time
from typing import TYPE_CHECKING

from graph.chain import audit_key
from tests.feed.processes import WATCH, running
from tests.graph.chains import findings

if TYPE_CHECKING:
    from tests.feed.conftest import World

REQUESTS, DELIVERIES, NEEDS, KILLS = 80, 40, 20, 5
DUE = """
MATCH (place:Place {code: 'NS-C01'}) MATCH (unit:Unit {code: 'NS-U-001'}) MATCH (c:Category {code: 'N1.1.2'}) MATCH (m:Category {code: 'U.person'})
UNWIND range(1, $needs) AS at
CREATE (n:Need {id: 'due_need_' + at, code: 'DUE-N-' + at, title: 'x', status: 'RESOLVED', outcome: 'MET', kind: 'HELP', priority: 3,
  quantity: 1.0, level: 1, reopenCount: 0, version: 1, provenance: 'ENTERED', reportedAt: datetime() - duration('P20D'), resolvedAt: datetime() - duration('P8D')})
CREATE (n)-[:AT]->(place) CREATE (n)-[:IN_CATEGORY]->(c) CREATE (n)-[:MEASURED_IN]->(m)
WITH collect(n) AS needs, unit
UNWIND range(1, $requests + $deliveries) AS at
WITH at, unit, needs[at % size(needs)] AS n
CREATE (c:Commitment {id: 'due_' + at, code: 'DUE-' + at, direction: 'REQUESTED', role: 'SUPPORT', quantity: 1.0, version: 1, provenance: 'ENTERED',
  status: CASE WHEN at <= $requests THEN 'REQUESTED' ELSE 'DELIVERED' END, respondBy: datetime() - duration('PT1H'),
  deliveredAt: CASE WHEN at > $requests THEN datetime() - duration('P8D') END, startAt: datetime() + duration('P1D'), endAt: datetime() + duration('P2D')})
CREATE (c)-[:FOR]->(n) CREATE (c)-[:BY]->(unit)
"""
LEFT = """
MATCH (n) WHERE (n:Commitment AND n.code STARTS WITH 'DUE-' AND n.status IN ['REQUESTED', 'DELIVERED'])
  OR (n:Need AND n.code STARTS WITH 'DUE-' AND n.status = 'RESOLVED')
RETURN count(n) AS n
"""
DONE = """
MATCH (n) WHERE (n:Commitment OR n:Need) AND n.code STARTS WITH 'DUE-'
RETURN n.id AS id, n.status AS status, n.version AS version, COUNT { MATCH (c:Change) WHERE c.target = n.id } AS records
"""
UNMARK = "MATCH (n:Source) REMOVE n.exampleMark"
"""What the house does to the example data by the way makes it other data: they are loaded anew."""
TIDY = "MATCH (n) WHERE (n:Commitment OR n:Need) AND n.code STARTS WITH 'DUE-' DETACH DELETE n"


async def test_each_effect_once_whoever_is_killed(world: World) -> None:
    """Requests expire, deliveries are confirmed, needs closed, while one of two services is killed again and again: each has one record and one version more."""
    dice = random.Random(4)
    await world.rows(TIDY)
    await world.rows(DUE, needs=NEEDS, requests=REQUESTS, deliveries=DELIVERIES)
    kills = 0
    with contextlib.ExitStack() as stack:
        alive = [
            pid
            for _ in range(2)
            for _, pid in stack.enter_context(running(world.database.origin, 1, **{WATCH: "1"}))
        ]
        until = time.monotonic() + 240
        while (await world.rows(LEFT))[0]["n"] or kills < KILLS:
            assert time.monotonic() < until
            await asyncio.sleep(dice.uniform(0.1, 0.9))
            if kills < KILLS:
                os.kill(alive.pop(dice.randrange(2)), signal.SIGKILL)
                kills += 1
                alive += [
                    pid
                    for _, pid in stack.enter_context(
                        running(world.database.origin, 1, **{WATCH: "1"})
                    )
                ]
    done = await world.rows(DONE)
    await world.rows(TIDY)
    await world.rows(UNMARK)
    assert len(done) == REQUESTS + DELIVERIES + NEEDS
    assert {row["status"] for row in done} == {"EXPIRED", "CONFIRMED", "CLOSED"}
    assert [row for row in done if (row["version"], row["records"]) != (2, 1)] == []
    assert await findings(world.database.driver, audit_key(os.environ)) == []
