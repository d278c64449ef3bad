"""JSON in the strict sense, so that everybody who reads a text reads the same.

Decided: how many values there are is counted before anything is read, as each costs more than its bytes; then orjson reads it (strict UTF-8, no NaN, no half of a surrogate pair, no control characters); what it lets pass
is refused here by linear looks at the text between the strings: a name twice in an object, whole numbers beyond 64 bits,
more than `MOST_LEVELS` levels, NUL. Guarded by `tests/api/http/test_bodies.py`.
"""

from __future__ import annotations

import re
from array import array
from itertools import accumulate
from typing import Any

import orjson

from api.refusals import (
    JSON_VALUES,
    NAME_TWICE,
    NESTED,
    NOT_JSON,
    NUL,
    NUMBER_TOO_LARGE,
    Refused,
)

MOST_LEVELS = 64
MOST_VALUES = 8_000
"""Commas and opening brackets between the strings: four times what the variables of a request may hold."""
BODY = ("The body", "请求体")

_LONG_NUMBER = re.compile(rb"(?<![0-9.eE+-])-?[0-9]{19,}+(?![.eE0-9])")
_NINETEEN = b"0" * 19
_SOME_DIGIT = bytes.maketrans(b"123456789", b"0" * 9)
_STEPS = bytes.maketrans(b"[{]}", b"\x01\x01\xff\xff")
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def parsed(text: bytes | str, where: tuple[str, str] = BODY) -> Any:
    """The value of a JSON text; `where` names it in a refusal, in English and Chinese.

    Raises:
        Refused: it is none, or means different things to different readers.
    """
    try:
        text = text.encode() if isinstance(text, str) else text
        between = _between_strings(text)
        values = between.count(b",") + between.count(b"[") + between.count(b"{")
        if values > MOST_VALUES:
            raise Refused(JSON_VALUES, where=where, most=MOST_VALUES)
        value = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        detail = error.msg if isinstance(error, orjson.JSONDecodeError) else "not UTF-8"
        raise Refused(NOT_JSON, where=where, detail=detail) from error
    objects, names = between.count(b"{"), between.count(b":")
    if between.count(b"[") + objects > MOST_LEVELS and _levels(between) > MOST_LEVELS:
        raise Refused(NESTED, where=where, most=MOST_LEVELS)
    if _has_long_number(between):
        raise Refused(NUMBER_TOO_LARGE, where=where)
    if objects and _names(value) < names:
        raise Refused(NAME_TWICE, where=where)
    if rb"\u0000" in text and _holds_nul(value):
        raise Refused(NUL, where=where)
    return value


def _between_strings(text: bytes) -> bytes:
    """The text of a JSON value without its strings; a backslash stands in strings only."""
    if b"\\" in text:
        text = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    return b"".join(text.split(b'"')[::2])


def _levels(between: bytes) -> int:
    return max(accumulate(array("b", between.translate(_STEPS, _NO_BRACKETS))))


def _has_long_number(between: bytes) -> bool:
    if _NINETEEN not in between.translate(_SOME_DIGIT):
        return False
    return any(
        len(found[0]) > len(str(-(2**63))) or not -(2**63) <= int(found[0]) < 2**63
        for found in _LONG_NUMBER.finditer(between)
    )


def _names(value: Any) -> int:
    """How many names all objects in a value have."""
    names, waiting = 0, [value]
    for each in waiting:
        if type(each) is dict:
            names += len(each)
            waiting.extend(each.values())
        elif type(each) is list:
            waiting.extend(each)
    return names


def _holds_nul(value: Any) -> bool:
    waiting = [value]
    for each in waiting:
        if type(each) is dict:
            waiting.extend(each)
            waiting.extend(each.values())
        elif type(each) is list:
            waiting.extend(each)
        elif type(each) is str and "\0" in each:
            return True
    return False
