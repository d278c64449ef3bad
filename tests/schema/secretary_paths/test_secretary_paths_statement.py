"""Posts count on the day that is asked about; and whatever mark of the statement is dropped, an answer shows it."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import TYPE_CHECKING, Any

from schema.instants import BEIJING
from schema.secretary_paths.roots import QUESTIONS, Asked
from tests.schema.marks import survivors

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = datetime(2026, 12, 1, 9, tzinfo=BEIJING)
ASK = "query($need: ID!, $asOf: DateTime!) { secretaryPaths(need: $need, asOf: $asOf, first: 50) { secretaryCount pathCount zh en paths { cost length person { name } steps { id kind relationship direction } } } }"


async def value(database: Database, cypher: str, **given: Any) -> Any:
    """The first value of the first row."""
    async with database.driver.session() as session:
        record = await (await session.run(cypher, given)).single()  # pyright: ignore[reportArgumentType]
        return record[0] if record else None


async def test_a_post_counts_on_its_days(example: Service, database: Database) -> None:
    """From the first day on, and on the day it ends no more."""
    need = await value(database, "MATCH (n:Need {code: 'WL-N-001'}) RETURN n.id")
    find = "MATCH (:Need {code: 'WL-N-001'})-[:AT]->(p)<-[:TARGETS]-(t {status: 'ACTIVE'})-[:IN_ROLE]->({code: 'R.FIRST_SECRETARY'}) "
    before = await value(database, find + "RETURN [t.id, t.startOn, t.endOn]")
    try:
        await value(database, find + "SET t.startOn = date('2026-11-01'), t.endOn = date('2026-12-01')")  # fmt: skip
        counts = {}
        for day in ("2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"):
            data = await example.data(ASK, {"need": need, "asOf": f"{day}T09:00:00+08:00"})
            counts[day] = data["secretaryPaths"]["secretaryCount"]
        assert counts == {"2026-10-31": 0, "2026-11-01": 1, "2026-11-30": 1, "2026-12-01": 0}
    finally:
        await value(database, "MATCH (t:RoleAssignment {id: $t}) SET t.startOn = $start, t.endOn = $end", t=before[0], start=before[1], end=before[2])  # fmt: skip


async def test_paths_are_there(example: Service, database: Database) -> None:
    """Each step of each path is a relationship of the graph, pointing as said, down to the need's place."""
    need = await value(database, "MATCH (n:Need {code: 'WL-N-001'}) RETURN n.id")
    found = (await example.data(ASK, {"need": need, "asOf": NOW.isoformat()}))["secretaryPaths"]
    assert found["pathCount"] > 0
    for path in found["paths"]:
        steps = path["steps"]
        assert steps[0]["kind"] == "Resource"
        for one, other in itertools.pairwise(steps):
            start, end = (one, other) if one["direction"] == "OUT" else (other, one)
            there = "MATCH (a {id: $a})-[r]->(b {id: $b}) WHERE type(r) = $type RETURN count(r)"  # fmt: skip
            assert await value(database, there, a=start["id"], b=end["id"], type=one["relationship"]) == 1  # fmt: skip
        assert steps[-1]["id"] == await value(database, "MATCH (:Need {id: $n})-[:AT]->(p) RETURN p.id", n=need)  # fmt: skip


PLANT = (
    # Each secretary is posted to the street as well, and the units that sent them meet in alliances.
    "MATCH (t:RoleAssignment)-[:TARGETS]->(b:Community)-[:PART_OF]->(s:Street), (t)-[:IN_ROLE]->({code: 'R.FIRST_SECRETARY'}) WHERE t.status = 'ACTIVE' WITH t, s ORDER BY t.code LIMIT 5 CREATE (t)-[:TARGETS]->(s)",
    ("MATCH (t:RoleAssignment)-[:SECONDED_FROM]->(x:Unit), (t)-[:IN_ROLE]->({code: 'R.FIRST_SECRETARY'}) WITH DISTINCT x ORDER BY x.code LIMIT 6 WITH collect(x) AS xs UNWIND range(0, 5) AS n"
     " CREATE (l:Alliance:Record {id: 'tried_l' + n, code: 'tried_l' + n, name: 'x', status: 'ACTIVE'}) WITH xs, l, n UNWIND [xs[n], xs[(n + 1) % 6]] AS x CREATE (x)-[:MEMBER_OF]->(l)"
     " WITH DISTINCT l MATCH (u:Unit)<-[:PROVIDED_BY]-(r) WITH l, u ORDER BY u.code WITH l, collect(DISTINCT u)[..8] AS us UNWIND us AS u CREATE (u)-[:MEMBER_OF]->(l)"),
    "MATCH (r:Resource)-[of:AVAILABLE_TO]->() DELETE of",
    # Needs are at a grid below, in a category below the one that is bridged.
    "MATCH (n:Need)-[of:IN_CATEGORY]->(c) WHERE n.code STARTS WITH 'WL-N' AND NOT n.code ENDS WITH '1' CREATE (d:Category:Record {id: 'tried_c' + n.code, code: 'tried_c' + n.code, taxonomy: 'NEED', name: 'x'})-[:CHILD_OF]->(c) CREATE (n)-[:IN_CATEGORY]->(d) DELETE of",
    "MATCH (n:Need)-[at:AT]->(p:Community)<-[:PART_OF]-(g) WHERE n.code ENDS WITH '2' WITH n, at, head(collect(g)) AS g CREATE (n)-[:AT]->(g) DELETE at",
    "MATCH (a:Category)-[:SATISFIED_BY]->(k)<-[:CHILD_OF]-(x)<-[:CHILD_OF]-(y) MATCH (r:Resource) WITH k, y, r ORDER BY r.code LIMIT 60 MERGE (r)-[:IN_CATEGORY]->(y)",
)  # fmt: skip


async def asked(read: Callable[[str], Any]) -> list[Asked]:
    """Of needs where first secretaries are."""
    found = await read("MATCH (n:Need) WHERE n.code STARTS WITH 'WL-N' WITH n ORDER BY n.code LIMIT 12 RETURN collect(n.id)")  # fmt: skip
    return [Asked(need, NOW, 100) for need in found]


async def test_no_mark_can_be_dropped(example: Service, database: Database) -> None:
    """Each «scope …» and «along …»."""
    del example
    left = await survivors(
        database, QUESTIONS[0], plant=PLANT, ask=asked, share={"Place": 0.15, "RoleAssignment": 0.15, "Alliance": 0.4, "Category": 0.2}
    )  # fmt: skip
    assert left == [], "\n".join(left)
