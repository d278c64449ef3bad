"""What an operation costs: the published sizes are those that are charged, and no answer holds more than was charged."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_introspection_query,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
)

from graph.answer import objects
from graph.compile.cost import size_of, weight
from graph.compile.limits import OverLimit
from graph.compile.refusal import Refusal
from schema.executable import executable
from tests.graph.operations import operations

if TYPE_CHECKING:
    from tests.fixtures.engine import Asking
    from tests.graph.operations.stock import Stock

PRICES: list[tuple[str, dict[str, Any], int]] = [
    ("{ __typename }", {}, 1),
    ('{ unit(id: "x") { id name } }', {}, 2),
    ('{ unit(id: "x") { parent { parent { id } } } }', {}, 4),
    ("{ units { nodes { id } } }", {}, 22),
    ("{ units(first: 7) { nodes { id } } }", {}, 9),
    ("{ units(last: 7) { nodes { id } } }", {}, 9),
    ("{ units(first: 0) { nodes { id } } }", {}, 2),
    ("{ units { totalCount } }", {}, 2),
    ("{ units(first: 5) { edges { cursor } } }", {}, 7),
    ("{ units(first: 5) { edges { node { id } } } }", {}, 12),
    ("{ units(first: 5) { edges { node { id } } nodes { name } pageInfo { hasNextPage } } }", {}, 18),
    ("{ units(first: 10) { nodes { resources(first: 3) { nodes { id } } } } }", {}, 52),
    ("{ a: units(first: 1) { nodes { id } } b: units(first: 1) { nodes { id } } }", {}, 5),
    ("query($n: Int) { units(first: $n) { nodes { id } } }", {"n": 4}, 6),
    ("query($n: Int) { units(first: $n) { nodes { id } } }", {}, 22),
    ("query($n: Int = 2) { units(first: $n) { nodes { id } } }", {}, 4),
    ("query($a: Boolean!) { units { nodes { parent @include(if: $a) { id } } } }", {"a": True}, 42),
    ("query($a: Boolean!) { units { nodes { parent @include(if: $a) { id } } } }", {"a": False}, 22),
    ("{ units { nodes { parent @skip(if: true) { id } } } }", {}, 22),
    ('{ nodes(ids: ["a", "b", "c"]) { id } }', {}, 4),
    ("query($i: [ID!]!) { nodes(ids: $i) { id ... on Unit { parent { id } } } }", {"i": ["a"] * 9}, 19),
    ('{ node(id: "x") { ... on Unit { resources(first: 5) { nodes { id } } } ... on Need { place { id } } } }', {}, 8),
    ('{ place(id: "x") { ... on Street { communities(first: 9) { nodes { id } } } ... on Community { grids(first: 4) { nodes { id } } } } }', {}, 12),
    ("{ units(first: 5) { nodes { ...F ...F } } } fragment F on Unit { parent { id } }", {}, 12),
    ('{ place(id: "x") {' + " parent {" * 9 + " id" + " }" * 10 + " }", {}, 11),
    ('{ need(id: "x") { clocks { state } } }', {}, 6),
    ('{ overdueNeeds(place: "x") { openCount } }', {}, 21),
    ('{ overdueNeeds(place: "x", first: 3) { needs { need { id } clocks { state } } } }', {}, 39),
    ('{ supporters(need: "x") { canCount } }', {}, 21),
    ('{ supporters(need: "x", first: 3) { supporters { unit { id } parts { points } cover { component { code } } } } }', {}, 168),
    ('{ supporters(need: "x") { supporters { verdict } } }', {}, 121),
    ('{ supporters(need: "x", first: 2) { supporters { connections { steps { name } } } } }', {}, 643),
    ('{ supportBoard(place: "x", first: 2, best: 1) { needs { need { id } support { supporters { unit { id } } } } } }', {}, 50),
    ('{ supportBoard(place: "x", first: 2, best: 20) { needs { need { id } support { supporters { unit { id } } } } } }', {}, 126),
    ('{ supportBoard(place: "x", first: 2, best: 0) { needs { support { supporters { unit { id } } } } } }', {}, 44),
    ('query($n: Int! = 3) { supportBoard(place: "x", first: $n, best: $n) { needs { support { supporters { rank } } } } }', {}, 74),
    ('{ supportBoard(place: "x") { needs { support { canCount } } } }', {}, 422),
    ('{ a: supportBoard(place: "x", first: 1, best: 1) { ...F } b: supportBoard(place: "x", first: 1, best: 9) { ...F } } fragment F on SupportBoard { needs { support { supporters { rank } } } }', {}, 55),
    ("{ viewer { roles { role } can } }", {}, 52),
    ('mutation { revokeCredential(input: {id: "x"}) { id userErrors { code } } }', {}, 31),
    ('{ __type(name: "PageInfo") { name fields { name } } }', {}, 6),
    ('{ __type(name: "Nothing") { name fields { name } } }', {}, 1),
]  # fmt: skip


@pytest.mark.parametrize(("query", "variables", "price"), PRICES)
def test_golden_prices(query: str, variables: dict[str, Any], price: int) -> None:
    """The product of the page sizes along each path, summed; the answer itself is one."""
    assert executable().engine.prepare(query, None, variables).cost == price


def test_every_list_of_objects_has_a_size() -> None:
    """Its own, or one that the field before it tells; so a new type cannot be free by oversight."""
    schema = executable().engine.schema
    made = [
        type_
        for name, type_ in schema.type_map.items()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and name[:2] != "__"
    ]
    told: dict[str, set[str]] = {}
    for type_ in made:
        for field in type_.fields.values():
            size = size_of(field)
            named = get_named_type(field.type)
            if size and size.sized_fields:
                told.setdefault(named.name, set()).update(size.sized_fields)
            elif not is_list_type(get_nullable_type(field.type)):
                told.setdefault(named.name, set())
    for type_ in made:
        for name, field in type_.fields.items():
            listed = is_list_type(get_nullable_type(field.type))
            if listed and is_composite_type(get_named_type(field.type)):
                sized = size_of(field) is not None or name in told.get(type_.name, set())
                assert sized, f"{type_.name}.{name}: say how long it may be (graph.surface.sizes)"


def test_every_field_of_a_connection_type_tells_its_size() -> None:
    """Whatever leads to a page has paging arguments and says so."""
    for type_ in executable().engine.schema.type_map.values():
        for field in getattr(type_, "fields", {}).values():
            if get_named_type(field.type).name.endswith("Connection"):
                size = size_of(field)
                assert size is not None
                assert size.slicing_arguments == ["first", "last"]
                assert {"first", "last"} <= field.args.keys()


def test_the_schema_publishes_what_is_charged() -> None:
    """Each size and weight stands in the SDL at its field or type."""
    made = executable()
    sized = sum(
        size_of(field) is not None
        for type_ in made.engine.schema.type_map.values()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType)
        for field in type_.fields.values()
    )
    weighed = [t for t in made.engine.schema.type_map.values() if weight(t) != 1]
    assert len(re.findall(r"@listSize\(assumedSize: \d", made.sdl)) == sized > 50
    assert len(re.findall(r"@cost\(weight: \"\d+\"\)", made.sdl)) == len(weighed) > 2


def test_every_act_weighs_more_than_what_it_answers() -> None:
    """A transaction with locks and a record is ten objects, whatever is selected."""
    mutation = executable().engine.schema.mutation_type
    assert mutation is not None
    assert {weight(get_named_type(field.type)) for field in mutation.fields.values()} == {10}


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("{ units(first: 101) { totalCount } }", "PAGE_SIZE"),
        ("{ units { nodes { resources(first: -1) { totalCount } } } }", "PAGE_SIZE"),
        ("{ units(first: 1, last: 1) { totalCount } }", "PAGE_AMBIGUOUS"),
    ],
)
def test_impossible_pages_have_no_price(query: str, reason: str) -> None:
    """They are refused before anything else is done."""
    with pytest.raises(Refusal) as refused:
        executable().engine.prepare(query, None, {})
    assert refused.value.code == reason


def test_prices_stop_growing() -> None:
    """Nine pages of a hundred, one in the other, are a number that is still told."""
    query = "{ places(first: 100) { nodes { " + "children(first: 100) { nodes { " * 6 + "id" + " } }" * 7 + " }"  # fmt: skip
    assert executable().engine.prepare(query, None, {}).cost == 1_000_000_000


def test_introspection_is_counted_to_the_object() -> None:
    """The schema is at hand: the price is what is answered, and no more than so much."""
    engine = executable().engine
    cost = engine.prepare(get_introspection_query(), None, {}).cost
    many = " ".join(f"a{i}: fields {{ args {{ type {{ name }} }} }}" for i in range(20))
    assert 3_000 < cost < 20_000
    with pytest.raises(OverLimit) as refused:
        engine.prepare(f"{{ __schema {{ types {{ {many} }} }} }}", None, {})
    assert "introspected" in (refused.value.extensions or {})["limits"]


@pytest.mark.parametrize(
    "value",
    [
        {}, {"a": 1}, {"a": {"b": {"c": None}}}, {"a": [{"b": 1}, {"b": "{"}, {"b": '{"'}, {"b": '{"x'}]},
        {"a": "{", "b": ["{", "x{"], "c": '\\{"', "d": ":{", "e": {"f": ",{"}}, {"a": [["{", {"b": "}"}]]},
    ],
)  # fmt: skip
def test_objects_are_counted_in_the_bytes(value: Any) -> None:
    """Braces in texts are none; an object with nothing in it does not count."""
    assert objects(orjson.dumps(value)) == _objects(value)


def test_any_text_leaves_the_count_alone() -> None:
    """Texts of braces, quotation marks and what may follow them, drawn."""
    dice = random.Random("braces")
    for _ in range(2000):
        texts = ["".join(dice.choices('{}":,[]\\a', k=dice.randrange(6))) for _ in range(4)]
        value = {"a": texts[:2], "b": {"c": texts[2]}, "d": [{"e": texts[3]}, texts[0]]}
        assert objects(orjson.dumps(value)) == 3


BOARD = 'query($place: ID!, $first: Int!, $best: Int!) { supportBoard(place: $place, first: $first, best: $best, asOf: "2026-12-01T09:00:00+08:00") { needs { SELECTED } } }'
PARTS = ("need { id place { id } }", "support { canCount supporters { rank } }", "support { supporters { unit { id parent { id } } parts { points } } }", "support { place { id } components { code } supporters { uses { resource { id } } connections { steps { id } } objection { nearMiss { zh } } } }")  # fmt: skip


async def test_no_board_holds_more_than_was_charged(asking: Asking, stock: Stock) -> None:
    """Drawn sizes and selections; the fewer units are wanted of each need, the less it costs."""
    dice = random.Random("boards")
    streets = await asking.reading.read("streets", "MATCH (s:Street) RETURN s.id AS id ORDER BY id", {})  # fmt: skip
    shown = 0
    for _ in range(40):
        query = BOARD.replace("SELECTED", " ".join(dice.sample(PARTS, dice.randrange(1, 3))))
        asked = {"place": dice.choice(streets)[0], "first": dice.randrange(12), "best": dice.choice((0, 1, 2, 3, 5, 19, 20))}  # fmt: skip
        cost = asking.engine.prepare(query, None, asked).cost
        answer = await asking.engine.answer(asking.reading, query, variables=asked)
        assert answer.data is not None, answer.errors
        found = _objects(orjson.loads(answer.data))
        assert found <= cost, (query, asked)
        shown += found
        if asked["best"] < 20 and asked["first"] and "supporters" in query:
            assert cost < asking.engine.prepare(query, None, {**asked, "best": 20}).cost
    assert shown > 1000


def _objects(value: Any) -> int:
    if isinstance(value, dict):
        return bool(value) + sum(map(_objects, value.values()))
    return sum(map(_objects, value)) if isinstance(value, list) else 0


async def test_no_answer_holds_more_than_was_charged(asking: Asking, stock: Stock) -> None:
    """Drawn operations over the example data: pages, aliases, fragments, conditions, kinds, questions, introspection."""
    answered = tight = 0
    for drawn in operations(asking.schema, stock, seed=5, count=32, each=11):
        try:
            cost = asking.engine.prepare(drawn.query, drawn.name, drawn.variables).cost
        except Refusal:
            continue
        answer = await asking.engine.answer(
            asking.reading, drawn.query, operation_name=drawn.name, variables=drawn.variables
        )
        if answer.data is None:
            continue
        found = _objects(orjson.loads(answer.data))
        assert objects(answer.data) == found, drawn.query
        assert found <= cost, (drawn.query, drawn.variables)
        answered += 1
        tight += found * 2 >= cost
    assert answered >= 300
    assert tight >= 30
