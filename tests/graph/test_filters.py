"""Filters, orders and edges bring exactly what plain Python finds in everything that is stored, in the same order."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from graphql import GraphQLEnumType, get_named_type

from graph.kinds import KINDS
from tests.graph.operations.oracle import follow, world_of
from tests.graph.operations.values import Values

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from graph.kinds import Kind
    from tests.fixtures.engine import Asking
    from tests.graph.operations.oracle import World
    from tests.graph.operations.stock import Stock

ROOTS = [k.name for k in KINDS.values() if k.rooted and k.labelled]
_WRITTEN = """
MATCH (a:Account) WITH a ORDER BY a.code LIMIT 3
UNWIND range(1, 3) AS number
CREATE (a)<-[:OF]-(:Credential {id: a.id + '_key' + number, kind: ['KEY', 'SESSION', 'TOKEN'][number - 1], rights: ['READ'], hint: 'ab' + number,
    name: CASE number WHEN 1 THEN null ELSE a.code END, createdAt: datetime('2026-11-0' + number + 'T08:00:00+08:00'), expiresAt: datetime('2027-11-01T08:00:00+08:00'),
    revokedAt: CASE number WHEN 2 THEN datetime('2026-12-04T08:00:00+08:00') END}),
  (:Change {id: a.id + '_change' + number, stream: a.id, seq: number, at: datetime('2026-11-0' + number + 'T08:00:00+08:00'), act: 'REVEAL_CONTACT',
    via: ['KEY', 'SESSION', 'TOKEN'][number - 1], actor: CASE number WHEN 3 THEN null ELSE a.id END, fields: ['name'], hash: a.id + number})
RETURN count(*) AS written
"""
_REMOVED = "MATCH (n:Credential|Change) WHERE n.id CONTAINS '_key' OR n.id CONTAINS '_change' DETACH DELETE n"


def everything(kind: Kind) -> dict[str, Any]:
    """A condition that an index serves and every node of the kind fulfils."""
    if "code" in kind.props:
        return {"code": {"startsWith": ""}}
    return {kind.default_order: {"gte": "2000-01-01T00:00:00Z"}}


@pytest.fixture
async def world(asking: Asking, stock: Stock) -> AsyncIterator[World]:
    """Everything in the graph, read without the compiler; credentials and changes too, of which the example data have none."""
    driver = asking.database.driver
    assert (await driver.execute_query(_WRITTEN)).records[0]["written"] == 9
    yield await world_of(driver)
    await driver.execute_query(_REMOVED)


async def found(asking: Asking, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The connection that a query brings."""
    answer = orjson.loads(
        (await asking.engine.answer(asking.reading, query, variables=variables)).body
    )
    assert "errors" not in answer, (answer["errors"], variables)
    (value,) = answer["data"].values()
    return value


async def check(
    asking: Asking,
    world: World,
    kind: Kind,
    condition: dict[str, Any],
    by: str | None = None,
    direction: str = "ASC",
) -> int:
    """The root connection of a kind against Python; how many there are."""
    by = by or kind.default_order
    query = f"query($f: {kind.name}Filter, $o: {kind.name}Order) {{ {kind.plural}(first: 100, filter: $f, orderBy: $o) {{ totalCount nodes {{ id }} }} }}"
    order = next(
        f
        for f in asking.schema.type_map[f"{kind.name}OrderField"].values
        if f.replace("_", "") == by.upper()
    )  # type: ignore[attr-defined]
    got = await found(
        asking, query, {"f": condition, "o": {"field": order, "direction": direction}}
    )
    expected = world.found(kind, condition, by, descending=direction == "DESC")
    assert [n["id"] for n in got["nodes"]] == expected[:100], condition
    assert got["totalCount"] == len(expected), condition
    return len(expected)


@pytest.mark.parametrize(
    ("few", "most"), [(6, 14), pytest.param(40, 40, marks=pytest.mark.long, id="many")]
)
@pytest.mark.parametrize("name", ROOTS)
async def test_drawn_combinations(
    asking: Asking, stock: Stock, world: World, name: str, few: int, most: int
) -> None:
    """Combinations up to four deep of all conditions, in every order: a few, and more until two bring different numbers."""
    kind, dice = KINDS[name], random.Random(name)
    values = Values(asking.schema, stock, dice)
    orders = [p.name for p in kind.props.values() if p.order]
    sizes = set()
    for drawn in range(1, most + 1):
        condition = {
            **everything(kind),
            "and": [values.filter(name, root=False, dice=dice, depth=3, variables=False)],
        }
        sizes.add(
            await check(
                asking, world, kind, condition, dice.choice(orders), dice.choice(("ASC", "DESC"))
            )
        )
        if drawn >= few and len(sizes) > 1:
            break
    assert len(sizes) > 1


@pytest.mark.parametrize(
    "name", ["Need", "Resource", "Place", "RoleAssignment", "Credential", "Change"]
)
async def test_every_operator_of_every_property(
    asking: Asking, stock: Stock, world: World, name: str
) -> None:
    """One by one, and its opposite: together they are all there are, absent values among them."""
    kind, dice = KINDS[name], random.Random(name)
    values = Values(asking.schema, stock, dice)
    total, all_ = len(world.of(kind)), everything(kind)
    for field in kind.props.values():
        made = asking.schema.type_map[f"{name}Filter"].fields.get(field.name)  # type: ignore[attr-defined]
        if made and field.listed:
            conditions = [{field.name: [v]} for v in get_named_type(made.type).values]  # type: ignore[union-attr]
            conditions += [{field.name: []}]
            conditions += (
                []
                if field.required
                else [{field.name: [None]}, {field.name: [None, *get_named_type(made.type).values]}]
            )
        else:
            fields = get_named_type(made.type).fields.items() if made else ()  # type: ignore[union-attr]
            conditions = [
                {field.name: {op: values._operand(name, field.name, op, operand.type, dice)}}
                for op, operand in fields
            ]
        for condition in conditions:
            held = await check(asking, world, kind, {**all_, "and": [condition]})
            assert held + await check(asking, world, kind, {**all_, "not": condition}) == total


@pytest.mark.parametrize("name", ROOTS)
async def test_every_edge_and_quantifier(
    asking: Asking, stock: Stock, world: World, name: str
) -> None:
    """`some`, `every`, `none`, and to one: with nothing asked and with something; `every` and `none` hold of nothing."""
    kind, dice = KINDS[name], random.Random(name)
    values = Values(asking.schema, stock, dice)
    for edge in kind.edges.values():
        inner = values.filter(edge.target, root=False, dice=dice, depth=0, variables=False)
        for each in ({}, inner):
            for asked in [{q: each} for q in ("some", "every", "none")] if edge.many else [each]:
                await check(asking, world, kind, {**everything(kind), "and": [{edge.name: asked}]})
        far = everything(KINDS[edge.target])
        joined = {edge.name: {"some": far}} if edge.many else {edge.name: far}
        await check(asking, world, kind, joined)


@pytest.mark.parametrize("name", ROOTS)
async def test_edges_lead_where_they_are_declared_to(
    asking: Asking, stock: Stock, world: World, name: str
) -> None:
    """Every edge of every node: the same far ends in the same order, each once, with a filter of their own."""
    kind, dice = KINDS[name], random.Random(name)
    values = Values(asking.schema, stock, dice)
    for edge in kind.edges.values():
        target = KINDS[edge.target]
        if not edge.many:
            rows = await found(
                asking,
                f"{{ {kind.plural}(first: 100) {{ nodes {{ id {edge.name} {{ id }} }} }} }}",
                {},
            )
            got = {n["id"]: [n[edge.name]["id"]] if n[edge.name] else [] for n in rows["nodes"]}
            condition: dict[str, Any] = {}
        else:
            condition = values.filter(target.name, root=False, dice=dice, depth=1, variables=False)
            query = f"query($f: {target.name}Filter) {{ {kind.plural}(first: 100) {{ nodes {{ id {edge.name}(first: 100, filter: $f) {{ nodes {{ id }} }} }} }} }}"
            rows = await found(asking, query, {"f": condition})
            got = {n["id"]: [m["id"] for m in n[edge.name]["nodes"]] for n in rows["nodes"]}
        for node in world.of(kind):
            own = node.values[kind.id_prop.stored]
            if own in got:
                assert (
                    got[own]
                    == world.found(
                        target,
                        condition,
                        target.default_order,
                        descending=False,
                        among=follow(node, edge),
                    )[:100]
                ), (edge.name, own, condition)


async def test_within_and_level(asking: Asking, stock: Stock, world: World) -> None:
    """A place and all below it, at a root, in a filter of a filter, and below an anchor; every level."""
    for place in stock.ids["Place"][::9]:
        for condition in (
            {"within": place},
            {"not": {"within": place}, **everything(KINDS["Place"])},
        ):
            await check(asking, world, KINDS["Place"], condition)
        await check(asking, world, KINDS["Unit"], {"locatedIn": {"within": place}})
        await check(
            asking,
            world,
            KINDS["Need"],
            {**everything(KINDS["Need"]), "place": {"not": {"within": place}}},
        )
    level = asking.schema.type_map["PlaceLevel"]
    assert isinstance(level, GraphQLEnumType)
    total = sum(
        [await check(asking, world, KINDS["Place"], {"level": [name]}) for name in level.values]
    )
    assert total == len(world.of(KINDS["Place"]))
