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
    from graph.kinds import Kind
    from tests.fixtures.engine import Asking
    from tests.graph.operations.oracle import World
    from tests.graph.operations.stock import Stock

ROOTS = [k.name for k in KINDS.values() if k.rooted and k.labelled]
ANY = {"code": {"startsWith": ""}}
"""A condition that an index serves and everything fulfils."""


@pytest.fixture
async def world(asking: Asking, stock: Stock) -> World:
    """Everything in the graph, read without the compiler."""
    return await world_of(asking.database.driver)


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
    by: str = "code",
    direction: str = "ASC",
) -> int:
    """The root connection of a kind against Python; how many there are."""
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


@pytest.mark.parametrize("name", ROOTS)
async def test_drawn_combinations(asking: Asking, stock: Stock, world: World, name: str) -> None:
    """Combinations up to four deep of all conditions, in every order."""
    kind, dice = KINDS[name], random.Random(name)
    values = Values(asking.schema, stock, dice)
    orders = [p.name for p in kind.props.values() if p.order]
    sizes = set()
    for _ in range(14):
        condition = {
            **ANY,
            "and": [values.filter(name, root=False, dice=dice, depth=3, variables=False)],
        }
        sizes.add(
            await check(
                asking, world, kind, condition, dice.choice(orders), dice.choice(("ASC", "DESC"))
            )
        )
    assert len(sizes) > 1


@pytest.mark.parametrize("name", ["Need", "Resource", "Place", "RoleAssignment"])
async def test_every_operator_of_every_property(
    asking: Asking, stock: Stock, world: World, name: str
) -> None:
    """One by one, and its opposite: together they are all there are, absent values among them."""
    kind, dice = KINDS[name], random.Random(name)
    values = Values(asking.schema, stock, dice)
    everything = len(world.of(kind))
    for field in kind.props.values():
        made = asking.schema.type_map[f"{name}Filter"].fields.get(field.name)  # type: ignore[attr-defined]
        for op, operand in get_named_type(made.type).fields.items() if made else ():  # type: ignore[union-attr]
            condition = {
                field.name: {op: values._operand(name, field.name, op, operand.type, dice)}
            }
            held = await check(asking, world, kind, {**ANY, "and": [condition]})
            assert held + await check(asking, world, kind, {**ANY, "not": condition}) == everything


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
                await check(asking, world, kind, {**ANY, "and": [{edge.name: asked}]})
        joined = {edge.name: {"some": ANY}} if edge.many else {edge.name: ANY}
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
        for condition in ({"within": place}, {"not": {"within": place}, **ANY}):
            await check(asking, world, KINDS["Place"], condition)
        await check(asking, world, KINDS["Unit"], {"locatedIn": {"within": place}})
        await check(asking, world, KINDS["Need"], {**ANY, "place": {"not": {"within": place}}})
    level = asking.schema.type_map["PlaceLevel"]
    assert isinstance(level, GraphQLEnumType)
    total = sum(
        [await check(asking, world, KINDS["Place"], {"level": name}) for name in level.values]
    )
    assert total == len(world.of(KINDS["Place"]))
