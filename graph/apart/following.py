"""A subscription to the progress of a question that is answered apart: its arguments, its rows, and what is told of each step."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from graphql import execute_sync

from graph.answer import Answer, executed
from graph.compile.emit import Emitter
from graph.compile.paging import page
from graph.compile.plan import connections_of
from graph.compile.scope import EVERYTHING, named
from graph.compile.shape import Damaged, Making
from graph.compile.text import Text

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping, Sequence

    from graphql import GraphQLSchema

    from graph.apart.declared import Step
    from graph.apart.pool import Solver
    from graph.apart.work import Work
    from graph.compile.scope import Scope
    from graph.execute import Reader
    from graph.prepare import Prepared
    from graph.questions import Answered, Question

log = logging.getLogger("gongjian")


@dataclass(frozen=True)
class Told:
    """One answer of the subscription; `last` is the one with the whole answer."""

    answer: Answer
    last: bool


class Working:
    """Subscriptions to progress, of every question that has any."""

    def __init__(self, schema: GraphQLSchema, questions: Mapping[str, Question]) -> None:
        self._schema = schema
        self._questions = {each.apart.name: each for each in questions.values() if each.apart}

    def is_of(self, prepared: Prepared) -> bool:
        """Whether a subscription is one of these."""
        (root,) = prepared.operation.roots
        return root.name in self._questions

    def check(self, prepared: Prepared) -> None:
        """Find out what is wrong with it by itself, as if somebody asked it who may everything. Raises `Refusal`."""
        asking = self._asking(prepared, EVERYTHING)
        asking.text.bind(prepared.request)

    async def begin(self, prepared: Prepared, reader: Reader, scope: Scope) -> Begun:
        """Read what is to be worked out.

        Raises:
            Refusal: it cannot be answered as asked. NoLongerStands: the caller is not what `scope` was made for any more.
            Unavailable, TooLong: the database cannot be asked.
        """
        asking = self._asking(prepared, scope)
        forbidden = scope.forbidden.get(asking.question.act or "")
        if forbidden is not None:
            raise forbidden
        parameters = {**scope.bound(named(asking.cypher)), **asking.text.bind(prepared.request)}
        rows = await reader.read(asking.question.name, asking.cypher, parameters)
        work = asking.read(scope.unguarded(rows), prepared.request)
        return Begun(self._schema, prepared, asking, work)

    def _asking(self, prepared: Prepared, scope: Scope) -> _Asking:
        (root,) = prepared.operation.roots
        question, text = self._questions[root.name], Text()
        request = prepared.request
        emitter = Emitter(
            self._schema, prepared.operation.selections, scope, text, request.arguments
        )
        cypher, read, made = question.compile(emitter, root)
        return _Asking(question, scope.guarded(cypher, ("value",)), text, read, made)


@dataclass(frozen=True)
class _Asking:
    question: Question
    cypher: str
    text: Text
    read: Callable[[Sequence[Any], Any], Work]
    made: Answered


@dataclass(frozen=True)
class Begun:
    """What was read, to be worked out."""

    schema: GraphQLSchema
    prepared: Prepared
    asking: _Asking
    work: Work

    async def told(self, solver: Solver | None) -> AsyncGenerator[Told]:
        """What is told, until the whole answer. To close it frees the worker. Raises as `pool.Solver.run`."""
        direct = self._writer(strict=True)
        steps = self.work.steps(solver)
        try:
            async for step in steps:
                yield Told(self._answer(direct, step), step.done)
        finally:
            await steps.aclose()

    def _answer(self, direct: Callable[[Any], Any], step: Step) -> Answer:
        value = self.work.apart.step(self.work.prepared, step)
        (root,) = self.prepared.operation.roots
        if not self.prepared.operation.computed:
            try:
                return Answer(orjson.dumps({root.key: direct(value)}))
            except Damaged:
                log.warning("a stored value does not fit the schema; told by the executor")
        operation, request = self.prepared.operation, self.prepared.request
        name = operation.definition.name
        result = execute_sync(
            self.schema, operation.document, variable_values=dict(request.given),
            context_value={root.key: self._writer(strict=False)(value)}, operation_name=name.value if name else None,
        )  # fmt: skip
        return executed(result)

    def _writer(self, *, strict: bool) -> Callable[[Any], Any]:
        operation, request = self.prepared.operation, self.prepared.request
        pages = {at: page(request.arguments.get(at, {})) for at in connections_of(operation)}
        flags = tuple(request.variables.get(flag) for flag in sorted(operation.flags))
        key = (strict, flags, tuple(each.shape for each in pages.values()))
        return self.asking.made.build(Making(request.variables, pages, strict, key))
