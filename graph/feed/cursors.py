"""How far a follower has come in each of his streams, as a text that only this installation can read or write.

Decided: encrypted and authenticated (AES-GCM) with a key made of the chain's, numbers in a fixed width: whoever gets only some
of the events can tell neither from a cursor nor from its length how many others there were. Nobody's name is in it: it opens nothing.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from graph.compile.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.chain import ChainKey
    from graph.feed.declared import Position

VERSION = b"\x01"
_NONCE, _NAME, _FOLLOWED, _DONE, _NUMBER = 12, 5, 8, 4, 6
LONGEST = 64 * 1024
"""Characters of the longest cursor that is looked at."""


def named(stream: str) -> bytes:
    """The few bytes that stand for a stream in a cursor."""
    return hashlib.blake2b(stream.encode(), digest_size=_NAME).digest()


@dataclass(frozen=True)
class Cursors:
    """Writes and reads cursors.

    Args:
        key: that of the chain. many: the stream whose records are read in parts.
    """

    key: ChainKey
    many: str

    def __post_init__(self) -> None:
        cipher = AESGCM(bytes.fromhex(self.key.mac(b"cursors of the feed")))
        object.__setattr__(self, "_cipher", cipher)

    def write(self, places: Iterable[str] | None, positions: Mapping[str, Position]) -> str:
        """The cursor of a follower of these places (of everything, if `None`)."""
        done = positions.get(self.many, (0, 0))[1]
        entries = sorted(
            named(stream) + seq.to_bytes(_NUMBER) for stream, (seq, _) in positions.items()
        )
        said = _followed(places) + done.to_bytes(_DONE) + b"".join(entries)
        nonce = secrets.token_bytes(_NONCE)
        sealed = VERSION + nonce + self._cipher.encrypt(nonce, said, VERSION)  # type: ignore[attr-defined]
        return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def read(self, text: str, places: Iterable[str] | None) -> dict[bytes, Position]:
        """The position by `named` stream.

        Raises:
            Refusal: it is none of ours, or of somebody who follows other places.
        """
        said = self._opened(text)
        if said[:_FOLLOWED] != _followed(places):
            raise _invalid()
        done = int.from_bytes(said[_FOLLOWED : _FOLLOWED + _DONE])
        entries = said[_FOLLOWED + _DONE :]
        many = named(self.many)
        found: dict[bytes, Position] = {}
        for at in range(0, len(entries), _NAME + _NUMBER):
            stream = entries[at : at + _NAME]
            seq = int.from_bytes(entries[at + _NAME : at + _NAME + _NUMBER])
            found[stream] = (seq, done if stream == many else 0)
        return found

    def _opened(self, text: str) -> bytes:
        try:
            sealed = base64.b64decode(text[:LONGEST] + "=" * (-len(text) % 4), b"-_", validate=True)
            nonce = sealed[1 : 1 + _NONCE]
            # The version is vouched for with the rest.
            return self._cipher.decrypt(nonce, sealed[1 + _NONCE :], sealed[:1])  # type: ignore[attr-defined]
        except (ValueError, binascii.Error, InvalidTag) as error:
            raise _invalid() from error


def _followed(places: Iterable[str] | None) -> bytes:
    said = "*" if places is None else "\0".join(sorted(set(places)))
    return hashlib.blake2b(said.encode(), digest_size=_FOLLOWED).digest()


def _invalid() -> Refusal:
    return Refusal(
        "CURSOR_INVALID", argument="after",
        zh="after 不是这里给出的游标，或属于另一组地域。请使用上次收到的 cursor 和同样的 places；没有时省略 after。",
        en="`after` is no cursor of this feed, or one of other places. Give the last `cursor` you got with the same `places`, or leave it out.",
    )  # fmt: skip


def ahead() -> Refusal:
    """A cursor that has seen what is not there: the database is older than it, or has lost records."""
    return Refusal(
        "RESYNC", argument="after",
        zh="该游标之后的变更无法接续（数据库可能由备份恢复）。请重新读取数据，再不带 after 订阅。",
        en="What comes after this cursor cannot be told (the database may have been restored). Read the data anew, then follow without `after`.",
    )  # fmt: skip
