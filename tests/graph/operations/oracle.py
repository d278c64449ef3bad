"""Filters, orders and edges once more in plain Python over everything that is in the graph.

Written apart from the compiler: it shares only the declarations. A comparison with what is absent does not hold, except
`ne`; `not` of what does not hold holds; `every` and `none` hold of nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from graph.kinds import KINDS, levels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from neo4j import AsyncDriver

    from graph.kinds import Edge, Hop, Kind, Prop


@dataclass(eq=False)
class Node:
    """A node as it is stored."""

    labels: frozenset[str]
    values: dict[str, Any]
    out: list[tuple[str, Node]] = field(default_factory=list)
    into: list[tuple[str, Node]] = field(default_factory=list)


@dataclass
class World:
    """Everything in the graph."""

    nodes: list[Node]

    def of(self, kind: Kind) -> list[Node]:
        """Nodes of a kind."""
        return [n for n in self.nodes if kind.labels[-1] in n.labels]

    def found(
        self,
        kind: Kind,
        condition: Mapping[str, Any],
        by: str,
        *,
        descending: bool,
        among: Iterable[Node] | None = None,
    ) -> list[str]:
        """Ids of those that a condition holds of, in order."""
        stored, own = kind.props[by].stored, kind.id_prop.stored
        held = [n for n in (self.of(kind) if among is None else among) if holds(kind, n, condition)]
        return [
            n.values[own]
            for n in sorted(
                held, key=lambda n: (n.values[stored], n.values[own]), reverse=descending
            )
        ]


async def world_of(driver: AsyncDriver) -> World:
    """Read the graph as it is."""
    result = await driver.execute_query(
        "MATCH (n) RETURN elementId(n) AS at, labels(n) AS labels, properties(n) AS values"
    )
    nodes = {
        r["at"]: Node(frozenset(r["labels"]), {k: _native(v) for k, v in r["values"].items()})
        for r in result.records
    }
    result = await driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN elementId(a) AS a, type(r) AS type, elementId(b) AS b"
    )
    for r in result.records:
        nodes[r["a"]].out.append((r["type"], nodes[r["b"]]))
        nodes[r["b"]].into.append((r["type"], nodes[r["a"]]))
    return World(list(nodes.values()))


def _native(value: Any) -> Any:
    return value.to_native() if hasattr(value, "to_native") else value


def holds(kind: Kind, node: Node, condition: Mapping[str, Any]) -> bool:
    """Whether every part of the condition holds of the node."""
    return all(_part(kind, node, name, value) for name, value in condition.items())


def _part(kind: Kind, node: Node, name: str, value: Any) -> bool:
    if name == "and":
        return all(holds(kind, node, each) for each in value)
    if name == "or":
        return any(holds(kind, node, each) for each in value)
    if name == "not":
        return not holds(kind, node, value)
    if name == "within":
        return any(n.values["id"] == value for n in _climb(node))
    if name in kind.props:
        prop = kind.props[name]
        if isinstance(value, list):
            return node.values.get(prop.stored) in value
        return all(
            _compare(prop, node.values.get(prop.stored), op, operand)
            for op, operand in value.items()
        )
    if name == "level":
        return (
            set(value) & {_shout(k.name) for k in levels(kind.family) if k.name in node.labels}
            != set()
        )
    edge = kind.edges[name]
    far, target = follow(node, edge), KINDS[edge.target]
    if not edge.many:
        return any(holds(target, n, value) for n in far)
    tests = {"some": any, "every": all, "none": lambda held: not any(held)}
    return all(
        tests[quantifier]([holds(target, n, each) for n in far])
        for quantifier, each in value.items()
    )


def _climb(node: Node) -> list[Node]:
    found = [node]
    for each in found:
        found += [n for type_, n in each.out if type_ == "PART_OF" and n not in found]
    return found


def _shout(name: str) -> str:
    return "".join(f"_{c}" if c.isupper() and i else c.upper() for i, c in enumerate(name))


def _compare(prop: Prop, stored: Any, op: str, operand: Any) -> bool:
    if op == "isNull":
        return (stored is None) is operand
    if op == "in":
        return stored is not None and stored in [_read(prop, v) for v in operand]
    value = _read(prop, operand)
    if op == "ne":
        return stored is None or stored != value
    if stored is None:
        return False
    tests = {
        "eq": lambda: stored == value, "lt": lambda: stored < value, "lte": lambda: stored <= value,
        "gt": lambda: stored > value, "gte": lambda: stored >= value,
        "startsWith": lambda: stored.startswith(value), "contains": lambda: value in stored,
    }  # fmt: skip
    return tests[op]()


def _read(prop: Prop, value: Any) -> Any:
    if prop.type is datetime:
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if prop.type is date else value


def follow(node: Node, edge: Edge) -> list[Node]:
    """Nodes at the far end of an edge, each once."""
    at = [node]
    for hop in edge.path:
        last = hop is edge.path[-1]
        label = KINDS[edge.target].labels[-1] if last else hop.label and KINDS[hop.label].labels[-1]
        at = [n for n in _steps(at, hop) if label is None or label in n.labels]
        if hop.condition and hop.label:
            at = [n for n in at if _condition(n, hop.condition)]
    return list(dict.fromkeys(at))


def _steps(at: list[Node], hop: Hop) -> list[Node]:
    found = list(at) if hop.least == 0 else []
    for length in range(1, hop.most + 1):
        at = [
            n
            for each in at
            for type_, n in (each.out if hop.outgoing else each.into)
            if type_ == hop.type
        ]
        if length >= hop.least:
            found += at
    return found


def _condition(node: Node, name: str) -> bool:
    if node.values.get("status") != "ACTIVE":
        return False
    roles = [n.values["code"] for type_, n in node.out if type_ == "IN_ROLE"]
    return name == "active" or (name == "firstSecretary" and "R.FIRST_SECRETARY" in roles)
