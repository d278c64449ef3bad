"""Edges as Cypher patterns, with the caller's scope on every node they touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.compile.marks import splice
from graph.kinds import KINDS

if TYPE_CHECKING:
    from graph.compile.scope import Scope
    from graph.compile.text import Text
    from graph.kinds import Edge, Hop, Kind


@dataclass(frozen=True)
class Path:
    """A pattern from a bound variable to the target of an edge.

    `relationship` is the variable of the only step, for edges with data; `repeats` says whether one target may be
    found along several routes.
    """

    pattern: str
    target: str
    relationship: str | None
    predicates: tuple[str, ...]
    repeats: bool
    kind: str
    """Name of the target's kind."""


def label(kind: Kind) -> str:
    """The precise label, as a pattern says it; it has indexes of its own."""
    return f":{kind.labels[-1]}"


def follow(variable: str, edge: Edge, text: Text, scope: Scope) -> Path:
    """Write the pattern of `edge` from `variable` on."""
    target_kind = KINDS[edge.target]
    target = text.variable(_hint(target_kind))
    relationship = text.variable("r") if edge.data else None
    pattern = f"({variable})"
    predicates: list[str] = []
    for hop in edge.path:
        last = hop is edge.path[-1]
        steps = relationship if last else None
        if hop.most > 1:
            steps = steps_within(KINDS[hop.label or edge.target], hop, text, scope, predicates)
        if last:
            end = f"({target}{label(target_kind)})"
            predicates += _predicates(target_kind, target, scope)
        else:
            end = _middle(hop, text, scope, predicates)
        pattern += _arrow(hop, steps) + end
    repeats = len(edge.path) > 1 or any(hop.most > 1 for hop in edge.path)
    return Path(pattern, target, relationship, tuple(predicates), repeats, edge.target)


def steps_within(
    kind: Kind, hop: Hop, text: Text, scope: Scope, predicates: list[str]
) -> str | None:
    """Name a step of several relationships, so that the scope holds for what lies between its ends too."""
    seen = scope.predicate(kind.family, "between")
    if seen is None:
        return None
    steps = text.variable("r")
    end = "endNode" if hop.outgoing else "startNode"
    predicates.append(f"all(between IN [r IN {steps} | {end}(r)] WHERE {seen})")
    return steps


def _middle(hop: Hop, text: Text, scope: Scope, predicates: list[str]) -> str:
    if hop.label is None:
        return "()"
    kind = KINDS[hop.label]
    variable = text.variable(_hint(kind))
    predicates += _predicates(kind, variable, scope)
    if hop.condition:
        predicates.append(splice(kind.conditions[hop.condition].replace("{n}", variable), scope))
    return f"({variable}{label(kind)})"


def _predicates(kind: Kind, variable: str, scope: Scope) -> list[str]:
    seen = scope.predicate(kind, variable)
    return [seen] if seen else []


def _arrow(hop: Hop, relationship: str | None) -> str:
    length = "" if (hop.least, hop.most) == (1, 1) else f"*{hop.least}..{hop.most}"
    inner = f"[{relationship or ''}:{hop.type}{length}]"
    return f"-{inner}->" if hop.outgoing else f"<-{inner}-"


def _hint(kind: Kind) -> str:
    return kind.name[0].lower() + kind.name[1:]
