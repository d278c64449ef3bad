"""Relay connections: page information, edges, orders, and the arguments of a page."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import strawberry

from graph.kinds import KINDS
from graph.surface.levels import shout
from graph.surface.made import argument, field, made_type
from graph.surface.sizes import DEFAULT_PAGE, MAX_PAGE, PAGED

if TYPE_CHECKING:
    from strawberry.types.arguments import StrawberryArgument
    from strawberry.types.field import StrawberryField

    from graph.kinds import Edge, Kind, Prop
    from graph.surface.surface import Surface


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


def order_input(kind: Kind) -> type:
    """How connections of a kind are ordered."""
    members = {
        shout(p.name): strawberry.enum_value(
            p.name, description=f"{p.en} {p.zh}", deprecation_reason=p.deprecated
        )
        for p in kind.props.values()
        if p.order
    }
    fields = strawberry.enum(
        enum.Enum(f"{kind.name}OrderField", members),  # type: ignore[misc]
        description=f"What {kind.plural} can be ordered by. {kind.title}可用的排序字段。",
    )
    return made_type(
        f"{kind.name}Order",
        f"How {kind.plural} are ordered; equals follow by id. {kind.title}的排序方式，相同者按标识排列。",
        [
            field("field", fields, "By what. 排序字段。"),
            field("direction", OrderDirection, "Which way. 方向。", default=OrderDirection.ASC),
        ],
        is_input=True,
    )


def connection(surface: Surface, name: str, kind: Kind, data: tuple[Prop, ...]) -> type:
    """The connection of a kind, or of an edge with data of its own."""
    extra = [field(p.name, _annotation(p), f"{p.en} {p.zh}", deprecated=p.deprecated) for p in data]
    edge_type = made_type(
        f"{name}Edge",
        f"One of the {kind.plural} with its place in the list. 列表中的一项{kind.title}。",
        [
            field("cursor", str, "Where it stands in the list. 游标。"),
            field("node", kind.type, f"{kind.en} {kind.zh}"),
            *extra,
        ],
    )
    return made_type(
        f"{name}Connection",
        f"A page of {kind.plural} (Relay). {kind.title}的一页。",
        [
            field("edges", list[edge_type], "What is on this page, with cursors. 本页各项及游标。"),  # type: ignore[valid-type]
            field("nodes", list[kind.type], "What is on this page. 本页各项。"),  # type: ignore[name-defined]
            field("pageInfo", PageInfo, "Where this page stands. 分页信息。"),
            _total(withheld=kind.family.name in surface.withheld),
        ],
    )


def _total(*, withheld: bool) -> StrawberryField:
    said = "How many there are in all; counted only when asked.{en} 总数，仅在请求时计算{zh}。"
    if not withheld:
        return field("totalCount", int, said.format(en="", zh=""))
    more = {"en": " Null for the public where there are few.", "zh": "；数量过少时不向公众提供"}
    return field("totalCount", int | None, said.format(**more))


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


def edge_field(surface: Surface, owner: Kind, edge: Edge) -> StrawberryField:
    """The GraphQL field of an edge: the node at its far end, or a connection."""
    target = KINDS[edge.target]
    description = f"{edge.en} {edge.zh}"
    if not edge.many:
        type_ = target.type if edge.required else target.type | None  # type: ignore[operator]
        return field(edge.name, type_, description, deprecated=edge.deprecated)
    shown = surface.connections[target.name]
    if edge.data:
        name = f"{owner.name}{edge.name[0].upper()}{edge.name[1:]}"
        shown = connection(surface, name, target, edge.data)
    arguments = page_arguments(surface, target, search=False)
    return field(
        edge.name, shown, description, args=arguments, size=PAGED, deprecated=edge.deprecated
    )
