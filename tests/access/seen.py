"""What of a graph a caller sees, as values that can be compared; and what may not change although it is hidden."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from graph.kinds import KINDS
from tests.oracle.visible import FIELDS, family_of, masked

if TYPE_CHECKING:
    from graph.kinds import Kind
    from tests.oracle.visible import Visible
    from tests.oracle.whole import Graph, Node

HOLDS = {"ACCEPTED", "ON_HOLD", "IN_PROGRESS", "DELIVERED", "CONFIRMED", "DISPUTED", "REQUESTED"}
"""States of commitments that may hold capacity."""
HELD = ("status", "quantity", "startAt", "endAt", "holdUntil", "deliveredQuantity", "returnedAt")
"""What of a commitment says how much of what it holds when."""


def stored_of(kind: Kind) -> list[str]:
    """Names of the stored properties that are declared of a kind; nothing else can be asked for."""
    return [p.stored for p in kind.props.values()]


def visible_part(graph: Graph, view: Visible) -> tuple[dict[str, Any], dict[Any, Any]]:
    """Nodes as the caller may read them, and relationships between them."""
    nodes = {n.id: (n.labels, _readable(n, view)) for n in view.nodes}
    links = {link: v for link, v in graph.links.items() if link[0] in nodes and link[2] in nodes}
    return nodes, links


def _readable(node: Node, view: Visible) -> dict[str, Any]:
    family = family_of(node)
    hidden = view.withheld(node)
    names = {*stored_of(KINDS[family]), *(("secretaryId",) if family == "Person" else ())}
    return {
        name: masked(name, value) if is_personal(family, name) else value
        for name, value in node.values.items()
        if name in names and name not in hidden
    }


def is_personal(family: str, field: str) -> bool:
    """Whether a field leaves the database only as a mask."""
    return FIELDS.get(family, {}).get(field) in ("CONTACT", "IDENTITY")


def held(graph: Graph, view: Visible) -> Counter[Any]:
    """What commitments hold, hidden ones too: free quantities and verdicts are right only if they count them all."""
    found: Counter[Any] = Counter()
    for node in view.world.all("Commitment"):
        if node.get("status") in HOLDS:
            resources = [r.id if r.id in view.ids else None for r in node.to("USES")]
            units = [u.id for u in node.to("BY")]
            found[(*resources, *units, *(str(node.get(name)) for name in HELD))] += 1
    return found
