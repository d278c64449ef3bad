"""The root fields `singlePointsOfFailure` and `underServedPlaces`: arguments in, one statement, pure counting, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface import MAX_PAGE
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema.instants import instant
from schema.reach.answers import SinglePointsOfFailure, UnderServedPlaces
from schema.reach.facts import reach_from
from schema.reach.statement import MOST_NEEDS, REACH, parameters
from schema.reach.supply import FARTHEST
from schema.reach.wording import failures, under_served
from schema.scenario import NOTHING, SCENARIO, Scenario, joining, read
from schema.supporters.roots import as_if, check_size
from schema.windows import window_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.reach.facts import ReachFacts

MOST_METRES = 1_000_000
"""The farthest that may be asked about."""


@dataclass(frozen=True)
class Asked:
    """A question as it was put; without a period only open needs count."""

    place: str
    as_of: datetime
    first: int = 20
    start: datetime | None = None
    end: datetime | None = None
    category: str | None = None
    within: int = FARTHEST
    scenario: Scenario = NOTHING

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return parameters(self.as_of, self.place, joining(self.scenario), self.category, self.start, self.end)  # fmt: skip


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    check_size("first", arguments["first"], MAX_PAGE)
    start, end = arguments.get("from"), arguments.get("to")
    for wrong in window_refusals("from", start, "to", end):
        raise Refusal(
            wrong.code, argument=wrong.field,
            zh=f"{wrong.zh}{wrong.cure_zh}", en=f"{wrong.en} {wrong.cure_en}",
        )  # fmt: skip
    within = arguments.get("withinMetres", FARTHEST)
    if not 0 <= within <= MOST_METRES:
        raise Refusal(
            "DISTANCE", argument="withinMetres",
            zh=f"withinMetres 须在 0 到 {MOST_METRES} 之间，收到 {within}。", en=f"withinMetres is 0 to {MOST_METRES}, not {within}.",
        )  # fmt: skip
    return Asked(
        place=arguments["place"], as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0), first=arguments["first"],
        start=start, end=end, category=arguments.get("category"), within=within, scenario=read(arguments.get("scenario")),
    )  # fmt: skip


def _facts(row: Mapping[str, Any], asked: Asked) -> ReachFacts:
    """What the row brought, as the scenario has it.

    Raises:
        Refusal: the category or what the scenario is about is unknown, or there are more needs than one answer is made of.
    """
    if asked.category is not None and row["category"] is None:
        raise Refusal(
            "UNKNOWN", argument="category",
            zh=f"没有标识为“{asked.category}”的需求分类。请先查询可用的标识。",
            en=f'There is no category of needs with the id "{asked.category}". Look up the ids that exist first.',
        )  # fmt: skip
    if row["count"] > MOST_NEEDS:
        raise Refusal(
            "TOO_MANY_NEEDS", argument="place",
            zh=f"共有 {row['count']} 件需求，一次最多统计 {MOST_NEEDS} 件。请选择下级地域、缩短时段或限定分类。",
            en=f"There are {row['count']} needs, and one answer is made of {MOST_NEEDS} at most. Ask for a place below, a shorter period, or a category.",
        )  # fmt: skip
    return reach_from(as_if(row, asked.scenario))


def _failures(rows: Sequence[Any], asked: Asked) -> SinglePointsOfFailure | None:
    return failures(_facts(rows[0], asked), instant(asked.as_of), asked.first) if rows else None


def _under_served(rows: Sequence[Any], asked: Asked) -> UnderServedPlaces | None:
    if not rows:
        return None
    return under_served(_facts(rows[0], asked), instant(asked.as_of), asked.first, asked.within)


_PLACE = argument("place", strawberry.ID, "Id of the place, such as a street: all its communities. 地域标识，如某街道，含其全部社区。")  # fmt: skip
_FIRST = argument("first", int, f"So many, at most {MAX_PAGE}. 列出多少项，最多{MAX_PAGE}项。", 20)
_AS_OF = argument("asOf", datetime | None, "The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。")  # fmt: skip
_NEXT = {"ReachNext.unit": "u", "ReachNext.resource": "r"}

QUESTIONS = (
    Question(
        name="singlePointsOfFailure", cypher=REACH, prepare=_prepare, parameters=Asked.parameters, answer=_failures,
        slots={
            **_NEXT, "SinglePointsOfFailure.place": "q", "FailurePoint.place": "p", "FailurePoint.capability": "k", "FailurePoint.units": "u",
            "FailurePoint.resources": "r", "FailurePoint.roles": "t",
        },
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "singlePointsOfFailure",
            SinglePointsOfFailure | None,
            "Where everything hangs on one unit or one person: community by community and capability by capability, with who would come next, and what holds communities together; null if there is no such place. "
            "单点依赖：逐社区、逐能力，哪些只系于一个单位或一个人，谁可补位，以及联系的关节点；无此地域则为空。",
            args=[_PLACE, _FIRST, _AS_OF, SCENARIO],
            size=ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=["points"]),
        ),
    ),
    Question(
        name="underServedPlaces", cypher=REACH, prepare=_prepare, parameters=Asked.parameters, answer=_under_served,
        slots={
            **_NEXT, "UnderServedPlaces.place": "q", "UnderServedPlace.place": "p", "UnderServedPlace.category": "c", "UnderServedPlace.units": "u",
            "UnderServedPlace.missing": "k",
        },
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "underServedPlaces",
            UnderServedPlaces | None,
            "Which communities have least within reach for what they ask, category by category: what is open and was reported in a period, against the providers that serve there; null if there is no such place. "
            "哪些社区的需求最缺可及的供给：逐分类以待认领和时段内上报的需求对照当地可及的供给单位；无此地域则为空。",
            args=[
                _PLACE,
                argument("from", datetime, "Reported from then on. 上报时间自此时起（含）。"),
                argument("to", datetime, "Reported before then, at most 366 days later. 上报时间至此时止（不含），时段最长366天。"),
                argument("category", strawberry.ID | None, "Only needs of this category and of those below it. 仅统计该需求分类及其下级。"),
                argument("withinMetres", int, f"How far people go for what says nothing of a radius, at most {MOST_METRES}. 未注明服务半径的供给按此距离（米）计，最多{MOST_METRES}。", FARTHEST),
                _FIRST, _AS_OF, SCENARIO,
            ],
            size=ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=["rows"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
