"""Answer a GraphQL operation: plan, read, and write the answer – straight to bytes where no field needs Python.

Decided: both paths read the same rows. The direct path shapes them and is done; the executor path (computed fields,
introspection, stored values that the schema does not allow) lets graphql-core walk the same shapes, so both give the
same bytes (`tests/graph/test_paths_agree.py`).
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import orjson
from graphql import (
    GraphQLError,
    OperationType,
    execute_sync,
)

from graph.answer import Answer, executed
from graph.compile.document import Operation
from graph.compile.kept import Kept
from graph.compile.plan import Plan, plan
from graph.compile.refusal import Refusal
from graph.compile.scope import EVERYTHING, NoLongerStands, Scope
from graph.compile.shape import Damaged
from graph.compile.text import Request
from graph.prepare import NOT_UNDERSTOOD, Prepared, not_understood, prepare
from graph.resolvers import attach
from graph.told import AWAY, masked, refused, too_long, unavailable, unfit
from graph.unavailable import TooLong, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import GraphQLSchema

    from graph.explain import Explained
    from graph.questions import Question

log = logging.getLogger("gongjian")
SCHEMAS = 8
"""Answers to introspection that are kept, each with the operation it is of."""
READS = 3
"""How often a root field is read before a value that does not fit the schema is taken for a stored one."""


class Reader(Protocol):
    """Runs one read statement; rows come as lists of values."""

    async def read(
        self, name: str, cypher: str, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """Rows of the statement."""
        ...


@dataclass
class _Read:
    """Rows of the root fields, or why there are none."""

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, Exception] = field(default_factory=dict)


class Engine:
    """Answers operations against one schema.

    Args:
        schema: the executable schema. questions: root questions by field name.
    """

    def __init__(self, schema: GraphQLSchema, questions: Mapping[str, Question]) -> None:
        self.schema, self._questions = schema, questions
        self._schemas: dict[tuple[int, str], tuple[Operation, Answer]] = {}
        self.documents = Kept(schema)
        attach(schema, questions)

    async def answer(
        self, reader: Reader, query: str, *, operation_name: str | None = None,
        variables: Mapping[str, Any] | None = None, scope: Scope = EVERYTHING, direct: bool = True,
    ) -> Answer:  # fmt: skip
        """Answer one query from its text; never raises for what a caller may send.

        Raises:
            NoLongerStands: the caller is not what `scope` was made for any more.
        """
        try:
            prepared = self.prepare(query, operation_name, variables or {})
            if prepared.kind is not OperationType.QUERY:
                raise GraphQLError("This is no query.")
        except NOT_UNDERSTOOD as error:
            return not_understood(error)
        return await self.read(reader, prepared, scope, direct=direct)

    def prepare(
        self, query: str, operation_name: str | None, variables: Mapping[str, Any],
        extensions: Mapping[str, Any] | None = None,
    ) -> Prepared:  # fmt: skip
        """The operation that is asked for, with its arguments; raises what `not_understood` tells.

        Whatever is wrong with a request by itself is found here, before anybody asks who sent it.
        """
        return prepare(
            self.schema, self.documents, self._questions, query, operation_name, variables,
            extensions or {},
        )  # fmt: skip

    def forbids(self, prepared: Prepared, scope: Scope) -> bool:
        """Whether the caller may not ask one of a query's root fields at all."""
        made = plan(self.schema, prepared.operation, prepared.request, scope, self._questions)
        return any(root.refusal for root in made.roots if root.wanted(prepared.request))

    async def read(
        self, reader: Reader, prepared: Prepared, scope: Scope, *, direct: bool = True, explained: Explained | None = None
    ) -> Answer:  # fmt: skip
        """Answer a query; never raises for what a caller may send. `explained` is told what is sent.

        Raises:
            NoLongerStands: the caller is not what `scope` was made for any more.
        """
        operation, request = prepared.operation, prepared.request
        try:
            made = plan(self.schema, operation, request, scope, self._questions)
        except NOT_UNDERSTOOD as error:
            return not_understood(error)
        if operation.introspects:
            # A whole schema takes graphql-core long enough for others to notice.
            return await self._introspected(reader, prepared, made, scope, explained)
        read = await self._read(reader, made, request, scope, explained)
        for _ in range(READS - 1):
            try:
                return self._answered(operation, made, read, request, direct=direct)
            except Damaged:
                # A node that somebody deletes after it was matched and before it was read has only nulls.
                read = await self._read(reader, made, request, scope, explained)
        try:
            return self._answered(operation, made, read, request, direct=direct)
        except Damaged:
            log.warning("a stored value does not fit the schema; answered by the executor")
            return self._execute(operation, made, read, request, last=True)

    async def _introspected(
        self, reader: Reader, prepared: Prepared, made: Plan, scope: Scope, explained: Explained | None
    ) -> Answer:  # fmt: skip
        """Off the loop; what is said of the schema alone is said again to whoever asks the same."""
        operation, request = prepared.operation, prepared.request
        key = (id(operation), repr(sorted(request.variables.items())))
        known = None if made.roots else self._schemas.get(key)
        if known is None:
            read = await self._read(reader, made, request, scope, explained)
            work = partial(self._execute, operation, made, read, request, last=True)
            known = (operation, await asyncio.to_thread(work))
            if not made.roots:
                if len(self._schemas) >= SCHEMAS:
                    self._schemas.pop(next(iter(self._schemas)))
                self._schemas[key] = known
        return known[1]

    def _answered(
        self, operation: Operation, made: Plan, read: _Read, request: Request, *, direct: bool
    ) -> Answer:
        """Raises `Damaged`: a value does not fit the schema."""
        if direct and not operation.computed and not read.errors:
            return Answer(orjson.dumps(_shaped(operation, made, read, request)))
        return self._execute(operation, made, read, request, last=False)

    async def _read(
        self, reader: Reader, made: Plan, request: Request, scope: Scope, explained: Explained | None
    ) -> _Read:  # fmt: skip
        read = _Read()
        for root in made.roots:
            if not root.wanted(request):
                continue
            if root.refusal:
                read.errors[root.asked.key] = refused(root.refusal)
                continue
            parameters = {**scope.bound(root.scoped), **root.text.bind(request)}
            if explained is not None:
                explained.sent(root.asked.key, root.name, root.cypher, parameters)
            try:
                read.values[root.asked.key] = root.read(
                    scope.unguarded(await reader.read(root.name, root.cypher, parameters)), request
                )
            except NoLongerStands:
                raise
            except Refusal as refusal:
                read.errors[root.asked.key] = refused(refusal)
            except TooLong:
                log.warning("a statement of %s took too long", root.name)
                read.errors[root.asked.key] = too_long()
            except Unavailable as error:
                log.warning("database unavailable: %r", error.__cause__)
                read.errors[root.asked.key] = unavailable()
            except Exception as error:  # noqa: BLE001
                read.errors[root.asked.key] = masked(error)
        return read

    def _execute(
        self, operation: Operation, made: Plan, read: _Read, request: Request, *, last: bool
    ) -> Answer:
        """By graphql-core, with its errors and null propagation.

        Raises:
            Damaged: a stored value does not fit the schema, and this is not the last try.
        """
        making = made.making(request, strict=False)
        values: dict[str, Any] = dict(read.errors)
        for root in made.roots:
            if root.asked.key in read.values:
                try:
                    values[root.asked.key] = root.build(making)(read.values[root.asked.key])
                except Damaged as error:
                    if not last:
                        raise
                    values[root.asked.key] = masked(error)
        result = execute_sync(
            self.schema, operation.document, variable_values=dict(request.given), context_value=values,
            operation_name=operation.definition.name.value if operation.definition.name else None,
        )  # fmt: skip
        if not last and any(unfit(error) for error in result.errors or ()):
            raise Damaged
        away = any(
            isinstance(e, GraphQLError) and (e.extensions or {}).get("code") == AWAY
            for e in read.errors.values()
        )
        return executed(result, away=away)


def _shaped(operation: Operation, made: Plan, read: _Read, request: Request) -> dict[str, Any]:
    making = made.making(request, strict=True)
    by_key = {root.asked.key: root for root in made.roots}
    data: dict[str, Any] = {}
    for asked in operation.roots:
        if not (asked.unconditional or asked.wanted(request.variables)):
            continue
        if asked.name == "__typename":
            data[asked.key] = "Query"
            continue
        value = by_key[asked.key].build(making)(read.values[asked.key])
        data[asked.key] = value
    return data
