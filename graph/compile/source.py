"""Objects from positional rows by a function written for the one selection: no loop, no test that the types do not need.

For an answer of many rows this is most of the Python there is. The source is made of positions, of our own names and of
response keys as literals (`repr`): nothing of a request is ever executed. Guarded by `tests/graph/test_paths_agree.py`.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

INT_BITS = 31


class Damaged(Exception):
    """A stored value that the schema does not allow; only a sign to answer through the executor."""


class Source:
    """The function of one object, being written."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {"Damaged": Damaged, "isfinite": math.isfinite}
        self._lines: list[str] = []
        self._parts: list[str] = []

    def name(self, value: Any) -> str:
        """A name under which the function knows a value."""
        name = f"n{len(self._names)}"
        self._names[name] = value
        return name

    def take(self, index: int) -> str:
        """The name of the raw value at a place of the row."""
        name = f"v{index}"
        line = f"    {name} = row[{index}]"
        if line not in self._lines:
            self._lines.append(line)
        return name

    def check(self, wrong: str) -> None:
        """Leave the row to the executor where this holds."""
        self._lines.append(f"    if {wrong}: raise Damaged")

    def put(self, key: str, value: str) -> None:
        """A response key and the expression of its value."""
        self._parts.append(f"{key!r}: {value}")

    def function(self) -> Callable[[Any], Any]:
        """What was written, as a function of a row; of no row it makes null."""
        text = "\n".join(
            ["def build(row):", "    if row is None: return None", *self._lines, f"    return {{{', '.join(self._parts)}}}"]
        )  # fmt: skip
        scope = dict(self._names)
        exec(_compiled(text), scope)  # noqa: S102
        return scope["build"]


@functools.lru_cache(maxsize=2_000)
def _compiled(text: str) -> CodeType:
    return compile(text, "<selection>", "exec")
