"""Whatever mark of the statement is dropped, an answer shows it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from schema.instants import BEIJING
from schema.waitlist.roots import QUESTIONS, Asked
from tests.schema.marks import survivors

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW, END = datetime(2026, 12, 1, 9, tzinfo=BEIJING), datetime(2027, 3, 1, tzinfo=BEIJING)
PLANT = (
    # Half of what is promised waits; the other half was had before by the community.
    "MATCH (d:Commitment) WHERE d.startAt > datetime('2026-12-01T02:00Z') AND d.code < 'NS-K-0112' SET d.status = 'WAITLISTED', d.waitingSince = datetime('2026-11-01T00:00Z')",
    "MATCH (n:Need)-[at:AT]->(p:Community)<-[:PART_OF]-(g) WHERE n.code < 'NS-N-015' WITH n, at, head(collect(g)) AS g CREATE (n)-[:AT]->(g) DELETE at",
    "MATCH (w:Commitment {status: 'WAITLISTED'})-[:USES]->(r) MATCH (d:Commitment {status: 'CONFIRMED'})-[:FOR]->(n) WITH r, d ORDER BY d.code LIMIT 60 SET d.startAt = datetime('2026-11-01T00:00Z') CREATE (d)-[:USES]->(r)",
    "MATCH (w:Commitment {status: 'WAITLISTED'})-[:USES]->(r) MATCH (d:Commitment {status: 'ACCEPTED'}) WITH DISTINCT r, d ORDER BY d.code LIMIT 60 SET d.startAt = datetime('2026-12-01T02:00Z'), d.endAt = datetime('2026-12-30T00:00Z'), d.quantity = 100000.0 CREATE (d)-[:USES]->(r)",
)  # fmt: skip


async def asked(value: Callable[[str], Any]) -> list[Asked]:
    """Of resources that somebody waits for."""
    found = await value("MATCH (r:Resource)<-[:USES]-(d {status: 'WAITLISTED'}) WITH DISTINCT r ORDER BY r.code LIMIT 12 RETURN collect(r.id)")  # fmt: skip
    return [Asked(each, NOW, END, NOW, 100) for each in found]


async def test_no_mark_can_be_dropped(example: Service, database: Database) -> None:
    """Each «scope …» and «along …»."""
    del example
    left = await survivors(database, QUESTIONS[0], plant=PLANT, ask=asked, share={"Place": 0.3})
    assert left == [], "\n".join(left)
