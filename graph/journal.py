"""Long imports, remembered: a bookkeeping node that each batch advances in its own transaction.

What the node says is therefore always what the graph holds, whatever was killed when.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction

IMPORT_RUN = "ImportRun"


@dataclass(frozen=True)
class Run:
    """An import in batches: `next` of `total` rows are in the graph. `id` is the hash of its rows in their order."""

    id: str
    next: int
    total: int
    started_at: str


_BEGIN = """
MERGE (r:ImportRun {id: $id})
ON CREATE SET r.state = 'APPLYING', r.next = 0, r.total = $total, r.startedAt = datetime()
WITH r, r.state = 'APPLYING' AS unfinished
SET r.next = CASE WHEN unfinished THEN r.next ELSE 0 END,
    r.startedAt = CASE WHEN unfinished THEN r.startedAt ELSE datetime() END,
    r.finishedAt = NULL, r.state = 'APPLYING'
RETURN r.id AS id, r.next AS next, r.total AS total, toString(r.startedAt) AS started_at
"""

_ADVANCE = """
MATCH (r:ImportRun {id: $id})
SET r.next = $next, r.state = CASE WHEN $next < r.total THEN 'APPLYING' ELSE 'COMPLETE' END,
    r.finishedAt = CASE WHEN $next < r.total THEN NULL ELSE datetime() END
"""

_UNFINISHED = """
MATCH (r:ImportRun) WHERE r.id IS NOT NULL AND r.state = 'APPLYING'
RETURN r.id AS id, r.next AS next, r.total AS total, toString(r.startedAt) AS started_at
ORDER BY r.id
"""

_ABANDON = """
MATCH (r:ImportRun) WHERE r.id IS NOT NULL AND r.state = 'APPLYING'
SET r.state = 'ABANDONED', r.finishedAt = datetime()
"""


async def begin(tx: AsyncManagedTransaction, run_id: str, total: int) -> Run:
    """Mark a run as being applied; one that was interrupted goes on where it was."""
    record = await (await tx.run(_BEGIN, id=run_id, total=total)).single(strict=True)
    return Run(**record.data())


async def advance(tx: AsyncManagedTransaction, run_id: str, done: int) -> None:
    """Say, in the transaction that wrote them, that the first `done` rows are in; all of them complete the run."""
    await (await tx.run(_ADVANCE, id=run_id, next=done)).consume()


async def unfinished(tx: AsyncManagedTransaction) -> list[Run]:
    """Runs that were begun and are not complete."""
    return [Run(**record) for record in await (await tx.run(_UNFINISHED)).data()]


async def abandon(tx: AsyncManagedTransaction) -> None:
    """Give up unfinished runs; the rows they have written stay."""
    await (await tx.run(_ABANDON)).consume()


STATEMENTS = {
    "journal.begin": _BEGIN,
    "journal.advance": _ADVANCE,
    "journal.unfinished": _UNFINISHED,
    "journal.abandon": _ABANDON,
}
