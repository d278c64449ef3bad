"""Whatever mark of the statement is dropped, somebody who does not see everything reads something else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from schema.instants import BEIJING
from schema.leaving.statement import _PROMISES, _UNIT, _WAITING, parameters
from schema.supporters.statement import whole
from tests.schema.leaving.test_leaving_statement import run
from tests.schema.own_marks import survivors

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = datetime(2026, 11, 23, 8, tzinfo=BEIJING)
OWN = whole(_UNIT, _PROMISES, _WAITING)
READ = OWN + """RETURN {unit: z.id, place: q.id, own: own, promises: promises, waiting: waitingCount, open: [each IN open | [each[0].id, each[1].id]],
  agreements: [each IN agreements | [each.code, each.others]], alliances: [each IN alliances | [each.code, each.others]],
  roles: [each IN roles | [each.code, each.sent, each.here, each.seat, each.secretary]]} AS value"""  # fmt: skip
"""The statement as far as it is its own: what follows is that of the board of a place, whose marks are tried with it."""
MORE = """
MATCH (u:Unit {id: $unit})<-[:PROVIDED_BY]-(r:Resource) WHERE EXISTS { (r)-[:IN_CATEGORY]->()-[:CHILD_OF]->() } WITH u, r ORDER BY r.code LIMIT 2
WITH u, collect(r) AS own MATCH (v:Unit) WHERE v <> u WITH u, own, v ORDER BY v.code LIMIT 3 WITH u, own, collect(v) AS others
MATCH (g:Grid)-[:PART_OF]->(:Community) WITH u, own, others, g ORDER BY g.code LIMIT 6
MATCH (c:Category {taxonomy: 'NEED'}) WHERE EXISTS { (c)-[:CHILD_OF]->()-[:CHILD_OF]->() } WITH u, own, others, g, c ORDER BY c.code
WITH u, own, others, g, head(collect(c)) AS c
CREATE (n:Need:Record {id: 'need_tried' + g.code, code: 'tried' + g.code, title: '试', status: 'OPEN', priority: 1, quantity: 1.0, reportedAt: datetime('2026-11-01T08:00+08:00')})
CREATE (n)-[:AT]->(g), (n)-[:IN_CATEGORY]->(c)
WITH u, own, others, collect(n) AS needs
UNWIND range(0, 5) AS at
WITH *, needs[at] AS n, others[at % 3] AS v, own[at % size(own)] AS r
CREATE (k:Resource:Record {id: 'resource_tried' + at, code: 'tried' + at, status: 'ACTIVE'})-[:PROVIDED_BY]->(v), (k)-[:CONSISTS_OF {quantity: 1.0}]->(r)
CREATE (d:Commitment:Record {id: 'commitment_tried' + at, code: 'tried' + at, status: 'ACCEPTED', quantity: 1.0, startAt: datetime('2026-12-10T08:00+08:00'), endAt: datetime('2026-12-10T10:00+08:00')})
WITH *, CASE at % 3 WHEN 0 THEN u ELSE v END AS by, CASE at % 3 WHEN 2 THEN k ELSE r END AS uses
CREATE (d)-[:FOR]->(n), (d)-[:BY]->(by), (d)-[:USES]->(uses)
CREATE (e:Commitment:Record {id: 'commitment_tried1' + at, code: 'tried1' + at, status: 'ACCEPTED', quantity: 1.0, startAt: datetime('2026-12-10T08:00+08:00'), endAt: datetime('2026-12-10T10:00+08:00')})
CREATE (e)-[:FOR]->(n), (e)-[:BY]->(v), (e)-[:USES]->(r)
WITH DISTINCT u, others, needs UNWIND range(0, 2) AS at WITH *, others[at] AS v, needs[at] AS n MATCH (n)-[:AT]->(p)
CREATE (g:Agreement:Record {id: 'agreement_tried' + at, code: 'tried' + at, status: 'ACTIVE'})-[:BENEFITS]->(p), (u)-[:PARTY_TO]->(g), (v)-[:PARTY_TO]->(g)
"""
POSTS = """
MATCH (u:Unit {id: $unit}), (c:Category {code: $secretary}), (p:Person) WITH u, c, p ORDER BY p.code LIMIT 6
WITH u, c, collect(p) AS people
UNWIND range(0, 2) AS at CREATE (s:Street:Place:Record {id: 'place_tried' + at, code: 'tried' + at, name: '试'})
WITH u, c, people, collect(s) AS streets
CREATE (l:Alliance:Record {id: 'alliance_tried', code: 'tried', status: 'ACTIVE'})-[:SERVES]->(:Street:Place:Record {id: 'place_tried', code: 'tried', name: '试'})
CREATE (x:Unit:Record {id: 'unit_tried1', code: 'tried1', name: '上级', status: 'ACTIVE'}), (y:Unit:Record {id: 'unit_tried2', code: 'tried2', name: '上上级', status: 'ACTIVE'})
CREATE (u)-[:BELONGS_TO]->(x)-[:BELONGS_TO]->(y)
WITH *, [x, y, u, u, u, u] AS senders
UNWIND range(0, 5) AS at
WITH *, senders[at] AS sender, people[at] AS p
CREATE (t:RoleAssignment:Record {id: 'role_tried' + at, code: 'tried' + at, status: 'ACTIVE'})<-[:HOLDS]-(p)
FOREACH (_ IN CASE WHEN at < 4 THEN [1] ELSE [] END | CREATE (t)-[:SECONDED_FROM]->(sender))
FOREACH (_ IN CASE WHEN at < 3 THEN [1] ELSE [] END | CREATE (t)-[:IN_ROLE]->(c))
FOREACH (s IN CASE WHEN at < 3 THEN [streets[at]] ELSE [] END | CREATE (t)-[:TARGETS]->(s))
FOREACH (_ IN CASE WHEN at = 3 THEN [1] ELSE [] END | CREATE (t)-[:TARGETS]->(l))
FOREACH (_ IN CASE WHEN at = 4 THEN [1] ELSE [] END | CREATE (p)-[:EMPLOYED_BY {tried: true}]->(u))
FOREACH (_ IN CASE WHEN at = 5 THEN [1] ELSE [] END | CREATE (t)-[:TARGETS]->(u))
"""
AT_STREETS = """
MATCH (s:Street) MATCH (c:Category {taxonomy: 'NEED', code: 'N3'})
CREATE (n:Need:Record {id: 'need_tried' + s.code, code: 'tried' + s.code, title: '试', status: 'OPEN', priority: 1, quantity: 1.0, reportedAt: datetime('2026-11-01T08:00+08:00')})
CREATE (n)-[:AT]->(s), (n)-[:IN_CATEGORY]->(c)
"""
GONE = (
    "MATCH (:Person)-[e:EMPLOYED_BY {tried: true}]->() DELETE e",
    "MATCH (n:Record) WHERE n.code STARTS WITH 'tried' DETACH DELETE n",
)  # fmt: skip


async def busy(database: Database) -> str:
    """Id of a unit with resources, an agreement and an alliance."""
    (found,) = await run(
        database,
        "MATCH (u:Unit)<-[:PROVIDED_BY]-(r) WHERE EXISTS { (u)-[:PARTY_TO]->() } AND EXISTS { (u)-[:MEMBER_OF]->() } WITH u, count(r) AS n ORDER BY n DESC, u.code LIMIT 1 RETURN u.id",
    )
    return found


async def test_no_mark_can_be_dropped(database: Database, example: Service) -> None:
    """Each «scope …» and «along …» of what is read of the unit."""
    unit = await busy(database)
    (street,) = await run(database, "MATCH (s:Street {code: 'NS'}) RETURN s.id")
    given: dict[str, Any] = {**parameters(NOW, NOW, NOW.date(), unit=unit, place=None)}
    try:
        await run(database, MORE, unit=unit)
        await run(database, POSTS, unit=unit, secretary=given["secretary"])
        await run(database, AT_STREETS)
        secretary = await run(
            database, "MATCH (c:Category {code: $code}) RETURN c.id", code=given["secretary"]
        )
        streets = await run(database, "MATCH (s:Street) RETURN s.id")
        left = await survivors(
            database, READ, OWN, [given, {**given, "place": street}], seeds=30, seen=[unit], gone=[(), secretary, streets]
        )  # fmt: skip
        assert not left, "\n".join(left)
    finally:
        for gone in GONE:
            await run(database, gone)
