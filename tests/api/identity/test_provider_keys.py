"""Keys of a provider are fetched when needed, from where they belong, and never as often as a stranger likes."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse, Response

from api.identity import TokenProvider
from api.identity.provider_keys import KEPT, PAUSE, ProviderKeys
from graph.unavailable import Unavailable
from tests.api.identity.provider import KeyServer, ec, key_server, rsa

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NOW = datetime(2026, 3, 1, tzinfo=UTC)
FIRST, SECOND, NEXT = rsa("first"), ec("second"), rsa("next")


@pytest.fixture
async def server() -> AsyncIterator[KeyServer]:
    """A provider of its own."""
    async with key_server(FIRST, SECOND) as made:
        yield made


def keys_of(server: KeyServer) -> ProviderKeys:
    """What the service keeps of it."""
    return ProviderKeys(TokenProvider("city", server.issuer, "gongjian"))


async def test_fetched_once_for_many(server: KeyServer) -> None:
    """Fifty at once that are the first cost one fetch."""
    keys = keys_of(server)
    found = await asyncio.gather(*(keys.key("first", "RS256", NOW) for _ in range(50)))
    assert all(isinstance(key, RSAKey) for key in found)
    assert server.asked == 1


async def test_unknown_ids_do_not_force_fetches(server: KeyServer) -> None:
    """A thousand tokens with ids of keys that do not exist cost two fetches a minute at most."""
    keys = keys_of(server)
    for number in range(1000):
        at = NOW + timedelta(seconds=number * 0.06)
        assert await keys.key(f"unknown-{number}", "RS256", at) is None
    assert server.asked <= 3


async def test_new_key_is_found(server: KeyServer) -> None:
    """A provider that changes its keys is asked again for one that is not known, after the pause."""
    keys = keys_of(server)
    assert await keys.key("next", "RS256", NOW) is None
    server.keys[:] = [NEXT]
    assert await keys.key("next", "RS256", NOW + PAUSE / 2) is None
    assert await keys.key("next", "RS256", NOW + PAUSE) is not None
    assert await keys.key("first", "RS256", NOW + PAUSE) is None
    assert server.asked == 2


async def test_provider_away(server: KeyServer, caplog: pytest.LogCaptureFixture) -> None:
    """Known keys go on being used for a while; the provider is asked less and less often; then nothing can be told."""
    keys = keys_of(server)
    await keys.key("first", "RS256", NOW)
    server.shown = Response("out of order", 500)
    for minutes in range(11, 200):
        assert await keys.key("first", "RS256", NOW + timedelta(minutes=minutes)) is not None
    assert 10 < server.asked < 30
    assert "answered 500" in caplog.text
    with pytest.raises(Unavailable):
        await keys.key("first", "RS256", NOW + KEPT + timedelta(minutes=1))
    with pytest.raises(Unavailable):
        await keys_of(server).key("first", "RS256", NOW)


async def test_clock_that_was_ahead(server: KeyServer) -> None:
    """A clock that is put back by hours does not keep the provider from being asked."""
    keys = keys_of(server)
    await keys.key("first", "RS256", NOW)
    server.keys[:] = [NEXT]
    assert await keys.key("next", "RS256", NOW - timedelta(hours=3)) is not None


WRONG = {
    "no JSON": Response("<html>"),
    "a list": JSONResponse([]),
    "no keys": JSONResponse({}),
    "keys are none": JSONResponse({"keys": "first"}),
    "empty": JSONResponse({"keys": []}),
    "a shared secret": JSONResponse({"keys": [{"kty": "oct", "k": "c2VjcmV0", "kid": "first"}]}),
    "two of one id": JSONResponse({"keys": [FIRST.as_dict(private=False)] * 2}),
    "too many": JSONResponse(
        {"keys": [{**FIRST.as_dict(private=False), "kid": f"k{n}"} for n in range(51)]}
    ),
    "too large": JSONResponse({"keys": [FIRST.as_dict(private=False)], "more": "x" * 300_000}),
    "broken": JSONResponse({"keys": [{"kty": "RSA", "n": "!", "e": "AQAB", "kid": "first"}]}),
    "not found": Response("", 404),
    "elsewhere": Response("", 302, {"location": "/elsewhere"}),
}


@pytest.mark.parametrize("what", WRONG)
async def test_answers_that_are_none(server: KeyServer, what: str) -> None:
    """Whatever else comes back is no key, and no defect of ours."""
    server.shown = WRONG[what]
    with pytest.raises(Unavailable):
        await keys_of(server).key("first", "RS256", NOW)


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://example.org"},
        {"jwks_uri": "http://example.org/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "https://user:pass@example.org/keys"},
        {"jwks_uri": None},
        {"jwks_uri": ["https://example.org/keys"]},
    ],
)
async def test_discovery_that_leads_astray(server: KeyServer, said: dict[str, object]) -> None:
    """A document of another issuer, or keys where others could put them: nothing is fetched."""
    server.discovery = said
    with pytest.raises(Unavailable):
        await keys_of(server).key("first", "RS256", NOW)
    assert server.asked == 0


async def test_redirects_are_not_followed(server: KeyServer) -> None:
    """Keys are where the document says, not where that address sends us."""
    server.discovery = {"jwks_uri": f"{server.issuer}/elsewhere"}
    with pytest.raises(Unavailable):
        await keys_of(server).key("first", "RS256", NOW)
    assert server.asked == 0


async def test_key_fits_its_algorithm_only(server: KeyServer) -> None:
    """An RSA key checks no ECDSA signature and the other way round; a key for one algorithm checks no other."""
    keys = keys_of(server)
    for kid, algorithm, fits in (
        ("first", "RS256", True), ("first", "PS256", True), ("first", "ES256", False), ("second", "ES256", True),
        ("second", "ES384", False), ("second", "RS256", False), (None, "RS256", False),
    ):  # fmt: skip
        assert (await keys.key(kid, algorithm, NOW) is not None) is fits, (kid, algorithm)
    server.keys[:] = [RSAKey.import_key({**FIRST.as_dict(private=True), "alg": "PS256"})]
    other = keys_of(server)
    assert await other.key("first", "RS256", NOW) is None
    assert await other.key(None, "PS256", NOW) is not None


async def test_a_key_that_cannot_be_read_does_not_spoil_the_others(
    server: KeyServer, caplog: pytest.LogCaptureFixture
) -> None:
    """It is left out, and the log says so."""
    server.shown = JSONResponse(
        {"keys": [{"kty": "RSA", "n": "!", "e": "AQAB", "kid": "bad"}, {"kty": "new"}, FIRST.as_dict(private=False)]}
    )  # fmt: skip
    with caplog.at_level(logging.WARNING):
        assert await keys_of(server).key("first", "RS256", NOW) is not None
    assert "left out" in caplog.text
