"""A problem as columns: one for each offer, with what it gains and what it takes from each row; nothing per need and unit.

Whether a unit is engaged for a need is not asked of each pair by a column of its own: as much of the pair as is given
is counted. That is less than is taken in truth, so what the rows allow here is allowed more often, never less: bounds
stay bounds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.problem import Divide, Limits

if TYPE_CHECKING:
    from schema.allocation.problem import Ints, Problem, Reals


@dataclass(frozen=True, eq=False)
class Columns:
    """By offer, for all of it: gain (weighted coverage), fills (share of what its line still asks), engages (share of a
    need of its unit). entry: of the limits in the order of offers, those of offer o are `start[o]:start[o + 1]`; takes:
    from the row `row`, where all of the offer is given. pair: which need with which unit.
    """

    gain: Reals
    fills: Reals
    engages: Reals
    pair: Ints
    start: Ints
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
        row=limits.row[order],
        takes=(limits.per * offers.most[limits.offer] + limits.once)[order],
    )


def _lines_of_pair(pair: Ints, in_line: Ints) -> Ints:
    first = np.unique(in_line, return_index=True)[1]
    return np.bincount(pair[first], minlength=int(pair.max(initial=-1)) + 1)


def _starts(of: Ints, many: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(of, minlength=many))])


ROUNDINGS = (1, 2, 3)


def rounded(problem: Problem) -> tuple[Limits, Ints, Ints]:
    """Rows that hold of every plan although a fractional one may break them; of which row, and with how many places.

    Of offers that are given in full or not at all, with `a` taken from a row with room c, and a measure d a little above
    c / (k + 1): the sum of floor(a / d) over those used is at most floor(c / d) = k. Where halves are overbooked, this
    says that of all that take more than half there can be one.
    """
    limits, offers = problem.limits, problem.offers
    whole = (offers.divide == Divide.ALL)[limits.offer]
    takes = limits.per * offers.most[limits.offer] + limits.once
    row = limits.row
    found: list[tuple[Ints, Ints, Reals, Ints, int]] = []
    for k in ROUNDINGS:
        measure = limits.room / (k + 1) * (1 + 1e-9)
        times = np.where(whole, np.floor(takes / np.maximum(measure[row], 1e-12)), 0.0)
        many = np.bincount(row, weights=times, minlength=len(limits))
        useful = (many > k) & (limits.room > 0)
        at = np.flatnonzero(useful[row] & (times > 0))
        found.append((row[at], limits.offer[at], times[at], np.flatnonzero(useful), k))
    return _extra(limits, found)


def _extra(limits: Limits, found: list) -> tuple[Limits, Ints, Ints]:
    of = np.concatenate([f[3] for f in found])
    places = np.concatenate([np.full(len(f[3]), f[4]) for f in found])
    many = [np.bincount(f[0], minlength=len(limits))[f[3]] for f in found]
    start = np.concatenate([[0], np.cumsum(np.concatenate(many))])
    once = np.concatenate([f[2] for f in found])
    rows = Limits(
        start=start, offer=np.concatenate([f[1] for f in found]), per=np.zeros(len(once)), once=once,
        room=places.astype(float), resource=limits.resource[of], since=limits.since[of], until=limits.until[of],
    )  # fmt: skip
    return rows, of, places


def chosen(rows: Limits, which: Ints) -> Limits:
    """Some of the rows, in the order asked for."""
    many = np.diff(rows.start)[which]
    start = np.concatenate([[0], np.cumsum(many)])
    at = np.arange(start[-1]) - np.repeat(start[:-1], many) + np.repeat(rows.start[which], many)
    return Limits(
        start=start, offer=rows.offer[at], per=rows.per[at], once=rows.once[at], room=rows.room[which],
        resource=rows.resource[which], since=rows.since[which], until=rows.until[which],
    )  # fmt: skip


def with_rows(problem: Problem, more: Limits) -> Problem:
    """The problem with rows more behind its own."""
    own = problem.limits
    both = Limits(
        start=np.concatenate([own.start, more.start[1:] + own.start[-1]]),
        **{name: np.concatenate([getattr(own, name), getattr(more, name)])
           for name in ("offer", "per", "once", "room", "resource", "since", "until")},
    )  # fmt: skip
    return replace(problem, limits=both)
