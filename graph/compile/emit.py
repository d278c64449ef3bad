"""Write one root field's selection as one Cypher statement.

Everything below a root is an expression: properties as they are, edges as `COLLECT { … }` subqueries with their own
filter, order and page, totals as `COUNT { … }` only where asked. Each object is one list, in the order in which
`graph.compile.shape` expects it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, is_non_null_type

from graph.compile import connections, shape
from graph.compile.marks import splice
from graph.compile.orders import given, typename
from graph.compile.paths import follow
from graph.compile.text import Row
from graph.kinds import KINDS, concrete
from graph.surface import level_prop
from graph.surface.permitted import VIEWER_CAN, viewer_can

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLSchema

    from graph.compile.scope import Scope
    from graph.compile.selection import Asked, Selections
    from graph.compile.text import Request, Text
    from graph.kinds import Edge, Kind


@dataclass
class Emitter:
    """Writes the statement of one root field."""

    schema: GraphQLSchema
    selections: Selections
    scope: Scope
    text: Text
    shaped: Mapping[int, Mapping[str, Any]]
    """Arguments by where they were written, of the request that the plan is made for; only their shape is used."""

    def node(self, row: Row, kind: Kind, asked: Asked) -> shape.Object | shape.Abstract:
        """What `asked` selects on a node of `kind`, put into `row`."""
        if not kind.abstract:
            return self._object(row, kind, asked)
        index = row.put("__typename", typename(row.variable, kind))
        return shape.Abstract(index, {k.name: self._object(row, k, asked) for k in concrete(kind)})

    def _object(self, row: Row, kind: Kind, asked: Asked) -> shape.Object:
        type_ = self.schema.get_type(kind.name)
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101
        entries = []
        for each in self.selections.below(asked, type_):
            if each.name == "__typename":
                entries.append(shape.Entry(each, -1, shape.Constant(kind.name), required=False))
                continue
            required = is_non_null_type(type_.fields[each.name].type)
            index, made = self._field(row, kind, each)
            entries.append(shape.Entry(each, index, made, required))
        return shape.Object(tuple(entries))

    def _field(self, row: Row, kind: Kind, asked: Asked) -> tuple[int, Any]:
        prop = kind.props.get(asked.name)
        if prop is None and asked.name == "level":
            prop = level_prop(kind.family)
        if asked.name == VIEWER_CAN:
            return row.put(asked.name, self._acts(row.variable, kind)), shape.Leaf(viewer_can(kind))
        if prop is not None:
            return row.put(prop.name, given(row.variable, prop, kind, self.scope)), shape.Leaf(prop)
        key = (asked.name, asked.nodes, asked.conditions)
        known = row.known(key)
        if known is not None:
            return known
        if asked.name in kind.computed:
            expression, made = self._facts(row, kind, asked), shape.Facts()
        else:
            edge = kind.edges[asked.name]
            with self.text.deeper():
                write = partial(connections.of_edge, self) if edge.many else self._one
                expression, made = write(row.variable, edge, asked)
        return row.put(key, expression, made), made

    def _acts(self, variable: str, kind: Kind) -> str:
        """Names of the acts that the caller may do on the node; acts of one rule are asked about together."""
        by_rule: dict[str, list[str]] = {}
        for act, family in self.scope.acts:
            if family == kind.family.name:
                by_rule.setdefault(self.scope.may(act, kind, variable), []).append(act)
        named = [f"CASE WHEN {rule} THEN {acts} ELSE [] END" for rule, acts in by_rule.items()]
        return " + ".join(named) or "[]"

    def _one(self, variable: str, edge: Edge, asked: Asked) -> tuple[str, Any]:
        path = follow(variable, edge, self.text, self.scope)
        inner = Row(path.target)
        made = self.node(inner, KINDS[edge.target], asked)
        predicates = [*path.predicates, *self.gate(asked)]
        where = f" WHERE {' AND '.join(predicates)}" if predicates else ""
        return (
            f"head(COLLECT {{ MATCH {path.pattern}{where} WITH {path.target} LIMIT 1 RETURN {inner} }})",
            made,
        )

    def _facts(self, row: Row, kind: Kind, asked: Asked) -> str:
        computed = kind.computed[asked.name]
        expression = computed.facts.replace("{n}", row.variable)
        at = id(asked.nodes[0])
        for name in computed.arguments:
            expression = expression.replace(f"{{{name}}}", self.text.parameter(_argument(at, name)))
        return splice(expression, self.scope)

    def once(self, variable: str, repeats: bool) -> str:
        """Before what a `WITH` keeps: each node once, where one may be found along several ways.

        By its element id, under a name that no part of the statement has. DISTINCT on the node alone won't do: over a
        step of several relationships that begins at an index, Neo4j 2026.08 leaves it out of the plan; and a count,
        which it keeps, is refused by 5.26 inside an expression. Guarded by `tests/graph/test_filters.py`.
        """
        return f"DISTINCT elementId({variable}) AS {self.text.variable('one')}, " if repeats else ""

    def gate(self, asked: Asked) -> list[str]:
        """A predicate that keeps what a false `@include` leaves out from being looked up."""
        if asked.unconditional:
            return []
        return [self.text.parameter(lambda request: asked.wanted(request.variables))]


def _argument(at: int, name: str) -> Any:
    def value(request: Request) -> Any:
        return request.arguments[at].get(name)

    return value


def every_property(row: Row, kind: Kind, scope: Scope) -> None:
    """Put all properties of a kind (of every kind that an abstract one can be) into a row."""
    if kind.abstract:
        row.put("__typename", typename(row.variable, kind))
    for each in concrete(kind):
        for prop in each.props.values():
            row.put(prop.name, given(row.variable, prop, each, scope))
