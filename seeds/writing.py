"""Rows compared with what the graph holds of them, and what they change written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.kinds import KINDS
from graph.stored import links, nodes
from graph.write import own_edges, remove_edges, restore_what_follows, write_edges, write_nodes
from seeds.plan import NodeRow, compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from neo4j import AsyncManagedTransaction

    from graph.kinds import Edge
    from seeds.checks import Stored
    from seeds.plan import Row, Writes


async def held_of(tx: AsyncManagedTransaction, rows: Sequence[Row]) -> Stored:
    """What the graph holds of the rows' nodes."""
    codes: dict[str, set[str]] = {}
    for row in rows:
        if isinstance(row, NodeRow):
            codes.setdefault(row.kind.family.name, set()).add(row.code)
    return {family: await nodes(tx, KINDS[family], wanted) for family, wanted in codes.items()}


async def compared(tx: AsyncManagedTransaction, rows: Sequence[Row], held: Stored) -> Writes:
    """What the rows change of what the graph holds."""
    pairs: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for row in rows:
        if not isinstance(row, NodeRow):
            pairs.setdefault((row.kind.name, row.edge.name), set()).add((row.near, row.far))
    edges = {
        (kind, edge): await links(tx, KINDS[kind], KINDS[kind].edges[edge], wanted)
        for (kind, edge), wanted in pairs.items()
    }
    return compare(rows, held, edges)


async def write_all(tx: AsyncManagedTransaction, writes: Writes) -> None:
    """Nodes before edges, and at last what must hold again."""
    for kind, changed in writes.nodes.items():
        await write_nodes(tx, KINDS[kind], changed)
    for (family, name), gone in writes.removed.items():
        await remove_edges(tx, KINDS[family], _edge(family, name), gone)
    for (family, name), added in writes.added.items():
        await write_edges(tx, KINDS[family], _edge(family, name), added)
    for family, touched in writes.touched.items():
        left = {w.far for (f, _), gone in writes.removed.items() if f == family for w in gone}
        await restore_what_follows(tx, KINDS[family], touched, sorted(left))


def _edge(family: str, name: str) -> Edge:
    return own_edges(KINDS[family]).get(name) or KINDS[family].edges[name]
