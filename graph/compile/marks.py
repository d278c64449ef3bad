"""Marks in hand-written Cypher that the compiler replaces.

    «scope u:Unit»     the caller's predicate on the variable `u` (or `true`)
    «project u:Unit»   a list with everything that the request selects on that unit (questions only)

so that no hand-written text reaches a node of a declared kind without the caller's scope.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.compile.scope import Scope
    from graph.compile.text import Row
    from graph.kinds import Kind

_MARK = re.compile(r"«(?P<what>scope|project) (?P<variable>\w+):(?P<kind>\w+)»")


def projected(cypher: str) -> list[tuple[str, Kind]]:
    """The variables that a text projects, with their kinds."""
    return [
        (m["variable"], KINDS[m["kind"]]) for m in _MARK.finditer(cypher) if m["what"] == "project"
    ]


def splice(cypher: str, scope: Scope, projected: Mapping[str, Row] | None = None) -> str:
    """The text with its marks replaced; a variable of which nothing is selected projects an empty list."""

    def replace(match: re.Match[str]) -> str:
        kind, variable = KINDS[match["kind"]], match["variable"]
        if match["what"] == "scope":
            return scope.predicate(kind, variable) or "true"
        return str((projected or {}).get(variable) or "[]")

    return _MARK.sub(replace, cypher)
