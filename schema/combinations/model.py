"""Sets of units by a solver: where sums do not decide, where there are too many sets, and for many needs together.

The fewest units are asked of a mixed-integer model over `schema.solving.problem`: a unit is in or out, what it gives stays
within its resources' limits. A line counts by its share, so that every row is about one; whole numbers stay whole up to ten
million, where a float no longer tells one from the next within the solver's tolerance.

Decided: HiGHS (1.16) does not simplify these models first. Doing so it merges whole-numbered columns that are alike and takes a set
for possible that is not (`test_oracle` has such worlds); they are small enough to do without.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import highspy
import numpy as np

from schema.solving.problem import Divide, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from schema.solving.problem import Problem

TIGHT = 1e-9
"""How far a row may be off."""
MOST_WHOLE = 1e7
_FREE = highspy.kHighsInf


@dataclass(frozen=True, slots=True)
class Solved:
    """A solution and how good it is. value, bound: of the objective. members: units that are in. amount: by offer, in its line's measure.

    share: of each line. met: numbers of the needs that are covered in full.
    """

    standing: Standing
    value: float = 0.0
    bound: float = 0.0
    members: tuple[int, ...] = ()
    amount: tuple[float, ...] = ()
    share: tuple[float, ...] = ()
    met: tuple[int, ...] = ()


class Model:
    """A problem with a switch for each unit. Columns: units, then needs' alternatives, lines, offers, offers in use, unit and need.

    Args:
        capped: whether no line is given more than it requires.
        seconds: for all that is asked of it together; the solver's own clock, so that a slower machine may find less.
    """

    def __init__(self, problem: Problem, seconds: float = 60.0, *, capped: bool = True) -> None:
        self._capped = capped
        self.problem, self._until = problem, perf_counter() + seconds
        self._highs = highspy.Highs()
        for option, value in (
            ("output_flag", False), ("presolve", "off"), ("random_seed", 0), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-6),
            ("primal_feasibility_tolerance", TIGHT), ("mip_feasibility_tolerance", TIGHT),
        ):  # fmt: skip
            self._highs.setOptionValue(option, value)
        self._rows: list[tuple[float, float, list[tuple[int, float]]]] = []
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._whole: list[bool] = []
        self._columns()
        self._lay_out()
        self._pass()

    def _add(self, count: int, upper: Sequence[float] = (), *, whole: bool = False) -> int:
        """New columns, up to 1 unless told; the number of the first."""
        first = len(self._lower)
        self._lower += [0.0] * count
        self._upper += upper or [1.0] * count
        self._whole += [whole] * count
        return first

    def _columns(self) -> None:
        problem, offers = self.problem, self.problem.offers
        self.unit = self._add(len(problem.units), whole=True)
        keys = zip(problem.lines.need.tolist(), problem.lines.alternative.tolist(), strict=True)
        self.alternatives = {key: n for n, key in enumerate(dict.fromkeys(keys))}
        self.way = self._add(len(self.alternatives), whole=True)
        self.line = self._add(len(problem.lines))
        required = problem.lines.required[offers.line]
        counted = (offers.divide == Divide.COUNTED) & (offers.most <= MOST_WHOLE)
        self.scale = np.where(counted, 1.0, required)
        self.offer = self._add(len(offers), (offers.most / self.scale).tolist())
        for number in np.flatnonzero(counted):
            self._whole[self.offer + number] = True
        once = set(problem.limits.offer[problem.limits.once > 0].tolist())
        switched = sorted(once | set(np.flatnonzero(offers.divide == Divide.ALL).tolist()))
        self.used = dict(zip(switched, range(self._add(len(switched), whole=True), len(self._lower)), strict=True))  # fmt: skip
        need = problem.lines.need[offers.line].tolist()
        self.pair = list(zip(offers.unit.tolist(), need, strict=True))
        rooms = [u for u, room in enumerate(problem.unit_room) if room >= 0]
        limited = [n for n, most in enumerate(problem.needs.most_units) if most > 0]
        several = len(problem.needs) > 1
        wanted = sorted({p for p in self.pair if (p[0] in rooms and several) or p[1] in limited})
        self.engaged = dict(zip(wanted, range(self._add(len(wanted), whole=True), len(self._lower)), strict=True))  # fmt: skip

    def _row(self, lower: float, upper: float, *entries: tuple[int, float]) -> int:
        self._rows.append((lower, upper, list(entries)))
        return len(self._rows) - 1

    def _lay_out(self) -> None:
        problem, offers, lines = self.problem, self.problem.offers, self.problem.lines
        by_line: dict[int, list[tuple[int, float]]] = {}
        for n, line in enumerate(offers.line.tolist()):
            by_line.setdefault(line, []).append((self.offer + n, float(self.scale[n] / lines.required[line])))  # fmt: skip
        self.full: list[int] = []
        for n in range(len(lines)):
            key = int(lines.need[n]), int(lines.alternative[n])
            way, have = self.way + self.alternatives[key], lines.have[n] / lines.required[n]
            given = by_line.get(n, [])
            self._row(-have, _FREE, *given, (self.line + n, -1.0))
            if self._capped and given:
                self._row(-_FREE, 1.0 - have, *given)
            self._row(-_FREE, 0.0, (self.line + n, 1.0), (way, -1.0))
            self.full.append(self._row(-_FREE, _FREE, (self.line + n, 1.0), (way, -1.0)))
        ways: dict[int, list[tuple[int, float]]] = {}
        for (need, _), n in self.alternatives.items():
            ways.setdefault(need, []).append((self.way + n, 1.0))
        for entries in ways.values():
            self._row(-_FREE, 1.0, *entries)
        for n, pair in enumerate(self.pair):
            above = self.engaged[pair] if pair in self.engaged else self.unit + pair[0]
            switch = self.used.get(n, above)
            most = float(offers.most[n] / self.scale[n])
            equal = offers.divide[n] == Divide.ALL
            self._row(0.0 if equal else -_FREE, 0.0, (self.offer + n, 1.0), (switch, -most))
            if n in self.used:
                self._row(-_FREE, 0.0, (self.used[n], 1.0), (above, -1.0))
        for (unit, _), column in self.engaged.items():
            self._row(-_FREE, 0.0, (column, 1.0), (self.unit + unit, -1.0))
        self._limits()
        self.count = self._row(-_FREE, _FREE, *((self.unit + u, 1.0) for u in range(len(problem.units))))  # fmt: skip

    def _limits(self) -> None:
        problem, limits = self.problem, self.problem.limits
        for n in range(len(limits)):
            entries: list[tuple[int, float]] = []
            biggest = max(limits.room[n], 1.0)
            for at in range(limits.start[n], limits.start[n + 1]):
                offer = int(limits.offer[at])
                if limits.per[at]:
                    entries.append((self.offer + offer, float(limits.per[at] * self.scale[offer] / biggest)))  # fmt: skip
                if limits.once[at]:
                    entries.append((self.used[offer], float(limits.once[at] / biggest)))
            self._row(-_FREE, float(limits.room[n] / biggest), *entries)
        for unit, room in enumerate(problem.unit_room.tolist()):
            own = [(column, 1.0) for (of, _), column in self.engaged.items() if of == unit]
            if room >= 0 and own:
                self._row(-_FREE, float(room), *own)
        for need, most in enumerate(problem.needs.most_units.tolist()):
            own = [(column, 1.0) for (_, of), column in self.engaged.items() if of == need]
            if most > 0 and own:
                self._row(-_FREE, float(most), *own)

    def _pass(self) -> None:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self._lower), len(self._rows)
        lp.col_cost_ = np.zeros(len(self._lower))
        lp.col_lower_, lp.col_upper_ = np.array(self._lower), np.array(self._upper)
        lp.row_lower_ = np.array([row[0] for row in self._rows])
        lp.row_upper_ = np.array([row[1] for row in self._rows])
        entries = [row[2] for row in self._rows]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *map(len, entries)])
        lp.a_matrix_.index_ = np.array([c for row in entries for c, _ in row], np.int32)
        lp.a_matrix_.value_ = np.array([v for row in entries for _, v in row], np.float64)
        kinds = highspy.HighsVarType
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self._whole]
        self._highs.passModel(lp)

    def insist(self, *, full: bool = True) -> None:
        """From now on a line of the way that is chosen is covered in full, or as far as it can be."""
        for row in self.full:
            self._highs.changeRowBounds(row, 0.0 if full else -_FREE, _FREE)

    def units(self, least: float, most: float) -> None:
        """From now on so many units are in."""
        self._highs.changeRowBounds(self.count, least, most)

    def keep(self, costs: Mapping[int, float], least: float, most: float) -> None:
        """From now on a sum over columns lies between two values."""
        columns = np.array(list(costs), np.int32)
        self._highs.addRow(least, most, len(columns), columns, np.array(list(costs.values())))

    def only(self, members: Iterable[int]) -> None:
        """From now on they are in, and nobody else."""
        inside = set(members)
        for unit in range(len(self.problem.units)):
            switch = 1.0 if unit in inside else 0.0
            self._highs.changeColBounds(self.unit + unit, switch, switch)

    def column_of(self, offer: int) -> tuple[int, float]:
        """The column of an offer, and what one of it is in the measure of the offer's line."""
        return self.offer + offer, float(self.scale[offer])

    def best(self, costs: Mapping[int, float], *, most: bool = False, gap: float = 1e-6) -> Solved:
        """The least (or most) of a sum over columns, in the time that is left.

        gap: how far it may be from the best to count as that, absolute.
        """
        left = self._until - perf_counter()
        if left <= 0:
            return Solved(Standing.NONE)
        highs, count = self._highs, len(self._lower)
        # Nothing of what was asked before: the same question has the same answer, whatever came before it.
        highs.clearSolver()
        cost = np.zeros(count)
        cost[list(costs)] = list(costs.values())
        highs.changeColsCost(count, np.arange(count, dtype=np.int32), cost)
        highs.changeObjectiveSense(highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize)  # fmt: skip
        highs.setOptionValue("mip_abs_gap", gap)
        highs.setOptionValue("time_limit", left + highs.getRunTime())
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solved(Standing.PROVEN, value=float("nan"))
        if info.primal_solution_status != 2:
            return Solved(Standing.NONE, bound=info.mip_dual_bound)
        proven = status == highspy.HighsModelStatus.kOptimal
        return self._read(Standing.PROVEN if proven else Standing.GAP, info)

    def _read(self, standing: Standing, info: highspy.HighsInfo) -> Solved:
        values = np.asarray(self._highs.getSolution().col_value)
        problem = self.problem
        units = values[self.unit : self.unit + len(problem.units)]
        amount = values[self.offer : self.offer + len(problem.offers)] * self.scale
        share = values[self.line : self.line + len(problem.lines)]
        chosen = values[self.way : self.way + len(self.alternatives)] > 0.5
        ways = {key for key, n in self.alternatives.items() if chosen[n]}
        short = {
            (int(n), int(a))
            for n, a, s in zip(problem.lines.need, problem.lines.alternative, share, strict=True)
            if s < 1 - 1e-8
        }
        return Solved(
            standing, info.objective_function_value, info.mip_dual_bound,
            tuple(np.flatnonzero(units > 0.5).tolist()), tuple(amount.tolist()), tuple(share.tolist()),
            tuple(sorted(need for need, _ in ways - short)),
        )  # fmt: skip
