"""What a caller may see, as predicates on every variable and gates on every field of every statement.

The compiler asks wherever a statement touches a declared kind: roots, both ends of edges and what lies between,
filters, orders, counts and searches. Who the caller is enters as parameters; the text depends only on the caller's
sort of roles.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.compile.refusal import Forbidden
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.kinds import Kind, Prop


class NoLongerStands(Exception):
    """The caller is not what the statement was sent for any more; nothing of its answer may be used."""


def families() -> frozenset[str]:
    """Names of the families of kinds, whose labels all relatives share (`Place`, not `Street`)."""
    return _families(len(KINDS))


@functools.cache
def _families(_: int) -> frozenset[str]:
    return frozenset(kind.family.name for kind in KINDS.values() if kind.labels)


@dataclass(frozen=True)
class Scope:
    """What one caller may see.

    Args:
        name: the sort of roles; plans are cached by it.
        predicates: by name of a family (`Place`, not `Street`: a street is also met as a place), a Cypher predicate
            over `{n}`; a family that is not named is open.
        gates: by family and property, a predicate over `{n}`; where it does not hold the property reads as null.
        doers: by family, the roles in which the caller acts on rows, each with a predicate over `{n}` that says on which.
        acts: by act and family, a predicate over `{n}` on rows on which the caller may do it; what is not named he may not.
        withheld: by family, the number below which a count (other than 0) is not told.
        stands: for a statement, a Cypher expression that is true while the caller is still what this scope was made for.
        parameters: values of the `$scope_…` parameters that all these use.

    Raises:
        ValueError: a name is no family's, so nodes would be hidden in one guise and shown in another.
    """

    name: str = "everything"
    predicates: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    gates: Mapping[tuple[str, str], str] = field(default_factory=dict)
    acts: Mapping[tuple[str, str], str] = field(default_factory=dict)
    doers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    withheld: Mapping[str, int] = field(default_factory=dict)
    stands: Callable[[str], str] | None = None
    forbidden: Mapping[str, Forbidden] = field(default_factory=dict)
    """Acts that the caller may do nowhere, with the refusal that says so."""

    def __post_init__(self) -> None:
        if unknown := self.predicates.keys() - families():
            raise ValueError(f"no family: {', '.join(sorted(unknown))}")

    def predicate(self, kind: Kind, variable: str) -> str | None:
        """The predicate on a variable of this kind, or `None` if the caller sees all of them."""
        return _over(self.predicates.get(kind.family.name), variable)

    def gate(self, kind: Kind, prop: Prop, variable: str) -> str | None:
        """What must hold for the caller to read this property of a node, or `None` if he always may."""
        return _over(self.gates.get((kind.family.name, prop.name)), variable)

    def may(self, act: str, kind: Kind, variable: str) -> str:
        """Whether the caller may do the act on a node of this kind."""
        return _over(self.acts.get((act, kind.family.name), "false"), variable) or "false"

    def actors(self, kind: Kind, variable: str) -> str:
        """A list of the roles in which the caller acts on a node of this kind."""
        each = [
            f"CASE WHEN {_over(rule, variable)} THEN '{role}' END"
            for role, rule in self.doers.get(kind.family.name, {}).items()
        ]
        return f"[doer IN [{', '.join(each)}] WHERE doer IS NOT NULL]" if each else "[]"

    def counted(self, kind: Kind, count: str) -> str:
        """The count as the caller may know it: null where it would say too much about few."""
        least = self.withheld.get(kind.family.name)
        if least is None:
            return count
        return f"head([few IN [{count}] WHERE few = 0 OR few >= {least}])"

    def guarded(self, cypher: str, columns: Sequence[str]) -> str:
        """The statement with a first column that says whether the caller still stands."""
        if self.stands is None:
            return cypher
        return (
            f"WITH {self.stands(cypher)} AS stands OPTIONAL CALL (stands) {{ {cypher} }} "
            f"RETURN stands, {', '.join(columns)}"
        )

    def bound(self, names: Sequence[str]) -> dict[str, Any]:
        """Values of the named parameters of this scope."""
        return {name: self.parameters.get(name) for name in names}

    def unguarded(self, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """The rows without that column.

        Raises:
            NoLongerStands: it says no.
        """
        if self.stands is None:
            return rows
        if not rows or not all(row[0] for row in rows):
            raise NoLongerStands
        return [row[1:] for row in rows if any(value is not None for value in row[1:])]


def named(cypher: str) -> tuple[str, ...]:
    """The parameters of a scope that a statement uses."""
    return tuple(sorted(set(re.findall(r"\$(scope_\w+)", cypher))))


def _over(text: str | None, variable: str) -> str | None:
    return f"({text.replace('{n}', variable)})" if text else None


EVERYTHING = Scope()
"""No limits at all: the house's own reading, never a request's."""
