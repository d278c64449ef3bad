"""Pages by keyset: whatever others write meanwhile, what stays is visited once, forward and backward."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.provision import provision
from tests.graph.test_plans import name_of, operators
from tests.graph.test_texts import heard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fixtures.engine import Asking

PAGE = """query($first: Int, $last: Int, $after: String, $before: String, $order: NeedOrder) {
  needs(first: $first, last: $last, after: $after, before: $before, orderBy: $order) {
    edges { cursor node { code } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }"""
ORDERS = {"CODE": "code", "TITLE": "title", "PRIORITY": "priority", "REPORTED_AT": "reportedAt"}
AT = "datetime('2026-01-01T08:00:00.00000000' + toString($at % 3) + CASE $at % 2 WHEN 0 THEN '+08:00' ELSE 'Z' END)"
"""Instants that differ by a nanosecond, and by their offset only."""
PUT = f"""
MERGE (n:Need {{code: $code}}) ON CREATE SET n.id = 'need_' + $code, n.exampleMark = 0
SET n.title = $title, n.priority = $priority, n.reportedAt = {AT}, n.kind = 'DEMAND', n.status = 'OPEN', n.quantity = 1.0
"""


@pytest.fixture
async def only(asking: Asking, clean: Any) -> AsyncIterator[Asking]:
    """An empty graph for needs of this test's own, which leave again; tests before this one may have dropped indexes."""
    await provision(asking.database.driver)
    yield asking
    await asking.database.driver.execute_query("MATCH (n) DETACH DELETE n")


async def put(asking: Asking, number: int, seed: int) -> None:
    """Make or change the need of this number; equal sort keys are frequent, and the first sign may be any."""
    title = ("（全角", "Ａ", "a", "", "中", "\U0001f642")[seed % 6]
    await asking.database.driver.execute_query(
        PUT, code=f"N{number:03}", title=title, priority=seed % 4 + 1, at=seed
    )


async def page(asking: Asking, **variables: Any) -> dict[str, Any]:
    """One page of needs."""
    answer = orjson.loads(
        (await asking.engine.answer(asking.reading, PAGE, variables=variables)).body
    )
    assert "errors" not in answer, answer
    return answer["data"]["needs"]


changes = st.lists(
    st.tuples(st.sampled_from(("add", "drop", "touch")), st.integers(0, 60), st.integers(0, 99)),
    max_size=3,
)


@given(
    staying=st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 99)),
        min_size=1,
        max_size=14,
        unique_by=lambda pair: pair[0],
    ),
    meanwhile=st.lists(changes, min_size=12, max_size=12),
    size=st.integers(1, 4),
    by=st.sampled_from(sorted(ORDERS)),
    direction=st.sampled_from(("ASC", "DESC")),
    backward=st.booleans(),
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
async def test_what_stays_is_visited_once(
    only: Asking,
    staying: list[tuple[int, int]],
    meanwhile: list[Any],
    size: int,
    by: str,
    direction: str,
    *,
    backward: bool,
) -> None:
    """Rows come and go, and those that stay change in everything but what orders them, between pages."""
    driver = only.database.driver
    await driver.execute_query("MATCH (n:Need) DETACH DELETE n")
    for number, seed in staying:
        await put(only, number, seed)
    kept = {number for number, _ in staying}
    seen: list[str] = []
    cursor = None
    for step in range(40):
        order = {"field": by, "direction": direction}
        asked = {"last": size, "before": cursor} if backward else {"first": size, "after": cursor}
        got = await page(only, order=order, **asked)
        codes = [e["node"]["code"] for e in got["edges"]]
        seen += reversed(codes) if backward else codes
        if not got["pageInfo"]["hasPreviousPage" if backward else "hasNextPage"]:
            break
        cursor = got["pageInfo"]["startCursor" if backward else "endCursor"]
        for what, number, seed in meanwhile[step % len(meanwhile)]:
            if number in kept:
                await driver.execute_query(
                    "MATCH (n:Need {code: $code}) SET n.description = $text, n.quantity = $q",
                    code=f"N{number:03}",
                    text=str(seed),
                    q=float(seed),
                )
            elif what == "add":
                await put(only, number, seed)
            elif what == "drop":
                await driver.execute_query(
                    "MATCH (n:Need {code: $code}) DETACH DELETE n", code=f"N{number:03}"
                )
    stayed = [code for code in seen if int(code[1:]) in kept]
    assert sorted(stayed) == sorted(f"N{number:03}" for number in kept)
    order_of_all = [
        e["node"]["code"]
        for e in (await page(only, first=100, order={"field": by, "direction": direction}))["edges"]
    ]
    expected = [code for code in order_of_all if int(code[1:]) in kept]
    assert stayed == (expected[::-1] if backward else expected)


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("by", ["TITLE", "REPORTED_AT"])
async def test_what_stays_is_visited_once_while_others_write(
    only: Asking, by: str, *, backward: bool
) -> None:
    """The same with four writers that never pause: rows appear, vanish and change even while a page is being read."""
    driver = only.database.driver
    kept = range(0, 60, 5)
    for number in kept:
        await put(only, number, number)

    async def write(chance: random.Random) -> None:
        while True:
            number = chance.randrange(60)
            code = f"N{number:03}"
            if number in kept:
                text = "MATCH (n:Need {code: $code}) SET n.description = $text, n.quantity = $text"
            elif chance.random() < 0.5:
                await put(only, number, chance.randrange(99))
                continue
            else:
                text = "MATCH (n:Need {code: $code}) DETACH DELETE n"
            await driver.execute_query(text, code=code, text=chance.random())

    writers = [asyncio.create_task(write(random.Random(n))) for n in range(4)]
    try:
        for _ in range(12):
            seen = [code for code in await _walked(only, by, backward) if int(code[1:]) in kept]
            assert sorted(seen) == [f"N{number:03}" for number in kept]
    finally:
        for writer in writers:
            writer.cancel()
        ended = await asyncio.gather(*writers, return_exceptions=True)
    assert all(isinstance(each, asyncio.CancelledError) for each in ended), ended


async def _walked(asking: Asking, by: str, backward: bool) -> list[str]:
    """Codes of all needs, three to a page."""
    size, at = ("last", "before") if backward else ("first", "after")
    more, end = ("hasPreviousPage", "startCursor") if backward else ("hasNextPage", "endCursor")
    codes, cursor = [], None
    while True:
        got = await page(asking, order={"field": by}, **{size: 3, at: cursor})
        codes += [edge["node"]["code"] for edge in got["edges"]]
        if not got["pageInfo"][more]:
            return codes
        cursor = got["pageInfo"][end]


@pytest.mark.parametrize("by", sorted(ORDERS))
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("backward", [False, True])
async def test_the_index_compares_with_the_cursor(
    only: Asking, by: str, direction: str, *, backward: bool
) -> None:
    """However few rows the planner knows of: a row compared with a text in a plan has another place than in the index."""
    await put(only, 1, 1)
    order = {"field": by, "direction": direction}
    cursor = (await page(only, first=1, order=order))["pageInfo"]["endCursor"]
    size, at = ("last", "before") if backward else ("first", "after")
    parts = ("edges { cursor } pageInfo { startCursor endCursor }", "edges { cursor } totalCount")
    for part, scans in zip(parts, (0, 1), strict=True):
        query = f'query($order: NeedOrder) {{ needs({size}: 3, {at}: "{cursor}", orderBy: $order) {{ {part} }} }}'
        ((_, cypher, parameters),) = await heard(only, query, {"order": order})
        async with only.database.driver.session() as session:
            result = await session.run(f"EXPLAIN {cypher}", dict(parameters))  # type: ignore[arg-type]
            plan = (await result.consume()).plan
        assert plan is not None
        names = [name_of(each) for each in operators(plan)]
        sought = [name for name in names if name.startswith("NodeIndexSeek") or "UniqueIndexSeek" in name]  # fmt: skip
        assert len(sought) == 1, names
        assert sum("Scan" in name for name in names) <= scans, names
