"""Root questions that a hand-written statement answers with facts and pure code decides.

A statement is a literal with marks (`graph.compile.marks`), so that a question, too, is one statement, no node reaches
an answer without its scope, and whatever the request selects on the nodes it shows comes along.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, get_named_type

from graph.compile import shape
from graph.compile.answers import Part, written
from graph.compile.emit import every_property
from graph.compile.marks import projected, splice
from graph.compile.text import Row
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.compile.emit import Emitter
    from graph.compile.selection import Asked
    from graph.compile.text import Request
    from graph.kinds import Kind


@dataclass(frozen=True)
class Question:
    """A root field answered from facts.

    Args:
        name: the root field. cypher: its statement, with marks; it returns one value a row.
        prepare: reads the field's arguments once a request, into something of the question's own; may raise `Refusal`.
        parameters: the statement's parameters of what was prepared.
        answer: from the rows and what was prepared to an object of the field's type, or `None`; may raise `Refusal`.
        slots: which mark supplies a field that shows a node: `{"Supporter.unit": "u"}`.
        field: the Strawberry field, for the surface.
    """

    name: str
    cypher: str
    prepare: Callable[[Mapping[str, Any]], Any]
    parameters: Callable[[Any], Mapping[str, Any]]
    answer: Callable[[Sequence[Any], Any], Any]
    slots: Mapping[str, str]
    field: Any
    act: str | None = None
    """The act that asking it is, where not everyone may."""
    sparse: bool = False
    """Whether only what a request shows of nodes comes along; else all properties do, so that every request is one text."""

    def compile(
        self, emitter: Emitter, asked: Asked
    ) -> tuple[str, Callable[[Sequence[Any], Request], Any], Answered]:
        """The statement with its marks replaced, and how to make the answer."""
        at = id(asked.nodes[0])
        projected, shown, parts = self._project(emitter, asked)
        for name in _parameters(self.cypher):
            emitter.text.parameters[name] = self._pick(at, name)

        cypher = splice(self.cypher, emitter.scope, projected)

        def read(rows: Sequence[Any], request: Request) -> Any:
            return self.answer([row[0] for row in rows], self._prepared(at, request))

        return cypher, read, Answered(shown, parts, self._type(emitter).name)

    def _prepared(self, at: int, request: Request) -> Any:
        if at not in request.prepared:
            request.prepared[at] = self.prepare(request.arguments.get(at, {}))
        return request.prepared[at]

    def _pick(self, at: int, name: str) -> Callable[[Request], Any]:
        return lambda request: self.parameters(self._prepared(at, request))[name]

    def _type(self, emitter: Emitter) -> GraphQLObjectType:
        root = emitter.schema.query_type
        assert root is not None  # noqa: S101
        type_ = get_named_type(root.fields[self.name].type)
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101
        return type_

    def _project(
        self, emitter: Emitter, asked: Asked
    ) -> tuple[dict[str, Row], dict[tuple[str, ...], Any], tuple[Part, ...]]:
        """Walk the answer's selection; wherever a slot shows a node, put its selection into that slot's row."""
        rows: dict[str, Row] = {}
        shown: dict[tuple[str, ...], Any] = {}
        if not self.sparse:
            rows = {variable: self._row(emitter, variable) for variable in self._kinds()}
        parts = self._walk(emitter, asked, self._type(emitter), (asked.key,), rows, shown)
        return rows, shown, parts

    def _kinds(self) -> dict[str, Kind]:
        return dict(projected(self.cypher))

    def _row(self, emitter: Emitter, variable: str) -> Row:
        """A projected variable with all its properties, asked or not.

        Planning a question costs far more than the properties: so any selection of properties is one text, planned once.
        """
        row = Row(variable)
        every_property(row, self._kinds()[variable], emitter.scope)
        return row

    def _walk(
        self,
        emitter: Emitter,
        asked: Asked,
        type_: GraphQLObjectType,
        path: tuple[str, ...],
        rows: dict[str, Row],
        shown: dict[tuple[str, ...], Any],
    ) -> tuple[Part, ...]:
        parts = []
        for below in emitter.selections.below(asked, type_):
            if below.name == "__typename":
                parts.append(Part(below, None))
                continue
            deeper, field = (*path, below.key), type_.fields[below.name].type
            slot, named = self.slots.get(f"{type_.name}.{below.name}"), get_named_type(field)
            if slot is not None:
                if slot not in rows:
                    rows[slot] = Row(slot)
                row = rows[slot]
                shown[deeper] = emitter.node(row, KINDS[named.name], below)
                parts.append(Part(below, field, node=shown[deeper]))
            elif isinstance(named, GraphQLObjectType):
                inner = self._walk(emitter, below, named, deeper, rows, shown)
                parts.append(Part(below, field, below=inner))
            else:
                parts.append(Part(below, field))
        return tuple(parts)


def _parameters(cypher: str) -> list[str]:
    """The statement's own parameters; those of a scope are bound with it."""
    found = dict.fromkeys(re.findall(r"\$(\w+)", cypher))
    return [name for name in found if not name.startswith("scope_")]


@dataclass(frozen=True)
class Answered:
    """The answer of a question: an object for the executor, and the shapes of the nodes it shows, by response path."""

    shown: Mapping[tuple[str, ...], shape.Object | shape.Abstract]
    parts: tuple[Part, ...]
    type_: str

    def build(self, making: shape.Making) -> Callable[[Any], Any]:
        """In strict mode straight to what is written; else to the object, for the executor."""
        if making.strict:
            return _direct(written(self.parts, making, self.type_))
        shown = {path: made.build(making) for path, made in self.shown.items()}
        return lambda answer: None if answer is None else Shown(answer, shown)


def _direct(write: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def direct(answer: Any) -> Any:
        try:
            return None if answer is None else write(answer)
        except Exception as error:
            # Also a defect of a field that is only worked out now: the executor tells it as that field's error.
            raise shape.Damaged from error

    return direct


@dataclass(frozen=True)
class Shown:
    """An answer together with how to show the nodes in it."""

    answer: Any
    nodes: Mapping[tuple[str, ...], Callable[[Any], Any]]
