"""The plan of an operation: one statement for each root field, made once and bound to each request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.compile import connections, shape
from graph.compile.emit import Emitter
from graph.compile.filters import shape as shape_of
from graph.compile.orders import typename
from graph.compile.paging import page
from graph.compile.paths import label
from graph.compile.refusal import Refusal
from graph.compile.scope import named
from graph.compile.text import Request, Row, Text
from graph.kinds import KINDS, Kind
from graph.surface import MAX_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graphql import GraphQLSchema

    from graph.compile.document import Operation
    from graph.compile.scope import Scope
    from graph.compile.selection import Asked
    from graph.questions import Question


MEMORY = 100
"""Plans kept for one operation: one for each shape of its arguments and sort of caller, nobody in particular among them."""


@dataclass
class Root:
    """One root field: its statement and how to make its answer of the rows."""

    asked: Asked
    name: str
    cypher: str
    text: Text
    read: Callable[[Sequence[Any], Request], Any]
    made: Any
    gate: bool
    refusal: Refusal | None = None
    """Why the caller may not ask it."""
    scoped: tuple[str, ...] = ()
    """The parameters of the scope that it uses."""
    built: dict[Any, Callable[[Any], Any]] = field(default_factory=dict)
    """Functions from the rows to the answer, one for each shape of pages and flags."""

    def build(self, making: shape.Making) -> Callable[[Any], Any]:
        """From what `read` brings to the answer."""
        found = self.built.get(making.key)
        if found is None:
            if len(self.built) >= MEMORY:
                self.built.pop(next(iter(self.built)))
            found = self.built[making.key] = self.made.build(making)
        return found

    def wanted(self, request: Request) -> bool:
        """Whether this request wants the field at all."""
        return not self.gate or self.asked.wanted(request.variables)


@dataclass
class Plan:
    """All root fields of an operation that need the database."""

    roots: list[Root]
    connections: tuple[int, ...]
    flags: tuple[str, ...]

    def making(self, request: Request, *, strict: bool) -> shape.Making:
        """What shapes need to know about one request."""
        pages = {at: page(request.arguments.get(at, {})) for at in self.connections}
        flags = tuple(request.variables.get(flag) for flag in self.flags)
        key = (strict, flags, tuple(p.shape for p in pages.values()))
        return shape.Making(request.variables, pages, strict, key)


def plan(
    schema: GraphQLSchema,
    operation: Operation,
    request: Request,
    scope: Scope,
    questions: Mapping[str, Question],
) -> Plan:
    """The plan for requests of this shape, from the operation's memory if there is one.

    Raises:
        Refusal: what is asked cannot be answered as it is.
    """
    key = (scope.name, request.shapes)
    if key not in operation.plans:
        if len(operation.plans) >= MEMORY:
            operation.plans.pop(next(iter(operation.plans)))
        operation.plans[key] = _make(schema, operation, request, scope, questions)
    return operation.plans[key]


def shapes(operation: Operation, arguments: Mapping[int, Mapping[str, Any]]) -> tuple[Any, ...]:
    """What of the arguments the texts of an operation depend on."""
    return tuple(_shape(arguments[id(w.node)]) for w in operation.written if w.constant is None)


def _shape(arguments: Mapping[str, Any]) -> tuple[Any, ...]:
    """Of one field: the shape of filters, the order, direction and ends of the page."""
    return (
        arguments.get("after") is None,
        arguments.get("before") is None,
        shape_of(arguments.get("filter")),
        shape_of(arguments.get("orderBy")),
        arguments.get("last") is not None,
        "search" in arguments and arguments["search"] is not None,
    )


def _make(
    schema: GraphQLSchema,
    operation: Operation,
    request: Request,
    scope: Scope,
    questions: Mapping[str, Question],
) -> Plan:
    roots = []
    for asked in operation.roots:
        if asked.name.startswith("__"):
            continue
        text = Text()
        emitter = Emitter(schema, operation.selections, scope, text, request.arguments)
        if asked.name in questions:
            cypher, read, made = questions[asked.name].compile(emitter, asked)
        else:
            cypher, read, made = _root(emitter, asked)
        columns = ("id", "type", "value") if asked.name in ("node", "nodes") else ("value",)
        cypher = scope.guarded(cypher, columns)
        refusal = _refusal(asked, scope, questions)
        gate = not asked.unconditional
        roots.append(
            Root(asked, asked.name, cypher, text, read, made, gate, refusal, named(cypher))
        )
    return Plan(roots, connections_of(operation), tuple(sorted(operation.flags)))


def connections_of(operation: Operation) -> tuple[int, ...]:
    """Where the operation pages."""
    return tuple(
        id(w.node) for w in operation.written if "first" in w.field.args and "after" in w.field.args
    )


def _refusal(asked: Asked, scope: Scope, questions: Mapping[str, Question]) -> Refusal | None:
    question = questions.get(asked.name)
    return scope.forbidden.get(question.act) if question and question.act else None


Compiled = tuple[str, "Callable[[Sequence[Any], Request], Any]", Any]


def _root(emitter: Emitter, asked: Asked) -> Compiled:
    if asked.name == "node":
        return _any(emitter, asked, many=False)
    if asked.name == "nodes":
        return _any(emitter, asked, many=True)
    for kind in KINDS.values():
        if kind.rooted and kind.plural == asked.name:
            expression, made = connections.of_all(emitter, kind, asked)
            return f"RETURN {expression} AS value", _first, made
        if kind.rooted and kind.name[0].lower() + kind.name[1:] == asked.name:
            return _by_id(emitter, kind, asked)
    raise KeyError(asked.name)


def _first(rows: Sequence[Any], request: Request) -> Any:  # noqa: ARG001
    return rows[0][0] if rows else None


def _by_id(emitter: Emitter, kind: Kind, asked: Asked) -> Compiled:
    at = id(asked.nodes[0])
    value = emitter.text.parameter(lambda request: request.arguments[at]["id"])
    match, row, made = _matched(emitter, kind, asked, f"= {value}")
    return f"{match} RETURN {row} AS value", _first, made


def _matched(emitter: Emitter, kind: Kind, asked: Asked, test: str) -> tuple[str, Row, Any]:
    variable = emitter.text.variable(kind.name[0].lower() + kind.name[1:])
    row = Row(variable)
    made = emitter.node(row, kind, asked)
    seen = emitter.scope.predicate(kind, variable)
    predicates = " AND ".join(
        [f"{variable}.{kind.id_prop.stored} {test}", *([seen] if seen else [])]
    )
    return f"MATCH ({variable}{label(kind)}) WHERE {predicates}", row, made


def _any(emitter: Emitter, asked: Asked, *, many: bool) -> Compiled:
    at = id(asked.nodes[0])
    name = "ids" if many else "id"
    value = emitter.text.parameter(lambda request: _ids(request.arguments[at][name]))
    branches, by_type = [], {}
    for kind in _families():
        match, row, made = _matched(emitter, kind, asked, f"{'IN' if many else '='} {value}")
        own = f"'{kind.name}'" if not kind.abstract else typename(row.variable, kind)
        if isinstance(made, shape.Abstract):
            by_type.update(made.by_type)
        else:
            by_type[kind.name] = made
        branches.append(
            f"{match} RETURN {row.variable}.{kind.id_prop.stored} AS id, {own} AS type, {row} AS value"
        )
    made = shape.Abstract(1, by_type, offset=2)
    cypher = " UNION ALL ".join(branches)
    if not many:
        return cypher, lambda rows, _: rows[0] if rows else None, made
    return cypher, lambda rows, request: _in_order(rows, request.arguments[at]["ids"]), _Each(made)


@dataclass(frozen=True)
class _Each:
    made: shape.Abstract

    def build(self, making: shape.Making) -> Callable[[Any], Any]:
        one = self.made.build(making)
        return lambda raw: [one(row) for row in raw]


def _in_order(rows: Sequence[Any], ids: Sequence[str]) -> list[Any]:
    found = {row[0]: row for row in rows}
    return [found.get(each) for each in ids]


def _ids(value: Any) -> Any:
    if isinstance(value, list) and len(value) > MAX_PAGE:
        raise Refusal(
            "TOO_MANY_IDS", argument="ids",
            zh=f"一次最多 {MAX_PAGE} 个标识，收到 {len(value)} 个。", en=f"At most {MAX_PAGE} ids at a time, not {len(value)}.",
        )  # fmt: skip
    return value


def _families() -> list[Kind]:
    """Kinds that together cover every node: abstract families once, everything else by its own label."""
    return [
        k for k in KINDS.values()
        if k.labelled and k.shown_as is None and not (k.parent and k.parent.labelled and k.parent.abstract)
    ]  # fmt: skip
