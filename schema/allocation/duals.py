"""Prices of limits and of units' rooms: those of the relaxation in which whatever is paid once is spread over all that it buys.

They prove a bound by sums alone (`certificate`), and say which limits are worth looking at; never what one more would bring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.certificate import alternatives, charges, largest
from schema.allocation.search import relaxed
from schema.allocation.sheet import Sheet

if TYPE_CHECKING:
    from schema.allocation.problem import Problem, Reals


def prices_of(problem: Problem, seconds: float) -> Reals | None:
    """A price for each limit and then for each unit, at least 0; None where the time was too short."""
    limits, lines, offers = problem.limits, problem.lines, problem.offers
    count, units = len(limits), len(problem.units)
    if not len(lines) or not len(offers):
        return np.zeros(count + units)
    most, sheet = largest(problem), Sheet()
    given = sheet.columns(most, whole=False)
    spread = limits.once / np.where(most > 0, most, np.inf)[limits.offer]
    sheet.rows((limits.row, given[limits.offer], limits.per + spread), count=count, at_most=limits.room)  # fmt: skip
    bounded = np.flatnonzero(problem.unit_room >= 0)
    place = np.full(units, -1, dtype=np.int64)
    place[bounded] = np.arange(len(bounded))
    own = np.flatnonzero(place[offers.unit] >= 0)
    each = charges(problem, np.r_[np.zeros(count), np.ones(units)])
    sheet.rows((place[offers.unit[own]], given[own], each[own]), count=len(bounded), at_most=problem.unit_room[bounded].astype(float))  # fmt: skip
    cost = _coverage(problem, sheet, given)
    found = relaxed(sheet, cost, most=True, seconds=seconds)
    if found is None:
        return None
    prices = np.zeros(count + units)
    prices[:count] = found[1][:count]
    prices[count + bounded] = found[1][count : count + len(bounded)]
    return np.maximum(prices, 0.0)


def _coverage(problem: Problem, sheet: Sheet, given: Reals) -> Reals:
    """Columns and rows that say how far each alternative is covered; the factors of the coverage by column."""
    lines, offers, needs = problem.lines, problem.offers, problem.needs
    group = alternatives(problem)
    opens = np.flatnonzero(np.r_[True, np.diff(group) != 0])
    of_need = lines.need[opens]
    covered = sheet.columns(np.ones(len(opens)), whole=False)
    rows = np.r_[np.arange(len(lines)), offers.line]
    columns = np.r_[covered[group], given]
    values = np.r_[np.ones(len(lines)), -1.0 / lines.required[offers.line]]
    sheet.rows((rows, columns, values), count=len(lines), at_most=lines.have / lines.required)
    asking, at = np.unique(of_need, return_inverse=True)
    sheet.rows((at, covered, 1.0), count=len(asking), at_most=1.0)
    cost = np.zeros(sheet.count)
    cost[covered] = needs.weight[of_need]
    return cost
