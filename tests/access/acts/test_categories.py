"""A category that nothing uses is removed; one in use stays, and what uses it is named to whoever may see it."""

from __future__ import annotations

import asyncio
import tomllib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.acts import Done, Occasion, Refused
from graph.deltas import is_gone
from schema.acts.categories import NAMED, Asked, decide
from schema.history.telling import in_order
from tests.access.acts.loop.acting import Loop
from tests.access.acts.loop.test_replay import states
from tests.access.acts.test_needs import ORGANISATION, RAISE, STREET, asked, codes
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from tests.access.acts.conftest import Acting

REMOVE = """mutation($input: RemoveCategoryInput!) {
  removeCategory(input: $input) { removedCategoryId userErrors { code field conflicts allowed messageZh } }
}"""
ID = "category_tried"
MAKE = """
MATCH (up:Category {code: 'N1'})
CREATE (up)<-[:CHILD_OF]-(c:Category {id: $id, code: $code, name: '试用分类', nameEn: 'Tried', taxonomy: 'NEED', provenance: 'ENTERED', version: 1})
WITH c MATCH (k:Category {code: 'C1'}) CREATE (c)-[:SATISFIED_BY {fit: 0.8, essential: true}]->(k)
"""
GONE = "MATCH (c:Category) WHERE c.id STARTS WITH 'category_tried' DETACH DELETE c"
ROUNDS = 12
OCCASION = Occasion(datetime(2026, 12, 1, tzinfo=UTC), None, "KEY", (), frozenset())


@pytest.fixture
async def tried(acting: Acting) -> AsyncIterator[Acting]:
    """A category of needs that nothing uses."""
    await acting.known.run(GONE)
    await acting.known.run(MAKE, id=ID, code="TRIED")
    yield acting
    await acting.known.run(GONE)


async def remove(acting: Acting, secret: str, **said: Any) -> Mapping[str, Any]:
    """The payload."""
    input_ = {"id": ID, "expectedVersion": 1, **said}
    return (await acting.do(secret, REMOVE, input=input_))["removeCategory"]


async def test_it_is_gone_and_recorded(tried: Acting) -> None:
    """Once, with all it had; the same request again says so again; nobody finds it any more."""
    secret = await tried.key(ORGANISATION)
    before = (await states(Loop(tried)))[ID]
    for _ in range(2):
        payload = await remove(tried, secret, idempotencyKey="gone")
        assert (payload["removedCategoryId"], payload["userErrors"]) == (ID, [])
    assert (await tried.do(secret, f'{{ category(id: "{ID}") {{ id }} }}')) == {"category": None}
    (record,) = await tried.changes("REMOVE_CATEGORY")
    assert (record["target"], is_gone(record["delta"])) == (ID, True)
    assert before.values["name"] in record["delta"]
    assert codes(await remove(tried, secret)) == ["NOT_FOUND"]


async def test_who_may_not_and_what_was_seen_before(tried: Acting) -> None:
    """Nobody but the organisation department; from the version that was seen; nothing changes."""
    denied = await tried.raw(
        await tried.key(STREET), REMOVE, input={"id": ID, "expectedVersion": 1}
    )
    assert [e["extensions"]["code"] for e in denied.json()["errors"]] == ["FORBIDDEN"]
    secret = await tried.key(ORGANISATION)
    payload = await remove(tried, secret, expectedVersion=2)
    assert (codes(payload), payload["userErrors"][0]["allowed"]) == (["VERSION_CONFLICT"], ["1"])
    assert ID in await states(Loop(tried))
    assert await tried.changes("REMOVE_CATEGORY") == []


USES = {
    "a need": "CREATE (x:Need:Record {id: 'need_tried', code: 'B-TRIED', title: '试', status: 'OPEN', kind: 'DEMAND', version: 1})-[:IN_CATEGORY]->(c) RETURN x.id AS id",
    "a resource": "CREATE (x:Resource:Record {id: 'resource_tried', code: 'B-TRIED', name: '试', status: 'ACTIVE', visibility: 'PUBLIC', version: 1})-[:IN_CATEGORY]->(c) RETURN x.id AS id",
    "a narrower one": "CREATE (x:Category {id: 'category_tried_too', code: 'TRIED.1', name: '试', taxonomy: 'NEED', version: 1})-[:CHILD_OF]->(c) RETURN x.id AS id",
    "what it meets": "CREATE (x:Category {id: 'category_tried_too', code: 'TRIED.1', name: '试', taxonomy: 'NEED', version: 1})-[:SATISFIED_BY {fit: 1.0, essential: true}]->(c) RETURN x.id AS id",
    "a measure that converts to it": "SET c.taxonomy = 'UNIT' CREATE (x:Category {id: 'category_tried_too', code: 'TRIED.1', name: '试', taxonomy: 'UNIT', baseMeasure: 'TRIED', version: 1}) RETURN x.id AS id",
    "a bridge measured in it": "SET c.taxonomy = 'UNIT' WITH c MATCH (k:Category {code: 'C1'}) CREATE (x:Category {id: 'category_tried_too', code: 'TRIED.1', name: '试', taxonomy: 'NEED', version: 1})-[:SATISFIED_BY {fit: 1.0, essential: true, measureCode: 'TRIED'}]->(k) RETURN x.id AS id",
}


@pytest.mark.parametrize("use", USES)
async def test_what_is_in_use_stays(tried: Acting, use: str) -> None:
    """Whatever uses it, and what does is named, if it may be seen; the graph is as before."""
    (row,) = await tried.known.run(f"MATCH (c:Category {{id: $id}}) {USES[use]}", id=ID)
    try:
        payload = await remove(tried, await tried.key(ORGANISATION))
        (error,) = payload["userErrors"]
        seen = [] if use == "a need" else [row["id"]]
        assert (error["code"], error["conflicts"]) == ("CATEGORY_IN_USE", seen)
        assert ID in await states(Loop(tried))
        assert await tried.changes("REMOVE_CATEGORY") == []
    finally:
        await tried.known.run(
            "MATCH (x {id: $id}) WHERE x.id CONTAINS 'tried' DETACH DELETE x", id=row["id"]
        )


def test_what_permissions_are_made_of_stays() -> None:
    """Also where nobody holds it: the department that grants posts cannot take a role away from the table."""
    named = [
        column["value"]
        for file in (PROJECT / "seeds" / "derived").glob("*.toml")
        for into in tomllib.loads(file.read_text("utf-8"))["into"]
        for column in into["columns"] if str(column.get("value", "")).startswith(("U.", "CH."))
    ]  # fmt: skip
    assert set(named) == NAMED
    decided = decide([{"version": 1, "code": "R.AUDITOR", "users": []}], Asked(ID, 1), OCCASION)
    assert isinstance(decided, Refused)
    assert decided.codes == {"CATEGORY_IN_USE"}
    assert isinstance(
        decide([{"version": 1, "code": "R.OTHER", "users": []}], Asked(ID, 1), OCCASION), Done
    )


async def test_who_uses_it_at_that_moment_wins(tried: Acting) -> None:
    """A need raised in it beside its removal: one of the two is done, and no need is left without a category."""
    organisation, street = await tried.key(ORGANISATION), await tried.key(STREET)
    won = set()
    for turn in range(ROUNDS):
        await tried.known.run(GONE)
        await tried.known.run(MAKE, id=ID, code="TRIED")

        async def raise_one() -> Mapping[str, Any]:
            return (await tried.do(street, RAISE, input=asked(category=ID)))["raiseNeed"]

        acts = [remove(tried, organisation), raise_one()]
        done = await asyncio.gather(*(acts if turn % 2 else reversed(acts)))
        gone, need = done if turn % 2 else reversed(done)
        assert (codes(gone) == []) != (codes(need) == []), (gone, need)
        won.add(codes(gone) == [])
        assert codes(gone) in ([], ["CATEGORY_IN_USE"])
        assert codes(need) in ([], ["UNKNOWN_REFERENCE"], ["CHANGED_MEANWHILE"])
        lone = "MATCH (n:Need) WHERE n.code STARTS WITH 'B-' AND NOT EXISTS { (n)-[:IN_CATEGORY]->() } RETURN n.id AS id"
        assert await tried.known.run(lone) == []
        await tried.known.run("MATCH (n:Need)-[:IN_CATEGORY]->({id: $id}) DETACH DELETE n", id=ID)
    assert won


def test_what_was_made_again_counts_anew() -> None:
    """Records of a second life stand after those of the first, though their versions are lower."""

    def row(name: str, at: int, version: int | None, **said: Any) -> list[Any]:
        values = {"version": [None, version]} if version else {}
        delta = orjson.dumps({"kind": "Category", "values": values, **said}).decode()
        return [
            name,
            f"2026-12-01T00:00:{at:02}+00:00",
            "X",
            None,
            None,
            None,
            None,
            None,
            delta,
            at,
            None,
        ]

    rows = [
        row("a", 1, 1),
        row("c", 2, 3),
        row("b", 3, 2),
        row("gone", 4, None, gone=True),
        row("d", 5, 1),
        row("e", 6, 2),
    ]
    assert [each.id for each in in_order(rows)] == ["a", "b", "c", "gone", "d", "e"]
