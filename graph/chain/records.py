"""What a record holds, and how it is hashed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
from neo4j.time import DateTime

from graph.ids import named_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.chain.key import ChainKey

CHANGE = "Change"
"""Label of a record; the domain declares a kind of this name."""
CHAIN_HEAD = "ChainHead"
"""Label of the node that says where a stream ends."""
TEXTS = {
    "id", "stream", "act", "actor", "via", "request", "target", "targetKind", "reason", "details", "once",
    "previousHash",
}  # fmt: skip
LATER = {"fromStatus", "toStatus", "delta"}
"""Texts that records have had since they say what became of their target; hashed where they are said, so that older hashes hold."""
HASHED = TEXTS | LATER | {"seq", "at", "fields"}
"""Every stored property but the hash itself."""


@dataclass(frozen=True)
class Entry:
    """Something that happened, to be recorded. It never holds a personal value, only the names of fields.

    Args:
        stream: whose chain it is in, e.g. a street's id. at: when, with its offset.
        act: what was done, `REVEAL_CONTACT`. actor: id of the account, or `local:<user>`, or nobody.
        via: how the actor came. request: id of the request.
        target, target_kind: what it was done to. fields: names of the fields concerned.
        reason: why, in the actor's words or as a code. details: compact JSON.
        from_status, to_status: where the target stood before, and from then on. delta: what became of it (`graph.deltas`).
        once: an entry of the same value is recorded a single time; the same value always comes in the same stream.
    """

    stream: str
    at: datetime
    act: str
    actor: str | None
    via: str
    request: str | None
    target: str | None
    target_kind: str | None
    fields: tuple[str, ...] = ()
    reason: str | None = None
    details: str | None = None
    once: str | None = None
    from_status: str | None = None
    to_status: str | None = None
    delta: str | None = None


class Unhashable(Exception):
    """A stored value is none that we write; `name` says which property."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def record(entry: Entry, seq: int, previous: str | None, key: ChainKey) -> dict[str, Any]:
    """The properties to store, with the hash."""
    if entry.at.tzinfo is None:
        raise ValueError("a time in the chain has an offset")
    values: dict[str, Any] = {
        "id": named_id("change", CHANGE, f"{entry.stream}#{seq}"),
        "stream": entry.stream, "seq": seq, "at": entry.at.astimezone(UTC),
        "act": entry.act, "actor": entry.actor, "via": entry.via, "request": entry.request,
        "target": entry.target, "targetKind": entry.target_kind, "fields": list(entry.fields),
        "reason": entry.reason, "details": entry.details, "once": entry.once, "previousHash": previous,
        "fromStatus": entry.from_status, "toStatus": entry.to_status, "delta": entry.delta,
    }  # fmt: skip
    return {**values, "hash": hash_of(values, key)}


def hash_of(values: Mapping[str, Any], key: ChainKey) -> str:
    """The hash of a record's properties; what is absent counts as null.

    Raises:
        Unhashable: a value is of a type that we don't write, so that two values could look the same.
    """
    said = {
        name: _plain(name, values.get(name))
        for name in HASHED
        if name not in LATER or values.get(name) is not None
    }
    return key.mac(orjson.dumps(said, option=orjson.OPT_SORT_KEYS))


def head_mac(stream: str, seq: int, last: str, key: ChainKey) -> str:
    """What proves that a stream's head was written with the key."""
    said = {"head": stream, "seq": seq, "hash": last, "key": key.fingerprint}
    return key.mac(orjson.dumps(said, option=orjson.OPT_SORT_KEYS))


def _plain(name: str, value: Any) -> Any:
    if name == "seq":
        fits = type(value) is int
    elif name == "at":
        value = _instant(value)
        fits = value is not None
    elif name == "fields":
        fits = isinstance(value, list) and all(type(each) is str for each in value)
    else:
        fits = value is None or type(value) is str
    if not fits:
        raise Unhashable(name)
    return value


def _instant(value: Any) -> str | None:
    """To the nanosecond, and only in UTC: what else the database keeps can be changed."""
    if not isinstance(value, (datetime, DateTime)) or value.utcoffset() != timedelta(0):
        return None
    nanoseconds = value.nanosecond if isinstance(value, DateTime) else value.microsecond * 1000
    return (
        f"{value.year:04}-{value.month:02}-{value.day:02}"
        f"T{value.hour:02}:{value.minute:02}:{int(value.second):02}.{nanoseconds:09}Z"
    )
