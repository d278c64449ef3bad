"""Keys, sessions and tokens as they are made, read and revoked: texts, hashes and the statements, without any input.

An API key is `gj_<environment>_<public id>_<secret><checksum>`. The public id finds the credential, the checksum tells a
typing error from a forgery, and the environment tells a key of another installation, both before the graph is asked.
Decided, and guarded by `tests/api/identity/test_keys.py`: the secret is 32 random bytes, so its plain SHA-256 is as good
as a slow hash and cannot be turned back; it is all that is stored.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import zlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from schema.access.table import RIGHTS

if TYPE_CHECKING:
    from collections.abc import Collection

USUAL_LIFE = timedelta(days=90)
LONGEST_LIFE = timedelta(days=366)
SECRET_BYTES = 32
PUBLIC_BYTES = 16
PREFIX = "credential_"
"""How the id of a credential begins; the rest is a key's public id."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SECRET, _CHECKSUM = 43, 6
_SHAPE = re.compile(rf"gj_([a-z2-7]{{8}})_([a-z2-7]{{26}})_([0-9A-Za-z]{{{_SECRET}}})([0-9A-Za-z]{{{_CHECKSUM}}})")  # fmt: skip

INSTALLATION = "MATCH (s:Structure {id: 'graph'}) RETURN s.installation AS installation"
"""The random id that this graph was given once."""

CREATE = """
MATCH (a:Account {id: $account})
CREATE (a)<-[:OF]-(c:Credential {
  id: $id, kind: $kind, name: $name, hint: $hint, rights: $rights, createdAt: $now, expiresAt: $until, hash: $hash
})
RETURN c.id AS id
"""
"""A credential of an account; no row: there is no such account. The parameters are those of `stored`."""

REVOKE = """
MATCH (c:Credential {id: $id})-[:OF]->(a:Account)
WITH c, a, c.revokedAt IS NULL AS stood
SET c.revokedAt = coalesce(c.revokedAt, $now)
RETURN c.id AS id, a.id AS account, stood
"""
"""Revoke one; no row: there is no such credential. `stood` is false if it was revoked before."""

STATEMENTS = {"credentials.installation": INSTALLATION, "credentials.create": CREATE, "credentials.revoke": REVOKE}  # fmt: skip


@dataclass(frozen=True)
class Key:
    """The parts of an API key. `id` is that of its credential; `text` is told once and never stored."""

    environment: str
    id: str
    text: str = field(repr=False)

    @property
    def hash(self) -> str:
        """What the graph holds of it."""
        return hash_of(self.text)

    @property
    def hint(self) -> str:
        """The last four characters, to tell it by; they are of the checksum, not of the secret."""
        return self.text[-4:]


def environment_of(installation: str) -> str:
    """The short name of an installation that its keys carry: eight of a–z and 2–7."""
    return _base32(hashlib.sha256(installation.encode()).digest())[:8]


def new_key(environment: str, public: bytes, secret: bytes) -> Key:
    """A key from fresh random bytes, 16 for its public id and 32 for its secret.

    Raises:
        ValueError: they are fewer or more.
    """
    if (len(public), len(secret)) != (PUBLIC_BYTES, SECRET_BYTES):
        raise ValueError("a key takes 16 and 32 bytes")
    shown = _base32(public)
    said = f"gj_{environment}_{shown}_{_base62(int.from_bytes(secret), _SECRET)}"
    return Key(environment, PREFIX + shown, said + _checksum(said))


def read_key(text: str) -> Key | None:
    """The parts of a key; `None` if it is none, or mistyped."""
    found = _SHAPE.fullmatch(text)
    if found is None or _checksum(text[:-_CHECKSUM]) != found[4]:
        return None
    return Key(found[1], PREFIX + found[2], text)


def looks_like_key(text: str) -> bool:
    """Whether a text means to be a key, be it a good one or not."""
    return text.startswith("gj_")


def hash_of(secret: str) -> str:
    """What the graph holds of a secret: SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def same(stored: object, hash_: str) -> bool:
    """Whether a stored hash is this one, in a time that does not tell how much of it fits."""
    return isinstance(stored, str) and hmac.compare_digest(stored.encode(), hash_.encode())


def rights_within(asked: Collection[str], held: Collection[str] = RIGHTS) -> list[str] | None:
    """The rights in their order; `None` if none is asked for, or one that is unknown or not held."""
    return sorted(set(asked)) if asked and set(asked) <= set(held) & RIGHTS else None


def life_within(days: int) -> timedelta | None:
    """How long a key lasts; `None` if that is shorter than a day or longer than a year."""
    return timedelta(days=days) if 1 <= days <= LONGEST_LIFE.days else None


def _checksum(said: str) -> str:
    return _base62(zlib.crc32(said.encode()), _CHECKSUM)


def _base62(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, 62)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def _base32(said: bytes) -> str:
    return base64.b32encode(said).decode().rstrip("=").lower()
