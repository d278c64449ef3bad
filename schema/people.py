"""People and the roles they hold: dispatched cadres, first secretaries, committee members, grid workers.

Decided: what kind of role it is (督导员, 助理员, 第一书记 …) is a category, not a type. A person who holds an active
first-secretary role also carries the label `FirstSecretary`; whoever writes roles keeps the label in the same
transaction (`schema.secretaries`), and `gongjian check` looks for differences.
"""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING

import strawberry

from graph.declare import Many, One, edge, kind, prop
from schema.records import Record
from schema.row_rules import later

if TYPE_CHECKING:
    from schema.alliances import Alliance
    from schema.categories import Category
    from schema.needs import Need
    from schema.places import Place
    from schema.resources import Resource
    from schema.units import Unit


FIRST_SECRETARY = "R.FIRST_SECRETARY"
"""Code of the role category that makes its holder a first secretary."""


@strawberry.enum(description="Where a role stands. 任职状态。")
class RoleStatus(enum.Enum):
    """Where a role stands."""

    NOMINATED = strawberry.enum_value("NOMINATED", description="Proposed. 推荐")
    APPROVED = strawberry.enum_value("APPROVED", description="Approved, not yet begun. 批准")
    DECLINED = strawberry.enum_value("DECLINED", description="Not approved. 未批准")
    ACTIVE = strawberry.enum_value("ACTIVE", description="In office. 在任")
    SUSPENDED = strawberry.enum_value("SUSPENDED", description="Paused. 暂停")
    ENDED = strawberry.enum_value("ENDED", description="Term over. 期满")
    RECALLED = strawberry.enum_value("RECALLED", description="Called back. 召回")
    WITHDRAWN = strawberry.enum_value(
        "WITHDRAWN", description="Withdrawn by the sending unit. 撤回"
    )


@kind(
    "人员", prefix="person", plural="people", en="A person who holds roles.", zh="担任角色的人员。"
)
class Person(Record):
    """A person."""

    name: str = prop(
        "姓名",
        "Name as shown.",
        "显示姓名。",
        search=True,
        order=True,
        index="text",
        example="李忠仁",
        names=True,
    )
    birth_year: int | None = prop(
        "出生年份",
        "Year of birth.",
        "出生年份。",
        index="range",
        example="1986",
        least=1900,
        most=2100,
    )
    phone: str | None = prop(
        "电话", "Telephone number.", "联系电话。", personal="phone", example="13800000000"
    )
    employer: One[Unit] = edge(
        "-[:EMPLOYED_BY]->", "所在单位", "Who employs the person.", "所在单位。"
    )
    roles: Many[RoleAssignment] = edge(
        "-[:HOLDS]->", None, "Roles held, now and before.", "担任过和正在担任的角色。"
    )
    reported: Many[Need] = edge(
        "-[:REPORTED]->", None, "Needs the person reported.", "本人上报的需求。"
    )


@kind(
    "第一书记", prefix="secretary", plural="firstSecretaries",
    en="A person while holding an active first-secretary role.", zh="在任第一书记。",
)  # fmt: skip
class FirstSecretary(Person):
    """A person while holding an active first-secretary role; `person` is the same human being."""

    id: strawberry.ID = prop(
        None,
        "Identifier of the person as first secretary.",
        "作为第一书记的标识。",
        key=True,
        stored_as="secretaryId",
    )
    posts: Many[RoleAssignment] = edge(
        "-[:HOLDS]->",
        None,
        "All roles held, the first-secretary role among them.",
        "全部任职，含第一书记任职。",
    )
    places: Many[Place] = edge(
        "-[:HOLDS]->(RoleAssignment:firstSecretary)-[:TARGETS]->", None,
        "Where the first secretary is posted.", "派驻的地域。",
    )  # fmt: skip
    home_units: Many[Unit] = edge(
        "-[:HOLDS]->(RoleAssignment:firstSecretary)-[:SECONDED_FROM]->", None,
        "The unit that sent the first secretary, whose system stands behind them.", "派出单位，背后的系统资源。",
    )  # fmt: skip


@kind(
    "任职", prefix="role", plural="roleAssignments",
    en="One person in one role at one place or body, for a time.", zh="某人在某地或某组织担任某角色的一段任职。",
    conditions={
        "active": "{n}.status = 'ACTIVE'",
        "firstSecretary": (
            "{n}.status = 'ACTIVE' AND EXISTS { MATCH ({n})-[:IN_ROLE]->(w:Category {code: 'R.FIRST_SECRETARY'}) WHERE «scope w:Category» }"
        ),
    },
    rules=(later("start_on", "end_on"),),
)  # fmt: skip
class RoleAssignment(Record):
    """One person in one role for a time."""

    title: str | None = prop(
        "职务名称", "Title as the source words it.", "来源中的职务称谓。", example="基层治理指导员"
    )
    status: RoleStatus = prop(
        "状态",
        "Where the role stands.",
        "任职状态。",
        index="range",
        default=RoleStatus.ACTIVE,
        example="在任",
    )
    start_on: date | None = prop(
        "开始日期", "First day in office.", "任职首日（含）。", index="range", example="2022-09-01"
    )
    end_on: date | None = prop(
        "结束日期", "Day after the last in office.", "任职结束日（不含）。", index="range"
    )
    term_label: str | None = prop("届次", "Which term.", "届次。")
    full_time: bool | None = prop(
        "是否全职", "Whether it is the person's main work.", "是否全职。", example="是"
    )
    rank_at_dispatch: str | None = prop(
        "派出时职级", "Rank when dispatched.", "派出时职级。", example="副县级"
    )
    holder: One[Person] = edge("<-[:HOLDS]-", "人员", "Who holds it.", "任职人员。", required=True)
    role: One[Category] = edge(
        "-[:IN_ROLE]->",
        "角色",
        "What role it is.",
        "角色分类。",
        required=True,
        within="taxonomy=ROLE",
    )
    place: One[Place] = edge("-[:TARGETS]->", "任职地域", "Where it is exercised.", "履职地域。")
    alliance: One[Alliance] = edge(
        "-[:TARGETS]->", "任职组织", "The alliance it is a seat of.", "任职的共建组织。"
    )
    unit: One[Unit] = edge(
        "-[:TARGETS]->", "任职单位", "The unit it is exercised in.", "任职的单位。"
    )
    seconded_from: One[Unit] = edge(
        "-[:SECONDED_FROM]->", "派出单位", "The unit that sent the person.", "派出单位。"
    )
    introduced: Many[Resource] = edge(
        "<-[:INTRODUCED_BY]-", None, "Resources this role brought in.", "由此任职引入的资源。"
    )
