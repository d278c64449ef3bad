"""The root field `rePairing`: arguments in, one statement, the work apart, answer out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.apart import Apart, Known
from graph.compile.refusal import Refusal
from graph.questions import Question
from graph.surface.made import argument, field
from schema import asking
from schema.pairing.answers import RePairing, RePairingProgress
from schema.pairing.facts import street_pairs_from
from schema.pairing.statement import PAIRING
from schema.pairing.statement import parameters as needed
from schema.pairing.wording import re_pairing
from schema.pairing.work import Task

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.apart import Step
    from schema.pairing.best import Best

MOST_POSSIBLE = 4_000
"""Units times communities that are weighed against each other in one answer."""
MOST_CHANGES = 200
LONGEST = 60
"""Most seconds that may be asked for."""


@dataclass(frozen=True)
class Asked:
    """The question as it was put."""

    street: str
    most: int
    keep: bool
    as_of: datetime
    seconds: int = 8

    def parameters(self) -> dict[str, Any]:
        """What the statement needs."""
        return needed(self.street, self.as_of)


def _prepare(arguments: Mapping[str, Any]) -> Asked:
    return Asked(
        arguments["street"], asking.size(arguments, "mostChanges", 0, MOST_CHANGES), arguments["keepInTerm"], asking.as_of(arguments),
        asking.size(arguments, "seconds", 0, LONGEST),
    )  # fmt: skip


def _task(rows: Sequence[Any], asked: Asked) -> Task | Known:
    if not rows:
        return Known(None)
    possible = len(rows[0]["units"]) * len(rows[0]["communities"])
    if possible > MOST_POSSIBLE:
        raise Refusal(
            "TOO_MANY_PAIRS", argument="street",
            zh=f"该街道有 {possible} 种可能的结对，一次最多权衡 {MOST_POSSIBLE} 种。请拆分街道或减少参与的单位。",
            en=f"{possible} pairs are possible in this street, and one answer weighs {MOST_POSSIBLE} at most. Take fewer units or communities.",
        )  # fmt: skip
    return Task(rows[0], asked.most, asked.keep)


def _answer(rows: Sequence[Any], asked: Asked, found: Best) -> RePairing:
    return re_pairing(street_pairs_from(rows[0]), found, asked.as_of, rows[0]["streetNode"])


def _step(_: Asked, now: Step) -> RePairingProgress:
    return RePairingProgress(
        elapsed=round(now.elapsed, 1), share=round(now.share, 3), waiting=now.waiting, done=now.done, answer=now.answer,
    )  # fmt: skip


_ARGUMENTS = [
    argument("street", strawberry.ID, "Id of the street. 街道标识。"),
    argument("mostChanges", int, f"So many pairs change at most, 0–{MOST_CHANGES}. 最多调整多少对，0–{MOST_CHANGES}。", 5),
    argument("keepInTerm", bool, "Whether agreements with a term that is not over stay. 在期协议是否保持不变。", True),
    argument("asOf", datetime | None, "As things stood then; now unless said. 以此刻的情况为准，默认当前。"),
    argument("seconds", int, f"How long it may take, 0–{LONGEST}; the best found by then is answered, with what it could be at most. 求解时限（秒），0–{LONGEST}；到时给出已得的最好方案及上限。", 8),
]  # fmt: skip
QUESTIONS = (
    Question(
        name="rePairing", cypher=PAIRING, prepare=_prepare, parameters=Asked.parameters, answer=_answer,
        slots={
            "RePairing.street": "s", "PairingHealth.unit": "u", "PairingHealth.community": "c", "PairingChange.unit": "u",
            "PairingChange.fromCommunity": "c", "PairingChange.toCommunity": "c", "PairingCoverage.community": "c",
        },
        act="ASK_SUPPORT", sparse=True,
        field=field(
            "rePairing",
            RePairing | None,
            "How a street's pairings do, and the pairing of its units and communities that meets most of what communities asked for, balanced, with few changes; proven; null if there is no such street. "
            "街道结对状况（无活动、供需错位、无结对社区），以及在均衡、少改的前提下最能满足社区需求的结对方案（附证明）；无此街道则为空。",
            args=_ARGUMENTS,
        ),
        apart=Apart(
            work="schema.pairing.work:solve", task=_task, seconds=lambda asked: asked.seconds, step=_step,
            field=field(
                "rePairingProgress", RePairingProgress,
                "How far that has come, until it is done; whoever stops listening stops the work. 优化结对的求解进展，直至完成；停止订阅即停止求解。",
                args=_ARGUMENTS,
            ),
        ),
    ),
)  # fmt: skip
"""All questions of this kind, for the schema and the engine."""
