"""The best plan, objective by objective, each only as good as those before it allow.

1. `coverage`: weighted coverage, less the price of changes; as much as can be.
2. `fairness`: the share of the worst-served community as large as can be, then of the two worst, and so on. Value and bound
   are of the worst-served; it is proven only where all are, and the gap is the largest of all.
3. `engagements`: pairs of need and unit; as few as can be.
4. `metres`: of all ways; as few as can be.

Each is a search of its own that begins from the best plan so far and never gives up what earlier ones reached; what is
reported is what the referee says of the plan. Where no search ran out of time and nobody stopped it, the same problem
gives the same plan; else the plan depends on the machine, and the stage says how far it may be from the best.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.baselines import first_come, urgent_first
from schema.solving.certificate import upper_bound
from schema.solving.fairness import (
    Level,
    Shortfall,
    asking,
    ceilings_of,
    fairer,
    level_of,
    plenty,
    shortfall_of,
    sums,
    sums_at_most,
)
from schema.solving.model import Model, model_of
from schema.solving.problem import Plan, Solution, Stage, Standing, judged
from schema.solving.repair import repaired
from schema.solving.rounded import with_rounded
from schema.solving.search import Watch, searched
from schema.solving.tiers import PLAIN, SAME, Wish, held, stage_of, tier_cost, tier_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.solving.problem import Judged, Problem, Reals

    Tell = Callable[[str, float, float], None]

COVERAGE, FAIRNESS, ENGAGEMENTS, METRES = "coverage", "fairness", "engagements", "metres"
NAMES = (COVERAGE, FAIRNESS, ENGAGEMENTS, METRES)
PARTS = {COVERAGE: 0.6, FAIRNESS: 0.6, ENGAGEMENTS: 0.6, METRES: 1.0}
"""How much of the time that is left a stage may take at most."""


def solved(
    problem: Problem,
    *,
    seconds: float = 8.0,
    tell: Tell | None = None,
    stop: Callable[[], bool] | None = None,
    start: Plan | None = None,
    until: str = METRES,
    wish: Wish = PLAIN,
) -> Solution:
    """The best plan found in so many seconds, and how good it is. It may be carried out, whenever the search ended.

    tell: called with stage, value and bound when one of them is better, and at the end of each stage.
    stop: asked again and again, also while a search runs; true ends it. start: a plan to begin from.
    until: the last objective that is sought. wish: what comes before coverage, and what may be given up of it (`tiers`).
    """
    chain = _Chain(problem, monotonic() + seconds, tell or _silent, stop or _never, wish)
    chain.begin(start)
    chain.urgent()
    steps = (chain.cover, chain.share, chain.engage, chain.near)
    for step in steps[: NAMES.index(until) + 1]:
        stage = step()
        chain.stages.append(stage)
        if stage.name == FAIRNESS:
            chain.regain()
        chain.tell(stage.name, stage.value, stage.bound)
    return chain.solution()


def _silent(_stage: str, _value: float, _bound: float) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(eq=False)
class _Chain:
    """The best plan so far, the sheet that keeps what was reached, and the clock."""

    problem: Problem
    end: float
    tell: Tell
    stop: Callable[[], bool]
    wish: Wish = PLAIN
    tiers: list[Stage] = field(default_factory=list)
    floor: float = np.inf
    """Coverage beyond which more is not held."""
    stages: list[Stage] = field(default_factory=list)
    stopped: bool = False
    levels: list[tuple[float, float]] = field(default_factory=list)
    made: Model | None = None

    def begin(self, start: Plan | None) -> None:
        """The best plan that can be had without a search."""
        plans = [first_come(self.problem), urgent_first(self.problem)]
        plans += [Plan(np.zeros(len(self.problem.offers))), repaired(self.problem, Plan(self.problem.offers.kept))]  # fmt: skip
        plans += [repaired(self.problem, start)] if start is not None else []
        self.plan = max(plans, key=lambda plan: self._ahead(judged(self.problem, plan)))
        self.said = judged(self.problem, self.plan)

    def _ahead(self, said: Judged) -> tuple[float, ...]:
        return (*(tier_value(self.problem, said, own) for own in self.wish.tiers), said.coverage)

    def solution(self) -> Solution:
        """Values are those of the plan in the end."""
        said = self.said
        last = (said.coverage, float(sums(self.problem, said)[0]) if len(self.problem.needs) else 1.0, float(said.engagements), said.metres)  # fmt: skip
        stages = tuple(held(replace(s, value=v)) for s, v in zip(self.stages, last, strict=False))
        if self.wish.give:
            stages = (stage_of(COVERAGE, said.coverage, max(stages[0].bound, said.coverage), monotonic() - stages[0].seconds, sought=True), *stages[1:])  # fmt: skip
        # A later search may have found a fairer plan by the way.
        reached = sums(self.problem, said)
        levels = tuple((float(v), max(float(v), b)) for v, (_, b) in zip(reached, self.levels, strict=False))  # fmt: skip
        return Solution(
            self.plan, stages, stopped=self.stopped, levels=levels, tiers=tuple(self.tiers)
        )

    @property
    def model(self) -> Model:
        """Made when it is first needed: where there is no time, there is none for it either."""
        self.made = self.made or model_of(with_rounded(self.problem))
        return self.made

    def seek(self, name: str, cost: Callable[[Model], Reals], most: bool, part: float, level: Level | Shortfall | None = None, shift: float = 0.0) -> float | None:  # fmt: skip
        """Search, and take over what is found if it spoils nothing; what nothing can pass, if anything is known."""
        left = self.end - monotonic()
        if left <= 0 or self.stop():
            self.stopped = True
            return None
        values = self.model.values(self.plan.amount)
        if level is not None:
            values = level.values(values, self.said.community[asking(self.problem)])
        watch = Watch(left * part, self.stop, lambda v, b: self.tell(name, v + shift, b + shift))
        found = searched(self.model.sheet, cost(self.model), most=most, start=values, watch=watch)
        self.stopped |= not found.finished
        if found.values is not None:
            self._take(Plan(self.model.amounts(found.values)), NAMES.index(name), level)
        return found.bound + shift if np.isfinite(found.bound) else None

    def _take(self, found: Plan, objective: int, level: Level | Shortfall | None) -> None:
        """Take the plan over if what was reached before stays and the objective that is sought is not worse."""
        plan = repaired(self.problem, found)
        said = judged(self.problem, plan)
        fair = level.k if isinstance(level, Level) else len(self.levels)
        new, old = (self._reached(s, objective, fair) for s in (said, self.said))
        fine = not said.wrong and np.all(new >= old - SAME * np.maximum(1.0, np.abs(old)))
        if isinstance(level, Shortfall):
            fine &= fairer(sums(self.problem, said), sums(self.problem, self.said))
        if fine:
            self.plan, self.said = plan, said

    def _reached(self, said: Judged, objective: int, fair: int) -> Reals:
        """All that counts so far, more is better."""
        ends = np.r_[-float(said.engagements), -said.metres]
        tiers = [
            tier_value(self.problem, said, own) for own in self.wish.tiers[: len(self.tiers) + 1]
        ]
        # While tiers are sought nothing below them counts yet.
        coverage = (
            [min(said.coverage, self.floor)] if len(self.tiers) == len(self.wish.tiers) else []
        )
        return np.r_[
            tiers, coverage, sums(self.problem, said)[:fair], ends[: max(objective - 1, 0)]
        ]

    def urgent(self) -> None:
        """Before objective 1: tier after tier, each as far as those above it allow."""
        for own in self.wish.tiers:
            begun, cost = monotonic(), partial(tier_cost, own=own)
            found = self.seek(COVERAGE, cost, True, PARTS[COVERAGE])
            value = tier_value(self.problem, self.said, own)
            bound = float(self.problem.needs.weight[own].sum()) if found is None else found
            self._keep(cost, at_least=value)
            self.tiers.append(stage_of(COVERAGE, value, max(bound, value), begun, sought=found is not None))  # fmt: skip

    def regain(self) -> None:
        """No more of coverage is given up than fairness takes."""
        if self.wish.give:
            shift = self.made.promised if self.made is not None else 0.0
            self.seek(COVERAGE, Model.coverage, True, PARTS[COVERAGE])
            self.floor = np.inf
            self._keep(Model.coverage, at_least=self.said.coverage + shift)

    def cover(self) -> Stage:
        """Objective 1."""
        begun, problem = monotonic(), self.problem
        shift = -problem.change_price * float(np.count_nonzero(problem.offers.kept > 0))
        bound = self.seek(COVERAGE, Model.coverage, True, PARTS[COVERAGE], shift=shift)  # fmt: skip
        sought, value = bound is not None, self.said.coverage
        if bound is None:
            bound = upper_bound(problem, np.zeros(len(problem.limits) + len(problem.units)))
        self.floor = value - self.wish.give * max(value, 0.0) if self.wish.give else np.inf
        self._keep(Model.coverage, at_least=min(value, self.floor) - shift)
        return stage_of(COVERAGE, value, max(bound, value), begun, sought=sought)

    def share(self) -> Stage:
        """Objective 2: near the ceilings first, then exactly, one level after another."""
        begun, count = monotonic(), len(asking(self.problem))
        if not count:
            return Stage(FAIRNESS, 1.0, 1.0, 0.0, Standing.PROVEN, monotonic() - begun)
        most, parted = plenty(self.problem), self._parted()
        most = np.minimum(most, parted) if parted is not None else most
        ceilings = self._approach()
        reached = np.sort(self.said.community[asking(self.problem)])
        if np.all(reached >= np.sort(ceilings) - SAME):
            self.levels = [(float(v), float(v)) for v in sums(self.problem, self.said)]
            for k in range(1, count + 1):
                self._hold(k)
            return stage_of(FAIRNESS, *self.levels[0], begun, sought=True)
        sought = False
        for k in range(1, count + 1):
            bound = self._level(k, begun, count)
            sought |= bound is not None
            value = float(sums(self.problem, self.said)[k - 1])
            bound = min(most[k - 1], np.inf if bound is None else bound)
            self.levels.append((value, max(value, bound)))
        stages = [stage_of(FAIRNESS, *level, begun, sought=sought) for level in self.levels]
        worst = max(stages, key=lambda stage: stage.gap)
        return replace(stages[0], gap=worst.gap, standing=worst.standing)

    def _approach(self) -> Reals:
        """The fairest shares that any plan could have, even in parts; and a plan that falls short of them by little."""
        left, none = self.end - monotonic(), np.full(len(asking(self.problem)), np.inf)
        if left <= 0 or self.stop():
            return none
        ceilings = ceilings_of(self.model, left * PARTS[FAIRNESS] / 3)
        if ceilings is None:
            return none
        shares = self.said.community[asking(self.problem)]
        if not np.all(np.sort(shares) >= np.sort(ceilings) - SAME):
            short = shortfall_of(self.model, ceilings)
            cost = lambda model: short.cost(model.sheet.count)  # noqa: E731
            self.seek(FAIRNESS, cost, False, PARTS[FAIRNESS] / 2, short)
        return ceilings

    def _parted(self) -> Reals | None:
        """What the k worst could have together at most, even in parts."""
        left = self.end - monotonic()
        return None if left <= 0 or self.stop() else sums_at_most(self.model, left * PARTS[FAIRNESS] / 3)  # fmt: skip

    def _hold(self, k: int) -> None:
        """Keep what the k worst have together."""
        level = level_of(self.model, k)
        self._keep(lambda model: level.cost(model.sheet.count), at_least=float(sums(self.problem, self.said)[k - 1]))  # fmt: skip

    def _level(self, k: int, begun: float, count: int) -> float | None:
        if self.end - monotonic() <= 0 or self.stop():
            self.stopped = True
            return None
        level = level_of(self.model, k)
        # What is left for fairness, shared with the levels to come, the first ones before the others.
        left = self.end - monotonic()
        mine = max(left - (self.end - begun) * (1 - PARTS[FAIRNESS]), 0.0) / min(count - k + 1, 3)
        cost = lambda model: level.cost(model.sheet.count)  # noqa: E731
        bound = self.seek(FAIRNESS, cost, True, mine / left if left > 0 else 0.0, level)
        self._keep(cost, at_least=float(sums(self.problem, self.said)[k - 1]))
        return bound

    def engage(self) -> Stage:
        """Objective 3."""
        begun = monotonic()
        bound = self.seek(ENGAGEMENTS, Model.engagements, False, PARTS[ENGAGEMENTS])
        value = float(self.said.engagements)
        self._keep(Model.engagements, at_most=value)
        return stage_of(
            ENGAGEMENTS, value, min(bound or 0.0, value), begun, sought=bound is not None
        )

    def near(self) -> Stage:
        """Objective 4."""
        begun = monotonic()
        bound = self.seek(METRES, Model.metres, False, PARTS[METRES])
        value = self.said.metres
        return stage_of(METRES, value, min(bound or 0.0, value), begun, sought=bound is not None)

    def _keep(self, cost: Callable[[Model], Reals], *, at_least: float = -np.inf, at_most: float = np.inf) -> None:  # fmt: skip
        """Nothing that follows may come to less, or more, but for rounding."""
        if self.made is not None:
            factors = cost(self.made)
            own = np.flatnonzero(factors)
            slack = SAME / 2
            self.made.sheet.row(own, factors[own], at_least=at_least - slack, at_most=at_most + slack)  # fmt: skip
