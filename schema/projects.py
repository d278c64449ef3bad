"""Projects: what a secretary, street or community has taken on as a piece of work with a goal."""

from __future__ import annotations

import enum
from datetime import date
from typing import TYPE_CHECKING

import strawberry

from graph.declare import Many, One, edge, kind, prop
from schema.records import Record
from schema.row_rules import later

if TYPE_CHECKING:
    from schema.categories import Category
    from schema.needs import Need
    from schema.people import Person
    from schema.places import Place
    from schema.units import Unit


@strawberry.enum(description="What sort of project it is. 项目类型。")
class ProjectKind(enum.Enum):
    """What sort of project it is."""

    SECRETARY = strawberry.enum_value("SECRETARY", description="A secretary's project. 书记项目")
    JOINT = strawberry.enum_value("JOINT", description="A joint project. 联建项目")
    LIVELIHOOD = strawberry.enum_value("LIVELIHOOD", description="A livelihood project. 民生项目")
    RESEARCH = strawberry.enum_value("RESEARCH", description="A research topic. 课题")
    INDUSTRY = strawberry.enum_value("INDUSTRY", description="An industry project. 产业项目")
    INNOVATION = strawberry.enum_value("INNOVATION", description="An innovation project. 创新项目")


@strawberry.enum(description="Level of the pool a project belongs to. 项目库层级。")
class ProjectLevel(enum.Enum):
    """Level of the pool a project belongs to."""

    DISTRICT = strawberry.enum_value("DISTRICT", description="District. 区级")
    STREET = strawberry.enum_value("STREET", description="Street. 街道级")
    COMMUNITY = strawberry.enum_value("COMMUNITY", description="Community. 社区级")
    BRANCH = strawberry.enum_value("BRANCH", description="Branch. 支部级")


@strawberry.enum(description="Where a project stands. 项目状态。")
class ProjectStatus(enum.Enum):
    """Where a project stands."""

    PROPOSED = strawberry.enum_value("PROPOSED", description="Proposed. 申报")
    REVIEWED = strawberry.enum_value("REVIEWED", description="Reviewed. 评审")
    REJECTED = strawberry.enum_value("REJECTED", description="Rejected. 未通过")
    APPROVED = strawberry.enum_value("APPROVED", description="Approved into the pool. 立项入库")
    CLAIMED = strawberry.enum_value("CLAIMED", description="Claimed. 已认领")
    IN_PROGRESS = strawberry.enum_value("IN_PROGRESS", description="Under way. 实施中")
    SUSPENDED = strawberry.enum_value("SUSPENDED", description="Suspended. 暂停")
    COMPLETED = strawberry.enum_value("COMPLETED", description="Completed. 完工")
    ACCEPTED_RESULT = strawberry.enum_value("ACCEPTED_RESULT", description="Result accepted. 验收")
    ARCHIVED = strawberry.enum_value("ARCHIVED", description="Archived. 归档")
    TERMINATED = strawberry.enum_value("TERMINATED", description="Terminated. 终止")


@kind(
    "项目",
    prefix="project",
    en="A piece of work with a goal, in a pool.",
    zh="有目标的项目，纳入项目库管理。",
    rules=(later("start_on", "due_on", same_day=True),),
)
class Project(Record):
    """A piece of work with a goal."""

    name: str = prop(
        "名称",
        "Name.",
        "名称。",
        search=True,
        order=True,
        index="text",
        example="爱心课堂",
        names=True,
    )
    kind: ProjectKind = prop(
        "类型", "What sort of project it is.", "项目类型。", index="range", example="书记项目"
    )
    level: ProjectLevel = prop(
        "层级", "Level of its pool.", "项目库层级。", index="range", example="社区级"
    )
    status: ProjectStatus = prop(
        "状态", "Where it stands.", "项目状态。", index="range", example="实施中"
    )
    goal: str | None = prop("目标", "What it is to reach.", "项目目标。", search=True)
    start_on: date | None = prop("开始日期", "First day.", "开始日期。", index="range")
    due_on: date | None = prop("完成期限", "Day it is due.", "完成期限。", index="range")
    place: One[Place] = edge("-[:SITED_AT]->", "地点", "Where it is.", "项目地点。", required=True)
    addresses: Many[Category] = edge(
        "-[:ADDRESSES]->",
        "针对需求分类",
        "Categories of need it addresses.",
        "针对的需求分类。",
        within="taxonomy=NEED",
    )
    needs: Many[Need] = edge(
        "-[:ADDRESSES_NEED]->", "针对需求", "Needs it addresses.", "针对的具体需求。"
    )
    run_by: Many[Unit] = edge("-[:RUN_BY]->", "实施单位", "Who runs it.", "实施单位。")
    lead: One[Person] = edge("-[:LED_BY]->", "领办人", "Who leads it.", "领办人。")
