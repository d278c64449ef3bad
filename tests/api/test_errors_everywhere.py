"""Every error that a request can meet, over HTTP, as events and through a socket: code, both languages, id of the request."""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from api.identity import COOKIE, TooMany
from graph.codes import Where, codes
from graph.unavailable import TooLong, Unavailable
from tests.api.http.sent import CJK
from tests.api.sockets.conftest import Sockets, ask, hear, say, sockets
from tests.api.sockets.test_talk import SLOW
from tests.api.test_sse import streamed
from tests.conftest import PROJECT
from tests.fixtures.service import ACCEPT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Asking = Callable[
        [Sockets, dict[str, Any], str | None], Awaitable[tuple[list[Any], str | None]]
    ]

__all__ = ["sockets"]
STREET = "local#ns-street"
KNOWN = {code.name for code in codes() if code.where is Where.ERROR}
FOLLOW = "subscription($a: String) { changed(after: $a) { act } }"
NODE = '{ node(id: "x") { id } }'


async def over_http(sockets: Sockets, payload: dict[str, Any], cookie: str | None) -> tuple[list[Any], str | None]:  # fmt: skip
    """The errors of an answer in JSON, and the id in its headers."""
    headers = ACCEPT | ({"cookie": f"{COOKIE}={cookie}", "origin": sockets.url} if cookie else {})
    async with httpx.AsyncClient(base_url=sockets.url) as client:
        answer = await client.post("/graphql", json=payload, headers=headers)
    return answer.json()["errors"], answer.headers["x-request-id"]


async def as_events(sockets: Sockets, payload: dict[str, Any], cookie: str | None) -> tuple[list[Any], str | None]:  # fmt: skip
    """The same of a stream of events."""
    async with streamed(sockets, payload, cookie) as heard:
        id_ = heard.response.headers["x-request-id"]
        if heard.response.status_code != 200:
            await heard.response.aread()
            return heard.response.json()["errors"], id_
        return (await heard.next())["data"]["errors"], id_


async def on_a_socket(sockets: Sockets, payload: dict[str, Any], cookie: str | None) -> tuple[list[Any], str | None]:  # fmt: skip
    """The same of an operation on a socket, whose id stands in the errors alone."""
    async with sockets.known(cookie) as socket:
        await say(socket, type="subscribe", id="1", payload=payload)
        said = await hear(socket)
    return said["payload"] if said["type"] == "error" else said["payload"]["errors"], None


WAYS: dict[str, Asking] = {"http": over_http, "events": as_events, "socket": on_a_socket}
WRONG: dict[str, tuple[dict[str, Any], str | None, str, str | None]] = {
    "syntax": ({"query": "{"}, None, "GRAPHQL_PARSE_FAILED", None),
    "schema": ({"query": "{ nothing }"}, None, "GRAPHQL_VALIDATION_FAILED", None),
    "limit": ({"query": "{ " + " ".join(f"a{n}: __typename viewer{n}: viewer {{ can }}" for n in range(40)) + " }"}, None, "GRAPHQL_VALIDATION_FAILED", "OVER_LIMIT"),
    "no operation": ({"query": "query A { __typename } query B { __typename }"}, None, "OPERATION_RESOLUTION_FAILURE", None),
    "variable": ({"query": "query($i: ID!) { node(id: $i) { id } }"}, None, "BAD_USER_INPUT", None),
    "argument": ({"query": "{ units(first: -1) { totalCount } }"}, None, "BAD_USER_INPUT", "PAGE_SIZE"),
    "cost": ({"query": "{ places(first: 100) { nodes { children(first: 100) { nodes { children(first: 100) { nodes { id } } } } } } }"}, None, "BAD_USER_INPUT", "COST_TOO_HIGH"),
    "bookmark": ({"query": NODE, "extensions": {"bookmark": "x"}}, None, "BAD_USER_INPUT", "BOOKMARK_INVALID"),
    "bookmark of nobody": ({"query": FOLLOW, "extensions": {"bookmark": "x"}}, STREET, "BAD_USER_INPUT", "BOOKMARK_INVALID"),
    "cursor": ({"query": FOLLOW, "variables": {"a": "x"}}, STREET, "BAD_USER_INPUT", "CURSOR_INVALID"),
    "not signed in": ({"query": FOLLOW}, None, "FORBIDDEN", "FOLLOW_CHANGES"),
    "introspection": ({"query": "{ __schema { types { name } } }"}, None, "FORBIDDEN", "INTROSPECTION"),
    "explain": ({"query": NODE, "extensions": {"explain": True}}, None, "FORBIDDEN", "EXPLAIN"),
    "no such document": ({"documentId": "x"}, None, "PERSISTED_QUERY_NOT_SUPPORTED", "DOCUMENTS_OFF"),
    "both": ({"query": NODE, "documentId": "x"}, None, "BAD_REQUEST", "QUERY_AND_DOCUMENT"),
}  # fmt: skip
"""What is asked, as whom, and what is said to it."""
ONLY_STREAMS = {"cursor", "not signed in", "bookmark of nobody"}


def fits(errors: list[Any], id_: str | None, code: str, reason: str | None = None) -> None:
    """Each error says which, why, in both languages, and to which request."""
    assert errors
    for error in errors:
        said = error["extensions"]
        assert said["code"] == code
        assert code in KNOWN
        assert said.get("reason") == reason
        assert CJK.search(said["messageZh"])
        assert said["messageEn"]
        assert not CJK.search(said["messageEn"])
        assert error["message"]
        assert re.fullmatch("[0-9a-f]{16}", said["requestId"])
        assert id_ in (None, said["requestId"])


@pytest.mark.parametrize("what", WRONG)
@pytest.mark.parametrize("way", WAYS)
async def test_what_is_wrong_with_a_request(sockets: Sockets, way: str, what: str) -> None:
    """The same code and reason whichever way it came."""
    payload, identity, code, reason = WRONG[what]
    if way == "http" and what in ONLY_STREAMS:
        code, reason = "BAD_REQUEST", "SUBSCRIPTION"
        if what.startswith("bookmark"):
            code, reason = "BAD_USER_INPUT", "BOOKMARK_INVALID"
    cookie = await sockets.session(identity) if identity else None
    fits(*await WAYS[way](sockets, payload, cookie), code, reason)


@pytest.mark.parametrize("way", WAYS)
async def test_a_credential_that_may_not_read(sockets: Sockets, way: str) -> None:
    """Queries and subscriptions alike."""
    cookie = await sockets.session(STREET)
    await sockets.run("MATCH (c:Credential)-[:OF]->(:Account {identity: $identity}) SET c.rights = ['ACT']", identity=STREET)  # fmt: skip
    for query in (NODE, *(() if way == "http" else (FOLLOW,))):
        fits(*await WAYS[way](sockets, {"query": query}, cookie), "FORBIDDEN")


TROUBLE: dict[str, tuple[str, Exception, dict[str, tuple[str, str | None]]]] = {
    "away": ("graph.read.Reading.read", Unavailable(), {"": ("SERVICE_UNAVAILABLE", None)}),
    "slow": ("graph.read.Reading.read", TooLong(), {"": ("TIMEOUT", None)}),
    "defect in reading": ("graph.read.Reading.read", RuntimeError("x"), {"": ("INTERNAL_SERVER_ERROR", None)}),
    "defect": ("graph.execute.Engine.read", RuntimeError("x"), {"": ("INTERNAL_SERVER_ERROR", None)}),
    "budget": ("api.identity.throttle.Throttle.charge", TooMany(7), {"": ("TOO_MANY_REQUESTS", "BUDGET")}),
}  # fmt: skip


@pytest.mark.parametrize("what", TROUBLE)
@pytest.mark.parametrize("way", WAYS)
async def test_what_is_wrong_on_our_side(
    sockets: Sockets, monkeypatch: pytest.MonkeyPatch, way: str, what: str
) -> None:
    """Somebody unknown asks while the database is away, slow or broken, or has asked too much."""
    where, error, told = TROUBLE[what]

    def broken(*_: Any, **__: Any) -> Any:
        raise error

    async def broken_later(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(where, broken if what == "budget" else broken_later)
    fits(*await WAYS[way](sockets, {"query": NODE}, None), *told[""])


async def test_a_socket_that_is_not_opened(sockets: Sockets, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """A handshake is refused in JSON, as any other request."""
    monkeypatch.setattr("api.identity.room.Room.enter", lambda *_: None)
    for origin, status, code, reason in (
        ("http://evil.example", 403, "FORBIDDEN", "FOREIGN_PAGE"),
        (None, 429, "TOO_MANY_REQUESTS", "SOCKETS"),
    ):
        with pytest.raises(InvalidStatus) as refused:
            async with sockets.open(origin=origin):
                pass
        answer = refused.value.response
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
        fits(json.loads(answer.body)["errors"], answer.headers["x-request-id"], code, reason)


async def test_too_many_at_a_time(sockets: Sockets, monkeypatch: pytest.MonkeyPatch) -> None:
    """Operations on a socket, and subscriptions of an account."""
    monkeypatch.setattr("api.sockets.talk.OPERATIONS", 1)
    cookie = await sockets.session(STREET)
    async with sockets.known(cookie) as socket:
        for number in range(2):
            await say(socket, type="subscribe", id=f"{number}", payload={"query": SLOW})
        while (said := await hear(socket))["type"] != "error":
            pass
        fits(said["payload"], None, "TOO_MANY_OPERATIONS")
        while (await hear(socket))["type"] != "complete":
            pass
        monkeypatch.setattr("api.identity.room.Room.enter", lambda *_: None)
        said = await ask(socket, FOLLOW, "3")
        fits(said["payload"], None, "TOO_MANY_OPERATIONS")
    fits(*await as_events(sockets, {"query": FOLLOW}, cookie), "TOO_MANY_OPERATIONS")


def test_no_error_is_put_together_by_hand() -> None:
    """What an error consists of is said in `graph.told` alone; elsewhere parts of a made one are replaced at most."""
    found = []
    for folder in ("api", "graph", "schema"):
        for path in sorted((PROJECT / folder).rglob("*.py")):
            if "pages" in path.parts or path.name == "told.py":
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Dict) or None in node.keys:
                    continue
                keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
                if (keys >= {"message", "extensions"} or keys & {"messageZh", "messageEn"}):  # fmt: skip
                    found.append(f"{path}:{node.lineno}")
    assert found == []
