"""The status of every sort of answer, in both media types: GraphQL over HTTP as the audit of graphql-http reads it.

Where the text of the specification has moved on since (422, 294) is said in docs/api.md.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.refusal import Refusal
from tests.api.http.sent import GRAPHQL, JSON, post, refusal

if TYPE_CHECKING:
    from tests.fixtures.service import Service

TWO = "query A { __typename } query B { __typename }"
ONE = "query Q($id: ID!) { node(id: $id) { id } }"
ROWS: dict[str, tuple[dict[str, Any], int, int, str]] = {
    "answered": ({"query": "{ __typename }"}, 200, 200, ""),
    "does not parse": ({"query": "{"}, 400, 200, "GRAPHQL_PARSE_FAILED"),
    "does not fit the schema": ({"query": "{ nothing }"}, 400, 200, "GRAPHQL_VALIDATION_FAILED"),
    "variable is missing": ({"query": ONE}, 400, 200, "BAD_USER_INPUT"),
    "variable is null": ({"query": ONE, "variables": {"id": None}}, 400, 200, "BAD_USER_INPUT"),
    "variable is of another type": (
        {"query": ONE, "variables": {"id": {}}}, 400, 200, "BAD_USER_INPUT",
    ),
    "several operations, none named": ({"query": TWO}, 400, 200, "OPERATION_RESOLUTION_FAILURE"),
    "operation is not there": (
        {"query": TWO, "operationName": "C"}, 400, 200, "OPERATION_RESOLUTION_FAILURE",
    ),
    "value is refused": (
        {"query": "{ units(first: -1) { totalCount } }"}, 400, 200, "BAD_USER_INPUT",
    ),
    "parameters are malformed": ({"qeury": "{ __typename }"}, 400, 400, "BAD_REQUEST"),
    "batch": ([{"query": "{ __typename }"}], 400, 400, "BAD_REQUEST"),  # type: ignore[dict-item]
    "no such trusted document": (
        {"documentId": "x"}, 400, 400, "PERSISTED_QUERY_NOT_SUPPORTED",
    ),
}  # fmt: skip
"""What is sent, its status as `application/graphql-response+json`, as `application/json`, and the code."""


@pytest.mark.parametrize(("sent", "new", "plain", "code"), ROWS.values(), ids=list(ROWS))
async def test_status(
    service: Service, sent: dict[str, Any], new: int, plain: int, code: str
) -> None:
    """As the table has it; a refused request has no `data`, and never touched the database."""
    service.statements.clear()
    for accept, status in ((GRAPHQL, new), (JSON, plain)):
        answer = await post(service, json.dumps(sent).encode(), accept=accept)
        assert answer.status_code == status
        assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
        said = answer.json()
        if code:
            assert set(said) == {"errors"}
            assert {e["extensions"]["code"] for e in said["errors"]} == {code}
            assert all(
                e["extensions"]["requestId"] == answer.headers["x-request-id"]
                for e in said["errors"]
            )
        else:
            assert said["data"] == {"__typename": "Query"}
    assert service.statements == []


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), (JSON, 400), ("text/html", 406)])
async def test_form_of_the_request_counts_first(service: Service, accept: str, status: int) -> None:
    """What is no JSON is 400 in either media type, and what can't be answered acceptably 406."""
    answer = await post(service, b'{ "not a JSON', accept=accept)
    assert answer.status_code == status
    refusal(answer)


async def test_answer_in_part(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Data with an error of one field beside it is 200 in either media type."""

    async def refusing(_self: Any, name: str, _cypher: str, _parameters: Any) -> Any:
        if "unit" in name:
            raise Refusal("UNKNOWN", zh="现在不行。", en="Not now.", argument="id")
        return []

    monkeypatch.setattr("graph.read.Reading.read", refusing)
    asked = json.dumps({"query": '{ unit(id: "x") { id } place(id: "y") { id } }'}).encode()
    for accept in (GRAPHQL, JSON):
        answer = await post(service, asked, accept=accept)
        said = answer.json()
        assert (answer.status_code, said["data"]) == (200, {"unit": None, "place": None})
        (error,) = said["errors"]
        assert error["path"] == ["unit"]
        assert error["extensions"]["requestId"] == answer.headers["x-request-id"]
