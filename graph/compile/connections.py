"""Connections as Cypher: where a page is taken from, in which order, and what each row brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, get_named_type

from graph.compile import anchors, pages, search, shape
from graph.compile.filters import Filters
from graph.compile.orders import order_of, projection
from graph.compile.paging import Order, SortKey, bound, keyset, page
from graph.compile.paths import follow, label
from graph.compile.text import Row
from graph.kinds import KINDS
from graph.provision import fulltext_index_name

if TYPE_CHECKING:
    from graph.compile.emit import Emitter
    from graph.compile.selection import Asked
    from graph.kinds import Edge, Kind, Prop


def of_edge(
    emitter: Emitter, variable: str, edge: Edge, asked: Asked
) -> tuple[str, pages.Connection]:
    """The connection of an edge from a bound variable."""
    path = follow(variable, edge, emitter.text, emitter.scope)
    arguments = emitter.shaped.get(id(asked.nodes[0]), {})
    filters = Filters(emitter.text, emitter.scope, id(asked.nodes[0]))
    kind = KINDS[edge.target]
    predicates = [*path.predicates, *emitter.gate(asked)]
    if arguments.get("filter"):
        predicates.append(filters.predicate(kind, path.target, arguments["filter"], ("filter",)))
    order = order_of(kind, path.target, arguments.get("orderBy")).sorted_here()
    found = Found(
        f"MATCH {path.pattern}",
        path.target,
        tuple(predicates),
        emitter.once(path.target, path.repeats),
        path.relationship,
        edge.data,
    )
    return _paged(emitter, kind, asked, found, order)


def of_all(emitter: Emitter, kind: Kind, asked: Asked) -> tuple[str, pages.Connection]:
    """The connection of all nodes of a kind: a root, so an index must lead to it."""
    at = id(asked.nodes[0])
    arguments = emitter.shaped.get(at, {})
    variable = emitter.text.variable(kind.name[0].lower() + kind.name[1:])
    if arguments.get("search") is not None:
        return _of_words(emitter, kind, asked, variable)
    order = order_of(kind, variable, arguments.get("orderBy"))
    given, led, predicates = arguments.get("filter"), None, list[str]()
    if given:
        filters = Filters(emitter.text, emitter.scope, at)
        led = anchors.by_filter(filters, kind, variable, given, ("filter",))
        predicates.append(filters.predicate(kind, variable, given, ("filter",)))
    cursors = sum(arguments.get(which) is not None for which in ("after", "before"))
    # Between two cursors an index looks for texts from one to the other, and holds that for empty if they are in the
    # other order by UTF-16 units.
    between = cursors == 2
    lead = led or anchors.by_order(kind, variable, order)
    sought = anchors.from_cursor(kind, variable, order) if cursors == 1 and not led else None
    if led or between:
        order = order.sorted_here()
    seen = emitter.scope.predicate(kind, variable)
    predicates = [*lead.predicates, *([seen] if seen else []), *predicates]
    once = emitter.once(variable, lead.repeats)
    found = Found(lead.matches, variable, tuple(predicates), once, sought=sought)
    return _paged(emitter, kind, asked, found, order)


def _of_words(
    emitter: Emitter, kind: Kind, asked: Asked, variable: str
) -> tuple[str, pages.Connection]:
    """Those that a search finds: the full-text index leads to them, so any filter is allowed."""
    at = id(asked.nodes[0])
    arguments = emitter.shaped.get(at, {})
    match, order = _search(emitter, kind, variable, at)
    if arguments.get("orderBy"):
        order = order_of(kind, variable, arguments["orderBy"]).sorted_here()
    seen = emitter.scope.predicate(kind, variable)
    predicates = [seen] if seen else []
    if arguments.get("filter"):
        filters = Filters(emitter.text, emitter.scope, at)
        predicates.append(filters.predicate(kind, variable, arguments["filter"], ("filter",)))
    found = Found(match, variable, tuple(predicates), ranked=True)  # fmt: skip
    return _paged(emitter, kind, asked, found, order)


def _search(emitter: Emitter, kind: Kind, variable: str, at: int) -> tuple[str, Order]:
    query = emitter.text.parameter(lambda request: search.lucene(request.arguments[at]["search"]))
    parts = emitter.text.parameter(lambda request: search.parts(request.arguments[at]["search"]))
    left = emitter.text.parameter(lambda request: search.left_out(request.arguments[at]["search"]))
    family = kind.family
    match = (
        f"CALL db.index.fulltext.queryNodes('{fulltext_index_name(family)}', {query}) YIELD node AS {variable} "
        f"WITH {variable}, {search.rank(family, variable, parts, left)} AS rank WHERE {variable}{label(kind)} AND rank > 0"
    )
    keys = (
        SortKey("rank", int, descending=True),
        SortKey(f"{variable}.{kind.id_prop.stored}", str, descending=False),
    )
    return match, Order(f"{kind.name}:search", keys)


def _paged(
    emitter: Emitter, kind: Kind, asked: Asked, found: Found, order: Order
) -> tuple[str, pages.Connection]:
    type_ = get_named_type(_connection_type(emitter, asked, kind, found.data))
    assert isinstance(type_, GraphQLObjectType)  # noqa: S101
    parts = _Parts(emitter, kind, found, type_)
    entries = tuple(
        pages.ConnectionEntry(each, parts.part(each))
        for each in emitter.selections.below(asked, type_)
    )
    total = emitter.scope.counted(kind, found.count()) if parts.total else "null"
    rows = _rows(emitter, kind, asked, found, order, parts) if parts.rows else "null"
    at = id(asked.nodes[0])
    return f"[{total}, {rows}]", pages.Connection(entries, order, at, parts.lookahead)


def _connection_type(emitter: Emitter, asked: Asked, kind: Kind, data: tuple[Prop, ...]) -> Any:
    name = f"{kind.name}Connection"
    if data:
        name = next(
            f"{owner.name}{edge.name[0].upper()}{edge.name[1:]}Connection"
            for owner in KINDS.values()
            for edge in owner.edges.values()
            if edge.name == asked.name and edge.data == data
        )
    return emitter.schema.get_type(name)


def _rows(
    emitter: Emitter, kind: Kind, asked: Asked, found: Found, order: Order, parts: _Parts
) -> str:
    at = id(asked.nodes[0])
    arguments = emitter.shaped.get(at, {})
    backward = page(arguments).backward
    predicates = list(found.predicates)
    for which in ("after", "before"):
        if arguments.get(which) is not None:
            names = [
                emitter.text.parameter(bound(order, at, i, which)) for i in range(len(order.keys))
            ]
            predicates.append(keyset(order, names, which))
    more = 1 if parts.lookahead else 0
    limit = emitter.text.parameter(lambda request: page(request.arguments.get(at, {})).size + more)
    # Read once: a value that somebody changes between being ordered by and being told would make a cursor far off.
    read = [emitter.text.variable("key") for _ in order.keys]
    kept = ", ".join(f"{k.expression} AS {name}" for k, name in zip(order.keys, read, strict=True))
    ordered = ", ".join(
        f"{name} {'DESC' if k.descending is not backward else 'ASC'}"
        for k, name in zip(order.keys, read, strict=True)
    )
    brought = [k.brought(name) for k, name in zip(order.keys, read, strict=True)]
    keys = f"[{', '.join(brought)}]" if parts.cursors else "null"
    data = (
        f"[{', '.join(projection(found.relationship, p, kind) for p in found.data)}]"
        if found.relationship
        else "null"
    )
    return (
        f"COLLECT {{ {found.where(predicates, found.sought)} WITH {found.carried()}, {kept} ORDER BY {ordered} LIMIT {limit} "
        f"RETURN [{keys}, {parts.row}, {data}] }}"
    )


@dataclass(frozen=True)
class Found:
    """What a page is taken from: clauses that find rows of one variable."""

    matches: str
    variable: str
    predicates: tuple[str, ...]
    once: str = ""
    """What groups rows that repeat; empty where they do not."""
    relationship: str | None = None
    data: tuple[Prop, ...] = ()
    ranked: bool = False
    sought: str | None = None
    """The clauses for a page, where they differ from those for the total."""

    def where(self, predicates: list[str] | tuple[str, ...], instead: str | None = None) -> str:
        """The clauses (or those given instead) with these predicates."""
        matches = instead or self.matches
        if not predicates:
            return matches
        return f"{matches} {'AND' if self.ranked else 'WHERE'} {' AND '.join(predicates)}"

    def carried(self) -> str:
        """What a page keeps of a row; each node once."""
        names = [
            self.variable,
            *(["rank"] if self.ranked else []),
            *([self.relationship] if self.relationship else []),
        ]
        return f"{self.once}{', '.join(names)}"

    def count(self) -> str:
        """How many there are in all."""
        once = f" WITH {self.once}{self.variable}" if self.once else ""
        return f"COUNT {{ {self.where(self.predicates)}{once} RETURN {self.variable} }}"


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
            return pages.Typename(self._type.name)
        if asked.name == "totalCount":
            self.total = True
            return pages.Total()
        self.rows = True
        if asked.name == "nodes":
            return pages.Nodes(self._emitter.node(self.row, self._kind, asked))
        type_ = get_named_type(self._type.fields[asked.name].type)
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101
        below = self._emitter.selections.below(asked, type_)
        make = self._edge if asked.name == "edges" else self._page_info
        return pages.Fields(
            tuple(pages.FieldEntry(each, make(each, type_)) for each in below),
            each=asked.name == "edges",
        )

    def _edge(self, asked: Asked, type_: GraphQLObjectType) -> Any:
        if asked.name == "__typename":
            return pages.named(type_.name)
        if asked.name == "cursor":
            self.cursors = True
            return pages.cursor_of
        if asked.name == "node":
            return pages.node_of(self._emitter.node(self.row, self._kind, asked))
        at = next(i for i, p in enumerate(self._found.data) if p.name == asked.name)
        return pages.data_of(at, shape.Leaf(self._found.data[at]))

    def _page_info(self, asked: Asked, type_: GraphQLObjectType) -> Any:
        if asked.name == "__typename":
            return pages.named(type_.name)
        if asked.name in ("startCursor", "endCursor"):
            self.cursors = True
            return pages.edge_cursor(0 if asked.name == "startCursor" else -1)
        self.lookahead = True
        return pages.neighbour(after=asked.name == "hasNextPage")
