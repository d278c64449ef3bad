"""Cursors and sizes of pages: one order mirrors the other, and what is no cursor is refused."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from tests.graph.test_keyset import ORDERS, PAGE, page

if TYPE_CHECKING:
    from tests.fixtures.engine import Asking
    from tests.graph.operations.stock import Stock


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
