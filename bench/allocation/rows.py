"""What resources can give at once, as few rows: one for each largest set of offers that overlap all together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import Limits

if TYPE_CHECKING:
    from schema.solving.problem import Ints, Reals


def limits(resource: Ints, since: Ints, until: Ints, capacity: Reals) -> Limits:
    """since, until: whole steps of time of each offer. One row at the last start before an end is enough: whoever
    overlaps at another moment overlaps there too."""
    steps = int(until.max(initial=0)) + 1
    resources = len(capacity)
    starts = np.zeros((resources, steps + 1), dtype=bool)
    ends = np.zeros((resources, steps + 1), dtype=bool)
    starts[resource, since] = True
    ends[resource, until] = True
    largest = np.zeros((resources, steps), dtype=bool)
    ending = np.zeros(resources, dtype=bool)
    for at in range(steps - 1, -1, -1):
        ending |= ends[:, at + 1]
        largest[:, at] = starts[:, at] & ending
        ending &= ~starts[:, at]
    before = np.concatenate([np.zeros((resources, 1), np.int64), np.cumsum(largest, axis=1)], axis=1)  # fmt: skip
    first = np.concatenate([[0], np.cumsum(largest.sum(axis=1))[:-1]])
    many = before[resource, until] - before[resource, since]
    offer = np.repeat(np.arange(len(resource)), many)
    row = np.arange(len(offer)) - np.repeat(np.cumsum(many) - many, many)
    row += np.repeat(first[resource] + before[resource, since], many)
    order = np.argsort(row, kind="stable")
    whose, at = np.nonzero(largest)
    return Limits(
        start=np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(whose)))]),
        offer=offer[order],
        per=np.ones(len(offer)),
        once=np.zeros(len(offer)),
        room=capacity[whose],
        resource=whose,
        since=at,
        until=at + 1,
    )
