"""The direct path and the executor answer every operation with the same bytes."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from graphql import parse, validate

from graph.kinds import KINDS
from tests.fixtures.engine import Recorded
from tests.graph.operations import operations
from tests.graph.operations.mistakes import MISTAKES

if TYPE_CHECKING:
    from graph.kinds import Kind, Prop
    from tests.fixtures.engine import Asking
    from tests.graph.operations import Drawn
    from tests.graph.operations.stock import Stock

NUMBER = re.compile(rb"[0-9a-f]{12}(?=\.| |\"|\xe3)")
"""The random number under which a masked defect is found in the log."""


async def both(asking: Asking, reader: Any, asked: Drawn) -> tuple[bytes, bytes]:
    """What the two paths answer."""
    answers = [
        await asking.engine.answer(
            reader, asked.query, operation_name=asked.name, variables=asked.variables, direct=direct
        )
        for direct in (True, False)
    ]
    return NUMBER.sub(b"", answers[0].body), NUMBER.sub(b"", answers[1].body)


@pytest.mark.parametrize(
    ("seed", "count", "each", "again"),
    [
        (1, 100, 24, True),
        (2, 50, 7, False),
        # As many questions, but of twice as many shapes: each shape costs the database a plan.
        pytest.param(3, 200, 12, True, marks=pytest.mark.long),
    ],
)
async def test_generated_operations_have_one_answer(
    asking: Asking, stock: Stock, seed: int, count: int, each: int, *, again: bool
) -> None:
    """At least 2,000 operations; the second set is really read twice, once by each path."""
    reader = Recorded(asking.reading, again=again)
    asked = answered = 0
    seen: set[str] = set()
    for drawn in operations(asking.schema, stock, seed=seed, count=count, each=each):
        if drawn.query not in seen:
            seen.add(drawn.query)
            assert not validate(asking.schema, parse(drawn.query)), drawn.query
        direct, executed = await both(asking, reader, drawn)
        assert direct == executed, (drawn.query, drawn.variables)
        assert b"INTERNAL_SERVER_ERROR" not in direct, (drawn.query, drawn.variables)
        asked += 1
        answered += b'"errors"' not in direct
    assert asked >= (2000 if again else 250)
    assert answered > asked * 0.9


@pytest.mark.parametrize(("query", "variables", "reason"), MISTAKES)
async def test_what_is_refused_is_refused_alike(
    asking: Asking, stock: Stock, query: str, variables: dict[str, Any], reason: str
) -> None:
    """A refusal has its code, never an internal error, on both paths."""
    bodies = [
        (await asking.engine.answer(asking.reading, query, variables=variables, direct=d)).body
        for d in (True, False)
    ]
    assert bodies[0] == bodies[1]
    assert b"INTERNAL_SERVER_ERROR" not in bodies[0]
    for error in orjson.loads(bodies[0]).get("errors", []):
        assert reason in (error["extensions"].get("reason"), error["extensions"]["code"])
    assert bool(reason) == (b'"errors"' in bodies[0])


DAMAGE: dict[Any, tuple[Any, ...]] = {
    str: (5, [1, 2]), bool: ("yes", 1), int: (2**40, "many", 4.0), float: (float("nan"), "much", 7),
    datetime: ("yesterday", [3]), date: ("today", 20261204),
}  # fmt: skip
"""Values that a property of this type must not have; `None` is added for required ones."""


def damages(prop: Prop) -> list[Any]:
    """Wrong values for a property."""
    found = list(DAMAGE.get(prop.type, ("NO_SUCH_VALUE", 3, ["X"])))
    if prop.many:
        # A scalar where a list belongs cannot be read as one by the database either.
        found = [[v] for v in found if not isinstance(v, list)]
        found = [v for v in found if prop.type is not date]
    return [*found, *([None] if prop.required else [])]


@pytest.mark.parametrize(
    "name", [k.name for k in KINDS.values() if k.rooted and k.labelled and k.sheet]
)
async def test_damaged_values_have_one_answer(asking: Asking, stock: Stock, name: str) -> None:
    """A stored value of the wrong type, out of range, unknown or missing: the same error, or the same value, on both paths."""
    kind, at = KINDS[name], stock.ids[name][0]
    one = name[0].lower() + name[1:]
    fields = " ".join(p.name for p in kind.props.values())
    query = f"query($id: ID!) {{ {one}(id: $id) {{ {fields} statedIn {{ id }} }} }}"
    told = set()
    for prop in kind.props.values():
        if prop.name == "id":
            continue
        for value in damages(prop):
            body = await _damaged(asking, kind, at, prop, value, [query, _listed(kind, prop)])
            told.add(b'"errors"' in body)
    assert True in told


def _listed(kind: Kind, prop: Prop) -> str:
    if not prop.order:
        return f"{{ {kind.plural}(first: 100) {{ nodes {{ {prop.name} }} }} }}"
    field = re.sub(r"(?<!^)(?=[A-Z])", "_", prop.name).upper()
    return f"{{ {kind.plural}(last: 100, orderBy: {{field: {field}, direction: DESC}}) {{ totalCount edges {{ cursor node {{ {prop.name} }} }} }} }}"


async def _damaged(
    asking: Asking, kind: Kind, at: str, prop: Prop, value: Any, queries: list[str]
) -> bytes:
    """The answer with one damaged value, which is mended again."""
    driver = asking.database.driver
    match = f"MATCH (n:`{kind.labels[-1]}` {{`{kind.id_prop.stored}`: $id}})"
    result = await driver.execute_query(f"{match} RETURN n.`{prop.stored}` AS value", id=at)  # type: ignore[arg-type]
    whole = result.records[0]["value"]
    await driver.execute_query(f"{match} SET n.`{prop.stored}` = $value", id=at, value=value)  # type: ignore[arg-type]
    try:
        bodies = b""
        for query in queries:
            reader, variables = Recorded(asking.reading), {"id": at} if "$id" in query else {}
            answers = [
                (await asking.engine.answer(reader, query, variables=variables, direct=d)).body
                for d in (True, False)
            ]
            assert NUMBER.sub(b"", answers[0]) == NUMBER.sub(b"", answers[1]), (
                prop.name,
                value,
                query,
            )
            bodies += answers[0]
        return bodies
    finally:
        await driver.execute_query(f"{match} SET n.`{prop.stored}` = $value", id=at, value=whole)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "prop", "value"),
    [
        ("(:Category)-[r:SATISFIED_BY]->(:Category)", "fit", None),
        ("(:Category)-[r:SATISFIED_BY]->(:Category)", "fit", "well"),
        ("(:Category)-[r:SATISFIED_BY]->(:Category)", "essential", 1),
        ("(:Unit)-[r:MEMBER_OF]->(:Alliance)", "memberSince", "long ago"),
        ("(:Unit)-[r:MEMBER_OF]->(:Alliance)", "memberRole", 7),
    ],
)
async def test_damaged_values_of_edges_have_one_answer(
    asking: Asking, stock: Stock, pattern: str, prop: str, value: Any
) -> None:
    """The same for properties of a relationship itself."""
    driver = asking.database.driver
    change = f"MATCH {pattern} WITH r ORDER BY elementId(r) LIMIT 1"
    result = await driver.execute_query(
        f"{change} WITH r, r.`{prop}` AS whole SET r.`{prop}` = $value RETURN whole", value=value
    )  # type: ignore[arg-type]
    whole = result.records[0]["whole"]
    queries = [
        '{ categories(first: 100, filter: {code: {startsWith: "N"}}) { nodes { satisfiedBy { edges { fit essential perUnit node { code } } } } } }',
        "{ categories(first: 100, filter: {taxonomy: [NEED, CAPABILITY]}) { nodes { satisfiedBy { edges { fit essential } } satisfies { edges { fit } } } } }",
        "{ alliances { edges { node { members(first: 100) { edges { memberRole memberSince memberUntil } } } } } }",
    ]
    try:
        for query in queries:
            bodies = [
                (await asking.engine.answer(asking.reading, query, direct=d)).body
                for d in (True, False)
            ]
            assert NUMBER.sub(b"", bodies[0]) == NUMBER.sub(b"", bodies[1])
    finally:
        await driver.execute_query(f"{change} SET r.`{prop}` = $value", value=whole)  # type: ignore[arg-type]
