"""Strawberry types and fields made by hand, for everything that is derived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET

if TYPE_CHECKING:
    from graph.surface.sizes import ListSize


def field(
    name: str, type_: Any, description: str, *, default: Any = UNSET, args: list[Any] | None = None,
    size: ListSize | None = None, deprecated: str | None = None,
) -> StrawberryField:  # fmt: skip
    """A GraphQL field of that name; there is no resolver here, answers are read by response key."""
    made = StrawberryField(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(type_),
        description=description,
        directives=[size] if size else [],
        deprecation_reason=deprecated,
    )
    if default is not UNSET:
        made.default_value = default
    if args:
        made.arguments = args
    return made


def made_type(
    name: str, description: str, fields: list[StrawberryField], *, is_input: bool = False
) -> type:
    """A Strawberry type made of fields; they may be added later to its definition, before the schema is built."""
    cls = type(name, (), {"__doc__": description, "__annotations__": {}})
    made = strawberry.type(cls, name=name, description=description, is_input=is_input)
    add(made, fields)
    return made


def add(cls: type, fields: list[StrawberryField]) -> None:
    """Add fields to a made or declared type, before the schema is built."""
    definition = get_object_definition(cls, strict=True)
    for made in fields:
        made.origin = cls
        definition.fields.append(made)


def argument(name: str, type_: Any, description: str, default: Any = UNSET) -> StrawberryArgument:
    """An argument of a made field."""
    return StrawberryArgument(
        name, name, StrawberryAnnotation(type_), description=description, default=default
    )
