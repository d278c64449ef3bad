"""Write one root field's selection as one Cypher statement.

Everything below a root is an expression: properties as they are, edges as `COLLECT { … }` subqueries with their own
filter, order and page, totals as `COUNT { … }` only where asked. Each object is one list, in the order in which
`graph.compile.shape` expects it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, get_named_type, is_non_null_type

from graph.compile import search, shape
from graph.compile.filters import Filters, Joined
from graph.compile.paging import Order, SortKey, bound, keyset, page
from graph.compile.paths import follow, labels
from graph.kinds import KINDS, concrete
from graph.surface import level_prop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLSchema

    from graph.compile.scope import Scope
    from graph.compile.selection import Asked, Selections
    from graph.compile.text import Request, Text
    from graph.kinds import Edge, Kind, Prop


@dataclass
class Row:
    """The list that carries everything asked of one variable; each expression stands in it once."""

    variable: str
    expressions: list[str] = field(default_factory=list)
    _known: dict[Any, tuple[int, Any]] = field(default_factory=dict)

    def put(self, key: Any, expression: str, made: Any = None) -> int:
        """Index of the expression, written on first use."""
        if key not in self._known:
            self._known[key] = (len(self.expressions), made)
            self.expressions.append(expression)
        return self._known[key][0]

    def known(self, key: Any) -> tuple[int, Any] | None:
        """What was put under this key."""
        return self._known.get(key)

    def __str__(self) -> str:
        return f"[{', '.join(self.expressions)}]"


@dataclass
class Emitter:
    """Writes the statement of one root field."""

    schema: GraphQLSchema
    selections: Selections
    scope: Scope
    text: Text
    shaped: Mapping[int, Mapping[str, Any]]
    """Arguments by where they were written, of the request that the plan is made for; only their shape is used."""

    # --- objects ---------------------------------------------------------------------------------------------

    def node(self, row: Row, kind: Kind, asked: Asked) -> shape.Object | shape.Abstract:
        """What `asked` selects on a node of `kind`, put into `row`."""
        return self.written(row, kind, [asked])

    def written(self, row: Row, kind: Kind, askings: list[Asked]) -> shape.Object | shape.Abstract:
        """The same for several writings whose selections are merged."""
        kinds = concrete(kind)
        if not kind.abstract:
            return self._object(row, kind, self._below(askings, kind))
        index = row.put("__typename", typename(row.variable, kind))
        by_type = {k.name: self._object(row, k, self._below(askings, k)) for k in kinds}
        return shape.Abstract(index, by_type)

    def _below(self, askings: list[Asked], kind: Kind) -> list[Asked]:
        type_ = self.schema.get_type(kind.name)
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101
        return [below for asked in askings for below in self.selections.below(asked, type_)]

    def _object(self, row: Row, kind: Kind, asked: list[Asked]) -> shape.Object:
        type_ = self.schema.get_type(kind.name)
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101
        entries = []
        for each in asked:
            if each.name == "__typename":
                entries.append(shape.Entry(each, -1, shape.Constant(kind.name), required=False))
                continue
            required = is_non_null_type(type_.fields[each.name].type)
            index, made = self._field(row, kind, each)
            entries.append(shape.Entry(each, index, made, required))
        return shape.Object(tuple(entries))

    def _field(self, row: Row, kind: Kind, asked: Asked) -> tuple[int, Any]:
        prop = level_prop(kind.family) if asked.name == "level" else kind.props.get(asked.name)
        if prop is not None:
            return row.put(prop.name, projection(row.variable, prop, kind)), shape.Leaf(prop)
        key = (asked.name, asked.nodes, asked.conditions)
        known = row.known(key)
        if known is not None:
            return known
        if asked.name in kind.computed:
            expression, made = self._facts(row, kind, asked), shape.Facts()
        elif kind.edges[asked.name].many:
            expression, made = self.connection(row.variable, kind.edges[asked.name], asked)
        else:
            expression, made = self._one(row.variable, kind.edges[asked.name], asked)
        return row.put(key, expression, made), made

    def _one(self, variable: str, edge: Edge, asked: Asked) -> tuple[str, Any]:
        path = follow(variable, edge, self.text, self.scope)
        inner = Row(path.target)
        made = self.node(inner, KINDS[edge.target], asked)
        predicates = [*path.predicates, *self._gate(asked)]
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
        return expression

    def _gate(self, asked: Asked) -> list[str]:
        """A predicate that keeps what a false `@include` leaves out from being looked up."""
        if asked.unconditional:
            return []
        return [self.text.parameter(lambda request: asked.wanted(request.variables))]

    # --- connections -----------------------------------------------------------------------------------------

    def connection(self, variable: str, edge: Edge, asked: Asked) -> tuple[str, shape.Connection]:
        """The connection of an edge from a bound variable."""
        path = follow(variable, edge, self.text, self.scope)
        arguments = self.shaped.get(id(asked.nodes[0]), {})
        filters = Filters(self.text, self.scope, id(asked.nodes[0]))
        kind = KINDS[edge.target]
        predicates = [*path.predicates, *self._gate(asked)]
        if arguments.get("filter"):
            predicates.append(
                filters.predicate(kind, path.target, arguments["filter"], ("filter",))
            )
        order = order_of(kind, path.target, arguments.get("orderBy"))
        found = Found(
            f"MATCH {path.pattern}",
            path.target,
            tuple(predicates),
            path.repeats,
            path.relationship,
            edge.data,
        )
        return self._paged(kind, asked, found, order)

    def all(self, kind: Kind, asked: Asked) -> tuple[str, shape.Connection]:
        """The connection of all nodes of a kind: a root, so an index must lead to it."""
        at = id(asked.nodes[0])
        arguments = self.shaped.get(at, {})
        variable = self.text.variable(kind.name[0].lower() + kind.name[1:])
        seen = self.scope.predicate(kind, variable)
        joined = Joined()
        if arguments.get("filter"):
            joined = Filters(self.text, self.scope, at).joined(
                kind, variable, arguments["filter"], ("filter",)
            )
        words = arguments.get("search")
        if words is not None:
            match, order = self._search(kind, variable, at)
        else:
            match = f"MATCH ({variable}{labels(kind)})"
            order = order_of(kind, variable, arguments.get("orderBy"))
        matches = " ".join([match, *(f"MATCH {m}" for m in joined.matches)])
        predicates = [*([seen] if seen else []), *joined.predicates]
        if not joined.anchored and words is None:
            predicates += [f"{key.expression} IS NOT NULL" for key in order.keys]
        found = Found(
            matches, variable, tuple(predicates), joined.repeats, None, (), ranked=words is not None
        )
        return self._paged(kind, asked, found, order)

    def _search(self, kind: Kind, variable: str, at: int) -> tuple[str, Order]:
        query = self.text.parameter(lambda request: search.lucene(request.arguments[at]["search"]))
        parts = self.text.parameter(lambda request: search.parts(request.arguments[at]["search"]))
        family = kind.family
        match = (
            f"CALL db.index.fulltext.queryNodes('{search.index_name(family)}', {query}) YIELD node AS {variable} "
            f"WITH {variable}, {search.rank(family, variable, parts)} AS rank WHERE {variable}{labels(kind)} AND rank > 0"
        )
        keys = (
            SortKey("rank", int, descending=True),
            SortKey(f"{variable}.{kind.id_prop.stored}", str, descending=False),
        )
        return match, Order(f"{kind.name}:search", keys)

    def _paged(
        self, kind: Kind, asked: Asked, found: Found, order: Order
    ) -> tuple[str, shape.Connection]:
        type_ = get_named_type(self._connection_type(asked, kind, found.data))
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101
        parts = _Parts(self, kind, found, type_)
        entries = tuple(
            shape.ConnectionEntry(each, parts.part(each))
            for each in self.selections.below(asked, type_)
        )
        total = found.count() if parts.total else "null"
        rows = self._rows(asked, found, order, parts) if parts.rows else "null"
        at = id(asked.nodes[0])
        return f"[{total}, {rows}]", shape.Connection(entries, order, at, parts.lookahead)

    def _connection_type(self, asked: Asked, kind: Kind, data: tuple[Prop, ...]) -> Any:
        name = f"{kind.name}Connection"
        if data:
            name = next(
                f"{owner.name}{edge.name[0].upper()}{edge.name[1:]}Connection"
                for owner in KINDS.values()
                for edge in owner.edges.values()
                if edge.name == asked.name and edge.data == data
            )
        return self.schema.get_type(name)

    def _rows(self, asked: Asked, found: Found, order: Order, parts: _Parts) -> str:
        at = id(asked.nodes[0])
        arguments = self.shaped.get(at, {})
        backward = page(arguments).backward
        predicates = list(found.predicates)
        for which in ("after", "before"):
            if which in arguments:
                names = [
                    self.text.parameter(bound(order, at, i, which)) for i in range(len(order.keys))
                ]
                predicates.append(keyset(order, names, which))
        more = 1 if parts.lookahead else 0
        limit = self.text.parameter(lambda request: page(request.arguments.get(at, {})).size + more)
        ordered = ", ".join(
            f"{k.expression} {'DESC' if k.descending is not backward else 'ASC'}"
            for k in order.keys
        )
        keys = f"[{', '.join(_brought(k) for k in order.keys)}]" if parts.cursors else "null"
        data = (
            f"[{', '.join(f'{found.relationship}.{p.stored}' for p in found.data)}]"
            if found.data
            else "null"
        )
        return (
            f"COLLECT {{ {found.where(predicates)} WITH {found.carried()} ORDER BY {ordered} LIMIT {limit} "
            f"RETURN [{keys}, {parts.row}, {data}] }}"
        )


@dataclass(frozen=True)
class Found:
    """What a page is taken from: clauses that find rows of one variable."""

    matches: str
    variable: str
    predicates: tuple[str, ...]
    repeats: bool
    relationship: str | None
    data: tuple[Prop, ...]
    ranked: bool = False

    def where(self, predicates: list[str] | tuple[str, ...]) -> str:
        """The clauses with these predicates."""
        if not predicates:
            return self.matches
        conjunction = " AND ".join(predicates)
        if self.ranked and " MATCH " not in self.matches:
            return f"{self.matches} AND {conjunction}"
        return f"{self.matches} WHERE {conjunction}"

    def carried(self) -> str:
        """What a page keeps of a row; each node once."""
        names = [
            self.variable,
            *(["rank"] if self.ranked else []),
            *([self.relationship] if self.relationship else []),
        ]
        return f"{'DISTINCT ' if self.repeats else ''}{', '.join(names)}"

    def count(self) -> str:
        """How many there are in all."""
        return f"COUNT {{ {self.where(self.predicates)} RETURN {'DISTINCT ' if self.repeats else ''}{self.variable} }}"


class _Parts:
    """What a connection's selection needs of its rows."""

    def __init__(
        self, emitter: Emitter, kind: Kind, found: Found, type_: GraphQLObjectType
    ) -> None:
        self.row = Row(found.variable)
        self.total = self.rows = self.cursors = self.lookahead = False
        self._emitter, self._kind, self._found, self._type = emitter, kind, found, type_

    def part(self, asked: Asked) -> Any:
        if asked.name == "__typename":
            return shape.Typename(self._type.name)
        if asked.name == "totalCount":
            self.total = True
            return shape.Total()
        self.rows = True
        if asked.name == "nodes":
            return shape.Nodes(self._emitter.node(self.row, self._kind, asked))
        type_ = get_named_type(self._type.fields[asked.name].type)
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101
        below = self._emitter.selections.below(asked, type_)
        make = self._edge if asked.name == "edges" else self._page_info
        return shape.Fields(
            tuple((each, make(each, type_)) for each in below), each=asked.name == "edges"
        )

    def _edge(self, asked: Asked, type_: GraphQLObjectType) -> Any:
        if asked.name == "__typename":
            return lambda making, order: lambda row: type_.name
        if asked.name == "cursor":
            self.cursors = True
            return shape.cursor_of
        if asked.name == "node":
            made = self._emitter.node(self.row, self._kind, asked)
            return lambda making, order: (lambda node: lambda row: node(row[1]))(made.build(making))
        at = next(i for i, p in enumerate(self._found.data) if p.name == asked.name)
        leaf = shape.Leaf(self._found.data[at])
        return lambda making, order: (lambda convert: lambda row: convert(row[2][at]))(
            leaf.build(making) or (lambda raw: raw)
        )

    def _page_info(self, asked: Asked, type_: GraphQLObjectType) -> Any:
        if asked.name == "__typename":
            return lambda making, order: lambda found: type_.name
        if asked.name in ("startCursor", "endCursor"):
            self.cursors = True
            return shape.edge_cursor(0 if asked.name == "startCursor" else -1)
        self.lookahead = True
        return shape.neighbour(after=asked.name == "hasNextPage")


def _argument(at: int, name: str) -> Any:
    def value(request: Request) -> Any:
        return request.arguments[at].get(name)

    return value


def order_of(kind: Kind, variable: str, order: Mapping[str, Any] | None) -> Order:
    """The total order that `orderBy` (or none) means."""
    name = order["field"].value if order else kind.default_order
    descending = bool(order) and order is not None and order["direction"].value == "DESC"
    prop, id_prop = kind.props[name], kind.id_prop
    keys = [SortKey(f"{variable}.{prop.stored}", prop.type, descending)]
    if not prop.key:
        keys.append(SortKey(f"{variable}.{id_prop.stored}", str, descending))
    return Order(f"{kind.name}:{name}:{'desc' if descending else 'asc'}", tuple(keys))


def projection(variable: str, prop: Prop, kind: Kind) -> str:
    """How a statement brings a property: temporal values as text."""
    if prop.name == "level":
        return level(variable, kind)
    stored = f"{variable}.{prop.stored}"
    if prop.type in (date, datetime):
        return f"[t IN {stored} | toString(t)]" if prop.many else f"toString({stored})"
    return stored


def _brought(key: SortKey) -> str:
    return f"toString({key.expression})" if key.type in (date, datetime) else key.expression


def typename(variable: str, kind: Kind) -> str:
    """Cypher for the GraphQL type of a node of an abstract kind."""
    *precise, rest = sorted(concrete(kind), key=lambda k: not k.labelled)
    named = " ".join(
        f"WHEN {variable}:{k.name} THEN '{k.name}'"
        for k in [*precise, *([rest] if rest.labelled else [])]
    )
    return f"CASE {named} ELSE '{rest.name}' END"


def level(variable: str, kind: Kind) -> str:
    """Cypher for the precise label of a node of an abstract family."""
    return f"head([label IN labels({variable}) WHERE label <> '{kind.family.name}'])"
