"""How much a document asks, in one pass, however its fragments spread.

Every fragment is read once; what it adds to whatever spreads it is a number that stops growing at `MOST`. Nothing here
calls itself, so no document is too deep for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    NoFragmentCyclesRule,
    NoUnusedFragmentsRule,
    ObjectValueNode,
    OperationDefinitionNode,
    validate,
)

from graph.compile.limits import LIMITS, MAX_ERRORS, OverLimit

if TYPE_CHECKING:
    from graphql import (
        DocumentNode,
        GraphQLError,
        GraphQLSchema,
        SelectionNode,
        SelectionSetNode,
        ValueNode,
    )

MOST = 1_000_000_000
"""Where counting stops."""


def check(schema: GraphQLSchema, document: DocumentNode) -> list[GraphQLError]:
    """What of a document is over a limit, or keeps it from being measured; nothing where it may be looked at closer."""
    measuring = _Measuring(document)
    if len(measuring.operations) > LIMITS.operations:
        return [OverLimit({"operations": (LIMITS.operations, len(measuring.operations))})]
    over = measuring.over()
    if over:
        return [OverLimit(over)]
    repeats = 0
    for operation in measuring.operations:
        repeats += measuring.repeats(operation.selection_set)
        if repeats > LIMITS.repeats:
            return [OverLimit({"repeats": (LIMITS.repeats, repeats)})]
    # What goes in circles, or is never reached, was not followed to its end: graphql-core says best what is wrong.
    rules = [NoFragmentCyclesRule, NoUnusedFragmentsRule]
    return validate(schema, document, rules, max_errors=MAX_ERRORS)


@dataclass
class _Size:
    """How much a selection holds, with what its fragments hold once these are known."""

    depth: int = 0
    roots: int = 0
    fields: int = 0
    fragments: int = 0
    aliases: int = 0
    names: int = 0
    directives: int = 0
    items: int = 0
    inputs: int = 0
    spreads: list[tuple[str, int]] = field(default_factory=list)
    """Fragments that are spread, and below how many fields."""

    def value(self, value: ValueNode | None) -> None:
        """Count what stands in an argument."""
        waiting = [value]
        while waiting:
            found = waiting.pop()
            if isinstance(found, ListValueNode):
                self.items = max(self.items, len(found.values))
                waiting += found.values
            elif isinstance(found, ObjectValueNode):
                self.inputs += len(found.fields)
                waiting += [each.value for each in found.fields]

    def add(self, other: _Size, below: int) -> None:
        """Put what a fragment holds below so many fields."""
        self.depth = min(MOST, max(self.depth, below + other.depth))
        self.items = max(self.items, other.items)
        self.names = max(self.names, other.names)
        if below == 0:
            self.roots = min(MOST, self.roots + other.roots)
        for each in ("fields", "fragments", "aliases", "directives", "inputs"):
            setattr(self, each, min(MOST, getattr(self, each) + getattr(other, each)))


_COUNTED = ("depth", "roots", "fields", "fragments", "aliases", "names", "directives", "items", "inputs")  # fmt: skip


class _Measuring:
    def __init__(self, document: DocumentNode) -> None:
        self.operations: list[OperationDefinitionNode] = []
        self._fragments: dict[str, FragmentDefinitionNode] = {}
        self._sizes: dict[str, _Size] = {}
        self._own: list[_Size] = []
        for definition in document.definitions:
            if isinstance(definition, OperationDefinitionNode):
                self.operations.append(definition)
                size = _own(definition.selection_set)
                size.directives += len(definition.directives or ())
                for variable in definition.variable_definitions or ():
                    size.directives += len(variable.directives or ())
                    size.value(variable.default_value)
                self._own.append(size)
            elif isinstance(definition, FragmentDefinitionNode):
                size = _own(definition.selection_set)
                size.directives += len(definition.directives or ())
                self._fragments[definition.name.value] = definition
                self._sizes[definition.name.value] = size

    def over(self) -> dict[str, tuple[int, int]]:
        """What any operation has too much of; a fragment that none spreads counts as one."""
        self._fill()
        for size in self._own:
            self._put(size)
        over: dict[str, tuple[int, int]] = {}
        for each in _COUNTED:
            sizes = self._own if each == "roots" else (*self._own, *self._sizes.values())
            most, found = getattr(LIMITS, each), max(getattr(s, each) for s in (_Size(), *sizes))
            if found > most:
                over[each] = (most, found)
        return over

    def _fill(self) -> None:
        """Fill every fragment's size with those of the fragments in it, the innermost first."""
        done: set[str] = set()
        begun: set[str] = set()
        for first in self._sizes:
            waiting = [first]
            while waiting:
                name = waiting[-1]
                if name not in begun:
                    begun.add(name)
                    waiting += [n for n, _ in self._sizes[name].spreads if n in self._sizes and n not in begun]  # fmt: skip
                    continue
                waiting.pop()
                if name not in done:
                    self._put(self._sizes[name])
                    done.add(name)

    def _put(self, size: _Size) -> None:
        # A fragment that leads back to itself is not full yet and counts as far as it is; it is refused afterwards.
        for name, below in size.spreads:
            if name in self._sizes:
                size.add(self._sizes[name], below)

    def repeats(self, selection: SelectionSetNode) -> int:
        """Pairs that must be compared before fields of one name count as one, along the places of the answer."""
        pairs = seen = 0
        places: list[list[SelectionSetNode]] = [[selection]]
        # No operation within its limits has more places than fields; one that goes in circles has no end of them.
        while places and pairs <= LIMITS.repeats and seen <= LIMITS.fields:
            seen += 1
            names: dict[str, list[SelectionSetNode | None]] = {}
            spread: set[str] = set()
            waiting = list(places.pop())
            for each in waiting:
                for found in each.selections:
                    if isinstance(found, FieldNode):
                        key = (found.alias or found.name).value
                        names.setdefault(key, []).append(found.selection_set)
                    elif isinstance(found, InlineFragmentNode):
                        waiting.append(found.selection_set)
                    elif isinstance(found, FragmentSpreadNode) and found.name.value not in spread:
                        spread.add(found.name.value)
                        if found.name.value in self._fragments:
                            waiting.append(self._fragments[found.name.value].selection_set)
            pairs += len(spread) * (len(spread) - 1) // 2
            for written in names.values():
                pairs += len(written) * (len(written) - 1) // 2
                below = [each for each in written if each is not None]
                if below:
                    places.append(below)
        return pairs


def _own(selection: SelectionSetNode) -> _Size:
    """What stands in a selection itself."""
    size = _Size()
    waiting: list[tuple[SelectionNode, int]] = [(each, 0) for each in selection.selections]
    while waiting:
        found, below = waiting.pop()
        size.directives += len(found.directives or ())
        inner = getattr(found, "selection_set", None)
        if isinstance(found, FieldNode):
            below += 1
            size.fields += 1
            size.depth = max(size.depth, below)
            size.roots += below == 1
            if found.alias is not None:
                size.aliases += found.name.value != "__typename"
                size.names = max(size.names, len(found.alias.value))
            for argument in found.arguments or ():
                size.value(argument.value)
        else:
            size.fragments += 1
            if isinstance(found, FragmentSpreadNode):
                size.spreads.append((found.name.value, below))
        if inner is not None:
            waiting += [(each, below) for each in inner.selections]
    return size
