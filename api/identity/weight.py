"""What an operation asks for: how many root fields, under however many aliases and through whatever fragments."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    parse,
)

from graph.compile.document import MAX_TOKENS

if TYPE_CHECKING:
    from graphql import SelectionSetNode

MOST = 1_000_000


@dataclass(frozen=True)
class Asked:
    """What an operation asks for: how many root fields, and whether it reads or changes."""

    fields: int
    reads: bool = False
    changes: bool = False


UNREADABLE = Asked(1)
"""It is refused as it is."""


def asked_for(query: str, operation: str | None) -> Asked:
    """What an operation of a document asks for; of one that cannot be parsed or chosen, nothing but an answer."""
    counted = _counted(query)
    if operation is None and len(counted) == 1:
        return next(iter(counted.values()))
    return counted.get(operation, UNREADABLE)


@functools.lru_cache(maxsize=500)
def _counted(query: str) -> dict[str | None, Asked]:
    try:
        definitions = parse(query, max_tokens=MAX_TOKENS, no_location=True).definitions
    except (GraphQLError, RecursionError):
        return {}
    fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
    known: dict[str, int] = {}

    def fields(selections: SelectionSetNode) -> int:
        found = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                found += 1
            elif isinstance(selection, InlineFragmentNode):
                found += fields(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                found += spread(selection.name.value)
        return min(found, MOST)

    def spread(name: str) -> int:
        if name not in known and name in fragments:
            known[name] = 0  # should it lead back to itself
            known[name] = fields(fragments[name].selection_set)
        return known.get(name, 0)

    return {
        d.name.value if d.name else None: Asked(
            max(1, fields(d.selection_set)),
            reads=d.operation is not OperationType.MUTATION,
            changes=d.operation is OperationType.MUTATION,
        )
        for d in definitions
        if isinstance(d, OperationDefinitionNode)
    }
