"""From the rows of a statement to the answer: order, names, cursors, and the promise that nothing required is missing.

A statement brings positional lists (Neo4j keeps no order of keys in maps, and lists are smaller on the wire). A shape
turns them into dicts in the order in which the document asks. In strict mode a value that the schema does not allow
raises `Damaged`, and the executor answers instead, with GraphQL's own error and null propagation.
"""

from __future__ import annotations

import enum
import functools
import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import GraphQLError

from graph.compile import selection
from graph.compile.source import INT_BITS, Damaged, Source
from graph.scalars import write_day, write_instant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.compile.paging import Page
    from graph.compile.selection import Asked
    from graph.kinds import Prop

_PLAIN: dict[Any, type] = {str: str, strawberry.ID: str, bool: bool}
"""Types whose raw value is the answer's."""
_PRESENT: frozenset[type] = frozenset((str, int, float, bool, list))
"""Types of raw values that are there; anything rarer is left to the executor too."""


@dataclass(frozen=True)
class Making:
    """What turning rows into one answer depends on besides the rows."""

    variables: Mapping[str, Any]
    pages: Mapping[int, Page]
    strict: bool
    key: Any = None
    """Equal for two requests of one plan where the same functions make both answers."""


@dataclass(frozen=True)
class Leaf:
    """A property."""

    prop: Prop

    def build(self, making: Making) -> Callable[[Any], Any] | None:
        """How a raw value becomes the answer's; `None` if it is one already. The executor serialises by itself."""
        convert = _converter(self.prop) if making.strict else None
        if convert is None:
            return None
        if self.prop.many:
            return lambda raw: None if raw is None else [convert(v) for v in raw]
        return lambda raw: None if raw is None else convert(raw)

    def allowed(self, *, required: bool) -> frozenset[type] | None:
        """Types that the raw value may have, as far as `build` does not look itself."""
        type_ = list if self.prop.many else _PLAIN.get(self.prop.type)
        if type_ is not None:
            return frozenset((type_,) if required else (type_, type(None)))
        return _PRESENT if required else None

    def write(self, source: Source, raw: str, making: Making, *, required: bool) -> str:
        """The same as an expression over the name of the raw value."""
        plain = None if self.prop.many else _PLAIN.get(self.prop.type)
        if plain is not None:
            other = f"type({raw}) is not {plain.__name__}"
            source.check(other if required else f"{raw} is not None and {other}")
            return raw
        if self.prop.many:
            other = f"type({raw}) is not list"
            source.check(other if required else f"{raw} is not None and {other}")
        elif required:
            source.check(f"type({raw}) not in {source.name(_PRESENT)}")
        convert = self.build(making)
        if convert is None:
            return raw
        value = f"{source.name(convert)}({raw})"
        if isinstance(self.prop.type, type) and issubclass(self.prop.type, enum.Enum):
            known = source.name(_Known(_names(self.prop.type)))
            return f"({known}[{raw}] if type({raw}) is str else {value})"
        if self.prop.type is float:
            # What is stored nearly always; anything else takes the longer way.
            return f"({raw} if type({raw}) is float and isfinite({raw}) else {value})"
        if self.prop.type is int:
            return f"({raw} if type({raw}) is int and {-(2**INT_BITS)} <= {raw} < {2**INT_BITS} else {value})"
        return value


@dataclass(frozen=True)
class Constant:
    """A value known without asking, such as `__typename`."""

    value: Any


@dataclass(frozen=True)
class Facts:
    """What a computed field needs, left as it is for its function."""

    def build(self, making: Making) -> None:  # noqa: ARG002
        return None


@dataclass(frozen=True)
class Entry:
    """One response key of an object: where its raw value stands in the row and how it is made."""

    asked: Asked
    index: int
    made: Any
    required: bool

    def write(self, source: Source, making: Making) -> str:
        """Its value as an expression."""
        if isinstance(self.made, Constant):
            return source.name(self.made.value)
        raw = source.take(self.index)
        if isinstance(self.made, Leaf) and making.strict:
            return self.made.write(source, raw, making, required=self.required)
        if making.strict and self.required and self.index >= 0:
            source.check(f"type({raw}) not in {source.name(_PRESENT)}")
        convert = self.made.build(making)
        return raw if convert is None else f"{source.name(convert)}({raw})"


@dataclass(frozen=True)
class Object:
    """An object of one type."""

    entries: tuple[Entry, ...]

    def build(self, making: Making) -> Callable[[Any], Any]:
        source = Source()
        for e in selection.wanted(self.entries, making.variables):
            source.put(e.asked.key, e.write(source, making))
        return source.function()


@dataclass(frozen=True)
class Abstract:
    """An object whose type the row itself says, at `index`."""

    index: int
    by_type: Mapping[str, Object]
    offset: int | None = None
    """Where the row of the object stands, if it is not the row itself."""

    def build(self, making: Making) -> Callable[[Any], Any]:
        builders = {name: made.build(making) for name, made in self.by_type.items()}

        def build(row: Any) -> Any:
            if row is None:
                return None
            return Typed(
                row[self.index],
                builders[row[self.index]](row if self.offset is None else row[self.offset]),
            )

        return build


class Typed(dict[str, Any]):
    """An answer that knows its GraphQL type, for the executor."""

    __slots__ = ("typename",)

    def __init__(self, typename: str, answer: Mapping[str, Any]) -> None:
        super().__init__(answer)
        self.typename = typename


def _converter(prop: Prop) -> Callable[[Any], Any] | None:
    plain = _PLAIN.get(prop.type)
    if plain is not None:
        return (lambda raw: _of(plain, raw)) if prop.many else None
    if prop.type is datetime:
        return lambda raw: _written(write_instant, raw)
    if prop.type is date:
        return lambda raw: _written(write_day, raw)
    if prop.type is int:
        return int32
    if prop.type is float:
        return finite
    known = _names(prop.type)
    return lambda raw: _known(known, raw)


@functools.cache
def _names(type_: type[enum.Enum]) -> dict[str, str]:
    return {member.value: member.name for member in type_}


class _Known(dict[str, str]):
    """Names by stored value; of any other there is none."""

    def __missing__(self, raw: str) -> str:
        raise Damaged


def _of(type_: type, raw: Any) -> Any:
    if type(raw) is not type_:
        raise Damaged
    return raw


def _written(write: Callable[[Any], str], raw: Any) -> str:
    try:
        return write(raw)
    except GraphQLError as error:
        raise Damaged from error


def int32(raw: Any) -> int:
    """A whole number as `Int` allows it; raises `Damaged` for anything else."""
    if type(raw) is not int or not -(2**INT_BITS) <= raw < 2**INT_BITS:
        raise Damaged
    return raw


def finite(raw: Any) -> float:
    """A number as `Float` allows it; raises `Damaged` for anything else."""
    if type(raw) not in (float, int) or not math.isfinite(raw):
        raise Damaged
    return float(raw)


def _known(known: Mapping[str, str], raw: Any) -> str:
    if type(raw) is not str or raw not in known:
        raise Damaged
    return known[raw]
