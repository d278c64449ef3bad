"""What a statement brings for histories: the records about a node, and the node as it is, as far as it may be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.kinds import KINDS
from graph.write import link_edges, own_edges
from schema.access.table import OPEN, TABLE

if TYPE_CHECKING:
    from graph.kinds import Edge, Kind

_CHANGES = """COLLECT {{
    MATCH (c:Change) WHERE c.target = {node}.id AND «beyond c:Change»
    RETURN [c.id, toString(c.at), c.act, c.actor, c.reason, c.details, c.fromStatus, c.toStatus, c.delta, c.seq,
      head(COLLECT {{ MATCH (a:Account {{id: c.actor}})-[:IS]->(p:Person) WHERE «beyond a:Account» AND «scope p:Person» RETURN p.name }})]
  }}"""


_BESIDE = """COLLECT {{ MATCH ({n})-[:USES]->()<-[:USES]-(other:Commitment) WHERE «scope other:Commitment» RETURN other.id }}"""
"""Commitments that use the same resource, as far as the caller sees them: to whom something went instead."""


def _history(kind: Kind) -> str:
    """The records about a node, and which of its fields may be read; null for whoever is not told."""
    changes = _CHANGES.format(node="{n}")
    beside = _BESIDE if kind.name == "Commitment" else "[]"
    return f"CASE WHEN «may READ_HISTORY {{n}}:{kind.name}» THEN {{{{changes: {changes}, reads: {_reads(kind)}, beside: {beside}}}}} END".replace("{{", "{").replace("}}", "}")  # fmt: skip


def _as_of(kind: Kind) -> str:
    """The same, with the node as it is; `{at}` is the instant."""
    changes = _CHANGES.format(node="{n}")
    values = ", ".join(f".`{p.stored}`" for p in kind.props.values() if not p.personal)
    personal = ", ".join(
        f"{p.name}: {{n}}.`{p.stored}` IS NOT NULL" for p in kind.props.values() if p.personal
    )
    ends = ", ".join(f"{name}: {_ends(edge)}" for name, edge in edges_of(kind).items())
    return (
        f"CASE WHEN «may READ_HISTORY {{n}}:{kind.name}» THEN {{at: toString({{at}}), changes: {changes}, reads: {_reads(kind)}, "
        f"values: {{n}} {{{values}}}, personal: {{{personal}}}, ends: {{{ends}}}}} END"
    )


def historied() -> list[Kind]:
    """Every kind that is kept and has a type of its own; not accounts, of which records say what was done and no values."""
    return [
        k for k in KINDS.values()
        if "code" in k.props and k.family.labelled and k.shown_as is None and not k.abstract
        and k.name not in {"FirstSecretary", "Account"}
    ]  # fmt: skip


def edges_of(kind: Kind) -> dict[str, Edge]:
    """The edges that are written with a kind: those of its own sheet or acts, and those of link sheets."""
    links = {e.name: e for k, e in link_edges() if k.family is kind.family}
    return {**own_edges(kind.family), **links}


def _reads(kind: Kind) -> str:
    """Of each field that is not open to all, whether the caller may read it."""
    gated = [p for p in kind.props.values() if not p.personal and layer_of(kind, p.name) != OPEN]
    return "{" + ", ".join(f"{p.name}: «reads {{n}}.{p.name}:{kind.name}»" for p in gated) + "}"


def layer_of(kind: Kind, field: str) -> str | None:
    """The layer of a field, said with its kind or with one that it extends."""
    said = TABLE.fields.get(kind.name, {}).get(field)
    return said or (layer_of(kind.parent, field) if kind.parent else None)


def _ends(edge: Edge) -> str:
    (hop,) = edge.path
    left, right = ("-", "->") if hop.outgoing else ("<-", "-")
    shown = "true" if edge.target in OPEN_FAMILIES else f"«scope far:{edge.target}»"
    data = "properties(link)" if edge.data else "null"
    return (
        f"COLLECT {{ MATCH ({{n}}){left}[link:`{hop.type}`]{right}(far:`{edge.target}`) WHERE «beyond far:{edge.target}» "
        f"RETURN [far.id, {data}, {shown}] }}"
    )


OPEN_FAMILIES = frozenset(
    family
    for family, rows in TABLE.rows.items()
    if all(names == ("ALL",) for names in rows.values())
)
"""Families of which everybody sees everything."""
HISTORY = {kind.name: _history(kind) for kind in historied()}
AS_OF = {kind.name: _as_of(kind) for kind in historied()}
"""By kind, the facts of its `history`, and of `asOf`."""
