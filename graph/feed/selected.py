"""What a subscription selects on an event, as one statement for many events at a time, and its rows as answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLObjectType, get_named_type

from graph.compile import shape
from graph.compile.emit import Emitter
from graph.compile.marks import splice
from graph.compile.paging import page
from graph.compile.scope import named
from graph.compile.text import Row, Text
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graphql import GraphQLSchema

    from graph.compile.scope import Scope
    from graph.compile.text import Request
    from graph.feed.declared import Feed
    from graph.prepare import Prepared

COLUMNS = ("at", "kind", "value")
CURSOR, AT, ACT, TARGET = range(4)
"""Where the values of an event stand in its row."""


@dataclass(frozen=True)
class Selected:
    """The selection of one subscription for one sort of caller."""

    key: str
    cypher: str
    bound: Mapping[str, Any]
    scoped: tuple[str, ...]
    _shape: shape.Object
    _request: Request
    _pages: tuple[int, ...]

    def parameters(self, scope: Scope, ids: Sequence[str], places: Sequence[str] | None) -> dict[str, Any]:  # fmt: skip
        """Those of the statement for these nodes."""
        own = {"ids": list(ids), "everywhere": places is None, "within": list(places or ("",))}
        return {**scope.bound(self.scoped), **self.bound, **own}

    def shaper(self) -> Callable[[Any], bytes]:
        """From the row of an event to the bytes of its answer.

        Raises (when called):
            shape.Damaged: a stored value that the schema does not allow.
        """
        build = self._shape.build(self._making(strict=True))
        return lambda row: orjson.dumps({self.key: build(row)})

    def unstrict(self) -> Callable[[Any], Any]:
        """From the row of an event to the value that the executor resolves."""
        return self._shape.build(self._making(strict=False))

    def _making(self, *, strict: bool) -> shape.Making:
        pages = {at: page(self._request.arguments.get(at, {})) for at in self._pages}
        return shape.Making(self._request.variables, pages, strict)


def select(schema: GraphQLSchema, prepared: Prepared, scope: Scope, feed: Feed) -> Selected:
    """Compile the selection.

    Raises:
        Refusal: what is asked cannot be answered as it is.
    """
    operation, request = prepared.operation, prepared.request
    (root,) = operation.roots
    assert schema.subscription_type is not None  # noqa: S101
    type_ = get_named_type(schema.subscription_type.fields[root.name].type)
    assert isinstance(type_, GraphQLObjectType)  # noqa: S101
    text = Text()
    emitter = Emitter(schema, operation.selections, scope, text, request.arguments)
    rows = {variable: Row(variable) for variable in feed.kinds.values()}
    change = KINDS["Change"].props
    entries = []
    for asked in emitter.selections.below(root, type_):
        required = asked.name != "target"
        if asked.name == "__typename":
            entries.append(shape.Entry(asked, -1, shape.Constant(type_.name), required=False))
        elif asked.name == "target":
            by_type = {
                kind: emitter.node(rows[variable], KINDS[kind], asked)
                for kind, variable in feed.kinds.items()
            }
            made = shape.Abstract(0, by_type, offset=1)  # type: ignore[arg-type]
            entries.append(shape.Entry(asked, TARGET, made, required))
        elif asked.name == "at":
            entries.append(shape.Entry(asked, AT, shape.Leaf(change["at"]), required))
        else:
            # Texts of ours, of which nothing has to be made.
            at = {"cursor": CURSOR, "act": ACT}[asked.name]
            entries.append(shape.Entry(asked, at, shape.Facts(), required))
    cypher = scope.guarded(splice(feed.targets, scope, rows), COLUMNS)
    pages = tuple(
        id(w.node) for w in operation.written if "first" in w.field.args and "after" in w.field.args
    )
    return Selected(
        root.key, cypher, text.bind(request), named(cypher), shape.Object(tuple(entries)), request, pages
    )  # fmt: skip
