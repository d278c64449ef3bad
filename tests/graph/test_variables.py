"""Variables have the values and the errors that graphql-core gives them."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import OperationDefinitionNode, build_schema, get_variable_values, parse
from graphql.execution.values import VariableValues
from hypothesis import given
from hypothesis import strategies as st

from graph.compile.limits import MAX_ERRORS
from graph.compile.variables import BadVariables, Variables

SCHEMA = build_schema(
    "enum Kind { A B } input In { n: Int! kind: Kind = A } type Query { q(i: Int, s: String!, k: Kind, x: In, l: [Int!]): Int }"
)
TYPES = (
    "Int",
    "Int!",
    "String!",
    "String",
    "Kind",
    "Kind!",
    "In",
    "In!",
    "[Int!]",
    "ID",
    "Float!",
    "Boolean",
)
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**33), 2**33), st.floats(), st.sampled_from(["A", "B", "C", "", "7", "名"]),
    st.lists(st.integers(0, 3), max_size=2),
    st.dictionaries(st.sampled_from(["n", "kind", "z"]), st.sampled_from([1, "A", None]), max_size=2),
)  # fmt: skip


@given(st.lists(st.sampled_from(TYPES), max_size=4), st.data())
def test_as_graphql_core_has_them(types: list[str], data: Any) -> None:
    """The same values with the same sources, or the same errors, whatever is given or left out."""
    declared = ", ".join(
        f"$v{i}: {t}{data.draw(st.sampled_from(['', ' = null']))}"
        if not t.endswith("!")
        else f"$v{i}: {t}"
        for i, t in enumerate(types)
    )
    (definition,) = parse(
        f"query Q{f'({declared})' if declared else ''} {{ __typename }}"
    ).definitions
    assert isinstance(definition, OperationDefinitionNode)
    named = data.draw(st.dictionaries(st.sampled_from(["v0", "v1", "v2", "v3", "other"]), VALUES))
    expected = get_variable_values(
        SCHEMA, definition.variable_definitions or (), dict(named), max_errors=MAX_ERRORS
    )
    variables = Variables(SCHEMA, definition)
    if isinstance(expected, list):
        with pytest.raises(BadVariables) as refused:
            variables.values(named)
        assert [e.formatted for e in refused.value.errors] == [e.formatted for e in expected]
    else:
        found = variables.values(named)
        assert repr(found.coerced) == repr(expected.coerced)
        assert _told(found) == _told(expected)


def _told(values: VariableValues) -> dict[str, tuple[str, str, str]]:
    """Sources by what they say; their default values are objects without equality."""
    return {
        name: (source.signature.name, str(source.signature.type), repr(source.value))
        for name, source in values.sources.items()
    }
