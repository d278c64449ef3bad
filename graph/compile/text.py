"""Names and parameters of one statement while it is being written.

Variables and parameters are numbered by the compiler; nothing of a request ever becomes part of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Request:
    """What a request brings to a plan: arguments by the place they were written, variables as coerced and as given."""

    arguments: Mapping[int, Mapping[str, Any]]
    variables: Mapping[str, Any]
    given: Mapping[str, Any]


@dataclass
class Text:
    """One statement being written: numbered variables, and parameters with how to find their values."""

    parameters: dict[str, Callable[[Request], Any]] = field(default_factory=dict)
    _count: int = 0

    def variable(self, hint: str) -> str:
        """A fresh variable such as `need3`."""
        self._count += 1
        return f"{hint}{self._count}"

    def parameter(self, value: Callable[[Request], Any]) -> str:
        """A fresh parameter, written `$p4`, whose value a request supplies."""
        self._count += 1
        name = f"p{self._count}"
        self.parameters[name] = value
        return f"${name}"

    def bind(self, request: Request) -> dict[str, Any]:
        """Values of all parameters for one request."""
        return {name: value(request) for name, value in self.parameters.items()}
