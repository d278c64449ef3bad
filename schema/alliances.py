"""Alliances: bodies of cooperation with members and terms."""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING

import strawberry

from graph.declare import Many, edge, edge_data, kind, prop
from graph.kinds import LinkSheet
from schema.records import Record
from schema.row_rules import later

if TYPE_CHECKING:
    from schema.people import RoleAssignment
    from schema.places import Place
    from schema.units import Unit


@strawberry.enum(description="What sort of cooperation an alliance is. 共建组织类型。")
class AllianceKind(enum.Enum):
    """What sort of cooperation an alliance is."""

    BIG_COMMITTEE = strawberry.enum_value(
        "BIG_COMMITTEE", description="Street big working committee. 街道大工委"
    )
    BIG_PARTY_COMMITTEE = strawberry.enum_value(
        "BIG_PARTY_COMMITTEE", description="Community big party committee. 社区大党委"
    )
    JOINT_CONFERENCE = strawberry.enum_value(
        "JOINT_CONFERENCE", description="Joint conference. 党建联席会"
    )
    CO_BUILDING = strawberry.enum_value("CO_BUILDING", description="Co-building alliance. 共建联盟")
    INCUBATOR = strawberry.enum_value(
        "INCUBATOR", description="Incubator of social organisations. 孵化基地"
    )
    INDUSTRY_COMMITTEE = strawberry.enum_value(
        "INDUSTRY_COMMITTEE", description="Industry party committee. 产业联合党委"
    )


@strawberry.enum(description="Whether an alliance is at work. 共建组织状态。")
class AllianceStatus(enum.Enum):
    """Whether an alliance is at work."""

    ACTIVE = strawberry.enum_value("ACTIVE", description="At work. 运行中")
    ENDED = strawberry.enum_value("ENDED", description="Ended. 已结束")


@edge_data
class Membership:
    """The terms of one unit's membership."""

    member_role: str | None = prop(
        "成员身份", "What it is in the alliance.", "在组织中的身份。", example="成员单位"
    )
    member_since: date | None = prop(
        "加入日期", "First day.", "加入日期（含）。", example="2023-03-01"
    )
    member_until: date | None = prop("退出日期", "Day after the last.", "退出日期（不含）。")


@kind(
    "共建组织", prefix="alliance",
    en="A body of cooperation with members and terms.", zh="有成员、有任期的共建组织。",
    conditions={"active": "{n}.status = 'ACTIVE'"},
    rules=(later("valid_from", "valid_to"),),
)  # fmt: skip
class Alliance(Record):
    """A body of cooperation."""

    name: str = prop(
        "名称",
        "Name.",
        "名称。",
        search=True,
        order=True,
        index="text",
        example="南山街道大工委",
        names=True,
    )
    kind: AllianceKind = prop(
        "类型", "What sort of cooperation it is.", "组织类型。", index="range", example="街道大工委"
    )
    status: AllianceStatus = prop(
        "状态",
        "Whether it is at work.",
        "运行状态。",
        index="range",
        default=AllianceStatus.ACTIVE,
        example="运行中",
    )
    term_label: str | None = prop("届次", "Which term it serves.", "届次。", example="第一届")
    valid_from: date | None = prop(
        "任期开始", "First day of the term.", "任期首日（含）。", index="range"
    )
    valid_to: date | None = prop(
        "任期结束", "Day after the term.", "任期结束次日（不含）。", index="range"
    )
    serves: Many[Place] = edge("-[:SERVES]->", "服务地域", "Places it serves.", "服务的地域。")
    members: Many[Unit] = edge(
        "<-[:MEMBER_OF]-", None, "Member units.", "成员单位。", data=Membership,
        sheet=LinkSheet("成员关系", "memberships", near="共建组织", far="单位",
            rules=(later("member_since", "member_until"),)),
    )  # fmt: skip
    seats: Many[RoleAssignment] = edge(
        "<-[:TARGETS]-", None, "Seats held by people.", "由个人担任的席位。"
    )
