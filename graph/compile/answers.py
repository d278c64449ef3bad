"""The direct way from a question's answer to what is written: attributes of objects in the order in which they are asked for.

An answer is an object of Python whose attributes are the fields of its type. In strict mode it is turned into dicts here;
whatever the schema does not allow raises `Damaged`, and the executor answers instead, which reads the same attributes.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLError,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from graph.compile.selection import wanted
from graph.compile.shape import Damaged, finite, int32

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graph.compile.selection import Asked
    from graph.compile.shape import Abstract, Making, Object

    Write = Callable[[Any], Any]

_PLAIN = {GraphQLString: str, GraphQLID: str, GraphQLBoolean: bool}


@dataclass(frozen=True)
class Part:
    """One response key of an object of an answer.

    Args:
        type_: of the field. node: the shape of the node that it shows, if it shows one. below: what is asked of its object.
    """

    asked: Asked
    type_: Any
    node: Object | Abstract | None = None
    below: tuple[Part, ...] = ()

    def build(self, making: Making, object_: str) -> Write:
        """From the object that has it to its value."""
        if self.asked.name == "__typename":
            return lambda _: object_
        attribute, write = attrgetter(snake(self.asked.name)), self._writer(self.type_, making)
        if write is None:
            return attribute
        return lambda source: write(attribute(source))

    def _writer(self, type_: Any, making: Making) -> Write | None:
        if isinstance(type_, GraphQLNonNull):
            return _required(self._writer(type_.of_type, making), type_.of_type)
        if isinstance(type_, GraphQLList):
            each = self._writer(type_.of_type, making)
            return _nullable(list if each is None else lambda raw: [each(one) for one in raw])
        if self.node is not None:
            return self.node.build(making)
        if isinstance(type_, GraphQLObjectType):
            return _nullable(written(self.below, making, type_.name))
        return _leaf(type_)


def written(parts: tuple[Part, ...], making: Making, object_: str) -> Write:
    """Writes objects of the type `object_`."""
    each = [(p.asked.key, p.build(making, object_)) for p in wanted(parts, making.variables)]
    return lambda source: {key: part(source) for key, part in each}


def snake(name: str) -> str:
    """The attribute that a field of GraphQL is in Python."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def _nullable(write: Write) -> Write:
    return lambda raw: None if raw is None else write(raw)


def _required(write: Write | None, type_: Any) -> Write:
    plain = _PLAIN.get(type_)
    if plain is not None:

        def check(raw: Any) -> Any:
            if type(raw) is not plain:
                raise Damaged
            return raw

        return check
    assert write is not None  # noqa: S101

    def required(raw: Any) -> Any:
        if raw is None:
            raise Damaged
        return write(raw)

    return required


def _leaf(type_: Any) -> Write:
    if isinstance(type_, GraphQLEnumType):
        return _nullable(_names(type_).__getitem__)
    if type_ in _PLAIN:
        return _nullable(_required(None, type_))
    if type_ is GraphQLInt:
        return _nullable(int32)
    if type_ is GraphQLFloat:
        return _nullable(finite)
    return _nullable(lambda raw: _serialized(type_, raw))


class _Names(dict[Any, str]):
    """Members of an enum as they are written, each found out once."""

    def __init__(self, type_: GraphQLEnumType) -> None:
        super().__init__()
        self._type = type_

    def __missing__(self, member: Any) -> str:
        if not isinstance(member, enum.Enum):
            raise Damaged
        self[member] = name = _serialized(self._type, member)
        return name


def _names(type_: GraphQLEnumType) -> Mapping[Any, str]:
    return _Names(type_)


def _serialized(type_: Any, raw: Any) -> Any:
    try:
        return type_.serialize(raw)
    except GraphQLError as error:
        raise Damaged from error
