"""Names that an expression gives to what it looks at, told apart from those of the statement it is put into.

A subquery sees every variable around it: a `d` of its own would be the `d` of a hand-written question that projects the node,
found once more instead of looked up, or refused as shadowed. So each name that the facts of a computed field declare ends in `_`,
and no hand-written statement has such a name. Guarded by `tests/graph/test_inner_names.py`.
"""

from __future__ import annotations

import re
from functools import cache

_DECLARED = re.compile(
    r"\bAS (\w+)|[(\[](\w+)(?=:)|(?:[(\[]|, )(\w+) IN\b|(?<!\w)\((\w+)\)|\[(\w+)\]|\breduce\((\w+) =|\bMATCH (\w+) ="
)
_WORD = re.compile(r"(?<![\w.$:'`])([a-z]\w*)\b(?!\s*\()")
_LITERALS = {"true", "false", "null"}


def declared(expression: str) -> set[str]:
    """Variables that a Cypher expression declares itself."""
    words = {next(filter(None, found)) for found in _DECLARED.findall(expression)}
    return {word for word in words if word[0].islower()} - _LITERALS


@cache
def told_apart(expression: str) -> str:
    """The expression with `_` after each name of its own."""
    own = declared(expression)

    def named(match: re.Match[str]) -> str:
        word, before, after = (
            match[1],
            expression[: match.start()].rstrip(),
            expression[match.end() :],
        )
        is_key = before[-1:] in {"{", ","} and after.lstrip().startswith(":")
        is_placeholder = before.endswith("{") and after.startswith("}")
        return word if word not in own or is_key or is_placeholder else f"{word}_"

    return _WORD.sub(named, expression)
