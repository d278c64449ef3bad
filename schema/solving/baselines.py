"""What a desk without a plan would do: need by need, the nearest that is free. To compare with, and to begin a search from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.solving.certificate import largest
from schema.solving.problem import TOLERANCE, Divide, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.solving.problem import Problem


def first_come(problem: Problem) -> Plan:
    """Needs in their order; each takes the nearest offers until its lines are covered."""
    return in_order(problem, range(len(problem.needs)))


def urgent_first(problem: Problem) -> Plan:
    """The most urgent needs first, of equals the first; each takes the nearest offers until its lines are covered."""
    return in_order(problem, np.argsort(-problem.needs.weight, kind="stable").tolist())


def in_order(problem: Problem, needs: Iterable[int]) -> Plan:
    """These needs one after another, on top of what was promised and can be kept."""
    desk = _Desk(problem)
    for offer in np.flatnonzero(problem.offers.kept > 0).tolist():
        desk.take(offer, float(problem.offers.kept[offer]), exactly=True)
    for need in needs:
        desk.serve(need)
    return Plan(desk.amount)


class _Desk:
    """What is left of everything, while it is given away."""

    def __init__(self, problem: Problem) -> None:
        limits, offers, lines = problem.limits, problem.offers, problem.lines
        self.problem, self.amount = problem, np.zeros(len(offers))
        self.most = largest(problem).tolist()
        self.divide = offers.divide.tolist()
        self.line, self.unit = offers.line.tolist(), offers.unit.tolist()
        order = np.argsort(limits.offer, kind="stable")
        self.entry = np.searchsorted(limits.offer[order], np.arange(len(offers) + 1)).tolist()
        self.row = limits.row[order].tolist()
        self.per, self.once = limits.per[order].tolist(), limits.once[order].tolist()
        self.room = limits.room.tolist()
        self.missing = np.maximum(lines.required - lines.have, 0.0).tolist()
        self.need = lines.need.tolist()
        self.load = problem.unit_room.tolist()
        self.units: list[set[int]] = [set() for _ in range(len(problem.needs))]
        near = np.lexsort((np.arange(len(offers)), offers.metres, offers.line))
        ends = np.searchsorted(offers.line[near], np.arange(len(lines) + 1))
        self.near, self.ends = near.tolist(), ends.tolist()
        self.opens = np.searchsorted(lines.need, np.arange(len(problem.needs) + 1)).tolist()

    def take(self, offer: int, wanted: float, *, exactly: bool = False) -> bool:
        """As much of the offer as is wanted, left and allowed; whether that is anything."""
        line, unit = self.line[offer], self.unit[offer]
        need, free = self.need[line], min(self.most[offer], self.missing[line], wanted)
        if free <= TOLERANCE or self.amount[offer] > 0 or not self._may(need, unit):
            return False
        free = min(free, self._left(offer))
        if self.divide[offer] == Divide.COUNTED:
            free = float(int(free + TOLERANCE))
        if self.divide[offer] == Divide.ALL and free < self.most[offer] - TOLERANCE:
            return False
        if free <= 10 * TOLERANCE or (exactly and free < wanted - TOLERANCE):
            return False
        self._move(offer, free)
        if unit not in self.units[need]:
            self.units[need].add(unit)
            self.load[unit] -= 1
        return True

    def _may(self, need: int, unit: int) -> bool:
        most = self.problem.needs.most_units[need]
        return unit in self.units[need] or (
            self.load[unit] != 0 and (most == 0 or len(self.units[need]) < most)
        )

    def _left(self, offer: int) -> float:
        left = float("inf")
        for entry in range(self.entry[offer], self.entry[offer + 1]):
            room = self.room[self.row[entry]] - self.once[entry]
            if room < -TOLERANCE:
                return 0.0
            if self.per[entry] > 0:
                left = min(left, max(room, 0.0) / self.per[entry])
        # A whole amount that fits but for rounding fits.
        return left * (1 + 1e-12)

    def _move(self, offer: int, by: float) -> None:
        """Take so much, or give back what was taken."""
        used = 1.0 if by > 0 else -1.0
        for entry in range(self.entry[offer], self.entry[offer + 1]):
            self.room[self.row[entry]] -= self.per[entry] * by + self.once[entry] * used
        self.missing[self.line[offer]] -= by
        self.amount[offer] = max(self.amount[offer] + by, 0.0)

    def serve(self, need: int) -> None:
        """The first alternative that can be covered in full; else, of a need that counts in part, the one covered best."""
        lines, tried = self.problem.lines, []
        span = range(self.opens[need], self.opens[need + 1])
        for alternative in sorted({int(lines.alternative[n]) for n in span}):
            own = [n for n in span if lines.alternative[n] == alternative]
            before = set(self.units[need])
            taken, reached = self._fill(own)
            if reached >= 1 - TOLERANCE:
                return
            self._give_back(taken, before, need)
            tried.append((reached, -alternative, own))
        if tried and self.problem.needs.partly[need] and max(tried)[0] > 0:
            self._fill(max(tried)[2])

    def _fill(self, lines: list[int]) -> tuple[list[int], float]:
        taken: list[int] = []
        for line in lines:
            for offer in self.near[self.ends[line] : self.ends[line + 1]]:
                if self.missing[line] <= TOLERANCE:
                    break
                if self.take(offer, self.missing[line]):
                    taken.append(offer)
        required = self.problem.lines.required
        return taken, min(1 - self.missing[n] / required[n] for n in lines)

    def _give_back(self, taken: list[int], units: set[int], need: int) -> None:
        for offer in reversed(taken):
            self._move(offer, -float(self.amount[offer]))
        for unit in self.units[need] - units:
            self.load[unit] += 1
        self.units[need] = units
