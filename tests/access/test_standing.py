"""Nobody is answered on remembered roles: whatever changes about a caller, his very next statement says so.

Each test changes one thing between two statements of a caller who was read once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.compile.scope import NoLongerStands
from schema.access.caller import plan_callers, who
from seeds import run_import_rows
from tests.fixtures.engine import Recorded, types_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from schema.access.caller import Caller
    from tests.fixtures.engine import Asking
    from tests.fixtures.service import Service

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
"""Nine o'clock in Beijing."""
ROWS = "{ needs(first: 3) { nodes { id } } }"
"""Decided by where the posts are exercised."""
PARTNERED = "{ resources(first: 3) { nodes { id } } }"
"""Decided by what is bound to the street of the posts as well."""
UNIT = {"编号": "STANDS-U", "名称": "新结对单位", "类型": "企业"}
AGREEMENT = {
    "编号": "STANDS-A",
    "名称": "新结对协议",
    "类型": "结对",
    "状态": "生效",
    "参与单位": "STANDS-U",
}

_PLANT = """
MATCH (b:Community)<-[:AT]-(:Need)
WITH b ORDER BY b.code LIMIT 1
MATCH (c:Category {code: 'R.COMMUNITY_ADMIN'})
CREATE (p:Person {id: 'person_stands', code: 'STANDS', name: '王立'}),
  (p)<-[:IS]-(a:Account {id: 'account_stands', code: 'STANDS', status: 'ACTIVE'}),
  (a)<-[:OF]-(k:Credential {id: 'credential_stands', kind: 'KEY', rights: ['READ'], expiresAt: $expires}),
  (p)-[:HOLDS]->(t:RoleAssignment {id: 'post_stands', code: 'STANDS', status: 'ACTIVE', startOn: date('2026-01-01'), endOn: date('2026-12-03')}),
  (t)-[:IN_ROLE]->(c), (t)-[:TARGETS]->(b)
RETURN count(*) AS planted
"""
_REMOVE = "MATCH (n) WHERE n.id ENDS WITH '_stands' DETACH DELETE n"


@dataclass
class Remembered:
    """A community's administrator who was read once and asks again."""

    asking: Asking
    caller: Caller

    async def ask(self, query: str = ROWS, now: datetime = NOW) -> dict[str, Any]:
        """The data of the answer; one statement, whatever it says."""
        reader = Recorded(self.asking.reading, again=False)
        try:
            answer = await self.asking.engine.answer(reader, query, scope=self.caller.scope(now))
        finally:
            assert len(reader.statements) == 1
        said = orjson.loads(answer.body)
        assert "errors" not in said, said
        return said["data"]

    async def refused(self, query: str = ROWS, now: datetime = NOW) -> None:
        """The statement itself must say that he is not who he was."""
        with pytest.raises(NoLongerStands):
            await self.ask(query, now)

    async def change(self, text: str, **parameters: Any) -> None:
        """Write past the service; it must have met something."""
        result = await self.asking.database.driver.execute_query(text, parameters)  # type: ignore[arg-type]
        assert result.summary.counters.contains_updates

    async def now(self) -> Caller | None:
        """Who the graph says he is."""
        return await who(self.asking.reading, "credential_stands", NOW)


@pytest.fixture
async def remembered(example: Service, asking: Asking) -> AsyncIterator[Remembered]:
    """One more account in the example data, with a post that ends on 3 December."""
    driver = asking.database.driver
    planted = await driver.execute_query(_PLANT, expires=NOW + timedelta(hours=1))
    assert planted.records[0]["planted"] == 1
    caller = await who(asking.reading, "credential_stands", NOW)
    assert caller
    assert [post.id for post in caller.posts] == ["post_stands"]
    yield Remembered(asking, caller)
    await driver.execute_query(_REMOVE)


async def test_a_caller_of_whom_nothing_changed_still_stands(remembered: Remembered) -> None:
    """Asked again and again, until the very end of his key; what others do is nothing to him."""
    (seen,) = (await remembered.ask()).values()
    assert seen["nodes"]
    for _ in range(2):
        assert (await remembered.ask())["needs"] == seen
        assert await remembered.ask(PARTNERED)
    assert await remembered.ask(now=NOW + timedelta(minutes=59))
    await remembered.change(
        "MATCH (t:RoleAssignment {status: 'ACTIVE'}) WHERE t.id <> 'post_stands' WITH t ORDER BY t.code LIMIT 1 SET t.locked = true REMOVE t.locked"
    )
    assert (await remembered.ask())["needs"] == seen
    assert await remembered.now() == remembered.caller


async def test_looking_up_a_caller_is_planned_beforehand(remembered: Remembered) -> None:
    """With values of the same types, or the database would plan it anew for the first caller."""
    planned, asked = (Recorded(remembered.asking.reading) for _ in range(2))
    await plan_callers(planned, NOW)
    await who(asked, "credential_stands", NOW)
    kinds = {name: (text, types_of(values)) for name, text, values in planned.statements}
    assert len(asked.statements) > 1
    for name, text, values in asked.statements:
        assert kinds[name] == (text, types_of(values))


CHANGES = {
    "post ended": "MATCH (t:RoleAssignment {id: 'post_stands'}) SET t.status = 'ENDED'",
    "end brought forward": "MATCH (t:RoleAssignment {id: 'post_stands'}) SET t.endOn = date('2026-12-01')",
    "begin put off": "MATCH (t:RoleAssignment {id: 'post_stands'}) SET t.startOn = date('2026-12-02')",
    "post deleted": "MATCH (t:RoleAssignment {id: 'post_stands'}) DETACH DELETE t",
    "post of somebody else": "MATCH (:Person {id: 'person_stands'})-[h:HOLDS]->() DELETE h",
    "another place": """MATCH (t:RoleAssignment {id: 'post_stands'})-[r:TARGETS]->(b) MATCH (o:Community) WHERE o <> b
        WITH t, r, o ORDER BY o.code LIMIT 1 DELETE r CREATE (t)-[:TARGETS]->(o)""",
    "no place": "MATCH (:RoleAssignment {id: 'post_stands'})-[r:TARGETS]->() DELETE r",
    "another role": """MATCH (t:RoleAssignment {id: 'post_stands'})-[r:IN_ROLE]->() MATCH (c:Category {code: 'R.AUDITOR'})
        DELETE r CREATE (t)-[:IN_ROLE]->(c)""",
    "one more post": """MATCH (p:Person {id: 'person_stands'}) MATCH (c:Category {code: 'R.GRID_WORKER'}) MATCH (b:Grid)
        WITH p, c, b ORDER BY b.code LIMIT 1
        CREATE (p)-[:HOLDS]->(t:RoleAssignment {id: 'more_stands', code: 'MORE', status: 'ACTIVE'})-[:IN_ROLE]->(c), (t)-[:TARGETS]->(b)""",
    "fewer rights": "MATCH (k:Credential {id: 'credential_stands'}) SET k.rights = []",
}  # fmt: skip
"""What leaves a caller, but another one."""
ENDS = {
    "account suspended": "MATCH (a:Account {id: 'account_stands'}) SET a.status = 'SUSPENDED'",
    "account of somebody else": "MATCH (:Credential {id: 'credential_stands'})-[r:OF]->() DELETE r",
    "credential revoked": "MATCH (k:Credential {id: 'credential_stands'}) SET k.revokedAt = datetime('2026-12-01T00:00:00Z')",
    "credential expired": "MATCH (k:Credential {id: 'credential_stands'}) SET k.expiresAt = datetime('2026-12-01T01:00:00Z')",
    "credential deleted": "MATCH (k:Credential {id: 'credential_stands'}) DETACH DELETE k",
}
"""What leaves nobody."""


@pytest.mark.parametrize("text", CHANGES.values(), ids=CHANGES)
async def test_a_post_is_what_it_is_now(remembered: Remembered, text: str) -> None:
    """Ended, given, moved or turned into another: the next statement is not answered, and he is somebody else then."""
    assert await remembered.ask()
    await remembered.change(text)
    await remembered.refused()
    await remembered.refused(PARTNERED)
    other = await remembered.now()
    assert other
    assert other != remembered.caller
    remembered.caller = other
    if other.rights:
        assert await remembered.ask()


@pytest.mark.parametrize("text", ENDS.values(), ids=ENDS)
async def test_a_key_ends_with_the_next_statement(remembered: Remembered, text: str) -> None:
    """Suspended, revoked, expired or gone: nothing is answered any more, and there is nobody to ask as."""
    assert await remembered.ask()
    await remembered.change(text)
    await remembered.refused()
    assert await remembered.now() is None


async def test_time_alone_ends_a_post_and_a_key(remembered: Remembered) -> None:
    """Nothing is written: a key ends with its instant, a post with the day before its end, by the calendar of Beijing."""
    assert await remembered.ask(now=NOW + timedelta(hours=1) - timedelta(milliseconds=1))
    await remembered.refused(now=NOW + timedelta(hours=1))
    await remembered.change(
        "MATCH (k:Credential {id: 'credential_stands'}) SET k.expiresAt = datetime('2027-12-01T00:00:00Z')"
    )
    midnight = datetime(2026, 12, 2, 16, 0, tzinfo=UTC)
    assert await remembered.ask(now=midnight - timedelta(seconds=1))
    await remembered.refused(now=midnight)


async def test_an_import_that_ends_an_agreement_ends_what_followed_from_it(
    remembered: Remembered,
) -> None:
    """Which units are partnered was read with the caller; statements that use it are not answered on the old list."""
    driver = remembered.asking.database.driver
    place = await driver.execute_query(
        "MATCH (:RoleAssignment {id: 'post_stands'})-[:TARGETS]->(b) RETURN b.code AS code"
    )
    agreed = {**AGREEMENT, "惠及地域": place.records[0]["code"]}
    report = await run_import_rows(driver, {"units": [UNIT], "agreements": [agreed]})
    assert report.ok, report.problems
    # A pairing that begins is no less of a change.
    await remembered.refused(PARTNERED)
    bound = await remembered.now()
    assert bound
    remembered.caller = bound
    assert await remembered.ask(PARTNERED)

    report = await run_import_rows(driver, {"agreements": [{**agreed, "状态": "终止"}]})
    assert report.ok, report.problems
    await remembered.refused(PARTNERED)
    # His posts are what they were, and so are the rows that nothing else decides.
    assert await remembered.ask(ROWS)
    other = await remembered.now()
    assert other
    assert other.standing == bound.standing
    assert len(bound.posts[0].partners) == len(other.posts[0].partners) + 1
    remembered.caller = other
    assert await remembered.ask(PARTNERED)
