"""Resources: what a unit offers – a service, a room, a bus, people, funds – with its capacity, hours, area and audience.

Decided: what is free is always computed (`schema.availability`), never stored. A kit consists of resources that are no kits
themselves, so nothing can run in a circle (`LinkSheet.flat`).
"""

from __future__ import annotations

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.declare import Many, One, computed, edge, edge_data, kind, prop
from graph.kinds import LinkSheet, Rule, Unreadable
from schema.capacity import CapacityMode, RatePeriod, ResourceStatus
from schema.free_capacity import FACTS, ResourceAvailability, availability_of, check_period
from schema.opening_hours import read_opening_hours
from schema.records import Record
from schema.row_rules import later

if TYPE_CHECKING:
    from schema.categories import Category
    from schema.commitments import Commitment
    from schema.people import RoleAssignment
    from schema.places import Place
    from schema.units import Unit


@strawberry.enum(description="What sort of thing is offered. 资源类型。")
class ResourceKind(enum.Enum):
    """What sort of thing is offered."""

    SERVICE = strawberry.enum_value("SERVICE", description="A service. 服务")
    VENUE = strawberry.enum_value("VENUE", description="A room or site. 场地")
    EQUIPMENT = strawberry.enum_value("EQUIPMENT", description="Equipment or goods. 设备物资")
    PEOPLE = strawberry.enum_value("PEOPLE", description="People. 人力人才")
    FUND = strawberry.enum_value("FUND", description="Money. 资金")
    HEADCOUNT = strawberry.enum_value("HEADCOUNT", description="Posts. 编制")
    INFORMATION = strawberry.enum_value("INFORMATION", description="Channels and data. 信息渠道")
    LAND = strawberry.enum_value("LAND", description="Land. 用地")


@strawberry.enum(description="Who may see a resource. 公开范围。")
class ResourceVisibility(enum.Enum):
    """Who may see a resource."""

    PUBLIC = strawberry.enum_value("PUBLIC", description="Everybody. 公开")
    INTERNAL = strawberry.enum_value(
        "INTERNAL", description="Those who work in the partnership. 共建单位内"
    )


def _capacity_given(mode: CapacityMode | None, capacity: float | None) -> Unreadable | None:
    if capacity is not None or mode in {CapacityMode.UNLIMITED, None}:
        return None
    return Unreadable(
        "CAPACITY_MISSING",
        zh="除“不限”外，容量必填。",
        en="Only an unlimited resource has no capacity.",
        cure_zh="请填写容量，或把容量模式改为“不限”。",
        cure_en="Give the capacity, or set the capacity mode to UNLIMITED.",
    )


def _period_given(mode: CapacityMode | None, period: RatePeriod | None) -> Unreadable | None:
    if mode is not CapacityMode.RATE or period is not None:
        return None
    return Unreadable(
        "RATE_PERIOD_MISSING",
        zh="“周期额度”须写明周期。",
        en="A rate needs its calendar period.",
        cure_zh="请填写额度周期：日、周或月。",
        cure_en="Give the period: DAY, WEEK or MONTH.",
    )


CAPACITY_GIVEN = Rule(("capacity_mode", "capacity"), _capacity_given)
PERIOD_GIVEN = Rule(("capacity_mode", "rate_period"), _period_given)


def _some_of_it(quantity: float | None) -> Unreadable | None:
    if quantity is None or quantity > 0:
        return None
    return Unreadable(
        "NOTHING_OF_IT",
        zh="组合资源每单位所用的数量须大于 0。",
        en="A kit takes something of each of its parts.",
        cure_zh="请填写大于 0 的数量，或删去这一行。",
        cure_en="Give a quantity above 0, or drop the row.",
    )


SOME_OF_IT = Rule(("quantity",), _some_of_it)


@edge_data
class KitPart:
    """How much of a part a kit takes."""

    quantity: float = prop(
        "数量", "How much of it one unit of the kit takes, in its own measure.", "组合每一单位占用的数量（按组成资源的计量单位）。",
        default=1.0, example="1", least=0,
    )  # fmt: skip


@kind(
    "资源", prefix="resource",
    en="What a unit offers, with its capacity, opening hours, service area and audience.",
    zh="单位提供的资源：含容量、开放时间、服务区域和服务对象。",
    conditions={"active": "{n}.status = 'ACTIVE'"},
    rules=(later("valid_from", "valid_to"), CAPACITY_GIVEN, PERIOD_GIVEN,),
)  # fmt: skip
class Resource(Record):
    """What a unit offers."""

    name: str = prop(
        "名称",
        "Name.",
        "名称。",
        search=True,
        order=True,
        index="text",
        example="康复接送车",
        names=True,
    )
    description: str | None = prop(
        "说明", "What it is and how to ask for it.", "内容与申请方式。", search=True
    )
    kind: ResourceKind = prop(
        "类型", "What sort of thing it is.", "资源类型。", index="range", example="设备物资"
    )
    status: ResourceStatus = prop(
        "状态",
        "Whether it can be asked for.",
        "资源状态。",
        index="range",
        default=ResourceStatus.ACTIVE,
        example="可用",
    )
    visibility: ResourceVisibility = prop(
        "公开范围",
        "Who may see it.",
        "谁可以看到。",
        index="range",
        default=ResourceVisibility.INTERNAL,
        example="共建单位内",
    )
    capacity_mode: CapacityMode = prop(
        "容量模式", "How capacity is used up.", "容量如何占用。", index="range", example="计数"
    )
    capacity: float | None = prop(
        "容量", "How much there is, in `measure`; empty only when unlimited.", "总量（按计量单位），仅“不限”可空。",
        index="range", example="20", least=0,
    )  # fmt: skip
    rate_period: RatePeriod | None = prop(
        "额度周期", "(rate) The calendar period.", "（周期额度）周期。", example="周"
    )
    opening_hours: list[str] | None = prop(
        "开放时间", "When it is open, each line a recurrence rule and hours, e.g. `FREQ=WEEKLY;BYDAY=MO,TU 08:00-12:00`; none: always.",
        "开放时段：每条为重复规则加时刻，空为全天候。可写“周一至周五 08:00-17:00”。",
        example="周一至周五 08:00-17:00", parse=read_opening_hours,
    )  # fmt: skip
    closed_on: list[date] | None = prop(
        "停用日期",
        "Days on which it is closed all the same.",
        "例外停用的日期。",
        example="2026-10-01",
    )
    valid_from: date | None = prop(
        "起用日期", "First day it can be used.", "起用首日（含）。", index="range"
    )
    valid_to: date | None = prop(
        "停止日期", "Day after the last.", "停止使用日（不含）。", index="range"
    )
    lead_time_minutes: int | None = prop(
        "提前量分钟",
        "Minutes of notice it takes.",
        "需提前预约的分钟数。",
        example="120",
        least=0,
    )
    buffer_minutes: int | None = prop(
        "缓冲分钟",
        "Minutes kept free around each use.",
        "每次使用前后预留的分钟数。",
        example="30",
        least=0,
    )
    shortest_minutes: int | None = prop(
        "最短分钟", "The shortest use, minutes.", "单次使用的最短分钟数。", least=0
    )
    longest_minutes: int | None = prop(
        "最长分钟", "The longest use, minutes.", "单次使用的最长分钟数。", least=0
    )
    to_be_returned: bool | None = prop(
        "须归还", "Whether what is handed over has to be brought back (tools, wheelchairs; no room, ride or service): then it is out until it is. Empty: no.",
        "交付后是否须归还（如工具、轮椅；场地、接送、服务填否）；须归还的，未归还前一直占用。空为否。", example="否",
    )  # fmt: skip
    approval_required: bool = prop(
        "须单位同意", "Whether the unit must say yes to each use; if not, it is booked at once for needs in its service area and for its audience.", "每次使用是否须单位同意；否则在其服务区域、对其服务对象即时预约成功。",
        default=True, example="是",
    )  # fmt: skip
    radius_km: float | None = prop(
        "服务半径公里",
        "How far from its place it serves, km.",
        "自所在地起的服务半径（公里）。",
        example="5",
        least=0,
    )
    emergency_callable: bool = prop(
        "可应急调用",
        "Whether it may be called in an emergency.",
        "战时是否可应急调用。",
        default=False,
        example="是",
    )
    assured_on: date | None = prop(
        "核实日期", "When the entry was last confirmed.", "最近一次核实日期。", index="range"
    )
    provider: One[Unit] = edge(
        "-[:PROVIDED_BY]->", "提供单位", "Who offers it.", "提供单位。", required=True
    )
    categories: Many[Category] = edge(
        "-[:IN_CATEGORY]->",
        "能力分类",
        "What it can do.",
        "能力分类。",
        required=True,
        within="taxonomy=CAPABILITY",
    )
    measure: One[Category] = edge(
        "-[:MEASURED_IN]->", "计量单位", "Unit of measure of its capacity.", "容量的计量单位。",
        required=True, within="taxonomy=UNIT",
    )  # fmt: skip
    place: One[Place] = edge("-[:AT]->", "所在地", "Where it is.", "所在地。")
    service_area: Many[Place] = edge(
        "-[:AVAILABLE_TO]->", "服务区域", "Places it serves, with all below them; none: everywhere.",
        "服务的地域（含下级），空为不限。",
    )  # fmt: skip
    audience: Many[Category] = edge(
        "-[:FOR_GROUP]->",
        "服务对象",
        "Groups it is for; none: everyone.",
        "服务对象，空为所有人。",
        within="taxonomy=GROUP",
    )
    introduced_by: One[RoleAssignment] = edge(
        "-[:INTRODUCED_BY]->", "引入任职", "The role that brought it in.", "由哪一任职引入。"
    )
    components: Many[Resource] = edge(
        "-[:CONSISTS_OF]->", None, "(kit) What it consists of: a bus and its driver.", "（组合资源）由哪些资源组成，如车和驾驶员。",
        data=KitPart,
        sheet=LinkSheet("组合资源", "kits", near="组合", far="组成", flat=True, rules=(SOME_OF_IT,)),
    )  # fmt: skip
    commitments: Many[Commitment] = edge(
        "<-[:USES]-", None, "Promises that use it.", "占用它的承诺。"
    )

    @computed(
        FACTS,
        description="What is free of it in a period, from live commitments. 某时段内的余量，由有效承诺实时计算。",
        check=check_period,
    )
    def availability(
        self: Any,
        start: Annotated[
            datetime, strawberry.argument(description="When the period begins. 开始时间（含）。")
        ],
        end: Annotated[
            datetime,
            strawberry.argument(description="When it ends; not part of it. 结束时间（不含）。"),
        ],
        as_of: Annotated[
            datetime | None,
            strawberry.argument(
                description="The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。"
            ),
        ] = None,
    ) -> ResourceAvailability | None:
        """What is free of it in `[start, end)`; computed from the facts, which stand in for the resource."""
        return availability_of(self, start, end, as_of)
