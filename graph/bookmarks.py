"""Read your own writes: where a caller's last commit stands, as a text that he sends back with what he asks next.

Decided, and guarded by `tests/access/acts/test_bookmarks.py`: the database waits for whatever bookmark it is given, so
only those that we gave are passed on, and only for the account that they were given to.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from graph.chain import ChainKey
from graph.compile.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST = 4096
"""Characters of a bookmark as it is told."""
WAIT = 5.0
"""Seconds that a statement waits for the commit it is to see."""
MEMBER = "bookmark"
"""The member of `extensions`, both ways."""


@dataclass(frozen=True)
class Claim:
    """A bookmark that we gave, to somebody."""

    account: str | None
    marks: tuple[str, ...]

    def of(self, account: str | None) -> tuple[str, ...]:
        """What to hand to the database for this account.

        Raises:
            Refusal: it was given to another.
        """
        if account is None or account != self.account:
            raise _invalid()
        return self.marks


def sign(key: ChainKey, marks: Collection[str], account: str | None) -> str | None:
    """The text of a bookmark; none for a commit that cannot be told so shortly."""
    said = base64.urlsafe_b64encode(orjson.dumps([account, sorted(marks)]))
    text = f"{said.decode()}.{_derived(key).mac(said)}"
    return text if len(text) <= LONGEST else None


def read(key: ChainKey, text: object) -> Claim:
    """The claim in a text that somebody sent.

    Raises:
        Refusal: it is none of ours.
    """
    if not isinstance(text, str) or len(text) > LONGEST or not text.isascii():
        raise _invalid()
    said, _, mac = text.encode().partition(b".")
    if not hmac.compare_digest(_derived(key).mac(said).encode(), mac):
        raise _invalid()
    try:
        account, marks = orjson.loads(base64.urlsafe_b64decode(said))
    except (ValueError, binascii.Error) as error:
        raise _invalid() from error
    return Claim(account, tuple(marks))


def _derived(key: ChainKey) -> ChainKey:
    return ChainKey(bytes.fromhex(key.mac(b"bookmarks")))


def _invalid() -> Refusal:
    return Refusal(
        "BOOKMARK_INVALID", argument=f"extensions.{MEMBER}",
        zh="extensions.bookmark 不是本服务发给你的书签。请原样使用上一次操作返回的书签，或不填。",
        en="extensions.bookmark is none that this service gave to you. Send the one of your last act as it was, or none.",
    )  # fmt: skip
