"""The root question `overdueNeeds`: the open needs of a place whose clocks are overdue or warn, the worst first.

Overdue is stored nowhere, so no index finds it: the statement brings the open needs of the place with their moments,
the rules once, and the pure rules judge. The oldest `MOST_JUDGED` are judged; the answer says how many there were.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface import MAX_PAGE
from graph.surface.made import argument, field
from graph.surface.sizes import Cost, ListSize
from schema.clocks.answers import CLOCKS, Clock, told
from schema.clocks.course import FINAL
from schema.clocks.facts import CATEGORIES, NEED, PLACES, RULES, level_facts, need_facts
from schema.clocks.reckoning import reckoned
from schema.clocks.rules import choose
from schema.clocks.terms import ClockState
from schema.instants import MINUTE, instant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.clocks.reckoning import Clock as Reckoned
    from schema.clocks.rules import Choice, LevelFacts
    from schema.needs import Need

MOST_JUDGED = 5000
"""Open needs of one place that are judged; of more, those that were reported first."""
USUALLY_SHOWN = 20

OVERDUE_NEEDS = (
    """
MATCH (q:Place {id: $place}) WHERE «scope q:Place»
CALL (q) {
  MATCH (q)<-[steps3:PART_OF*0..10]-(p)<-[:AT]-(n) WHERE «along steps3:Place»
  WITH n, p WHERE n:Need AND n.reportedAt <= $asOf AND «scope n:Need»
    AND (NOT n.status IN $final OR n.closedAt > $asOf OR n.statusAt > $asOf)
  WITH n, p ORDER BY n.reportedAt, n.id
  RETURN collect([n, p]) AS open
}
CALL (open) {
  UNWIND open[..$most] AS pair
  WITH pair[0] AS n, pair[1] AS p
  MATCH (n)-[:IN_CATEGORY]->(c:Category) WHERE «scope c:Category»
  RETURN collect(DISTINCT c) AS terms, collect(DISTINCT p) AS sites,
    collect("""
    + NEED
    + """, id: n.id, priority: n.priority, category: c.id, place: p.id, node: «project n:Need»}) AS needs
}
CALL (terms) {
  UNWIND terms AS c
  WITH c, """
    + CATEGORIES
    + """ AS chain
  RETURN collect([c.id, chain]) AS above
}
CALL (sites) {
  UNWIND sites AS p
  WITH p, """
    + PLACES
    + """ AS chain
  RETURN collect([p.id, chain]) AS around
}
WITH size(open) AS open, needs, above, around,
  reduce(found = [], each IN above | found + each[1]) AS categories, reduce(found = [], each IN around | found + each[1]) AS places
RETURN {open: open, needs: needs, categories: above, places: around, rules: """
    + RULES
    + """} AS value
"""
)
"""One row for the place `$place`, none when there is no such place."""


@strawberry.type(description="An open need with its clocks. 一件未办结的需求及其各项时限。")
class OverdueNeed:
    """An open need with its clocks."""

    need: Annotated[Need, strawberry.lazy("schema.needs")] = strawberry.field(
        description="The need. 需求。"
    )
    clocks: list[Clock] = strawberry.field(
        description="Its clocks, as `Need.clocks` gives them. 其各项时限，与 Need.clocks 相同。",
        directives=[ListSize(assumed_size=CLOCKS)],
    )


@strawberry.type(
    description="Open needs of a place that are overdue or soon will be. 某地域超时或即将超时的需求。",
    directives=[Cost(weight="20")],
)
class OverdueNeeds:
    """Open needs of a place that are overdue or soon will be."""

    as_of: datetime = strawberry.field(
        description="The moment as of which clocks are read. 以此刻的情况为准。"
    )
    open_count: int = strawberry.field(
        description="How many needs of the place and of everywhere below had not ended. 本地域及其下级未办结的需求总数。"
    )
    judged_count: int = strawberry.field(
        description=f"How many of them were judged: the oldest, at most {MOST_JUDGED}. 其中判断了多少件：最早上报者优先，最多{MOST_JUDGED}件。"
    )
    overdue_count: int = strawberry.field(
        description="How many have a clock that is overdue. 有时限已超时的件数。"
    )
    warned_count: int = strawberry.field(
        description="How many have none overdue and one that warns. 没有超时、但有预警的件数。"
    )
    unknown_count: int = strawberry.field(
        description="How many have a clock that can't be reckoned, a moment not being recorded. 有时限因缺少时间记录而不明的件数。"
    )
    needs: list[OverdueNeed] = strawberry.field(
        description="The worst first: overdue before warned, by how many minutes, then by priority, report and id. 最严重者在前：先超时、后预警，依次按分钟数、优先级、上报时间、标识排列。"
    )


@dataclass(frozen=True)
class Asking:
    """The question as it was put."""

    place: str
    as_of: datetime
    first: int

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return {
            "place": self.place,
            "asOf": self.as_of,
            "final": sorted(FINAL),
            "most": MOST_JUDGED,
        }


@dataclass(frozen=True)
class Judged:
    """A need that was judged: what orders it, and what is shown of it."""

    order: tuple[Any, ...]
    clocks: tuple[Reckoned, ...]
    choice: Choice | None
    node: Any


def judged(row: Mapping[str, Any], now: int) -> list[Judged]:
    """All needs of a row, the worst first; those that are well come last."""
    above = {said[0]: said[1] for said in row["categories"]}
    around = {said[0]: said[1] for said in row["places"]}
    rules: dict[str | None, list[LevelFacts]] = {}
    for rule in map(level_facts, row["rules"]):
        rules.setdefault(rule.category, []).append(rule)
    found = []
    for said in row["needs"]:
        need = need_facts(said, above[said["category"]], around[said["place"]])
        choice = choose(
            chain.from_iterable(rules.get(c, ()) for c in (None, *need.subject.categories)),
            need.subject,
        )
        clocks = reckoned(need, choice.rule if choice else None, now)
        order = (*worst(clocks), said["priority"], said["reportedAt"], said["id"])
        found.append(Judged(order, clocks, choice, said["node"]))
    return sorted(found, key=lambda each: each.order)


def worst(clocks: Sequence[Reckoned]) -> tuple[int, int]:
    """How bad the worst clock is, smaller being worse: 0 overdue, 1 warned, 2 neither; then the time it has left."""
    ranks = {ClockState.OVERDUE: 0, ClockState.WARNED: 1}
    return min(
        (
            (ranks[c.state], (c.limit or 0) * MINUTE - (c.elapsed or 0))
            for c in clocks
            if c.state in ranks
        ),
        default=(2, 0),
    )


def _prepare(arguments: Mapping[str, Any]) -> Asking:
    first = arguments.get("first")
    first = USUALLY_SHOWN if first is None else first
    if not 0 <= first <= MAX_PAGE:
        raise Refusal(
            "PAGE_SIZE", argument="first",
            zh=f"first 须在 0 到 {MAX_PAGE} 之间，收到 {first}。", en=f"first is 0 to {MAX_PAGE}, not {first}.",
        )  # fmt: skip
    as_of = arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0)
    return Asking(arguments["place"], as_of, first)


def _answer(rows: Sequence[Any], asking: Asking) -> OverdueNeeds | None:
    if not rows:
        return None
    (row,) = rows
    found = judged(row, instant(asking.as_of))
    bad = [each for each in found if each.order[0] < 2]
    unknown = [e for e in found if any(c.state is ClockState.UNKNOWN for c in e.clocks)]
    return OverdueNeeds(
        as_of=asking.as_of,
        open_count=row["open"],
        judged_count=len(found),
        overdue_count=sum(each.order[0] == 0 for each in bad),
        warned_count=sum(each.order[0] == 1 for each in bad),
        unknown_count=len(unknown),
        needs=[
            OverdueNeed(need=each.node, clocks=told(each.clocks, each.choice))
            for each in bad[: asking.first]
        ],
    )


QUESTIONS = (
    Question(
        name="overdueNeeds", cypher=OVERDUE_NEEDS, prepare=_prepare, parameters=Asking.parameters, answer=_answer,
        slots={"OverdueNeed.need": "n"}, act="ASK_OVERDUE", sparse=True,
        field=field(
            "overdueNeeds",
            OverdueNeeds | None,
            "Open needs of a place and of everywhere below it whose clocks are overdue or warn, the worst first; null if there is no such place. "
            "某地域及其下级超时或预警的需求，最严重者在前；无此地域则为空。",
            args=[
                argument("place", strawberry.ID, "Id of the place, such as a street. 地域标识，如某街道。"),
                argument(
                    "asOf", datetime | None,
                    "The moment as of which clocks are read; now unless said. 以此刻的情况为准，默认当前。",
                ),
                argument("first", int | None, f"Only so many, from the worst, 0–{MAX_PAGE}; {USUALLY_SHOWN} unless said. 只列出前若干件，默认{USUALLY_SHOWN}件。"),
            ],
            size=ListSize(assumed_size=USUALLY_SHOWN, slicing_arguments=["first"], sized_fields=["needs"]),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
