"""Columns and rows of what a plan is for: how far alternatives are covered, and which promises stay as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import TOLERANCE, Divide

if TYPE_CHECKING:
    from schema.solving.problem import Ints, Problem, Reals
    from schema.solving.sheet import Sheet


def coverage_of(
    problem: Problem, sheet: Sheet, given: tuple[Ints, Reals], group: Ints, group_need: Ints
) -> tuple[Ints, Ints]:
    """How far each alternative is covered, no further than any of its lines; of several, one is chosen."""
    lines, offers = problem.lines, problem.offers
    column, size = given
    partly = problem.needs.partly[group_need]
    covered = np.empty(len(group_need), dtype=np.int64)
    covered[partly] = sheet.columns(np.ones(int(partly.sum())), whole=False)
    covered[~partly] = sheet.columns(np.ones(int((~partly).sum())))
    sheet.rows(
        (
            np.r_[np.arange(len(lines)), offers.line],
            np.r_[covered[group], column],
            np.r_[np.ones(len(lines)), -size / lines.required[offers.line]],
        ),
        count=len(lines),
        at_most=lines.have / lines.required,
    )
    several = np.bincount(group_need, minlength=len(problem.needs))[group_need] > 1
    chosen = np.where(several & ~partly, covered, -1)
    new = np.flatnonzero(several & partly)
    chosen[new] = sheet.columns(np.ones(len(new)))
    row = np.arange(len(new))
    sheet.rows(
        (np.r_[row, row], np.r_[covered[new], chosen[new]], np.r_[np.ones(len(new)), -np.ones(len(new))]),
        count=len(new),
        at_most=0.0,
    )  # fmt: skip
    needs, at = np.unique(group_need[several], return_inverse=True)
    sheet.rows((at, chosen[several], 1.0), count=len(needs), at_most=1.0)
    return covered, chosen


def kept_of(problem: Problem, sheet: Sheet, given: Ints, most: Reals) -> Ints:
    """Whether an offer gives exactly what it promised: its own column, or a new one that holds it there."""
    offers = problem.offers
    can = (offers.kept > 0) & (offers.kept <= most + TOLERANCE)
    every = offers.divide == Divide.ALL
    kept = np.where(can & every & (np.abs(offers.kept - most) <= TOLERANCE), given, -1)
    new = np.flatnonzero(can & ~every) if problem.change_price > 0 else np.empty(0, dtype=np.int64)
    kept[new] = sheet.columns(np.ones(len(new)))
    row, promised = np.arange(len(new)), np.minimum(offers.kept, most)[new]
    for at_least, at_most, factor in ((0.0, np.inf, -promised), (-np.inf, most[new], most[new] - promised)):  # fmt: skip
        sheet.rows(
            (np.r_[row, row], np.r_[given[new], kept[new]], np.r_[np.ones(len(new)), factor]),
            count=len(new), at_least=at_least, at_most=at_most,
        )  # fmt: skip
    return kept
