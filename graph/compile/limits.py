"""How much one request may ask, known from the request alone.

Decided: a document is measured (`graph.compile.measure`) before it is held against the schema, because checking that
fields of one name can be merged takes time that grows with the square of how often they are written. What is let
through is bounded so that graphql-core's validation of it stays cheap. Guarded by `tests/graph/test_limits.py`.

Nothing of the schema is secret: it is public at `/schema.graphql`, so hints of the form “did you mean” stand in the cure
of an error. Circles of introspection are refused by graphql-core's own rule of depth; whoever is unknown does not get the
whole schema as an answer (`api.answering`), because as a file it costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, GraphQLSyntaxError, parse

from graph.told import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphql import DocumentNode

INPUT = "BAD_USER_INPUT"


@dataclass(frozen=True)
class Limits:
    """The most of each, within one operation with its fragments put in place unless said otherwise.

    Args:
        characters: of the document. tokens: of the document. operations: in the document.
        depth: fields one below the other: five connections with `edges` and `node`, and a leaf.
        roots: root fields. fields: fields. fragments: spreads and inline fragments.
        aliases: fields under another name, `__typename` apart. names: characters of one such name, which an answer
            repeats for every object. directives: directives.
        repeats: pairs of fields under one name at one place of the answer, and of fragments at one place.
        items: values in one list, of the document or of the variables. inputs: fields of input objects, as written.
    """

    characters: int = 40_000
    tokens: int = 2_000
    operations: int = 20
    depth: int = 16
    roots: int = 20
    fields: int = 400
    fragments: int = 200
    aliases: int = 30
    names: int = 100
    directives: int = 50
    repeats: int = 4_000
    items: int = 250
    inputs: int = 300


LIMITS = Limits()
MAX_ERRORS = 5
"""Most errors of one request that are told."""
VALUES = 2_000
"""Values in the variables."""
LEVELS = 64
"""Lists and objects in the variables, one in the other."""
LONGEST = 10_000
"""Characters of one text in the variables."""
CONDITIONS = 100
"""Conditions in all filters of an operation: each becomes part of a statement, which the database must plan."""

_SAID = {
    "characters": ("字符", "characters"),
    "tokens": ("词元", "tokens"),
    "operations": ("操作数", "operations"),
    "depth": ("嵌套层数", "levels of fields"),
    "roots": ("根字段", "root fields"),
    "fields": ("字段", "fields"),
    "fragments": ("片段", "fragments"),
    "aliases": ("别名", "aliases"),
    "names": ("单个别名的字符", "characters of one alias"),
    "directives": ("指令", "directives"),
    "repeats": ("同名重复（对）", "repeats of one name, in pairs"),
    "items": ("列表项", "items in one list"),
    "inputs": ("输入对象的字段", "fields of input objects"),
    "values": ("变量中的值", "values in the variables"),
    "levels": ("变量的嵌套层数", "levels of the variables"),
    "longest": ("变量中单个文本的字符", "characters of one text in the variables"),
    "conditions": ("筛选条件", "conditions"),
    "introspected": ("内省对象", "objects of introspection"),
}


class OverLimit(GraphQLError):
    """More is asked than one request may: what, how much of it was found, and how much may be.

    Args:
        over: by what is counted, the most and what was found (at least that much where counting stopped).
        code: of what kind the error is.
    """

    def __init__(
        self, over: Mapping[str, tuple[int, int]], code: str = "GRAPHQL_VALIDATION_FAILED"
    ) -> None:
        zh = "、".join(f"{_SAID[what][0]} {found}（上限 {most}）" for what, (most, found) in over.items())  # fmt: skip
        en = ", ".join(f"{found} {_SAID[what][1]} (at most {most})" for what, (most, found) in over.items())  # fmt: skip
        said_zh = f"一次请求的内容过多：{zh}。请拆成几个较小的请求。"
        said_en = f"This is more than one request may ask: {en}. Ask in several smaller requests."
        limits = {what: {"max": most, "found": found} for what, (most, found) in over.items()}
        told = said(code, zh=said_zh, en=said_en, reason="OVER_LIMIT", limits=limits)
        super().__init__(told.message, extensions=told.extensions)


def read(text: str) -> DocumentNode:
    """Parse a document that is not too long to be looked at.

    Raises:
        OverLimit: it has too many characters or tokens. GraphQLSyntaxError: it cannot be parsed.
    """
    if len(text) > LIMITS.characters:
        raise OverLimit({"characters": (LIMITS.characters, len(text))})
    try:
        return parse(text, max_tokens=LIMITS.tokens)
    except GraphQLSyntaxError as error:
        if "more than" in error.message and "tokens" in error.message:
            raise OverLimit({"tokens": (LIMITS.tokens, LIMITS.tokens + 1)}) from error
        raise


def check_variables(variables: Mapping[str, Any]) -> None:
    """Look at the variables as they came, before they are read as their types say.

    Raises:
        OverLimit: there is too much in them.
    """
    values = 0
    waiting: list[tuple[Any, int]] = [(variables, 1)]
    while waiting:
        value, level = waiting.pop()
        values += 1
        if type(value) is str:
            if len(value) > LONGEST:
                raise OverLimit({"longest": (LONGEST, len(value))}, INPUT)
            continue
        inner: Iterable[Any] = ()
        if isinstance(value, list):
            if len(value) > LIMITS.items:
                raise OverLimit({"items": (LIMITS.items, len(value))}, INPUT)
            inner = value
        elif isinstance(value, dict):
            inner = value.values()
        if inner and level > LEVELS:
            raise OverLimit({"levels": (LEVELS, level)}, INPUT)
        waiting += [(each, level + 1) for each in inner]
        if values + len(waiting) > VALUES:
            raise OverLimit({"values": (VALUES, values + len(waiting))}, INPUT)


def check_conditions(filters: Iterable[Any]) -> None:
    """Count the conditions of an operation's filters, as coerced.

    Raises:
        OverLimit: there are too many.
    """
    found = 0
    waiting = list(filters)
    while waiting:
        value = waiting.pop()
        inner = value.values() if isinstance(value, dict) else value if _grouped(value) else ()
        waiting += inner
        found += value is not None and not inner
    if found > CONDITIONS:
        raise OverLimit({"conditions": (CONDITIONS, found)}, INPUT)


def _grouped(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)
