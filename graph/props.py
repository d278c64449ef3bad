"""Properties of kinds: how one is declared, and how the declarations of a class are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional, get_object_definition
from strawberry.types.enum import StrawberryEnumDefinition

from graph.kinds import Prop
from graph.masks import MASKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from strawberry.types.field import StrawberryField

    from graph.deprecation import Deprecated
    from graph.masks import Personal

DECLARED = "gongjian"
"""Key under which a Strawberry field's metadata carries its declaration."""


def words(en: str, zh: str) -> str:
    """A description in both languages."""
    return f"{en} {zh}"


def prop(
    column: str | None,
    en: str,
    zh: str,
    *,
    key: bool = False,
    index: Literal["range", "text"] | None = None,
    order: bool = False,
    search: bool = False,
    stored_as: str | None = None,
    default: Any = None,
    example: str = "",
    parse: Callable[[str], Any] | None = None,
    least: float | None = None,
    most: float | None = None,
    names: bool = False,
    personal: Personal | None = None,
    deprecated: Deprecated | None = None,
    recorded: bool = True,
) -> Any:
    """Declare a property. Required unless its annotation allows `None`.

    Args:
        column: header in the spreadsheets; `None` keeps the property out of them.
        en: what it means, in English. zh: the same in Chinese.
        key: unique within the kind.
        index: "range" serves eq, in, comparison and startsWith; "text" serves contains.
        order: connections may be ordered by it; brings a composite index with the id. Only for required properties.
        search: part of the kind's full-text index.
        stored_as: name in Neo4j where it differs from the GraphQL name.
        default: what the import writes when the cell is empty.
        example: a value as an administrator would type it.
        parse: reads a spreadsheet cell where the type alone does not say how; raises `Unreadable`.
        least, most: bounds of a number, both allowed.
        names: people call a thing by it, so a spreadsheet may name a thing by it instead of its code.
        personal: what sort of personal value it is. Only its mask leaves the database, and nothing can be asked of it.
        deprecated: it will go; the field, its filter and its order say when.
        recorded: whether whatever writes it records that; answers that show what is not have no entity tag.

    Raises:
        TypeError: a personal property that could be searched or ordered by, which would give its value away.
    """
    if personal and (index or order or search or names):
        raise TypeError(f"a personal property can be neither searched nor ordered by: {en}")
    declared = {
        "column": column, "en": en, "zh": zh, "key": key, "index": index, "order": order,
        "search": search, "stored_as": stored_as, "default": default, "example": example, "parse": parse,
        "least": least, "most": most, "names": names, "personal": personal,
        "recorded": recorded,
    }  # fmt: skip
    reason = declared["deprecated"] = deprecated.reason if deprecated else None
    return strawberry.field(
        description=words(en, zh), metadata={DECLARED: declared}, deprecation_reason=reason
    )


def properties(cls: type) -> dict[str, Prop]:
    """The declared properties of a Strawberry type by GraphQL name, in order."""
    definition = get_object_definition(cls, strict=True)
    return {p.name: p for p in (_read_prop(f) for f in definition.fields) if p is not None}


def _read_prop(field: StrawberryField) -> Prop | None:
    said = field.metadata.get(DECLARED)
    if said is None:
        return None
    type_: Any = field.type
    personal: Personal | None = said["personal"]
    # As it was said at first: below, the type of a personal property is changed.
    optional = said.setdefault("optional", isinstance(type_, StrawberryOptional))
    if isinstance(type_, StrawberryOptional):
        type_ = type_.of_type
    many = isinstance(type_, StrawberryList)
    if many:
        type_ = type_.of_type
    if isinstance(type_, StrawberryEnumDefinition):
        type_ = type_.wrapped_cls
    if personal:
        if many or type_ not in (str, MASKED[personal]):
            raise TypeError(f"a personal property is one text: {field.python_name}")
        # What the graph holds is text; what GraphQL shows of it is its mask, or nothing to whom it is withheld.
        shown: Any = MASKED[personal]
        field.type = shown | None
        type_ = str
    name = camel(field.python_name)
    if said["order"] and (optional or many):
        raise TypeError(f"only required properties can order a connection: {name}")
    return Prop(
        name=name, stored=said["stored_as"] or name, column=said["column"], en=said["en"], zh=said["zh"],
        type=type_, required=not optional, many=many, key=said["key"], index=said["index"],
        order=said["order"], search=said["search"], default=said["default"], example=said["example"], parse=said["parse"],
        least=said["least"], most=said["most"], names=said["names"], personal=personal,
        deprecated=said["deprecated"], recorded=said["recorded"],
    )  # fmt: skip


def camel(python_name: str) -> str:
    """`window_start` → `windowStart`, as GraphQL and Neo4j both say it."""
    head, *rest = python_name.split("_")
    return head + "".join(part.capitalize() for part in rest)
