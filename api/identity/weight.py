"""How many root fields an operation asks for: under however many aliases and through whatever fragments."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    parse,
)

from graph.compile.document import MAX_TOKENS

if TYPE_CHECKING:
    from graphql import SelectionSetNode

MOST = 1_000_000


def weight(query: str, operation: str | None) -> int:
    """Root fields of an operation of a document, at least 1; what cannot be parsed counts as 1."""
    counted = _counted(query)
    if operation is None:
        return max(counted.values(), default=1)
    return counted.get(operation, 1)


@functools.lru_cache(maxsize=500)
def _counted(query: str) -> dict[str | None, int]:
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
        d.name.value if d.name else None: max(1, fields(d.selection_set))
        for d in definitions
        if isinstance(d, OperationDefinitionNode)
    }
