"""Writing declared kinds, many rows to a statement.

Labels, relationship types and property names in the text come from the declarations, values are parameters.
Decided: MERGE stands on a uniqueness constraint (nodes) or on two matched ends (edges), and every statement answers
how many rows it wrote, so that a far end which vanished in the meantime ends the transaction instead of the edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.ids import key_of, node_id
from graph.kinds import KINDS, levels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neo4j import AsyncManagedTransaction, AsyncTransaction

    from graph.kinds import Edge, Kind

ROWS_PER_STATEMENT = 1000

REVISION = "coalesce(head(COLLECT { MATCH (structure:Structure {id: 'graph'}) RETURN structure.revision }), 0)"
"""How often the structure has been written: places, units, how they are bound, categories, resources.

What a reader derived from the structure holds as long as this number does. Whoever writes it calls `revise`.
"""

REVISE = """
MERGE (s:Structure {id: 'graph'})
SET s.revision = coalesce(s.revision, 0) + 1
"""


class Vanished(Exception):
    """A node that an edge leads to was deleted by somebody else while we wrote."""


@dataclass(frozen=True)
class NodeWrite:
    """A node to create or change: `values` by stored name, None removes the property."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class EdgeWrite:
    """An edge to create, change or remove between two codes, as seen from the declaring kind."""

    near: str
    far: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class AfterWrite:
    """What must hold again, in the same transaction, once nodes of a kind were written.

    `text` gets `$codes`, those of the nodes written or given another edge, and `$left`, those of the nodes that lost
    an edge to one of them.
    """

    kind: str
    name: str
    text: str


AFTER_WRITE: list[AfterWrite] = []
"""Registered by the topics (`schema.secretaries`)."""


VERSION = "version"
"""Counts how often a node was written, where the kind declares it; no row and no input ever says it."""


def counted(kind: Kind, variable: str) -> str:
    """The assignment that counts a write, after a comma; nothing for a kind that keeps no count."""
    if VERSION not in kind.props:
        return ""
    return f", {variable}.`{VERSION}` = coalesce({variable}.`{VERSION}`, 0) + 1"


def node_text(kind: Kind) -> str:
    """Create or change nodes of a precise kind; `$rows` of `{code, id, values}`."""
    family, key = kind.family, key_of(kind).stored
    others = [] if kind.abstract else [k.name for k in imported(family) if k is not kind]
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MERGE (n:`{family.name}` {{`{key}`: row.code}})",
            f"ON CREATE SET n.`{kind.id_prop.stored}` = row.id",
            *([f"SET n:`{kind.name}`"] if kind is not family else []),
            f"SET n += row.values{counted(kind, 'n')}",
            *([f"REMOVE {', '.join(f'n:`{name}`' for name in others)}"] if others else []),
            "RETURN count(*) AS written",
        ]
    )


def edge_text(kind: Kind, edge: Edge) -> str:
    """Create or change edges; `$rows` of `{near, far, values}`."""
    target = KINDS[edge.target]
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MATCH {_end('n', kind, 'row.near')}",
            # Renamed, the second look-up depends on this step; else the planner multiplies the two.
            "WITH n, row.far AS far, row.values AS values",
            f"MATCH {_end('m', target, 'far')}",
            f"MERGE (n){_arrow(edge)}(m)",
            *(["SET r += values"] if edge.data else []),
            "RETURN count(*) AS written",
        ]
    )


def unlink_text(kind: Kind, edge: Edge) -> str:
    """Remove edges; `$rows` of `{near, far}`.

    The far end has no label here: with one, 5.26 looks up both ends and multiplies them before it follows the edge.
    """
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MATCH {_end('n', kind, 'row.near')}",
            f"WITH row, n MATCH (n){_arrow(edge)}(m) WHERE m.`{key_of(KINDS[edge.target]).stored}` = row.far",
            "DELETE r",
        ]
    )


def _end(name: str, kind: Kind, value: str) -> str:
    return f"({name}:`{kind.family.name}` {{`{key_of(kind).stored}`: {value}}})"


def _arrow(edge: Edge) -> str:
    (hop,) = edge.path
    return f"-[r:`{hop.type}`]->" if hop.outgoing else f"<-[r:`{hop.type}`]-"


async def write_nodes(tx: AsyncManagedTransaction, kind: Kind, writes: Sequence[NodeWrite]) -> None:
    """Create the nodes that aren't there and set the given values on all."""
    rows = [{"code": w.code, "id": node_id(kind, w.code), "values": dict(w.values)} for w in writes]
    await _run(tx, node_text(kind), rows)


async def write_edges(
    tx: AsyncManagedTransaction, kind: Kind, edge: Edge, writes: Sequence[EdgeWrite]
) -> None:
    """Create the edges that aren't there and set the given values on all.

    Raises:
        Vanished: one of the ends is gone.
    """
    rows = [{"near": w.near, "far": w.far, "values": dict(w.values)} for w in writes]
    await _run(tx, edge_text(kind, edge), rows)


async def remove_edges(
    tx: AsyncManagedTransaction, kind: Kind, edge: Edge, writes: Sequence[EdgeWrite]
) -> None:
    """Remove edges; those that somebody else has removed already are fine too."""
    for part in chunks([{"near": w.near, "far": w.far} for w in writes]):
        await (await tx.run(unlink_text(kind, edge), rows=part)).consume()  # pyright: ignore[reportArgumentType]


async def _run(tx: AsyncManagedTransaction, text: str, rows: list[dict[str, Any]]) -> None:
    for part in chunks(rows):
        result = await tx.run(text, rows=part)  # pyright: ignore[reportArgumentType]
        record = await result.single(strict=True)
        if record["written"] < len(part):
            raise Vanished


async def revise(tx: AsyncManagedTransaction | AsyncTransaction) -> None:
    """Say, in the transaction that writes it, that the structure is another."""
    await (await tx.run(REVISE)).consume()


async def restore_what_follows(
    tx: AsyncManagedTransaction, kind: Kind, codes: Sequence[str], left: Sequence[str]
) -> None:
    """Run what is registered for the kind (see `AfterWrite`)."""
    for after in AFTER_WRITE:
        if after.kind == kind.name:
            await (await tx.run(after.text, codes=codes, left=left)).consume()  # pyright: ignore[reportArgumentType]


def chunks(rows: Sequence[Any], size: int = ROWS_PER_STATEMENT) -> Iterator[Sequence[Any]]:
    """The rows in parts that one statement takes."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def imported(family: Kind) -> list[Kind]:
    """The precise kinds that rows of a family's sheet can be."""
    return levels(family) if family.abstract else [family]


def families() -> list[Kind]:
    """Kinds that have a sheet of their own, in the order of declaration."""
    return [k for k in KINDS.values() if k.labelled and k.family is k and k.sheet]


def own_edges(family: Kind) -> dict[str, Edge]:
    """The edges that the sheet of a family writes."""
    kinds = [family, *imported(family)]
    return {name: e for k in kinds for name, e in k.edges.items() if e.column}


def link_edges() -> list[tuple[Kind, Edge]]:
    """The edges that have a sheet of their own, each with the kind it starts from."""
    return [(k, e) for k in families() for e in k.edges.values() if e.sheet]


def statements() -> Iterator[tuple[str, str]]:
    """Every statement this module can send, named."""
    for family in families():
        for kind in imported(family):
            yield f"write.{kind.name}", node_text(kind)
        for edge in own_edges(family).values():
            yield f"write.{family.name}.{edge.name}", edge_text(family, edge)
            yield f"unlink.{family.name}.{edge.name}", unlink_text(family, edge)
    for kind, edge in link_edges():
        yield f"write.{kind.name}.{edge.name}", edge_text(kind, edge)
    yield "write.revise", REVISE
    for after in AFTER_WRITE:
        yield after.name, after.text
