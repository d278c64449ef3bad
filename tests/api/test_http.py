"""GraphQL over HTTP on the real service: what a client may send, what it gets back, and that nothing it sends breaks it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from graph.compile.refusal import Refusal

if TYPE_CHECKING:
    from tests.fixtures.service import Service

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
TYPENAME = {"query": "{ __typename }"}


async def post(
    service: Service, body: bytes, *, type_: str = JSON, accept: str = GRAPHQL
) -> httpx.Response:
    """Send a body as it is."""
    return await service.client.post(
        "/graphql", content=body, headers={"content-type": type_, "accept": accept}
    )


async def test_answers_in_the_media_type_asked_for(service: Service) -> None:
    """The media type of GraphQL over HTTP to whoever asks for it, plain JSON to everyone else."""
    body = json.dumps(TYPENAME).encode()
    for accept, given in (
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        ("*/*", JSON),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
    ):
        answer = await post(service, body, accept=accept)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == f"{given}; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.json() == {"data": {"__typename": "Query"}}


async def test_refused_request_is_400_only_in_the_new_media_type(service: Service) -> None:
    """A request that was refused as a whole is 400 with the new media type; with plain JSON it is 200, as the specification has it."""
    body = json.dumps({"query": "{ nothing }"}).encode()
    assert (await post(service, body)).status_code == 400
    assert (await post(service, body, accept=JSON)).status_code == 200


async def test_get_for_queries(service: Service) -> None:
    """Queries can be asked by GET, with variables as JSON in the address."""
    query = "query Q($id: ID!) { node(id: $id) { id } }"
    answer = await service.client.get(
        "/graphql", params={"query": query, "variables": '{"id": "nothing"}', "operationName": "Q"}
    )
    assert (answer.status_code, answer.json()) == (200, {"data": {"node": None}})


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods(service: Service, method: str) -> None:
    """Other methods are refused and told which are allowed."""
    answer = await service.client.request(method, "/graphql")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"
    told_as_bad(answer)


@pytest.mark.parametrize(
    "type_",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""],
)
async def test_other_bodies(service: Service, type_: str) -> None:
    """Only JSON is read: a form on another site can't be made to send it."""
    answer = await post(service, json.dumps(TYPENAME).encode(), type_=type_)
    assert answer.status_code == 415
    told_as_bad(answer)


async def test_too_large(service: Service) -> None:
    """A body over 256 KiB is refused, whether or not its length was announced."""
    body = json.dumps({"query": "{ __typename }", "variables": {"x": "y" * 300_000}}).encode()
    assert (await post(service, body)).status_code == 413

    async def pieces() -> Any:
        for at in range(0, len(body), 10_000):
            yield body[at : at + 10_000]

    answer = await service.client.post("/graphql", content=pieces(), headers={"content-type": JSON})
    assert answer.status_code == 413


async def test_unknown_operation(service: Service) -> None:
    """An operation name that the document lacks is refused by its name."""
    status, answer = await service.ask("query A { __typename }", operationName="B")
    assert status == 400
    assert "B" in answer["errors"][0]["message"]


async def test_defect_is_masked(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What goes wrong on our side is told by a number only; the log has the same number with the reason."""

    async def broken(*_: Any) -> Any:
        raise RuntimeError("secret-detail")

    monkeypatch.setattr("graph.read.Reading.read", broken)
    with caplog.at_level("ERROR", logger="gongjian"):
        status, body = await service.ask_raw('{ node(id: "x") { id } }')
    assert status == 200
    assert b"secret-detail" not in body
    (error,) = json.loads(body)["errors"]
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["extensions"]["id"] in caplog.text
    assert "secret-detail" in caplog.text


async def test_defect_outside_of_reading_is_masked_too(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect in planning or writing the answer has the form of every other error, not that of a web server."""

    async def broken(*_: Any, **__: Any) -> Any:
        raise TypeError("secret-detail")

    monkeypatch.setattr("graph.execute.Engine.read", broken)
    answer = await post(service, json.dumps(TYPENAME).encode())
    assert answer.status_code == 500
    assert "secret-detail" not in answer.text
    assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"


async def test_refusal_of_a_question_keeps_the_other_fields(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal while one root field is answered is told at that field; the others are there."""

    async def refusing(_self: Any, name: str, _cypher: str, _parameters: Any) -> Any:
        if "unit" in name:
            raise Refusal("NOT_NOW", zh="现在不行。", en="Not now.", argument="id")
        return []

    monkeypatch.setattr("graph.read.Reading.read", refusing)
    _, answer = await service.ask('{ unit(id: "x") { id } place(id: "y") { id } }')
    assert answer["data"] == {"unit": None, "place": None}
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]["reason"]) == (["unit"], "NOT_NOW")


async def test_health_and_schema(service: Service) -> None:
    """`/livez` and `/readyz` say that all is well, with the versions; `/schema.graphql` is the schema itself."""
    assert (await service.client.get("/livez")).json() == {"status": "ok"}
    ready = await service.client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["neo4j"]
    sdl = (await service.client.get("/schema.graphql")).text
    assert "type Query" in sdl
    assert "supporters(" in sdl


def told_as_bad(answer: httpx.Response) -> None:
    """It is one error of this layer, in both languages."""
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert any("\u4e00" <= character <= "\u9fff" for character in error["message"])
    assert any(character.isascii() and character.isalpha() for character in error["message"])
