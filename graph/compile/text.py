"""Names and parameters of one statement while it is being written.

Variables and parameters are numbered by the compiler; nothing of a request ever becomes part of the text.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.compile.refusal import TOO_DEEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DEEPEST = 10
"""Edges that a selection and the filters in it may follow one below the other."""


@dataclass(frozen=True)
class Request:
    """What a request brings to a plan: arguments by the place they were written, variables as coerced and as given."""

    arguments: Mapping[int, Mapping[str, Any]]
    variables: Mapping[str, Any]
    given: Mapping[str, Any]
    prepared: dict[int, Any] = field(default_factory=dict)
    """What questions made of their arguments, once a request."""
    shapes: tuple[Any, ...] = ()
    """Of the arguments, as far as texts depend on them (`graph.compile.plan.shapes`)."""


@dataclass
class Text:
    """One statement being written: numbered variables, and parameters with how to find their values."""

    parameters: dict[str, Callable[[Request], Any]] = field(default_factory=dict)
    _count: int = 0
    _depth: int = 0

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Around everything written below one more edge.

        Raises:
            Refusal: that is more than `DEEPEST`.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise TOO_DEEP
        yield
        self._depth -= 1

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


@dataclass
class Row:
    """The list that carries everything asked of one variable; each expression stands in it once."""

    variable: str
    expressions: list[str] = field(default_factory=list)
    _known: dict[Any, tuple[int, Any]] = field(default_factory=dict)

    def put(self, key: Any, expression: str, made: Any = None) -> int:
        """Index of the expression, written on first use."""
        if key not in self._known:
            self._known[key] = (len(self.expressions), made)
            self.expressions.append(expression)
        return self._known[key][0]

    def known(self, key: Any) -> tuple[int, Any] | None:
        """What was put under this key."""
        return self._known.get(key)

    def __str__(self) -> str:
        return f"[{', '.join(self.expressions)}]"
