"""Server-sent events at `/graphql`: what is told, resumed, refused, and how a stream ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.following import Told
from api.identity import COOKIE, Gate, Throttle
from api.sse import Stream
from graph.answer import Answer
from tests.api.sockets.conftest import sockets
from tests.api.sockets.test_following import CHANGED, changing
from tests.api.sockets.test_revoked import WAYS, WITHIN
from tests.unlimited import OFTEN, Unlimited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.api.sockets.conftest import Sockets

__all__ = ["sockets"]
EVENTS = {"accept": "text/event-stream"}


@dataclass
class Heard:
    """One stream as a client reads it."""

    response: httpx.Response
    lines: AsyncIterator[str]

    async def next(self) -> dict[str, Any]:
        """The fields of the next event; comments are passed over. Empty at the end."""
        found: dict[str, Any] = {}
        async with asyncio.timeout(30):
            async for line in self.lines:
                if not line and found:
                    break
                name, _, value = line.partition(":")
                if name:
                    found[name] = value.strip()
        if found.get("data"):
            found["data"] = json.loads(found["data"])
        return found


@contextlib.asynccontextmanager
async def streamed(sockets: Sockets, payload: dict[str, Any], cookie: str | None = None, **headers: str) -> AsyncIterator[Heard]:  # fmt: skip
    """A stream that answers a request."""
    given = EVENTS | headers
    if cookie:
        given |= {"cookie": f"{COOKIE}={cookie}", "origin": sockets.url}
    async with (
        httpx.AsyncClient(timeout=60) as client,
        client.stream("POST", f"{sockets.url}/graphql", json=payload, headers=given) as response,
    ):
        yield Heard(response, response.aiter_lines())


async def test_changes_are_told_and_can_be_resumed(sockets: Sockets) -> None:
    """`id` is the cursor; with it as Last-Event-ID, or as `after`, the rest comes."""
    async for change in changing(sockets.database):
        cookie = await sockets.session("local#ns-street")
        async with streamed(sockets, {"query": CHANGED}, cookie) as heard:
            assert heard.response.headers["content-type"] == "text/event-stream; charset=utf-8"
            first = await heard.next()
            need = await change(3)
            told = [first] + [await heard.next() for _ in range(3)]
        for said in told:
            assert said["event"] == "next"
            assert said["id"] == said["data"]["data"]["changed"]["cursor"]
        assert told[1]["data"]["data"]["changed"]["target"]["id"] == need
        after = {"query": CHANGED, "variables": {"a": told[0]["id"]}}
        for payload, headers in (
            ({"query": CHANGED}, {"last-event-id": told[1]["id"]}),
            (after, {"last-event-id": told[1]["id"]}),
            ({"query": CHANGED, "variables": {"a": told[1]["id"]}}, {}),
        ):
            async with streamed(sockets, payload, cookie, **headers) as heard:
                again = [await heard.next() for _ in range(2)]
                assert [e["data"]["data"]["changed"]["act"] for e in again] == ["RAISE_NEED"] * 2
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.6):
                        await heard.next()


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": CHANGED}, "FORBIDDEN"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "subscription { changed"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ __typename }"}, None),
    ],
)
async def test_any_operation_is_a_stream_that_ends(
    sockets: Sockets, payload: dict[str, Any], code: str | None
) -> None:
    """An answer, or errors, as `next`; then `complete`."""
    async with streamed(sockets, payload) as heard:
        assert heard.response.status_code == 200
        said = await heard.next()
        assert said["event"] == "next"
        if code is None:
            assert said["data"]["data"] == {"__typename": "Query"}
        else:
            extensions = said["data"]["errors"][0]["extensions"]
            assert extensions["code"] == code
            assert extensions["requestId"] == heard.response.headers["x-request-id"]
        assert (await heard.next())["event"] == "complete"
        assert await heard.next() == {}


async def test_what_is_refused_before_the_stream_has_a_status(sockets: Sockets) -> None:
    """A wrong credential, a wrong body, a subscription that asks for JSON: in JSON, as ever."""
    async with httpx.AsyncClient(base_url=sockets.url) as client:
        asked = {"query": CHANGED}
        answers = [
            await client.post("/graphql", json=asked, headers=EVENTS | {"authorization": "Bearer gj_x"}),
            await client.post("/graphql", content="{", headers=EVENTS | {"content-type": "application/json"}),
            await client.post("/graphql", json=asked),
        ]  # fmt: skip
    assert [a.status_code for a in answers] == [401, 400, 400]
    assert answers[2].json()["errors"][0]["extensions"]["reason"] == "SUBSCRIPTION"
    assert all("json" in a.headers["content-type"] for a in answers)


async def test_who_no_longer_may_is_told_so_and_nothing_else(sockets: Sockets) -> None:
    """UNAUTHENTICATED within five seconds, then `complete`."""
    async for _ in changing(sockets.database):
        cookie = await sockets.session("local#ns-street")
        async with streamed(sockets, {"query": CHANGED}, cookie) as heard:
            await heard.next()
            try:
                await sockets.run(WAYS["recalled"][0])
                begun = time.monotonic()
                said = await heard.next()
                assert said["data"]["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
                assert (await heard.next())["event"] == "complete"
                assert time.monotonic() - begun < WITHIN
            finally:
                await sockets.run(WAYS["recalled"][1])


async def test_a_quiet_stream_beats_and_a_cut_one_ends_without_complete() -> None:
    """A comment now and then; when the process ends, the body ends and says nothing of being complete."""
    sent: list[bytes] = []

    async def send(message: Any) -> None:
        sent.append(message.get("body", b""))

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def quiet() -> Any:
        await asyncio.Event().wait()
        yield

    ending = asyncio.Event()
    visit = Gate(Unlimited(), Throttle(OFTEN.rates)).visit({"type": "http", "headers": []})
    stream = Stream(send, receive, visit, ending, heartbeat=0.05)
    telling = asyncio.create_task(stream.tell(Told(Answer(b"{}"), "here"), quiet()))
    await asyncio.sleep(0.3)
    ending.set()
    await asyncio.wait_for(telling, 1)
    assert sent[1] == b'id: here\nevent: next\ndata: {"data":{}}\n\n'
    assert sent.count(b":\n\n") >= 2
    assert sent[-1] == b""
    assert not any(b"complete" in each for each in sent)
