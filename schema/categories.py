"""Categories: bilingual trees of needs, capabilities, roles, groups and units of measure, and the bridge between them.

`SATISFIED_BY` is what matching stands on: a need of this category is met by a capability of that one.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import strawberry

from graph.declare import Many, One, edge, edge_data, kind, prop
from graph.kinds import LinkSheet
from schema.records import Record

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.resources import Resource


@strawberry.enum(description="Which tree a category belongs to. 分类体系。")
class Taxonomy(enum.Enum):
    """Which tree a category belongs to."""

    NEED = strawberry.enum_value("NEED", description="What is needed. 需求分类")
    CAPABILITY = strawberry.enum_value("CAPABILITY", description="What can be given. 能力资源分类")
    ROLE = strawberry.enum_value("ROLE", description="What people are. 角色")
    GROUP = strawberry.enum_value("GROUP", description="Whom it is for. 服务对象")
    UNIT = strawberry.enum_value("UNIT", description="Units of measure. 计量单位")
    CHANNEL = strawberry.enum_value("CHANNEL", description="How a need came in. 渠道")


@edge_data
class Satisfaction:
    """How well a capability satisfies a need."""

    fit: float = prop(
        "契合度",
        "How well it fits, 0–1.",
        "契合度（0–1）。",
        default=1.0,
        example="0.8",
        least=0,
        most=1,
    )
    essential: bool = prop(
        "必备",
        "Whether the need cannot be met without it.",
        "是否必备：缺它则无法满足。",
        default=False,
        example="是",
    )
    per_unit: float | None = prop(
        "单位用量", "How much of it one unit of the need takes; empty: as much as the need.",
        "每一单位需求所需用量，空为同量。", example="1", least=0,
    )  # fmt: skip
    measure_code: str | None = prop(
        "用量单位",
        "Code of the measure of `perUnit`; empty: the need's own.",
        "用量的计量单位编号，空为需求的单位。",
        example="U.seat",
    )


@kind(
    "分类", prefix="category", plural="categories",
    en="A term in one of the bilingual trees.", zh="双语分类树中的一个词条。",
)  # fmt: skip
class Category(Record):
    """A term of a taxonomy."""

    name: str = prop(
        "名称",
        "Name in Chinese.",
        "中文名称。",
        search=True,
        order=True,
        index="text",
        example="出行陪护",
        names=True,
    )
    name_en: str = prop(
        "英文名",
        "Name in English.",
        "英文名称。",
        search=True,
        example="Escort & transport",
        names=True,
    )
    aliases: list[str] | None = prop(
        "别名",
        "Other names people use.",
        "常用别名。",
        example="接送;陪诊",
        names=True,
    )
    description: str | None = prop("说明", "What belongs here.", "包含的内容。", search=True)
    taxonomy: Taxonomy = prop(
        "体系", "Which tree it belongs to.", "所属分类体系。", index="range", example="需求分类"
    )
    conversion: float | None = prop(
        "换算系数",
        "(units of measure) How many base units one of it is.",
        "（计量单位）折合基本单位的数量。",
        example="10000",
        least=0,
    )
    base_measure: str | None = prop(
        "基本单位", "(units of measure) Code of the unit it converts to; empty: to none.",
        "（计量单位）可换算的基本单位编号，空为不可换算。", example="U.CNY",
    )  # fmt: skip
    whole: bool | None = prop(
        "整数计量", "(units of measure) Whether only whole numbers of it make sense; what is required is rounded up.",
        "（计量单位）是否只取整数；所需数量向上取整。", example="是",
    )  # fmt: skip
    parent: One[Category] = edge("-[:CHILD_OF]->", "上级分类", "The broader term.", "上级分类。")
    children: Many[Category] = edge("<-[:CHILD_OF]-", None, "Narrower terms.", "下级分类。")
    satisfied_by: Many[Category] = edge(
        "-[:SATISFIED_BY]->", None, "Capabilities that meet a need of this category.", "可满足此类需求的能力。", data=Satisfaction, within="taxonomy=CAPABILITY",
        sheet=LinkSheet("需求与能力对应", "satisfied_by", near="需求分类", far="能力分类", near_within="taxonomy=NEED"),
    )  # fmt: skip
    satisfies: Many[Category] = edge(
        "<-[:SATISFIED_BY]-",
        None,
        "Needs that this capability meets.",
        "此能力可满足的需求分类。",
        data=Satisfaction,
    )
    needs: Many[Need] = edge("<-[:IN_CATEGORY]-", None, "Needs of this category.", "此类需求。")
    resources: Many[Resource] = edge(
        "<-[:IN_CATEGORY]-", None, "Resources of this category.", "此类资源。"
    )
