"""One contestant and one sheet, in a process of its own: `contestant.py NAME FILE SECONDS`; nothing of the project is needed.

The file has arrays (`.npz`); beside it stands the same as `.mps`. Prints one JSON line; exit code 3 where the solver is not there.
"""

# ruff: noqa: PLC0415
from __future__ import annotations

import json
import sys
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    Solve = Callable[[], tuple[float, float]]

NAMES = ("highs", "scipy.milp", "scip", "cp-sat")


def highs(file: str, seconds: float) -> Solve:
    """As it comes, but for one thread and no gap."""
    import highspy

    solver = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "time_limit": seconds, "mip_rel_gap": 0.0}.items():  # fmt: skip
        solver.setOptionValue(option, value)
    solver.readModel(file.replace(".npz", ".mps"))

    def run() -> tuple[float, float]:
        solver.run()
        info = solver.getInfo()
        return info.objective_function_value, info.mip_dual_bound

    return run


def scipy_milp(file: str, seconds: float) -> Solve:
    """The solver of SciPy, which is HiGHS too."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-not-found]
    from scipy.sparse import csr_array  # type: ignore[import-not-found]

    given = np.load(file)
    table = csr_array((given["value"], (given["row"], given["column"])), shape=(len(given["at_least"]), len(given["cost"])))  # fmt: skip
    rows = LinearConstraint(table, given["at_least"], given["at_most"])

    def run() -> tuple[float, float]:
        found: Any = milp(-given["cost"], integrality=given["whole"], bounds=Bounds(given["lower"], given["upper"]), constraints=rows, options={"time_limit": seconds, "mip_rel_gap": 0.0})  # fmt: skip
        value = -np.inf if found.x is None else -found.fun
        return value, np.inf if found.mip_dual_bound is None else -found.mip_dual_bound

    return run


def scip(file: str, seconds: float) -> Solve:
    """SCIP by PySCIPOpt."""
    from pyscipopt import Model  # type: ignore[import-not-found]

    model = Model()
    model.hideOutput()
    model.readProblem(file.replace(".npz", ".mps"))
    model.setParam("limits/time", seconds)

    def run() -> tuple[float, float]:
        model.optimize()
        return model.getObjVal() if model.getNSols() else -np.inf, model.getDualbound()

    return run


def cp_sat(file: str, seconds: float) -> Solve:
    """CP-SAT by OR-Tools: one worker and all of its relaxation, two prove nothing."""
    from ortools.linear_solver.python import model_builder  # type: ignore[import-not-found]

    model: Any = model_builder.Model()
    model.import_from_mps_file(file.replace(".npz", ".mps"))
    solver: Any = model_builder.Solver("sat")
    solver.set_time_limit_in_seconds(seconds)
    solver.set_solver_specific_parameters("num_workers:1 linearization_level:2 relative_gap_limit:0")  # fmt: skip

    def run() -> tuple[float, float]:
        status = solver.solve(model)
        found = status in {model_builder.SolveStatus.OPTIMAL, model_builder.SolveStatus.FEASIBLE}
        return (solver.objective_value, solver.best_objective_bound) if found else (-np.inf, np.inf)

    return run


def main() -> int:
    """Print value, bound and seconds."""
    name, file, seconds = sys.argv[1:]
    make = {"highs": highs, "scipy.milp": scipy_milp, "scip": scip, "cp-sat": cp_sat}[name]
    try:
        run = make(file, float(seconds))
    except ImportError:
        return 3
    wall, processor = monotonic(), process_time()
    value, bound = run()
    print(json.dumps({"value": float(value), "bound": float(bound), "wall": monotonic() - wall, "processor": process_time() - processor}))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
