"""How a Relay connection is made of the rows of one page: edges, nodes, cursors, page information, total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.compile.paging import Order, Page, encode
from graph.compile.selection import wanted
from graph.compile.shape import Damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from graph.compile.selection import Asked
    from graph.compile.shape import Abstract, Leaf, Making, Object

    Make: TypeAlias = Callable[[Making, Order], Callable[[Any], Any]]


@dataclass(frozen=True)
class Connection:
    """A Relay connection; its raw value is `[total, [[key values], node row, edge data], …]`."""

    entries: tuple[ConnectionEntry, ...]
    order: Order
    at: int
    lookahead: bool

    def build(self, making: Making) -> Callable[[Any], Any]:
        page = making.pages[self.at]
        parts = [
            (e.asked.key, e.part.build(making, self.order))
            for e in wanted(self.entries, making.variables)
        ]

        if len(self.entries) == 1 and isinstance(self.entries[0].part, Nodes):
            node = self.entries[0].part.node.build(making)
            return _only_nodes([key for key, _ in parts], node, page)

        def build(raw: Any) -> Any:
            total, rows = raw
            more = False
            if rows is not None:
                more = len(rows) > page.size
                rows = rows[: page.size]
                if page.backward:
                    rows.reverse()
            found = Rows(total, rows or [], more, page)
            return {key: part(found) for key, part in parts}

        return build


def _only_nodes(keys: list[str], node: Callable[[Any], Any], page: Page) -> Callable[[Any], Any]:
    """What is asked most, without anything that only paging and counting need."""
    size, backward = page.size, page.backward

    def build(raw: Any) -> Any:
        rows = (raw[1] or [])[:size]
        if backward:
            rows.reverse()
        return {key: [node(row[1]) for row in rows] for key in keys}

    return build


@dataclass(frozen=True)
class Rows:
    """The rows of one page as the statement brought them."""

    total: int | None
    rows: Sequence[Any]
    more: bool
    page: Page


@dataclass(frozen=True)
class ConnectionEntry:
    """One response key of a connection."""

    asked: Asked
    part: Any


@dataclass(frozen=True)
class FieldEntry:
    """One response key of an edge or of the page information."""

    asked: Asked
    make: Make


@dataclass(frozen=True)
class Total:
    """`totalCount`."""

    def build(self, making: Making, order: Order) -> Callable[[Rows], Any]:  # noqa: ARG002
        return lambda found: found.total


@dataclass(frozen=True)
class Nodes:
    """`nodes`."""

    node: Object | Abstract

    def build(self, making: Making, order: Order) -> Callable[[Rows], Any]:  # noqa: ARG002
        node = self.node.build(making)
        return lambda found: [node(row[1]) for row in found.rows]


@dataclass(frozen=True)
class Fields:
    """An object made of parts that read the same source: an edge, or the page information."""

    parts: tuple[FieldEntry, ...]
    each: bool

    def build(self, making: Making, order: Order) -> Callable[[Rows], Any]:
        parts = [(e.asked.key, e.make(making, order)) for e in wanted(self.parts, making.variables)]
        if self.each:
            return lambda found: [{key: part(row) for key, part in parts} for row in found.rows]
        return lambda found: {key: part(found) for key, part in parts}


@dataclass(frozen=True)
class Typename:
    """`__typename` of a connection."""

    value: str

    def build(self, making: Making, order: Order) -> Callable[[Rows], Any]:  # noqa: ARG002
        return lambda _: self.value


def named(type_: str) -> Make:
    """Makes `__typename` of an edge or the page information."""
    return lambda _making, _order: lambda _row: type_


def node_of(made: Object | Abstract) -> Make:
    """Makes an edge's node."""

    def make(making: Making, _: Order) -> Callable[[Any], Any]:
        node = made.build(making)
        return lambda row: node(row[1])

    return make


def data_of(at: int, leaf: Leaf) -> Make:
    """Makes a property of the relationship itself, at its place in the row's data."""

    def make(making: Making, _: Order) -> Callable[[Any], Any]:
        convert = leaf.build(making) or (lambda raw: raw)
        allowed = leaf.allowed(required=leaf.prop.required) if making.strict else None

        def data(row: Any) -> Any:
            raw = row[2][at]
            if allowed is not None and type(raw) not in allowed:
                raise Damaged
            return convert(raw)

        return data

    return make


def cursor_of(making: Making, order: Order) -> Callable[[Any], str]:  # noqa: ARG001
    """Makes an edge's cursor."""
    return lambda row: _cursor(order, row[0])


def _cursor(order: Order, values: Sequence[Any]) -> str:
    """The cursor of a row; its last value is the id, without which there is no row any more."""
    if values[-1] is None:
        raise Damaged
    return encode(order, values)


def edge_cursor(position: int) -> Callable[[Making, Order], Callable[[Rows], str | None]]:
    """Makes `startCursor` (0) or `endCursor` (-1)."""

    def make(making: Making, order: Order) -> Callable[[Rows], str | None]:  # noqa: ARG001
        return lambda found: _cursor(order, found.rows[position][0]) if found.rows else None

    return make


def neighbour(*, after: bool) -> Callable[[Making, Order], Callable[[Rows], bool]]:
    """Makes `hasNextPage` (after) or `hasPreviousPage`: looked up in the page's direction, known from the cursor against it."""

    def make(making: Making, order: Order) -> Callable[[Rows], bool]:  # noqa: ARG001
        def has(found: Rows) -> bool:
            if found.page.backward is not after:
                return found.more
            return (found.page.before if after else found.page.after) is not None

        return has

    return make
