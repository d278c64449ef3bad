"""The root field `allocation` and its progress: arguments in, one statement, the work apart, answer out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import strawberry

from graph.apart import Apart, Known
from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface.made import argument, field
from schema.allocation.answers import MOST_SHOWN, Allocation, AllocationProgress
from schema.allocation.policy import HEAVIEST, PACKAGED, AllocationPolicy, load_policy
from schema.allocation.statement import ALLOCATION, MOST_NEEDS
from schema.allocation.statement import parameters as shared
from schema.allocation.task import Task
from schema.allocation.terms import AllocationObjectiveKind
from schema.allocation.wording import KINDS, allocation
from schema.instants import instant
from schema.scenario import NOTHING, SCENARIO, Scenario, joining, read
from schema.supporters.roots import as_if, check_size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.apart import Step
    from schema.allocation.outcome import Outcome

LONGEST = 300
"""Most seconds that may be asked for."""
USUALLY = 20
_STAGES = {kind: name for name, kind in KINDS.items()}


def policy() -> AllocationPolicy:
    """The rule of allocation: the packaged one, or the file that `GONGJIAN_ALLOCATION` names."""
    return load_policy(Path(os.environ.get("GONGJIAN_ALLOCATION") or PACKAGED))


@dataclass(frozen=True)
class Asked:
    """An allocation as it was asked for. change_price: None leaves promises as they are."""

    place: str
    as_of: datetime
    policy: AllocationPolicy
    seconds: int
    first: int
    until: str
    change_price: float | None = None
    scenario: Scenario = NOTHING
    tiers: bool = False
    give: float = 0.0

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return shared(self.as_of, self.place, joining(self.scenario))


def prepare(arguments: Mapping[str, Any]) -> Asked:
    """The arguments, checked.

    Raises:
        Refusal: a number is out of range.
    """
    check_size("first", arguments["first"], MOST_SHOWN)
    check_size("seconds", arguments["seconds"], LONGEST)
    rule, price = policy(), arguments.get("changePrice")
    if price is not None and not (isfinite(price) and 0 <= price <= HEAVIEST):
        raise Refusal(
            "CHANGE_PRICE", argument="changePrice",
            zh=f"变更代价须在 0 到 {HEAVIEST} 之间，收到 {price:g}。", en=f"The price of a change is 0 to {HEAVIEST}, not {price:g}.",
        )  # fmt: skip
    if price is not None and not arguments["reconsider"]:
        raise Refusal(
            "CHANGE_PRICE", argument="changePrice", zh="只有重新考虑原有承诺时才有变更代价；请同时设 reconsider 为 true。",
            en="A change has a price only where promises are reconsidered; set reconsider to true.",
        )  # fmt: skip
    if arguments["reconsider"]:
        price = rule.change_price if price is None else price
    return Asked(
        place=arguments["place"],
        as_of=arguments.get("asOf") or datetime.now(UTC).replace(microsecond=0),
        policy=rule,
        seconds=arguments["seconds"],
        first=arguments["first"],
        until=_STAGES[arguments["until"]],
        change_price=price,
        scenario=read(arguments.get("scenario")),
        tiers=arguments.get("tiers", False),
        give=_give(arguments.get("fairnessPrice", 0.0)),
    )


def _give(share: float) -> float:
    if not (isfinite(share) and 0 <= share <= 1):
        raise Refusal(
            "FAIRNESS_PRICE", argument="fairnessPrice",
            zh=f"为公平可让出的满足量比例须在 0 到 1 之间，收到 {share:g}。", en=f"The share of coverage that may be given up for fairness is 0 to 1, not {share:g}.",
        )  # fmt: skip
    return float(share)


def checked(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row, unless there are more needs than one allocation is made of.

    Raises:
        Refusal: there are.
    """
    if row["open"] > MOST_NEEDS:
        raise Refusal(
            "TOO_MANY_NEEDS", argument="place",
            zh=f"该地域有 {row['open']} 件待落实需求，一次最多统筹 {MOST_NEEDS} 件。请选择下级地域。",
            en=f"There are {row['open']} needs at this place, and one allocation is made of {MOST_NEEDS} at most. Ask about a place below.",
        )  # fmt: skip
    return row


def _task(rows: Sequence[Any], asked: Asked) -> Task | Known:
    if not rows:
        return Known(None)
    return Task(checked(rows[0]), instant(asked.as_of), asked.policy, asked.scenario, asked.change_price, asked.until, asked.tiers, asked.give)  # fmt: skip


def _answer(rows: Sequence[Any], asked: Asked, outcome: Outcome) -> Allocation:
    row = rows[0]
    # One that changes nothing is none.
    otherwise = bool(joining(asked.scenario)) or as_if(row, asked.scenario)["units"] != row["units"]
    return allocation(
        row, outcome, asked.policy, asked.change_price, asked.as_of, asked.first, imagined=otherwise
    )


def _step(_: Asked, step: Step) -> AllocationProgress:
    at = step.progress
    return AllocationProgress(
        stage=KINDS[at.stage] if at else None, value=at.value if at else None, bound=at.bound if at else None,
        gap=at.gap if at else None, elapsed=round(step.elapsed, 1), share=round(step.share, 3), waiting=step.waiting,
        done=step.done, answer=step.answer,
    )  # fmt: skip


PLACE = argument(
    "place", strawberry.ID, "Id of the place, such as a street; everywhere below it counts too. 地域标识，如某街道，含其下级。"
)  # fmt: skip
AS_OF = argument(
    "asOf",
    datetime | None,
    "The moment whose state of affairs counts; now unless said. 以此刻的情况为准，默认当前。",
)
RECONSIDER = argument(
    "reconsider", bool, "Whether promises that are not yet under way may be changed, at a price. 是否可（有代价地）变更尚未实施的承诺。", False
)  # fmt: skip
CHANGE_PRICE = argument(
    "changePrice", float | None,
    "What changing one promise costs, in the weight of needs; that of the policy unless said. 变更一项承诺的代价（与需求权重同单位），默认按规则。",
)  # fmt: skip
SECONDS = argument(
    "seconds", int, f"How long it may take, 0–{LONGEST}; the best found by then is answered, with its gap. 求解时限（秒）；到时给出已得的最好方案及其差距。", USUALLY
)  # fmt: skip
_ARGUMENTS = [
    PLACE, AS_OF, SCENARIO, RECONSIDER, CHANGE_PRICE,
    argument("tiers", bool, "Whether no need of one priority may be dropped for those below it, however many; else weights decide. 是否分级优先：不为再多的次级需求而放弃上一级需求；默认按权重。", False),
    argument("fairnessPrice", float, "The share of coverage that may be given up so that communities are served more evenly, 0–1. 为各社区更均衡最多可让出的满足量比例（0–1）。", 0.0),
    argument("until", AllocationObjectiveKind, "The last objective that is sought. 求解到哪一项目标为止。", AllocationObjectiveKind.DISTANCE),
    SECONDS,
    argument("first", int, f"So many proposals, changes and needs left open are shown, at most {MOST_SHOWN}. 列出多少项支持、变更和未落实需求，最多{MOST_SHOWN}项。", 100),
]  # fmt: skip
_TEXT = (
    "The fairest and fullest use of all partners for the open needs of a place, objective by objective, with what proves it; nothing is written. Null if there is no such place. "
    "统筹安排：以全部伙伴单位满足某地域的待落实需求，逐项目标给出结果与证明；只预览，不写入；无此地域则为空。"
)

SLOTS = {
    "Allocation.place": "q", "AllocationCommunity.place": "w", "ProposedCommitment.need": "n", "ProposedCommitment.unit": "u",
    "ProposedCommitment.resource": "r", "AllocationChange.unit": "u", "AllocationLoad.unit": "u", "AllocationBinding.unit": "u",
    "AllocationBinding.resource": "r", "AllocationOpenNeed.need": "n",
}  # fmt: skip
"""Which variable of the statement each field that shows a node stands for."""
QUESTIONS = (
    Question(
        name="allocation", cypher=ALLOCATION, prepare=prepare, parameters=Asked.parameters, answer=_answer, slots=SLOTS,
        act="ASK_SUPPORT", sparse=True,
        field=field("allocation", Allocation | None, _TEXT, args=_ARGUMENTS),
        apart=Apart(
            work="schema.allocation.work:solve", task=_task, seconds=lambda asked: asked.seconds, step=_step,
            field=field(
                "allocationProgress", AllocationProgress,
                "How far that has come, until it is done; whoever stops listening stops the work. 统筹求解的进展，直至完成；停止订阅即停止求解。",
                args=_ARGUMENTS,
            ),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
