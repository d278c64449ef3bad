"""A problem as columns and rows: what is given, who is taken on, what is covered, what is kept of promises.

A column of an offer that goes whole or not at all says whether it is used; of any other, its amount. Rows that make
the relaxation close (what a unit gives to a line is no more than is missing, times whether it is taken on) are stated
here, so that nobody has to guess them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.certificate import alternatives, largest
from schema.solving.covering import coverage_of, kept_of
from schema.solving.problem import TOLERANCE, Divide, totals
from schema.solving.sheet import Sheet

if TYPE_CHECKING:
    from schema.solving.problem import Ints, Problem, Reals


@dataclass(frozen=True, eq=False)
class Model:
    """Columns by what they say, -1 where there is none.

    given: of each offer; `size` is what 1 of it gives. used: whether an offer is used. pair_of: which pair of need and
    unit it takes on; pair_*: of each pair. covered: of each alternative. chosen: of each alternative, which one is covered.
    kept: whether an offer gives exactly what it promised. limit_row: the first row of the limits; unit_row: of each unit's room.
    """

    problem: Problem
    sheet: Sheet
    given: Ints
    size: Reals
    used: Ints
    pair_of: Ints
    pair_need: Ints
    pair_unit: Ints
    pair: Ints
    covered: Ints
    chosen: Ints
    kept: Ints
    group: Ints
    group_need: Ints
    limit_row: int
    unit_row: Ints

    def coverage(self) -> Reals:
        """Factors of the weighted coverage and of promises kept, by column."""
        cost = np.zeros(self.sheet.count)
        cost[self.covered] = self.problem.needs.weight[self.group_need]
        cost[self.kept[self.kept >= 0]] += self.problem.change_price
        return cost

    @property
    def promised(self) -> float:
        """What changing all promises would cost: coverage by columns is so much too high."""
        return self.problem.change_price * float(np.count_nonzero(self.problem.offers.kept > 0))

    def engagements(self) -> Reals:
        """Factors of the number of units taken on, need by need."""
        cost = np.zeros(self.sheet.count)
        cost[self.pair] = 1.0
        return cost

    def metres(self) -> Reals:
        """Factors of the length of all ways."""
        cost = np.zeros(self.sheet.count)
        far = self.used >= 0
        cost[self.used[far]] = self.problem.offers.metres[far]
        return cost

    def amounts(self, values: Reals) -> Reals:
        """What the columns give of each offer: whole where it must be whole, what was promised where it is all but that."""
        offers = self.problem.offers
        given = values[self.given]
        given = np.where(offers.divide == Divide.ANY, given, np.round(given)) * self.size
        near = (offers.kept > 0) & (np.abs(given - offers.kept) <= 10 * TOLERANCE)
        given = np.where(near & (offers.divide == Divide.ANY), offers.kept, given)
        # A whole number may be off by a hair, and what it allows with it: not used is not used.
        idle = (given <= 2 * TOLERANCE) | (values[self.pair[self.pair_of]] < 1 / 2)
        idle |= (self.used >= 0) & (values[self.used] < 1 / 2)
        given = np.where(idle, 0.0, given)
        return np.minimum(given, largest(self.problem))

    def values(self, amount: Reals) -> Reals:
        """The columns of a plan that may be carried out: where to begin a search."""
        problem, values = self.problem, np.zeros(self.sheet.count)
        offers, lines = problem.offers, problem.lines
        used = amount > TOLERANCE
        values[self.given] = amount / self.size
        own = self.used >= 0
        values[self.used[own]] = used[own]
        here = lines.need[offers.line] * len(problem.units) + offers.unit
        taken = np.isin(self.pair_need * len(problem.units) + self.pair_unit, here[used])
        values[self.pair] = taken
        share = np.minimum((lines.have + totals(offers.line, amount, len(lines))) / lines.required, 1.0)  # fmt: skip
        if len(lines):
            values[self.covered], chosen = self._covered(share)
            picked = self.chosen >= 0
            values[self.chosen[picked]] = chosen[picked]
        apart = self.kept >= 0
        values[self.kept[apart]] = np.abs(amount - offers.kept)[apart] <= TOLERANCE
        return values

    def _covered(self, share: Reals) -> tuple[Reals, Reals]:
        """What of each alternative counts, and which: the best of each need, the first of equals."""
        opens = np.flatnonzero(np.r_[True, np.diff(self.group) != 0])
        reach = np.minimum.reduceat(share, opens)
        partly = self.problem.needs.partly[self.group_need]
        reach = np.where(partly, reach, (reach >= 1 - TOLERANCE).astype(float))
        order = np.lexsort((np.arange(len(reach)), -reach, self.group_need))
        best = order[np.r_[True, np.diff(self.group_need[order]) != 0]]
        chosen = np.zeros(len(reach))
        chosen[best] = 1.0
        return reach * chosen, chosen


def model_of(problem: Problem) -> Model:
    """The problem as columns and rows. Rows that follow from its limits make it closer: `rounded.with_rounded`."""
    offers, lines, sheet = problem.offers, problem.lines, Sheet()
    most = largest(problem)
    every = offers.divide == Divide.ALL
    size = np.where(every, offers.most, 1.0)
    given = np.empty(len(offers), dtype=np.int64)
    parts = offers.divide == Divide.ANY
    given[~parts] = sheet.columns(np.where(every, most > 0, most)[~parts].astype(float))
    given[parts] = sheet.columns(most[parts], whole=False)
    pair_of, pair_need, pair_unit = _pairs(problem)
    used = _used(problem, sheet, given, most, pair_of)
    pair = _taken(problem, sheet, (given, size, used, most), (pair_of, len(pair_need)))
    unit_row = _rooms(problem, sheet, pair, pair_need, pair_unit)
    limit_row = sheet.height
    _limits(problem, sheet, given, size, used)
    missing = np.maximum(lines.required - lines.have, 0.0)
    sheet.rows((offers.line, given, size), count=len(lines), at_most=missing)
    group = alternatives(problem)
    group_need = lines.need[np.flatnonzero(np.r_[True, np.diff(group) != 0][: len(lines)])]
    covered, chosen = coverage_of(problem, sheet, (given, size), group, group_need)
    return Model(
        problem=problem,
        sheet=sheet,
        given=given,
        size=size,
        used=used,
        pair_of=pair_of,
        pair_need=pair_need,
        pair_unit=pair_unit,
        pair=pair,
        covered=covered,
        chosen=chosen,
        kept=kept_of(problem, sheet, given, most),
        group=group,
        group_need=group_need,
        limit_row=limit_row,
        unit_row=unit_row,
    )


def _pairs(problem: Problem) -> tuple[Ints, Ints, Ints]:
    """The pair of need and unit of each offer, and need and unit of each pair."""
    here = problem.lines.need[problem.offers.line] * len(problem.units) + problem.offers.unit
    pairs, at = np.unique(here, return_inverse=True)
    units = max(len(problem.units), 1)
    return at.astype(np.int64), pairs // units, pairs % units


def _used(problem: Problem, sheet: Sheet, given: Ints, most: Reals, pair_of: Ints) -> Ints:
    """Whether each offer is used: its own column where that says it, a new one where somebody asks for it."""
    offers = problem.offers
    says = (offers.divide == Divide.ALL) | ((offers.divide == Divide.COUNTED) & (most <= 1))
    asked = totals(problem.limits.offer, problem.limits.once, len(offers)) > 0
    asked |= (offers.metres > 0) | (np.bincount(pair_of)[pair_of] == 1 if len(offers) else False)
    used = np.where(says, given, -1)
    new = np.flatnonzero(~says & asked & (most > 0))
    used[new] = sheet.columns(np.ones(len(new)))
    row = np.arange(len(new))
    sheet.rows(
        (np.r_[row, row], np.r_[given[new], used[new]], np.r_[np.ones(len(new)), -most[new]]),
        count=len(new),
        at_most=0.0,
    )
    return used


def _taken(
    problem: Problem, sheet: Sheet, columns: tuple[Ints, Reals, Ints, Reals], pairs: tuple[Ints, int]
) -> Ints:  # fmt: skip
    """Whether each unit is taken on for each need: the use of its only offer, or a new column above all of its offers."""
    given, size, used, most = columns
    pair_of, count = pairs
    alone = np.bincount(pair_of, minlength=count) == 1
    pair = np.full(count, -1, dtype=np.int64)
    single = alone[pair_of] & (used >= 0)
    pair[pair_of[single]] = used[single]
    new = np.flatnonzero(pair < 0)
    pair[new] = sheet.columns(np.ones(len(new)))
    offers, lines = problem.offers, problem.lines
    rest = np.flatnonzero(~single)
    here, at = np.unique(offers.line[rest] * max(count, 1) + pair_of[rest], return_inverse=True)
    line, of = here // max(count, 1), here % max(count, 1)
    cap = np.minimum(totals(at, most[rest], len(here)), (lines.required - lines.have)[line])
    row = np.arange(len(here))
    sheet.rows(
        (np.r_[at, row], np.r_[given[rest], pair[of]], np.r_[size[rest], -cap]),
        count=len(here),
        at_most=0.0,
    )
    # Of several, one that is used says by itself that its unit is taken on.
    sharp = rest[(used[rest] >= 0) & (most[rest] < cap[at] - TOLERANCE)]
    row = np.arange(len(sharp))
    sheet.rows(
        (np.r_[row, row], np.r_[used[sharp], pair[pair_of[sharp]]], np.r_[np.ones(len(sharp)), -np.ones(len(sharp))]),
        count=len(sharp),
        at_most=0.0,
    )  # fmt: skip
    return pair


def _rooms(problem: Problem, sheet: Sheet, pair: Ints, pair_need: Ints, pair_unit: Ints) -> Ints:
    """So many units of a need, so many more needs of a unit; the row of each unit, -1 where it can't be passed."""
    place = np.empty(0, dtype=np.int64)
    for number, most in (
        (pair_need, np.where(problem.needs.most_units > 0, problem.needs.most_units, np.inf)),
        (pair_unit, np.where(problem.unit_room < 0, np.inf, problem.unit_room)),
    ):
        bound = np.flatnonzero(np.isfinite(most) & (np.bincount(number, minlength=len(most)) > most))  # fmt: skip
        place = np.full(len(most), -1, dtype=np.int64)
        place[bound] = np.arange(len(bound))
        own, before = place[number] >= 0, sheet.height
        sheet.rows((place[number[own]], pair[own], 1.0), count=len(bound), at_most=most[bound])
        place[bound] += before
    return place


def _limits(problem: Problem, sheet: Sheet, given: Ints, size: Reals, used: Ints) -> None:
    limits = problem.limits
    once = np.flatnonzero((limits.once > 0) & (used[limits.offer] >= 0))
    row, offer = limits.row, limits.offer
    # The same column twice in a row is one entry: an offer that goes whole says by itself that it is used.
    value = np.r_[limits.per * size[offer], limits.once[once]]
    column, row = np.r_[given[offer], used[offer[once]]], np.r_[row, row[once]]
    entry, at = np.unique(row * sheet.count + column, return_inverse=True)
    value = totals(at, value, len(entry))
    some = np.flatnonzero(value)
    sheet.rows(
        (entry[some] // sheet.count, entry[some] % sheet.count, value[some]),
        count=len(limits),
        at_most=limits.room,
    )
