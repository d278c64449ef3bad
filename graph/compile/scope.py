"""Which nodes a caller may see, as a predicate on every variable of every statement.

The compiler asks for a predicate wherever a statement touches a declared kind: roots, both ends of edges, filters,
counts and searches. Who the caller is enters as parameters; the text depends only on the caller's sort of role.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.kinds import Kind


@dataclass(frozen=True)
class Scope:
    """What one caller may see.

    Args:
        name: the sort of role; plans are cached by it.
        predicates: by name of a family (`Place`, not `Street`: a street is also met as a place), a Cypher predicate
            over `{n}`; a family that is not named is open.
        parameters: values of the `$scope_…` parameters that the predicates use.

    Raises:
        ValueError: a name is no family's, so nodes would be hidden in one guise and shown in another.
    """

    name: str = "everything"
    predicates: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        families = {kind.family.name for kind in KINDS.values() if kind.labels}
        if unknown := self.predicates.keys() - families:
            raise ValueError(f"no family: {', '.join(sorted(unknown))}")

    def predicate(self, kind: Kind, variable: str) -> str | None:
        """The predicate on a variable of this kind, or `None` if the caller sees all of them."""
        text = self.predicates.get(kind.family.name)
        return f"({text.replace('{n}', variable)})" if text else None


EVERYTHING = Scope()
"""The only caller there is until identity exists."""
