"""Whatever mark of the statement is dropped, an answer shows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from schema.instants import BEIJING
from schema.pairing.facts import street_pairs_from
from schema.pairing.roots import QUESTIONS, Asked
from tests.schema.marks import survivors

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = datetime(2026, 12, 1, 9, tzinfo=BEIJING)
PLANT = (
    # Needs and what was done for them lie at a grid below a street's community; those of units lie in categories two steps below.
    "MATCH (n:Need)-[at:AT]->(p:Community)<-[:PART_OF]-(g) WITH n, at, head(collect(g)) AS g CREATE (n)-[:AT]->(g) DELETE at",
    "MATCH (n:Need)-[at:AT]->(g) WHERE NOT g:Community AND n.code ENDS WITH '1' MATCH (g)-[:PART_OF*1..3]->(c:Community) CREATE (n)-[:AT]->(c) DELETE at",
    "MATCH (n:Need)-[of:IN_CATEGORY]->(c)<-[:CHILD_OF]-(d) WITH n, of, head(collect(d)) AS d CREATE (n)-[:IN_CATEGORY]->(d) DELETE of",
    "MATCH (d:Commitment) SET d.startAt = datetime('2026-10-01T00:00Z'), d.status = 'CONFIRMED'",
)  # fmt: skip


async def asked(value: Callable[[str], Any]) -> list[Asked]:
    """Of every street."""
    streets = await value("MATCH (s:Street) WITH s.id AS id ORDER BY id RETURN collect(id)")
    return [Asked(street, 5, False, NOW) for street in streets]


def read(rows: Any, _: Asked) -> Any:
    """What the answer is made of: solving each mutant anew would take long and tell no more."""
    return street_pairs_from(rows[0]) if rows else None


async def test_no_mark_can_be_dropped(example: Service, database: Database) -> None:
    """Each «scope …» and «along …»."""
    del example
    left = await survivors(database, replace(QUESTIONS[0], answer=read), plant=PLANT, ask=asked)
    assert left == [], "\n".join(left)
