"""The root fields `loopStatistics`, `handOvers` and `falseClosures`: arguments in, one statement, pure counting, answer out."""

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
from schema.loop.answers import FalseClosures, HandOvers, LoopStatistics
from schema.loop.chains import HANDING_OVER
from schema.loop.facts import needs_from
from schema.loop.statement import (
    FALSE_CLOSURES,
    HAND_OVERS,
    LOOP_STATISTICS,
    MOST_CLOSURES,
    MOST_NEEDS,
    shared,
)
from schema.loop.suspicions import AGAIN, SEASON, YEAR
from schema.loop.wording import false_closures, hand_overs, statistics
from schema.windows import YEARS, window_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_HAND_OVERS = 50
"""The largest `least` that may be asked for."""
_EVER = instant(datetime(YEARS[-1] + 1, 1, 1, tzinfo=UTC))
"""After all that is recorded: a closure is judged by whatever is known of it, also by what happens while it is asked for."""


@dataclass(frozen=True)
class Asked:
    """A question as it was put."""

    place: str
    start: datetime
    end: datetime
    as_of: datetime
    category: str | None = None
    least: int = 1
    first: int = 0

    def parameters(self) -> dict[str, Any]:
        """What the statements need."""
        return shared(**{
            "place": self.place, "category": self.category, "from": self.start, "to": min(self.end, max(self.as_of, self.start)),
            "least": self.least, "acts": list(HANDING_OVER),
        })  # fmt: skip

    def of_closures(self) -> dict[str, Any]:
        """What the statement about closures needs."""
        return self.parameters() | {
            "to": self.end, "most": MOST_CLOSURES, "outcomes": ["MET", "PARTLY_MET"],
            "again": AGAIN, "early": YEAR - SEASON, "late": YEAR + SEASON,
        }  # fmt: skip


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    for wrong in window_refusals("from", arguments["from"], "to", arguments["to"]):
        raise Refusal(
            wrong.code, argument=wrong.field,
            zh=f"{wrong.zh}{wrong.cure_zh}", en=f"{wrong.en} {wrong.cure_en}",
        )  # fmt: skip
    least, first = arguments.get("least", 1), arguments.get("first", 0)
    _check("least", least, 1, MOST_HAND_OVERS)
    _check("first", first, 0, MAX_PAGE)
    return Asked(
        place=arguments["place"], start=arguments["from"], end=arguments["to"], category=arguments.get("category"),
        as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0), least=least, first=first,
    )  # fmt: skip


def _check(name: str, size: int, least: int, most: int) -> None:
    if not least <= size <= most:
        raise Refusal(
            "PAGE_SIZE", argument=name,
            zh=f"{name} 须在 {least} 到 {most} 之间，收到 {size}。", en=f"{name} is {least} to {most}, not {size}.",
        )  # fmt: skip


def checked(row: Mapping[str, Any], asked: Asked, most: int = MOST_NEEDS) -> Mapping[str, Any]:
    """The row, unless it cannot be answered.

    Raises:
        Refusal: the category is unknown, or there are more needs than one answer is made of.
    """
    if asked.category is not None and row["category"] is None:
        raise Refusal(
            "UNKNOWN", argument="category",
            zh=f"没有标识为“{asked.category}”的需求分类。请先查询可用的标识。",
            en=f'There is no category of needs with the id "{asked.category}". Look up the ids that exist first.',
        )  # fmt: skip
    if row["count"] > most:
        raise Refusal(
            "TOO_MANY_NEEDS", argument="to",
            zh=f"该时段有 {row['count']} 件需求，一次最多统计 {most} 件。请缩短时段、选择下级地域或限定分类。",
            en=f"There are {row['count']} needs in this period, and one answer is made of {most} at most. Ask for a shorter period, a place below, or a category.",
        )  # fmt: skip
    return row


def _statistics(rows: Sequence[Any], asked: Asked) -> LoopStatistics | None:
    if not rows:
        return None
    row, now = checked(rows[0], asked), instant(asked.as_of)
    return statistics(needs_from(row["needs"], now), now, row["placeNode"])


def _hand_overs(rows: Sequence[Any], asked: Asked) -> HandOvers | None:
    if not rows:
        return None
    row, now = checked(rows[0], asked), instant(asked.as_of)
    units = {each["id"]: each["node"] for each in row["units"]}
    return hand_overs(
        needs_from(row["needs"], now), now, asked.least, asked.first, units=units, place=row["placeNode"]
    )  # fmt: skip


def _false_closures(rows: Sequence[Any], asked: Asked) -> FalseClosures | None:
    if not rows:
        return None
    row = checked(rows[0], asked, MOST_CLOSURES)
    again = [[(id_, at) for id_, at in said["again"]] for said in row["needs"]]
    closed = list(zip(needs_from(row["needs"], _EVER), again, strict=True))
    return false_closures(closed, asked.first, undated=len(row["undated"]), place=row["placeNode"])


_PLACE = argument(
    "place", strawberry.ID, "Id of the place; everywhere below it counts too. 地域标识，含其下级。"
)
_CATEGORY = argument(
    "category",
    strawberry.ID | None,
    "Only needs of this category and of those below it. 仅统计该需求分类及其下级。",
)
_AS_OF = argument(
    "asOf",
    datetime | None,
    "Only what had been recorded by then; now unless said. 以此刻已有的记载为准，默认当前。",
)
_FROM, _TO = (
    argument("from", datetime, "Reported from then on. 上报时间自此时起（含）。"),
    argument(
        "to",
        datetime,
        "Reported before then, at most 366 days later. 上报时间至此时止（不含），时段最长366天。",
    ),
)
_FIRST = argument("first", int, f"So many, at most {MAX_PAGE}. 列出多少件，最多{MAX_PAGE}件。", 20)
_SIZE = {
    name: ListSize(assumed_size=20, slicing_arguments=["first"], sized_fields=[name])
    for name in ("chains", "closures")
}

QUESTIONS = (
    Question(
        name="loopStatistics", cypher=LOOP_STATISTICS, prepare=_prepare, parameters=Asked.parameters, answer=_statistics,
        slots={"LoopStatistics.place": "q"}, act="ASK_LOOP", sparse=True,
        field=field(
            "loopStatistics",
            LoopStatistics | None,
            "What became of the needs that were reported in a period: three rates, each with its denominator and what it leaves out, and how long each clock ran; null if there is no such place. "
            "某时段内上报的需求办得怎样：三率（均附分母和未计入的需求）及各环节用时；无此地域则为空。",
            args=[_PLACE, _FROM, _TO, _CATEGORY, _AS_OF],
        ),
    ),
    Question(
        name="handOvers", cypher=HAND_OVERS, prepare=_prepare, parameters=Asked.parameters, answer=_hand_overs,
        slots={"HandOvers.place": "q", "HandOverChain.need": "n", "HandOverStep.unit": "u", "UnitHolding.unit": "u"},
        act="ASK_LOOP", sparse=True,
        field=field(
            "handOvers",
            HandOvers | None,
            "Needs reported in a period that were handed from one to the next, the worst first, and how long units have what they answer for; null if there is no such place. "
            "推诿链：某时段内上报、被多次转办的需求，重者在前，以及各单位的持有时长；无此地域则为空。",
            args=[
                _PLACE, _FROM, _TO, _CATEGORY, _AS_OF,
                argument("least", int, f"Handed over so often at least, 1–{MOST_HAND_OVERS}. 至少移交多少次，1–{MOST_HAND_OVERS}。", 3),
                _FIRST,
            ],
            size=_SIZE["chains"],
        ),
    ),
    Question(
        name="falseClosures", cypher=FALSE_CLOSURES, prepare=_prepare, parameters=Asked.of_closures, answer=_false_closures,
        slots={"FalseClosures.place": "q", "SuspectClosure.need": "n"}, act="ASK_LOOP", sparse=True,
        field=field(
            "falseClosures",
            FalseClosures | None,
            "Needs closed as met in a period although something speaks against it, the most suspect first; suspicions, not findings; null if there is no such place. "
            "虚假办结嫌疑清单：某时段内以满足办结却有疑点的需求，疑点最重者在前；仅为嫌疑，并非认定；无此地域则为空。",
            args=[
                _PLACE,
                argument("from", datetime, "Closed from then on. 办结时间自此时起（含）。"),
                argument("to", datetime, "Closed before then, at most 366 days later. 办结时间至此时止（不含），时段最长366天。"),
                _FIRST,
            ],
            size=_SIZE["closures"],
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
