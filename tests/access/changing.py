"""A next world that differs only in what a caller may not see; the oracle is the judge of that.

Changes are drawn without much thought and dropped where they show: the caller would see other nodes, other values of
their readable fields or other relationships between them, or commitments would hold other amounts.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from graph.kinds import KINDS
from tests.access.drawn import Drawing, relabel, written
from tests.access.seen import held, visible_part
from tests.access.values import NOW, PERIODS, drawn_values, text_of, value_of
from tests.oracle.visible import FAMILIES, FIELDS, family_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.access.callers import Account
    from tests.oracle.visible import Visible
    from tests.oracle.whole import Graph, Node

TRIES = 6
"""Groups of changes that a step tries."""
TOGETHER = 4
"""Changes in a group."""


FIXED = {"code", "stream", "seq"}


class Changing:
    """Draws worlds that look the same to one caller."""

    def __init__(self, account: Account, seed: str, *, capacity: bool = False) -> None:
        self.account, self.dice, self.capacity = account, random.Random(seed), capacity
        self.done: dict[str, int] = {}
        """How often each sort of change was kept."""

    def step(self, graph: Graph) -> Graph:
        """The next world; at least one change is kept, or else there is nothing that could be changed."""
        for _ in range(20):
            told, now = self._judged(graph), graph
            for _ in range(TRIES):
                other, names = self._changed(now)
                if self._judged(other) == told:
                    now = other
                    for name in names:
                        self.done[name] = self.done.get(name, 0) + 1
            if now is not graph:
                return now
        raise AssertionError(f"nothing hidden can be changed for {self.account.name}")

    def _judged(self, graph: Graph) -> Any:
        view = self.account.view(graph)
        assert view
        if not sound(graph, view):
            return None
        return visible_part(graph, view), None if self.capacity else held(graph, view)

    def _changed(self, graph: Graph) -> tuple[Graph, list[str]]:
        other = graph.copy()
        names = []
        for _ in range(self.dice.randrange(1, TOGETHER + 1)):
            view = self.account.view(other)
            assert view
            change = (
                book if self.capacity and self.dice.random() < 0.7 else self.dice.choice(CHANGES)
            )
            if change(other, view, self.dice):
                names.append(change.__name__)
        relabel(other)
        return other, names


def sound(graph: Graph, view: Visible) -> bool:
    """Whether every node has the edges that its kind requires."""
    return all(
        _has(node, edge.path[0].type, outgoing=edge.path[0].outgoing)
        for family in FAMILIES
        for edge in KINDS[family].edges.values()
        if edge.required and written(KINDS[family], edge)
        for node in view.world.all(family)
    )


def _has(node: Node, type_: str, *, outgoing: bool) -> bool:
    return bool((node.out if outgoing else node.into).get(type_))


def _hidden(view: Visible, dice: random.Random, family: str | None = None) -> Node | None:
    """A hidden node, of any family alike."""
    found: dict[str, list[Node]] = {}
    for node in view.world.nodes.values():
        if node.id not in view.ids and family in (None, family_of(node)):
            found.setdefault(family_of(node), []).append(node)
    return (
        dice.choice(sorted(found[dice.choice(sorted(found))], key=lambda n: n.id))
        if found
        else None
    )


def change_property(graph: Graph, view: Visible, dice: random.Random) -> bool:
    """Another value of a hidden node."""
    node = _hidden(view, dice)
    if node is None:
        return False
    kind = KINDS[family_of(node)]
    fresh = drawn_values(kind, dice)
    for name in dice.sample(sorted(fresh.keys() - FIXED), min(2, len(fresh.keys() - FIXED))):
        for each in next((pair for pair in PERIODS if name in pair), (name,)):
            _set(graph, node.id, each, fresh[each])
    return True


def change_field(graph: Graph, view: Visible, dice: random.Random) -> bool:
    """Another value of a field that is withheld of a visible node, or that shows only as a mask."""
    family = dice.choice([f for f in FIELDS if view.world.all(f)])
    nodes = sorted((n for n in view.world.all(family) if n.id in view.ids), key=lambda n: n.id)
    if not nodes:
        return False
    node = dice.choice(nodes)
    name = dice.choice(sorted(FIELDS[family]))
    prop = next(p for p in KINDS[family].props.values() if p.stored == name)
    value = value_of(KINDS[family], prop, dice)
    stored = node.get(name)
    if name not in view.withheld(node) and isinstance(stored, str):
        value = stored[:3] + text_of(prop, dice)[3:-4] + stored[-4:]
    _set(graph, node.id, name, value)
    return True


def _set(graph: Graph, id_: str, name: str, value: Any) -> None:
    values = dict(graph.values[id_])
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value
    graph.values[id_] = values


def delete(graph: Graph, view: Visible, dice: random.Random) -> bool:
    """One hidden node less, with what cannot be without it."""
    node = _hidden(view, dice)
    if node is None:
        return False
    gone = [node.id]
    for id_ in gone:
        for near in sorted(_leaning(view.world.nodes[id_])):
            if near in view.ids:
                return False
            if near not in gone:
                gone.append(near)
    for id_ in gone:
        graph.drop(id_)
    return True


def _leaning(node: Node) -> set[str]:
    """Nodes that require this one."""
    found = set()
    for family in FAMILIES:
        for edge in KINDS[family].edges.values():
            if edge.required and written(KINDS[family], edge):
                (hop,) = edge.path
                ways = node.into if hop.outgoing else node.out
                for near, _ in ways.get(hop.type, ()):
                    others = (near.out if hop.outgoing else near.into).get(hop.type, ())
                    if family in near.labels and len(others) == 1:
                        found.add(near.id)
    return found


def create(graph: Graph, view: Visible, dice: random.Random) -> bool:
    """A new node with edges to anything; it shows or it doesn't."""
    kind = KINDS[
        dice.choice(
            (
                "Agreement",
                "Project",
                "Need",
                "Commitment",
                "Assessment",
                "Resource",
                "RoleAssignment",
                "Person",
                "Account",
                "Credential",
                "Change",
            )
        )
    ]
    drawing = Drawing(graph, dice)
    given: dict[str, Any] = {}
    if kind.name == "Change":
        given = {"stream": "drawn", "seq": 1 + max(v.get("seq", 0) for v in graph.values.values())}
    if kind.name == "Commitment" and dice.random() < 0.7:
        given = {
            "status": dice.choice(
                ("DECLINED", "EXPIRED", "WITHDRAWN", "FAILED", "NO_SHOW", "CANCELLED")
            )
        }
    if kind.name == "RoleAssignment" and dice.random() < 0.5:
        given = {"status": "ENDED"}
    drawing.edges(kind, drawing.node(kind, **given))
    return True


def book(graph: Graph, view: Visible, dice: random.Random) -> bool:
    """A promise that takes much of a resource that the caller may see, just when it is wanted."""
    resources = sorted(n.id for n in view.world.all("Resource") if n.id in view.ids)
    if not resources:
        return False
    drawing = Drawing(graph, dice)
    kind = KINDS["Commitment"]
    given = {
        "status": dice.choice(("ACCEPTED", "IN_PROGRESS")), "quantity": float(dice.randrange(1, 9)),
        "startAt": NOW, "endAt": NOW + timedelta(hours=dice.choice((3, 30, 300))), "returnedAt": None,
    }  # fmt: skip
    id_ = drawing.node(kind, **given)
    drawing.edges(kind, id_)
    for link in [link for link in graph.links if link[0] == id_ and link[1] == "USES"]:
        del graph.links[link]
    graph.tie(id_, "USES", dice.choice(resources))
    return True


def move(graph: Graph, view: Visible, dice: random.Random) -> bool:
    """Another end for the edges of one sort of a hidden node."""
    node = _hidden(view, dice)
    if node is None:
        return False
    kind = KINDS[family_of(node)]
    edges = [e for e in kind.edges.values() if written(kind, e)]
    if not edges:
        return False
    edge = dice.choice(edges)
    (hop,) = edge.path
    ends = set(Drawing(graph, dice).ids(edge.target))
    for link in list(graph.links):
        near, far = (link[0], link[2]) if hop.outgoing else (link[2], link[0])
        if near == node.id and link[1] == hop.type and far in ends:
            del graph.links[link]
    Drawing(graph, dice).edge(edge, node.id)
    return True


CHANGES: list[Callable[[Graph, Visible, random.Random], bool]] = [
    change_property, change_property, change_field, delete, create, create, move,
]  # fmt: skip
