"""Bearer tokens (JWT) of the configured providers: who they speak of, or what is wrong with them.

Decided, and guarded by `tests/api/identity/test_forgeries.py`: the signature is joserfc's to check; what a token says
about how to check it counts for nothing. Algorithms come from the settings, keys from the provider's own list, and a
header that would point elsewhere (`jku`, `x5u`, `jwk`, `crit`, …) makes the token bad. Nothing in it may be said twice.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.util import urlsafe_b64decode

from api.identity.provider_keys import ProviderKeys
from api.identity.settings import LEEWAY, TYPES
from api.identity.unauthenticated import Unauthenticated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.identity.settings import TokenProvider

LONGEST = 8 * 1024
LONGEST_SUBJECT = 255
HEADERS = frozenset({"alg", "kid", "typ", "x5t", "x5t#S256"})
"""Header parameters that may be there. Thumbprints are ignored: the key is found by its id."""


@dataclass(frozen=True)
class Vouched:
    """What a good token says.

    Args:
        identity: `<provider name>#<subject>`. until: when it ceases to be valid.
        hash: of what was signed. Not of the whole token: some signatures can be written in two ways, and a token that was
            revoked must not come back in the other.
    """

    identity: str
    until: datetime
    hash: str


class Tokens:
    """Checks tokens of these providers."""

    def __init__(self, providers: Sequence[TokenProvider]) -> None:
        self._providers = {p.issuer: (p, ProviderKeys(p)) for p in providers}

    async def vouched(self, token: str, now: datetime) -> Vouched:
        """Whom a token speaks of.

        Raises:
            Unauthenticated: it is not good. Unavailable: the provider is away and none of its keys is known.
        """
        if len(token) > LONGEST or not token.isascii():
            raise Unauthenticated("token: too long, or not ASCII")
        parts = token.split(".")
        if len(parts) != 3 or not all(parts):
            raise Unauthenticated("token: not three parts")
        header, unverified = _object(parts[0]), _object(parts[1])
        issuer = unverified.get("iss")
        if not isinstance(issuer, str) or issuer not in self._providers:
            raise Unauthenticated("token: of no configured issuer")
        provider, keys = self._providers[issuer]
        algorithm, kid = _told(header, provider)
        key = await keys.key(kid, algorithm, now)
        if key is None:
            raise Unauthenticated("token: no such key")
        try:
            claims = jwt.decode(token, key, [algorithm], decoder_cls=_Once).claims
            _registry(provider, now).validate(claims)
        except (JoseError, ValueError, TypeError, OverflowError) as error:
            raise Unauthenticated(f"token: {type(error).__name__}") from error
        return Vouched(
            f"{provider.name}#{_subject(claims)}",
            _until(claims, provider, now),
            hashlib.sha256(f"{parts[0]}.{parts[1]}".encode()).hexdigest(),
        )


class _Once(json.JSONDecoder):
    """JSON in which nothing is said twice and every number is one."""

    def __init__(self, **_: Any) -> None:
        super().__init__(object_pairs_hook=_pairs, parse_constant=_refused)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("said twice")
    return found


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


def _object(part: str) -> dict[str, Any]:
    """An encoded part of a token, before its signature is looked at."""
    try:
        said = json.loads(urlsafe_b64decode(part.encode()).decode(), cls=_Once)
    except (ValueError, TypeError, RecursionError) as error:
        raise Unauthenticated("token: unreadable") from error
    if not isinstance(said, dict):
        raise Unauthenticated("token: no object")
    return said


def _told(header: dict[str, Any], provider: TokenProvider) -> tuple[str, str | None]:
    """Algorithm and id of the key, from a header that says nothing it should not."""
    if not header.keys() <= HEADERS:
        raise Unauthenticated("token: unwanted header parameter")
    algorithm, kid, type_ = header.get("alg"), header.get("kid"), header.get("typ")
    if not isinstance(algorithm, str) or algorithm not in provider.algorithms:
        raise Unauthenticated("token: algorithm not allowed")
    if not isinstance(kid, str | None):
        raise Unauthenticated("token: id of the key is no text")
    if not isinstance(type_, str) or type_.lower().removeprefix("application/") not in TYPES:
        raise Unauthenticated("token: of another type")
    return algorithm, kid


def _registry(provider: TokenProvider, now: datetime) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=int(LEEWAY.total_seconds()),
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.audience},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )


def _subject(claims: dict[str, Any]) -> str:
    subject = claims["sub"]
    if len(subject) > LONGEST_SUBJECT or not subject.isprintable() or subject != subject.strip():
        raise Unauthenticated("token: subject that nobody has")
    return subject


def _until(claims: dict[str, Any], provider: TokenProvider, now: datetime) -> datetime:
    """When it ceases, leeway included: what is accepted now must still stand when the graph is asked."""
    life = claims["exp"] - claims["iat"]
    if not 0 < life <= provider.longest.total_seconds():
        raise Unauthenticated("token: valid for too long")
    try:
        until = datetime.fromtimestamp(claims["exp"], UTC) + LEEWAY
    except (ValueError, OverflowError, OSError) as error:
        raise Unauthenticated("token: no time") from error
    if until <= now:
        raise Unauthenticated("token: expired")
    return until
