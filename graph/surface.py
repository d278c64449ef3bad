"""The GraphQL surface that follows from the declared kinds: connections, filters, orders and root fields.

Everything here is derived from `graph.declare.KINDS`; names follow Relay and the September 2025 specification.
Types are made once, after all kinds are declared, because kinds refer to each other in any order.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import get_object_definition
from strawberry.types.field import StrawberryField
from strawberry.types.unset import UNSET

from graph.kinds import KINDS, Edge, Kind, Prop, concrete, levels

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PAGE = 100
"""Most objects one connection gives at a time."""
DEFAULT_PAGE = 20
"""How many it gives when not told."""


@strawberry.enum(description="Which way an order runs. 排序方向。")
class OrderDirection(enum.Enum):
    """Which way an order runs."""

    ASC = strawberry.enum_value("ASC", description="Smallest first. 升序")
    DESC = strawberry.enum_value("DESC", description="Largest first. 降序")


@strawberry.type(description="Where a page stands among its neighbours (Relay). 分页信息。")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether more follow. 后面是否还有。")
    has_previous_page: bool = strawberry.field(
        description="Whether some come before. 前面是否还有。"
    )
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first one here. 本页首项的游标。"
    )
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last one here. 本页末项的游标。"
    )


@dataclass
class Surface:
    """What was made: connection types by owner, filters and orders by kind, enums of concrete levels."""

    filters: dict[str, type] = field(default_factory=dict)
    lists: dict[str, type] = field(default_factory=dict)
    orders: dict[str, type] = field(default_factory=dict)
    connections: dict[str, type] = field(default_factory=dict)
    scalars: dict[Any, type] = field(default_factory=dict)
    edge_connections: dict[tuple[str, str], str] = field(default_factory=dict)
    query: type | None = None


def _field(
    name: str, type_: Any, description: str, *, default: Any = UNSET, args: list[Any] | None = None
) -> StrawberryField:
    made = StrawberryField(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(type_),
        description=description,
    )
    if default is not UNSET:
        made.default_value = default
    if args:
        made.arguments = args
    return made


def _type(
    name: str, description: str, fields: list[StrawberryField], *, is_input: bool = False
) -> type:
    """A Strawberry type made of fields; they may be added later to its definition, before the schema is built."""
    cls = type(name, (), {"__doc__": description, "__annotations__": {}})
    made = strawberry.type(cls, name=name, description=description, is_input=is_input)
    _add(made, fields)
    return made


def _add(cls: type, fields: list[StrawberryField]) -> None:
    definition = get_object_definition(cls, strict=True)
    for made in fields:
        made.origin = cls
        definition.fields.append(made)


def argument(name: str, type_: Any, description: str, default: Any = UNSET) -> StrawberryArgument:
    """An argument of a made field."""
    return StrawberryArgument(
        name, name, StrawberryAnnotation(type_), description=description, default=default
    )


def build(questions: Sequence[StrawberryField] = ()) -> Surface:
    """Make every type once and attach the edges to the declared kinds; `questions` are further root fields."""
    surface = Surface()
    kinds = [k for k in KINDS.values() if k.labelled and k.shown_as is None]
    asked = {e.target for k in kinds for e in k.edges.values()} | {
        k.name for k in kinds if k.rooted
    }
    for kind in kinds:
        if kind.name in asked:
            surface.filters[kind.name] = _type(
                f"{kind.name}Filter",
                f"Which {kind.plural} are meant; all parts must hold. 筛选{kind.title}，各条件须同时满足。",
                [],
                is_input=True,
            )
            surface.lists[kind.name] = _list_filter(surface, kind)
            surface.orders[kind.name] = _order(kind)
            surface.connections[kind.name] = _connection(kind.name, kind, ())
    for kind in kinds:
        if kind.name in asked:
            _add(surface.filters[kind.name], _filter_fields(surface, kind))
    for kind in KINDS.values():
        if kind.abstract and kind.labelled:
            for shown in (kind, *concrete(kind)):
                _add(shown.type, [_field("level", level_enum(kind), "Its level. 层级。")])
        _add(kind.type, [_edge_field(surface, kind, e) for e in kind.edges.values()])
    surface.query = _type("Query", "What can be asked. 可查询的内容。", [*_roots(surface), *questions])
    return surface


def _list_filter(surface: Surface, kind: Kind) -> type:
    own = surface.filters[kind.name] | None  # type: ignore[operator]
    return _type(
        f"{kind.name}ListFilter",
        f"What holds of the {kind.plural} at the far end. 对关联{kind.title}的要求。",
        [
            _field("some", own, "At least one is such. 至少一个满足。"),
            _field("every", own, "All are such (also if there are none). 全部满足（没有也算）。"),
            _field("none", own, "None is such. 没有一个满足。"),
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
            fields.append(_field(op, value | None, f"{en} {zh}"))
        surface.scalars[type_] = _type(
            f"{title}Filter",
            f"What holds of a {title} value; all parts must hold. 对取值的要求，各条件须同时满足。",
            fields,
            is_input=True,
        )
    return surface.scalars[type_]


def _filter_fields(surface: Surface, kind: Kind) -> list[StrawberryField]:
    own = surface.filters[kind.name]
    fields = [
        _field("and", list[own] | None, "All of these hold. 全部成立。"),  # type: ignore[valid-type]
        _field("or", list[own] | None, "At least one of these holds. 至少一项成立。"),  # type: ignore[valid-type]
        _field("not", own | None, "This does not hold. 不成立。"),  # type: ignore[operator]
    ]
    if kind.family.abstract:
        fields.append(
            _field(
                "within",
                strawberry.ID | None,
                "It is this place or lies anywhere below it. 即该地域或位于其下级。",
            )
        )
    if kind.abstract:
        fields.append(_field("level", level_enum(kind) | None, "Its level. 层级。"))  # type: ignore[operator]
    for prop in kind.props.values():
        if not prop.many:
            fields.append(
                _field(prop.name, _scalar_filter(surface, prop.type) | None, f"{prop.en} {prop.zh}")
            )  # type: ignore[operator]
    for edge in kind.edges.values():
        made = surface.lists if edge.many else surface.filters
        fields.append(_field(edge.name, made[edge.target] | None, f"{edge.en} {edge.zh}"))  # type: ignore[operator]
    return fields


_LEVELS: dict[str, type] = {}


def level_enum(kind: Kind) -> type:
    """The concrete kinds of an abstract one as an enum, e.g. `PlaceLevel.STREET`."""
    if kind.name not in _LEVELS:
        members = {
            _shout(k.name): strawberry.enum_value(k.name, description=f"{k.en} {k.zh}")
            for k in levels(kind)
        }
        _LEVELS[kind.name] = strawberry.enum(
            enum.Enum(f"{kind.name}Level", members),  # type: ignore[misc]
            description=f"Levels of {kind.plural}. {kind.title}层级。",
        )
    return _LEVELS[kind.name]


def level_prop(kind: Kind) -> Prop:
    """The level of an abstract family as a property: what the precise label says."""
    return replace(
        kind.props["code"], name="level", stored="level", column=None, en="Its level.", zh="层级。",
        type=level_enum(kind), key=False, index=None, order=False,
    )  # fmt: skip


def _shout(name: str) -> str:
    return "".join(f"_{c}" if c.isupper() and i else c for i, c in enumerate(name)).upper()


def _order(kind: Kind) -> type:
    members = {
        _shout(p.name): strawberry.enum_value(p.name, description=f"{p.en} {p.zh}")
        for p in kind.props.values()
        if p.order
    }
    fields = strawberry.enum(
        enum.Enum(f"{kind.name}OrderField", members),  # type: ignore[misc]
        description=f"What {kind.plural} can be ordered by. {kind.title}可用的排序字段。",
    )
    return _type(
        f"{kind.name}Order",
        f"How {kind.plural} are ordered; equals follow by id. {kind.title}的排序方式，相同者按标识排列。",
        [
            _field("field", fields, "By what. 排序字段。"),
            _field("direction", OrderDirection, "Which way. 方向。", default=OrderDirection.ASC),
        ],
        is_input=True,
    )


def _connection(name: str, kind: Kind, data: tuple[Prop, ...]) -> type:
    extra = [_field(p.name, _annotation(p), f"{p.en} {p.zh}") for p in data]
    edge_type = _type(
        f"{name}Edge",
        f"One of the {kind.plural} with its place in the list. 列表中的一项{kind.title}。",
        [
            _field("cursor", str, "Where it stands in the list. 游标。"),
            _field("node", kind.type, f"{kind.en} {kind.zh}"),
            *extra,
        ],
    )
    return _type(
        f"{name}Connection",
        f"A page of {kind.plural} (Relay). {kind.title}的一页。",
        [
            _field(
                "edges", list[edge_type], "What is on this page, with cursors. 本页各项及游标。"
            ),  # type: ignore[valid-type]
            _field("nodes", list[kind.type], "What is on this page. 本页各项。"),  # type: ignore[name-defined]
            _field("pageInfo", PageInfo, "Where this page stands. 分页信息。"),
            _field(
                "totalCount",
                int,
                "How many there are in all; counted only when asked. 总数，仅在请求时计算。",
            ),
        ],
    )


def _annotation(prop: Prop) -> Any:
    type_ = list[prop.type] if prop.many else prop.type
    return type_ if prop.required else type_ | None


def page_arguments(surface: Surface, kind: Kind, *, search: bool) -> list[StrawberryArgument]:
    """Relay's paging arguments, filter and order; search where there is a full-text index."""
    made = [
        argument(
            "first",
            int | None,
            f"How many from the start, 0–{MAX_PAGE}; {DEFAULT_PAGE} if neither is given. 从头取多少项。",
        ),
        argument("after", str | None, "Begin after this cursor. 从此游标之后开始。"),
        argument("last", int | None, f"How many from the end, 0–{MAX_PAGE}. 从尾取多少项。"),
        argument("before", str | None, "End before this cursor. 到此游标之前结束。"),
        argument("filter", surface.filters[kind.name] | None, "Which ones. 筛选条件。"),  # type: ignore[operator]
        argument(
            "orderBy",
            surface.orders[kind.name] | None,
            "In which order; by number unless said, by closeness when searching. 排序，默认按编号，搜索时按匹配度。",
        ),  # type: ignore[operator]
    ]
    if search and kind.searched:
        made.append(
            argument(
                "search",
                str | None,
                "Words to look for, Chinese or Latin. 全文检索词，中英文均可。",
            )
        )
    return made


def _edge_field(surface: Surface, owner: Kind, edge: Edge) -> StrawberryField:
    target = KINDS[edge.target]
    description = f"{edge.en} {edge.zh}"
    if not edge.many:
        type_ = target.type if edge.required else target.type | None  # type: ignore[operator]
        return _field(edge.name, type_, description)
    connection = surface.connections[target.name]
    if edge.data:
        name = f"{owner.name}{edge.name[0].upper()}{edge.name[1:]}"
        surface.edge_connections[owner.name, edge.name] = name
        connection = _connection(name, target, edge.data)
    return _field(
        edge.name, connection, description, args=page_arguments(surface, target, search=False)
    )


def _roots(surface: Surface) -> list[StrawberryField]:
    node = KINDS["Node"].type
    fields = [
        _field(
            "node",
            node | None,
            "Anything by its id. 按标识取任意对象。",
            args=[argument("id", strawberry.ID, "Its id. 标识。")],
        ),  # type: ignore[operator]
        _field(
            "nodes",
            list[node | None],
            "Several by their ids, in the same order; null where there is none. 按多个标识取对象，顺序一致。",  # type: ignore[operator]
            args=[
                argument("ids", list[strawberry.ID], f"Their ids, at most {MAX_PAGE}. 标识列表。")
            ],
        ),  # fmt: skip
    ]
    for kind in KINDS.values():
        if kind.rooted and kind.labelled:
            one = kind.name[0].lower() + kind.name[1:]
            fields.append(
                _field(
                    one,
                    kind.type | None,
                    f"{kind.en} {kind.zh}",
                    args=[argument("id", strawberry.ID, "Its id. 标识。")],
                )  # type: ignore[operator]
            )
            fields.append(
                _field(kind.plural, surface.connections[kind.name], f"All {kind.plural}, page by page. 全部{kind.title}，分页。",
                       args=page_arguments(surface, kind, search=True))
            )  # fmt: skip
    return fields
