"""Generated GraphQL operations over the built schema and the data that is in the graph.

The same seed over the same data draws the same operations. Every document is valid; what its variables hold is drawn
several times, so that one document is asked with many values.

| module | what it does |
|---|---|
| `stock` | ids, values and real cursors out of the graph, to ask with |
| `values` | GraphQL values: filters, orders, pages, written out or left to variables |
| `arguments` | what fields are given, real cursors among it |
| `documents` | selections: edges up to four deep, aliases, fragments, directives, interfaces, questions |
| `mistakes` | operations that must be refused, each for one reason |
| `oracle` | filters, orders and edges once more, in plain Python |
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from tests.graph.operations.documents import Document, Drawn, document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import GraphQLSchema

    from tests.graph.operations.stock import Stock

__all__ = ["Document", "Drawn", "documents", "operations"]


def documents(schema: GraphQLSchema, stock: Stock, *, seed: int, count: int) -> Iterator[Document]:
    """Draw that many documents."""
    for number in range(count):
        yield document(schema, stock, random.Random(f"{seed}/{number}"))


def operations(
    schema: GraphQLSchema, stock: Stock, *, seed: int, count: int, each: int = 3
) -> Iterator[Drawn]:
    """Draw that many documents and ask each several times with other variables."""
    for drawn in documents(schema, stock, seed=seed, count=count):
        for number in range(each if drawn.variables else 1):
            yield drawn.bind(random.Random(f"{seed}/{number}/{drawn.query}"))
