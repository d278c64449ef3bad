"""Agreements: the pairing of units with places (结对), and every other written cooperation."""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING

import strawberry

from graph.declare import Many, edge, kind, prop
from schema.records import Record
from schema.row_rules import later

if TYPE_CHECKING:
    from schema.categories import Category
    from schema.places import Place
    from schema.units import Unit


@strawberry.enum(description="What sort of agreement it is. 协议类型。")
class AgreementKind(enum.Enum):
    """What sort of agreement it is."""

    PAIRING = strawberry.enum_value("PAIRING", description="Pairing of units and communities. 结对")
    CO_BUILDING = strawberry.enum_value("CO_BUILDING", description="Co-building. 共建")
    CHECK_IN = strawberry.enum_value("CHECK_IN", description="Check-in at the community. 报到")
    STRATEGIC = strawberry.enum_value("STRATEGIC", description="Strategic cooperation. 战略合作")
    CONTRACT = strawberry.enum_value("CONTRACT", description="Contract. 签约")
    INCUBATION = strawberry.enum_value("INCUBATION", description="Incubation. 孵化")
    DELEGATION = strawberry.enum_value("DELEGATION", description="Delegation. 委托赋权")


@strawberry.enum(description="Where an agreement stands. 协议状态。")
class AgreementStatus(enum.Enum):
    """Where an agreement stands."""

    INTENT = strawberry.enum_value("INTENT", description="Intended. 意向")
    DRAFT = strawberry.enum_value("DRAFT", description="Drafted. 起草")
    SIGNED = strawberry.enum_value("SIGNED", description="Signed, not yet in force. 已签")
    ACTIVE = strawberry.enum_value("ACTIVE", description="In force. 生效")
    EXPIRED = strawberry.enum_value("EXPIRED", description="Run out. 到期")
    TERMINATED = strawberry.enum_value("TERMINATED", description="Ended early. 终止")


@kind(
    "协议", prefix="agreement",
    en="A written cooperation of units for the benefit of places.", zh="单位为地域提供支持的书面合作。",
    conditions={"active": "{n}.status = 'ACTIVE'"},
    rules=(later("valid_from", "valid_to"),),
)  # fmt: skip
class Agreement(Record):
    """A written cooperation, e.g. the pairing of a unit with a community."""

    title: str = prop(
        "名称",
        "Title.",
        "协议名称。",
        search=True,
        order=True,
        example="北票市中心医院与桥北社区结对共建",
        names=True,
    )
    kind: AgreementKind = prop(
        "类型", "What sort of agreement it is.", "协议类型。", index="range", example="结对"
    )
    status: AgreementStatus = prop(
        "状态",
        "Where it stands.",
        "协议状态。",
        index="range",
        default=AgreementStatus.ACTIVE,
        example="生效",
    )
    signed_on: date | None = prop(
        "签订日期", "Day of signing.", "签订日期。", index="range", example="2023-03-15"
    )
    valid_from: date | None = prop(
        "生效日期", "First day in force.", "生效首日（含）。", index="range"
    )
    valid_to: date | None = prop(
        "到期日期", "Day after the last in force.", "失效日（不含）。", index="range"
    )
    obligations: str | None = prop("约定事项", "What the parties promise.", "双方约定的事项。")
    parties: Many[Unit] = edge(
        "<-[:PARTY_TO]-", "参与单位", "The units that promise.", "作出约定的单位。", required=True
    )
    benefits: Many[Place] = edge(
        "-[:BENEFITS]->", "惠及地域", "The places that benefit.", "受惠的地域。", required=True
    )
    covers: Many[Category] = edge(
        "-[:COVERS]->", "涵盖能力", "Capabilities it is about; none means all.", "涵盖的能力分类，空为不限。",
        within="taxonomy=CAPABILITY",
    )  # fmt: skip
