"""Whatever mark of the statement is dropped, somebody who does not see everything reads something else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from schema.instants import BEIJING
from schema.recruiting.statement import _CAPABILITIES, _NEIGHBOURS, _OPEN, parameters
from schema.supporters.statement import whole
from tests.schema.own_marks import survivors
from tests.schema.recruiting.test_recruiting_statement import STREET, run

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = datetime(2026, 11, 23, 8, tzinfo=BEIJING)
OWN = whole(
    _OPEN, "WITH q, open, [$codes] AS codes", _CAPABILITIES,
    "CALL (q) { UNWIND [q] AS h CALL (h) {", _NEIGHBOURS.removeprefix("\nUNION ALL"), "} RETURN collect([u.id, b.id]) AS others }",
)  # fmt: skip
READ = OWN + "RETURN {open: [each IN open | [each[0].id, each[1].id]], capabilities: [k IN capabilities | k.code], others: others} AS value"  # fmt: skip
"""The statement as far as it is its own: the rest is that of the board of a place, whose marks are tried with it."""
MORE = """
MATCH (g:Grid)-[:PART_OF]->(:Community)-[:PART_OF]->(:Place {id: $street}) WITH g ORDER BY g.code LIMIT 6
MATCH (c:Category {code: 'N3'})
CREATE (n:Need:Record {id: 'need_tried' + g.code, code: 'tried' + g.code, title: '试', status: 'OPEN', priority: 1, quantity: 1.0, reportedAt: datetime('2026-11-01T08:00+08:00')})
CREATE (n)-[:AT]->(g), (n)-[:IN_CATEGORY]->(c)
WITH DISTINCT $street AS street MATCH (:Place {id: street})-[:PART_OF]->(d)
CREATE (:Resource:Record {id: 'resource_tried', code: 'tried'})-[:PROVIDED_BY]->(:Unit:Record {id: 'unit_tried', code: 'tried', status: 'ACTIVE'})-[:LOCATED_IN]->(d)
"""


async def test_no_mark_can_be_dropped(database: Database, example: Service) -> None:
    """Each «scope …» and «along …» of open needs, capabilities and the units of the district."""
    codes = await run(database, "MATCH (c:Category {taxonomy: 'CAPABILITY'}) RETURN c.code")
    given = {**parameters(NOW, STREET), "codes": codes, "mostCandidates": 1000}
    try:
        await run(database, MORE, street=STREET)
        above = await run(database, "MATCH (:Place {id: $id})-[:PART_OF]->(d) RETURN d.id", id=STREET)  # fmt: skip
        left = await survivors(
            database, READ, OWN, [given], seeds=20, seen=[STREET, *above], gone=[(), above, [STREET]]
        )  # fmt: skip
        assert not left, "\n".join(left)
    finally:
        await run(database, "MATCH (n:Record) WHERE n.code STARTS WITH 'tried' DETACH DELETE n")
