"""Why a need is left open, or a part of it: what is missing, or what limits it and who has that instead.

A need that takes several capabilities together is looked at for each that falls short; of alternatives, the one that comes furthest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.options import fits, windows_of
from schema.allocation.terms import AllocationLimitKind, AllocationOpenReason
from schema.instants import Window
from schema.measures import MICRO
from schema.solving.problem import TOLERANCE
from schema.supporters.eligibility import pairs, trial
from schema.supporters.facts import Named
from schema.supporters.stock import is_willing
from schema.supporters.terms import TEST_ORDER, SupportTest
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schema.allocation.framing import Framed
    from schema.allocation.options import Line
    from schema.measures import Measure
    from schema.solving.problem import Ints, Judged, Plan, Reals

MOST_NEEDS = 20
"""Needs that are named as having what a need lacks."""
_TIMELY = frozenset({SupportTest.HOURS, SupportTest.NOTICE, SupportTest.CAPACITY})


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit that is used up. id: of the resource or unit. period: None where it is about all time.

    needs: ids of those that have it, the first of them; more: how many others. price: of one more of it by the prices that prove
    the bound, None where there are none: what it is worth to the whole, at most.
    """

    kind: AllocationLimitKind
    id: str
    period: Window | None
    room: float
    used: float
    needs: tuple[str, ...]
    more: int
    price: float | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A capability of which something is missing (micro-units). test: how far the best that there is comes, where nothing can be had."""

    reason: AllocationOpenReason
    capability: Named
    required: int
    missing: int
    measure: Named
    test: SupportTest | None
    bindings: tuple[Binding, ...]


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A need that is not covered in full. covered: the share that is, 0–1. missing: none where no capability is known that would meet it."""

    need: str
    weight: int
    covered: float
    missing: tuple[Missing, ...]


def left_open(known: Framed, plan: Plan, now: Judged, prices: Reals | None) -> tuple[LeftOpen, ...]:
    """Every need that is not covered in full, the heaviest first."""
    looking = _Looking(known, plan, prices)
    problem = known.problem
    numbers = np.flatnonzero(now.covered < 1 - TOLERANCE).tolist()
    numbers.sort(key=lambda n: (-int(problem.needs.weight[n]), known.needs[n].id))
    return tuple(
        LeftOpen(known.needs[n].id, int(problem.needs.weight[n]), float(now.covered[n]), tuple(looking.missing(n)))
        for n in numbers
    )  # fmt: skip


def named_measure(measure: Measure) -> Named:
    """A measure as sentences name it."""
    return Named(measure.code, measure.name, measure.name_en)


class _Looking:
    def __init__(self, known: Framed, plan: Plan, prices: Reals | None) -> None:
        self.known, self.plan, self.prices = known, plan, prices
        problem = known.problem
        offers, lines, limits = problem.offers, problem.lines, problem.limits
        self.given = np.bincount(offers.line, weights=plan.amount, minlength=len(lines))
        self.used = plan.amount > TOLERANCE
        taken = limits.per * plan.amount[limits.offer] + limits.once * self.used[limits.offer]
        self.taken = np.bincount(limits.row, weights=taken, minlength=len(limits))
        self.opens = np.searchsorted(lines.need, np.arange(len(known.needs) + 1))
        self.ends = np.searchsorted(offers.line, np.arange(len(lines) + 1))
        order = np.argsort(limits.offer, kind="stable")
        self.row_of, self.row_at = limits.row[order], np.searchsorted(limits.offer[order], np.arange(len(offers) + 1))  # fmt: skip
        self.entry = order
        pairs_ = np.stack([lines.need[offers.line[self.used]], offers.unit[self.used]])
        self.pairs: Ints = np.unique(pairs_, axis=1)
        self.load = np.bincount(self.pairs[1], minlength=len(problem.units))

    def missing(self, need: int) -> Iterator[Missing]:
        """What of a need falls short."""
        numbers = range(int(self.opens[need]), int(self.opens[need + 1]))
        lines = self.known.problem.lines
        share = (lines.have + self.given) / lines.required
        groups: dict[int, list[int]] = {}
        for n in numbers:
            groups.setdefault(int(lines.alternative[n]), []).append(n)
        if not groups:
            return
        best = max(groups, key=lambda at: (min(share[groups[at]]), -at))
        for n in groups[best]:
            if share[n] < 1 - TOLERANCE:
                yield self._missing(n, self.known.lines[n])

    def _missing(self, number: int, line: Line) -> Missing:
        problem = self.known.problem
        own = np.arange(self.ends[number], self.ends[number + 1])
        test, bindings = None, ()
        supply = float(problem.offers.most[own].sum()) + line.have / MICRO
        if not len(own):
            reason, test = self._nothing(line)
        else:
            bindings = tuple(self._bindings(own, line.need))
            enough = supply >= line.required / MICRO - TOLERANCE
            reason = AllocationOpenReason.OUTCOMPETED if enough else AllocationOpenReason.SUPPLY
        left = line.required - line.have - round(float(self.given[number]) * MICRO)
        return Missing(reason, line.component.capability, line.required, left, named_measure(line.component.measure), test, bindings)  # fmt: skip

    def _nothing(self, line: Line) -> tuple[AllocationOpenReason, SupportTest]:
        """Why nothing can be had: how far the offer that gets furthest comes."""
        stock, need = self.known.stock, self.known.needs[line.need]
        windows = windows_of(need, stock.as_of)
        furthest = SupportTest.CATEGORY
        for number in stock.connected(need.facts.place):
            for pair in pairs(number, need.facts, stock):
                if pair.at != line.at:
                    continue
                failed = next((f for w in windows if (f := trial(pair, w, need.facts, stock.as_of).failed)), None)  # fmt: skip
                if stock.units[number].status is not UnitStatus.ACTIVE:
                    failed = SupportTest.STATUS
                elif failed is None and not is_willing(stock.units[number]):
                    failed = SupportTest.LOAD
                elif failed is None and need.windows and not all(fits(pair.offer.resource, w) for w in windows):  # fmt: skip
                    failed = SupportTest.HOURS
                if failed is not None and TEST_ORDER[failed] > TEST_ORDER[furthest]:
                    furthest = failed
        if furthest is SupportTest.LOAD:
            return AllocationOpenReason.LOAD, furthest
        timely = furthest in _TIMELY
        return (AllocationOpenReason.WINDOW if timely else AllocationOpenReason.NO_CAPABILITY), furthest  # fmt: skip

    def _bindings(self, own: Ints, need: int) -> Iterator[Binding]:
        """The limits that keep these offers from giving more, and who has what they limit."""
        problem, seen = self.known.problem, set[int]()
        for at in own.tolist():
            for n in range(int(self.row_at[at]), int(self.row_at[at + 1])):
                row, entry = int(self.row_of[n]), int(self.entry[n])
                step = problem.limits.per[entry] + problem.limits.once[entry] * (not self.used[at])
                if row not in seen and self.taken[row] + min(step, problem.limits.room[row]) > problem.limits.room[row] + TOLERANCE:  # fmt: skip
                    seen.add(row)
                    yield self._of_row(row, need)
        for unit in sorted(set(problem.offers.unit[own].tolist())):
            room = int(problem.unit_room[unit])
            mine = self.pairs[0][self.pairs[1] == unit]
            if 0 <= room <= self.load[unit] and need not in mine:
                yield self._of_unit(unit, room, mine)

    def _of_row(self, row: int, need: int) -> Binding:
        limits, lines, offers = self.known.problem.limits, self.known.problem.lines, self.known.problem.offers  # fmt: skip
        entries = limits.offer[limits.start[row] : limits.start[row + 1]]
        others = lines.need[offers.line[entries[self.used[entries]]]]
        named, more = self._named(others[others != need])
        said = self.known.rows[row]
        period = None if said.period.start < 0 else said.period
        price = None if self.prices is None else float(self.prices[row])
        return Binding(AllocationLimitKind.RESOURCE, said.resource, period, said.room, float(self.taken[row]), named, more, price)  # fmt: skip

    def _of_unit(self, unit: int, room: int, mine: Ints) -> Binding:
        named, more = self._named(mine)
        at = len(self.known.rows) + unit
        price = None if self.prices is None else float(self.prices[at])
        return Binding(AllocationLimitKind.UNIT, self.known.problem.units[unit], None, room, float(self.load[unit]), named, more, price)  # fmt: skip

    def _named(self, needs: Ints) -> tuple[tuple[str, ...], int]:
        found = [self.known.needs[n].id for n in np.unique(needs).tolist()]
        return tuple(found[:MOST_NEEDS]), max(len(found) - MOST_NEEDS, 0)
