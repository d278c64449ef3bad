"""Read your own writes: the bookmark of an act is accepted from whom it was given to, and from nobody else."""

from __future__ import annotations

import base64
import json
import time
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.bookmarks import LONGEST, sign
from graph.ids import node_id
from graph.kinds import KINDS
from tests.access.acts.test_needs import RAISE, RESIDENT, STREET, asked
from tests.fixtures.service import ACCEPT

if TYPE_CHECKING:
    import httpx

    from tests.access.acts.conftest import Acting

ASK = "query($id: ID!) { need(id: $id) { title } }"


async def _ask(
    acting: Acting, secret: str, query: str, bookmark: Any, **variables: Any
) -> httpx.Response:
    said = {"query": query, "variables": variables, "extensions": {"bookmark": bookmark}}
    headers = {"authorization": f"Bearer {secret}", **ACCEPT}
    return await acting.known.client.post("/graphql", json=said, headers=headers)


async def test_an_act_gives_a_bookmark_that_reads_and_acts_accept(acting: Acting) -> None:
    """The query after it waits for the commit; so does the next act, which gives a bookmark of its own."""
    secret = await acting.key()
    answer = json.loads((await acting.raw(secret, RAISE, input=asked())).content)
    mark = answer["extensions"]["bookmark"]
    assert len(mark) <= LONGEST
    id_ = answer["data"]["raiseNeed"]["need"]["id"]
    read = await _ask(acting, secret, ASK, mark, id=id_)
    assert read.json()["data"]["need"] == {"title": "送独居老人复诊"}
    act = await _ask(acting, secret, RAISE, mark, input=asked())
    assert act.json()["extensions"]["bookmark"] != mark


async def test_what_was_refused_has_none(acting: Acting) -> None:
    """Nothing was committed."""
    answer = json.loads((await acting.raw(await acting.key(), RAISE, input=asked(title=""))).content)  # fmt: skip
    assert "bookmark" not in answer.get("extensions", {})


def _forged(mark: str) -> list[Any]:
    said, _, mac = mark.partition(".")
    other = base64.urlsafe_b64encode(orjson.dumps(["x", ["FB:other"]])).decode()
    return [
        "", "x", ".", mark[:-1], f"{other}.{mac}", f"{said}.{'0' * 64}", f"{said}", "é" + mark, "x" * (LONGEST + 1), 1, [mark],
        {"a": mark}, True,
    ]  # fmt: skip


async def test_a_forged_one_is_refused_without_a_statement(acting: Acting) -> None:
    """Whatever is sent: a request error that names the member, and the database hears nothing."""
    secret = await acting.key()
    answer = json.loads((await acting.raw(secret, RAISE, input=asked())).content)
    before = await acting.changes()
    acting.known.statements.clear()
    for query in (ASK, RAISE):
        for forged in _forged(answer["extensions"]["bookmark"]):
            refused = await _ask(acting, secret, query, forged, id="x", input=asked())
            assert refused.status_code == 400, forged
            (error,) = refused.json()["errors"]
            assert error["extensions"]["reason"] == "BOOKMARK_INVALID"
            assert "data" not in refused.json()
    assert acting.known.statements == []
    assert await acting.changes() == before


async def test_anothers_is_refused(acting: Acting) -> None:
    """It is bound to the account: nobody learns anything with it, nor does nobody in particular."""
    mark = json.loads((await acting.raw(await acting.key(), RAISE, input=asked())).content)["extensions"]["bookmark"]  # fmt: skip
    other = await acting.key(RESIDENT)
    for query in (ASK, RAISE):
        refused = await _ask(acting, other, query, mark, id="x", input=asked())
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["extensions"]["reason"] == "BOOKMARK_INVALID"
    said = {"query": ASK, "variables": {"id": "x"}, "extensions": {"bookmark": mark}}
    public = await acting.known.client.post("/graphql", json=said, headers=ACCEPT)
    assert public.status_code == 400


@pytest.mark.parametrize("query", [ASK, RAISE])
async def test_one_that_is_never_reached_ends_in_time(acting: Acting, query: str) -> None:
    """Signed by us, but of another database's future: within five seconds, and a bit, it is a time-out."""
    secret = await acting.key()
    answer = json.loads((await acting.raw(secret, RAISE, input=asked())).content)
    said = answer["extensions"]["bookmark"].partition(".")[0]
    _, (raw,) = orjson.loads(base64.urlsafe_b64decode(said))
    account = node_id(KINDS["Account"], STREET)
    future = sign(acting.known.chain, [_later(raw)], account)
    begun = time.monotonic()
    late = await _ask(acting, secret, query, future, id="x", input=asked())
    assert time.monotonic() - begun < 8
    assert late.json()["errors"][0]["extensions"]["code"] == "TIMEOUT"
    assert len(await acting.changes("RAISE_NEED")) == 1


FOLLOW = {"query": "subscription { changed { act } }"}


async def _followed(acting: Acting, secret: str, bookmark: Any) -> dict[str, Any]:
    """The first thing that somebody who follows is told."""
    headers = {"authorization": f"Bearer {secret}", "accept": "text/event-stream"}
    said = {**FOLLOW, "extensions": {"bookmark": bookmark}}
    client = acting.known.client
    async with client.stream("POST", "/graphql", json=said, headers=headers) as answer:
        if answer.status_code != 200:
            return json.loads(await answer.aread())
        async for line in answer.aiter_lines():
            if line.startswith("data: "):
                return json.loads(line.removeprefix("data: "))
    return {}


async def test_who_follows_waits_for_it_too(acting: Acting) -> None:
    """The first look waits for the commit: an own one is there, another's is refused, one that never comes is a time-out."""
    secret = await acting.key()
    answer = json.loads((await acting.raw(secret, RAISE, input=asked())).content)
    mark = answer["extensions"]["bookmark"]
    assert (await _followed(acting, secret, mark))["data"]["changed"]["act"] == "FOLLOWING"
    other = await _followed(acting, await acting.key("WL-AC-01"), mark)
    assert other["errors"][0]["extensions"]["reason"] == "BOOKMARK_INVALID"
    _, (raw,) = orjson.loads(base64.urlsafe_b64decode(mark.partition(".")[0]))
    future = sign(acting.known.chain, [_later(raw)], node_id(KINDS["Account"], STREET))
    begun = time.monotonic()
    late = await _followed(acting, secret, future)
    assert time.monotonic() - begun < 8
    assert late["errors"][0]["extensions"]["code"] == "TIMEOUT"


def _later(raw: str) -> str:
    """The bookmark of a transaction that this database has not come to by far.

    It is `FB:` and packed bytes: a list of the database's id, in three bytes and sixteen, and the transaction's number.
    """
    prefix, _, said = raw.partition(":")
    packed = base64.b64decode(said + "=" * (-len(said) % 4))
    later = packed[:19] + b"\xcb" + (2**40).to_bytes(8) + b"\x90"
    return f"{prefix}:{base64.b64encode(later).decode()}"
