"""What `secretaryPaths` answers with, as GraphQL types. Fields whose type is a kind hold what the statement projected for it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.surface.sizes import Cost, ListSize
from graph.surface.told import told
from schema.supporters.answers import PathStep

if TYPE_CHECKING:
    from schema.needs import Need
    from schema.people import Person
    from schema.resources import Resource
    from schema.units import Unit

# One field a line reads as a table: kept out of the formatter's hands.
# fmt: off


@strawberry.type(description="One path by which a first secretary brings a resource to the need. 第一书记引来资源的一条路径。")
class SecretaryPath:
    """One path by which a first secretary brings a resource to the need."""

    person: Annotated[Person, strawberry.lazy("schema.people")] = told("Whom to call: the first secretary.", "应联系的人：第一书记。")
    role_id: strawberry.ID = told("The post.", "任职标识。")
    unit: Annotated[Unit, strawberry.lazy("schema.units")] = told("Who provides it.", "提供单位。")
    resource: Annotated[Resource, strawberry.lazy("schema.resources")] = told("The resource.", "资源。")
    length: int = told("Relationships from the person to the resource.", "从人到资源的关系数。")
    penalty: int = told("What passing through much connected units and alliances adds: one for each doubling of what they connect.", "经过“什么都连着”的单位或组织所加的代价：其联系数每翻一番加1。")
    cost: int = told("Both together; the least comes first.", "二者之和，小者在前。")
    steps: list[PathStep] = told("The path from the resource over units and alliances to the person, the post and the need's place, ready to be drawn.", "从资源经单位、组织到人、任职及需求所在地的路径，可直接绘制。", ListSize(assumed_size=24))
    zh: str = told("Whom to call about what, in Chinese.", "找谁、说什么（中文）。")
    en: str = told("The same in English.", "同上（英文）。")


@strawberry.type(description="By which paths first secretaries bring resources to a need. 第一书记为某需求引来资源的路径。", directives=[Cost(weight="100")])
class SecretaryPaths:
    """By which paths first secretaries bring resources to a need."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = told("The need.", "需求。")
    as_of: datetime = told("Posts, members and terms as they stand then.", "以此刻的任职和成员关系为准。")
    secretary_count: int = told("First secretaries in office for the place, or one above it.", "在需求地点（或其上级）任职的第一书记数。")
    resource_count: int = told("Resources that can be reached.", "可引来的资源数。")
    path_count: int = told("All paths there are.", "路径总数。")
    paths: list[SecretaryPath] = told("The cheapest first.", "代价小者在前。", ListSize(assumed_size=20, slicing_arguments=["first"]))
    zh: str = told("The answer in Chinese; where there is no path, why.", "结论（中文）；没有路径时说明原因。")
    en: str = told("The same in English.", "同上（英文）。")
