"""Small graphs of every kind, drawn from the declarations: any state, any date, edges to any fitting end.

What decides about visibility is thereby met in every combination, near misses included.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from graph.kinds import KINDS
from tests.access.values import drawn_values, fresh_id, value_of
from tests.oracle.standing import GIVEN_BY
from tests.oracle.whole import Graph

if TYPE_CHECKING:
    from graph.kinds import Edge, Kind

SIZES = {
    "Source": 2, "Unit": 14, "Alliance": 5, "Agreement": 18, "Person": 24, "RoleAssignment": 34, "Resource": 30,
    "Need": 40, "Commitment": 60, "Assessment": 40, "Project": 14, "Account": 3, "Credential": 5, "Change": 6,
    "ServiceLevel": 40,
}  # fmt: skip
"""How many nodes of each kind."""
GROUND = (
    ("District", None, 1), ("Street", "District", 2), ("Community", "Street", 2), ("Grid", "Community", 2),
    ("Estate", "Grid", 1),
)  # fmt: skip
"""Levels of places: below what, and how many below each."""
TREES = {"CHILD_OF", "BELONGS_TO", "PART_OF_NEED", "MERGED_INTO", "REPLACES"}
"""Relationships that lead only to what was drawn before."""
LEFT_OUT = 0.3
"""How often an edge that need not be there is not."""


class Drawing:
    """A graph while it is drawn; also draws single nodes for a graph that is there."""

    def __init__(self, graph: Graph, dice: random.Random) -> None:
        self.graph, self.dice = graph, dice

    def ids(self, kind: str, within: str | None = None) -> list[str]:
        """Nodes of a kind, restricted to what an edge accepts."""
        name, _, value = (within or "").partition("=")
        label = KINDS[kind].labels[-1]
        return [
            i for i, labels in self.graph.labels.items()
            if label in labels and (not name or self.graph.values[i].get(name) == value)
        ]  # fmt: skip

    def node(self, kind: Kind, label: str = "", **given: object) -> str:
        """A node with values of its own, without edges."""
        id_ = fresh_id(kind.prefix, self.dice)
        values = drawn_values(kind, self.dice)
        labels = " ".join(dict.fromkeys([*kind.labels, *([label] if label else [])]))
        return self.graph.add(labels, id_, **{**values, **given})

    def edges(self, kind: Kind, id_: str) -> None:
        """Every edge that this kind writes."""
        edges = [e for e in kind.edges.values() if written(kind, e)]
        targets = [e for e in edges if e.path[0].type == "TARGETS"]
        aimed = self.dice.choice(targets) if targets else None
        for edge in edges:
            if edge not in targets or edge is aimed:
                self.edge(edge, id_)

    def edge(self, edge: Edge, id_: str) -> None:
        """An edge to any fitting ends; or none where none is needed."""
        (hop,) = edge.path
        ends = [i for i in self.ids(edge.target, edge.within) if i != id_]
        if hop.type in TREES:
            order = {i: at for at, i in enumerate(self.graph.labels)}
            ends = [i for i in ends if order[i] < order[id_]]
        if not ends or (not edge.required and self.dice.random() < LEFT_OUT):
            return
        most = self.dice.choice((1, 2, 3)) if edge.many else 1
        for far in self.dice.sample(ends, min(most, len(ends))):
            data = {p.stored: value_of(KINDS[edge.target], p, self.dice) for p in edge.data}
            known = {k: v for k, v in data.items() if v is not None and k != "measureCode"}
            self.tie(edge, id_, far, **known)

    def tie(self, edge: Edge, near: str, far: str, **data: object) -> None:
        """The relationship of an edge, in its own direction."""
        (hop,) = edge.path
        a, b = (near, far) if hop.outgoing else (far, near)
        self.graph.tie(a, hop.type, b, **data)


def written(kind: Kind, edge: Edge) -> bool:
    """Whether the relationship belongs to this kind, not to the one at its other end."""
    if kind.family is not kind or len(edge.path) != 1 or edge.path[0].most > 1:
        return False
    return bool(edge.column or edge.sheet) or (kind.name, edge.name) == ("Credential", "account")


def draw(seed: int) -> Graph:
    """Draw a graph; the same seed always draws the same."""
    drawing = Drawing(Graph(), random.Random(f"access {seed}"))
    _categories(drawing)
    _places(drawing)
    for name, count in SIZES.items():
        for number in range(count):
            given = {"stream": "drawn", "seq": number + 1} if name == "Change" else {}
            drawing.node(KINDS[name], **given)
    for id_, labels in list(drawing.graph.labels.items()):
        kind = KINDS[next(f for f in labels if KINDS[f].family is KINDS[f])]
        if kind.name not in ("Place", "Category"):
            drawing.edges(kind, id_)
    relabel(drawing.graph)
    return drawing.graph


def _categories(drawing: Drawing) -> None:
    kind = KINDS["Category"]
    for code in GIVEN_BY:
        drawing.node(kind, code=code, taxonomy="ROLE")
    for taxonomy, count in {
        "ROLE": 2,
        "NEED": 9,
        "CAPABILITY": 9,
        "UNIT": 2,
        "GROUP": 3,
        "CHANNEL": 2,
    }.items():
        for _ in range(count):
            drawing.node(kind, taxonomy=taxonomy)
    above, bridge = kind.edges["parent"], kind.edges["satisfiedBy"]
    for id_ in drawing.ids("Category"):
        taxonomy = drawing.graph.values[id_]["taxonomy"]
        if taxonomy == "NEED":
            drawing.edge(bridge, id_)
        same = [i for i in drawing.ids("Category", f"taxonomy={taxonomy}") if i < id_]
        if same and drawing.dice.random() < 0.7 and taxonomy != "ROLE":
            drawing.tie(above, id_, drawing.dice.choice(same))


def _places(drawing: Drawing) -> None:
    kind = KINDS["Place"]
    for label, above, count in GROUND:
        for parent in drawing.ids(above) if above else [None]:
            for _ in range(count):
                id_ = drawing.node(kind, label)
                if parent:
                    drawing.tie(kind.edges["parent"], id_, parent)


def relabel(graph: Graph) -> None:
    """Keep what the house keeps: the label of first secretaries follows from their roles."""
    code = {
        i: graph.values[i].get("code") for i, labels in graph.labels.items() if "Category" in labels
    }
    sent = {a for (a, t, b) in graph.links if t == "IN_ROLE" and code.get(b) == "R.FIRST_SECRETARY"}
    active = {i for i in sent if graph.values[i].get("status") == "ACTIVE"}
    holders = {a for (a, t, b) in graph.links if t == "HOLDS" and b in active}
    for id_, labels in graph.labels.items():
        if "Person" not in labels:
            continue
        if id_ in holders:
            graph.labels[id_] = labels | {"FirstSecretary"}
            graph.values[id_]["secretaryId"] = "secretary_" + id_.partition("_")[2]
        else:
            graph.labels[id_] = labels - {"FirstSecretary"}
            graph.values[id_].pop("secretaryId", None)
