"""How many objects introspection answers with: counted exactly, because the schema is at hand.

Every element of the schema is counted once for each position of the document that shows it.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLObjectType,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from graph.compile.limits import OverLimit

if TYPE_CHECKING:
    from graphql import GraphQLSchema

    from graph.compile.selection import Asked, Selections
    from graph.compile.text import Request

MOST = 20_000
"""Objects of one introspection; all that the schema holds are a third of that."""
_ROOTS = {"__schema": SchemaMetaFieldDef, "__type": TypeMetaFieldDef}


class Introspected:
    """One introspection field of an operation's root."""

    def __init__(self, schema: GraphQLSchema, selections: Selections, asked: Asked) -> None:
        self._schema, self._selections, self._asked = schema, selections, asked
        self._info: Any = SimpleNamespace(schema=schema)
        self._known: dict[str, int] = {}

    def count(self, request: Request) -> int:
        """Objects of the answer to one request.

        Raises:
            OverLimit: they are more than `MOST`.
        """
        key = repr(sorted(request.variables.items()))
        if key not in self._known:
            if len(self._known) >= 8:
                self._known.clear()
            self._known[key] = self._counted(request)
        return self._known[key]

    def _counted(self, request: Request) -> int:
        if not self._asked.wanted(request.variables):
            return 0
        root = _ROOTS[self._asked.name]
        counting = _Counting(self._selections, self._info, request)
        return counting.value(self._asked, root, self._schema)


class _Counting:
    def __init__(self, selections: Selections, info: Any, request: Request) -> None:
        self._selections, self._info, self._request = selections, info, request
        self._below: dict[int, list[tuple[Asked, Any]]] = {}
        self._known: dict[tuple[int, int], int] = {}
        self._kept: list[Any] = []

    def value(self, asked: Asked, field: Any, source: Any) -> int:
        """Objects of what a field shows of an element."""
        found = field.resolve(source, self._info, **self._arguments(asked))
        if found is None:
            return 0
        named = get_named_type(field.type)
        below = self._fields(asked, named)
        if not is_list_type(get_nullable_type(field.type)):
            return self._element(asked, below, found)
        if not below:
            return len(found)
        return sum(self._element(asked, below, each) for each in found)

    def _arguments(self, asked: Asked) -> dict[str, Any]:
        return dict(self._request.arguments.get(id(asked.nodes[0]), {}))

    def _element(self, asked: Asked, below: list[tuple[Asked, Any]], element: Any) -> int:
        # Fields, arguments and values come as fresh pairs of a name and the lasting thing.
        lasting = element[1] if isinstance(element, tuple) else element
        key = (id(asked), id(lasting))
        if key not in self._known:
            total = 1 + sum(self.value(each, field, element) for each, field in below)
            if total > MOST:
                raise OverLimit({"introspected": (MOST, total)})
            self._kept.append(lasting)
            self._known[key] = total
        return self._known[key]

    def _fields(self, asked: Asked, type_: Any) -> list[tuple[Asked, Any]]:
        """What is selected below that shows objects again."""
        if id(asked) not in self._below:
            assert isinstance(type_, GraphQLObjectType)  # noqa: S101
            self._kept.append(asked)
            self._below[id(asked)] = [
                (each, type_.fields[each.name])
                for each in self._selections.below(asked, type_)
                if each.name != "__typename"
                and each.wanted(self._request.variables)
                and not is_leaf_type(get_named_type(type_.fields[each.name].type))
            ]
        return self._below[id(asked)]
