"""What else lies in the graph, so that a run of a few dozen steps does not make it another one to the database.

A graph with nothing in it grows tenfold in a minute: then every statement is planned anew again and again, which takes
seconds for each. Beside some hundreds of needs and commitments that came to their ends long ago, nothing of that kind happens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ids import node_id
from graph.kinds import KINDS
from graph.migrations import migrate
from graph.provision import provision
from tests.loop.world import EMPTIED, SHARED

if TYPE_CHECKING:
    from neo4j import AsyncDriver

_TERMS = "UNWIND $terms AS row CREATE (c:Category) SET c = row"
_BALLAST = """
CREATE (d:Place:District {id: 'z-d', code: 'Z-D', name: 'z', version: 1, provenance: 'EXAMPLE', ballast: true})
CREATE (c:Category {id: 'z-c', code: 'Z-C', name: 'z', nameEn: 'z', taxonomy: 'NEED', version: 1, provenance: 'EXAMPLE', ballast: true})
CREATE (k:Category {id: 'z-k', code: 'Z-K', name: 'z', nameEn: 'z', taxonomy: 'CAPABILITY', version: 1, provenance: 'EXAMPLE', ballast: true})
CREATE (m:Category {id: 'z-m', code: 'Z-M', name: 'z', nameEn: 'z', taxonomy: 'UNIT', version: 1, provenance: 'EXAMPLE', ballast: true})
WITH *
UNWIND range(1, 40) AS i
CREATE (s:Place:Community {id: 'z-s' + i, code: 'Z-S' + i, name: 'z', version: 1, provenance: 'EXAMPLE', ballast: true})-[:PART_OF]->(d)
CREATE (u:Unit {id: 'z-u' + i, code: 'Z-U' + i, name: 'z', kind: 'ENTERPRISE', status: 'ACTIVE', version: 1, provenance: 'EXAMPLE', ballast: true})-[:LOCATED_IN]->(s)
CREATE (p:Person {id: 'z-p' + i, code: 'Z-P' + i, name: 'z', version: 1, provenance: 'EXAMPLE', ballast: true})-[:EMPLOYED_BY]->(u)
CREATE (r:Resource {id: 'z-r' + i, code: 'Z-R' + i, name: 'z', kind: 'SERVICE', status: 'INACTIVE', visibility: 'INTERNAL', capacityMode: 'UNLIMITED',
  toBeReturned: false, approvalRequired: true, emergencyCallable: false, version: 1, provenance: 'EXAMPLE', ballast: true})-[:PROVIDED_BY]->(u)
CREATE (r)-[:IN_CATEGORY]->(k), (r)-[:MEASURED_IN]->(m)
WITH *
UNWIND range(1, 10) AS j
CREATE (n:Need {id: 'z-n' + i + '-' + j, code: 'Z-N' + i + '-' + j, title: 'z', kind: 'DEMAND', status: 'CANCELLED', priority: 3, quantity: 1.0, level: 1,
  reopenCount: 0, reportedAt: datetime('2020-01-01T00:00Z'), version: 1, provenance: 'EXAMPLE', ballast: true})-[:AT]->(s)
CREATE (n)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m), (n)-[:OWNED_BY]->(u), (p)-[:REPORTED]->(n)
CREATE (a:Assessment {id: 'z-a' + i + '-' + j, code: 'Z-A' + i + '-' + j, kind: 'CONFIRMATION', assessedAt: datetime('2020-01-01T00:00Z'), reached: true,
  version: 1, provenance: 'EXAMPLE', ballast: true})-[:ASSESSES]->(n)
WITH *
UNWIND range(1, 3) AS l
CREATE (x:Commitment {id: 'z-x' + i + '-' + j + '-' + l, code: 'Z-X' + i + '-' + j + '-' + l, direction: 'REQUESTED', role: 'SUPPORT', status: 'DECLINED',
  quantity: 1.0, startAt: datetime('2020-01-01T00:00Z'), endAt: datetime('2020-01-01T01:00Z'), version: 1, provenance: 'EXAMPLE', ballast: true})-[:FOR]->(n)
CREATE (x)-[:USES]->(r), (x)-[:BY]->(u), (x)-[:HANDLED_BY]->(p)
"""
_TIED = """
MATCH (n:Need {ballast: true}), (other:Need {ballast: true}) WHERE other.code = n.code + '0'
CREATE (other)-[:MERGED_INTO]->(n), (other)-[:PART_OF_NEED]->(n)
"""


async def prepared(driver: AsyncDriver) -> None:
    """An empty graph with its constraints, and what lies in it for good."""
    async with driver.session() as session:
        await (await session.run(EMPTIED)).consume()
    await provision(driver)
    await migrate(driver)
    terms = [
        {"id": node_id(KINDS["Category"], code), "code": code, "taxonomy": "ROLE", "name": code, "nameEn": code, "version": 1, "provenance": "EXAMPLE", "ballast": True}
        for code in SHARED
    ]  # fmt: skip
    await driver.execute_query(_TERMS, terms=terms)
    await driver.execute_query(_BALLAST)
    await driver.execute_query(_TIED)
    await driver.execute_query("CALL db.resampleOutdatedIndexes()")
