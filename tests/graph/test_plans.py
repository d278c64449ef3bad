"""Every statement is served by an index: no scan of all nodes or of a label, no cartesian product, no unknown name.

Decided: a cartesian product is refused unless every side of it leads to one row by a unique index, or all but one of its
sides are nothing but the row it is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest
from graphql import GraphQLNonNull
from neo4j import NotificationMinimumSeverity

from graph.kinds import KINDS
from tests.graph.operations import operations
from tests.graph.test_texts import heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.kinds import Kind
    from tests.fixtures.engine import Asking
    from tests.graph.operations.stock import Stock


@pytest.fixture(autouse=True)
async def declared_names(asking: Asking, stock: Stock) -> None:
    """Make every declared name known to the database, so that an unknown one is one that nobody declared."""
    types = {h.type for k in KINDS.values() for e in k.edges.values() for h in e.path}
    stored = {
        p.stored
        for k in KINDS.values()
        for p in [*k.props.values(), *(d for e in k.edges.values() for d in e.data)]
    }
    labels = [label for k in KINDS.values() for label in k.labels]
    made = "".join(f" CREATE (n)-[:`{name}`]->(n)" for name in sorted(types))
    async with asking.database.driver.session() as session, await session.begin_transaction() as tx:
        text = f"CREATE (n{''.join(f':`{name}`' for name in labels)} {{{', '.join(f'`{name}`: 0' for name in sorted(stored))}}}){made}"
        await (await tx.run(text)).consume()  # type: ignore[arg-type]
        await tx.rollback()


SCANS = ("AllNodesScan", "NodeByLabelScan", "UnionNodeByLabelsScan", "IntersectionNodeByLabelsScan", "SubtractionNodeByLabelsScan",
         "AllRelationshipsScan", "RelationshipTypeScan", "DirectedRelationshipTypeScan", "UndirectedRelationshipTypeScan")  # fmt: skip
ONE_ROW = {
    "NodeUniqueIndexSeek",
    "NodeUniqueIndexSeek(Locking)",
    "Argument",
    "Filter",
    "CartesianProduct",
    "MultiNodeIndexSeek",
    "Optional",
}


def operators(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every operator of a plan."""
    yield plan
    for child in plan.get("children", ()):
        yield from operators(child)


def name_of(operator: Mapping[str, Any]) -> str:
    """`NodeByLabelScan` for `PartitionedNodeByLabelScan@neo4j`."""
    return operator["operatorType"].partition("@")[0].removeprefix("Partitioned")


def wrong_with(plan: Mapping[str, Any]) -> list[str]:
    """Names of operators that may not occur."""
    found = []
    for operator in operators(plan):
        name = name_of(operator)
        if name in SCANS:
            found.append(f"{name} {operator['args'].get('Details', '')}")
        if name == "CartesianProduct":
            # With the row it is asked for (`CALL () { … }` within another) nothing is multiplied.
            sides = [
                side
                for child in operator["children"]
                if (side := {name_of(o) for o in operators(child)}) != {"Argument"}
            ]
            more = set[str]().union(*sides) - ONE_ROW
            if more and len(sides) > 1:
                found.append(f"{name} over {sorted(more)}")
    return found


async def explain(
    asking: Asking, cypher: str, parameters: Mapping[str, Any] | None = None
) -> list[str]:
    """What is wrong with the plan of a statement, or with the names in it."""
    quiet = NotificationMinimumSeverity.INFORMATION
    async with asking.database.driver.session(notifications_min_severity=quiet) as session:
        result = await session.run(f"EXPLAIN {cypher}", dict(parameters or {}))  # type: ignore[arg-type]
        summary = await result.consume()
    told = [
        n.status_description
        for n in summary.gql_status_objects
        if n.raw_classification in ("UNRECOGNIZED", "PERFORMANCE", "HINT")
    ]
    unknown = [text for text in told if "cartesian" not in text.lower()]
    assert summary.plan is not None
    return [*wrong_with(summary.plan), *unknown]


async def refused(asking: Asking, query: str, variables: Mapping[str, Any]) -> str | None:
    """The reason of a refusal."""
    answer = orjson.loads(
        (await asking.engine.answer(asking.reading, query, variables=variables)).body
    )
    return answer["errors"][0]["extensions"].get("reason") if "errors" in answer else None


async def test_generated_operations_are_served_by_indexes(asking: Asking, stock: Stock) -> None:
    """A few hundred distinct statements of generated operations."""
    seen: set[str] = set()
    wrong = {}
    for drawn in operations(asking.schema, stock, seed=4, count=200, each=2):
        for name, cypher, parameters in await heard(
            asking, drawn.query, drawn.variables, drawn.name
        ):
            if cypher not in seen:
                seen.add(cypher)
                if found := await explain(asking, cypher, parameters):
                    wrong[name, drawn.query, str(drawn.variables), cypher] = found
    assert not wrong
    assert len(seen) > 200


ROOTS = [k.name for k in KINDS.values() if k.rooted and k.labelled]
SAMPLE: dict[str, Any] = {
    "ID": "x", "Boolean": True, "String": "南山", "Int": 3, "Float": 0.5, "Date": "2026-01-01", "DateTime": "2026-12-04T08:00:00+08:00",
}  # fmt: skip


@pytest.mark.parametrize("name", ROOTS)
async def test_every_condition_and_order_of_a_root_is_served_or_refused(
    asking: Asking, stock: Stock, name: str
) -> None:
    """Each operator of each property alone, each edge, each order in both directions, forward and backward, and search."""
    kind = KINDS[name]
    wrong, refusals = {}, 0
    type_ = asking.schema.type_map[f"{name}Filter"]
    shapes: list[dict[str, Any]] = [{}]
    for field in type_.fields:  # type: ignore[attr-defined]
        shapes += [{"filter": value} for value in _conditions(asking, name, field)]
    orders = asking.schema.type_map[f"{name}OrderField"]
    for field in orders.values:  # type: ignore[attr-defined]
        for direction in ("ASC", "DESC"):
            order = {"field": field, "direction": direction}
            shapes += [
                {"orderBy": order},
                {"orderBy": order, "last": 3},
                {"orderBy": order, "filter": _many(kind)},
            ]
            shapes += (
                [{"orderBy": order, "filter": {"level": "STREET"}}]
                if "level" in type_.fields and kind.abstract
                else []
            )  # type: ignore[attr-defined]
    if kind.searched:
        shapes += [
            {"search": "南山"},
            {"search": "南山", "filter": {"statedAs": {"isNull": True}}},
            {"search": "南山", "orderBy": {"field": "CODE"}},
        ]
    query = (
        f"query($filter: {name}Filter, $orderBy: {name}Order, $last: Int, $search: String, $after: String) {{"
        f" {kind.plural}(filter: $filter, orderBy: $orderBy, last: $last, after: $after{', search: $search' if kind.searched else ''})"
        " { totalCount edges { cursor } } }"
    )
    if not kind.searched:
        query = query.replace("$search: String, ", "")
    for shape in shapes:
        made = await heard(asking, query, shape)
        if not made:
            assert await refused(asking, query, shape) == "FILTER_NEEDS_ANCHOR", shape
            refusals += 1
        for _, cypher, parameters in made:
            if found := await explain(asking, cypher, parameters):
                wrong[str(shape), cypher] = found
    assert not wrong
    assert 0 < refusals < len(shapes)


def _one(kind: Kind) -> dict[str, Any]:
    """A condition that leads to one node."""
    return {"code" if "code" in kind.props else "id": {"eq": "x"}}


def _many(kind: Kind) -> dict[str, Any]:
    """A condition that an index serves, and that many may fulfil."""
    if "code" in kind.props:
        return {"code": {"startsWith": "N"}}
    return {kind.default_order: {"gte": "2026-01-01T00:00:00Z"}}


def _wanted(type_: Any, value: str) -> list[list[str | None]]:
    """One of an enum, and with null where what has it may be absent."""
    return [[value]] if isinstance(type_.of_type, GraphQLNonNull) else [[value], [value, None]]


def _conditions(asking: Asking, kind: str, field: str) -> Iterator[dict[str, Any]]:
    type_ = asking.schema.type_map[f"{kind}Filter"].fields[field].type  # type: ignore[attr-defined]
    named = type_
    while hasattr(named, "of_type"):
        named = named.of_type
    if field in ("and", "or"):
        held = "provenance" in KINDS[kind].props
        yield {
            field: [
                _one(KINDS[kind]),
                {"provenance": ["REPORTED"]} if held else _many(KINDS[kind]),
            ]
        }
    elif field == "not":
        yield {field: _one(KINDS[kind])}
    elif field == "within":
        yield {field: "place_x"}
    elif hasattr(named, "values"):
        yield from ({field: wanted} for wanted in _wanted(type_, next(iter(named.values))))
    elif named.name.endswith("ListFilter"):
        far = named.name.removesuffix("ListFilter")
        anchor = _one(KINDS[far]) if far in KINDS else {}
        loose = "statedAs" if far not in KINDS or "statedAs" in KINDS[far].props else "name"
        yield from ({field: {quantifier: anchor}} for quantifier in ("some", "every", "none"))
        yield {field: {"some": {loose: {"contains": "x"}}}}
    elif named.name.removesuffix("Filter") in KINDS:
        yield {field: _one(KINDS[named.name.removesuffix("Filter")])}
        yield {field: {}}
    else:
        for op, operand in named.fields.items():
            inner = operand.type
            while hasattr(inner, "of_type"):
                inner = inner.of_type
            value = SAMPLE[inner.name]
            yield {field: {op: [value] if op == "in" else value}}


@pytest.mark.parametrize(
    "query",
    [
        '{ supporters(need: "x") { place { name } street { name } supporters { unit { name } uses { resource { name } } } } }',
        '{ supportersFor(question: {category: "x", place: "y", measure: "z", quantity: 1.0}) { supporters { unit { name } } } }',
        '{ supportBoard(place: "x") { needs { need { title } support { street { name } supporters { unit { name } uses { resource { name } } } } } } }',
        '{ loopStatistics(place: "x", from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z", category: "y") { place { name } needCount } }',
        '{ handOvers(place: "x", from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { chains { need { title } steps { unit { name } } } units { unit { name } } } }',
        '{ falseClosures(place: "x", from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { closures { need { title owner { name } } } } }',
        '{ overdueNeeds(place: "x") { needs { need { title place { name } } clocks { state } } } }',
        '{ need(id: "x") { clocks { state ruleName } } }',
        '{ possibleDuplicates(need: "x") { candidates { suggestion need { title place { name } } parts { zh } } } }',
        '{ possibleDuplicatesOf(question: {title: "x", category: "y", place: "z"}) { candidates { need { title } } } }',
        "{ viewer { account { code } person { name } roles { role post { code } } can } }",
    ],
)
async def test_questions_are_served_by_indexes(asking: Asking, stock: Stock, query: str) -> None:
    """The statements of the questions about support, clocks and the loop, of `viewer`, and the clocks of a need."""
    made = await heard(asking, query, {})
    assert len(made) == 1
    for _, cypher, parameters in made:
        assert not await explain(asking, cypher, parameters)
