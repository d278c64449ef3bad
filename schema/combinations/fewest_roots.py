"""The root field `fewestUnits` and its progress: the statement of `allocation`, a search apart, an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graph.apart import Apart, Known
from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface.made import argument, field
from schema.allocation.roots import AS_OF, PLACE, policy
from schema.allocation.statement import ALLOCATION
from schema.allocation.statement import parameters as shared
from schema.allocation.task import Task
from schema.allocation.terms import AllocationStanding
from schema.allocation.wording import Nodes, left, proposal
from schema.combinations import words
from schema.combinations.fewest_answers import (
    MOST_SHOWN,
    FewestObjective,
    FewestUnit,
    FewestUnits,
    FewestUnitsProgress,
)
from schema.combinations.terms import FewestObjectiveKind
from schema.instants import instant
from schema.scenario import NOTHING, SCENARIO, Scenario, joining, read
from schema.solving.problem import Standing
from schema.supporters.roots import check_size
from schema.world import world_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.apart import Step
    from schema.allocation.policy import AllocationPolicy
    from schema.combinations.fewest_work import Found
    from schema.solving.problem import Stage

MOST_NEEDS = 300
"""Needs that one answer is made of at most: those of a street."""
LONGEST = 60
"""Most seconds that may be asked for."""
KINDS = {
    "coverage": FewestObjectiveKind.COVERAGE, "units": FewestObjectiveKind.UNITS,
    "load": FewestObjectiveKind.LOAD, "metres": FewestObjectiveKind.DISTANCE,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A question as it was put."""

    place: str
    as_of: datetime
    policy: AllocationPolicy
    seconds: int
    first: int
    scenario: Scenario = NOTHING

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        most = {"most": MOST_NEEDS, "first": MOST_NEEDS}
        return {**shared(self.as_of, self.place, joining(self.scenario)), **most}


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    check_size("first", arguments["first"], MOST_SHOWN)
    check_size("seconds", arguments["seconds"], LONGEST)
    return Asked(
        place=arguments["place"],
        as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0),
        policy=policy(),
        seconds=arguments["seconds"],
        first=arguments["first"],
        scenario=read(arguments.get("scenario")),
    )


def _task(rows: Sequence[Any], asked: Asked) -> Task | Known:
    if not rows:
        return Known(None)
    if rows[0]["open"] > MOST_NEEDS:
        raise Refusal(
            "TOO_MANY_NEEDS", argument="place",
            zh=f"该地域有 {rows[0]['open']} 件待落实需求，一次最多按 {MOST_NEEDS} 件查找。请选择下级地域，如某社区。",
            en=f"There are {rows[0]['open']} needs at this place, and one answer is made of {MOST_NEEDS} at most. Ask about a place below, such as a community.",
        )  # fmt: skip
    return Task(rows[0], instant(asked.as_of), asked.policy, asked.scenario)


def _answer(rows: Sequence[Any], asked: Asked, found: Found) -> FewestUnits:
    row, said = rows[0], found.outcome
    nodes = Nodes(row)
    taken = sorted((u for u in said.loads if u.added), key=lambda u: (-u.added, u.unit))
    proven = [s.standing is Standing.PROVEN for s in said.stages[:2]] == [True, True]
    zh, en = words.fewest(said.needs, said.covered, len(taken), found.with_one_fewer, proven=proven)
    return FewestUnits(
        place=row["placeNode"], as_of=asked.as_of, need_count=said.needs, met_count=said.covered, unit_count=len(taken),
        proven=proven, met_with_one_fewer=found.with_one_fewer, zh=zh, en=en,
        objectives=[_objective(stage) for stage in said.stages],
        units=[
            FewestUnit(unit=nodes.units[u.unit], engagements=u.engagements, need_count=u.added)
            for u in taken[: asked.first]
        ],
        proposals=[proposal(p, nodes) for p in said.proposals[: asked.first]], proposal_count=len(said.proposals),
        open_needs=[left(o, nodes) for o in said.open[: asked.first]], state=world_of(row["state"]).text,
    )  # fmt: skip


def _objective(stage: Stage) -> FewestObjective:
    return FewestObjective(
        kind=KINDS[stage.name], value=stage.value, bound=stage.bound, gap=round(stage.gap, 6),
        standing=AllocationStanding[stage.standing.name],
    )  # fmt: skip


def _step(_: Asked, step: Step) -> FewestUnitsProgress:
    at = step.progress
    return FewestUnitsProgress(
        stage=KINDS[at.stage] if at else None, value=at.value if at else None, bound=at.bound if at else None,
        gap=at.gap if at else None, elapsed=round(step.elapsed, 1), share=round(step.share, 3), waiting=step.waiting,
        done=step.done, answer=step.answer,
    )  # fmt: skip


_ARGUMENTS = [
    PLACE, AS_OF, SCENARIO,
    argument("seconds", int, f"How long it may take, 0–{LONGEST}; the best found by then is answered, with its gap. 求解时限（秒），0–{LONGEST}；到时给出已得的最好结果及其差距。", 5),
    argument("first", int, f"So many units, proposals and needs left open are shown, at most {MOST_SHOWN}. 列出多少家单位、多少项提议和多少件未满足的需求，最多{MOST_SHOWN}。", 60),
]  # fmt: skip
SLOTS = {
    "FewestUnits.place": "q", "FewestUnit.unit": "u", "ProposedCommitment.need": "n", "ProposedCommitment.unit": "u",
    "ProposedCommitment.resource": "r", "AllocationOpenNeed.need": "n", "AllocationBinding.unit": "u", "AllocationBinding.resource": "r",
}  # fmt: skip
QUESTIONS = (
    Question(
        name="fewestUnits", cypher=ALLOCATION, prepare=_prepare, parameters=Asked.parameters, answer=_answer, slots=SLOTS,
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "fewestUnits",
            FewestUnits | None,
            "The fewest units that meet all needs of a place, each in full and all at once; needs that cannot be met are named with what is missing, and the answer is for the rest. Null if there is no such place. "
            "最少需要几家单位才能同时全部满足某地域的待落实需求；无法满足的列明缺口，其余照常求解；无此地域则为空。",
            args=_ARGUMENTS,
        ),
        apart=Apart(
            work="schema.combinations.fewest_work:solve", task=_task, seconds=lambda asked: asked.seconds, step=_step,
            field=field(
                "fewestUnitsProgress", FewestUnitsProgress,
                "How far that has come, until it is done; whoever stops listening stops the work. 查找最少单位的进展，直至完成；停止订阅即停止求解。",
                args=_ARGUMENTS,
            ),
        ),
    ),
)  # fmt: skip
"""The question, for the schema and the engine."""
