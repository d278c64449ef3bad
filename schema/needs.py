"""Needs: what is asked for in a community, by whom, how much and when.

Decided: the need, the commitments to it and its evaluation are three things; a need's state says only how far the
need itself has come.
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING

import strawberry

from graph.declare import Many, One, edge, kind, prop
from schema.records import Record
from schema.row_rules import later

if TYPE_CHECKING:
    from schema.assessments import Assessment
    from schema.categories import Category
    from schema.commitments import Commitment
    from schema.people import Person
    from schema.places import Place
    from schema.units import Unit


@strawberry.enum(description="What sort of request a need is. 需求类型。")
class NeedKind(enum.Enum):
    """What sort of request a need is."""

    DEMAND = strawberry.enum_value("DEMAND", description="Demand. 需求")
    COMPLAINT = strawberry.enum_value("COMPLAINT", description="Complaint. 投诉")
    HELP = strawberry.enum_value("HELP", description="Call for help. 求助")
    CONSULTATION = strawberry.enum_value("CONSULTATION", description="Question. 咨询")
    SUGGESTION = strawberry.enum_value("SUGGESTION", description="Suggestion. 建议")
    HAZARD = strawberry.enum_value("HAZARD", description="Hazard. 隐患")
    WISH = strawberry.enum_value("WISH", description="Small wish. 微心愿")
    BURDEN = strawberry.enum_value("BURDEN", description="Burden to be lifted. 减负")


@strawberry.enum(description="How far a need has come. 需求状态。")
class NeedStatus(enum.Enum):
    """How far a need has come."""

    REPORTED = strawberry.enum_value("REPORTED", description="Reported. 已上报")
    ACCEPTED = strawberry.enum_value("ACCEPTED", description="Accepted. 已受理")
    REJECTED = strawberry.enum_value("REJECTED", description="Not accepted. 不受理")
    MERGED = strawberry.enum_value("MERGED", description="Merged into another. 已合并")
    OPEN = strawberry.enum_value("OPEN", description="Open to be taken up. 待认领")
    IN_PROGRESS = strawberry.enum_value("IN_PROGRESS", description="Being worked on. 办理中")
    ON_HOLD = strawberry.enum_value("ON_HOLD", description="On hold. 挂起")
    RESOLVED = strawberry.enum_value(
        "RESOLVED", description="Done, waiting to be confirmed. 待评价"
    )
    CLOSED = strawberry.enum_value("CLOSED", description="Closed. 已办结")
    CANCELLED = strawberry.enum_value("CANCELLED", description="Withdrawn. 已撤销")


@strawberry.enum(description="Whether a closed need was met. 办理结果。")
class NeedOutcome(enum.Enum):
    """Whether a closed need was met."""

    MET = strawberry.enum_value("MET", description="Met. 已满足")
    PARTLY_MET = strawberry.enum_value("PARTLY_MET", description="Partly met. 部分满足")
    NOT_MET = strawberry.enum_value("NOT_MET", description="Not met. 未满足")
    NOT_APPLICABLE = strawberry.enum_value("NOT_APPLICABLE", description="Does not apply. 不适用")


@kind(
    "需求", prefix="need",
    en="What is asked for in a community: how much, for whom, where and when.",
    zh="社区提出的需求：多少、为谁、在哪里、什么时候。",
    rules=(later("window_start", "window_end"),),
)  # fmt: skip
class Need(Record):
    """What is asked for in a community."""

    title: str = prop(
        "标题",
        "What is needed, in a line.",
        "一句话说明。",
        search=True,
        order=True,
        index="text",
        example="周五上午送30位老人体检",
        names=True,
    )
    description: str | None = prop("说明", "More of it.", "详细说明。", search=True)
    kind: NeedKind = prop(
        "类型",
        "What sort of request it is.",
        "需求类型。",
        index="range",
        default=NeedKind.DEMAND,
        example="需求",
    )
    status: NeedStatus = prop(
        "状态",
        "How far it has come.",
        "办理状态。",
        index="range",
        default=NeedStatus.OPEN,
        example="待认领",
    )
    outcome: NeedOutcome | None = prop(
        "办理结果", "Whether it was met, once closed.", "办结后的结果。", index="range"
    )
    priority: int = prop(
        "优先级",
        "1 is most urgent, 4 least.",
        "1最急，4最缓。",
        index="range",
        order=True,
        default=3,
        example="2",
        least=1,
        most=4,
    )
    quantity: float = prop(
        "数量",
        "How much, in `measure`.",
        "数量（按计量单位）。",
        default=1.0,
        example="30",
        least=0,
    )
    household_count: int | None = prop(
        "涉及户数",
        "Households concerned.",
        "涉及户数（户）。",
        index="range",
        least=0,
    )
    beneficiary_count: int | None = prop(
        "受益人数",
        "People who benefit.",
        "受益人数（人）。",
        index="range",
        least=0,
    )
    window_start: datetime | None = prop(
        "开始时间",
        "When support must begin.",
        "需要支持的开始时间（含）。",
        index="range",
        example="2026-12-04 08:00",
    )
    window_end: datetime | None = prop(
        "结束时间",
        "When support may end; not part of the window.",
        "结束时间（不含）。",
        index="range",
        example="2026-12-04 12:00",
    )
    recurrence: str | None = prop(
        "重复规则", "How it recurs, as an RFC 5545 rule from the start of its window on, e.g. `FREQ=DAILY;COUNT=30`; none: once.",
        "自开始时间起的重复规则（RFC 5545），空为一次。", example="FREQ=DAILY;COUNT=30",
    )  # fmt: skip
    reported_at: datetime = prop(
        "上报时间",
        "When it was reported.",
        "上报时间。",
        index="range",
        order=True,
        example="2026-11-20 09:30",
    )
    level: int = prop(
        "处置层级", "At which level it is handled: 1 community, 2 street, 3 district.", "处置层级：1社区、2街道、3区县。",
        index="range", default=1, example="1", least=1, most=3,
    )  # fmt: skip
    status_reason: str | None = prop(
        "状态原因",
        "Why it stands there, as a code.",
        "当前状态的原因代码。",
        index="range",
        example="NO_RESOURCE",
    )
    status_at: datetime | None = prop(
        "状态时间", "Since when it stands there.", "进入当前状态的时间。", index="range"
    )
    held_until: datetime | None = prop(
        "挂起至", "Until when it is on hold.", "挂起的截止时间。", index="range"
    )
    accepted_at: datetime | None = prop(
        "受理时间", "When it was accepted.", "受理时间。", index="range"
    )
    arrived_at: datetime | None = prop(
        "到场时间", "When the first team was on site.", "首支力量到场时间。", index="range"
    )
    team_on_site: int | None = prop(
        "到场人数", "How many people were on site first.", "首批到场人数（人）。", least=0
    )
    started_at: datetime | None = prop(
        "开始办理时间", "When work on it began.", "开始办理的时间。", index="range"
    )
    resolved_at: datetime | None = prop(
        "办理完成时间", "When it was said to be done.", "反馈办理完成的时间。", index="range"
    )
    closed_at: datetime | None = prop(
        "办结时间", "When it came to its end.", "办结时间。", index="range"
    )
    reopened_at: datetime | None = prop(
        "最近重开时间",
        "When it was opened again, the last time.",
        "最近一次重开的时间。",
        index="range",
    )
    reopen_count: int = prop(
        "重开次数",
        "How often it was opened again.",
        "重开次数。",
        index="range",
        default=0,
        least=0,
    )
    contact_name: str | None = prop(
        "联系人", "Whom to ask for.", "联系人姓名。", personal="name", example="张某某"
    )
    contact_phone: str | None = prop(
        "联系电话", "Where to call.", "联系电话。", personal="phone", example="13800000000"
    )
    contact_address: str | None = prop(
        "联系地址",
        "Where to go.",
        "联系地址。",
        personal="address",
        example="桥北小区3号楼1单元101室",
    )
    category: One[Category] = edge(
        "-[:IN_CATEGORY]->",
        "需求分类",
        "What is needed.",
        "需求分类。",
        required=True,
        within="taxonomy=NEED",
    )
    measure: One[Category] = edge(
        "-[:MEASURED_IN]->", "计量单位", "Unit of measure of the quantity.", "数量的计量单位。",
        required=True, within="taxonomy=UNIT",
    )  # fmt: skip
    place: One[Place] = edge("-[:AT]->", "地点", "Where it is needed.", "发生地点。", required=True)
    groups: Many[Category] = edge(
        "-[:FOR_GROUP]->", "服务对象", "Whom it is for.", "服务对象。", within="taxonomy=GROUP"
    )
    channel: One[Category] = edge(
        "-[:CAME_BY]->", "渠道", "How it came in.", "来源渠道。", within="taxonomy=CHANNEL"
    )
    reporter: One[Person] = edge(
        "<-[:REPORTED]-", "上报人", "The resident who reported it.", "上报此需求的居民。"
    )
    owner: One[Unit] = edge("-[:OWNED_BY]->", "主责单位", "Who answers for it.", "首接负责单位。")
    part_of: One[Need] = edge(
        "-[:PART_OF_NEED]->", "上级需求", "The need it is a part of.", "所属的上级需求。"
    )
    merged_into: One[Need] = edge(
        "-[:MERGED_INTO]->", "并入需求", "The need that it was merged into.", "并入的需求。"
    )
    duplicates: Many[Need] = edge(
        "<-[:MERGED_INTO]-", None, "Needs that were merged into it.", "并入本需求的需求。"
    )
    parts: Many[Need] = edge(
        "<-[:PART_OF_NEED]-", None, "Needs it was split into.", "拆分出的需求。"
    )
    commitments: Many[Commitment] = edge(
        "<-[:FOR]-", None, "Promises to support it.", "对它的支持承诺。"
    )
    assessments: Many[Assessment] = edge(
        "<-[:ASSESSES]-", None, "What those whom it concerned say of it.", "相关居民的评价。"
    )
