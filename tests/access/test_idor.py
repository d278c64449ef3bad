"""Ids, cursors and texts as an attacker would send them: what is hidden and what is unknown have one answer."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.kinds import KINDS
from tests.access.test_two_worlds import scope_of, start
from tests.fixtures.engine import Recorded
from tests.graph.test_paths_agree import NUMBER

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from tests.access.conftest import Planted

CALLERS = (
    "anybody",
    "resident",
    "R.GRID_WORKER",
    "R.UNIT_LIAISON",
    "R.DEPARTMENT_OFFICER",
    "R.STREET_CENTRE",
)
ROOTED = [k for k in KINDS.values() if k.rooted and k.labelled]
PLACED = [k.name for k in ROOTED if k.family.name == "Place"]
AS_OF = 'asOf: "2026-12-01T07:30:00+08:00"'


def by_id(kind: str) -> list[str]:
    """Everything that takes the id of a node of this kind (or of any kind)."""
    one = kind[0].lower() + kind[1:]
    found = [
        f"query($id: ID!) {{ it: {one}(id: $id) {{ id }} }}",
        f"query($id: ID!) {{ it: {KINDS[kind].plural}(first: 5, filter: {{id: {{eq: $id}}}}) {{ totalCount nodes {{ id }} }} }}",
        f"query($id: ID!) {{ it: {KINDS[kind].plural}(first: 5, filter: {{id: {{in: [$id]}}}}) {{ edges {{ cursor node {{ id }} }} }} }}",
    ]
    if kind == "Need":
        found += [
            f"query($id: ID!) {{ it: supporters(need: $id, {AS_OF}) {{ canCount }} }}",
            "query($id: ID!) { it: commitments(first: 5, filter: {need: {id: {eq: $id}}}) { totalCount } places(first: 50, filter: {needs: {some: {id: {eq: $id}}}}) { totalCount } }",
        ]
    return found


ANY = (
    "query($id: ID!) { it: node(id: $id) { __typename id } }",
    "query($id: ID!) { it: nodes(ids: [$id]) { __typename id } }",
)


async def told(planted: Planted, scope: Scope, query: str, id_: str) -> bytes:
    """The answer, with the id itself out of sight."""
    answer = await planted.asking.engine.answer(
        planted.asking.reading, query, variables={"id": id_}, scope=scope
    )
    body = NUMBER.sub(b"", answer.body)
    return body.replace(id_.encode(), b"ID") if len(id_) > 20 else body


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n == "resident" else pytest.mark.long) for n in CALLERS]
)
async def test_hidden_foreign_and_unknown_ids_have_one_answer(planted: Planted, name: str) -> None:
    """By id, in filters, in questions; for ids of nodes one may not see, of other kinds, and of nothing."""
    graph, accounts, _ = await start(planted, 1)
    dice, tried = random.Random(1), 0
    view, scope = accounts[name].view(graph), await scope_of(planted, accounts[name])
    assert view
    for kind in ROOTED:
        if kind.name in PLACED or kind.name == "FirstSecretary":
            continue
        nodes = sorted(view.world.all(kind.name), key=lambda n: n.id)
        hidden = [n.id for n in nodes if n not in view.nodes]
        foreign = [n.id for n in view.nodes if kind.name not in n.labels]
        for query in [*by_id(kind.name), *ANY]:
            unknown = await told(planted, scope, query, f"{kind.prefix}_{'a' * 26}")
            probes = dice.sample(hidden, min(3, len(hidden)))
            probes += [] if query in ANY else dice.sample(foreign, 2)
            for probe in [*probes, "", "'", f"{kind.prefix}_"]:
                tried += 1
                assert await told(planted, scope, query, probe) == unknown, (name, query, probe)
    assert tried > 80


async def test_cursors_lead_nowhere_hidden(planted: Planted) -> None:
    """A cursor of somebody who sees more, or one made up, gives only what the caller may see anyway."""
    graph, accounts, stock = await start(planted, 1)
    dice = random.Random(2)
    for name in CALLERS:
        view, scope = accounts[name].view(graph), await scope_of(planted, accounts[name])
        assert view
        for kind in ROOTED:
            query = f"query($c: String) {{ it: {kind.plural}(first: 100, after: $c) {{ nodes {{ id }} pageInfo {{ hasPreviousPage }} }} }}"
            order = "CODE" if "code" in kind.props else None
            known = [
                c
                for (k, by, way), found in stock.cursors.items()
                for c in found
                if k == kind.name and way == "ASC" and by in (order, by if order is None else order)
            ]
            tampered = [c[:-3] + "AAA" for c in known[:1]] + ["", "%", "W10", "bnVsbA"]
            for cursor in [*dice.sample(known, min(2, len(known))), *tampered]:
                answer = await planted.asking.engine.answer(
                    planted.asking.reading, query, variables={"c": cursor}, scope=scope
                )
                said = orjson.loads(answer.body)
                assert b"INTERNAL_SERVER_ERROR" not in answer.body
                for node in (said.get("data") or {}).get("it", {}).get("nodes", []):
                    assert any(node["id"] in (n.id, n.get("secretaryId")) for n in view.nodes)


PARTS = (
    "'", '"', "`", "\\", "\\'", "') RETURN 1 //", "\" OR 1=1 //", "` DETACH DELETE n //", "}) MATCH (n) DETACH DELETE n //",
    "$p1", "$scope_me", "«scope n:Need»", "{n}", "*/", "/*", "//", "\u0000", "\u202e", "\u2028", "\ud7ff", "%00", "../..",
    "${jndi:x}", "{{7*7}}", "<script>", "+streetId:*", "*:*", "title:*", "AND OR NOT", "[* TO *]", "(", ")", "~", "^9", "?", "\\u0027",
    "CALL db.labels()", "LOAD CSV FROM 'file:///etc/passwd'", "UNION ALL MATCH (x) RETURN x", "全角＇引号", "', true)",
)  # fmt: skip


def payloads() -> list[str]:
    """200 texts that mean something to a parser of Cypher, Lucene, templates or shells."""
    dice = random.Random(3)
    found = [*PARTS, *("医院" + p for p in PARTS), *(p * 20 for p in PARTS[:20])]
    while len(found) < 200:
        found.append("".join(dice.choices(PARTS, k=3)))
    return found[:200]


TEXTS = (
    "query($x: ID!) { node(id: $x) { id } nodes(ids: [$x]) { id } need(id: $x) { id } }",
    "query($x: String!) { needs(first: 5, search: $x) { totalCount nodes { id } } agreements(first: 5, search: $x) { totalCount } }",
    "query($x: String!) { units(first: 5, filter: {name: {contains: $x}}) { totalCount } needs(first: 5, filter: {code: {startsWith: $x}, title: {eq: $x}}) { totalCount } }",
    "query($x: String!) { people(first: 5, filter: {name: {in: [$x]}, roles: {some: {title: {ne: $x}}}}) { totalCount } commitments(first: 5, filter: {statusReason: {eq: $x}}) { totalCount } }",
    "query($x: ID!) { places(first: 5, filter: {within: $x}) { totalCount } }",
    "query($x: String!) { needs(first: 5, after: $x) { nodes { id } } }",
    f"query($x: ID!) {{ supporters(need: $x, {AS_OF}) {{ canCount }} }}",
    f"query($x: ID!) {{ supportBoard(place: $x, {AS_OF}) {{ openCount }} }}",
    f"query($x: ID!) {{ overdueNeeds(place: $x, {AS_OF}) {{ openCount }} }}",
    "query($x: ID!) { possibleDuplicates(need: $x) { sameCount } }",
    'query($x: String!) { possibleDuplicatesOf(question: {title: $x, description: $x, category: "x", place: "x"}) { sameCount } }',
    f"query($x: ID!) {{ supportersFor(question: {{category: $x, place: $x, measure: $x, quantity: 1, groups: [$x]}}, {AS_OF}) {{ canCount }} }}",
)


async def test_no_text_becomes_cypher(planted: Planted) -> None:
    """200 payloads into every sort of text argument: no error of ours, the same statements, the same graph."""
    _, accounts, _ = await start(planted, 1)
    driver = planted.asking.database.driver
    scope = await scope_of(planted, accounts["R.STREET_CENTRE"])
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r"
    before: Any = (await driver.execute_query(count)).records[0].values()
    for query in TEXTS:
        reader = Recorded(planted.asking.reading, again=False)
        for payload in payloads():
            answer = await planted.asking.engine.answer(
                reader, query, variables={"x": payload}, scope=scope
            )
            assert b"INTERNAL_SERVER_ERROR" not in answer.body, (query, payload)
            assert b"SyntaxError" not in answer.body
        roots = (
            "(first",
            "node(",
            "nodes(",
            "(id",
            "support",
            "overdueNeeds(",
            "possibleDuplicates",
        )
        assert len({text for _, text, _ in reader.statements}) <= sum(map(query.count, roots))
    after: Any = (await driver.execute_query(count)).records[0].values()
    assert after == before
