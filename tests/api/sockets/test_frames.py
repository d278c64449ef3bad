"""Frames as an attacker sends them: refused by a code of the protocol or an error, and nothing of it is a defect of ours."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any

import pytest
from websockets.exceptions import ConnectionClosed

from tests.api.sockets.conftest import Sockets, ask, hear, say
from tests.api.sockets.test_following import CHANGED
from tests.api.sockets.test_handshake import closed

if TYPE_CHECKING:
    from collections.abc import Iterator


def subscribe(id_: Any = "1", **payload: Any) -> str:
    """A message that asks something."""
    return json.dumps({"type": "subscribe", "id": id_, "payload": payload})


def chain(links: int) -> str:
    """Fragments that each spread the next one twice."""
    parts = [f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(links)]
    return "{ ...F0 } " + " ".join(parts) + f" fragment F{links} on Query {{ __typename }}"


CLOSED: dict[str, tuple[str | bytes, int]] = {
    "nothing": ("", 4400), "no JSON": ("{", 4400), "a number": ("7", 4400), "null": ("null", 4400), "a list": ("[]", 4400),
    "a text": ('"subscribe"', 4400), "binary": (b"\x00\xff", 4400), "binary JSON": (b'{"type":"ping"}', 4400),
    "NaN": ('{"type":"ping","payload":NaN}', 4400), "deep": ("[" * 100_000, 4400), "deep objects": ('{"a":' * 50_000, 4400),
    "no type": ("{}", 4400), "type of another type": ('{"type":["subscribe"]}', 4400), "an unknown type": ('{"type":"hack"}', 4400),
    "the older protocol": ('{"type":"start","id":"1","payload":{"query":"{__typename}"}}', 4400), "what a server says": ('{"type":"connection_ack"}', 4400),
    "a second introduction": ('{"type":"connection_init"}', 4429), "no id": ('{"type":"subscribe","payload":{"query":"{__typename}"}}', 4400),
    "an empty id": (subscribe("", query="{__typename}"), 4400), "an id of another type": (subscribe(1, query="{__typename}"), 4400),
    "a long id": (subscribe("x" * 10_000, query="{__typename}"), 4400), "no payload": ('{"type":"subscribe","id":"1"}', 4400),
    "a payload of another type": ('{"type":"subscribe","id":"1","payload":"{__typename}"}', 4400), "no query": (subscribe(), 4400),
    "a query of another type": (subscribe(query=["{__typename}"]), 4400), "variables of another type": (subscribe(query="{__typename}", variables=[1]), 4400),
    "extensions of another type": (subscribe(query="{__typename}", extensions="x"), 4400), "complete without an id": ('{"type":"complete"}', 4400),
    "complete of another type": ('{"type":"complete","id":{}}', 4400), "a huge message": ("x" * 300_000, 1009), "a huge query": (subscribe(query="{" + " " * 300_000), 1009),
    "type twice, the last wrong": ('{"type":"ping","type":7}', 4400), "a lone surrogate as JSON": ('{"type":"\\ud800"}', 4400),
}  # fmt: skip
REFUSED: dict[str, dict[str, Any]] = {
    "an empty query": {"query": ""}, "garbage": {"query": "\u202e\u0000\ufeff{💣}"}, "surrogates": {"query": "{ node(id: \"\\ud800\") { id } }"},
    "two operations and no name": {"query": "query A { __typename } query B { __typename }"}, "an unknown operation": {"query": "{ __typename }", "operationName": "X"},
    "fragments in a chain of 20": {"query": chain(20)}, "fragments in a chain of 90": {"query": chain(90)}, "fragments in a chain of 1000": {"query": chain(1000)},
    "a circle of fragments": {"query": "{ ...A } fragment A on Query { ...A }"}, "many aliases": {"query": "{" + " ".join(f"a{n}: viewer {{ can }}" for n in range(1000)) + "}"},
    "many directives": {"query": "{ __typename " + "@skip(if: false) " * 200 + "}"}, "deep selections": {"query": "{ places { nodes " + "{ children { nodes " * 30 + "{ id }" + "}}" * 30 + "}}"},
    "two root fields followed": {"query": "subscription { a: changed { act } b: changed { act } }"}, "followed under a condition": {"query": "subscription($x: Boolean!) { changed @skip(if: $x) { act } }", "variables": {"x": True}},
    "a cursor of another type": {"query": CHANGED, "variables": {"a": 7}}, "a huge cursor": {"query": CHANGED, "variables": {"a": "A" * 200_000}},
    "a cursor with a surrogate": {"query": CHANGED, "variables": {"a": "A\U0001f4a3"}}, "NUL in places": {"query": 'subscription { changed(places: ["\\u0000"]) { act } }'},
}  # fmt: skip


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing is logged as an error, by us or by the server."""
    with caplog.at_level(logging.WARNING):
        yield
    assert [r for r in caplog.records if r.levelno >= logging.ERROR or r.exc_info] == []


@pytest.mark.usefixtures("quiet")
async def test_frames_that_are_none_close_the_socket(sockets: Sockets) -> None:
    """Each with its code, before and after the introduction no less; the next socket is served as ever."""
    for name, (frame, code) in CLOSED.items():
        async with sockets.known() as socket:
            await socket.send(frame)
            assert await closed(socket) == code, name
    async with sockets.known() as socket:
        assert (await ask(socket, "{ __typename }"))["type"] == "next"


@pytest.mark.usefixtures("quiet")
async def test_frames_before_an_introduction(sockets: Sockets) -> None:
    """4400 for what is no message, 4401 for what is one, 1009 for what is too long; nothing is answered."""
    for name, (frame, code) in CLOSED.items():
        async with sockets.open() as socket:
            await socket.send(frame)
            if code == 4429:
                assert await hear(socket) == {"type": "connection_ack"}
            else:
                assert await closed(socket) in {4400, 4401, 1009}, name


@pytest.mark.usefixtures("quiet")
async def test_questions_that_are_none_are_errors(sockets: Sockets) -> None:
    """`error` with a code, or 4400 for what no JSON of ours may hold; soon, however it is nested."""
    cookie = await sockets.session("local#ns-street")
    for name, payload in REFUSED.items():
        async with sockets.known(cookie) as socket:
            begun = time.monotonic()
            await say(socket, type="subscribe", id="1", payload=payload)
            try:
                said = await hear(socket)
            except ConnectionClosed:
                assert await closed(socket) == 4400, name
                continue
            assert said["type"] == "error", (name, said)
            assert {e["extensions"]["code"] for e in said["payload"]} <= {
                "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT", "OPERATION_RESOLUTION_FAILURE",
            }, (name, said)  # fmt: skip
            assert time.monotonic() - begun < 5, name
            assert (await ask(socket, "{ __typename }"))["type"] == "next"


@pytest.mark.usefixtures("quiet")
async def test_a_flood_of_pings_is_answered(sockets: Sockets) -> None:
    """Ten thousand pings are answered one by one while others are served."""
    async with sockets.known() as flooding, sockets.known() as other:
        for number in range(10_000):
            await flooding.send('{"type":"ping"}')
            if number % 1000 == 0:
                assert (await ask(other, "{ __typename }", f"{number}"))["type"] == "next"
        for _ in range(10_000):
            assert await hear(flooding) == {"type": "pong"}
