"""The public keys of one token provider, fetched when needed and never more often than they may be.

Decided, and guarded by `tests/api/identity/test_provider_keys.py`: keys come from the address in the discovery document
of the configured issuer and from nowhere else, without following redirects. An unknown key is asked for at most once in
`PAUSE`, whoever sends how many tokens; a provider that is away is asked less and less often, and the keys it gave last
go on being used for `KEPT`.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx
import orjson
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import ECKey, Key, RSAKey, import_key

from api.identity.settings import trusted
from graph.unavailable import Unavailable

if TYPE_CHECKING:
    from datetime import datetime

    from api.identity.settings import TokenProvider

log = logging.getLogger("gongjian")
FRESH = timedelta(minutes=10)
"""After that the keys are asked for again, so that one which was withdrawn is not used for long."""
KEPT = timedelta(hours=6)
PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=10)
ANSWER_WITHIN = 5.0
LARGEST = 256 * 1024
MOST_KEYS = 50
LEAST_BITS = 2048
CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}


class Wrong(Exception):
    """The provider does not answer as it should; the message is for the log."""


class ProviderKeys:
    """Keys of one provider by their ids."""

    def __init__(self, provider: TokenProvider) -> None:
        self._provider = provider
        self._keys: dict[str | None, Key] = {}
        self._fetched: datetime | None = None
        self._next: datetime | None = None
        self._failures = 0
        self._one_at_a_time = asyncio.Lock()

    async def key(self, kid: str | None, algorithm: str, now: datetime) -> Key | None:
        """The key with this id, if it is one for this algorithm; without an id, the only one there is.

        Raises:
            Unavailable: the provider is away and no key of it is known.
        """
        if self._fetched is None or now - self._fetched > FRESH or self._chosen(kid) is None:
            async with self._one_at_a_time:
                if self._due(kid, now):
                    await self._renew(now)
        if self._fetched is None or now - self._fetched > KEPT:
            raise Unavailable
        key = self._chosen(kid)
        return key if key is not None and _fits(key, algorithm) else None

    def _chosen(self, kid: str | None) -> Key | None:
        if kid is None:
            return next(iter(self._keys.values())) if len(self._keys) == 1 else None
        return self._keys.get(kid)

    def _due(self, kid: str | None, now: datetime) -> bool:
        """Whether to ask, once it is our turn: somebody else may have asked meanwhile."""
        if self._next is not None and now < self._next and self._next - now <= LONGEST_PAUSE:
            return False
        stale = self._fetched is None or now - self._fetched > FRESH
        return stale or self._chosen(kid) is None

    async def _renew(self, now: datetime) -> None:
        try:
            self._keys = await self._ask()
        except (httpx.HTTPError, httpx.InvalidURL, JoseError, ValueError, Wrong) as error:
            self._failures += 1
            pause = min(PAUSE * 2 ** min(self._failures - 1, 10), LONGEST_PAUSE)
            log.warning(
                "keys of token provider %s: %s %s", self._provider.name, type(error).__name__,
                error if isinstance(error, Wrong) else "",
            )  # fmt: skip
        else:
            self._fetched, self._failures, pause = now, 0, PAUSE
        self._next = now + pause

    async def _ask(self) -> dict[str | None, Key]:
        issuer = self._provider.issuer
        # No proxy stands between us and this machine.
        outside = issuer.startswith("https:")
        async with httpx.AsyncClient(
            timeout=ANSWER_WITHIN, follow_redirects=False, trust_env=outside
        ) as client:
            said = await _document(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if said.get("issuer") != issuer:
                raise Wrong("the discovery document names another issuer")
            address = said.get("jwks_uri")
            if not isinstance(address, str) or not trusted(address.partition("?")[0]):
                raise Wrong("the keys are not at an address that can be trusted")
            if outside and not address.startswith("https:"):
                raise Wrong("the keys are not at an address that can be trusted")
            return _keys(await _document(client, address))


async def _document(client: httpx.AsyncClient, address: str) -> dict[str, Any]:
    async with client.stream("GET", address, headers={"accept": "application/json"}) as answer:
        if answer.status_code != httpx.codes.OK:
            raise Wrong(f"answered {answer.status_code}")
        body = b""
        async for part in answer.aiter_bytes():
            body += part
            if len(body) > LARGEST:
                raise Wrong("answered more than 256 KiB")
    said = orjson.loads(body)
    if not isinstance(said, dict):
        raise Wrong("answered with something else than an object")
    return said


def _keys(said: dict[str, Any]) -> dict[str | None, Key]:
    """The public keys for signatures in a key set; what is none of ours to use is left out."""
    listed = said.get("keys")
    if not isinstance(listed, list) or len(listed) > MOST_KEYS:
        raise Wrong("no list of at most 50 keys")
    found: dict[str | None, Key] = {}
    for one in listed:
        if not isinstance(one, dict) or one.get("kty") not in {"RSA", "EC"}:
            continue
        if one.get("use", "sig") != "sig" or "verify" not in one.get("key_ops", ["verify"]):
            continue
        kid = one.get("kid")
        if kid in found or not isinstance(kid, str | None):
            raise Wrong("two keys of one id")
        try:
            with warnings.catch_warnings():
                # A key that is too short is read like any other, and fits no algorithm.
                warnings.simplefilter("ignore", SecurityWarning)
                found[kid] = import_key(one)
        except (JoseError, ValueError, TypeError):
            log.warning("a key that cannot be read was left out")
    if not found:
        raise Wrong("no key for signatures")
    return found


def _fits(key: Key, algorithm: str) -> bool:
    """Whether a key is of the sort that the algorithm takes, strong enough, and not meant for another."""
    if key.alg not in (None, algorithm):
        return False
    if algorithm in CURVES:
        return isinstance(key, ECKey) and key.curve_name == CURVES[algorithm]
    return isinstance(key, RSAKey) and key.raw_value.key_size >= LEAST_BITS
