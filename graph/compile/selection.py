"""What a document asks for: its fields, merged by response key, each with the conditions it depends on.

`@skip` and `@include` with variables become conditions instead of different selections, so that one document has one
Cypher text whatever its variables are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    InlineFragmentNode,
    VariableNode,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphql import FragmentDefinitionNode, GraphQLNamedType, GraphQLSchema, SelectionNode

Condition = frozenset[tuple[str, bool]]
"""Variables that must have these values; empty: always."""

ALWAYS: Condition = frozenset()


@dataclass(frozen=True)
class Asked:
    """One response key of a selection: the field, where it was written, and when it is wanted."""

    key: str
    name: str
    nodes: tuple[FieldNode, ...]
    conditions: tuple[Condition, ...]
    places: tuple[int, ...]
    """Where each writing stands among all of its object: the first one that is wanted gives the key its place."""

    @property
    def unconditional(self) -> bool:
        """Whether it is wanted whatever the variables say."""
        return ALWAYS in self.conditions

    def place(self, variables: Mapping[str, object]) -> int | None:
        """Where it stands in the answer; `None` if these variables do not want it."""
        for place, condition in zip(self.places, self.conditions, strict=True):
            if all(variables.get(name) is value for name, value in condition):
                return place
        return None

    def wanted(self, variables: Mapping[str, object]) -> bool:
        """Whether these variables want it."""
        return self.place(variables) is not None


class Keyed(Protocol):
    """Anything made for one response key."""

    @property
    def asked(self) -> Asked:
        """What it was made for."""
        ...


K = TypeVar("K", bound=Keyed)


def wanted(entries: Iterable[K], variables: Mapping[str, object]) -> list[K]:
    """What these variables want, in the order of the answer."""
    placed = [(e.asked.place(variables), e) for e in entries]
    return [e for _, e in sorted(((p, e) for p, e in placed if p is not None), key=_first)]


def _first(pair: tuple[int, object]) -> int:
    return pair[0]


Written = tuple["Condition", "FieldNode"]


class Selections:
    """Reads selections of one document against the schema."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode]
    ) -> None:
        self._schema = schema
        self._fragments = fragments

    def of_operation(
        self, root: GraphQLObjectType, selections: Iterable[SelectionNode]
    ) -> list[Asked]:
        """Fields of an operation's root."""
        return self._merge(self._flatten(root, selections, ALWAYS))

    def below(self, asked: Asked, type_: GraphQLObjectType) -> list[Asked]:
        """Fields that `asked` selects on an object of the concrete `type_`."""
        return below(
            self, ((c, n) for c, n in zip(asked.conditions, asked.nodes, strict=True)), type_
        )

    def _flatten(
        self, type_: GraphQLObjectType, selections: Iterable[SelectionNode], condition: Condition
    ) -> Iterable[Written]:
        for selection in selections:
            own = _condition(selection, condition)
            if own is None:
                continue
            if isinstance(selection, FieldNode):
                yield own, selection
            elif isinstance(selection, InlineFragmentNode):
                on = selection.type_condition
                if on is None or self._applies(type_, on.name.value):
                    yield from self._flatten(type_, selection.selection_set.selections, own)
            elif isinstance(selection, FragmentSpreadNode):
                fragment = self._fragments[selection.name.value]
                if self._applies(type_, fragment.type_condition.name.value):
                    yield from self._flatten(type_, fragment.selection_set.selections, own)

    def _applies(self, type_: GraphQLObjectType, on: str) -> bool:
        if type_.name == on:
            return True
        wider: GraphQLNamedType | None = self._schema.get_type(on)
        return isinstance(
            wider, GraphQLInterfaceType | GraphQLUnionType
        ) and self._schema.is_sub_type(wider, type_)

    @staticmethod
    def _merge(written: Iterable[Written]) -> list[Asked]:
        merged: dict[str, dict[tuple[Condition, int], tuple[int, FieldNode]]] = {}
        for place, (condition, node) in enumerate(written):
            key = node.alias.value if node.alias else node.name.value
            merged.setdefault(key, {}).setdefault((condition, id(node)), (place, node))
        return [
            Asked(
                key,
                next(iter(same.values()))[1].name.value,
                tuple(node for _, node in same.values()),
                tuple(condition for condition, _ in same),
                tuple(place for place, _ in same.values()),
            )
            for key, same in merged.items()
        ]


def below(
    selections: Selections, written: Iterable[Written], type_: GraphQLObjectType
) -> list[Asked]:
    """Merge what several writings of one field select on `type_`; each keeps its own condition."""
    flat: list[Written] = []
    for condition, node in written:
        if node.selection_set is not None:
            flat.extend(selections._flatten(type_, node.selection_set.selections, condition))  # noqa: SLF001
    return selections._merge(flat)  # noqa: SLF001


def _condition(selection: SelectionNode, outer: Condition) -> Condition | None:
    """`outer` with what the selection's own directives add; `None` if it can never hold."""
    condition = outer
    for directive in selection.directives or ():
        wanted = {"include": True, "skip": False}.get(directive.name.value)
        if wanted is None:
            continue
        value = next(iter(directive.arguments or ())).value
        if isinstance(value, BooleanValueNode):
            if value.value is not wanted:
                return None
        elif isinstance(value, VariableNode):
            name = value.name.value
            if (name, not wanted) in condition:
                return None
            condition |= {(name, wanted)}
    return condition
