"""Keyset pages: cursors that stay right while rows come and go, in both directions.

A cursor holds the sort key of a row, not its position. A statement is bounded only where a cursor is given: no text is
above every other both for an index (code points) and for a comparison with a parameter (UTF-16 units).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson
from graphql import GraphQLError

from graph.compile.refusal import Refusal
from graph.scalars import read_day, read_instant
from graph.surface import DEFAULT_PAGE, MAX_PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.compile.text import Request

_TEMPORAL = {date: "date", datetime: "datetime"}
"""Cypher functions that read a temporal value from its text: it travels as text, exact to the nanosecond and zone."""


@dataclass(frozen=True)
class SortKey:
    """One part of an order: a Cypher expression over the row's variable, its Python type, and its direction."""

    expression: str
    type: Any
    descending: bool

    @property
    def made(self) -> SortKey:
        """The same part, of a text that is made and not stored."""
        return replace(self, expression=f"({self.expression} + '')") if self.type is str else self

    def brought(self, variable: str) -> str:
        """How a statement brings the value, once read into a variable, for a cursor."""
        return f"toStringOrNull({variable})" if self.type in _TEMPORAL else variable

    def bound(self, parameter: str) -> str:
        """How a statement reads the value back from a parameter."""
        return f"{_TEMPORAL[self.type]}({parameter})" if self.type in _TEMPORAL else parameter


@dataclass(frozen=True)
class Order:
    """A total order: parts from the most to the least significant; the last one is unique."""

    name: str
    keys: tuple[SortKey, ...]

    def sorted_here(self) -> Order:
        """The same order where no index keeps it and the database sorts, so that rows and cursors compare alike.

        A stored text is compared with a stored one by code points, as an index does, but with a parameter by UTF-16
        units: `（` and `🙂` change places. What an expression made of a stored text compares as a parameter does.
        """
        *parts, id_ = self.keys
        return replace(self, keys=(*(key.made for key in parts), id_))

    @property
    def mark(self) -> str:
        """Short text that tells cursors of this order from those of another."""
        return hashlib.blake2b(self.name.encode(), digest_size=3).hexdigest()


def encode(order: Order, values: Sequence[Any]) -> str:
    """The cursor of a row whose sort key has these values (as the statement brings them)."""
    return base64.urlsafe_b64encode(orjson.dumps([order.mark, *values])).decode().rstrip("=")


def decode(order: Order, cursor: str, argument: str) -> list[Any]:
    """The sort key in a cursor.

    Raises:
        Refusal: it is not a cursor of this order.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        mark, *values = orjson.loads(
            base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
        )
        if mark != order.mark:
            raise ValueError("another order")  # noqa: TRY301
        return [_read(key.type, value) for key, value in zip(order.keys, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, UnicodeError, OverflowError) as error:
        raise Refusal(
            "CURSOR_INVALID",
            zh="游标无效或属于另一种排序，请使用同一查询返回的游标。",
            en="This is no cursor of this order; use one that the same query returned.",
            argument=argument,
        ) from error


def _read(type_: Any, value: Any) -> Any:
    if type_ in _TEMPORAL:
        _check(type_, value)
        return value
    if type_ is float and type(value) in (int, float):
        return float(value)
    if type(value) is not type_ or (type_ is int and abs(value) >= 2**63):
        raise ValueError("another type")
    return value


def _check(type_: Any, value: object) -> None:
    """The database must be able to read the text, zone and all."""
    text, bracket, zone = value.partition("[") if isinstance(value, str) else (value, "", "")
    try:
        if type_ is date:
            read_day(value)
            return
        instant = read_instant(text)
        if (
            bracket
            and instant.astimezone(ZoneInfo(zone.removesuffix("]"))).utcoffset()
            != instant.utcoffset()
        ):
            raise ValueError("another zone")
    except (GraphQLError, ZoneInfoNotFoundError) as error:
        raise ValueError("not a temporal value") from error


@dataclass(frozen=True)
class Page:
    """The paging arguments of one field, as coerced."""

    size: int
    backward: bool
    after: str | None
    before: str | None

    @property
    def shape(self) -> tuple[Any, ...]:
        """What of it an answer's shape depends on: not where a cursor points."""
        return self.size, self.backward, self.after is None, self.before is None


def page(arguments: Mapping[str, Any]) -> Page:
    """Read `first`, `after`, `last`, `before`.

    Raises:
        Refusal: both or impossible sizes.
    """
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise Refusal(
            "PAGE_AMBIGUOUS", argument="last",
            zh="first 与 last 只能给一个。", en="Give either first or last, not both.",
        )  # fmt: skip
    size = first if first is not None else last if last is not None else DEFAULT_PAGE
    if not 0 <= size <= MAX_PAGE:
        raise Refusal(
            "PAGE_SIZE", argument="first" if first is not None else "last",
            zh=f"每页须在 0 到 {MAX_PAGE} 之间，收到 {size}。", en=f"A page has 0 to {MAX_PAGE} items, not {size}.",
        )  # fmt: skip
    return Page(size, last is not None, arguments.get("after"), arguments.get("before"))


def bound(order: Order, at: int, part: int, which: str) -> Any:
    """How a request finds part `part` of the `after`/`before` bound of the field written at `at`."""

    def value(request: Request) -> Any:
        return decode(order, request.arguments[at][which], which)[part]

    return value


def keyset(order: Order, parameters: Sequence[str], which: str) -> str:
    """The predicate that a row lies after (or before) the bound given by `parameters`.

    Begins with a plain range on the first key, which an index can serve, and has no alternative that another index seek
    could: the rows of one seek are in order already. A text is compared there and nowhere else.
    """
    clause = ""
    for key, name in reversed(list(zip(order.keys, parameters, strict=True))):
        sign, value = "<" if key.descending is (which == "after") else ">", key.bound(name)
        if not clause:
            clause = f"{key.expression} {sign} {value}"
        else:
            clause = (
                f"{key.expression} {sign}= {value} AND ({key.expression} <> {value} OR {clause})"
            )
    return clause
