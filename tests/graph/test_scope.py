"""What a caller may not see leaves no trace in any answer: as if it were not there.

Two worlds that differ only in hidden nodes answer the same caller with the same bytes.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.scope import Scope
from graph.kinds import KINDS
from schema.people import FIRST_SECRETARY
from tests.graph.operations import operations
from tests.graph.test_paths_agree import NUMBER

if TYPE_CHECKING:
    from tests.fixtures.engine import Asking
    from tests.graph.operations.stock import Stock

FAMILIES = sorted({k.family.name for k in KINDS.values() if k.labels})
SHARE = 0.2
"""How much of each family is hidden."""


def hiding(stock: Stock, seed: int) -> dict[str, list[str]]:
    """Ids of the nodes of each family that a caller may not see, at random."""
    dice = random.Random(seed)
    return {family: [i for i in stock.ids[family] if dice.random() < SHARE] for family in FAMILIES}


def scope_of(hidden: dict[str, list[str]]) -> Scope:
    """A caller who sees everything else."""
    return Scope(
        "some",
        {family: f"NOT {{n}}.id IN $scope_{family}" for family in hidden},
        {f"scope_{family}": ids for family, ids in hidden.items()},
    )


async def remove(asking: Asking, hidden: dict[str, list[str]]) -> None:
    """Take the hidden nodes out of the graph; the next test has the example data loaded again."""
    for family, ids in hidden.items():
        await asking.database.driver.execute_query(
            f"MATCH (n:`{family}`) WHERE n.id IN $ids DETACH DELETE n", ids=ids
        )  # type: ignore[arg-type]


async def chosen(asking: Asking, stock: Stock, seed: int) -> dict[str, list[str]]:
    """What is hidden: some of everything, and half of the places that lie between two others, so that edges lead over them.

    The category that says what a first secretary is stays: the label on the person was derived from it.
    """
    driver = asking.database.driver
    result = await driver.execute_query(
        "MATCH (c:Category {code: $code}) RETURN c.id AS id", code=FIRST_SECRETARY
    )
    known = {record["id"] for record in result.records}
    result = await driver.execute_query(
        "MATCH (:Place)-[:PART_OF]->(p:Community)-[:PART_OF]->(:Place) RETURN DISTINCT p.id AS id ORDER BY id"
    )
    between = [record["id"] for record in result.records][::2]
    assert between
    hidden = {
        family: [i for i in ids if i not in known] for family, ids in hiding(stock, seed).items()
    }
    hidden["Place"] = sorted({*hidden["Place"], *between})
    return hidden


EVERYWHERE = [
    "{ units(first: 100) { totalCount nodes { id name } pageInfo { hasNextPage endCursor } } }",
    "{ streets { nodes { id communities(first: 100) { totalCount nodes { id } } needs(first: 100) { totalCount nodes { id } } partneredUnits(first: 100) { totalCount nodes { id } } firstSecretaries { nodes { id } } projects { totalCount } locatedUnits { totalCount } } } }",
    "{ communities(first: 100) { nodes { id parent { id } street { id } ancestors { nodes { id } } } } }",
    '{ units(search: "社区", first: 100) { totalCount nodes { id } } places(search: "南山") { totalCount nodes { id } } needs(search: "医", first: 50) { edges { cursor node { id } } } }',
    "{ units(first: 100, filter: {resources: {some: {status: [ACTIVE]}}}) { totalCount nodes { id } } }",
    '{ units(first: 100, filter: {provenance: [REPORTED, ILLUSTRATIVE], pairedPlaces: {none: {name: {contains: "社区"}}}}) { totalCount nodes { id } } }',
    "{ needs(first: 100, filter: {not: {status: [CLOSED]}, provenance: [REPORTED, ILLUSTRATIVE], place: {parent: {}}}) { totalCount nodes { id } } }",
    "{ places(last: 100) { nodes { id ancestors(first: 100) { totalCount nodes { id } } needs { totalCount } located: locatedUnits { totalCount } } } }",
    "{ grids(first: 100) { nodes { id community { id street { id } } ancestors { totalCount } } } }",
    "{ alliances { nodes { id members(first: 100) { totalCount edges { memberRole node { id } } } seats { totalCount } } } }",
    "{ firstSecretaries { nodes { id places { nodes { id } } homeUnits { nodes { id } } } } }",
    '{ categories(first: 100, filter: {taxonomy: [NEED]}) { nodes { id satisfiedBy { edges { fit node { id } } } needs { totalCount } } } }',
]  # fmt: skip

FREE = '{ resources(first: 100) { nodes { id availability(start: "2026-12-04T08:00:00+08:00", end: "2026-12-04T12:00:00+08:00", asOf: "2026-12-01T09:00:00+08:00") { free earliestSlot open } } } }'
"""Counts what is promised whether it shows or not, or a thing would be promised twice."""


BELOW = """query($p: ID!) { node(id: $p) { id } places(first: 100, filter: {within: $p}) { totalCount nodes { id } }
  units(first: 100, filter: {locatedIn: {within: $p}}) { totalCount nodes { id } }
  needs(first: 5, filter: {code: {startsWith: "N"}, place: {not: {within: $p}}}) { totalCount } }"""


async def answers(
    asking: Asking, stock: Stock, scope: Scope, *, free: bool = False
) -> dict[str, bytes]:
    """What the caller reads, by what was asked: all but what is free, or that alone."""
    asked: list[tuple[str, dict[str, Any], str | None]]
    asked = [(q, {}, None) for q in ([FREE] if free else EVERYWHERE)]
    asked += [
        (BELOW, {"p": place}, None)
        for place in [*stock.ids["Place"][:60:3], *scope.parameters.get("scope_Place", [])[:20]]
        if not free
    ]
    asked += [
        (d.query, d.variables, d.name)
        for d in operations(asking.schema, stock, seed=5, count=90, each=3)
        if "supporters" not in d.query and ("availability" in d.query) is free
    ]
    found = {}
    for query, variables, name in asked:
        answer = await asking.engine.answer(
            asking.reading, query, operation_name=name, variables=variables, scope=scope
        )
        found[f"{query} {variables}"] = NUMBER.sub(b"", answer.body)
    return found


async def test_hidden_nodes_leave_no_trace(asking: Asking, stock: Stock) -> None:
    """Counts, filters, searches, ids, and edges that lead over hidden nodes: as if those were not there."""
    hidden = await chosen(asking, stock, 1)
    scope = scope_of(hidden)
    before = await answers(asking, stock, scope)
    ids = {i for found in hidden.values() for i in found}
    for asked, body in before.items():
        assert not ids & set(re.findall(r"[a-z]+_[a-z2-7]{26}", body.decode())), asked
    await remove(asking, hidden)
    after = await answers(asking, stock, scope)
    assert [asked for asked in before if before[asked] != after[asked]] == []
    sees_all = Scope("all", parameters=scope.parameters)
    assert await answers(asking, stock, sees_all) == after


async def test_hidden_nodes_leave_no_trace_in_what_is_free(asking: Asking, stock: Stock) -> None:
    """The same for free quantities, of everything but promises."""
    hidden = {**await chosen(asking, stock, 3), "Commitment": []}
    scope = scope_of(hidden)
    before = await answers(asking, stock, scope, free=True)
    await remove(asking, hidden)
    assert await answers(asking, stock, scope, free=True) == before


async def test_what_is_free_counts_promises_that_do_not_show(asking: Asking, stock: Stock) -> None:
    """With every promise hidden as much is free as with none hidden, and less than if there were none."""
    hidden = {"Commitment": stock.ids["Commitment"]}
    scope = replace(scope_of(hidden), name="promises")

    async def ask(scope: Scope) -> bytes:
        return (await asking.engine.answer(asking.reading, FREE, scope=scope)).body

    seen = await ask(Scope())
    assert await ask(scope) == seen
    assert b'"errors"' not in seen
    await remove(asking, hidden)
    assert await ask(scope) != seen


async def test_hidden_nodes_leave_no_trace_in_supporters(asking: Asking, stock: Stock) -> None:
    """The same for the question who can support a need."""
    hidden = await chosen(asking, stock, 2)
    # A unit of measure is a word of the house too; places between others: see `graph.compile.marks`.
    hidden["Place"] = hiding(stock, 2)["Place"]
    measures = await asking.database.driver.execute_query(
        "MATCH (c:Category {taxonomy: 'UNIT'}) RETURN c.id AS id"
    )
    words = {record["id"] for record in measures.records}
    hidden["Category"] = [i for i in hidden["Category"] if i not in words]
    # What is promised keeps a unit busy, and what a kit consists of is needed for it, whoever sees that: or the same would
    # be promised twice. What is over tells nothing but to whom may see it.
    counted = await asking.database.driver.execute_query(
        "MATCH (d:Commitment) WHERE NOT d.status IN ['CONFIRMED', 'FAILED', 'NO_SHOW'] OR d.endAt > datetime('2026-12-01T09:00:00+08:00') RETURN d.id AS id "
        "UNION MATCH (:Resource)-[:CONSISTS_OF]->(part) RETURN part.id AS id"
    )
    beyond = {record["id"] for record in counted.records}
    for family in ("Commitment", "Resource"):
        hidden[family] = [i for i in hidden[family] if i not in beyond]
    assert hidden["Commitment"]
    scope = scope_of(hidden)
    query = (
        'query($need: ID!) { supporters(need: $need, asOf: "2026-12-01T09:00:00+08:00") { canCount partlyCount cannotCount'
        " components { code required } supporters { rank verdict score via unit { id } parts { criterion value }"
        " uses { resource { id } quantity free } connections { via level steps { id name } } objection { test zh nearMiss { zh } } } } }"
    )

    async def ask() -> dict[str, bytes]:
        found = {}
        for need in stock.ids["Need"][::5]:
            answer = await asking.engine.answer(
                asking.reading, query, variables={"need": need}, scope=scope
            )
            found[need] = NUMBER.sub(b"", answer.body)
            assert b"INTERNAL_SERVER_ERROR" not in answer.body
        return found

    before = await ask()
    await remove(asking, hidden)
    assert await ask() == before


def test_a_scope_names_families() -> None:
    """A street is also met as a place: a predicate on streets alone would hide nothing."""
    with pytest.raises(ValueError, match="Street"):
        Scope("wrong", {"Street": "false"})
