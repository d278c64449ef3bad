"""How often one may ask: who is counted as what, and what is told to whom it is too much."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import httpx
import pytest

from api.identity import Rates, Throttle, TooMany
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
    assert 1 <= int(answer.headers["retry-after"]) <= 60


async def test_aliases_count_as_many(strict: Known) -> None:
    """Root fields are counted, not requests; what would be too much does not count."""
    assert (await strict.ask(query="{ a: __typename b: __typename c: __typename }")).status_code == 200  # fmt: skip
    too_often(await strict.ask(query="{ a: __typename b: __typename c: __typename }"))
    for _ in range(2):
        assert (await strict.ask(query=ONE)).status_code == 200
    too_often(await strict.ask(query=ONE))
    too_often(await strict.ask(query="{ nothing"))


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


async def test_the_window_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute later what was asked counts no more."""
    throttle, start = Throttle(Rates(anonymous=3)), time.time()
    now = [start]
    monkeypatch.setattr(time, "time", lambda: now[0])
    for at in (0, 20, 40):
        now[0] = start + at
        throttle.charge(ANONYMOUS, "192.0.2.1", 1)
    with pytest.raises(TooMany) as refused:
        throttle.charge(ANONYMOUS, "192.0.2.1", 1)
    assert 19 <= refused.value.after <= 21
    throttle.charge(ANONYMOUS, "192.0.2.2", 1)
    now[0] = start + 61
    throttle.charge(ANONYMOUS, "192.0.2.1", 1)
    with pytest.raises(TooMany):
        throttle.charge(ANONYMOUS, "192.0.2.1", 1)


def test_addresses() -> None:
    """Of IPv6 a household's network is one address; one of IPv4 in its clothes is that."""
    assert network("2001:db8:1:2:3:4:5:6") == network("2001:db8:1:2::1") != network("2001:db8:1:3::1")  # fmt: skip
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") != network("192.0.2.2")
    assert network("fe80::1%eth0") == network("fe80::2")
    assert network("?") == "?"


def test_no_rate_is_no_limit() -> None:
    """Nobody is counted, nothing is kept."""
    throttle = Throttle(Rates(0, 0, 0))
    for _ in range(2000):
        throttle.charge(Caller(account="a"), "192.0.2.1", 1000)
        throttle.failed("192.0.2.1")
        throttle.may_try("192.0.2.1")
