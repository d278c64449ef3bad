"""Documents and values that no client should send: refused with a code and a sentence, never a defect."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.http.sent import post, refusal

if TYPE_CHECKING:
    from tests.fixtures.service import Service

QUERIES = {
    "blank": "", "unfinished": "{", "deep selection": "{ a " * 20_000, "deep list": "{ nodes(ids: " + "[" * 20_000 + "}",
    "deep filter": "{ units(filter: " + "{ not: " * 5_000 + "{}" + "}" * 5_000 + ") { totalCount } }",
    "half of a pair": '{ node(id: "\\ud800") { id } }', "NUL": "{ __typename \0 }", "mutation": "mutation { a }", "subscription": "subscription { a }",
    "fragments in a ring": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "fragment only": "fragment A on Query { __typename }", "type system": "type A { a: Int }",
    "two without a name": "query A { __typename } query B { __typename }", "huge number": "{ units(first: 99999999999999999999) { totalCount } }",
    "undeclared variable": "{ node(id: $id) { id } }", "missing variable": "query Q($id: ID!) { node(id: $id) { id } }",
}  # fmt: skip


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
async def test_unanswerable_query(service: Service, query: str) -> None:
    """Whatever a query is that can't be answered: 400 with a code, nothing sent to the database."""
    service.statements.clear()
    answer = await post(service, json.dumps({"query": query}).encode())
    assert answer.status_code == 400, answer.text[:500]
    refusal(answer)
    assert service.statements == []


VALUES: dict[str, tuple[str, Any]] = {
    "NUL": ("ID", "place_\0"), "long": ("ID", "x" * 100_000), "emoji": ("ID", "🙂"), "right to left": ("ID", "\u202etest"),
    "number as id": ("ID", 2**40), "beyond 64 bit as id": ("ID", 2**70),
}  # fmt: skip


@pytest.mark.parametrize(("type_", "value"), VALUES.values(), ids=list(VALUES))
async def test_odd_id(service: Service, type_: str, value: Any) -> None:
    """An odd id is an unknown one: null, or refused, and never a defect."""
    status, answer = await service.ask(
        f"query Q($id: {type_}!) {{ node(id: $id) {{ id }} }}", {"id": value}
    )
    assert (status, answer.get("data")) == (200, {"node": None}) or status == 400


WHOLE = [2**31 - 1, -(2**31), 2**31, 2**63 - 1, 2**63, 2**70, -(2**70), 1.0, 1.5, 1e400, "1", True]


@pytest.mark.parametrize("value", WHOLE, ids=repr)
async def test_odd_number(service: Service, value: Any) -> None:
    """A number beyond what GraphQL or Neo4j can hold is refused with a sentence, never a defect."""
    body = json.dumps(
        {
            "query": "query Q($n: Int!) { places(first: 1, filter: { households: { gte: $n } }) { totalCount } }",
            "variables": {"n": value},
        }
    )
    answer = await post(service, body.encode())
    assert answer.status_code in (200, 400), answer.text
    assert "INTERNAL_SERVER_ERROR" not in answer.text


TEXTS = [
    "\0",
    "a\0b",
    "'",
    '"',
    "\\",
    "`",
    "*",
    "AND",
    "(",
    "养",
    "🙂",
    "\ufeff",
    " ",
    "",
    "~" * 50,
    "a" * 5_000,
    "$",
    "«scope u:Unit»",
    "\ud800",
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
async def test_odd_text(service: Service, text: str) -> None:
    """Any text can be searched for and compared with: found, not found or refused, and never a defect."""
    query = "query Q($t: String!) { units(search: $t, first: 1) { totalCount } places(filter: { name: { startsWith: $t } }, first: 1) { totalCount } }"
    answer = await post(service, json.dumps({"query": query, "variables": {"t": text}}).encode())
    assert answer.status_code in (200, 400), answer.text
    assert "INTERNAL_SERVER_ERROR" not in answer.text
