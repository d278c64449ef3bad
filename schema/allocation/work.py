"""The work that an allocation is, away from the event loop: from the row to a plan and all that is told of it.

Decided: what is of a street's size is solved exactly, what is larger by prices and polish; both say how far they came. The same
row gives the same outcome where no search runs out of time.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from graph.apart import Progress
from graph.compile.refusal import Refusal
from schema.allocation.framing import framed
from schema.allocation.outcome import outcome_of
from schema.allocation.rows import world_from
from schema.solving.baselines import in_order, urgent_first
from schema.solving.large import solve_large
from schema.solving.problem import Standing, judged
from schema.solving.stages import NAMES, solved
from schema.solving.tiers import PLAIN, SAME, Wish
from schema.solving.worth import prices as prices_of
from schema.supporters.roots import as_if

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.apart.declared import Report
    from schema.allocation.framing import Framed
    from schema.allocation.outcome import Outcome
    from schema.allocation.task import Task
    from schema.solving.problem import Problem, Solution

EXACT = 6_000
"""Offers up to which everything is solved exactly."""
FINISHING = 0.15
"""Share of the time that is kept for telling what was found."""
PRICING = 0.1
"""Share of what is left that is kept for prices."""


def known_from(task: Task) -> Framed:
    """The problem of a task.

    Raises:
        Refusal: the scenario does not fit what was read.
    """
    with uncollected():
        world = world_from(as_if(task.row, task.scenario), task.as_of)
        return framed(world, task.policy, task.change_price)


@contextmanager
def uncollected() -> Iterator[None]:
    """While a district comes into being nothing of it is garbage: to look for some all the time takes as long as the work."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def within_reach(known: Framed) -> None:
    """Whether it can be solved again and again exactly.

    Raises:
        Refusal: there are too many offers for that.
    """
    if len(known.options) > EXACT:
        raise Refusal(
            "TOO_MANY_NEEDS", argument="place",
            zh=f"该地域可选的支持有 {len(known.options)} 项，逐项说明一次最多 {EXACT} 项。请选择下级地域，如某街道。",
            en=f"There are {len(known.options)} offers to weigh at this place, and reasons are worked out over {EXACT} at most. Ask about a place below, such as a street.",
        )  # fmt: skip


def solve(task: Task, seconds: float, report: Report) -> Outcome:
    """The best allocation that can be found in so many seconds; there is always one."""
    begun = monotonic()
    known = known_from(task)
    problem = known.problem
    reported = sorted(range(len(known.needs)), key=lambda n: (known.needs[n].reported, known.needs[n].id))  # fmt: skip
    compared = tuple(judged(problem, plan).coverage for plan in (in_order(problem, reported), urgent_first(problem)))  # fmt: skip

    def tell(stage: str, value: float, bound: float) -> None:
        report(progress(stage, value, bound))

    left = seconds * (1 - FINISHING) - (monotonic() - begun)
    wish = wish_of(known, task)
    first = best(problem, 0.0, task.until, lambda *_: None, wish)
    if left <= 0:
        return outcome_of(known, first, *compared)
    report(progress(first.stages[0].name, first.stages[0].value, first.stages[0].bound), outcome_of(known, first, *compared))  # fmt: skip
    found = best(problem, left, task.until, tell, wish)
    return outcome_of(known, no_worse(found, first) if wish.plain else found, *compared)


def wish_of(known: Framed, task: Task) -> Wish:
    """What comes before coverage, and what may be given up of it: the tiers are priorities, the least urgent there is left out.

    Raises:
        Refusal: there are too many offers to seek that exactly.
    """
    priorities = np.array([need.priority for need in known.needs])
    tiers = sorted(set(priorities.tolist()))[:-1] if task.tiers else []
    wish = Wish(tuple(np.flatnonzero(priorities == p) for p in tiers), task.give)
    if not wish.plain:
        within_reach(known)
    return wish


def no_worse(found: Solution, first: Solution) -> Solution:
    """What was found, unless what was at hand before any search covers more: then that, with what was proven meanwhile."""
    coverage = first.stages[0]
    if found.stages[0].value >= coverage.value - SAME:
        return found
    bound = min(found.stages[0].bound, coverage.bound)
    gap = max(bound - coverage.value, 0.0) / max(abs(bound), SAME)
    told = replace(coverage, bound=bound, gap=gap, standing=Standing.GAP)
    return replace(first, stages=(told, *first.stages[1:]), prices=found.prices, stopped=True)


def progress(stage: str, value: float, bound: float) -> Progress:
    """How far a search has come, as it is passed on; what is not known yet is left out."""
    known = [float(x) if np.isfinite(x) else None for x in (value, bound)]
    gap = None
    if known[0] is not None and known[1] is not None:
        gap = abs(known[1] - known[0]) / max(abs(known[1]), abs(known[0]), 1e-6)
    return Progress(stage, known[0], known[1], gap)


def best(
    problem: Problem, seconds: float, until: str, tell: Callable[[str, float, float], None], wish: Wish = PLAIN
) -> Solution:  # fmt: skip
    """The best plan in so many seconds, by whichever way suits the size, with prices that prove a bound where there is time for them."""
    if len(problem.offers) > EXACT and seconds > 0:
        found = solve_large(problem, seconds, tell)
        return replace(found, stages=found.stages[: NAMES.index(until) + 1])
    begun = monotonic()
    found = solved(problem, seconds=seconds * (1 - PRICING), tell=tell, until=until, wish=wish)
    left = seconds - (monotonic() - begun)
    prices = prices_of(problem, left) if left > 0 else None
    return replace(found, prices=prices)
