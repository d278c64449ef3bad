"""Whatever mark of the statement is dropped, an answer shows it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from schema.emergency.callable import Emergency
from schema.emergency.roots import QUESTIONS, Asked
from schema.instants import BEIJING, MINUTE, instant
from tests.schema.marks import survivors

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = datetime(2026, 12, 10, 9, tzinfo=BEIJING)
PLANT = (
    "MATCH (r:Resource) WHERE r.code < 'NS-R-16' OR EXISTS { (r)<-[:USES]-({status: 'ACCEPTED'}) } SET r.emergencyCallable = true, r.status = 'ACTIVE'",
    # A partner in each way that has no other, places without a position, and what is promised just now.
    ("MATCH (p:Community) WITH p ORDER BY p.code LIMIT 3 MATCH (u:Unit)<-[:PROVIDED_BY]-({emergencyCallable: true}) WITH DISTINCT p, u ORDER BY u.code LIMIT 24 WITH collect([p, u]) AS each UNWIND range(0, size(each) - 1) AS n"
     " WITH each[n][0] AS p, each[n][1] AS u, n CREATE (l:Alliance:Record {id: 'tried_l' + n, code: 'tried_l' + n, name: 'x', status: 'ACTIVE'})-[:SERVES]->(p) CREATE (u)-[:MEMBER_OF]->(l)"),
    "MATCH (d:Commitment)-[:USES]->(r) WHERE d.status = 'ACCEPTED' SET d.startAt = datetime('2026-12-10T00:00Z'), d.endAt = datetime('2026-12-12T00:00Z'), d.quantity = r.capacity",
    "MATCH (t:RoleAssignment)-[:TARGETS]->(:Community) MATCH (t)<-[:HOLDS]-(w) WITH w ORDER BY w.code LIMIT 30 MATCH (d:Commitment {status: 'ACCEPTED'}) WITH w, d ORDER BY d.code WITH w, collect(d)[..3] AS ds UNWIND ds AS d CREATE (d)-[:HANDLED_BY]->(w)",
    "MATCH (c:Community) WITH c ORDER BY c.code SKIP 2 REMOVE c.latitude, c.longitude",
    "MATCH (r:Resource {emergencyCallable: true}) MATCH (k:Category {code: 'C4'}) WITH r, k ORDER BY r.code LIMIT 8 CREATE (r)-[:IN_CATEGORY]->(k)",
    "MATCH (u:Unit)-[at:LOCATED_IN]->(s:Street) MATCH (c:Community)-[:PART_OF]->(s) WITH u, at, head(collect(c)) AS c CREATE (u)-[:LOCATED_IN]->(c) DELETE at",
    "MATCH (r:Resource)-[at:AT]->(s:Place)<-[:PART_OF]-(c) WITH r, at, head(collect(c)) AS c REMOVE c.latitude, c.longitude CREATE (r)-[:AT]->(c) DELETE at",
    "MATCH (r:Resource)-[of:AVAILABLE_TO]->(:Street) WITH r, of ORDER BY r.code LIMIT 3 DELETE of",
)  # fmt: skip


async def asked(value: Callable[[str], Any]) -> list[Asked]:
    """At streets and communities, of everything and of a category."""
    places = await value("MATCH (p:Community) WITH p ORDER BY p.code LIMIT 2 RETURN collect(p.id)")
    places += await value("MATCH (p:Street) RETURN collect(p.id)")
    sorts = await value("MATCH (c:Category) WHERE c.code IN ['C4', 'C5'] RETURN collect(c.id)")
    emergency = Emergency(instant(NOW), 600 * MINUTE, 60 * MINUTE, 1, 90, 0)
    return [Asked(place, some, NOW, 100, emergency) for place in places for some in ([], sorts)]


async def test_no_mark_can_be_dropped(example: Service, database: Database) -> None:
    """Each «scope …» and «along …»."""
    del example
    left = await survivors(
        database, QUESTIONS[0], plant=PLANT, ask=asked, share={"Agreement": 0.5, "Alliance": 0.5, "Place": 0.3}
    )  # fmt: skip
    assert left == [], "\n".join(left)
