"""Needs one after the other, each given the best of what is left: plans without a solver, quickly, at any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import TOLERANCE, Divide

if TYPE_CHECKING:
    from schema.solving.columns import Columns
    from schema.solving.problem import Ints, Problem, Reals

ALL, COUNTED = int(Divide.ALL), int(Divide.COUNTED)
Had = dict[int, float]
"""Amounts by offer."""


class Filling:
    """A plan being made, with what is left of every row and of every unit's room. Amounts only ever change by `take`.

    given: by need, what it has. load: by unit, the needs it is engaged for. users: by resource, the offers in use.
    What is left may be a hair below 0, never more than the referee forgives.
    """

    def __init__(self, problem: Problem, columns: Columns) -> None:
        lines, offers, limits, needs = problem.lines, problem.offers, problem.limits, problem.needs
        self.problem = problem
        self.left = limits.room.astype(float)
        self.given: list[Had] = [{} for _ in range(len(needs))]
        self.units = np.where(problem.unit_room < 0, len(needs) + 1, problem.unit_room).tolist()
        self.start, self.row = columns.start.data, columns.row
        self.per, self.once = limits.per[columns.entry], limits.once[columns.entry]
        self.simple = bool(np.all(self.once == 0) and np.all(self.per == 1))
        self._starts = columns.start
        self.asked = (lines.required - lines.have).tolist()
        self.missing = list(self.asked)
        self.required = lines.required.tolist()
        self.have = lines.have.tolist()
        self.lines_at = np.searchsorted(lines.need, np.arange(len(needs) + 1)).tolist()
        self.offers_at = np.searchsorted(offers.line, np.arange(len(lines) + 1)).tolist()
        self.divide, self.unit = offers.divide.data, offers.unit.data
        self.line, self.most = offers.line.data, offers.most.data
        self.most_units = needs.most_units.tolist()
        self.partly = needs.partly.tolist()
        self.weight = needs.weight.tolist()
        self.promised = self._promised()
        self._alternatives = self._by_alternative()

    def _promised(self) -> dict[int, Had]:
        """What each need was promised, where changing that costs anything."""
        kept, found = self.problem.offers.kept, {}
        if self.problem.change_price > 0:
            for offer in np.flatnonzero(kept > 0).tolist():
                need = int(self.problem.lines.need[self.line[offer]])
                found.setdefault(need, {})[offer] = float(kept[offer])
        return found

    def _by_alternative(self) -> dict[int, list[list[int]]]:
        """The lines of each alternative, of needs that have more than one line."""
        lines, found = self.problem.lines, {}
        for need in np.flatnonzero(np.diff(self.lines_at) > 1).tolist():
            own = np.arange(self.lines_at[need], self.lines_at[need + 1])
            which = lines.alternative[own]
            found[need] = [own[which == a].tolist() for a in np.unique(which)]
        return found

    def alternatives(self, need: int) -> list[list[int]]:
        first, last = self.lines_at[need], self.lines_at[need + 1]
        return self._alternatives.get(need) or ([[first]] if last > first else [])

    def offers_of(self, need: int) -> tuple[int, int]:
        return self.offers_at[self.lines_at[need]], self.offers_at[self.lines_at[need + 1]]

    def amounts(self) -> Reals:
        amount = np.zeros(len(self.most))
        for had in self.given:
            for offer, some in had.items():
                amount[offer] = some
        return amount

    def put(self, need: int, had: Had) -> None:
        """The need, which has nothing, gets all of this."""
        if not had:
            return
        for offer, amount in had.items():
            self._move(offer, amount, 1)
        self.given[need] = had
        for unit in {self.unit[offer] for offer in had}:
            self.units[unit] -= 1

    def clear(self, need: int) -> Had:
        """Take everything back from the need; what it had."""
        had = self.given[need]
        if had:
            for offer, amount in had.items():
                self._move(offer, -amount, -1)
            self.given[need] = {}
            for unit in {self.unit[offer] for offer in had}:
                self.units[unit] += 1
        return had

    def _move(self, offer: int, amount: float, used: int) -> None:
        low, high = self.start[offer], self.start[offer + 1]
        takes = amount if self.simple else self.per[low:high] * amount + self.once[low:high] * used
        self.left[self.row[low:high]] -= takes
        self.missing[self.line[offer]] -= amount

    def takes(self, offer: int, amount: float) -> tuple[Ints, Reals]:
        """The rows of the offer, and what so much of it takes of each."""
        low, high = self.start[offer], self.start[offer + 1]
        return self.row[low:high], self.per[low:high] * amount + self.once[low:high]

    def possible(self, low: int, high: int) -> Reals:
        """How much of each of these offers, which are not in use, its rows leave room for."""
        begin, end = self.start[low], self.start[high]
        most = self.problem.offers.most[low:high].copy()
        if begin == end:
            return most
        left = self.left[self.row[begin:end]]
        if not self.simple:
            per = self.per[begin:end]
            left = left - self.once[begin:end]
            left = np.where(per > 0, left / np.where(per > 0, per, 1.0), np.where(left >= -TOLERANCE / 10, np.inf, 0.0))  # fmt: skip
        starts = self._starts[low:high] - begin
        if self.start[high - 1] < end and (starts[1:] > starts[:-1]).all():
            return np.minimum(most, np.minimum.reduceat(left, starts))
        some = np.flatnonzero(self._starts[low + 1 : high + 1] - self._starts[low:high])
        most[some] = np.minimum(most[some], np.minimum.reduceat(left, starts[some]))
        return most

    def fitting(self, offer: int, possible: float, missing: float) -> float:
        """What can be given of the offer where so much is possible and missing, as it can be divided."""
        amount = min(possible, missing)
        divide = self.divide[offer]
        if divide == ALL:
            return self.most[offer] if amount >= self.most[offer] - TOLERANCE / 10 else 0.0
        amount = float((amount + TOLERANCE / 10) // 1) if divide == COUNTED else amount
        return amount if amount > TOLERANCE else 0.0

    def covered(self, need: int) -> float:
        """As far as the best of its alternatives is covered, 0 to 1; less than all counts where it may be covered in part."""
        best = 0.0
        for lines in self.alternatives(need):
            best = max(best, min(1 - self.missing[n] / self.required[n] for n in lines))
        if best >= 1 - TOLERANCE:
            return 1.0
        return max(best, 0.0) if self.partly[need] else 0.0

    def gain(self, need: int) -> float:
        """Weighted coverage of the need, less what the changes of its promises cost."""
        gain = self.weight[need] * self.covered(need)
        if need in self.promised:
            had = self.given[need]
            changed = sum(
                abs(had.get(o, 0.0) - a) > TOLERANCE for o, a in self.promised[need].items()
            )
            gain -= self.problem.change_price * changed
        return gain

    def fill(self, need: int, dear: Reals) -> None:
        """Cover the need, which has nothing, as far as it goes: by the first of its alternatives that can be, cheapest
        offers first."""
        for lines in self.alternatives(need):
            had = self._cover(need, lines, dear)
            if had is None:
                continue
            if had:
                self.given[need] = had
                for unit in {self.unit[offer] for offer in had}:
                    self.units[unit] -= 1
            return

    def _cover(self, need: int, lines: list[int], dear: Reals) -> Had | None:
        had: Had = {}
        engaged: set[int] = set()
        some, whole = True, True
        for line in lines:
            self._fill_line(line, dear, engaged, self.most_units[need], had)
            whole &= self.missing[line] <= TOLERANCE
            some &= self.missing[line] < self.required[line] - TOLERANCE
        if whole or (some and self.partly[need]):
            return had
        for offer, amount in had.items():
            self._move(offer, -amount, -1)
        return None

    def _fill_line(
        self, line: int, dear: Reals, engaged: set[int], most_units: int, had: Had
    ) -> None:
        low, high = self.offers_at[line], self.offers_at[line + 1]
        if self.missing[line] <= TOLERANCE or low == high:
            return
        possible = self.possible(low, high)
        there = np.flatnonzero(possible > TOLERANCE)
        if not len(there):
            return
        taken = False
        room = possible.tolist()
        for n in there[np.argsort(dear[low + there], kind="stable")].tolist():
            offer = low + n
            unit = self.unit[offer]
            if unit not in engaged and (0 < most_units <= len(engaged) or self.units[unit] < 1):
                continue
            amount = self.fitting(offer, room[n], self.missing[line])
            if amount and (taken or had):
                now = float(self.possible(offer, offer + 1)[0])
                amount = self.fitting(offer, now, self.missing[line])
            if amount:
                self._move(offer, amount, 1)
                had[offer] = amount
                engaged.add(unit)
                taken = True
                if self.missing[line] <= TOLERANCE:
                    return
