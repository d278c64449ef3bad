"""The Cypher text depends on the document and the shape of its arguments, never on a value; one statement a root field."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from graph.unavailable import Unavailable
from tests.graph.operations import documents
from tests.graph.operations.values import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.fixtures.engine import Asking
    from tests.graph.operations.stock import Stock


class Ear:
    """Hears statements and answers none of them."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, Mapping[str, Any]]] = []

    async def read(
        self, name: str, cypher: str, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """Remember the statement."""
        self.heard.append((name, cypher, parameters))
        raise Unavailable


async def heard(
    asking: Asking, query: str, variables: Mapping[str, Any], name: str | None = None
) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Statements that a request makes."""
    ear = Ear()
    await asking.engine.answer(ear, query, operation_name=name, variables=variables)
    return ear.heard


async def test_a_document_has_one_text_whatever_its_values(asking: Asking, stock: Stock) -> None:
    """Ids, sizes, cursors, filter values, flags: drawn six times, one text for each root field."""
    compared = 0
    for drawn in documents(asking.schema, stock, seed=3, count=80):
        dice = random.Random(drawn.query)
        fixed = {v.name: v.draw(dice) for v in drawn.variables if v.shaping}
        texts: set[str] = set()
        for _ in range(6 if drawn.variables else 1):
            values = {v.name: fixed[v.name] if v.shaping else v.draw(dice) for v in drawn.variables}
            given = {k: v for k, v in values.items() if v is not ABSENT}
            # Nothing is remembered: each text is made from these values.
            document = asking.engine.documents.of(drawn.query)
            document._read.clear()
            made = await heard(asking, drawn.query, given, drawn.name)
            texts |= {cypher for _, cypher, _ in made}
            compared += len(made)
        roots = [r for r in document.operation(drawn.name).roots if not r.name.startswith("__")]
        assert len(texts) <= len(roots), drawn.query
    assert compared > 400


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("query($a: String) { units(first: 2, after: $a) { nodes { id } } }", [{}, {"a": None}]),
        ("query($n: Int!, $f: Boolean!) { units(first: $n) { totalCount @include(if: $f) nodes { id @skip(if: $f) } } }", [{"n": n, "f": f} for n in (0, 1, 100) for f in (True, False)]),
        ("query($c: [String!]!, $x: String!) { units(filter: {code: {in: $c}, name: {contains: $x}}) { nodes { id } } }", [{"c": [], "x": ""}, {"c": ["a", "b"], "x": "'} RETURN 1 //"}]),
        ("query($f: UnitFilter) { units(filter: $f) { nodes { id } } }", [{"f": {"code": {"in": c}}} for c in ([], ["a"], ["a", "b", "c"])]),
        ("query($s: String!) { units(search: $s) { nodes { id } } }", [{"s": s} for s in ("医", "养老服务", "", "a OR b*")]),
        ("query($i: ID!) { node(id: $i) { id } }", [{"i": i} for i in ("unit_x", "place_x", "")]),
        ("query($n: ID!, $t: DateTime) { supporters(need: $n, asOf: $t) { canCount } }", [{"n": "a"}, {"n": "b", "t": "2026-12-01T00:00:00Z"}]),
    ],
)  # fmt: skip
async def test_values_of_every_sort_leave_the_text_alone(
    asking: Asking, query: str, values: list[dict[str, Any]]
) -> None:
    """The sorts of values one by one."""
    texts = set()
    for given in values:
        asking.engine.documents._latest.clear()
        texts |= {cypher for _, cypher, _ in await heard(asking, query, given)}
    assert len(texts) == 1


async def test_where_a_cursor_points_leaves_the_text_alone(asking: Asking, stock: Stock) -> None:
    """Only whether one is given changes it."""
    query, texts = "query($a: String) { units(first: 2, after: $a) { nodes { id } } }", set()
    for cursor in stock.cursors["Unit", "CODE", "ASC"][:3]:
        asking.engine.documents._latest.clear()
        texts |= {cypher for _, cypher, _ in await heard(asking, query, {"a": cursor})}
    assert len(texts) == 1
    assert texts.isdisjoint(cypher for _, cypher, _ in await heard(asking, query, {}))


async def test_a_cursor_counts_after_a_page_without_one(asking: Asking, stock: Stock) -> None:
    """A remembered plan made for a request without a cursor serves one with a cursor."""
    query = (
        "query($a: String) { units(first: 2, after: $a) { nodes { id } pageInfo { endCursor } } }"
    )
    asking.engine.documents._latest.clear()
    first = await asking.engine.answer(asking.reading, query)
    second = await asking.engine.answer(
        asking.reading, query, variables={"a": stock.cursors["Unit", "CODE", "ASC"][1]}
    )
    assert first.body != second.body


CANARY = """
query canaryOperation($canaryVariable: String!, $canaryFlag: Boolean!, $canaryId: ID!, $canaryFilter: NeedFilter) {
  canaryUnits: units(first: 3, search: "canarySearch", filter: {name: {eq: "canaryName", in: ["canaryIn"]}, id: {eq: "canaryId"}}) {
    canaryNodes: nodes { canaryLeaf: name ...canaryFragment @include(if: $canaryFlag)
      canaryNeeds: commitments(filter: {need: {title: {contains: $canaryVariable}, or: [{code: {startsWith: "canaryCode"}}]}}) {
        canaryEdges: edges { canaryCursor: cursor } } } }
  canaryOther: needs(filter: $canaryFilter) { totalCount }
  canaryNode: node(id: "canaryNode") { id }
  canaryMany: nodes(ids: ["canaryMany"]) { id }
  canaryPlace: places(filter: {within: "canaryWithin"}) { totalCount }
  canarySupport: supporters(need: $canaryId) { canarySupporters: supporters { canaryUnit: unit { canaryName: name } } }
}
fragment canaryFragment on Unit { canaryPlaces: pairedPlaces { canaryTotal: totalCount } }
"""


async def test_no_word_of_a_request_enters_a_text(asking: Asking) -> None:
    """Aliases, names of operations, fragments and variables, literals and values: all of them canaries."""
    variables = {
        "canaryVariable": "canaryValue",
        "canaryFlag": True,
        "canaryId": "canaryNeed",
        "canaryFilter": {"code": {"eq": "canaryCode"}},
    }
    made = await heard(asking, CANARY, variables)
    assert [name for name, _, _ in made] == [
        "units",
        "needs",
        "node",
        "nodes",
        "places",
        "supporters",
    ]
    for name, cypher, parameters in made:
        assert "canary" not in cypher.lower()
        assert "canary" not in name.lower()
        assert "canary" not in "".join(parameters).lower()


@pytest.mark.parametrize(
    ("flag", "names"), [(True, ["units", "units", "needs"]), (False, ["units"])]
)
async def test_one_statement_for_each_root_field_that_is_wanted(
    asking: Asking, flag: bool, names: list[str]
) -> None:
    """None for a field that is left out, for `__typename` or for introspection."""
    query = """query($flag: Boolean!) { __typename __schema { queryType { name } } units { nodes { resources { nodes { categories { nodes { name } } } } } }
      again: units(first: 1) @include(if: $flag) { totalCount } ... @skip(if: false) { needs @include(if: $flag) { totalCount } } never: needs @skip(if: true) { totalCount } }"""
    assert [name for name, _, _ in await heard(asking, query, {"flag": flag})] == names
