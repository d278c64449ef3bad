"""The GraphQL surface that follows from the declared kinds: connections, filters, orders and root fields.

Everything here is derived from `graph.kinds.KINDS`; names follow Relay and the September 2025 specification. Types are
made once, after all kinds are declared, because kinds refer to each other in any order.

| module | what it makes |
|---|---|
| `made` | Strawberry types and fields from code |
| `filters` | `NeedFilter`, `StringFilter`, `NeedListFilter` … |
| `connections` | `NeedConnection`, `NeedOrder`, paging arguments, edges of declared kinds |
| `levels` | `PlaceLevel` |
| `sizes` | `@listSize`, `@cost`: how long lists may be, what weighs more |
| `permitted` | what permissions add: `viewerCan`, the enum of acts |
| `surface` | the record of what was made |

Decided: root fields may be null, so that one that fails leaves the others. The arguments of nested connections are those of the roots except `search`, which needs an index of its own to
begin with. Guarded by `tests/graph/test_surface.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from graph.declare import words
from graph.kinds import KINDS, concrete
from graph.surface.connections import (
    connection,
    edge_field,
    order_input,
    page_arguments,
)
from graph.surface.filters import filter_fields, list_filter
from graph.surface.levels import level_enum, level_prop
from graph.surface.made import add, argument, field, made_type
from graph.surface.permitted import Permitted, viewer_can
from graph.surface.sizes import BY_IDS, DEFAULT_PAGE, MAX_PAGE, PAGED
from graph.surface.surface import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strawberry.types.field import StrawberryField

__all__ = ["DEFAULT_PAGE", "MAX_PAGE", "Permitted", "Surface", "build", "level_prop"]


def build(questions: Sequence[StrawberryField] = (), permitted: Permitted | None = None) -> type:
    """Make every type once, attach the edges to the declared kinds, and return `Query`.

    `questions` are further root fields; `permitted` says what permissions add.
    """
    permitted = permitted or Permitted()
    act = permitted.act_enum() if permitted.acts else None
    surface = Surface(withheld=permitted.withheld)
    kinds = [k for k in KINDS.values() if k.labelled and k.shown_as is None]
    asked = {e.target for k in kinds for e in k.edges.values()} | {
        k.name for k in kinds if k.rooted
    }
    for kind in kinds:
        if kind.name in asked:
            surface.filters[kind.name] = made_type(
                f"{kind.name}Filter",
                f"Which {kind.plural} are meant; all parts must hold. 筛选{kind.title}，各条件须同时满足。",
                [],
                is_input=True,
            )
            surface.lists[kind.name] = list_filter(surface, kind)
            surface.orders[kind.name] = order_input(kind)
            surface.connections[kind.name] = connection(surface, kind.name, kind, ())
    for kind in kinds:
        if kind.name in asked:
            add(surface.filters[kind.name], filter_fields(surface, kind))
    for kind in KINDS.values():
        if kind.abstract and kind.labelled:
            for shown in (kind, *concrete(kind)):
                add(shown.type, [field("level", level_enum(kind), "Its level. 层级。")])
        add(kind.type, [edge_field(surface, kind, e) for e in kind.edges.values()])
        if act is not None and kind.labels and kind.shown_as is None and permitted.on(kind):
            said = viewer_can(kind)
            add(kind.type, [field(said.name, list[act], words(said.en, said.zh))])  # type: ignore[valid-type]
    return made_type("Query", "What can be asked. 可查询的内容。", [*_roots(surface), *questions])


def _roots(surface: Surface) -> list[StrawberryField]:
    node = KINDS["Node"].type
    fields = [
        field(
            "node",
            node | None,
            "Anything by its id. 按标识取任意对象。",
            args=[argument("id", strawberry.ID, "Its id. 标识。")],
        ),  # type: ignore[operator]
        field(
            "nodes",
            list[node | None] | None,
            "Several by their ids, in the same order; null where there is none. 按多个标识取对象，顺序一致。",  # type: ignore[operator]
            args=[
                argument("ids", list[strawberry.ID], f"Their ids, at most {MAX_PAGE}. 标识列表。")
            ],
            size=BY_IDS,
        ),
    ]
    for kind in KINDS.values():
        if kind.rooted and kind.labelled:
            one = kind.name[0].lower() + kind.name[1:]
            fields.append(
                field(
                    one,
                    kind.type | None,
                    f"{kind.en} {kind.zh}",
                    args=[argument("id", strawberry.ID, "Its id. 标识。")],
                )  # type: ignore[operator]
            )
            fields.append(
                field(kind.plural, surface.connections[kind.name] | None, f"All {kind.plural}, page by page. 全部{kind.title}，分页。",
                       args=page_arguments(surface, kind, search=True), size=PAGED)
            )  # fmt: skip
    return fields
