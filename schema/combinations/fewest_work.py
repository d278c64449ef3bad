"""Looking for the fewest units, away from the event loop: from the row to a plan and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from schema.allocation.outcome import outcome_of
from schema.allocation.work import known_from, progress
from schema.combinations.fewest import Fewest, fewest, in_full
from schema.solving.problem import Solution

if TYPE_CHECKING:
    from graph.apart.declared import Report
    from schema.allocation.framing import Framed
    from schema.allocation.outcome import Outcome
    from schema.allocation.task import Task

FINISHING = 0.1
"""Share of the time that is kept for telling what was found."""


@dataclass(frozen=True)
class Found:
    """What a search came to. with_one_fewer: needs that one unit less could meet, None where that was not found out."""

    outcome: Outcome
    with_one_fewer: int | None


def solve(task: Task, seconds: float, report: Report) -> Found:
    """The fewest units that can be found in so many seconds; there is always an answer."""
    begun = monotonic()
    known = known_from(task)
    known = replace(known, problem=in_full(known.problem))
    loads = [unit.engagements for unit in known.world.units]

    def tell(stage: str, value: float, bound: float, best: Fewest) -> None:
        report(progress(stage, value, bound), _found(known, best))

    left = seconds * (1 - FINISHING) - (monotonic() - begun)
    return _found(known, fewest(known.problem, loads, max(left, 0.0), tell))


def _found(known: Framed, best: Fewest) -> Found:
    return Found(outcome_of(known, Solution(best.plan, best.stages), 0.0, 0.0), best.with_one_fewer)
