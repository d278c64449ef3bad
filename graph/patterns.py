"""Edges as people write them: a chain of directed steps in Cypher's own arrows."""

from __future__ import annotations

import re

from graph.kinds import Hop

_STEP = re.compile(
    r"(?P<left><)?-\[:(?P<type>[A-Z_]+)(?:\*(?P<least>\d+)\.\.(?P<most>\d+))?\]-(?P<right>>)?"
    r"(?:\((?P<label>[A-Za-z]+)(?::(?P<condition>[A-Za-z]+))?\))?"
)


def hops(pattern: str) -> tuple[Hop, ...]:
    """Read `-[:HOLDS]->(RoleAssignment:active)-[:TARGETS]->` into steps.

    Raises:
        ValueError: the pattern is not a chain of directed steps.
    """
    found: list[Hop] = []
    at = 0
    for match in _STEP.finditer(pattern):
        if match.start() != at or bool(match["left"]) == bool(match["right"]):
            break
        found.append(
            Hop(
                type=match["type"],
                outgoing=bool(match["right"]),
                least=int(match["least"] or 1) if match["least"] is not None else 1,
                most=int(match["most"] or 1),
                label=match["label"],
                condition=match["condition"],
            )
        )
        at = match.end()
    if not found or at != len(pattern):
        raise ValueError(f"not a chain of directed steps: {pattern!r}")
    return tuple(found)
