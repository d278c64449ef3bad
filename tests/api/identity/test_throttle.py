"""How much one may ask: who is counted as what, and what is told to whom it is too much."""

from __future__ import annotations

import copy
import json
import time
from datetime import datetime
from typing import TYPE_CHECKING

import httpx
import pytest

from api.identity import Budget, Rates, Throttle, TooMany
from api.identity.throttle import network
from schema.access.caller import ANONYMOUS, Caller
from tests.api.identity.conftest import serving

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.api.identity.conftest import Known
    from tests.api.identity.provider import KeyServer
    from tests.conftest import Database

ONE = "{ __typename }"


@pytest.fixture
async def strict(known: Known, database: Database, provider: KeyServer) -> AsyncIterator[Known]:
    """A service that counts small numbers."""
    async with serving(database, provider, rates=Rates(signed_in=8, anonymous=5, failures=4)) as service:  # fmt: skip
        yield service


def too_often(answer: httpx.Response) -> None:
    """It is the answer to somebody who asked too often."""
    assert answer.status_code == 429
    assert answer.json()["errors"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"
    assert 1 <= int(answer.headers["retry-after"]) <= 120


UNIT = 'unit(id: "unit_none") { id }'


def left(answer: httpx.Response) -> tuple[int, int]:
    """What the headers say: points left, and points of this request."""
    named = {name: int(answer.headers[f"x-ratelimit-{name}"]) for name in ("limit", "remaining", "reset", "cost")}  # fmt: skip
    assert 0 <= named["reset"] <= 120
    assert named["limit"] >= named["remaining"]
    return named["remaining"], named["cost"]


async def test_aliases_and_fragments_count_as_many(strict: Known) -> None:
    """Objects are counted, not requests; what would be too much does not count."""
    three = f"{{ a: {UNIT} b: {UNIT} c: {UNIT} }}"
    spread = f"{{ ...F ...G }} fragment F on Query {{ a: {UNIT} b: {UNIT} }} fragment G on Query {{ c: {UNIT} }}"
    answer = await strict.ask(query=three)
    cost = answer.json()["extensions"]["cost"]
    assert (cost["requested"], cost["actual"], cost["maximum"]) == (4, 1, 5)
    assert left(answer) == (1, 4)
    for query in (three, spread):
        refused = await strict.ask(query=query)
        too_often(refused)
        assert left(refused) == (1, 0)
    assert left(await strict.ask(query=ONE)) == (0, 1)
    too_often(await strict.ask(query=ONE))
    too_often(await strict.ask(query="{ nothing"))


async def test_what_is_refused_costs_what_was_read(strict: Known) -> None:
    """Whatever is wrong with it: a point, and one for every eight characters, until nothing is left; then it is not read."""
    hostile = "{" + " ".join(f"a{i}: {UNIT}" for i in range(100)) + "}"
    for query, rest, points in (("{ nothing", 3, 2), ("{ nothing }", 1, 2), (hostile, 0, 1)):
        answer = await strict.ask(query=query)
        assert answer.status_code == 400
        assert left(answer) == (rest, points)
    for _ in range(2):
        too_often(await strict.ask(query="query A { __typename } query B { __typename }"))
    assert strict.statements == []


async def test_what_is_no_request_costs_one_point(strict: Known) -> None:
    """Whoever sends what cannot even be read is told to wait as well."""
    for rest in (4, 3, 2, 1, 0):
        answer = await strict.client.post("/graphql", content=b"{", headers={"content-type": "application/json"})  # fmt: skip
        assert answer.status_code == 400
        assert left(answer) == (rest, 1)
    too_often(await strict.client.post("/graphql", content=b"{", headers={"content-type": "application/json"}))  # fmt: skip


async def test_more_than_one_request_may(strict: Known) -> None:
    """It is refused with both numbers and what to do, in both languages, without a statement; it costs one point."""
    answer = await strict.ask(query="{ units(first: 50) { nodes { id } } }")
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    said = error["extensions"]
    assert (said["code"], said["reason"]) == ("BAD_USER_INPUT", "COST_TOO_HIGH")
    assert said["cost"] == {"requested": 52, "maximum": 8}
    assert "first" in said["messageZh"]
    assert "first" in said["messageEn"]
    assert left(answer) == (4, 1)
    between = await strict.ask(query="{ units(first: 5) { nodes { id } } }")
    assert between.json()["errors"][0]["extensions"]["cost"] == {"requested": 7, "maximum": 5}
    assert strict.statements == []


async def test_each_account_has_its_own(strict: Known) -> None:
    """One that asks too often takes nothing from others, nor does a second key help it."""
    first, second, other = [(await strict.key(code)).text for code in ("NS-AC-01", "NS-AC-01", "WL-AC-01")]  # fmt: skip
    for _ in range(8):
        assert (await strict.ask(first, ONE)).status_code == 200
    too_often(await strict.ask(first, ONE))
    too_often(await strict.ask(second, ONE))
    assert (await strict.ask(other, ONE)).status_code == 200
    assert (await strict.ask(query=ONE)).status_code == 200


async def test_wrong_credentials(strict: Known) -> None:
    """After so many of an address none is looked into for a while, not even a good one; who was known before goes on."""
    met, unmet = (await strict.key()).text, (await strict.key()).text
    assert (await strict.ask(met, ONE)).status_code == 200
    for secret in ("a.b.c", met[:-1] + "!", "Basic", met[:-1] + "0"):
        assert (await strict.ask(secret, ONE)).status_code == 401
    strict.statements.clear()
    for secret in ("a.b.c", unmet, "Basic"):
        too_often(await strict.ask(secret, ONE))
    assert strict.statements == []
    assert (await strict.ask(met, ONE)).status_code == 200
    assert (await strict.ask(query=ONE)).status_code == 200


class Minutes:
    """A clock at the beginning of a minute, to be moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._start = time.time() // 60 * 60
        self.at = 0.0
        monkeypatch.setattr(time, "time", lambda: self._start + self.at)


def test_the_window_slides(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked in the minute before counts less from second to second; the time to wait is the time it takes."""
    throttle, clock = Throttle(Rates(anonymous=60)), Minutes(monkeypatch)
    first = throttle.charge(ANONYMOUS, "192.0.2.1", 60)
    assert first is not None
    assert (first.limit, first.remaining, first.cost) == (60, 0, 60)
    for at, points, wait in ((0, 1, 61), (0, 30, 90), (30, 1, 31), (60, 1, 1), (75, 30, 15)):
        clock.at = at
        with pytest.raises(TooMany) as refused:
            throttle.charge(ANONYMOUS, "192.0.2.1", points)
        assert refused.value.after == wait
        assert refused.value.budget is not None
        clock.at = at + wait
        assert _fits(throttle, points)
    throttle.charge(ANONYMOUS, "192.0.2.2", 60)
    clock.at = 90
    again = throttle.charge(ANONYMOUS, "192.0.2.1", 30)
    assert again is not None
    assert again.remaining == 0
    assert throttle.charge(None, "192.0.2.3", 7) == Budget(60, 53, 90, 7)


def _fits(throttle: Throttle, points: int) -> bool:
    """Whether a copy of what was counted lets so many through."""
    try:
        copy.deepcopy(throttle).charge(ANONYMOUS, "192.0.2.1", points)
    except TooMany:
        return False
    return True


def test_a_charge_is_one_step_however_many_points() -> None:
    """What is kept of a caller does not grow with what was charged."""
    throttle = Throttle(Rates(signed_in=10**8))
    for _ in range(100):
        throttle.charge(Caller(account="a"), "192.0.2.1", 10_000)
    assert len(throttle._points.storage) <= 2
    assert not throttle._points.events


@pytest.mark.parametrize("crowd", ["points", "failures"])
def test_a_crowd_gives_nobody_his_budget_back(monkeypatch: pytest.MonkeyPatch, crowd: str) -> None:
    """What is kept is bounded, and whoever has asked most is kept: many that ask once do not make the others begin anew."""
    monkeypatch.setattr("api.identity.throttle.MOST_CALLERS", 200)
    Minutes(monkeypatch)
    throttle = Throttle(Rates(anonymous=100, failures=5))
    first, second = "192.0.2.1", "198.51.100.1"
    throttle.charge(ANONYMOUS, first, 100)
    throttle.charge(ANONYMOUS, second, 60)
    for _ in range(5):
        throttle.failed(first)
    for n in range(3_000):
        address = f"10.{n // 250}.{n % 250}.1"
        if crowd == "points":
            throttle.charge(ANONYMOUS, address, 1)
        else:
            throttle.failed(address)
        assert len(throttle._points.storage) <= 402
        assert len(throttle._wrong.events) <= 202
    with pytest.raises(TooMany):
        throttle.charge(ANONYMOUS, first, 1)
    with pytest.raises(TooMany):
        throttle.may_try(first)
    left = throttle.charge(ANONYMOUS, second, 1)
    assert left is not None
    assert left.remaining == 39


async def test_an_answer_says_what_is_left(strict: Known) -> None:
    """By the names that clients of other services know, and the same as its headers: in JSON, and as events."""
    answer = await strict.ask(query=ONE)
    cost = answer.json()["extensions"]["cost"]
    said = cost.pop("throttleStatus")
    assert cost == {"requested": 1, "actual": 1, "maximum": 5}
    again = said.pop("resetAt")
    assert said == {"maximumAvailable": 5, "currentlyAvailable": 4, "restoreRate": 0.08}
    assert left(answer) == (4, 1)
    wait = datetime.fromisoformat(again) - strict.clock()
    assert abs(wait.total_seconds() - int(answer.headers["x-ratelimit-reset"])) < 5
    events = await strict.ask(query=ONE, headers={"accept": "text/event-stream"})
    assert left(events) == (3, 1)
    told = json.loads(events.text.split("data: ")[1].splitlines()[0])
    assert told["extensions"]["cost"]["throttleStatus"]["currentlyAvailable"] == 3


async def test_who_is_not_counted_has_nothing_left_to_be_told(known: Known) -> None:
    """No budget, no status of it."""
    answer = await known.ask(query=ONE)
    assert answer.json()["extensions"]["cost"] == {"requested": 1, "actual": 1, "maximum": None}
    assert "x-ratelimit-limit" not in answer.headers


def test_addresses() -> None:
    """Of IPv6 a household's network is one address; one of IPv4 in its clothes is that."""
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::1") != network("2001:db8:1:3::1")  # fmt: skip
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") != network("192.0.2.2")
    assert network("fe80::1%eth0") == network("fe80::2")
    assert network("?") == "?"


def test_no_rate_is_no_limit() -> None:
    """Nobody is counted, nothing is kept."""
    throttle = Throttle(Rates(0, 0, 0, 0, 0))
    for _ in range(2000):
        throttle.charge(Caller(account="a"), "192.0.2.1", 1000)
        throttle.failed("192.0.2.1")
        throttle.may_try("192.0.2.1")
