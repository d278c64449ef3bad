"""Rows that follow from limits by rounding down: they cut off no plan, and make what prices prove closer.

Where a limit has room for c, no more than k uses can each take more than c / (k + 1) of it; a use that takes j such parts
counts j times. Whoever doubts a row divides and rounds. Held by `tests/schema/allocation/test_laws.py`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.certificate import largest
from schema.solving.problem import TOLERANCE, Divide, Limits, totals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from schema.solving.problem import Ints, Problem, Reals

PARTS = (1, 2, 3)
"""Into how many parts, and one more, a room is divided."""


def with_rounded(problem: Problem) -> Problem:
    """The same problem, with the rows that follow behind its own: prices can be put on them too."""
    return replace(problem, limits=joined(problem.limits, rounded(problem)))


def rounded(problem: Problem) -> Limits:
    """The rows that follow and say more than the limit they come from, or than a row that follows with fewer parts."""
    return followed(problem)[0]


def followed(problem: Problem) -> tuple[Limits, Ints]:
    """The same, with the number of the limit each comes from; into how many parts that was divided is its room."""
    limits = problem.limits
    taken, row = _taken(problem), limits.row
    room = limits.room[row] + TOLERANCE
    counted: dict[int, Reals] = {}
    found: list[Limits] = []
    origin: list[Ints] = []
    for parts in PARTS:
        # A little more than the part: what fills its part exactly is not more than it.
        part = room / (parts + 1) * (1 + 1e-9)
        counted[parts] = counts = np.minimum(np.floor(taken / part), parts + 1)
        sharper = _anywhere(row, counts * limits.room[row] > taken * parts * (1 + 1e-9), limits)
        for fewer in range(1, parts):
            if parts % fewer == 0:
                sharper &= _anywhere(row, counts > counted[fewer] * (parts // fewer), limits)
        binding = totals(row, counts, len(limits)) > parts
        origin.append(np.flatnonzero(sharper & binding))
        found.append(_rows(limits, counts, origin[-1], parts))
    every = found[0]
    for more in found[1:]:
        every = joined(every, more)
    return every, np.concatenate(origin)


def joined(some: Limits, more: Limits) -> Limits:
    """Two lots of rows as one."""
    return Limits(
        start=np.r_[some.start, more.start[1:] + some.start[-1]],
        offer=np.r_[some.offer, more.offer],
        per=np.r_[some.per, more.per],
        once=np.r_[some.once, more.once],
        room=np.r_[some.room, more.room],
        resource=np.r_[some.resource, more.resource],
        since=np.r_[some.since, more.since],
        until=np.r_[some.until, more.until],
    )


def _taken(problem: Problem) -> Reals:
    """What each entry takes at least where its offer is used at all; nothing where it never can be."""
    limits, offers = problem.limits, problem.offers
    divide, most = offers.divide[limits.offer], largest(problem)[limits.offer]
    least = np.select([divide == Divide.ALL, divide == Divide.COUNTED], [most, 1.0], 0.0)
    return np.where(most > 0, limits.per * least + limits.once, 0.0)


def _anywhere(row: Ints, true: NDArray[np.bool_], limits: Limits) -> NDArray[np.bool_]:
    """Of each limit: whether it is true of any of its entries."""
    return totals(row, true.astype(float), len(limits)) > 0


def _rows(limits: Limits, counts: Reals, rows: Ints, parts: int) -> Limits:
    """The limits of these numbers, counting uses instead."""
    row = limits.row
    chosen = np.zeros(len(limits), dtype=bool)
    chosen[rows] = True
    entries = np.flatnonzero(chosen[row] & (counts > 0))
    lengths = np.bincount(row[entries], minlength=len(limits))[rows]
    return Limits(
        start=np.r_[0, np.cumsum(lengths)].astype(np.int64),
        offer=limits.offer[entries],
        per=np.zeros(len(entries)),
        once=counts[entries],
        room=np.full(len(rows), float(parts)),
        resource=limits.resource[rows],
        since=limits.since[rows],
        until=limits.until[rows],
    )
