"""Marks in hand-written Cypher that the compiler replaces.

    «scope u:Unit»                  the caller's predicate on the variable `u` (or `true`)
    «along steps:Place»             the same for both ends of every relationship of a step of several
    «beyond d:Commitment»           no predicate: a declared exception, what is hidden counts here too
    «value u.maxEngagements:Unit»   a property as the caller may read it
    «may REVEAL_CONTACT n:Need»     whether the caller may do an act on a node
    «actors n:Need»                 a list of the roles in which the caller acts on a node
    «reads n.note:Commitment»       whether the caller may read a property of a node
    «project u:Unit»                a list with everything that the request selects on that unit (questions only)

so that no hand-written text reaches a node of a declared kind without the caller's scope.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.compile.orders import given
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.compile.scope import Scope
    from graph.compile.text import Row
    from graph.kinds import Kind

_MARK = re.compile(
    r"«(?P<what>scope|along|beyond|project|value|reads|actors|may(?= (?P<act>[A-Z_]+)))(?: [A-Z_]+)? (?P<variable>\w+)(?:\.(?P<prop>\w+))?:(?P<kind>\w+)»"
)


def projected(cypher: str) -> list[tuple[str, Kind]]:
    """The variables that a text projects, with their kinds."""
    return [
        (m["variable"], KINDS[m["kind"]]) for m in _MARK.finditer(cypher) if m["what"] == "project"
    ]


def splice(cypher: str, scope: Scope, projected: Mapping[str, Row] | None = None) -> str:
    """The text with its marks replaced; a variable of which nothing is selected projects an empty list."""

    def replace(match: re.Match[str]) -> str:
        kind, variable, what = KINDS[match["kind"]], match["variable"], match["what"]
        if what == "scope":
            return scope.predicate(kind, variable) or "true"
        if what == "along":
            seen = [scope.predicate(kind, f"{end}Node(along)") for end in ("start", "end")]
            return (
                f"all(along IN {variable} WHERE {' AND '.join(filter(None, seen))})"
                if all(seen)
                else "true"
            )
        if what == "beyond":
            return "true"
        if what == "value":
            return given(variable, kind.props[match["prop"]], kind, scope)
        if what == "reads":
            return scope.gate(kind, kind.props[match["prop"]], variable) or "true"
        if what == "actors":
            return scope.actors(kind, variable)
        if what == "may":
            return scope.may(match["act"], kind, variable)
        return str((projected or {}).get(variable) or "[]")

    return _MARK.sub(replace, cypher)
