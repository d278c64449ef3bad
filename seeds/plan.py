"""From checked drafts to what is to be written, in an order in which every row finds its far ends.

Decided: rows go in the order of their references (kinds first, then along hierarchies), so that a row's node and all
its edges can be written in one transaction, and a batch never needs a later one. Within that the order is that of
the codes: it doesn't depend on the order of rows or files.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

from graph.deltas import delta
from graph.ids import key_of, node_id
from graph.kinds import KINDS
from graph.stored import hierarchies
from graph.values import stored
from graph.write import VERSION, EdgeWrite, NodeWrite, families, own_edges
from seeds.checks import kind_of
from seeds.sheets import FAR, NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.kinds import Edge, Kind
    from graph.stored import StoredNode
    from seeds.checks import Stored
    from seeds.rows import Draft
    from seeds.sheets import Sheet


@dataclass(frozen=True)
class NodeRow:
    """A node as a row wants it, of the precise kind that file or graph says.

    `values` by stored name (None removes) and `links` by edge name hold what the file has columns for; `if_new`
    what a new node gets besides.
    """

    sheet: Sheet
    kind: Kind
    code: str
    values: Mapping[str, Any]
    if_new: Mapping[str, Any]
    links: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class LinkRow:
    """An edge as a row of a link sheet wants it."""

    sheet: Sheet
    kind: Kind
    edge: Edge
    near: str
    far: str
    values: Mapping[str, Any]
    if_new: Mapping[str, Any]


Row = NodeRow | LinkRow


@dataclass(frozen=True)
class Changed:
    """A row that changes something: what it stands for, and the names of the fields that become different.

    `kind` names a kind and `key` a code, or an edge as `Alliance.members` and the codes of both its ends; `delta` says what
    became of the node `id` (`graph.deltas`).
    """

    kind: str
    key: str | tuple[str, str]
    new: bool
    fields: tuple[str, ...]
    id: str = ""
    delta: str = ""
    statuses: tuple[str | None, str | None] = (None, None)


@dataclass
class Writes:
    """What a set of rows changes: nodes by precise kind, edges to add and to remove by family and edge name."""

    nodes: dict[str, list[NodeWrite]] = field(default_factory=dict)
    added: dict[tuple[str, str], list[EdgeWrite]] = field(default_factory=dict)
    removed: dict[tuple[str, str], list[EdgeWrite]] = field(default_factory=dict)
    touched: dict[str, list[str]] = field(default_factory=dict)
    """Codes of the rows that change anything, by family."""
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many rows, by sheet title and what became of them: created, updated, unchanged."""
    changed: list[Changed] = field(default_factory=list)


def ready(drafts: Sequence[Draft], held: Stored) -> list[Row]:
    """Checked drafts as rows to write, in the order to write them."""
    found: list[Row] = [
        _link_row(d) if d.sheet.edge else _node_row(d, kind_of(d, held) or d.sheet.kind)
        for d in drafts
    ]
    rank = {name: at for at, name in enumerate(_family_order())}
    depth = _depths([row for row in found if isinstance(row, NodeRow)])

    def place(row: Row) -> tuple[Any, ...]:
        if isinstance(row, LinkRow):
            return (1, row.sheet.file, 0, row.near, row.far)
        family = row.kind.family.name
        return (0, rank[family], depth[family, row.code], row.code, "")

    return sorted(found, key=place)


def fingerprint(rows: Iterable[Row]) -> str:
    """A hash of what the rows say, in their order: two imports with the same one do the same."""
    digest = hashlib.sha256()
    for row in rows:
        ends = (
            {"near": row.near, "far": row.far}
            if isinstance(row, LinkRow)
            else {n: sorted(c) for n, c in row.links.items()}
        )
        said = [row.sheet.file, row.kind.name, getattr(row, "code", ""), ends, row.values]
        digest.update(json.dumps(said, sort_keys=True, default=str, ensure_ascii=False).encode())
    return digest.hexdigest()


def _node_row(draft: Draft, kind: Kind) -> NodeRow:
    values = {kind.props[n].stored: stored(v) for n, v in draft.values.items() if n in kind.props}
    given = set(values)
    if_new = {
        c.prop.stored: stored(c.prop.default)
        for c in draft.sheet.columns.values()
        if c.role == "prop" and c.prop and c.prop.default is not None and c.prop.stored not in given
    }
    links = {name: frozenset(codes) for name, codes in draft.links.items()}
    return NodeRow(draft.sheet, kind, draft.code, values, if_new, links)


def _link_row(draft: Draft) -> LinkRow:
    sheet, edge = draft.sheet, draft.sheet.edge
    if edge is None:
        raise TypeError(f"{sheet.file} is no link sheet")
    values = {p.stored: stored(draft.values[p.name]) for p in edge.data if p.name in draft.values}
    if_new = {
        p.stored: stored(p.default)
        for p in edge.data
        if p.default is not None and p.stored not in values
    }
    (near,), (far,) = draft.links[NEAR], draft.links[FAR]
    return LinkRow(sheet, sheet.kind, edge, near, far, values, if_new)


def _family_order() -> list[str]:
    """Families so that each stands after all that its own edges lead to.

    Raises:
        graphlib.CycleError: two families have edges of their own to each other; batches couldn't be ordered.
    """
    needs = {
        f.name: {KINDS[e.target].family.name for e in own_edges(f).values()} - {f.name}
        for f in families()
    }
    return list(TopologicalSorter(needs).static_order())


def _depths(rows: Sequence[NodeRow]) -> dict[tuple[str, str], int]:
    """How many rows of its own family stand above each row."""
    above: dict[tuple[str, str], set[str]] = {}
    own = {(f.name, e.name) for f, e in hierarchies()}
    for row in rows:
        family = row.kind.family.name
        above[family, row.code] = {
            c for n, codes in row.links.items() if (family, n) in own for c in codes
        }
    depth: dict[tuple[str, str], int] = {}
    graph = {
        key: {(key[0], c) for c in codes if (key[0], c) in above} for key, codes in above.items()
    }
    for key in TopologicalSorter(graph).static_order():
        depth[key] = 1 + max((depth[k] for k in graph[key]), default=-1)
    return depth


def compare(
    rows: Iterable[Row],
    nodes: Mapping[str, Mapping[str, StoredNode]],
    edges: Mapping[tuple[str, str], Mapping[tuple[str, str], Mapping[str, Any]]],
) -> Writes:
    """What has to be written so that the graph says what the rows say; nothing for what it says already."""
    writes = Writes()
    for row in rows:
        if isinstance(row, LinkRow):
            outcome = _compare_link(row, edges[row.kind.name, row.edge.name], writes)
        else:
            outcome = _compare_node(row, nodes[row.kind.family.name].get(row.code), writes)
        writes.tally[row.sheet.title, outcome] += 1
    return writes


def _compare_link(
    row: LinkRow, held: Mapping[tuple[str, str], Mapping[str, Any]], writes: Writes
) -> str:
    old = held.get((row.near, row.far))
    values = {**row.if_new, **row.values} if old is None else _different(row.values, old)
    if old is not None and not values:
        return "unchanged"
    key = (row.kind.name, row.edge.name)
    writes.added.setdefault(key, []).append(EdgeWrite(row.near, row.far, values))
    names = {p.stored: p.name for p in row.edge.data}
    fields = tuple(sorted(names[n] for n in values))
    ends = (row.near, row.far)
    far = node_id(KINDS[row.edge.target], row.far)
    was, now = ([(far, old)] if old is not None else []), [(far, {**(old or {}), **values})]
    became = delta(row.kind, {}, {}, {row.edge.name: was}, {row.edge.name: now})
    writes.changed.append(
        Changed(
            f"{key[0]}.{key[1]}", ends, old is None, fields, node_id(row.kind, row.near), became
        )
    )
    return "created" if old is None else "updated"


def _compare_node(row: NodeRow, old: StoredNode | None, writes: Writes) -> str:
    family = row.kind.family.name
    values = {**row.if_new, **row.values} if old is None else _different(row.values, old.values)
    names = {p.stored: p.name for p in row.kind.props.values()}
    relabelled = old is not None and not set(row.kind.labels) <= old.labels
    kept = {n: v for n, v in values.items() if v is not None or old is not None}
    fields = {names[n] for n in kept} | ({"level"} if relabelled else set())
    lost: dict[str, list[str]] = {}
    got: dict[str, list[str]] = {}
    for name, wanted in row.links.items():
        held = old.links.get(name, frozenset()) if old else frozenset()
        target = KINDS[row.kind.edges[name].target]
        for codes, to, side in (
            (wanted - held, writes.added, got),
            (held - wanted, writes.removed, lost),
        ):
            if codes:
                side[name] = [node_id(target, c) for c in codes]
                to.setdefault((family, name), []).extend(
                    EdgeWrite(row.code, c, {}) for c in sorted(codes)
                )
                fields.add(name)
    if old is not None and not fields:
        return "unchanged"
    # Also where only its edges change: that is another version of it.
    writes.nodes.setdefault(row.kind.name, []).append(NodeWrite(row.code, kept))
    writes.touched.setdefault(family, []).append(row.code)
    was = dict(old.values) if old else None
    now = {**(was or {}), **kept, **_counted(row, was)}
    writes.changed.append(
        Changed(
            row.kind.name, row.code, old is None, tuple(sorted(fields)), node_id(row.kind, row.code),
            delta(row.kind, was, now, lost, got), ((was or {}).get("status"), now.get("status")),
        )
    )  # fmt: skip
    return "created" if old is None else "updated"


def _counted(row: NodeRow, was: Mapping[str, Any] | None) -> dict[str, Any]:
    """What writing a row sets besides what it says (`graph.write.node_text`)."""
    key = key_of(row.kind).stored
    made: dict[str, Any] = (
        {} if was else {key: row.code, row.kind.id_prop.stored: node_id(row.kind, row.code)}
    )
    if VERSION in row.kind.props:
        made[VERSION] = ((was or {}).get(VERSION) or 0) + 1
    return made


def _different(wanted: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    # 1 == 1.0 == True in Python, but not in the graph.
    return {n: v for n, v in wanted.items() if held.get(n) != v or type(held.get(n)) is not type(v)}
