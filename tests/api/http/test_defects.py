"""What goes wrong on our side, as a client reads it: a number, and never what it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.refusal import Refusal
from tests.api.http.sent import TYPENAME, post

if TYPE_CHECKING:
    from tests.fixtures.service import Service


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
    answer = await post(service, TYPENAME)
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
