"""Needs one after the other, each given the best of what is left: plans without a solver, quickly, at any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.problem import TOLERANCE, Divide, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.allocation.columns import Columns
    from schema.allocation.problem import Ints, Problem, Reals


class Filling:
    """A plan being made, with what is left of every row and of every unit's room. Amounts only ever change by `take`.

    What is left may be a hair below 0, never more than the referee forgives.
    """

    def __init__(self, problem: Problem, columns: Columns) -> None:
        lines, offers, limits = problem.lines, problem.offers, problem.limits
        self.problem = problem
        self.amount = np.zeros(len(offers))
        self.left = limits.room.astype(float)
        self.units = np.where(problem.unit_room < 0, len(problem.needs) + 1, problem.unit_room)
        order = np.argsort(limits.offer, kind="stable")
        self._start, self._row = columns.start, columns.row
        self._per, self._once = limits.per[order], limits.once[order]
        self._plain = bool(np.all(self._once == 0))
        self.missing = lines.required - lines.have
        self._lines = np.searchsorted(lines.need, np.arange(len(problem.needs) + 1))
        self._offers = np.searchsorted(offers.line, np.arange(len(lines) + 1))
        self._divide = offers.divide
        self._unit = offers.unit

    def take(self, offer: int, amount: float) -> None:
        """More of the offer, or less of it where the amount is below 0."""
        before = self.amount[offer]
        after = before + amount
        if after <= TOLERANCE:
            after, amount = 0.0, -before
        self.amount[offer] = after
        at = slice(self._start[offer], self._start[offer + 1])
        used = (after > 0) * 1 - (before > 0) * 1
        self.left[self._row[at]] -= self._per[at] * amount + self._once[at] * used
        self.missing[self.problem.offers.line[offer]] -= amount

    def possible(self, low: int, high: int) -> Reals:
        """How much of each of these offers its rows leave room for; of those that are not used yet."""
        begin, end = self._start[low], self._start[high]
        most = self.problem.offers.most[low:high].copy()
        if begin == end:
            return most
        left = self.left[self._row[begin:end]]
        per = self._per[begin:end]
        if not self._plain:
            left = left - self._once[begin:end]
        room = np.where(per > 0, left / np.where(per > 0, per, 1.0), np.where(left >= -TOLERANCE, np.inf, 0.0))  # fmt: skip
        starts = self._start[low : high + 1] - begin
        some = np.flatnonzero(np.diff(starts))
        most[some] = np.minimum(most[some], np.minimum.reduceat(room, starts[:-1][some]))
        return most

    def offers_of(self, need: int) -> tuple[int, int]:
        first, last = self._lines[need], self._lines[need + 1]
        return int(self._offers[first]), int(self._offers[last])

    def fill(self, need: int, dear: Reals) -> None:
        """Cover the need as far as it goes, cheapest offers first, by the first of its alternatives that can be."""
        first, last = self._lines[need], self._lines[need + 1]
        alternative = self.problem.lines.alternative[first:last]
        for which in np.unique(alternative):
            among = first + np.flatnonzero(alternative == which)
            if self._cover(need, among, dear):
                return

    def clear(self, need: int) -> list[tuple[int, float]]:
        """Take everything back from the need; what it had."""
        low, high = self.offers_of(need)
        had = [(low + int(n), float(self.amount[low + n])) for n in np.flatnonzero(self.amount[low:high])]  # fmt: skip
        for offer, amount in had:
            self.take(offer, -amount)
        for unit in {int(self._unit[offer]) for offer, _ in had}:
            self.units[unit] += 1
        return had

    def restore(self, had: Iterable[tuple[int, float]]) -> None:
        had = list(had)
        for offer, amount in had:
            self.take(offer, amount)
        for unit in {int(self._unit[offer]) for offer, _ in had}:
            self.units[unit] -= 1

    def _cover(self, need: int, lines: Ints, dear: Reals) -> bool:
        most_units = int(self.problem.needs.most_units[need]) or len(self.problem.units)
        engaged: set[int] = set()
        some, whole = True, True
        for line in lines:
            got = self._fill_line(line, dear, engaged, most_units)
            whole &= bool(self.missing[line] <= TOLERANCE)
            some &= got or bool(self.problem.lines.have[line] > 0)
        for unit in engaged:
            self.units[unit] -= 1
        if whole or (some and self.problem.needs.partly[need]):
            return True
        self.clear(need)
        return False

    def _fill_line(self, line: int, dear: Reals, engaged: set[int], most_units: int) -> bool:
        low, high = int(self._offers[line]), int(self._offers[line + 1])
        if self.missing[line] <= TOLERANCE or low == high:
            return False
        possible = self.possible(low, high)
        there = np.flatnonzero((possible > TOLERANCE) & (self.units[self._unit[low:high]] > 0))
        taken = False
        for n in there[np.argsort(dear[low + there], kind="stable")].tolist():
            offer, unit = low + n, int(self._unit[low + n])
            if unit not in engaged and (len(engaged) >= most_units or self.units[unit] < 1):
                continue
            amount = self._amount(offer, taken, float(possible[n]), float(self.missing[line]))
            if amount > TOLERANCE:
                self.take(offer, amount)
                engaged.add(unit)
                taken = True
                if self.missing[line] <= TOLERANCE:
                    break
        return taken

    def _amount(self, offer: int, again: bool, possible: float, missing: float) -> float:
        if again:
            possible = self.possible(offer, offer + 1)[0]
        divide = self._divide[offer]
        if divide == Divide.ALL:
            most = self.problem.offers.most[offer]
            return float(most) if min(possible, missing) >= most - TOLERANCE / 10 else 0.0
        amount = min(possible, missing)
        return float(np.floor(amount + TOLERANCE / 10)) if divide == Divide.COUNTED else float(amount)  # fmt: skip


def in_order(problem: Problem, columns: Columns, order: Ints, dear: Reals) -> Plan:
    """The plan of whoever serves needs in this order, each by the cheapest offers left."""
    filling = Filling(problem, columns)
    for need in order.tolist():
        filling.fill(need, dear)
    return Plan(filling.amount)
