"""What everything would cost if plans could be cut into parts: prices by a first-order method that is content to be near.

The prices need not be right: whatever they are, `certificate` makes a bound of them, and it alone says how good they
were. What the method calls its own answer is not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

import highspy
import numpy as np

from schema.solving.certificate import alternatives, upper_bound

if TYPE_CHECKING:
    from schema.solving.columns import Columns
    from schema.solving.problem import Ints, Problem, Reals

NEAR = 1e-4


@dataclass(frozen=True, eq=False)
class Guide:
    """prices: of each limit, then of each unit's room. parts: how much of each offer, 0 to 1, a plan in parts would use.
    bound: what no plan can pass at these prices.
    """

    prices: Reals
    parts: Reals
    bound: float


class _Rows:
    """Rows of at most so much, collected; each is scaled so that its room is 1."""

    def __init__(self) -> None:
        self.row: list[Ints] = []
        self.column: list[Ints] = []
        self.value: list[Reals] = []
        self.room: list[Reals] = []
        self.count = 0

    def add(self, row: Ints, column: Ints, value: Reals, room: Reals) -> None:
        self.row.append(np.asarray(row + self.count, dtype=np.int32))
        self.column.append(np.asarray(column, dtype=np.int32))
        self.value.append(value)
        self.room.append(room)
        self.count += len(room)

    def program(self, gain: Reals) -> tuple[highspy.HighsLp, Ints, Reals]:
        """The program, the numbers of the rows that can be broken at all, and their scales."""
        row, column = _emptied(self.row), _emptied(self.column)
        value, room = _emptied(self.value), _emptied(self.room)
        most = np.bincount(row, weights=np.maximum(value, 0.0), minlength=self.count)
        binding = most > room + 1e-9
        rows = np.flatnonzero(binding)
        keep = binding[row]
        row = (np.cumsum(binding, dtype=np.int32) - 1)[row[keep]]
        column, value = column[keep], value[keep]
        scale = np.where(room > 0, room, 1.0)[rows]
        order = np.argsort(column, kind="stable")
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(gain), len(rows)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = -gain, np.zeros(len(gain)), np.ones(len(gain))
        lp.row_lower_, lp.row_upper_ = np.full(len(rows), -highspy.kHighsInf), room[rows] / scale
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        many = np.bincount(column, minlength=len(gain))
        lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
        row = row[order]
        lp.a_matrix_.index_, lp.a_matrix_.value_ = row, value[order] / scale[row]
        return lp, rows, scale


def _emptied(pieces: list[Any]) -> Any:
    """All of them as one; the list lets go of them, for a city takes much room."""
    whole = np.concatenate(pieces)
    pieces.clear()
    return whole


def _program(problem: Problem, columns: Columns) -> tuple[highspy.HighsLp, Ints, Reals]:
    """Columns: each offer, 0 to 1; then each alternative of needs of more than one line. Rows: limits, units, lines."""
    offers, lines, needs = problem.offers, problem.lines, problem.needs
    number, rows = np.arange(len(offers), dtype=np.int32), _Rows()
    rows.add(columns.row, np.repeat(number, np.diff(columns.start)), columns.takes, problem.limits.room)  # fmt: skip
    bounded = (problem.unit_room >= 0)[offers.unit]
    rows.add(
        offers.unit[bounded], number[bounded], columns.engages[bounded],
        np.where(problem.unit_room >= 0, problem.unit_room, len(needs) + 1.0),
    )  # fmt: skip
    rows.add(offers.line, number, columns.fills, np.ones(len(lines)))
    several = (np.bincount(lines.need, minlength=len(needs)) > 1)[lines.need]
    gain = np.where(several[offers.line], 0.0, columns.gain)
    if several.any():
        own = np.flatnonzero(several)
        group, at = np.unique(alternatives(problem)[own], return_inverse=True)
        need = np.zeros(len(group), dtype=np.int64)
        need[at] = lines.need[own]
        place = np.full(len(lines), -1)
        place[own] = np.arange(len(own))
        given = np.flatnonzero(several[offers.line])
        share = offers.most[given] / lines.required[offers.line[given]]
        rows.add(
            np.concatenate([np.arange(len(own)), place[offers.line[given]]]),
            np.concatenate([len(offers) + at, number[given]]),
            np.concatenate([np.ones(len(own)), -share]), (lines.have / lines.required)[own],
        )  # fmt: skip
        which, of = np.unique(need, return_inverse=True)
        rows.add(of, len(offers) + np.arange(len(group)), np.ones(len(group)), np.ones(len(which)))
        gain = np.concatenate([gain, needs.weight[need].astype(float)])
    return rows.program(gain)


def priced(problem: Problem, columns: Columns, iterations: int, seconds: float) -> Guide:
    """Prices after so many rounds at most, and the bound that follows from them; what is made ready counts as time too."""
    begun = monotonic()
    prices = np.zeros(len(problem.limits) + len(problem.units))
    parts = np.zeros(len(problem.offers))
    if len(problem.offers) and seconds > 0:
        program, rows, scale = _program(problem, columns)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(program)
        del program
        left = max(seconds - (monotonic() - begun), 0.0)
        for option, value in _options(iterations, left).items():
            solver.setOptionValue(option, value)
        solver.run()
        solution = solver.getSolution()
        found = np.zeros(max(len(prices), rows.max(initial=0) + 1))
        if len(solution.row_dual) == len(rows):
            found[rows] = np.maximum(-np.array(solution.row_dual), 0.0) / scale
        prices = np.nan_to_num(found[: len(prices)], posinf=0.0)
        if len(solution.col_value) >= len(parts):
            parts = np.clip(np.nan_to_num(np.array(solution.col_value)[: len(parts)]), 0.0, 1.0)
    return Guide(prices, parts, upper_bound(problem, prices))


def _options(iterations: int, seconds: float) -> dict[str, bool | float | int | str]:
    return {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "solver": "pdlp",
        "presolve": "off",
        "run_crossover": "off",
        "pdlp_iteration_limit": iterations,
        "pdlp_optimality_tolerance": NEAR,
        "primal_feasibility_tolerance": NEAR,
        "dual_feasibility_tolerance": NEAR,
        "time_limit": float(seconds),
    }
