"""The same request sent again: one effect, answered alike; another request on the same key is refused."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from graph.remembered import KEPT, forget
from graph.transact import write
from tests.access.acts.test_needs import (
    RAISE,
    RESIDENT,
    STREET,
    amended,
    asked,
    codes,
    raised,
)
from tests.access.acts.test_own_keys import CREATE, REVOKE
from tests.access.acts.test_reveal import NEED
from tests.api.identity.conftest import serving

if TYPE_CHECKING:
    from tests.access.acts.conftest import Acting

RACERS = 32
REVEAL = """mutation($key: String) {
  revealContact(input: {id: "%s", reason: "电话核实上门时间", idempotencyKey: $key}) { contact { phone } userErrors { code field } }
}"""  # fmt: skip


async def _count(acting: Acting) -> int:
    (row,) = await acting.known.run("MATCH (n:Need) WHERE n.code STARTS WITH 'B-' RETURN count(n) AS n")  # fmt: skip
    return row["n"]


async def test_the_same_request_again_is_answered_again(acting: Acting) -> None:
    """With the same need, read anew, and says so; one need, one record."""
    secret = await acting.key()
    first = await acting.raw(secret, RAISE, input=asked(idempotencyKey="a"))
    again = await acting.raw(secret, RAISE, input=asked(idempotencyKey="a"))
    assert "replayed" not in json.loads(first.content).get("extensions", {})
    assert json.loads(again.content)["extensions"]["replayed"] == ["raiseNeed"]
    assert json.loads(again.content)["data"] == json.loads(first.content)["data"]
    assert (await _count(acting), len(await acting.changes("RAISE_NEED"))) == (1, 1)
    id_ = json.loads(first.content)["data"]["raiseNeed"]["need"]["id"]
    await amended(acting, secret, id=id_, expectedVersion=1, quantity=7)
    data = (await acting.do(secret, RAISE, input=asked(idempotencyKey="a")))["raiseNeed"]
    assert (data["need"]["quantity"], data["need"]["version"]) == (7, 2)


async def test_a_key_names_one_request_of_one_account_and_act(acting: Acting) -> None:
    """Other input on it is refused; somebody else's key, and another act's, is another key; without one each is new."""
    secret = await acting.key()
    first = await raised(acting, secret, idempotencyKey="a")
    assert codes(await raised(acting, secret, idempotencyKey="a", quantity=2)) == ["IDEMPOTENCY_KEY_REUSED"]  # fmt: skip
    other = await raised(acting, await acting.key(RESIDENT), idempotencyKey="a")
    assert other["need"]["id"] != first["need"]["id"]
    said = {"id": first["need"]["id"], "expectedVersion": 1, "quantity": 3, "idempotencyKey": "a"}
    assert codes(await amended(acting, secret, **said)) == []
    again = await amended(acting, secret, **said)
    assert (codes(again), again["need"]["version"]) == ([], 2)
    assert (await raised(acting, secret))["need"] != (await raised(acting, secret))["need"]
    assert await _count(acting) == 4


async def test_what_was_refused_is_not_remembered(acting: Acting) -> None:
    """Neither by itself nor together with others: the key can be used for what is right."""
    secret = await acting.key()
    assert codes(await raised(acting, secret, idempotencyKey="a", place="x")) == ["UNKNOWN_REFERENCE"]  # fmt: skip
    both = """mutation($a: RaiseNeedInput!, $b: RaiseNeedInput!) {
      a: raiseNeed(input: $a) { need { id } userErrors { code } } b: raiseNeed(input: $b) { need { id } userErrors { code } }
    }"""
    data = await acting.do(secret, both, a=asked(idempotencyKey="b"), b=asked(place="x"))
    assert [codes(data[n]) for n in "ab"] == [["NOT_DONE"], ["UNKNOWN_REFERENCE"]]
    twice = await acting.do(secret, both, a=asked(idempotencyKey="b"), b=asked(idempotencyKey="b"))
    assert [codes(twice[n]) for n in "ab"] == [["NOT_DONE"], ["IDEMPOTENCY_KEY_REUSED"]]
    for key in ("a", "b"):
        assert codes(await raised(acting, secret, idempotencyKey=key)) == []
    assert await _count(acting) == 2


async def test_callers_who_race_have_one_effect(acting: Acting) -> None:
    """Thirty-two at once, through two processes' worth of service: one need, one record, thirty-two answers alike."""
    secret = await acting.key(RESIDENT)
    said = {"query": RAISE, "variables": {"input": asked(idempotencyKey="race")}}
    headers = {"authorization": f"Bearer {secret}"}
    async with serving(acting.known.database, acting.known.provider) as other:
        clients = [acting.known.client, other.client]
        answers = await asyncio.gather(
            *(clients[n % 2].post("/graphql", json=said, headers=headers) for n in range(RACERS))
        )
    told = [json.loads(a.content) for a in answers]
    assert all("errors" not in each for each in told), told
    assert len({json.dumps(each["data"]) for each in told}) == 1
    assert sum("replayed" not in each.get("extensions", {}) for each in told) == 1
    assert (await _count(acting), len(await acting.changes("RAISE_NEED"))) == (1, 1)


async def test_what_is_shown_once_is_not_shown_again(acting: Acting) -> None:
    """A key's text and contact details are in the first answer alone; a revocation is told again as it was."""
    secret = await acting.key(STREET)
    create = CREATE.replace("days: $days", 'days: $days, idempotencyKey: "k"')
    made = (await acting.do(secret, create))["createApiKey"]
    again = (await acting.do(secret, create))["createApiKey"]
    assert made["key"]
    assert again["key"] is again["id"] is None
    (error,) = again["userErrors"]
    assert (error["code"], error["allowed"]) == ("SHOWN_ONCE", [made["id"]])
    assert len([c for c in await acting.changes("CREATE_API_KEY") if c["via"] == "KEY"]) == 1
    reveal = REVEAL % NEED
    assert (await acting.do(secret, reveal, key="r"))["revealContact"]["contact"]["phone"]
    data = (await acting.do(secret, reveal, key="r"))["revealContact"]
    assert (data["contact"], codes(data)) == (None, ["SHOWN_ONCE"])
    assert len(await acting.changes("REVEAL_CONTACT")) == 1
    revoke = REVOKE.replace("{id: $id}", '{id: $id, idempotencyKey: "v"}')
    first = await acting.do(secret, revoke, id=made["id"])
    assert await acting.do(secret, revoke, id=made["id"]) == first
    held = json.dumps(await acting.known.run("MATCH (m:Remembered) RETURN properties(m) AS p"), default=str)  # fmt: skip
    assert made["key"] not in held
    assert "13900000001" not in held


async def test_memories_fade(acting: Acting) -> None:
    """What was kept for two days is forgotten; what is younger is not."""
    secret = await acting.key()
    await raised(acting, secret, idempotencyKey="old")
    (row,) = await acting.known.run("MATCH (m:Remembered) RETURN m.at AS at")
    at = row["at"].to_native()
    driver = acting.known.database.driver
    await write(driver, "test", forget, at + KEPT - timedelta(seconds=1))
    assert await _memories(acting) == 1
    await write(driver, "test", forget, at + KEPT + timedelta(seconds=1))
    assert await _memories(acting) == 0


async def test_memories_are_forgotten_in_passing(acting: Acting) -> None:
    """Nobody has to see to it: a later act does, in the background."""
    secret = await acting.key()
    await raised(acting, secret, idempotencyKey="old")
    await acting.known.run("MATCH (m:Remembered) SET m.at = m.at - duration({days: 3})")
    acting.known.clock.ahead = timedelta(hours=2)
    await raised(acting, secret, idempotencyKey="new")
    for _ in range(400):
        if await _memories(acting) == 1:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("still remembered")


async def _memories(acting: Acting) -> Any:
    (row,) = await acting.known.run("MATCH (m:Remembered) RETURN count(m) AS n")
    return row["n"]
