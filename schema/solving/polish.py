"""Small parts of a plan made as good as they can be, two at a time, while everything else stays as it is.

A part is a need that brings less than its prices promise, and the needs that want the same dear rows. While a part is
with the solver, its needs are left alone and nobody else may use what is free of its rows.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.blocks import part, ranges
from schema.solving.model import model_of
from schema.solving.problem import Plan, judged
from schema.solving.rounded import with_rounded
from schema.solving.search import Watch, searched

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from schema.solving.columns import Columns
    from schema.solving.exchanges import Exchanges
    from schema.solving.problem import Ints, Problem, Reals

NEEDS, OFFERS = 40, 12
"""How many needs are searched together, with so many of the best offers of each."""
SECONDS, NEAR = 1.0, 0.003
DEAR = 1e-7
AT_ONCE = 2
ANEW = 8
"""After so many parts it is looked anew which needs bring less than they could; of more than 8,000 needs, more seldom."""


@dataclass(frozen=True, eq=False)
class _Out:
    """A part that is with the solver, and what is kept for it meanwhile."""

    needs: Ints
    offers: Ints
    rows: Ints
    left: Reals
    units: dict[int, int]


class Polish:
    """worth: of each need, what it could bring at the prices; paid: what each offer costs, for all of it."""

    def __init__(
        self, exchanges: Exchanges, columns: Columns, net: Reals, paid: Reals, worth: Reals, prices: Reals
    ) -> None:  # fmt: skip
        self.exchanges, self.filling = exchanges, exchanges.filling
        self.problem, self.columns = self.filling.problem, columns
        self.worth, self.paid = worth, paid
        self.dice = np.random.default_rng(1)
        self.prices = prices
        self._first = np.searchsorted(
            self.problem.lines.need[self.problem.offers.line], np.arange(len(worth) + 1)
        )
        self._good = self._best_offers(net)
        self._short, self._parts = np.empty(0), 0
        self._anew = max(ANEW, len(worth) // 1000)
        self._by_row()

    def _best_offers(self, net: Reals) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        need = self.problem.lines.need[self.problem.offers.line]
        line = self.problem.offers.line
        order = np.lexsort((-net, line))
        opens = np.searchsorted(line, np.arange(len(self.problem.lines) + 1))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order)) - opens[line[order]]
        best = np.full(len(self.problem.lines), -np.inf)
        np.maximum.at(best, line, net)
        return (rank < OFFERS) & (net > best[line] - 0.4 * self.problem.needs.weight[need])

    def _by_row(self) -> None:
        """The needs that want each dear row or unit, good offers only; units count as rows behind the others."""
        columns, offers = self.columns, self.problem.offers
        offer = np.repeat(np.arange(len(self._good), dtype=np.int32), np.diff(columns.start))
        keep = self._good[offer] & (self.prices[columns.row] > DEAR)
        units = np.flatnonzero(self._good & (self.prices[offers.unit + len(self.problem.limits)] > DEAR))  # fmt: skip
        row = np.concatenate([columns.row[keep], offers.unit[units] + len(self.problem.limits)])
        offer = np.concatenate([offer[keep], units])
        order = np.argsort(row, kind="stable")
        self._wants = self.problem.lines.need[offers.line[offer[order]]]
        self._row_start = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(self.prices)))])  # fmt: skip

    def run(self, on: Callable[[], float], until: float = 0.0) -> None:
        """Part after part while more than `until` of the time is left."""
        flying: dict[Future[Reals | None], _Out] = {}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while on() > until:
                while len(flying) < AT_ONCE:
                    made = self._sent(pool)
                    if made is None:
                        break
                    flying[made[0]] = made[1]
                if not flying:
                    return
                done, _ = wait(flying, timeout=0.5, return_when=FIRST_COMPLETED)
                for future in done:
                    self._back(flying.pop(future), future.result())
            for future, out in flying.items():
                self._back(out, future.result())

    def _sent(self, pool: ThreadPoolExecutor) -> tuple[Future[Reals | None], _Out] | None:
        needs = self._chosen()
        if not len(needs):
            return None
        exchanges, filling = self.exchanges, self.filling
        offers = ranges(self._first, needs)[0]
        had = {need: exchanges.taken_back(need) for need in needs.tolist()}
        start = {offer: amount for some in had.values() for offer, amount in some.items()}
        used = np.isin(offers, list(start))
        offers = offers[self._good[offers] | used]
        units = np.array(filling.units)
        small = part(self.problem, self.columns, needs, offers, filling.left, units)
        for need, some in had.items():
            filling.put(need, some)
            exchanges.known(need, some)
        begin = np.array([start.get(o, 0.0) for o in offers.tolist()])
        rows = np.unique(self.columns.row[ranges(self.columns.start, offers)[0]])
        own = np.unique(self.problem.offers.unit[offers]).tolist()
        left = np.maximum(filling.left[rows], 0.0)
        out = _Out(needs, offers, rows, left, {u: filling.units[u] for u in own})
        filling.left[rows] -= left
        for unit in own:
            filling.units[unit] = 0
        exchanges.busy.update(needs.tolist())
        return pool.submit(_search, small, begin), out

    def _back(self, out: _Out, amount: Reals | None) -> None:
        exchanges, filling = self.exchanges, self.filling
        filling.left[out.rows] += out.left
        for unit, many in out.units.items():
            filling.units[unit] += many
        exchanges.busy.difference_update(out.needs.tolist())
        if amount is None:
            return
        new: dict[int, dict[int, float]] = {need: {} for need in out.needs.tolist()}
        for at in np.flatnonzero(amount > 0).tolist():
            offer = int(out.offers[at])
            new[exchanges.need_of[offer]][offer] = float(amount[at])
        for need in new:
            exchanges.taken_back(need)
        for need, some in new.items():
            filling.put(need, some)
            exchanges.known(need, some)

    def _chosen(self) -> Ints:
        """A need that brings less than it could, and those who want the same dear rows, nearest first."""
        if self._parts % self._anew == 0:
            self._short = np.maximum(self.worth - self._brought(), 0.0) + 1e-6
        self._parts += 1
        short = self._short.copy()
        inside = np.zeros(len(short), dtype=bool)
        barred = np.zeros(len(short), dtype=bool)
        barred[list(self.exchanges.busy)] = True
        short[barred] = 0.0
        if short.sum() <= 0:
            return np.empty(0, dtype=np.int64)
        new = np.array([self.dice.choice(len(short), p=short / short.sum())])
        inside[new] = True
        score: dict[int, float] = {}
        count = 1
        while count < NEEDS:
            self._scored(new, score)
            open_ = np.array([n for n in score if not inside[n] and not barred[n]], dtype=np.int64)
            if not len(open_):
                break
            much = np.array([score[n] for n in open_.tolist()]) * self.dice.uniform(0.7, 1.3, len(open_))  # fmt: skip
            new = open_[np.argsort(-much)[: min(max(4, count // 2), NEEDS - count)]]
            inside[new] = True
            count += len(new)
        return np.flatnonzero(inside)

    def _scored(self, needs: Ints, score: dict[int, float]) -> None:
        offers = ranges(self._first, needs)[0]
        offers = offers[self._good[offers]]
        units = self.problem.offers.unit[offers] + len(self.problem.limits)
        rows = self.columns.row[ranges(self.columns.start, offers)[0]]
        rows = np.unique(np.concatenate([rows, units]))
        rows = rows[self._row_start[rows + 1] > self._row_start[rows]]
        at, place = ranges(self._row_start, rows)
        who, back = np.unique(self._wants[at], return_inverse=True)
        much = np.bincount(back, weights=self.prices[rows][place], minlength=len(who))
        for need, more in zip(who.tolist(), much.tolist(), strict=True):
            score[need] = score.get(need, 0.0) + more

    def _brought(self) -> Reals:
        paid, most = self.paid.data, self.filling.most
        gains = np.array(self.exchanges.gains)
        cost = [sum(paid[o] * a / most[o] for o, a in had.items()) for had in self.filling.given]
        return gains - np.array(cost)


def _search(small: Problem, begin: Reals) -> Reals | None:
    """Better amounts of a part, None where there are none in the time."""
    before = judged(small, Plan(begin)).coverage
    model = model_of(with_rounded(small))
    watch = Watch(SECONDS, None, None)
    near = NEAR * abs(before)
    found = searched(model.sheet, model.coverage(), most=True, start=model.values(begin), watch=watch, near=near)  # fmt: skip
    if found.values is None:
        return None
    amount = model.amounts(found.values)
    said = judged(small, Plan(amount))
    return amount if not said.wrong and said.coverage > before + 1e-7 else None
