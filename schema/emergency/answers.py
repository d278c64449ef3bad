"""What `emergencySupport` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.surface.sizes import Cost, ListSize
from graph.surface.told import told
from schema.emergency.terms import EmergencyVerdict

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.people import Person
    from schema.places import Place
    from schema.resources import Resource
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off

MOST_DISPLACED = 20
"""Commitments that give way which are shown of one resource."""
_FIRST = ListSize(assumed_size=20, slicing_arguments=["first"])


@strawberry.type(description="A less urgent commitment that would have to give way. 须让出的较缓承诺。")
class DisplacedCommitment:
    """A less urgent commitment that would have to give way."""

    commitment_id: strawberry.ID = told("Its id.", "承诺标识。")
    need: Annotated[Need, strawberry.lazy("schema.needs")] = told("The need that would lose it.", "因此受影响的需求。")
    start: datetime = told("When it begins.", "开始时间。")
    zh: str = told("In Chinese.", "说明（中文）。")
    en: str = told("In English.", "说明（英文）。")


@strawberry.type(description="What of a resource can be on site, and when. 某资源何时能到场、能到多少。")
class EmergencyResource:
    """What of a resource can be on site, and when."""

    resource: Annotated[Resource, strawberry.lazy("schema.resources")] = told("The resource.", "资源。")
    unit: Annotated[Unit, strawberry.lazy("schema.units")] = told("Whom to call.", "联系的单位。")
    verdict: EmergencyVerdict = told("Whether it can be there in time.", "能否按时到场。")
    leaves_at: datetime | None = told("When it can leave, after the notice it takes; null where it can't be had.", "最早出发时间（已计提前量）；不能调用时为空。")
    on_site_at: datetime | None = told("When it is on site.", "到场时间。")
    free_quantity: float | None = told("How much of it is free all the time, in its measure, what gives way counted in; null when unlimited.", "全程可用的数量（按计量单位，含让出部分）；不限时为空。")
    travel_minutes: int = told("The way: straight line × 4/3 at 30 km/h; 30 minutes where the distance is not known.", "路程用时：直线距离×4/3，时速30公里；距离不明按30分钟计。")
    metres: int | None = told("The straight line, metres; null where it is not known.", "直线距离（米）；不明时为空。")
    stale: bool = told("Whether nobody has confirmed the entry for too long, or ever.", "是否久未核实或从未核实。")
    displaced: list[DisplacedCommitment] = told(f"What has to give way, none that could stay; at most {MOST_DISPLACED}.", f"须让出的承诺（缺一不可），最多列{MOST_DISPLACED}件。", ListSize(assumed_size=MOST_DISPLACED))
    under_way_ids: list[strawberry.ID] = told("Commitments that are under way with it, seen by you: they stay.", "正在实施、不能让出的承诺。")
    soon_ids: list[strawberry.ID] = told("Commitments that begin within the rest after it.", "结束后休整时间内又开始的承诺。")
    zh: str = told("In Chinese.", "说明（中文）。")
    en: str = told("In English.", "说明（英文）。")


@strawberry.type(description="A person with a post at the place. 在本地任职的人员。")
class EmergencyPerson:
    """A person with a post at the place."""

    person: Annotated[Person, strawberry.lazy("schema.people")] = told("The person.", "人员。")
    role_ids: list[strawberry.ID] = told("The posts.", "任职标识。")
    free: bool = told("Whether nothing else is promised in that time.", "其间是否没有其他承诺。")
    rested: bool = told("Whether there is rest enough before the next duty.", "到下一班前是否有足够休整时间。")
    busy_ids: list[strawberry.ID] = told("What is promised, seen by you.", "已有的承诺（限可见的）。")
    next_duty_at: datetime | None = told("When the next duty begins, if that is too soon.", "休整不足时，下一班的开始时间。")
    zh: str = told("In Chinese.", "说明（中文）。")
    en: str = told("In English.", "说明（英文）。")


@strawberry.type(description="What can be on site in an emergency. 应急时可到场的力量。", directives=[Cost(weight="100")])
class EmergencySupport:
    """What can be on site in an emergency."""

    place: Annotated[Place, strawberry.lazy("schema.places")] = told("Where.", "地点。")
    as_of: datetime = told("When the call goes out.", "发出调用的时间。")
    until: datetime = told("By when it has to be on site.", "须到场的时限。")
    zh: str = told("The answer and what it rests on, in Chinese.", "结论及其依据（中文）。")
    en: str = told("The same in English.", "同上（英文）。")
    ready_count: int = told("Resources that are on site in time.", "可按时到场的资源数。")
    displacing_count: int = told("Those that are if something gives way.", "须他事让出方可按时到场的资源数。")
    stale_count: int = told("How many of both nobody has confirmed for long.", "以上两类中久未核实的资源数。")
    resource_count: int = told("All that may be called.", "可应急调用的资源总数。")
    resources: list[EmergencyResource] = told("In time first, then by arrival.", "可按时到场者在前，再依到场先后。", _FIRST)
    person_count: int = told("People with a post there.", "在本地任职的人数。")
    people: list[EmergencyPerson] = told("The free first, the rested before the others.", "有空者在前，休整充足者优先。", _FIRST)
