"""Filter inputs: for each kind, each sort of value, and what holds at the far end of an edge."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.surface.levels import level_enum
from graph.surface.made import field, made_type

if TYPE_CHECKING:
    from strawberry.types.field import StrawberryField

    from graph.kinds import Kind, Prop
    from graph.surface.surface import Surface


def list_filter(surface: Surface, kind: Kind) -> type:
    """What can be asked of many at the far end of an edge."""
    own = surface.filters[kind.name] | None  # type: ignore[operator]
    return made_type(
        f"{kind.name}ListFilter",
        f"What holds of the {kind.plural} at the far end. 对关联{kind.title}的要求。",
        [
            field("some", own, "At least one is such. 至少一个满足。"),
            field("every", own, "All are such (also if there are none). 全部满足（没有也算）。"),
            field("none", own, "None is such. 没有一个满足。"),
        ],
        is_input=True,
    )


_OPERATORS: dict[str, tuple[str, str]] = {
    "eq": ("Equal.", "等于。"),
    "ne": ("Different, or absent.", "不等于或为空。"),
    "in": ("One of these.", "属于其中之一。"),
    "lt": ("Less.", "小于。"),
    "lte": ("Less or equal.", "小于等于。"),
    "gt": ("Greater.", "大于。"),
    "gte": ("Greater or equal.", "大于等于。"),
    "startsWith": ("Begins with this.", "以此开头。"),
    "contains": ("Contains this.", "包含。"),
    "isNull": ("Whether it is absent.", "是否为空。"),
}
_BY_TYPE: dict[Any, tuple[str, ...]] = {
    strawberry.ID: ("eq", "in"),
    bool: ("eq", "isNull"),
    str: ("eq", "ne", "in", "startsWith", "contains", "isNull"),
    int: ("eq", "ne", "in", "lt", "lte", "gt", "gte", "isNull"),
    float: ("eq", "ne", "in", "lt", "lte", "gt", "gte", "isNull"),
    date: ("eq", "ne", "in", "lt", "lte", "gt", "gte", "isNull"),
    datetime: ("eq", "ne", "in", "lt", "lte", "gt", "gte", "isNull"),
}
_TITLES: dict[Any, str] = {
    strawberry.ID: "ID", bool: "Boolean", str: "String", int: "Int", float: "Float", date: "Date", datetime: "DateTime",
}  # fmt: skip


def _scalar_filter(surface: Surface, type_: Any) -> type:
    if type_ not in surface.scalars:
        operators = _BY_TYPE.get(type_, ("eq", "ne", "in", "isNull"))
        title = _TITLES.get(type_) or type_.__name__
        fields = []
        for op in operators:
            value: Any = list[type_] if op == "in" else bool if op == "isNull" else type_
            en, zh = _OPERATORS[op]
            fields.append(field(op, value | None, f"{en} {zh}"))
        surface.scalars[type_] = made_type(
            f"{title}Filter",
            f"What holds of a {title} value; all parts must hold. 对取值的要求，各条件须同时满足。",
            fields,
            is_input=True,
        )
    return surface.scalars[type_]


_MEMBERS = {
    True: "Any of these. 属于其中之一。",
    False: "Any of these; null stands for absent. 属于其中之一，null 表示为空。",
}


def _condition(surface: Surface, prop: Prop) -> StrawberryField:
    said, type_ = f"{prop.en} {prop.zh}", _one_of(prop)
    if prop.listed:
        said = f"{said} {_MEMBERS[prop.required]}"
    else:
        type_ = _scalar_filter(surface, prop.type) | None  # type: ignore[operator]
    return field(prop.name, type_, said, deprecated=prop.deprecated)


def _one_of(prop: Prop) -> Any:
    return list[prop.type] | None if prop.required else list[prop.type | None] | None


def filter_fields(surface: Surface, kind: Kind) -> list[StrawberryField]:
    """What can be asked of a kind: logic, its properties, its edges."""
    own = surface.filters[kind.name]
    fields = [
        field("and", list[own] | None, "All of these hold. 全部成立。"),  # type: ignore[valid-type]
        field("or", list[own] | None, "At least one of these holds. 至少一项成立。"),  # type: ignore[valid-type]
        field("not", own | None, "This does not hold. 不成立。"),  # type: ignore[operator]
    ]
    if kind.family.abstract:
        fields.append(
            field(
                "within",
                strawberry.ID | None,
                "It is this place or lies anywhere below it. 即该地域或位于其下级。",
            )
        )
    if kind.abstract:
        level = list[level_enum(kind)] | None  # type: ignore[misc]
        fields.append(field("level", level, "It is of one of these levels. 属于这些层级之一。"))
    fields.extend(
        _condition(surface, prop)
        for prop in kind.props.values()
        if not prop.many and not prop.personal
    )
    for edge in kind.edges.values():
        made = surface.lists if edge.many else surface.filters
        type_: Any = made[edge.target] | None  # type: ignore[operator]
        fields.append(field(edge.name, type_, f"{edge.en} {edge.zh}", deprecated=edge.deprecated))
    return fields
