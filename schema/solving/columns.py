"""A problem as columns: one for each offer, with what it gains and what it takes from each row; nothing per need and unit.

Whether a unit is engaged for a need is not asked of each pair by a column of its own: as much of the pair as is given
is counted. That is less than is taken in truth, so what the rows allow here is allowed more often, never less: bounds
stay bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import Limits

if TYPE_CHECKING:
    from schema.solving.problem import Ints, Problem, Reals


@dataclass(frozen=True, eq=False)
class Columns:
    """By offer, for all of it: gain (weighted coverage), fills (share of what its line still asks), engages (share of a
    need of its unit). entry: of the limits, in the order of offers; those of offer o are `start[o]:start[o + 1]`; takes:
    from the row `row`, where all of the offer is given. pair: which need with which unit.
    """

    gain: Reals
    fills: Reals
    engages: Reals
    pair: Ints
    start: Ints
    entry: Ints
    row: Ints
    takes: Reals


def columns(problem: Problem) -> Columns:
    lines, offers, limits, needs = problem.lines, problem.offers, problem.limits, problem.needs
    rest = np.maximum(lines.required - lines.have, 1e-9)[offers.line]
    need = lines.need[offers.line]
    _, pair = np.unique(need * len(problem.units) + offers.unit, return_inverse=True)
    in_line = np.unique(
        np.stack([offers.line, pair]), axis=1, return_inverse=True
    )[1] if len(offers) else pair  # fmt: skip
    together = np.bincount(in_line, weights=offers.most)
    widest = np.minimum(together[in_line], rest)
    lines_of_pair = _lines_of_pair(pair, in_line)
    order = np.argsort(limits.offer, kind="stable")
    return Columns(
        gain=needs.weight[need] * offers.most / lines.required[offers.line],
        fills=offers.most / rest,
        engages=offers.most / widest / lines_of_pair[pair],
        pair=pair,
        start=_starts(limits.offer, len(offers)),
        entry=order.astype(np.int32),
        row=limits.row[order].astype(np.int32),
        takes=(limits.per * offers.most[limits.offer] + limits.once)[order],
    )


def _lines_of_pair(pair: Ints, in_line: Ints) -> Ints:
    first = np.unique(in_line, return_index=True)[1]
    return np.bincount(pair[first], minlength=int(pair.max(initial=-1)) + 1)


def _starts(of: Ints, many: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(of, minlength=many))])


def chosen(rows: Limits, which: Ints) -> Limits:
    """Some of the rows, in the order asked for."""
    many = np.diff(rows.start)[which]
    start = np.concatenate([[0], np.cumsum(many)])
    at = np.arange(start[-1]) - np.repeat(start[:-1], many) + np.repeat(rows.start[which], many)
    return Limits(
        start=start, offer=rows.offer[at], per=rows.per[at], once=rows.once[at], room=rows.room[which],
        resource=rows.resource[which], since=rows.since[which], until=rows.until[which],
    )  # fmt: skip
