"""The root field `loadFairness`: arguments in, one statement, pure counting, answer out."""

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
from schema.instants import day_of, instant
from schema.load.answers import LoadFairness
from schema.load.facts import partners_from
from schema.load.judged import judge
from schema.load.statement import LOAD
from schema.load.statement import parameters as needed
from schema.load.wording import fairness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class Asked:
    """The question as it was put."""

    place: str
    start: datetime
    end: datetime
    first: int

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return needed(self.place, self.start, self.end)


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    start, end = asking.period(arguments)
    return Asked(arguments["place"], start, end, asking.size(arguments, "first", 0, MAX_PAGE))


def _answer(rows: Sequence[Any], asked: Asked) -> LoadFairness | None:
    if not rows:
        return None
    start, end = instant(asked.start), instant(asked.end)
    days = day_of(end - 1) - day_of(start) + 1
    return fairness(judge(partners_from(rows[0], start, end)), days, asked.first, rows[0]["placeNode"])  # fmt: skip


QUESTIONS = (
    Question(
        name="loadFairness", cypher=LOAD, prepare=_prepare, parameters=Asked.parameters, answer=_answer,
        slots={"LoadFairness.place": "q", "UnitLoad.unit": "u", "LoadMove.fromUnit": "u", "LoadMove.toUnit": "u", "LoadMove.commitment": "d"},
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "loadFairness",
            LoadFairness | None,
            "How evenly work lies on a place's partners in a period, what each was asked, took on and delivered, and the fewest moves of what is still open that would make it even; null if there is no such place. "
            "某时段内某地域的共建单位负担是否均衡：各被点、接受、交付多少，以及以最少改派使其均衡的建议；无此地域则为空。",
            args=[
                argument("place", strawberry.ID, "Id of the place; everywhere below it counts too. 地域标识，含其下级。"),
                argument("from", datetime, "Commitments that begin from then on. 开始时间自此时起（含）的承诺。"),
                argument("to", datetime, "And before then, at most 366 days later. 开始时间至此时止（不含），时段最长366天。"),
                argument("first", int, f"So many units, at most {MAX_PAGE}. 列出多少个单位，最多{MAX_PAGE}个。", 20),
            ],
            size=ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=["units"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
