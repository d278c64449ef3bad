"""What no plan can pass, from prices alone: anyone can check it with sums and sorting, no solver needed.

Each limit and each unit's room is given a price, at least 0. Whoever must pay these prices for whatever it takes could do
at most so well, need by need; what all rooms are worth at these prices comes on top. That sum is a bound whatever the
prices are; good prices only make it a close one. Held by `tests/schema/allocation/test_certificate.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import TOLERANCE, Divide, totals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from schema.solving.problem import Ints, Problem, Reals


def upper_bound(problem: Problem, prices: Reals) -> float:
    """What the weighted coverage, less the price of changes, can be at most.

    prices: of each limit, then of each unit's room. Below 0, or for a unit of any number of needs, they count as 0.
    """
    worth = np.maximum(np.asarray(prices, dtype=float), 0.0)
    limits, units = worth[: len(problem.limits)], worth[len(problem.limits) :]
    bounded = problem.unit_room >= 0
    rooms = problem.limits.room @ limits + problem.unit_room[bounded] @ units[bounded]
    return float(rooms + best_of_needs(problem, prices).sum())


def best_of_needs(problem: Problem, prices: Reals) -> Reals:
    """Of each need: the most that its coverage could bring, less what it takes at these prices and its changes."""
    needs, lines, offers = problem.needs, problem.lines, problem.offers
    best = np.zeros(len(needs))
    if not len(lines):
        return best
    group = alternatives(problem)
    pieces = _pieces(problem, prices)
    free = -np.minimum(pieces.cost, 0.0) * pieces.length
    need = lines.need[pieces.line]
    np.maximum.at(
        best,
        lines.need[np.searchsorted(group, np.arange(group[-1] + 1))],
        _gain(problem, pieces, group),
    )
    kept = np.bincount(lines.need[offers.line[offers.kept > 0]], minlength=len(needs))
    return best + totals(need, free, len(needs)) - problem.change_price * kept  # fmt: skip


def alternatives(problem: Problem) -> Ints:
    """The number of each line's alternative, counted through all needs."""
    lines = problem.lines
    return np.cumsum(
        np.r_[0, (np.diff(lines.need) != 0) | (np.diff(lines.alternative) != 0)][: len(lines)]
    )


def largest(problem: Problem) -> Reals:
    """The most that each offer can give by itself: no more than is missing, whole where it counts whole."""
    offers, lines = problem.offers, problem.lines
    missing = np.maximum(lines.required - lines.have, 0.0)[offers.line]
    most = np.minimum(offers.most, missing)
    most = np.where(offers.divide == Divide.COUNTED, np.floor(most + TOLERANCE), most)
    beyond = (offers.divide == Divide.ALL) & (offers.most > missing + TOLERANCE)
    return np.where(beyond, 0.0, np.where(offers.divide == Divide.ALL, offers.most, most))


def charges(problem: Problem, prices: Reals) -> Reals:
    """What one of the amount of each offer costs at least at these prices, unit's room included.

    What is paid once is spread over the most that can be had for it: whoever takes less pays more than is said here.
    """
    worth = np.maximum(np.asarray(prices, dtype=float), 0.0)
    limits, offers, count = problem.limits, problem.offers, len(problem.offers)
    price = worth[limits.row]
    each = totals(limits.offer, limits.per * price, count)
    once = totals(limits.offer, limits.once * price, count)
    rooms = np.where(problem.unit_room >= 0, worth[len(limits) :], 0.0)[offers.unit]
    most = largest(problem)
    spread = np.divide(once, most, out=np.zeros(count), where=most > 0)
    asked = np.flatnonzero((rooms > 0) & (most > 0))
    if len(asked):
        spread[asked] += rooms[asked] / _shared(problem, most, asked)
    return each + spread


def _shared(problem: Problem, most: Reals, asked: Ints) -> Reals:
    """Of each offer asked: all that its unit can give to its line, times the lines of the alternative the unit can give to.

    A unit that is taken on gives at most so much to a line, and its room is paid once for all lines of an alternative.
    """
    offers, lines = problem.offers, problem.lines
    pair, at = np.unique(offers.line[asked] * len(problem.units) + offers.unit[asked], return_inverse=True)  # fmt: skip
    line = pair // len(problem.units)
    given = totals(at, most[asked], len(pair))
    given = np.minimum(given, (lines.required - lines.have)[line])
    unit, need = pair % len(problem.units), lines.need[line]
    # A promise of another alternative may be kept beside the one chosen: then the room is paid once for the whole need.
    held = np.flatnonzero(offers.kept > 0)
    both = np.isin(
        need * len(problem.units) + unit,
        lines.need[offers.line[held]] * len(problem.units) + offers.unit[held],
    )
    group = np.where(both, -1 - need, alternatives(problem)[line]) * len(problem.units) + unit
    _, inverse, count = np.unique(group, return_inverse=True, return_counts=True)
    return (given * count[inverse].astype(np.float64))[at]


@dataclass(frozen=True, eq=False)
class _Pieces:
    """What can be had for a line at one cost each, cheapest first within a line; `length` is the amount."""

    line: Ints
    cost: Reals
    length: Reals


def _pieces(problem: Problem, prices: Reals) -> _Pieces:
    """All that is worth having, priced. What was promised is cheaper up to that and dearer beyond: a change costs.

    Pieces that cost more than they can bring, of needs that count in part, are left out.
    """
    offers, lines, needs = problem.offers, problem.lines, problem.needs
    most, cost = largest(problem), charges(problem, prices)
    kept = (offers.kept > 0) & (offers.kept <= most + TOLERANCE)
    kept &= (offers.divide != Divide.ALL) | (np.abs(offers.kept - most) <= TOLERANCE)
    length = np.where(kept, np.minimum(offers.kept, most), most)
    spared = np.divide(problem.change_price, length, out=np.zeros(len(most)), where=kept)
    rest = np.flatnonzero(kept & (most - length > TOLERANCE))
    line = np.r_[offers.line, offers.line[rest]]
    lengths = np.r_[length, (most - length)[rest]]
    costs = np.r_[cost - spared, cost[rest] + problem.change_price / (most - length)[rest]]
    need = lines.need[line]
    useful = (lengths > 0) & (~needs.partly[need] | (costs * lines.required[line] < needs.weight[need]))  # fmt: skip
    line, costs, lengths = line[useful], costs[useful], lengths[useful]
    order = np.lexsort((costs, line))
    return _Pieces(line[order], costs[order], lengths[order])


def _gain(problem: Problem, pieces: _Pieces, group: Ints) -> Reals:
    """Of each alternative: the best of what coverage brings less what it costs.

    Covering a share of an alternative takes that share of all of its lines, and the next bit of a line costs the cheapest
    piece left: the cost of the next bit of coverage only rises, so whatever brings more than it costs is taken.
    """
    lines, needs = problem.lines, problem.needs
    line, dear = pieces.line, np.maximum(pieces.cost, 0.0) * lines.required[pieces.line]
    first = np.r_[True, np.diff(line) != 0][: len(line)]
    through = np.cumsum(pieces.length)
    before = through - pieces.length
    begun = np.maximum.accumulate(np.where(first, before, 0.0)) if len(line) else before
    share = (lines.have[line] + before - begun) / lines.required[line]
    rise = np.where(first, dear, dear - np.r_[0.0, dear[:-1]][: len(dear)])
    end = _end(problem, pieces, group)
    # Every alternative begins at nothing covered and nothing paid.
    number = np.arange(len(end))
    at, share, rise = np.r_[number, group[line]], np.r_[np.zeros(len(end)), share], np.r_[np.zeros(len(end)), rise]  # fmt: skip
    order = np.lexsort((share, at))
    at, share, rise = at[order], np.minimum(share[order], end[at[order]]), rise[order]
    opens = np.flatnonzero(np.r_[True, np.diff(at) != 0])
    paid = _within(rise, opens)
    until = np.r_[share[1:], 0.0]
    until[np.r_[opens[1:] - 1, len(at) - 1]] = end
    need = lines.need[np.searchsorted(group, number)]
    net = needs.weight[need][at] - paid
    partly = needs.partly[need]
    net = np.where(partly[at], np.maximum(net, 0.0), net)
    gain = np.add.reduceat(net * (until - share), opens)
    return np.where(partly | (end >= 1 - TOLERANCE), np.maximum(gain, 0.0), 0.0)


def _within(values: Reals, opens: Ints) -> Reals:
    """Running sums that begin anew at each of `opens`."""
    sums = np.cumsum(values)
    before = np.r_[0.0, sums][opens]
    return sums - np.repeat(before, np.diff(np.r_[opens, len(values)]))


def _end(problem: Problem, pieces: _Pieces, group: Ints) -> Reals:
    """How far each alternative can be covered at most, by all that is there and by as many units as the need takes."""
    lines = problem.lines
    supply = totals(pieces.line, pieces.length, len(lines))
    supply = np.minimum(supply, most_by_units(problem))
    reach = np.minimum((lines.have + supply) / lines.required, 1.0)
    return np.minimum.reduceat(reach, np.flatnonzero(np.r_[True, np.diff(group) != 0]))


def most_by_units(problem: Problem) -> Reals:
    """Of each line: the most that as many units as its need takes can give, whoever they are; infinite for any number."""
    needs, lines, offers = problem.needs, problem.lines, problem.offers
    allowed = needs.most_units[lines.need]
    some = np.flatnonzero(allowed[offers.line] > 0)
    total = np.full(len(lines), np.inf)
    total[allowed > 0] = 0.0
    if not len(some):
        return total
    key = offers.line[some] * len(problem.units) + offers.unit[some]
    pair, at = np.unique(key, return_inverse=True)
    given = totals(at, largest(problem)[some], len(pair))
    line = pair // len(problem.units)
    order = np.lexsort((-given, line))
    line, given = line[order], given[order]
    opens = np.flatnonzero(np.r_[True, np.diff(line) != 0])
    rank = np.arange(len(line)) - np.repeat(opens, np.diff(np.r_[opens, len(line)]))
    among: NDArray[np.bool_] = rank < allowed[line]
    np.add.at(total, line[among], given[among])
    return total
