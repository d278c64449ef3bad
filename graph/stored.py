"""What the graph holds of given codes, and by which names things are known: the import's side of reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from neo4j.time import Date, DateTime

from graph.ids import key_of
from graph.kinds import KINDS
from graph.write import chunks, families, link_edges, own_edges

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from neo4j import AsyncManagedTransaction

    from graph.kinds import Edge, Kind

HIGHEST = 50
"""How far up a hierarchy is followed."""


@dataclass(frozen=True)
class StoredNode:
    """A node: its labels, its properties by stored name, and the codes at the far ends of its own edges."""

    code: str
    labels: frozenset[str]
    values: Mapping[str, Any]
    links: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Known:
    """What a node may be called: its labels, and the values of the properties that name or sort it."""

    code: str
    labels: frozenset[str]
    values: Mapping[str, Any]


def nodes_text(family: Kind) -> str:
    """Nodes of a family by `$codes`, with the far ends of their own edges."""
    key = key_of(family).stored
    ends = [
        f"`{e.name}`: [{_pattern('n', e, 'm', KINDS[e.target])} | m.`{key_of(KINDS[e.target]).stored}`]"
        for e in own_edges(family).values()
    ]
    return "\n".join(
        [
            "UNWIND $codes AS code",
            f"MATCH (n:`{family.name}` {{`{key}`: code}})",
            f"RETURN code, labels(n) AS labels, properties(n) AS values, {{{', '.join(ends)}}} AS links",
        ]
    )


def links_text(kind: Kind, edge: Edge) -> str:
    """Edges with data by their ends, `$rows` of `{near, far}`."""
    target = KINDS[edge.target]
    near = f"(n:`{kind.family.name}` {{`{key_of(kind).stored}`: row.near}})"
    # The far end has no label: with one, 5.26 looks up both ends and multiplies them before it follows the edge.
    return "\n".join(
        [
            "UNWIND $rows AS row",
            f"MATCH {near}",
            f"WITH row, n MATCH (n){_arrow(edge, 'r')}(m) WHERE m.`{key_of(target).stored}` = row.far",
            "RETURN row.near AS near, row.far AS far, properties(r) AS values",
        ]
    )


def known_text(family: Kind, *, by_code: bool) -> str:
    """By which names nodes of a family are known: those of `$codes`, or all."""
    key = key_of(family).stored
    wanted = ", ".join(f".`{name}`" for name in sorted({key, *naming(family)}))
    matched = (
        f"UNWIND $codes AS code\nMATCH (n:`{family.name}` {{`{key}`: code}})"
        if by_code
        else f"MATCH (n:`{family.name}`) WHERE n.`{key}` IS NOT NULL"
    )
    return f"{matched}\nRETURN n.`{key}` AS code, labels(n) AS labels, n {{{wanted}}} AS values"


def above_text(family: Kind, edge: Edge) -> str:
    """Each step of the hierarchy above `$codes`."""
    key = key_of(family).stored
    step = edge.path[0]
    left, right = ("-", "->") if step.outgoing else ("<-", "-")
    return "\n".join(
        [
            "UNWIND $codes AS code",
            f"MATCH (n:`{family.name}` {{`{key}`: code}}){left}[:`{step.type}`*0..{HIGHEST}]{right}(a:`{family.name}`)",
            f"MATCH (a){left}[:`{step.type}`]{right}(b:`{family.name}`)",
            f"RETURN DISTINCT a.`{key}` AS child, b.`{key}` AS parent",
        ]
    )


def stacked_text(kind: Kind, edge: Edge) -> str:
    """Which of `$codes` stand at the near end of a flat edge, and which at the far one."""
    key = key_of(kind).stored
    step = edge.path[0]
    left, right = ("-", "->") if step.outgoing else ("<-", "-")
    back, on = ("<-", "-") if step.outgoing else ("-", "->")
    return "\n".join(
        [
            "UNWIND $codes AS code",
            f"MATCH (n:`{kind.family.name}` {{`{key}`: code}})",
            f"RETURN code, EXISTS {{ (n){left}[:`{step.type}`]{right}() }} AS near, EXISTS {{ (n){back}[:`{step.type}`]{on}() }} AS far",
        ]
    )


def naming(family: Kind) -> set[str]:
    """Stored names of the properties that name a node of the family or decide where it may be referred to."""
    named = {p.stored for p in family.props.values() if p.names}
    within = {
        w.partition("=")[0]
        for k in KINDS.values()
        for e in k.edges.values()
        for w, end in ((e.within, e.target), (e.sheet and e.sheet.near_within, k.name))
        if w and KINDS[end].family is family
    }
    return named | within


def _pattern(near: str, edge: Edge, far: str, target: Kind) -> str:
    return f"({near}){_arrow(edge, '')}({far}:`{target.family.name}`)"


def _arrow(edge: Edge, name: str) -> str:
    (hop,) = edge.path
    return f"-[{name}:`{hop.type}`]->" if hop.outgoing else f"<-[{name}:`{hop.type}`]-"


def populated_text() -> str:
    """Which families have any node at all, from the count store."""
    counts = ", ".join(f"{f.name}: COUNT {{ (:`{f.name}`) }}" for f in families())
    return f"RETURN {{{counts}}} AS counts"


async def populated(tx: AsyncManagedTransaction) -> set[str]:
    """Names of the families that have any node: a first import need not ask about the others."""
    record = await (await tx.run(populated_text())).single(strict=True)  # pyright: ignore[reportArgumentType]
    return {family for family, count in record["counts"].items() if count}


async def nodes(
    tx: AsyncManagedTransaction, family: Kind, codes: Collection[str]
) -> dict[str, StoredNode]:
    """The nodes of a family with these codes."""
    found: dict[str, StoredNode] = {}
    for part in chunks(sorted(codes)):
        result = await tx.run(nodes_text(family), codes=part)  # pyright: ignore[reportArgumentType]
        async for r in result:
            ends = {name: frozenset(far) for name, far in r["links"].items()}
            values = {name: native(value) for name, value in r["values"].items()}
            found[r["code"]] = StoredNode(r["code"], frozenset(r["labels"]), values, ends)
    return found


async def links(
    tx: AsyncManagedTransaction, kind: Kind, edge: Edge, pairs: Collection[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, Any]]:
    """The properties of the edges between these pairs of codes."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for part in chunks([{"near": near, "far": far} for near, far in sorted(pairs)]):
        result = await tx.run(links_text(kind, edge), rows=part)  # pyright: ignore[reportArgumentType]
        async for r in result:
            values = {name: native(value) for name, value in r["values"].items()}
            found[r["near"], r["far"]] = values
    return found


async def known(
    tx: AsyncManagedTransaction, family: Kind, codes: Collection[str] | None
) -> list[Known]:
    """By which names nodes of a family are known: those with these codes, or all."""
    text = known_text(family, by_code=codes is not None)
    found: list[Known] = []
    for part in [[]] if codes is None else chunks(sorted(codes)):
        result = await tx.run(text, codes=part)  # pyright: ignore[reportArgumentType]
        async for r in result:
            found.append(Known(r["code"], frozenset(r["labels"]), r["values"]))  # noqa: PERF401
    return found


async def above(
    tx: AsyncManagedTransaction, family: Kind, edge: Edge, codes: Collection[str]
) -> dict[str, str]:
    """The parent of each code and of everything above it."""
    found: dict[str, str] = {}
    for part in chunks(sorted(codes)):
        result = await tx.run(above_text(family, edge), codes=part)  # pyright: ignore[reportArgumentType]
        async for r in result:
            found[r["child"]] = r["parent"]
    return found


async def stacked(
    tx: AsyncManagedTransaction, kind: Kind, edge: Edge, codes: Collection[str]
) -> tuple[set[str], set[str]]:
    """Those of the codes that stand at the near end of a flat edge, and those at the far one."""
    near: set[str] = set()
    far: set[str] = set()
    for part in chunks(sorted(codes)):
        result = await tx.run(stacked_text(kind, edge), codes=part)  # pyright: ignore[reportArgumentType]
        async for r in result:
            near |= {r["code"]} if r["near"] else set()
            far |= {r["code"]} if r["far"] else set()
    return near, far


def native(value: Any) -> Any:
    """A stored value as Python has it: temporal values become date and datetime."""
    if isinstance(value, list):
        return [native(v) for v in value]
    if isinstance(value, DateTime | Date):
        return value.to_native()
    return value


def hierarchies() -> Iterator[tuple[Kind, Edge]]:
    """Edges that lead to at most one node of the same family: they may have no cycle."""
    for family in families():
        for edge in own_edges(family).values():
            if not edge.many and KINDS[edge.target].family is family:
                yield family, edge


def flat_edges() -> Iterator[tuple[Kind, Edge]]:
    """Edges whose chains are no longer than one: what consists of others is part of none (`LinkSheet.flat`)."""
    for kind, edge in link_edges():
        if edge.sheet and edge.sheet.flat:
            yield kind, edge


def statements() -> Iterator[tuple[str, str]]:
    """Every statement this module can send, named."""
    yield "stored.populated", populated_text()
    for family in families():
        yield f"stored.{family.name}", nodes_text(family)
        yield f"known.{family.name}.codes", known_text(family, by_code=True)
        yield f"known.{family.name}.all", known_text(family, by_code=False)
    for kind, edge in link_edges():
        yield f"stored.{kind.name}.{edge.name}", links_text(kind, edge)
    for family, edge in hierarchies():
        yield f"above.{family.name}.{edge.name}", above_text(family, edge)
    for kind, edge in flat_edges():
        yield f"stacked.{kind.name}.{edge.name}", stacked_text(kind, edge)
