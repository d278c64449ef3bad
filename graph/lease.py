"""One at a time: a lock node that a transaction holds, or a process keeps for a while.

Decided: time is the database's, so clocks of different machines don't matter. Whoever keeps a lease says so again in
every transaction (`hold`), which fails once somebody else has it: a process that slept through its lease can't write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neo4j import AsyncManagedTransaction

LEASE = "Lease"

# The first SET takes the node's lock; only then is it read.
_HOLD = """
MERGE (l:Lease {id: $name})
SET l.touchedAt = datetime()
WITH l
WHERE l.owner IS NULL OR l.owner = $owner OR l.until < datetime()
SET l.owner = CASE WHEN $seconds IS NULL THEN NULL ELSE $owner END,
    l.until = datetime() + duration({seconds: coalesce($seconds, 0)})
RETURN l.until AS until
"""

_RELEASE = """
MATCH (l:Lease {id: $name}) WHERE l.owner = $owner
SET l.owner = NULL
"""

_LEFT = """
MATCH (l:Lease {id: $name}) WHERE l.owner IS NOT NULL AND l.owner <> $owner AND l.until > datetime()
RETURN l.owner AS owner, toString(l.until) AS until,
       duration.inSeconds(datetime(), l.until).seconds + 1 AS seconds
"""


class Taken(Exception):
    """Somebody else holds the lease. `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(f"somebody else holds the lease {name!r}")
        self.name = name


async def hold(
    tx: AsyncManagedTransaction, name: str, owner: str, *, seconds: int | None = None
) -> None:
    """Take the lock until this transaction ends, and keep the lease `seconds` longer if given.

    Raises:
        Taken: another owner keeps it.
    """
    result = await tx.run(_HOLD, name=name, owner=owner, seconds=seconds)
    if await result.single() is None:
        raise Taken(name)


async def release(tx: AsyncManagedTransaction, name: str, owner: str) -> None:
    """Give the lease back; nothing happens if it isn't ours."""
    await (await tx.run(_RELEASE, name=name, owner=owner)).consume()


async def time_left(tx: AsyncManagedTransaction, name: str, owner: str) -> tuple[str, int] | None:
    """When the lease of somebody else ends, and in how many seconds; None if it is free or ours."""
    record = await (await tx.run(_LEFT, name=name, owner=owner)).single()
    return (record["until"], record["seconds"]) if record else None


STATEMENTS = {"lease.hold": _HOLD, "lease.release": _RELEASE, "lease.left": _LEFT}
