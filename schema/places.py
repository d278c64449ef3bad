"""Places: one administrative hierarchy from the province down to the building.

Every place carries the label `Place` and one more precise label, so that Neo4j Browser colours and captions by what
a place is. Decided: the levels that people ask for by name (street, community, grid) have GraphQL types and root fields of
their own; the others share the type `Area` and are told apart by `level`, so that the schema stays small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.declare import Many, One, edge, kind, prop
from schema.records import Record
from schema.row_rules import together

if TYPE_CHECKING:
    from schema.agreements import Agreement
    from schema.alliances import Alliance
    from schema.needs import Need
    from schema.people import FirstSecretary, RoleAssignment
    from schema.projects import Project
    from schema.resources import Resource
    from schema.units import Unit


@kind(
    "地域", prefix="place", abstract=True,
    en="A place in the administrative hierarchy, from province to building.",
    zh="行政层级中的地域或场所，自省至楼栋。",
    rules=(together("latitude", "longitude"),),
)  # fmt: skip
class Place(Record):
    """Any place; its label and GraphQL type say which level it is."""

    name: str = prop(
        "名称",
        "Name.",
        "名称。",
        search=True,
        order=True,
        index="text",
        example="南山街道",
        names=True,
    )
    name_en: str | None = prop(
        "英文名",
        "Name in English.",
        "英文名称。",
        search=True,
        example="Nanshan Street",
        names=True,
    )
    latitude: float | None = prop(
        "纬度",
        "Latitude, WGS84 degrees.",
        "纬度（WGS84，度）。",
        example="41.8021",
        least=-90,
        most=90,
    )
    longitude: float | None = prop(
        "经度",
        "Longitude, WGS84 degrees.",
        "经度（WGS84，度）。",
        example="120.7703",
        least=-180,
        most=180,
    )
    population: int | None = prop(
        "人口",
        "Inhabitants.",
        "常住人口（人）。",
        index="range",
        example="5200",
        least=0,
    )
    households: int | None = prop(
        "户数",
        "Households.",
        "户数（户）。",
        index="range",
        example="2100",
        least=0,
    )
    elderly_share: float | None = prop(
        "老年人口占比",
        "Share of people aged 60 or more, 0–1.",
        "60岁及以上人口占比（0–1）。",
        index="range",
        example="0.31",
        least=0,
        most=1,
    )
    parent: One[Place] = edge(
        "-[:PART_OF]->", "上级", "The place directly above.", "直接上级地域。"
    )
    children: Many[Place] = edge("<-[:PART_OF]-", None, "Places directly below.", "直接下级地域。")
    ancestors: Many[Place] = edge(
        "-[:PART_OF*1..10]->", None, "Every place above.", "所有上级地域。"
    )
    needs: Many[Need] = edge(
        "<-[:PART_OF*0..10]-(Place)<-[:AT]-",
        None,
        "Needs here and anywhere below.",
        "本地域及其下级的全部需求。",
    )
    resources: Many[Resource] = edge(
        "<-[:AVAILABLE_TO]-",
        None,
        "Resources whose service area names this place.",
        "服务区域写明本地域的资源。",
    )
    agreements: Many[Agreement] = edge(
        "<-[:BENEFITS]-", None, "Agreements that benefit this place.", "惠及本地域的协议。"
    )
    partnered_units: Many[Unit] = edge(
        "<-[:PART_OF*0..10]-(Place)<-[:BENEFITS]-(Agreement:active)<-[:PARTY_TO]-", None,
        "Units party to an active agreement with this place or a place below it.", "与本地域（含下级）有生效协议的单位。",
    )  # fmt: skip
    located_units: Many[Unit] = edge(
        "<-[:PART_OF*0..10]-(Place)<-[:LOCATED_IN]-",
        None,
        "Units located here or below.",
        "驻在本地域（含下级）的单位。",
    )
    alliances: Many[Alliance] = edge(
        "<-[:SERVES]-", None, "Alliances that serve this place.", "服务本地域的共建组织。"
    )
    roles: Many[RoleAssignment] = edge(
        "<-[:TARGETS]-", None, "Roles exercised at this place.", "在本地域履行的任职。"
    )
    first_secretaries: Many[FirstSecretary] = edge(
        "<-[:PART_OF*0..10]-(Place)<-[:TARGETS]-(RoleAssignment:firstSecretary)<-[:HOLDS]-", None,
        "First secretaries posted here or below.", "派驻本地域（含下级）的第一书记。",
    )  # fmt: skip
    projects: Many[Project] = edge(
        "<-[:PART_OF*0..10]-(Place)<-[:SITED_AT]-",
        None,
        "Projects here and below.",
        "本地域（含下级）的项目。",
    )


@kind("省", prefix="place", rooted=False, shown_as="Area", en="A province.", zh="省级行政区。")
class Province(Place):
    """A province."""


@kind("市", prefix="place", rooted=False, shown_as="Area", en="A city.", zh="地级或县级市。")
class City(Place):
    """A city."""


@kind(
    "区县",
    prefix="place",
    rooted=False,
    shown_as="Area",
    en="A district or county.",
    zh="区、县或县级市。",
)
class District(Place):
    """A district or county."""


@kind("街道", prefix="place", en="A street office's area, or a town.", zh="街道或乡镇。")
class Street(Place):
    """A street (subdistrict) or town."""

    communities: Many[Community] = edge("<-[:PART_OF]-", None, "Its communities.", "下辖社区。")


@kind("社区", prefix="place", plural="communities", en="A community or village.", zh="社区或村。")
class Community(Place):
    """A community or village."""

    street: One[Street] = edge(
        "-[:PART_OF*1..3]->", None, "The street it belongs to.", "所属街道。"
    )
    grids: Many[Grid] = edge("<-[:PART_OF]-", None, "Its grids.", "下辖网格。")


@kind(
    "小区",
    prefix="place",
    rooted=False,
    shown_as="Area",
    en="A residential estate.",
    zh="住宅小区。",
)
class Estate(Place):
    """A residential estate."""


@kind(
    "网格",
    prefix="place",
    en="A grid: the smallest unit of neighbourhood work.",
    zh="网格：基层治理的最小单元。",
)
class Grid(Place):
    """A grid."""

    community: One[Community] = edge(
        "-[:PART_OF*1..3]->", None, "The community it belongs to.", "所属社区。"
    )


@kind(
    "微网格",
    prefix="place",
    shown_as="Area",
    rooted=False,
    en="A micro-grid: a stairway or building.",
    zh="微网格：楼道或楼栋。",
)
class MicroGrid(Place):
    """A micro-grid."""


@kind("楼宇", prefix="place", rooted=False, shown_as="Area", en="A building.", zh="楼宇。")
class Building(Place):
    """A building."""


@kind(
    "场所",
    prefix="place",
    rooted=False,
    shown_as="Area",
    en="A venue or service point.",
    zh="场所或服务站点。",
)
class Venue(Place):
    """A venue or service point."""


@kind(
    "商圈园区",
    prefix="place",
    shown_as="Area",
    rooted=False,
    en="A business district or park.",
    zh="商圈或产业园区。",
)
class BusinessDistrict(Place):
    """A business district or park."""


@kind(
    "其他地域", prefix="place", rooted=False, labelled=False,
    en="Any other place: a province, city, district, estate, building, venue …; `level` says which.",
    zh="其他层级的地域：省、市、区县、小区、楼宇、场所等，见 level。",
)  # fmt: skip
class Area(Place):
    """A place of a level that has no type of its own."""
