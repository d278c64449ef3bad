"""What a mutation selects on the nodes that its payloads show, as statements like those of a query's root fields.

They are sent in the transaction of the acts, once these are done, so that a caller sees what he wrote – as far as his
scope shows it to him.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, get_named_type

from graph.compile.emit import Emitter
from graph.compile.paths import label
from graph.compile.plan import MEMORY, Plan, Root, connections_of
from graph.compile.scope import named
from graph.compile.text import Row, Text
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import GraphQLSchema

    from graph.compile.document import Operation
    from graph.compile.scope import Scope
    from graph.compile.selection import Asked
    from graph.compile.text import Request

SHOWN = "shown"
"""The parameter that holds the id of the node."""


@dataclass(frozen=True)
class Slot:
    """A field of a payload that shows a node, as asked: under which act, and the statement that reads it."""

    act: Asked
    asked: Asked
    root: Root

    @property
    def path(self) -> tuple[str, str]:
        """Where it stands in the answer."""
        return (self.act.key, self.asked.key)


@dataclass(frozen=True)
class Payloads:
    """All that an operation selects on nodes shown by its payloads."""

    slots: tuple[Slot, ...]
    plan: Plan

    def of(self, act: Asked, request: Request) -> Sequence[Slot]:
        """What this request wants of one act's payload."""
        return [s for s in self.slots if s.act is act and s.asked.wanted(request.variables)]


def slots_of(type_: GraphQLObjectType) -> list[str]:
    """The fields of a payload's type that show a node."""
    return [name for name, made in type_.fields.items() if get_named_type(made.type).name in KINDS]


def payloads(
    schema: GraphQLSchema, operation: Operation, request: Request, scope: Scope
) -> Payloads:
    """The statements for requests of this shape, from the operation's memory if they are there.

    Raises:
        Refusal: what is asked cannot be answered as it is.
    """
    key = ("payloads", scope.name, request.shapes)
    if key not in operation.plans:
        if len(operation.plans) >= MEMORY:
            operation.plans.pop(next(iter(operation.plans)))
        slots = tuple(_slots(schema, operation, request, scope))
        made = Plan(
            [slot.root for slot in slots], connections_of(operation), tuple(sorted(operation.flags))
        )
        operation.plans[key] = Payloads(slots, made)
    return operation.plans[key]


def _slots(
    schema: GraphQLSchema, operation: Operation, request: Request, scope: Scope
) -> list[Slot]:
    found = []
    root = schema.mutation_type
    assert root is not None  # noqa: S101
    for act in operation.roots:
        if act.name.startswith("__"):
            continue
        type_ = get_named_type(root.fields[act.name].type)
        assert isinstance(type_, GraphQLObjectType)  # noqa: S101
        names = slots_of(type_)
        for asked in operation.selections.below(act, type_):
            if asked.name in names:
                emitter = Emitter(schema, operation.selections, scope, Text(), request.arguments)
                kind = get_named_type(type_.fields[asked.name].type).name
                found.append(Slot(act, asked, _root(emitter, f"{act.name}.{asked.name}", kind, asked)))  # fmt: skip
    return found


def _root(emitter: Emitter, name: str, kind_name: str, asked: Asked) -> Root:
    kind, scope = KINDS[kind_name], emitter.scope
    variable = emitter.text.variable(kind.name[0].lower() + kind.name[1:])
    row = Row(variable)
    made = emitter.node(row, kind, asked)
    seen = scope.predicate(kind, variable)
    where = f"{variable}.{kind.id_prop.stored} = ${SHOWN}" + (f" AND {seen}" if seen else "")
    cypher = scope.guarded(
        f"MATCH ({variable}{label(kind)}) WHERE {where} RETURN {row} AS value", ["value"]
    )
    return Root(asked, name, cypher, emitter.text, _first, made, gate=True, scoped=named(cypher))


def _first(rows: Sequence[Any], request: Request) -> Any:  # noqa: ARG001
    return rows[0][0] if rows else None
