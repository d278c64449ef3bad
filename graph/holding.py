"""What acts hold: memories under their keys, and locks in one order for all, taken in one statement.

Decided, and guarded by `tests/access/acts/test_races.py` and `tests/access/acts/loop/test_races.py`: memories first, then what
hangs on the ids that an act names, then all locks in the order of their ids; only what is asked for after that is a fact.

In a statement that writes, an index locks whatever is looked up in it by equality, and what is not there for everybody, in the order
in which it is looked up. So no fact is read in one, and what reaches from id to id says `id <= n.id <= id`, which does
not lock (`tests/access/acts/test_nobody_waits.py`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from neo4j import AsyncManagedTransaction, AsyncTransaction

    Tx = AsyncManagedTransaction | AsyncTransaction

# Of several at once on one key, all but one wait for the lock behind the constraint. The locks are nodes of their own: an
# edge to a node that somebody waits for is a deadlock. What was done before holds nothing.
_HOLD = """
CALL () {{
  UNWIND $keys AS key
  MERGE (m:Remembered {{key: key}})
  RETURN collect({{key: m.key, request: m.request, shown: m.shown}}) AS memories
}}
CALL (memories) {{
  WITH [each IN $held WHERE NOT each.key IN [m IN memories WHERE m.request IS NOT NULL | m.key]] AS fresh
  CALL (fresh) {{
    UNWIND fresh AS each UNWIND each.ids AS id RETURN id{reached}
  }}
  WITH DISTINCT id ORDER BY id
  MERGE (l:Lock {{id: id}})
  SET l.held = true
  REMOVE l.held
  RETURN count(*) AS locks
}}
RETURN memories
"""
_REACHED = """
  UNION
    WITH reduce(found = [], each IN fresh | found + coalesce(each.from{at}, [])) AS from{at}
    {reach}"""


@functools.lru_cache(maxsize=256)
def holding(reaches: tuple[str, ...]) -> str:
    """The statement for acts that reach so from the ids they name."""
    said = [reach.replace("$ids", f"from{at}").strip() for at, reach in enumerate(reaches)]
    return _HOLD.format(reached="".join(_REACHED.format(at=at, reach=reach) for at, reach in enumerate(said)))  # fmt: skip


@dataclass(frozen=True)
class Held:
    """What one act holds.

    Args:
        key: under which it is remembered; an act that is holds nothing. ids: those that it names.
        reach: a statement that tells what hangs on `$ids` (`graph.acts.Lock`).
    """

    key: str
    ids: Collection[str]
    reach: str | None = None


async def hold(tx: Tx, keys: Collection[str], held: Sequence[Held]) -> Sequence[Mapping[str, Any]]:
    """What is remembered under the keys, once nobody else is at it, with everything held that the others need."""
    if not keys and not any(each.ids for each in held):
        return ()
    reaches = tuple(dict.fromkeys(each.reach for each in held if each.reach))
    said = [
        {"key": each.key, "ids": sorted(each.ids)}
        | ({f"from{reaches.index(each.reach)}": sorted(each.ids)} if each.reach else {})
        for each in held
    ]
    found = await tx.run(holding(reaches), keys=sorted(set(keys)), held=said)  # pyright: ignore[reportArgumentType]
    return (await found.single(strict=True))["memories"]
