"""The root fields `whyNot` and `scarcity`, each with its progress: the statement of `allocation`, other work apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.apart import Apart, Known
from graph.questions import Question
from graph.surface.made import argument, field
from schema.allocation.policy import AllocationPolicy
from schema.allocation.roots import AS_OF, LONGEST, PLACE, SECONDS, checked, policy
from schema.allocation.statement import ALLOCATION
from schema.allocation.statement import parameters as shared
from schema.allocation.task import ScarcityTask, WhyNotTask
from schema.allocation.wording import Nodes
from schema.instants import instant
from schema.reasons import wording
from schema.reasons.answers import (
    MOST_TRIED,
    Scarcity,
    ScarcityProgress,
    WhyNot,
    WhyNotProgress,
)
from schema.scenario import NOTHING, SCENARIO, Scenario, joining, read
from schema.supporters.roots import check_size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.apart import Step


@dataclass(frozen=True)
class Asked:
    """A question as it was put."""

    place: str
    as_of: datetime
    policy: AllocationPolicy
    seconds: int
    scenario: Scenario = NOTHING
    need: str = ""
    unit: str = ""
    first: int = 0

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return shared(self.as_of, self.place, joining(self.scenario))


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    check_size("seconds", arguments["seconds"], LONGEST)
    check_size("first", arguments.get("first", 0), MOST_TRIED)
    return Asked(
        place=arguments["place"],
        as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0),
        policy=policy(),
        seconds=arguments["seconds"],
        scenario=read(arguments.get("scenario")),
        need=arguments.get("need", ""),
        unit=arguments.get("unit", ""),
        first=arguments.get("first", 0),
    )


def _why_not_task(rows: Sequence[Any], asked: Asked) -> WhyNotTask | Known:
    if not rows:
        return Known(None)
    return WhyNotTask(checked(rows[0]), instant(asked.as_of), asked.policy, asked.scenario, need=asked.need, unit=asked.unit)  # fmt: skip


def _why_not(rows: Sequence[Any], asked: Asked, found: Any) -> WhyNot:
    each = [o for unit in rows[0]["units"] for offer in unit["offers"] for o in (offer, *offer["parts"])]  # fmt: skip
    names = {o["id"]: o["name"] for o in each if "name" in o}
    return wording.why_not(found, asked.need, asked.unit, Nodes(rows[0]), names)


def _scarcity_task(rows: Sequence[Any], asked: Asked) -> ScarcityTask | Known:
    if not rows:
        return Known(None)
    return ScarcityTask(checked(rows[0]), instant(asked.as_of), asked.policy, asked.scenario, most=asked.first)  # fmt: skip


def _scarcity(rows: Sequence[Any], asked: Asked, found: Any) -> Scarcity:
    return wording.scarcity(rows[0], found, Nodes(rows[0]), asked.as_of)


def _step(made: Callable[..., Any]) -> Callable[[Any, Step], Any]:
    def step(_: Any, now: Step) -> Any:
        at = now.progress
        return made(
            value=at.value if at else None, bound=at.bound if at else None, elapsed=round(now.elapsed, 1),
            share=round(now.share, 3), waiting=now.waiting, done=now.done, answer=now.answer,
        )  # fmt: skip

    return step


def _apart(name: str, work: str, task: Any, progress: type, en: str, zh: str, args: list[Any]) -> Apart:  # fmt: skip
    return Apart(
        work=work, task=task, seconds=lambda asked: asked.seconds, step=_step(progress),
        field=field(name, progress, f"{en} {zh}", args=args),
    )  # fmt: skip


_WHY_NOT = [
    PLACE,
    argument("need", strawberry.ID, "Id of the need, one of the place. 需求标识，须在该地域内。"),
    argument("unit", strawberry.ID, "Id of the unit. 单位标识。"),
    AS_OF, SCENARIO, SECONDS,
]  # fmt: skip
_SCARCITY = [
    PLACE, AS_OF, SCENARIO, SECONDS,
    argument("first", int, f"Of so many limits is found out what one more brings, at most {MOST_TRIED}. 测算多少项限制的增量，最多{MOST_TRIED}项。", 5),
]  # fmt: skip

QUESTIONS = (
    Question(
        name="whyNot", cypher=ALLOCATION, prepare=_prepare, parameters=Asked.parameters, answer=_why_not,
        slots={"WhyNot.need": "n", "WhyNot.unit": "u", "WhyNotDisplaced.need": "n"}, act="ASK_SUPPORT", sparse=True,
        field=field(
            "whyNot", WhyNot | None,
            "Why a unit does not support a need in the best allocation of a place: it cannot, with the smallest change that would let it; another plan as good uses it; or what it would cost, and whom. Null if there is no such place. "
            "在某地域的最优统筹中单位为何未支持某需求：不能（附最小改变）、同样可行，或代价几何、影响哪些需求；无此地域则为空。",
            args=_WHY_NOT,
        ),
        apart=_apart(
            "whyNotProgress", "schema.reasons.why_not:why_not", _why_not_task, WhyNotProgress,
            "How far that has come, until it is done.", "“为何未支持”的求解进展，直至完成。", _WHY_NOT,
        ),
    ),
    Question(
        name="scarcity", cypher=ALLOCATION, prepare=_prepare, parameters=Asked.parameters, answer=_scarcity,
        slots={"Scarcity.place": "q", "ScarceLimit.unit": "u", "ScarceLimit.resource": "r"}, act="ASK_SUPPORT", sparse=True,
        field=field(
            "scarcity", Scarcity | None,
            "What is scarce at a place, and how much one more of it would bring: the change of the optimum on solving again, an interval where a gap remains. Null if there is no such place. "
            "某地域什么能力紧缺，哪项资源或承接再多一个单位能多满足多少（重新求解所得，未证明时为区间）；无此地域则为空。",
            args=_SCARCITY,
        ),
        apart=_apart(
            "scarcityProgress", "schema.reasons.scarcity:scarcity", _scarcity_task, ScarcityProgress,
            "How far that has come, until it is done.", "“什么紧缺”的求解进展，直至完成。", _SCARCITY,
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
