"""Districts and cities: a plan close to the best and a proof of how close, where no search of the whole would end.

1. Prices by a first-order method (`prices`): a bound, and a hint of which offers are worth their price.
2. Needs one after another, those first that bring the most at these prices (`filling`).
3. Exchanges (`exchanges`), while the bound is sharpened beside them by rows that follow from rounding down.
4. Small parts as good as they can be (`polish`), until the time is up.
5. Fairness, few units and short ways by exchanges that give up nothing before: better than nothing, proven by nothing.

Nothing is pruned before it is priced: the bound is one for the whole problem. The plan depends on the machine and what else
it does, as everything that is ended by a clock; bound and gap say what it is worth.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.certificate import best_of_needs, charges, upper_bound
from schema.solving.columns import chosen, columns
from schema.solving.exchanges import Exchanges, improved
from schema.solving.filling import Filling
from schema.solving.later import fairer, nearer
from schema.solving.polish import Polish
from schema.solving.prices import Guide, priced
from schema.solving.problem import Plan, Solution, Stage, Standing, judged, totals
from schema.solving.repair import repaired
from schema.solving.rounded import joined, rounded

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.solving.problem import Problem, Reals

    Tell = Callable[[str, float, float], None]

FIRST_ROUNDS, MORE_ROUNDS = 400, 700
PRICES_UNTIL, TURN, LATER, OVER = 0.5, 0.08, 0.06, 0.5
"""Shares of the time: prices end at the latest there, so much is one turn of
exchanges or polishing; so much is kept for what comes after coverage; so much longer it may take until every need was looked
at once, where prices took what there was: a plan that left most of them out would be none."""
ENOUGH, HEAT = 0.0005, 0.4
SAME = 1e-6
SHARPENED = 8_000_000
"""Entries of limits up to which their rounding is looked at: of a city it would take gigabytes and a minute, and brought less
than a tenth of a percent where it was tried on districts; both cores go into the plan."""


@dataclass(frozen=True, eq=False)
class Certified:
    """A solution and what proves its bound. rows: numbers among the limits that follow by rounding down (`rounded`) to which
    prices are put too; prices: of the limits, of those rows, of each unit's room.
    """

    solution: Solution
    rows: np.ndarray[tuple[int], np.dtype[np.int64]]
    prices: Reals


def solve_large(
    problem: Problem, seconds: float, tell: Tell | None = None, stop: Callable[[], bool] | None = None
) -> Solution:  # fmt: skip
    """The best plan found in about so many seconds. tell: stage, value and bound, now and then; stop: true ends it."""
    return certified(problem, seconds, tell, stop).solution


def certified(
    problem: Problem, seconds: float, tell: Tell | None = None, stop: Callable[[], bool] | None = None
) -> Certified:  # fmt: skip
    """The same with its certificate."""
    return _Large(problem, seconds, tell or (lambda _s, _v, _b: None), stop or (lambda: False)).run()  # fmt: skip


class _Large:
    def __init__(self, problem: Problem, seconds: float, tell: Tell, stop: Callable[[], bool]) -> None:  # fmt: skip
        self.begun, self.seconds = monotonic(), max(seconds, 0.0)
        self.problem, self.tell, self.stop = problem, tell, stop
        self.columns = columns(problem)
        self.said, self.stopped = self.begun, False
        none = np.zeros(len(problem.limits) + len(problem.units))
        self.guide = Guide(none, np.zeros(len(problem.offers)), upper_bound(problem, none))
        self.extra = np.empty(0, dtype=np.int64)
        self.certificate = none

    def left(self) -> float:
        """The share of the time that is left, 0 where somebody stopped it."""
        self.stopped |= self.stop()
        return 0.0 if self.stopped else 1 - (monotonic() - self.begun) / max(self.seconds, 1e-9)

    def run(self) -> Certified:
        self.price()
        problem, guide = self.problem, self.guide
        paid = charges(problem, guide.prices) * problem.offers.most
        net = (self.columns.gain - paid) / self.columns.fills
        worth = np.zeros(len(problem.needs))
        np.maximum.at(worth, problem.lines.need[problem.offers.line], net)
        filling = self.filled(guide, paid / self.columns.fills, net)
        exchanges = Exchanges(filling, paid / self.columns.fills)
        with ThreadPoolExecutor(1) as pool:
            sharper = pool.submit(self.sharpened)
            polish = Polish(exchanges, self.columns, net, paid, worth, guide.prices)
            self.bettered(exchanges, polish, worth)
            sharper.result()
        return self.ended(exchanges)

    def price(self) -> None:
        until = self.seconds * PRICES_UNTIL - (monotonic() - self.begun)
        if until > 0 and not self.stop():
            found = priced(self.problem, self.columns, FIRST_ROUNDS, until)
            if found.bound < self.guide.bound:
                self.guide, self.certificate = found, found.prices

    def filled(self, guide: Guide, dear: Reals, net: Reals) -> Filling:
        """What was promised, then needs by what they bring at the prices: offers first that the plan in parts uses."""
        problem = self.problem
        filling = Filling(problem, self.columns)
        kept = repaired(problem, Plan(problem.offers.kept)) if filling.promised else None
        if kept is not None:
            had: dict[int, dict[int, float]] = {}
            for offer in np.flatnonzero(kept.amount).tolist():
                need = int(problem.lines.need[problem.offers.line[offer]])
                had.setdefault(need, {})[offer] = float(kept.amount[offer])
            for need, some in had.items():
                filling.put(need, some)
        best = np.full(len(problem.needs), -np.inf)
        np.maximum.at(best, problem.lines.need[problem.offers.line], net)
        first = dear - guide.parts
        for n, need in enumerate(np.argsort(-best, kind="stable").tolist()):
            if not filling.given[need]:
                filling.fill(need, first)
            if n % 256 == 0 and (self.left() <= -OVER or self.stopped):
                break
        return filling

    def sharpened(self) -> None:
        """A lower bound, by rows that follow from rounding down and that the plan in parts breaks."""
        problem = self.problem
        if self.left() <= LATER * 4 or len(problem.limits.offer) > SHARPENED:
            return
        more = rounded(problem)
        row, parts = more.row, self.guide.parts[more.offer]
        used = totals(row, more.once * parts, len(more))
        which = np.flatnonzero(used > more.room * 1.01)
        wider = replace(problem, limits=joined(problem.limits, chosen(more, which)))
        del more, row, parts, used
        wide = columns(wider)
        until = self.seconds * (1 - LATER * 2) - (monotonic() - self.begun)
        if until <= 0 or self.stop():
            return
        found = priced(wider, wide, MORE_ROUNDS, until)
        if found.bound < self.guide.bound:
            self.guide = replace(self.guide, bound=found.bound)
            self.extra, self.certificate = which, found.prices

    def say(self, exchanges: Exchanges) -> float:
        left = self.left()
        now = monotonic()
        if now - self.said > 1:
            self.said = now
            value = float(sum(exchanges.gains))
            self.tell("coverage", value, max(self.guide.bound, value))
            if self.guide.bound - value <= ENOUGH * max(self.guide.bound, SAME):
                return 0.0
        return left

    def bettered(self, exchanges: Exchanges, polish: Polish, worth: Reals) -> None:
        """Exchanges and polishing in turns: whichever brought more in its last turn, now and then the other for a while."""
        turns = {"exchange": np.inf, "polish": np.inf}
        count = 0
        while (left := self.say(exchanges)) > LATER:
            count += 1
            best, least = max(turns, key=turns.__getitem__), min(turns, key=turns.__getitem__)
            which, turn = (best, TURN) if count % 5 else (least, TURN / 4)
            begun, value, until = monotonic(), sum(exchanges.gains), max(left - turn, LATER)
            if which == "exchange":
                improved(exchanges, worth, lambda until=until: max(self.say(exchanges) - until, 0.0), HEAT * left)  # fmt: skip
            else:
                polish.run(lambda: self.say(exchanges), until)
            took = monotonic() - begun
            turns[which] = (sum(exchanges.gains) - value) / max(took, 1e-3)
            if max(turns.values()) <= 0 and took < 0.01 * self.seconds:
                return

    def ended(self, exchanges: Exchanges) -> Certified:
        problem, begun = self.problem, self.begun
        covered = monotonic() - begun
        cover = float(sum(exchanges.gains))
        fair = fairer(exchanges, lambda: self.left() > LATER / 2)
        fair_done = monotonic()
        nearer(exchanges, lambda: self.left() > 0)
        plan = Plan(exchanges.filling.amounts())
        said = judged(problem, plan)
        if said.wrong or said.coverage < cover - 1e-3:
            plan = repaired(problem, plan)
            said = judged(problem, plan)
        worst = float(said.community.min(initial=1.0))
        ceiling = max(float(_ceilings(problem).min(initial=1.0)), worst)
        stages = (
            _stage("coverage", said.coverage, max(self.guide.bound, said.coverage), covered),
            _stage("fairness", worst, ceiling, fair_done - begun - covered),
            _stage("engagements", float(said.engagements), 0.0, monotonic() - fair_done),
            _stage("metres", said.metres, 0.0, 0.0),
        )
        del fair
        limits, units = len(problem.limits), len(problem.units)
        prices = np.concatenate([self.certificate[:limits], self.certificate[-units:]]) if units else self.certificate[:limits]  # fmt: skip
        solution = Solution(plan, stages, prices, stopped=self.stopped)
        return Certified(solution, self.extra, self.certificate)


def _ceilings(problem: Problem) -> Reals:
    """What each community could get if everything were there in plenty."""
    weight = problem.needs.weight.astype(float)
    most = np.minimum(best_of_needs(problem, np.zeros(len(problem.limits) + len(problem.units))), weight)  # fmt: skip
    asked = totals(problem.needs.community, weight, len(problem.communities))
    got = totals(problem.needs.community, most, len(problem.communities))
    return np.where(asked > 0, got / np.maximum(asked, SAME), 1.0)


def _stage(name: str, value: float, bound: float, seconds: float) -> Stage:
    off = abs(bound - value)
    proven = off <= SAME * max(1.0, abs(bound))
    gap = 0.0 if proven else off / max(abs(bound), abs(value), SAME)
    return Stage(name, value, bound, gap, Standing.PROVEN if proven else Standing.GAP, seconds)
