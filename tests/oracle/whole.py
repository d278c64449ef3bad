"""The whole graph as plain rows, and a way to walk it.

Rows are what two plain statements read: every node with its labels and properties, every relationship with its ends.
A world is made of them anew whenever they change; nothing here asks a database.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Link = tuple[str, str, str]
"""From which id, by which type, to which id."""


@dataclass
class Graph:
    """All rows: labels and properties by id, properties by link."""

    labels: dict[str, frozenset[str]] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    links: dict[Link, dict[str, Any]] = field(default_factory=dict)

    def add(self, labels: str, id_: str, **values: Any) -> str:
        """A node; `labels` are separated by spaces."""
        self.labels[id_] = frozenset(labels.split())
        self.values[id_] = {"id": id_, **{k: v for k, v in values.items() if v is not None}}
        return id_

    def tie(self, from_: str, type_: str, to: str, **values: Any) -> None:
        """A relationship."""
        self.links[from_, type_, to] = values

    def drop(self, id_: str) -> None:
        """Take a node out, with everything that leads to it."""
        del self.labels[id_], self.values[id_]
        for link in [link for link in self.links if id_ in (link[0], link[2])]:
            del self.links[link]

    def copy(self) -> Graph:
        """The same rows, to be changed apart."""
        return Graph(
            dict(self.labels), {i: dict(v) for i, v in self.values.items()}, dict(self.links)
        )


@dataclass(eq=False)
class Node:
    """One node with what leads out of it and into it, each with the properties of the relationship."""

    id: str
    labels: frozenset[str]
    values: Mapping[str, Any]
    out: dict[str, list[tuple[Node, Mapping[str, Any]]]]
    into: dict[str, list[tuple[Node, Mapping[str, Any]]]]

    def __repr__(self) -> str:
        return self.id

    def get(self, name: str) -> Any:
        """A property, `None` where nothing is stored."""
        return self.values.get(name)

    def to(self, type_: str, label: str | None = None) -> list[Node]:
        """Where its relationships of a type lead."""
        return [n for n, _ in self.out.get(type_, ()) if label is None or label in n.labels]

    def by(self, type_: str, label: str | None = None) -> list[Node]:
        """Where relationships of a type come from."""
        return [n for n, _ in self.into.get(type_, ()) if label is None or label in n.labels]


class World:
    """The graph to walk."""

    def __init__(self, graph: Graph) -> None:
        self.nodes = {
            i: Node(i, labels, graph.values[i], {}, {}) for i, labels in graph.labels.items()
        }
        for (a, type_, b), values in graph.links.items():
            self.nodes[a].out.setdefault(type_, []).append((self.nodes[b], values))
            self.nodes[b].into.setdefault(type_, []).append((self.nodes[a], values))
        self._labelled: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes.values():
            for label in node.labels:
                self._labelled[label].append(node)

    def all(self, label: str) -> list[Node]:
        """Every node with a label."""
        return self._labelled.get(label, [])


def up(start: Iterable[Node], type_: str, most: int) -> set[Node]:
    """Nodes, and what lies above them over at most so many relationships."""
    return _reach(start, most, lambda node: node.to(type_))


def down(start: Iterable[Node], type_: str, most: int) -> set[Node]:
    """Nodes, and what lies below them."""
    return _reach(start, most, lambda node: node.by(type_))


def _reach(start: Iterable[Node], most: int, step: Any) -> set[Node]:
    found = set(start)
    edge = set(found)
    for _ in range(most):
        edge = {far for node in edge for far in step(node)} - found
        found |= edge
    return found


def day(value: Any) -> date | None:
    """A stored day as Python's own."""
    native = value.to_native() if hasattr(value, "to_native") else value
    return native.date() if isinstance(native, datetime) else native


def spans(values: Mapping[str, Any], since: str, until: str, on: date) -> bool:
    """Whether a half-open period of days, open where nothing is stored, contains a day."""
    first, after = day(values.get(since)), day(values.get(until))
    return (first is None or first <= on) and (after is None or on < after)
