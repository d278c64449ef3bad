"""A token provider as the service meets it: discovery and keys over HTTP, and tokens with real signatures."""

from __future__ import annotations

import base64
import contextlib
import json
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, Key, RSAKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.fixtures.service import listening

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

AUDIENCE = "gongjian"


@dataclass
class KeyServer:
    """A provider; `asked` counts how often its keys were fetched, `shown` is what it shows instead of its keys."""

    issuer: str = ""
    keys: list[Key] = field(default_factory=list)
    asked: int = 0
    shown: Response | None = None
    discovery: dict[str, Any] = field(default_factory=dict)

    def claims(self, now: datetime, **other: Any) -> dict[str, Any]:
        """Good claims for half an hour; `None` leaves one out."""
        at = int(now.timestamp())
        said = {
            "iss": self.issuer, "aud": AUDIENCE, "sub": "ns-street", "iat": at - 60, "exp": at + 1800, **other,
        }  # fmt: skip
        return {name: value for name, value in said.items() if value is not None}

    def token(
        self, claims: dict[str, Any], key: Key | None = None, alg: str = "RS256", **header: Any
    ) -> str:
        """A signed token, by the first key if no other is given."""
        key = key or self.keys[0]
        said = {"alg": alg, "kid": key.kid, "typ": "at+jwt", **header}
        said = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(said, claims, key, [alg], default_type=None)

    @property
    def app(self) -> Starlette:
        """The provider."""

        async def discovery(_: object) -> Response:
            said = {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **self.discovery}
            return JSONResponse(said)

        async def keys(_: object) -> Response:
            self.asked += 1
            if self.shown is not None:
                return self.shown
            return JSONResponse({"keys": [key.as_dict(private=False) for key in self.keys]})

        async def elsewhere(_: object) -> Response:
            return RedirectResponse(f"{self.issuer}/keys")

        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", discovery),
                Route("/keys", keys),
                Route("/elsewhere", elsewhere),
            ]
        )


def rsa(kid: str, bits: int = 2048) -> RSAKey:
    """A fresh RSA key; the library warns of a short one, which is what it is wanted for."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        return RSAKey.generate_key(bits, {"kid": kid, "use": "sig"}, auto_kid=False)


def ec(kid: str) -> ECKey:
    """A fresh key on P-256."""
    return ECKey.generate_key("P-256", {"kid": kid, "use": "sig"}, auto_kid=False)


@contextlib.asynccontextmanager
async def key_server(*keys: Key) -> AsyncIterator[KeyServer]:
    """A provider with these keys, listening."""
    server = KeyServer(keys=list(keys))
    async with listening(server.app) as server.issuer:
        yield server


def encoded(said: Any) -> str:
    """Base64url of JSON, or of a text or bytes as they are."""
    if not isinstance(said, bytes | str):
        said = json.dumps(said, separators=(",", ":"))
    raw = said.encode() if isinstance(said, str) else said
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(part: str) -> bytes:
    """The bytes of a part of a token."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
