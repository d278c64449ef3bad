"""Which state of the graph an answer would show, as one number pair that every recorded change raises.

Decided: acts and imports record what they do in the chain, in the transaction that does it, so the lengths of all its
streams tell one state from the next; a change of the structure is told as well. What somebody writes into the database
past the service is told only by the next recorded change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.compile.scope import named
from graph.write import REVISION

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from graph.execute import Reader

VERSION = (
    "RETURN [coalesce(head(COLLECT { MATCH (h:ChainHead) WHERE h.id IS NOT NULL RETURN sum(h.seq) }), 0), "
    f"{REVISION}] AS value"
)
STATEMENTS = {"version": VERSION}


async def version(reader: Reader, scope: Scope) -> tuple[int, int]:
    """Records in the chain, and the revision of the structure, as of now.

    Raises:
        NoLongerStands: the caller is not what `scope` was made for any more.
        Unavailable, TooLong: as `Reading.read`.
    """
    text = scope.guarded(VERSION, ["value"])
    rows = scope.unguarded(await reader.read("version", text, scope.bound(named(text))))
    records, revision = rows[0][0]
    return records, revision
