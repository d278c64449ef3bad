"""The members of a GraphQL request, from its body or its address, each of the type that the specification gives it.

Members that are not known are ignored: tools send some of their own.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from api.http.body import LONGEST
from api.refusals import (
    BATCH,
    MEMBER,
    NAME_TWICE,
    NO_OBJECT,
    NOT_UTF8,
    TOO_LONG,
    Refused,
)
from api.strict_json import parsed

LONGEST_NAME = 255
MOST_IN_ADDRESS = 50
ADDRESS = ("The address", "请求地址")
TEXTS = ("query", "operationName", "documentId")
OBJECTS = ("variables", "extensions")


def of_body(body: bytes) -> dict[str, Any]:
    """Members of a JSON body. Raises `Refused`."""
    asked = parsed(body)
    if isinstance(asked, list):
        raise Refused(BATCH)
    if not isinstance(asked, dict):
        raise Refused(NO_OBJECT)
    return checked(asked)


def of_address(query_string: bytes) -> dict[str, Any]:
    """Members in the address of a GET; an empty one is one that is not there. Raises `Refused`."""
    if len(query_string) > LONGEST:
        raise Refused(TOO_LONG)
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), errors="strict", max_num_fields=MOST_IN_ADDRESS
        )
    except UnicodeError as error:
        raise Refused(NOT_UTF8, where=ADDRESS) from error
    except ValueError as error:
        raise Refused(TOO_LONG) from error
    asked: dict[str, Any] = dict(pairs)
    if len(asked) < len(pairs):
        raise Refused(NAME_TWICE, where=ADDRESS)
    for name in OBJECTS:
        if name in asked:
            asked[name] = parsed(asked[name], (f"`{name}`", name))
    return checked(asked)


def checked(asked: dict[str, Any]) -> dict[str, Any]:
    """The same members, each of its type. Raises `Refused`."""
    for name in TEXTS:
        if not isinstance(asked.get(name), str | None):
            raise Refused(MEMBER, name=name, en="a text or null", zh="文本或 null")
    for name in OBJECTS:
        if not isinstance(asked.get(name), dict | None):
            raise Refused(MEMBER, name=name, en="an object or null", zh="对象或 null")
    for name in ("operationName", "documentId"):
        if len(asked.get(name) or "") > LONGEST_NAME:
            raise Refused(
                MEMBER, name=name, en=f"at most {LONGEST_NAME} characters long",
                zh=f"不超过 {LONGEST_NAME} 个字符的文本",
            )  # fmt: skip
    if asked.get("operationName") == "":
        asked["operationName"] = None
    return asked
