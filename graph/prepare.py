"""From the text of a request to the operation it means, refused where it is wrong by itself.

Decided, and guarded by `tests/api/identity/test_unread.py`: whatever can be known from the request alone is found here, before
anybody asks who sent it and before any statement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, GraphQLSyntaxError, OperationType

from graph.answer import request_refused
from graph.compile.answers import snake
from graph.compile.document import Invalid, Operation
from graph.compile.limits import check_conditions, check_variables
from graph.compile.payloads import payloads
from graph.compile.plan import plan, shapes
from graph.compile.refusal import TOO_DEEP, Refusal
from graph.compile.scope import EVERYTHING
from graph.compile.text import Request
from graph.compile.variables import BadVariables
from graph.told import refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLSchema

    from graph.answer import Answer
    from graph.bookmarks import Claim
    from graph.compile.kept import Kept
    from graph.questions import Question


@dataclass(frozen=True)
class Prepared:
    """A request that fits the schema: its operation with the arguments of this request."""

    operation: Operation
    request: Request
    cost: int
    """How many objects its answer may hold, and what else it weighs: points."""
    extensions: Mapping[str, Any] = field(default_factory=dict)
    """The member `extensions` of the request."""
    after: Claim | None = None
    """The commit that its answer is to see."""

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.operation.definition.operation


def prepare(
    schema: GraphQLSchema, documents: Kept, questions: Mapping[str, Question], query: str, operation_name: str | None,
    variables: Mapping[str, Any], extensions: Mapping[str, Any],
) -> Prepared:  # fmt: skip
    """The operation that is asked for, with its arguments; raises what `not_understood` tells."""
    operation = documents.of(query).operation(operation_name)
    check_variables(variables)
    values = operation.variables.values(variables)
    arguments = operation.arguments(values)
    check_conditions(each.get("filter") for each in arguments.values())
    request = Request(arguments, values.coerced, variables, shapes=shapes(operation, arguments))
    price = operation.price(request)
    _check(schema, questions, operation, request)
    return Prepared(operation, request, price, extensions)


def _check(
    schema: GraphQLSchema, questions: Mapping[str, Question], operation: Operation, request: Request
) -> None:
    """Plan and bind it as if for somebody who may everything: what cannot be asked is known without a caller.

    What subscriptions ask is found out by the feed (`graph.feed.follower.Feeding.check`).

    Raises:
        Refusal: it cannot be answered as it is.
    """
    for node, check in operation.checks:
        check(**{snake(name): value for name, value in request.arguments[id(node)].items()})
    match operation.definition.operation:
        case OperationType.QUERY:
            made = plan(schema, operation, request, EVERYTHING, questions)
        case OperationType.MUTATION:
            made = payloads(schema, operation, request, EVERYTHING).plan
        case OperationType.SUBSCRIPTION:
            return
    made.making(request, strict=True)
    for root in made.roots:
        if root.wanted(request):
            root.text.bind(request)


NOT_UNDERSTOOD = (GraphQLError, Invalid, BadVariables, Refusal, RecursionError)
"""What can be wrong with a request before anything is read."""


def not_understood(error: Exception) -> Answer:
    """The answer to a request that is wrong as it is."""
    if isinstance(error, Invalid):
        return request_refused(error.errors, "GRAPHQL_VALIDATION_FAILED")
    if isinstance(error, BadVariables):
        return request_refused(error.errors, "BAD_USER_INPUT")
    if isinstance(error, GraphQLError):
        code = "GRAPHQL_PARSE_FAILED" if isinstance(error, GraphQLSyntaxError) else _code(error)
        return request_refused([error], code)
    return request_refused(
        [refused(error if isinstance(error, Refusal) else TOO_DEEP)], "BAD_USER_INPUT"
    )


def _code(error: GraphQLError) -> str:
    return "BAD_USER_INPUT" if error.nodes else "OPERATION_RESOLUTION_FAILURE"
