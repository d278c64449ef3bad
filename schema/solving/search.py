"""One search of HiGHS: from a plan at hand, with a limit of time, and somebody who may stop it.

The same sheet gives the same answer, unless time or somebody stopped it: one thread, one seed.
"""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass, replace
from functools import cache
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

import highspy
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.solving.problem import Reals
    from schema.solving.sheet import Sheet

CLOSE = 1e-7
"""How far rows may be from holding, by columns."""
OFF = 1e-5
"""A value this far from the bound, or by this share of it, is not at it."""

_FIRST = Lock()


@dataclass(frozen=True, eq=False)
class Found:
    """values: of the columns, where any were found. bound: what nothing passes; finished: whether that is the last word."""

    values: Reals | None
    bound: float
    finished: bool


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
    if not sheet.count:
        return Found(np.empty(0), 0.0, finished=True)
    begun = monotonic()
    found = _once(sheet, cost, most, start, watch, near)
    # Where what it begins from is all that is left after presolving, HiGHS may end there and know of better.
    if found.finished and found.values is not None and start is not None:
        off = abs(float(cost @ found.values) - found.bound)
        left = watch.seconds - (monotonic() - begun)
        if off > max(near, OFF * max(1.0, abs(found.bound))) and left > 0:
            return _once(sheet, cost, most, None, replace(watch, seconds=left), near)
    return found


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
    finished = status == highspy.HighsModelStatus.kOptimal
    some = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = np.array(solver.getSolution().col_value) if some else None
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
        # The first relaxation by interior points: half the time where capacities are tight.
        "mip_lp_solver": "choose",
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
