"""What an import says about itself in the record of changes: which rows, which fields, never a value."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.chain import ChainKey, Entry, audit_key
from graph.chain.many import details_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seeds.plan import Writes

STREAM = "import"
ACT = "IMPORT"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class By:
    """Who imports, as it is recorded, and with which key; `now` is the clock."""

    key: ChainKey
    actor: str
    via: str = "LOCAL"
    now: Callable[[], datetime] = _now


def local() -> By:
    """Whoever uses this machine.

    Raises:
        ServerProblem: the audit key can't be had.
    """
    return By(audit_key(os.environ), f"local:{_user()}")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def entry_of(writes: Writes, files: Sequence[str], by: By) -> Entry:
    """The record of one transaction of an import."""
    fields = sorted({f"{c.kind}.{name}" for c in writes.changed for name in c.fields})
    details = details_of((c.kind, c.key, c.new, c.fields) for c in writes.changed)
    return Entry(
        stream=STREAM, at=by.now(), act=ACT, actor=by.actor, via=by.via, request=None,
        target=", ".join(files), target_kind=None, fields=tuple(fields), details=details,
    )  # fmt: skip
