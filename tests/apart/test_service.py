"""What takes long, asked as clients do: answered over HTTP, told as it goes on through sockets and as events, and ended with whoever asked."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from typing import TYPE_CHECKING, Any

import httpx
import psutil
import pytest

from tests.apart.conftest import PLACE
from tests.apart.pooled import children, gone
from tests.api.sockets.conftest import hear, say
from tests.api.sockets.test_handshake import closed
from tests.api.test_sse import streamed

if TYPE_CHECKING:
    from tests.apart.conftest import Counting

ASKED = f'(place: "{PLACE}", to: %s, seconds: %s)'
COUNT = "{ count" + ASKED + " { counted pid place { id name } } }"
NEVER = "{ never" + ASKED + " { counted } }"
FOLLOWED = "subscription { %sProgress" + ASKED + " { stage value bound gap elapsed share waiting done answer { counted pid place { id name } } } }"  # fmt: skip


def followed(name: str, to: int = 5, seconds: float = 60) -> dict[str, Any]:
    """A subscription."""
    return {"query": FOLLOWED % (name, to, seconds)}


async def test_a_query_waits_for_its_answer_while_others_are_answered(service_of: Counting) -> None:
    """With nodes as of any question; a small read takes no longer than it would, and no place is no answer."""
    waiting = asyncio.create_task(service_of.ask(COUNT % (15, 60)))
    took = []
    await service_of.ask("{ viewer { name } }")
    while not waiting.done():
        since = time.monotonic()
        said = await service_of.ask("{ viewer { name } }")
        took.append(time.monotonic() - since)
        assert said.status_code == 200
    answer = (await waiting).json()
    assert "errors" not in answer
    counted = answer["data"]["count"]
    assert (counted["counted"], counted["place"]["id"]) == (15, PLACE)
    assert counted["place"]["name"]
    assert len(took) >= 3
    assert sorted(took)[len(took) // 2] < 0.5
    nowhere = await service_of.ask('{ count(place: "nowhere", to: 3) { counted } }')
    assert nowhere.json()["data"] == {"count": None}


async def test_progress_is_told_before_the_answer_on_a_socket(service_of: Counting) -> None:
    """Stage, value, bound, gap and time at every step, the answer of the query at last, then `complete`."""
    async with service_of.known(service_of.cookie) as socket:
        await say(socket, type="subscribe", id="1", payload=followed("count", 12))
        told = []
        while (said := await hear(socket))["type"] == "next":
            assert "errors" not in said["payload"], said["payload"]
            told.append(said["payload"])
        assert said == {"type": "complete", "id": "1"}
    steps = [each["data"]["countProgress"] for each in told]
    assert [step["done"] for step in steps] == [False] * (len(steps) - 1) + [True]
    middle = [step for step in steps if step["stage"]]
    assert len(middle) >= 3
    assert all(step["stage"] == "COUNTING" and step["bound"] == 12 for step in middle)
    assert [step["value"] for step in middle] == sorted(step["value"] for step in middle)
    assert all(0 <= step["gap"] <= 1 and 0 <= step["share"] <= 1 for step in middle)
    answer = steps[-1]["answer"]
    assert (answer["counted"], answer["place"]["id"]) == (12, PLACE)
    assert [step["answer"] for step in steps[:-1]] == [None] * (len(steps) - 1)
    # Priced as the query is, once and all together.
    assert [each["extensions"]["cost"]["requested"] for each in told if "extensions" in each] == [4]
    query = (await service_of.ask(COUNT % (1, 60))).json()["extensions"]["cost"]["requested"]
    assert told[-1]["extensions"]["cost"]["requested"] == query + 1


async def test_and_as_events(service_of: Counting) -> None:
    """As many as there are, none with an id: progress is not gone back to."""
    async with streamed(service_of, followed("count", 8), service_of.cookie) as heard:
        told = []
        while (said := await heard.next())["event"] == "next":
            assert "id" not in said
            told.append(said["data"]["data"]["countProgress"])
        assert len(told) >= 3
        assert told[-1]["done"]
        assert told[-1]["answer"]["counted"] == 8


async def test_to_end_the_subscription_ends_the_work(service_of: Counting) -> None:
    """By `complete`, by closing the socket or the stream: the process is gone within two seconds, the place is free."""
    async with service_of.known(service_of.cookie) as socket:
        await say(socket, type="subscribe", id="1", payload=followed("never"))
        pid = await service_of.worker()
        await say(socket, type="complete", id="1")
        assert await gone(pid) < 2
        await say(socket, type="subscribe", id="2", payload=followed("never"))
        pid = await service_of.worker()
    assert await gone(pid) < 2
    async with streamed(service_of, followed("never"), service_of.cookie):
        pid = await service_of.worker()
    assert await gone(pid) < 2
    assert (await service_of.ask(COUNT % (1, 60))).json()["data"]["count"]["counted"] == 1


async def test_so_does_a_client_that_leaves(service_of: Counting) -> None:
    """Over HTTP."""
    asking = asyncio.create_task(service_of.ask(NEVER % (0, 60)))
    pid = await service_of.worker()
    asking.cancel()
    assert await gone(pid) < 2


async def test_the_time_limit_is_kept(service_of: Counting) -> None:
    """The best so far when the time is over; of a worker that has none, TIMEOUT, and it is killed."""
    since = time.monotonic()
    answer = (await service_of.ask(COUNT % (1000, 0.5))).json()
    assert answer["data"]["count"]["counted"] < 10
    answer = (await service_of.ask(NEVER % (0, 0.3))).json()
    assert answer["data"] == {"never": None}
    assert answer["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert time.monotonic() - since < 20
    async with streamed(service_of, followed("never", 0, 0.3), service_of.cookie) as heard:
        while "errors" not in (said := await heard.next())["data"]:
            pass
        assert said["data"]["errors"][0]["extensions"]["code"] == "TIMEOUT"
        assert (await heard.next())["event"] == "complete"


async def test_a_worker_that_is_killed_is_a_masked_defect(service_of: Counting) -> None:
    """With an id that the log has too, as one that fails; nothing else of it is told, and the next one works."""
    for query in (f"{{ dies{ASKED % (int(signal.SIGKILL), 60)} {{ counted }} }}", f"{{ fails{ASKED % (7, 60)} {{ counted }} }}"):  # fmt: skip
        answer = (await service_of.ask(query)).json()
        error = answer["errors"][0]
        assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
        assert "ValueError" not in str(error)
        assert "worker" not in error["message"]
    asking = asyncio.create_task(service_of.ask(NEVER % (0, 60)))
    os.kill(await service_of.worker(), signal.SIGKILL)
    answer = (await asking).json()
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert (await service_of.ask(COUNT % (1, 60))).json()["data"]["count"]["counted"] == 1
    async with streamed(service_of, followed("dies", int(signal.SIGKILL)), service_of.cookie) as heard:  # fmt: skip
        while "errors" not in (said := await heard.next())["data"]:
            pass
        assert said["data"]["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"


async def test_too_many_are_refused_with_when_to_try_again(service_of: Counting) -> None:
    """One works, one waits and is told so, the next is refused: 503 SERVICE_UNAVAILABLE, SOLVER_BUSY, Retry-After."""
    async with service_of.known(service_of.cookie) as socket:
        await say(socket, type="subscribe", id="1", payload=followed("never"))
        await service_of.worker()
        await say(socket, type="subscribe", id="2", payload=followed("count"))
        while True:
            said = await hear(socket)
            if said["id"] == "2" and said["payload"]["data"]["countProgress"]["waiting"]:
                break
        refused = await service_of.ask(COUNT % (1, 60))
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        extensions = refused.json()["errors"][0]["extensions"]
        assert (extensions["code"], extensions["reason"]) == ("SERVICE_UNAVAILABLE", "SOLVER_BUSY")
        assert extensions["messageZh"]
        await say(socket, type="subscribe", id="3", payload=followed("count"))
        while (said := await hear(socket))["id"] != "3" or said["type"] == "next":
            pass
        assert said["type"] == "error"
        assert said["payload"][0]["extensions"]["reason"] == "SOLVER_BUSY"


async def test_what_is_wrong_is_said_before_anything_is_worked_out(service_of: Counting) -> None:
    """Nobody in particular may not ask; what does not fit the schema is refused; no worker is started for it."""
    before = children()
    async with streamed(service_of, followed("count")) as heard:
        error = (await heard.next())["data"]["errors"][0]["extensions"]
        assert (error["code"], error["reason"]) == ("FORBIDDEN", "ASK_SUPPORT")
    async with streamed(service_of, {"query": "subscription { countProgress { done } }"}, service_of.cookie) as heard:  # fmt: skip
        error = (await heard.next())["data"]["errors"][0]["extensions"]
        assert error["code"] == "GRAPHQL_VALIDATION_FAILED"
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{service_of.url}/graphql", json={"query": COUNT % (1, 60)})
    assert answer.json()["errors"][0]["extensions"]["reason"] == "ASK_SUPPORT"
    assert children() == before


async def test_whoever_is_not_what_he_was_is_told_nothing_more(service_of: Counting) -> None:
    """A session that ends while it is worked out: the socket is closed, the query answered 401, and the work ended."""
    end = "MATCH (c:Credential) WHERE c.kind = 'SESSION' SET c.revokedAt = datetime()"
    async with service_of.known(service_of.cookie) as socket:
        await say(socket, type="subscribe", id="1", payload=followed("never"))
        pid = await service_of.worker()
        await service_of.run(end)
        assert await closed(socket) == 4403
        assert await gone(pid) < 2
    cookie = await service_of.session("local#ns-street")
    asking = asyncio.create_task(service_of.ask(COUNT % (10, 60), cookie=cookie))
    await service_of.worker()
    await service_of.run(end)
    assert (await asking).status_code == 401


async def test_the_end_of_the_service_does_not_wait_for_it(service_of: Counting) -> None:
    """Whoever waits is told to try again; no process is left."""
    asking = asyncio.create_task(service_of.ask(NEVER % (0, 60)))
    pid = await service_of.worker()
    await service_of.pool.end()
    refused = await asking
    assert refused.status_code == 503
    assert refused.json()["errors"][0]["extensions"]["reason"] == "SOLVER_BUSY"
    assert not psutil.pid_exists(pid)


@pytest.mark.parametrize(
    "fragment", ["", "... on CountedProgress { answer { __typename counted } }"]
)
async def test_aliases_and_fragments_are_as_anywhere(service_of: Counting, fragment: str) -> None:
    """The answer stands under the keys that were asked for."""
    query = f"subscription F($to: Int!) {{ mine: countProgress(place: \"{PLACE}\", to: $to) {{ end: done answer {{ far: counted at: place {{ id }} }} {fragment} }} }}"  # fmt: skip
    async with streamed(service_of, {"query": query, "variables": {"to": 1}}, service_of.cookie) as heard:  # fmt: skip
        while not (said := (await heard.next())["data"]["data"]["mine"])["end"]:
            pass
        assert (said["answer"]["far"], said["answer"]["at"]["id"]) == (1, PLACE)
        assert said["answer"].get("__typename") == ("Counted" if fragment else None)
