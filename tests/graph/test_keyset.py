"""Pages by keyset: whatever others write meanwhile, what stays is visited once, forward and backward."""

from __future__ import annotations

import asyncio
import base64
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
    from tests.graph.operations.stock import Stock

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


async def everything(asking: Asking, **more: Any) -> list[dict[str, Any]]:
    """All needs, page by page."""
    found: list[dict[str, Any]] = []
    cursor = None
    while True:
        got = await page(asking, first=100, after=cursor, **more)
        found += got["edges"]
        if not got["pageInfo"]["hasNextPage"]:
            return found
        cursor = got["pageInfo"]["endCursor"]


@pytest.mark.parametrize("by", sorted(ORDERS))
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_backward_is_forward_reversed(
    asking: Asking, stock: Stock, by: str, direction: str
) -> None:
    """`last`/`before` in one order brings what `first`/`after` brings in the other, reversed; both orders mirror each other."""
    order = {"field": by, "direction": direction}
    other = {"field": by, "direction": "DESC" if direction == "ASC" else "ASC"}
    whole = await everything(asking, order=order)
    codes = [e["node"]["code"] for e in whole]
    assert [e["node"]["code"] for e in await everything(asking, order=other)] == codes[::-1]
    for at in (0, 3, len(whole) // 2, len(whole) - 1):
        mirrored = [e["node"]["code"] for e in await everything(asking, order=other)]
        cursor = next(
            e["cursor"]
            for e in await everything(asking, order=other)
            if e["node"]["code"] == codes[at]
        )
        back = [
            e["node"]["code"]
            for e in (await page(asking, last=4, before=whole[at]["cursor"], order=order))["edges"]
        ]
        forth = [
            e["node"]["code"]
            for e in (await page(asking, first=4, after=cursor, order=other))["edges"]
        ]
        assert back == forth[::-1] == codes[max(0, at - 4) : at]
        assert mirrored.index(codes[at]) == len(codes) - 1 - at
    between = await page(
        asking, first=100, after=whole[1]["cursor"], before=whole[9]["cursor"], order=order
    )
    assert [e["node"]["code"] for e in between["edges"]] == codes[2:9]
    assert between["pageInfo"]["hasPreviousPage"]


def _cursor(*parts: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(list(parts))).decode().rstrip("=")


async def test_a_cursor_that_is_none_is_refused(asking: Asking, stock: Stock) -> None:
    """Tampered with, of another order, kind or direction, of another type: CURSOR_INVALID, never an internal error."""
    good = stock.cursors["Need", "REPORTED_AT", "ASC"][0]
    mark = orjson.loads(base64.urlsafe_b64decode(good + "=="))[0]
    wrong = [
        "", "=", "%", "bad", good[:-3], good + "AAAA", "中文", "\ud800".encode("utf-8", "replace").decode(), "A" * 5000,
        stock.cursors["Need", "REPORTED_AT", "DESC"][0], stock.cursors["Need", "CODE", "ASC"][0], stock.cursors["Unit", "NAME", "ASC"][0],
        _cursor(), _cursor(1), _cursor(mark), _cursor(mark, 1, 2), _cursor(mark, "x", "y"), _cursor(mark, "2026-01-01T00:00:00Z"),
        _cursor(mark, "2026-01-01T00:00:00Z", "a", "b"), _cursor(mark, "2026-13-01T00:00:00Z", "a"), _cursor(mark, "2026-01-01T00:00:00", "a"),
        _cursor(mark, "2026-01-01T08:00+01:00[Asia/Shanghai]", "a"), _cursor(mark, "2026-01-01T08:00+08:00[No/Where]", "a"),
        _cursor(mark, "2026-01-01T08:00+08:00[../etc]", "a"), _cursor(mark, None, None), _cursor(mark, ["a"], {}), _cursor(mark, "9999-12-31T23:59:59-18:00", "a"),
    ]  # fmt: skip
    for cursor in wrong:
        for which, size in (("after", "first"), ("before", "last")):
            variables = {which: cursor, size: 2, "order": {"field": "REPORTED_AT"}}
            answer = orjson.loads(
                (await asking.engine.answer(asking.reading, PAGE, variables=variables)).body
            )
            if "errors" in answer:
                assert answer["errors"][0]["extensions"]["reason"] == "CURSOR_INVALID", cursor
            else:
                # A cursor that somebody made well is as good as one of ours.
                assert "9999" in base64.urlsafe_b64decode(cursor + "==").decode()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"first": 0}, None), ({"last": 0}, None), ({"first": 100}, None), ({}, None),
        ({"first": 101}, "PAGE_SIZE"), ({"last": 101}, "PAGE_SIZE"), ({"first": -1}, "PAGE_SIZE"), ({"last": -1}, "PAGE_SIZE"),
        ({"first": 1, "last": 1}, "PAGE_AMBIGUOUS"),
    ],
)  # fmt: skip
async def test_sizes(
    asking: Asking, stock: Stock, arguments: dict[str, int], reason: str | None
) -> None:
    """From 0 to 100, 20 unless said, one direction at a time."""
    answer = orjson.loads(
        (await asking.engine.answer(asking.reading, PAGE, variables=arguments)).body
    )
    if reason is None:
        total = len(stock.ids["Need"])
        got = answer["data"]["needs"]
        size = min(total, next(iter(arguments.values()), 20))
        assert len(got["edges"]) == size
        assert got["pageInfo"]["hasNextPage"] is ("last" not in arguments and size < total)
        assert got["pageInfo"]["hasPreviousPage"] is ("last" in arguments and size < total)
    else:
        assert answer["errors"][0]["extensions"]["reason"] == reason
        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
