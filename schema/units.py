"""Units: every organised body that can support, from a clinic to a volunteer team."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import strawberry

from graph.declare import Many, One, edge, kind, prop
from schema.records import Record

if TYPE_CHECKING:
    from schema.agreements import Agreement
    from schema.alliances import Alliance
    from schema.categories import Category
    from schema.commitments import Commitment
    from schema.people import Person, RoleAssignment
    from schema.places import Place
    from schema.resources import Resource


@strawberry.enum(description="What sort of organised body a unit is. 单位类型。")
class UnitKind(enum.Enum):
    """What sort of organised body a unit is."""

    PARTY_COMMITTEE = strawberry.enum_value("PARTY_COMMITTEE", description="Party committee. 党委")
    PARTY_BRANCH = strawberry.enum_value("PARTY_BRANCH", description="Party branch. 党支部")
    GOVERNMENT = strawberry.enum_value("GOVERNMENT", description="Government body. 机关")
    PUBLIC_INSTITUTION = strawberry.enum_value(
        "PUBLIC_INSTITUTION", description="Public institution. 事业单位"
    )
    ENTERPRISE = strawberry.enum_value("ENTERPRISE", description="Enterprise. 企业")
    SOCIAL_ORGANIZATION = strawberry.enum_value(
        "SOCIAL_ORGANIZATION", description="Social organisation. 社会组织"
    )
    MASS_ORGANIZATION = strawberry.enum_value(
        "MASS_ORGANIZATION", description="Mass organisation. 群团"
    )
    UNIVERSITY = strawberry.enum_value(
        "UNIVERSITY", description="University or institute. 高校院所"
    )
    PROPERTY_COMPANY = strawberry.enum_value(
        "PROPERTY_COMPANY", description="Property company. 物业"
    )
    OWNERS_COMMITTEE = strawberry.enum_value(
        "OWNERS_COMMITTEE", description="Owners' committee. 业委会"
    )
    TEAM = strawberry.enum_value("TEAM", description="Team. 队伍")
    CENTER = strawberry.enum_value("CENTER", description="Service centre. 中心")


@strawberry.enum(description="Whether a unit can act. 单位状态。")
class UnitStatus(enum.Enum):
    """Whether a unit can act."""

    ACTIVE = strawberry.enum_value("ACTIVE", description="Acts normally. 正常")
    SUSPENDED = strawberry.enum_value("SUSPENDED", description="Takes nothing on for now. 暂停")
    INACTIVE = strawberry.enum_value("INACTIVE", description="No longer takes part. 停止参与")


@kind(
    "单位", prefix="unit",
    en="An organised body that can support: an authority, a school, a company, a team.",
    zh="可提供支持的单位：机关、学校、企业、队伍等。",
    conditions={"active": "{n}.status = 'ACTIVE'"},
)  # fmt: skip
class Unit(Record):
    """An organised body."""

    name: str = prop(
        "名称",
        "Full name.",
        "单位全称。",
        search=True,
        order=True,
        index="text",
        example="北票市中心医院",
        names=True,
    )
    short_name: str | None = prop(
        "简称", "Short name.", "简称。", search=True, example="中心医院", names=True
    )
    name_en: str | None = prop("英文名", "Name in English.", "英文名称。", search=True, names=True)
    kind: UnitKind = prop(
        "类型", "What sort of body it is.", "单位类型。", index="range", example="事业单位"
    )
    status: UnitStatus = prop(
        "状态",
        "Whether it can act.",
        "单位状态。",
        index="range",
        default=UnitStatus.ACTIVE,
        example="正常",
    )
    max_engagements: int | None = prop(
        "承接上限",
        "How many commitments it carries at a time.",
        "同时可承接的支持事项数（件）。",
        example="5",
        least=0,
    )
    located_in: One[Place] = edge("-[:LOCATED_IN]->", "驻地", "Where it is.", "单位所在地域。")
    parent: One[Unit] = edge(
        "-[:BELONGS_TO]->", "上级单位", "The body it belongs to (条).", "上级单位（条线）。"
    )
    subordinates: Many[Unit] = edge(
        "<-[:BELONGS_TO]-", None, "Bodies that belong to it.", "下属单位。"
    )
    capabilities: Many[Category] = edge(
        "-[:HAS_CAPABILITY]->", "能力", "What it could do beyond the resources it offers.",
        "尚未列为资源的潜在能力。", within="taxonomy=CAPABILITY",
    )  # fmt: skip
    responsible_for: Many[Category] = edge(
        "-[:RESPONSIBLE_FOR]->",
        "主管需求分类",
        "Needs it is the department for.",
        "归口主管的需求分类。",
        within="taxonomy=NEED",
    )
    alliances: Many[Alliance] = edge(
        "-[:MEMBER_OF]->", None, "Alliances it is a member of.", "参加的共建组织。"
    )
    agreements: Many[Agreement] = edge(
        "-[:PARTY_TO]->", None, "Agreements it is party to.", "参与的协议。"
    )
    paired_places: Many[Place] = edge(
        "-[:PARTY_TO]->(Agreement:active)-[:BENEFITS]->", None,
        "Places it supports by an active agreement.", "按生效协议结对的地域。",
    )  # fmt: skip
    resources: Many[Resource] = edge("<-[:PROVIDED_BY]-", None, "What it offers.", "提供的资源。")
    commitments: Many[Commitment] = edge("<-[:BY]-", None, "What it has promised.", "作出的承诺。")
    employees: Many[Person] = edge("<-[:EMPLOYED_BY]-", None, "People it employs.", "在编人员。")
    dispatched: Many[RoleAssignment] = edge(
        "<-[:SECONDED_FROM]-", None, "Roles its people were sent out to.", "派出人员的任职。"
    )
