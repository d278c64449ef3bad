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
from graph.compile.emit import every_property
from graph.compile.marks import projected, splice
from graph.compile.text import Row
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.compile.emit import Emitter
    from graph.compile.scope import Scope
    from graph.compile.selection import Asked
    from graph.compile.text import Request


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

    def compile(
        self, emitter: Emitter, asked: Asked
    ) -> tuple[str, Callable[[Sequence[Any], Request], Any], Answered]:
        """The statement with its marks replaced, and how to make the answer."""
        at = id(asked.nodes[0])
        projected, shown = self._project(emitter, asked)
        for name in _parameters(self.cypher):
            emitter.text.parameters[name] = self._pick(at, name)

        cypher = splice(self.cypher, emitter.scope, projected)

        def read(rows: Sequence[Any], request: Request) -> Any:
            return self.answer([row[0] for row in rows], self._prepared(at, request))

        return cypher, read, Answered(shown)

    def _prepared(self, at: int, request: Request) -> Any:
        if at not in request.prepared:
            request.prepared[at] = self.prepare(request.arguments.get(at, {}))
        return request.prepared[at]

    def _pick(self, at: int, name: str) -> Callable[[Request], Any]:
        return lambda request: self.parameters(self._prepared(at, request))[name]

    def _project(
        self, emitter: Emitter, asked: Asked
    ) -> tuple[dict[str, Row], dict[tuple[str, ...], Any]]:
        """Walk the answer's selection; wherever a slot shows a node, put its selection into that slot's row."""
        rows = self._known_rows(emitter.scope)
        shown: dict[tuple[str, ...], Any] = {}
        root = emitter.schema.query_type
        assert root is not None  # noqa: S101
        self._walk(
            emitter, asked, get_named_type(root.fields[asked.name].type), (asked.key,), rows, shown
        )
        return rows, shown

    def _known_rows(self, scope: Scope) -> dict[str, Row]:
        """A row for each projected variable with all its properties, asked or not.

        Planning a question costs far more than the properties: so any selection of properties is one text, planned once.
        """
        rows = {}
        for variable, kind in projected(self.cypher):
            rows[variable] = Row(variable)
            every_property(rows[variable], kind, scope)
        return rows

    def _walk(
        self,
        emitter: Emitter,
        asked: Asked,
        type_: Any,
        path: tuple[str, ...],
        rows: dict[str, Row],
        shown: dict[tuple[str, ...], Any],
    ) -> None:
        if not isinstance(type_, GraphQLObjectType):
            return
        for below in emitter.selections.below(asked, type_):
            if below.name == "__typename":
                continue
            deeper = (*path, below.key)
            slot = self.slots.get(f"{type_.name}.{below.name}")
            named = get_named_type(type_.fields[below.name].type)
            if slot is None:
                self._walk(emitter, below, named, deeper, rows, shown)
            else:
                shown[deeper] = emitter.node(rows[slot], KINDS[named.name], below)


def _parameters(cypher: str) -> list[str]:
    """The statement's own parameters; those of a scope are bound with it."""
    found = dict.fromkeys(re.findall(r"\$(\w+)", cypher))
    return [name for name in found if not name.startswith("scope_")]


@dataclass(frozen=True)
class Answered:
    """The answer of a question: an object for the executor, and the shapes of the nodes it shows, by response path."""

    shown: Mapping[tuple[str, ...], shape.Object | shape.Abstract]

    def build(self, making: shape.Making) -> Callable[[Any], Any]:
        shown = {path: made.build(making) for path, made in self.shown.items()}
        return lambda answer: None if answer is None else Shown(answer, shown)


@dataclass(frozen=True)
class Shown:
    """An answer together with how to show the nodes in it."""

    answer: Any
    nodes: Mapping[tuple[str, ...], Callable[[Any], Any]]
