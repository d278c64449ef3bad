"""From the rows of a statement to the answer: order, names, cursors, and the promise that nothing required is missing.

A statement brings positional lists (Neo4j keeps no order of keys in maps, and lists are smaller on the wire). A shape
turns them into dicts in the order in which the document asks. In strict mode a value that the schema does not allow
raises `Damaged`, and the executor answers instead, with GraphQL's own error and null propagation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import GraphQLError

from graph.compile import selection
from graph.scalars import write_day, write_instant

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.compile.paging import Page
    from graph.compile.selection import Asked
    from graph.kinds import Prop

INT_BITS = 31
_PLAIN: dict[Any, type] = {str: str, strawberry.ID: str, bool: bool}
"""Types whose raw value is the answer's."""
_PRESENT: frozenset[type] = frozenset((str, int, float, bool, list))
"""Types of raw values that are there; anything rarer is left to the executor too."""


class Damaged(Exception):
    """A stored value that the schema does not allow; only a sign to answer through the executor."""


@dataclass(frozen=True)
class Making:
    """What turning rows into one answer depends on besides the rows."""

    variables: Mapping[str, Any]
    pages: Mapping[int, Page]
    strict: bool


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

    def check(self) -> tuple[int, frozenset[type]] | None:
        """Where its raw value stands and which types it may have, if that must be looked at."""
        if isinstance(self.made, Leaf):
            allowed = self.made.allowed(required=self.required)
            return None if allowed is None else (self.index, allowed)
        return (self.index, _PRESENT) if self.required and self.index >= 0 else None


@dataclass(frozen=True)
class Object:
    """An object of one type."""

    entries: tuple[Entry, ...]

    def build(self, making: Making) -> Callable[[Any], Any]:
        wanted = selection.wanted(self.entries, making.variables)
        keys = tuple(e.asked.key for e in wanted)
        constants = {e.asked.key: e.made.value for e in wanted if isinstance(e.made, Constant)}
        taken = [(e.asked.key, e.index) for e in wanted if not isinstance(e.made, Constant)]
        made = [
            (e.asked.key, convert)
            for e in wanted
            if not isinstance(e.made, Constant) and (convert := e.made.build(making)) is not None
        ]
        checked = tuple(c for e in wanted if (c := e.check()) is not None) if making.strict else ()
        return _object(keys, constants, taken, made, checked)


def _object(
    keys: tuple[str, ...],
    constants: Mapping[str, Any],
    taken: list[tuple[str, int]],
    made: list[tuple[str, Callable[[Any], Any]]],
    checked: tuple[tuple[int, frozenset[type]], ...],
) -> Callable[[Any], Any]:
    indexes = [index for _, index in taken]
    straight = not constants and indexes == list(range(len(indexes)))

    def build(row: Any) -> Any:
        if row is None:
            return None
        for index, allowed in checked:
            if type(row[index]) not in allowed:
                raise Damaged
        if straight:
            answer = dict(zip(keys, row, strict=False))
        else:
            found = {key: row[index] for key, index in taken}
            answer = {key: constants[key] if key in constants else found[key] for key in keys}
        for key, convert in made:
            answer[key] = convert(answer[key])
        return answer

    return build


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
        return _int32
    if prop.type is float:
        return _finite
    known = {member.value: member.name for member in prop.type}
    return lambda raw: _known(known, raw)


def _of(type_: type, raw: Any) -> Any:
    if type(raw) is not type_:
        raise Damaged
    return raw


def _written(write: Callable[[Any], str], raw: Any) -> str:
    try:
        return write(raw)
    except GraphQLError as error:
        raise Damaged from error


def _int32(raw: Any) -> int:
    if type(raw) is not int or not -(2**INT_BITS) <= raw < 2**INT_BITS:
        raise Damaged
    return raw


def _finite(raw: Any) -> float:
    if type(raw) not in (float, int) or not math.isfinite(raw):
        raise Damaged
    return float(raw)


def _known(known: Mapping[str, str], raw: Any) -> str:
    if type(raw) is not str or raw not in known:
        raise Damaged
    return known[raw]
