"""A parsed and validated document with everything about it that no request changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    validate,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values

from graph.compile import limits, measure
from graph.compile.cost import priced
from graph.compile.selection import Asked, Selections
from graph.compile.variables import Variables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphql import GraphQLField, GraphQLSchema, Node

    from graph.compile.text import Request


@dataclass
class Written:
    """A field with arguments, where it was written; its values if no variable enters them."""

    node: FieldNode
    field: GraphQLField
    constant: Mapping[str, Any] | None


@dataclass
class Operation:
    """One operation of a valid document."""

    document: DocumentNode
    definition: OperationDefinitionNode
    selections: Selections
    roots: list[Asked]
    written: list[Written]
    computed: bool
    """Whether a field needs Python, so that the executor must answer."""
    flags: frozenset[str]
    """Variables that `@skip` and `@include` look at."""
    variables: Variables
    names: frozenset[str]
    """Of the fields that it selects anywhere."""
    checks: list[tuple[FieldNode, Callable[..., None]]]
    """What refuses arguments of fields in it, by themselves."""
    plans: dict[Any, Any] = field(default_factory=dict)
    price: Callable[[Request], int] = field(init=False)
    """What it costs, by what a request brings; raises `Refusal` where that cannot be said."""

    @property
    def introspects(self) -> bool:
        """Whether it asks about the schema itself."""
        return any(asked.name in ("__schema", "__type") for asked in self.roots)

    def arguments(self, variables: VariableValues) -> dict[int, Mapping[str, Any]]:
        """Coerced arguments of every field, by where it was written.

        Raises:
            GraphQLError: a variable's value does not fit where it is used.
        """
        for name in sorted(self.flags):
            if not isinstance(variables.coerced.get(name), bool):
                raise GraphQLError(
                    f"Variable '${name}' decides about @skip or @include and must not be null.",
                    self.definition,
                )
        return {
            id(w.node): w.constant
            if w.constant is not None
            else get_argument_values(w.field, w.node, variables)
            for w in self.written
        }


class Document:
    """A document's operations.

    Raises:
        GraphQLError: it cannot be parsed, or is too long to be.
        Invalid: it asks more than one request may, or does not fit the schema.
    """

    def __init__(self, schema: GraphQLSchema, text: str) -> None:
        self.node = limits.read(text)
        errors = measure.check(schema, self.node) or validate(
            schema, self.node, max_errors=limits.MAX_ERRORS
        )
        if errors:
            raise Invalid(errors)
        self._schema = schema
        definitions = self.node.definitions
        self._fragments = {
            d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)
        }
        self._operations = [d for d in definitions if isinstance(d, OperationDefinitionNode)]
        self._read: dict[str | None, Operation] = {}

    def operation(self, name: str | None) -> Operation:
        """The operation of that name, or the only one.

        Raises:
            GraphQLError: there is none, or several and no name.
        """
        if name not in self._read:
            self._read[name] = self._prepare(self._choose(name))
        return self._read[name]

    def prepare_all(self) -> None:
        """Have every operation ready. Raises `GraphQLError` for one that the schema has no root for."""
        several = len(self._operations) > 1
        for definition in self._operations:
            self.operation(definition.name.value if several and definition.name else None)

    def _choose(self, name: str | None) -> OperationDefinitionNode:
        if name is None:
            if len(self._operations) != 1:
                raise GraphQLError(
                    "Must provide operation name if query contains multiple operations."
                )
            return self._operations[0]
        for operation in self._operations:
            if operation.name and operation.name.value == name:
                return operation
        raise GraphQLError(f"Unknown operation named '{name}'.")

    def _prepare(self, definition: OperationDefinitionNode) -> Operation:
        root = self._schema.get_root_type(definition.operation or OperationType.QUERY)
        if root is None:
            raise GraphQLError(
                f"Schema is not configured to execute {definition.operation.value} operation."
            )
        selections = Selections(self._schema, self._fragments)
        # Only what this operation reaches: another one's fields have variables that have no value here.
        finder = _Finder(TypeInfo(self._schema))
        waiting: list[Node] = [definition]
        for node in waiting:
            visit(node, TypeInfoVisitor(finder.info, finder))
            waiting += [self._fragments[n] for n in finder.take() if n in self._fragments]
        operation = Operation(
            document=self.node, definition=definition, selections=selections,
            roots=selections.of_operation(root, definition.selection_set.selections),
            written=finder.written, computed=finder.computed, flags=frozenset(finder.flags),
            variables=Variables(self._schema, definition),
            names=frozenset(finder.names),
            checks=[(w.node, w.field.extensions[CHECK]) for w in finder.written if CHECK in w.field.extensions],
        )  # fmt: skip
        operation.price = priced(self._schema, operation)
        return operation


class Invalid(Exception):
    """The document does not fit the schema."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__("invalid document")
        self.errors = errors


PYTHON = "gongjian_python"
"""Extension key that marks a GraphQL field as computed in Python."""
CHECK = "gongjian_check"
"""Extension key of the function that refuses arguments of a field, by themselves."""


class _Finder(Visitor):
    """Finds fields with arguments, and whether any field is computed."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.written: list[Written] = []
        self.computed = False
        self.flags: set[str] = set()
        self.names: set[str] = set()
        self._seen: set[str] = set()
        self._spread: list[str] = []

    def take(self) -> list[str]:
        """Names of fragments met for the first time since the last call."""
        taken, self._spread = self._spread, []
        return taken

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        if node.name.value not in self._seen:
            self._seen.add(node.name.value)
            self._spread.append(node.name.value)

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                self.flags.add(argument.value.name.value)

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        found = self.info.get_field_def()
        if found is None:
            return
        name = node.name.value
        self.names.add(name)
        self.computed = (
            self.computed
            or bool(found.extensions.get(PYTHON))
            or (name.startswith("__") and name != "__typename")
        )
        if found.args:
            constant = None if _has_variables(node) else get_argument_values(found, node)
            self.written.append(Written(node, found, constant))


def _has_variables(node: Node) -> bool:
    finder = _Variables()
    for argument in getattr(node, "arguments", ()) or ():
        visit(argument, finder)
    return finder.found


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_variable(self, node: VariableNode, *_: Any) -> None:  # noqa: ARG002
        self.found = True
