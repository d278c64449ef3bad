"""What acts did on a key of their caller's, so that the same request sent again has no second effect.

Decided, and guarded by `tests/access/acts/test_again.py`: the memory is written in the transaction of the effect, under
a unique constraint, so that of callers at once all but one wait and then find it. It holds hashes and the ids that the
answer shows, never a personal value and never a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from neo4j import AsyncManagedTransaction, AsyncTransaction

    from graph.chain import ChainKey

    Tx = AsyncManagedTransaction | AsyncTransaction

REMEMBERED = "Remembered"
"""Label of a memory."""
LONGEST_KEY = 255
KEPT = timedelta(hours=48)
"""How long a memory is kept at least; told as 24 hours."""
OFTEN = timedelta(hours=1)
"""How often what was kept long enough is looked for."""
_AT_A_TIME = 1_000

_REMEMBER = """
UNWIND $remembered AS row
MERGE (m:Remembered {key: row.key})
SET m.request = row.request, m.act = row.act, m.shown = row.shown, m.at = row.at
"""

_FORGET = """
MATCH (m:Remembered) WHERE m.at < $before
WITH m LIMIT $limit
DELETE m
"""

STATEMENTS = {"remembered.remember": _REMEMBER, "remembered.forget": _FORGET}


@dataclass(frozen=True)
class Name:
    """How one act of a request is remembered: a hash of whose key it is, and one of all that was asked.

    `given` says whether the key is the caller's own; else it is one of this request alone.
    """

    key: str
    request: str
    given: bool


@dataclass(frozen=True)
class Memory:
    """What an act did: the hash of all that was asked, and the ids that its answer showed."""

    request: str
    shown: Mapping[str, str]


def name_of(
    key: ChainKey, *, account: str | None, act: str, said: str, given: bool, asked: Mapping[str, Any]
) -> Name:  # fmt: skip
    """The name for an act of an account on a key that was `said`; hashes with the secret key, so that nobody can guess."""
    whose = orjson.dumps(["remembered", account, act, said])
    what = orjson.dumps(["asked", act, asked], option=orjson.OPT_SORT_KEYS)
    return Name(key.mac(whose), key.mac(what), given)


def recalled(found: Sequence[Mapping[str, Any]]) -> dict[str, Memory]:
    """What is remembered, by key, of what `graph.holding` has found; what is not is held for us until the transaction ends."""
    return {
        each["key"]: Memory(each["request"], orjson.loads(each["shown"]))
        for each in found
        if each["request"] is not None
    }


def remembering(
    done: Sequence[tuple[Name, str, Mapping[str, str]]], now: datetime
) -> tuple[str, dict[str, Any]]:
    """The statement that keeps what was done, and its parameters: name, act and the ids shown of each."""
    rows = [
        {"key": name.key, "request": name.request, "act": act, "shown": orjson.dumps(shown).decode(), "at": now}
        for name, act, shown in done
    ]  # fmt: skip
    return _REMEMBER, {"remembered": rows}


async def forget(tx: Tx, now: datetime) -> None:
    """Delete some of what has been kept long enough."""
    await (await tx.run(_FORGET, before=now - KEPT, limit=_AT_A_TIME)).consume()
