"""Writing one node of a declared kind with its edges in one statement, for acts.

Decided: the text depends on the kind and on the edges that an act writes, never on what a caller gave, so it is planned
once; a far end that vanished in the meantime leaves no row, so that the transaction can be ended. An id that stands for none
is never looked up: in a statement that writes, an index keeps whoever looks for what is not there locked out of that place until
he ends, so that all acts would wait for each other (`tests/access/acts/test_nobody_waits.py`). The row says what the
node was (`was`, null for a new one) and is (`now`), and which far ends it lost (`lost`) and got (`got`), by edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.inputs import NOTHING
from graph.kinds import KINDS
from graph.write import VERSION, counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.kinds import Edge, Kind


def created_text(kind: Kind, edges: Sequence[str]) -> str:
    """Create a node of `$written` with edges to the ids in `$<edge>`, `$linked` of them in all."""
    labels = ":".join(f"`{label}`" for label in kind.labels)
    return "\n".join(
        [
            f"CREATE (n:{labels}) SET n += $written{counted(kind, 'n')}",
            "WITH n, null AS was, {} AS lost",
            *_linking(kind, edges),
        ]
    )


def changed_text(kind: Kind, edges: Sequence[str]) -> str:
    """Set `$written` (null removes) on the node `$id`, and make the edges named in `$replaced` lead to the ids in `$<edge>`.

    `$seen` is the version that the facts showed: if an import has written it since, there is no row.
    """
    ends = {n: f"`{KINDS[kind.edges[n].target].family.name}`" for n in edges}
    held = ", ".join(
        f"{name}: CASE WHEN '{name}' IN $replaced THEN "
        f"COLLECT {{ MATCH (n){_arrow(kind.edges[name])}(far:{ends[name]}) RETURN far.id }} ELSE [] END"
        for name in edges
    )
    removed = [
        f"CALL (n) {{ MATCH (n){_arrow(kind.edges[name], 'r')}(far:{ends[name]}) "
        f"WHERE '{name}' IN $replaced DELETE r }}"
        for name in edges
    ]
    return "\n".join(
        [
            f"MATCH (n:`{kind.family.name}` {{id: $id}}) WHERE coalesce(n.`{VERSION}`, 0) = $seen",
            f"WITH n, properties(n) AS was, {{{held}}} AS lost",
            f"SET n += $written{counted(kind, 'n')}",
            "WITH n, was, lost",
            *removed,
            *_linking(kind, edges),
        ]
    )


def removed_text(kind: Kind, edges: Sequence[str]) -> str:
    """Delete the node `$id` as seen in version `$seen`, unless anything leads to it; what leads away from it goes with it.

    The assignment takes its lock: who leads an edge to it now waits, and finds nothing any more.
    """
    lost = ", ".join(
        f"{name}: COLLECT {{ MATCH (n){_arrow(edge := kind.edges[name], 'r')}(far:`{KINDS[edge.target].family.name}`) "
        "RETURN CASE WHEN size(keys(r)) = 0 THEN far.id ELSE [far.id, properties(r)] END }"
        for name in edges
    )
    return "\n".join(
        [
            f"MATCH (n:`{kind.family.name}` {{id: $id}}) WHERE coalesce(n.`{VERSION}`, 0) = $seen",
            "SET n.held = true REMOVE n.held",
            "WITH n WHERE NOT EXISTS { (n)<--() }",
            f"WITH n, properties(n) AS was, {{{lost}}} AS lost",
            "CALL (n) { MATCH (n)-[r]->() DELETE r }",
            "DELETE n",
            "RETURN $id AS id, was, null AS now, lost, {} AS got",
        ]
    )


def linking(edges: Sequence[str], links: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The parameters of the edges, for both statements."""
    ids = {name: list(links.get(name, ())) for name in edges}
    return {
        **{name: found or [NOTHING] for name, found in ids.items()},
        "linked": sum(len(found) for found in ids.values()),
    }


def _linking(kind: Kind, edges: Sequence[str]) -> list[str]:
    lines = []
    for at, name in enumerate(edges):
        edge = kind.edges[name]
        target = KINDS[edge.target]
        lines.append(
            f"CALL (n) {{ UNWIND [id IN ${name} WHERE id <> '{NOTHING}'] AS sought MATCH (far:`{target.family.name}` {{id: sought}}) "
            f"CREATE (n){_arrow(edge)}(far) RETURN collect(far.id) AS linked{at} }}"
        )
    total = " + ".join(f"size(linked{at})" for at in range(len(edges))) or "0"
    got = ", ".join(f"{name}: linked{at}" for at, name in enumerate(edges))
    return [
        *lines,
        f"WITH *, {{{got}}} AS got WHERE {total} = $linked",
        "RETURN n.id AS id, was, properties(n) AS now, lost, got",
    ]


def _arrow(edge: Edge, variable: str = "") -> str:
    (hop,) = edge.path
    return f"-[{variable}:`{hop.type}`]->" if hop.outgoing else f"<-[{variable}:`{hop.type}`]-"
