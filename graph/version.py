"""Which state of the graph an answer would show, as a few numbers that are others after every recorded change.

Decided: acts and imports record what they do in the chain, in the transaction that does it, so the heads of its streams
tell one state from the next. What proves a head (its MAC) depends on its stream, its length and everything recorded in
it; Cypher has no hash, so parts of the MACs are summed, each part over all streams: whoever holds a copy of the graph
that went another way has other sums, however many records there are. A change of the structure and a migration are told
as well. What somebody writes into the database past the service is told only by the next recorded change, and what the
service itself writes without a record (`Prop.recorded`) not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.compile.scope import named
from graph.write import REVISION

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from graph.execute import Reader

_DIGITS = 11
"""Of a MAC in each part: 44 bits, so that half a million streams fit into a sum."""
_PARTS = ", ".join(
    # 5.26 reads hexadecimal only as a float, which is exact up to 53 bits.
    f"sum(toInteger(toFloat('0x' + substring(h.mac, {at}, {_DIGITS}) + 'p0')))"
    for at in range(0, 2 * _DIGITS, _DIGITS)
)
VERSION = (
    f"RETURN [head(COLLECT {{ MATCH (h:ChainHead) WHERE h.id IS NOT NULL RETURN [count(h), sum(h.seq), {_PARTS}] }}), "
    f"{REVISION}, COUNT {{ MATCH (m:Migration) WHERE m.number IS NOT NULL }}] AS value"
)
STATEMENTS = {"version": VERSION}


async def version(reader: Reader, scope: Scope) -> list[Any]:
    """The heads of the chain, the revision of the structure, and migrations, as of now.

    Raises:
        NoLongerStands: the caller is not what `scope` was made for any more.
        Unavailable, TooLong: as `Reading.read`.
    """
    text = scope.guarded(VERSION, ["value"])
    rows = scope.unguarded(await reader.read("version", text, scope.bound(named(text))))
    return rows[0][0]
