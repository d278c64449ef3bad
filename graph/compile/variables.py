"""Values of a request's variables, coerced to their types.

Decided: graphql-core works every variable's type out of the document anew for each request. Here it is worked out once
for the operation; whatever is not plainly right – absent, nested, or of another type – graphql-core judges and words
as before (`tests/graph/test_variables.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, Undefined
from graphql.execution.get_variable_signature import get_variable_signature
from graphql.execution.values import VariableValues, VariableValueSource, get_variable_values
from graphql.utilities import coerce_input_value

from graph.compile.limits import MAX_ERRORS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLSchema, OperationDefinitionNode

NOTHING = VariableValues({}, {})


class BadVariables(Exception):
    """Values do not fit the types of their variables."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__("bad variables")
        self.errors = errors


class Variables:
    """The variables that an operation declares."""

    def __init__(self, schema: GraphQLSchema, definition: OperationDefinitionNode) -> None:
        self._schema, self._declared = schema, definition.variable_definitions or ()
        signed = [get_variable_signature(schema, each) for each in self._declared]
        self._signed = [each for each in signed if not isinstance(each, GraphQLError)]

    def values(self, given: Mapping[str, Any]) -> VariableValues:
        """What the request gives, coerced; raises `BadVariables`."""
        if not self._declared:
            return NOTHING
        return self._plain(given) or self._judged(given)

    def _plain(self, given: Mapping[str, Any]) -> VariableValues | None:
        found = VariableValues({}, {})
        for signature in self._signed:
            value = given.get(signature.name, Undefined)
            if value is Undefined or isinstance(value, (dict, list)):
                return None
            coerced = coerce_input_value(value, signature.type)
            if coerced is Undefined:
                return None
            found.sources[signature.name] = VariableValueSource(signature, value)
            found.coerced[signature.name] = coerced
        return found if len(found.coerced) == len(self._declared) else None

    def _judged(self, given: Mapping[str, Any]) -> VariableValues:
        values = get_variable_values(
            self._schema, self._declared, dict(given), max_errors=MAX_ERRORS
        )
        if isinstance(values, list):
            raise BadVariables(values)
        return values
