"""A part of a problem as a problem of its own: some needs, some of their offers, and what the others leave of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import Limits, Lines, Needs, Offers, Problem

if TYPE_CHECKING:
    from schema.solving.columns import Columns
    from schema.solving.problem import Ints, Reals


def ranges(start: Ints, which: Ints) -> tuple[Ints, Ints]:
    """The numbers in `start[w]:start[w + 1]` of each w of which, one after another, and the place of each w in which."""
    many = start[which + 1] - start[which]
    place = np.repeat(np.arange(len(which)), many)
    before = np.cumsum(many) - many
    return np.arange(len(place)) - before[place] + start[which][place], place


def part(
    problem: Problem, columns: Columns, needs: Ints, offers: Ints, left: Reals, units: Ints
) -> Problem:
    """These needs with these offers alone. left: of each row, units: of each unit's room, all without these needs.

    needs, offers: rising numbers. Rows that cannot be broken by these offers are left out.
    """
    lines, every = problem.lines, problem.offers
    line_start = np.searchsorted(lines.need, np.arange(len(problem.needs) + 1))
    own, need_of = ranges(line_start, needs)
    unit, unit_of = np.unique(every.unit[offers], return_inverse=True)
    return Problem(
        needs=Needs(
            ids=needs.tolist(),
            weight=problem.needs.weight[needs],
            community=np.zeros(len(needs), dtype=np.int64),
            most_units=problem.needs.most_units[needs],
            partly=problem.needs.partly[needs],
        ),
        lines=Lines(need_of, lines.alternative[own], lines.required[own], lines.have[own]),
        offers=Offers(
            line=np.searchsorted(own, every.line[offers]),
            unit=unit_of,
            resource=every.resource[offers],
            most=every.most[offers],
            divide=every.divide[offers],
            metres=every.metres[offers],
            kept=every.kept[offers],
        ),
        limits=_limits(problem, columns, offers, left),
        units=unit.tolist(),
        unit_room=units[unit],
        resources=problem.resources,
        communities=("",),
        change_price=problem.change_price,
    )


def _limits(problem: Problem, columns: Columns, offers: Ints, left: Reals) -> Limits:
    at, offer = ranges(columns.start, offers)
    row, takes = columns.row[at], columns.takes[at]
    rows, of = np.unique(row, return_inverse=True)
    bind = np.bincount(of, weights=takes) > left[rows] + 1e-9
    keep = bind[of]
    number = np.cumsum(bind) - 1
    order = np.argsort(of[keep], kind="stable")
    rows = rows[bind]
    many = np.bincount(number[of[keep]], minlength=len(rows))
    entry = columns.entry[at[keep]][order]
    limits = problem.limits
    return Limits(
        start=np.concatenate([[0], np.cumsum(many)]).astype(np.int64),
        offer=offer[keep][order],
        per=limits.per[entry],
        once=limits.once[entry],
        room=np.maximum(left[rows], 0.0),
        resource=limits.resource[rows],
        since=limits.since[rows],
        until=limits.until[rows],
    )
