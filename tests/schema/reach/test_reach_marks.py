"""Whatever mark of the statement is dropped, somebody who does not see everything reads something else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from schema.instants import BEIJING
from schema.reach.statement import _ASKED, _POSTS, _WANTED, parameters
from schema.supporters.statement import whole
from tests.schema.own_marks import survivors
from tests.schema.reach.test_reach_statement import STREET, run

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = datetime(2026, 11, 23, 8, tzinfo=BEIJING)
OWN = whole(_ASKED, _WANTED, "WITH *, $units AS units", _POSTS)
READ = OWN + """RETURN {place: q.id, category: f.id, count: count, asked: asked, ends: [w IN ends | w.id], categories: [c IN categories | c.id],
  capabilities: [k IN capabilities | k.code], posts: posts} AS value"""  # fmt: skip
"""The statement as far as it is its own: what stands between is that of the board of a place, whose marks are tried with it."""
MORE = """
MATCH (g:Grid)-[:PART_OF]->(:Community)-[:PART_OF]->(:Place {id: $street}) WITH g ORDER BY g.code LIMIT 6
MATCH (c:Category {taxonomy: 'NEED'}) WHERE EXISTS { (c)-[:CHILD_OF]->()-[:CHILD_OF]->(:Category {id: $category}) } WITH g, c ORDER BY c.code
WITH g, head(collect(c)) AS c
CREATE (n:Need:Record {id: 'need_tried' + g.code, code: 'tried' + g.code, title: '试', status: 'OPEN', priority: 1, quantity: 1.0, reportedAt: datetime('2026-11-01T08:00+08:00')})
CREATE (n)-[:AT]->(g), (n)-[:IN_CATEGORY]->(c)
"""


async def test_no_mark_can_be_dropped(database: Database, example: Service) -> None:
    """Each «scope …» and «along …» of what is asked, of the capabilities and of the posts."""
    (category,) = await run(database, "MATCH (c:Category {code: 'N3'}) RETURN c.id")
    posts = await run(
        database, "MATCH (t:RoleAssignment)<-[:HOLDS]-() RETURN t.id ORDER BY t.id LIMIT 20"
    )
    steps = [{"kind": "RoleAssignment", "id": post} for post in posts]
    since, until = datetime(2022, 9, 1, tzinfo=BEIJING), datetime(2023, 6, 1, tzinfo=BEIJING)
    given = [
        {**parameters(NOW, STREET, (), sort, since, until), "units": [{"links": [{"steps": steps}]}]}
        for sort in (None, category)
    ]  # fmt: skip
    try:
        await run(database, MORE, street=STREET, category=category)
        communities = await run(database, "MATCH (:Place {id: $id})<-[:PART_OF]-(c:Community) RETURN c.id", id=STREET)  # fmt: skip
        left = await survivors(
            database, READ, OWN, given, seeds=20, seen=[STREET, category], gone=[(), [category], communities[:4], [STREET]]
        )  # fmt: skip
        assert not left, "\n".join(left)
    finally:
        await run(database, "MATCH (n:Need) WHERE n.code STARTS WITH 'tried' DETACH DELETE n")
