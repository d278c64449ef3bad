"""The root field `emergencySupport`: arguments in, one statement, pure judgement, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.questions import Question
from graph.surface import MAX_PAGE
from graph.surface.made import argument, field
from graph.surface.sizes import ListSize
from schema import asking
from schema.emergency.answers import EmergencySupport
from schema.emergency.callable import Emergency, call, in_order
from schema.emergency.facts import callables_from, holders_from
from schema.emergency.people import people
from schema.emergency.statement import EMERGENCY
from schema.emergency.statement import parameters as needed
from schema.emergency.wording import support
from schema.instants import MINUTE, instant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_CATEGORIES = 50
DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Asked:
    """The question as it was put."""

    place: str
    categories: list[str]
    as_of: datetime
    first: int
    emergency: Emergency

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return needed(self.place, self.categories, self.as_of)


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    as_of = asking.as_of(arguments)
    return Asked(
        place=arguments["place"], categories=asking.ids(arguments, "categories", MOST_CATEGORIES), as_of=as_of,
        first=asking.size(arguments, "first", 0, MAX_PAGE),
        emergency=Emergency(
            as_of=instant(as_of),
            within=asking.size(arguments, "within", 1, DAY_MINUTES) * MINUTE,
            length=asking.size(arguments, "minutes", 1, DAY_MINUTES) * MINUTE,
            gives_way=asking.size(arguments, "givesWay", 1, 5),
            stale_days=asking.size(arguments, "staleDays", 0, 3660),
            rest=asking.size(arguments, "restMinutes", 0, DAY_MINUTES) * MINUTE,
        ),
    )  # fmt: skip


def _answer(rows: Sequence[Any], asked: Asked) -> EmergencySupport | None:
    if not rows:
        return None
    row = rows[0]
    called = in_order([call(each, asked.emergency) for each in callables_from(row)])
    found = people(holders_from(row), asked.emergency)
    return support(called, found, asked.emergency, asked.first, row["placeNode"])


QUESTIONS = (
    Question(
        name="emergencySupport", cypher=EMERGENCY, prepare=_prepare, parameters=Asked.parameters, answer=_answer,
        slots={
            "EmergencySupport.place": "p", "EmergencyResource.resource": "r", "EmergencyResource.unit": "u",
            "EmergencyPerson.person": "w", "DisplacedCommitment.need": "n",
        },
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "emergencySupport",
            EmergencySupport | None,
            "What can be on site at a place within so many minutes from now: resources that may be called in an emergency with their way, notice and what would have to give way, and people with a post there; null if there is no such place. "
            "平战结合：从现在起若干分钟内能到某地的力量：可应急调用的资源（含路程、提前量和须让出的承诺）及在本地任职的人员；无此地域则为空。",
            args=[
                argument("place", strawberry.ID, "Where. 地点标识。"),
                argument("within", int, "On site within so many minutes, at most a day. 多少分钟内到场，最多一天。", 120),
                argument("minutes", int, "How long it is needed there, minutes, at most a day. 在场多长时间（分钟），最多一天。", 240),
                argument("categories", list[strawberry.ID], f"Only what can do one of these, or something below; at most {MOST_CATEGORIES} ids of capabilities. 仅限具备其中任一能力（含下级）的资源，最多{MOST_CATEGORIES}个能力分类标识。", []),
                argument("givesWay", int, "What is for needs of this priority (1–4) or less urgent may give way; 5: nothing. 优先级为此数及更缓（1–4）的需求可让出；5为均不让出。", 3),
                argument("restMinutes", int, "Rest before the next duty, minutes. 下一班前须有的休整时间（分钟）。", 480),
                argument("staleDays", int, "Entries not confirmed for more days than this are flagged. 超过多少天未核实即标出。", 90),
                argument("asOf", datetime | None, "When the call goes out; now unless said. 发出调用的时间，默认当前。"),
                argument("first", int, f"So many resources and people, at most {MAX_PAGE}. 各列出多少项，最多{MAX_PAGE}项。", 20),
            ],
            size=ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=["resources", "people"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
