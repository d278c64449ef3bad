"""Expressions over one node: its order, its properties as a statement brings them, its type and level."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from graph.compile.paging import Order, SortKey
from graph.kinds import concrete
from graph.masks import masked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.compile.scope import Scope
    from graph.kinds import Kind, Prop


def order_of(kind: Kind, variable: str, order: Mapping[str, Any] | None) -> Order:
    """The total order that `orderBy` (or none) means."""
    name = order["field"].value if order else kind.default_order
    descending = bool(order) and order is not None and order["direction"].value == "DESC"
    prop, id_prop = kind.props[name], kind.id_prop
    keys = [SortKey(f"{variable}.{prop.stored}", prop.type, descending)]
    if not prop.key:
        keys.append(SortKey(f"{variable}.{id_prop.stored}", str, descending))
    return Order(f"{kind.name}:{name}:{'desc' if descending else 'asc'}", tuple(keys))


def projection(variable: str, prop: Prop, kind: Kind) -> str:
    """How a statement brings a property: temporal values as text."""
    if prop.name == "level" and prop.name not in kind.props:
        return level(variable, kind)
    stored = f"{variable}.{prop.stored}"
    if prop.personal:
        return masked(stored, prop.personal)
    if prop.type in (date, datetime):
        # OrNull: one damaged value must not cost the whole answer.
        return f"[t IN {stored} | toStringOrNull(t)]" if prop.many else f"toStringOrNull({stored})"
    return stored


def given(variable: str, prop: Prop, kind: Kind, scope: Scope) -> str:
    """A property as the caller may read it: null where he may not."""
    gate = scope.gate(kind, prop, variable)
    brought = projection(variable, prop, kind)
    return brought if gate is None else f"CASE WHEN {gate} THEN {brought} END"


def typename(variable: str, kind: Kind) -> str:
    """Cypher for the GraphQL type of a node of an abstract kind."""
    *precise, rest = sorted(concrete(kind), key=lambda k: not k.labelled)
    named = " ".join(
        f"WHEN {variable}:{k.name} THEN '{k.name}'"
        for k in [*precise, *([rest] if rest.labelled else [])]
    )
    return f"CASE {named} ELSE '{rest.name}' END"


def level(variable: str, kind: Kind) -> str:
    """Cypher for the precise label of a node of an abstract family."""
    return f"head([label IN labels({variable}) WHERE label <> '{kind.family.name}'])"
