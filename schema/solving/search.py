"""One search of HiGHS: from a plan at hand, with a limit of time, and somebody who may stop it.

The same sheet gives the same answer, unless time or somebody stopped it: one thread, one seed. Parts of a sheet that have
nothing to do with each other are searched side by side; what each of them gives doesn't depend on the others.
"""

from __future__ import annotations

import ctypes
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

import highspy
import numpy as np

from schema.solving.parts import parts
from schema.solving.sheet import CLOSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.solving.problem import Ints, Reals
    from schema.solving.sheet import Sheet

OFF = 1e-5
"""A value this far from the bound, or by this share of it, is not at it."""

_Status = highspy.HighsModelStatus
KNOWN = {_Status.kOptimal, _Status.kInfeasible, _Status.kTimeLimit, _Status.kInterrupt}
"""How a search ends that has anything to say of what nothing passes."""
SIDE_BY_SIDE = 2
"""So many parts are searched at a time."""
PATIENCE = 0.7
"""How much of the time that is left a part may take while others wait."""
AFTERWARDS = 0.2
"""Seconds for what is known of a part that nobody had time for."""
FEW = 400
"""Sheets with fewer columns are not taken apart."""

_FIRST = Lock()


@dataclass(frozen=True, eq=False)
class Found:
    """values: of the columns, where any were found. bound: what nothing passes; finished: whether that is the last word.

    impossible: proven that no columns keep all rows. failed: the solver gave up, nothing is known.
    """

    values: Reals | None
    bound: float
    finished: bool
    impossible: bool = False
    failed: bool = False


@dataclass(frozen=True, eq=False)
class Watch:
    """until: seconds a search may take. stop: asked again and again, ends it. tell: value and bound whenever they are better.

    Nobody is asked or told where there is nobody: a search that calls nobody waits for no other thread.
    """

    seconds: float
    stop: Callable[[], bool] | None
    tell: Callable[[float, float], None] | None


def searched(sheet: Sheet, cost: Reals, *, most: bool, start: Reals | None, watch: Watch, near: float = 0.0) -> Found:  # fmt: skip
    """The best columns for this cost. near: how far from the bound is as good as at it, in the measure of the cost."""
    if sheet.hopeless:
        return Found(None, -np.inf if most else np.inf, finished=False, impossible=True)
    if not sheet.count:
        return Found(np.empty(0), 0.0, finished=True)
    own = parts(sheet) if sheet.whole and sheet.count >= FEW else []
    if len(own) < 2:
        return _whole(sheet, cost, most, start, watch, near)
    return _Apart(sheet, cost, most, start, watch, near / len(own)).searched(own)


class _Apart:
    """A search of each part. What is told of all of them is told when each has something."""

    def __init__(self, sheet: Sheet, cost: Reals, most: bool, start: Reals | None, watch: Watch, near: float) -> None:  # fmt: skip
        self.sheet, self.cost, self.most, self.start, self.watch, self.near = sheet, cost, most, start, watch, near  # fmt: skip
        self.until = monotonic() + watch.seconds
        self.known: list[tuple[float, float] | None] = []
        self.telling = Lock()

    def searched(self, own: list[Ints]) -> Found:
        """All of it."""
        self.known = [None] * len(own)
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            found = list(pool.map(self._part, range(len(own)), own))
        values = None
        if all(part.values is not None for part in found):
            values = np.zeros(self.sheet.count)
            for columns, part in zip(own, found, strict=True):
                values[columns] = part.values
        impossible = any(part.impossible for part in found)
        endless = -np.inf if self.most else np.inf
        return Found(
            values,
            endless if impossible else float(sum(part.bound for part in found)),
            all(part.finished for part in found),
            impossible,
        )

    def _part(self, number: int, columns: Ints) -> Found:
        part, cost = self.sheet.part(columns), self.cost[columns]
        start = None if self.start is None else self.start[columns]

        def tell(value: float, bound: float) -> None:
            with self.telling:
                self.known[number] = (value, bound)
                every = [known for known in self.known if known is not None]
                if len(every) == len(self.known) and self.watch.tell is not None:
                    self.watch.tell(sum(v for v, _ in every), sum(b for _, b in every))

        # The largest come first; they leave something to those that wait.
        waits = number + SIDE_BY_SIDE < len(self.known)
        left = max(self.until - monotonic(), 0.0) * (PATIENCE if waits else 1.0)
        found = _whole(part, cost, self.most, start, Watch(left, self.watch.stop, tell), self.near)
        if found.values is not None:
            tell(float(cost @ found.values), found.bound)
        if np.isfinite(found.bound) or found.impossible:
            return found
        # Where there was no time for it, what could be had in parts is quickly known.
        loose = relaxed(part, cost, most=self.most, seconds=AFTERWARDS)
        return found if loose is None else replace(found, bound=loose[0])


def _whole(sheet: Sheet, cost: Reals, most: bool, start: Reals | None, watch: Watch, near: float) -> Found:  # fmt: skip
    found = _once(sheet, cost, most, start, watch, near)
    if _refuted(found, cost, start, most=most):
        return Found(found.values, np.inf if most else -np.inf, finished=False, failed=True)
    return found


def _refuted(found: Found, cost: Reals, start: Reals | None, *, most: bool) -> bool:
    """Whether what it began from passes what is said to be proven."""
    if start is None:
        return False
    more = float(cost @ start) - found.bound
    return found.impossible or (more if most else -more) > OFF * max(1.0, abs(found.bound))


@cache
def _licence_told() -> None:
    """The first solver of a process writes its licence to standard output, which may be read by a program: to the errors."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        highspy.Highs()
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def solver_of(program: highspy.HighsLp, *, seconds: float, near: float = 0.0) -> highspy.Highs:
    """A solver of this program, quiet, with one thread and one seed."""
    with _FIRST:
        _licence_told()
    solver = highspy.Highs()
    for option, value in _options(seconds, near).items():
        solver.setOptionValue(option, value)
    solver.passModel(program)
    return solver


def _once(sheet: Sheet, cost: Reals, most: bool, start: Reals | None, watch: Watch, near: float) -> Found:  # fmt: skip
    solver = solver_of(sheet.program(cost, most=most), seconds=watch.seconds, near=near)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = list(start)
        solver.setSolution(solution)
    _watched(solver, watch)
    solver.run()
    info, status = solver.getInfo(), solver.getModelStatus()
    finished = status == _Status.kOptimal
    some = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(solver.getSolution().col_value) if some else None
    if status not in KNOWN:
        return Found(values, np.inf if most else -np.inf, finished=False, failed=True)
    if status == _Status.kInfeasible:
        return Found(None, -np.inf if most else np.inf, finished=False, impossible=True)
    bound = info.mip_dual_bound if sheet.whole else _bound_of_relaxed(finished, info, most=most)
    return Found(values, float(bound), finished)


def _bound_of_relaxed(finished: bool, info: highspy.HighsInfo, *, most: bool) -> float:
    endless = np.inf if most else -np.inf
    return info.objective_function_value if finished else endless


def _options(seconds: float, near: float) -> dict[str, bool | float | str]:
    return {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 1,
        "time_limit": max(seconds, 0.0),
        # The first relaxation by interior points, and no beginning anew: half the time where capacities are tight.
        "mip_lp_solver": "ipm",
        "mip_allow_restart": False,
        # What 1.16 presolves it may call best and it is not: held by `tests/schema/solving/test_search.py`. Without, a street takes
        # up to twice as long to prove.
        "presolve": "off",
        "mip_rel_gap": 0.0,
        "mip_abs_gap": max(near, 1e-7),
        "mip_feasibility_tolerance": CLOSE,
    }


def _watched(solver: highspy.Highs, watch: Watch) -> None:
    stop, tell = watch.stop, watch.tell
    if stop is not None:

        def interrupt(event: highspy.HighsCallbackEvent) -> None:
            if stop():
                event.interrupt()

        solver.cbMipInterrupt += interrupt
        solver.cbSimplexInterrupt += interrupt
    if tell is not None:

        def better(event: highspy.HighsCallbackEvent) -> None:
            tell(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

        solver.cbMipImprovingSolution += better


def relaxed(sheet: Sheet, cost: Reals, *, most: bool, seconds: float) -> tuple[float, Reals] | None:  # fmt: skip
    """The best value where whole numbers need not be whole, and what one more of each row's bound adds to it.

    Nothing where time ran out.
    """
    solver = solver_of(sheet.program(cost, most=most, relaxed=True), seconds=seconds)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return solver.getInfo().objective_function_value, np.array(solver.getSolution().row_dual)
