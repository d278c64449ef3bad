"""What is said on a socket: the same answers as over HTTP, and nothing that grows without a bound."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import httpx
import orjson
import pytest

from api.app import FIRST_QUESTION
from api.identity import COOKIE
from tests.api.sockets.conftest import Sockets, ask, hear, say
from tests.api.sockets.test_handshake import closed
from tests.fixtures.sameness import anonymous

if TYPE_CHECKING:
    from collections.abc import Mapping

SLOW = '{ supporters(need: "need_csq25nxerm6cbsinv3as5ubbz4") { canCount supporters { unit { name } } } }'


@pytest.mark.parametrize(
    "asked",
    [
        {"query": FIRST_QUESTION.read_text(encoding="utf-8")},
        {"query": "query A { streets { totalCount } } query B { __typename }", "operationName": "B"},
        {"query": "query Q($f: Int) { streets(first: $f) { nodes { name } } }", "variables": {"f": 1}},
        {"query": "{ streets { nodes "},
        {"query": "{ nothing }"},
        {"query": "query Q($f: Int!) { streets(first: $f) { nodes { name } } }"},
        {"query": '{ node(id: "need_aaaaaaaaaaaaaaaaaaaaaaaaaa") { id } }'},
    ],
)  # fmt: skip
async def test_answers_are_those_over_http(sockets: Sockets, asked: Mapping[str, object]) -> None:
    """Byte for byte the same data and errors, for a signed-in caller; a request that is refused is an `error`."""
    cookie = await sockets.session("local#ns-street")
    async with httpx.AsyncClient(cookies={COOKIE: cookie}, timeout=30) as client:
        over_http = await client.post(f"{sockets.url}/graphql", json=asked, headers={"origin": sockets.url})  # fmt: skip
    async with sockets.known(cookie) as socket:
        said = await ask(socket, **asked)  # pyright: ignore[reportArgumentType]
    answer, payload = over_http.json(), _anonymous(said["payload"])
    if "data" in answer:
        assert (said["type"], payload) == ("next", _anonymous(answer))
    else:
        assert (said["type"], payload) == ("error", _anonymous(answer["errors"]))


def _anonymous(value: object) -> object:
    return orjson.loads(anonymous(orjson.dumps(value)))


async def test_pings_are_answered_and_pongs_heard(sockets: Sockets) -> None:
    """Also while a question is under way."""
    async with sockets.known() as socket:
        await say(socket, type="pong")
        await say(socket, type="ping", payload={"at": 1})
        assert await hear(socket) == {"type": "pong"}


@pytest.mark.parametrize(
    "said",
    [
        {"type": "subscribe", "id": "", "payload": {"query": "{ __typename }"}},
        {"type": "subscribe", "id": 1, "payload": {"query": "{ __typename }"}},
        {"type": "subscribe", "id": "x" * 129, "payload": {"query": "{ __typename }"}},
        {"type": "subscribe", "id": "1"},
        {"type": "subscribe", "id": "1", "payload": []},
        {"type": "subscribe", "id": "1", "payload": {"query": 1}},
        {"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "variables": []}},
        {"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "operationName": 1}},
        {"type": "next", "id": "1"},
        {"type": "start", "id": "1", "payload": {"query": "{ __typename }"}},
        {"type": "complete"},
    ],
)  # fmt: skip
async def test_what_the_protocol_does_not_know_closes_the_socket(
    sockets: Sockets, said: Mapping[str, object]
) -> None:
    """4400, the messages of the older protocol among them."""
    async with sockets.known() as socket:
        await say(socket, **said)
        assert await closed(socket) == 4400


async def test_an_id_names_one_operation_at_a_time(sockets: Sockets) -> None:
    """4409 for a second one under the same name; after the first is complete the name is free."""
    async with sockets.known(await sockets.session("local#ns-street")) as socket:
        for _ in range(2):
            assert (await ask(socket, "{ __typename }"))["type"] == "next"
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": SLOW}}))
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": SLOW}}))
        assert await closed(socket) == 4409


async def test_twenty_operations_at_a_time(sockets: Sockets) -> None:
    """More are refused by name, the twenty are answered, and afterwards there is room again."""
    async with sockets.known(await sockets.session("local#ns-street")) as socket:
        for number in range(40):
            await say(socket, type="subscribe", id=f"{number}", payload={"query": SLOW})
        last: dict[str, str] = {}
        refused = 0
        while len(last) < 40:
            said = await hear(socket)
            if said["type"] == "error":
                assert said["payload"][0]["extensions"]["code"] == "TOO_MANY_OPERATIONS"
                refused += 1
            if said["type"] in {"error", "complete"}:
                last[said["id"]] = said["type"]
        assert 0 < refused <= 20
        assert all(last[f"{number}"] == "complete" for number in range(20))
        assert (await ask(socket, "{ __typename }"))["type"] == "next"


async def test_an_operation_can_be_given_up(sockets: Sockets) -> None:
    """Nothing more is said of it; the socket goes on."""
    async with sockets.known(await sockets.session("local#ns-street")) as socket:
        await say(socket, type="subscribe", id="1", payload={"query": SLOW})
        await say(socket, type="complete", id="1")
        await say(socket, type="complete", id="never begun")
        assert (await ask(socket, "{ __typename }", "2"))["type"] == "next"


async def test_a_message_is_at_most_256_kib(sockets: Sockets) -> None:
    """A longer one closes the socket with 1009 before it is read whole; one just below is answered."""
    asked = {"type": "subscribe", "id": "1", "payload": {"query": "{ __typename }", "extensions": {"a": ""}}}  # fmt: skip
    room = 256 * 1024 - len(json.dumps(asked))
    async with sockets.known() as socket:
        asked["payload"]["extensions"]["a"] = "x" * room  # pyright: ignore[reportIndexIssue]
        await say(socket, **asked)
        assert (await hear(socket))["type"] == "next"
        await hear(socket)
        asked["payload"]["extensions"]["a"] = "x" * (room + 1)  # pyright: ignore[reportIndexIssue]
        await say(socket, **asked)
        assert await closed(socket) == 1009


async def test_what_is_compressed_is_measured_unpacked(sockets: Sockets) -> None:
    """64 MB of the same letter in a few kilobytes close the socket as well."""
    async with sockets.open(compression="deflate") as socket:
        await socket.send("x" * 64_000_000)
        assert await closed(socket) == 1009


async def test_a_socket_on_which_nothing_is_said_is_closed(hasty: Sockets) -> None:
    """With nothing said and nothing under way for a while: 1000."""
    async with hasty.known() as socket:
        await asyncio.sleep(0.8)
        assert (await ask(socket, "{ __typename }"))["type"] == "next"
        assert await closed(socket) == 1000


async def test_many_questions_count_as_over_http(sockets: Sockets) -> None:
    """Points are counted for nobody's address: 200,000 a minute, then TOO_MANY_REQUESTS and the socket stays open."""
    many = '{ place(id: "none") { children(first: 100) { edges { node { children(first: 94) { edges { node { id } } } } } } } }'
    async with sockets.known() as socket:
        said = [await ask(socket, many, f"{n}") for n in range(11)]
        assert [one["type"] for one in said[:10]] == ["next"] * 10
        assert said[10]["payload"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"
