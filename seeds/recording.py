"""What an import says about itself in the record of changes: which rows, which fields, and of each row what became of it, personal values only by name."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.chain import ChainKey, Entry, audit_key
from graph.chain.many import details_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seeds.plan import Changed, Writes

STREAM = "import"
ACT = "IMPORT"
ROWS, ROW = "import-rows", "IMPORT_ROW"
"""Stream and act of the records of single rows."""


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


def entries_of(writes: Writes, files: Sequence[str], by: By) -> list[Entry]:
    """The records of one transaction of an import: one about all of it, which followers are told of, and one for each row,
    so that the history of anything is found by its id."""
    fields = sorted({f"{c.kind}.{name}" for c in writes.changed for name in c.fields})
    details = details_of((c.kind, c.key, c.new, c.fields) for c in writes.changed)
    whole = Entry(
        stream=STREAM, at=by.now(), act=ACT, actor=by.actor, via=by.via, request=None,
        target=", ".join(files), target_kind=None, fields=tuple(fields), details=details,
    )  # fmt: skip
    return [whole, *(_of_row(changed, whole) for changed in writes.changed)]


def _of_row(changed: Changed, whole: Entry) -> Entry:
    before, after = changed.statuses
    moved = {} if before == after else {"from_status": before, "to_status": after}
    return replace(
        whole, stream=ROWS, act=ROW, target=changed.id, target_kind=changed.kind.partition(".")[0],
        fields=changed.fields, details=None, delta=changed.delta, **moved,
    )  # fmt: skip
