"""The command."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic, process_time
from typing import TYPE_CHECKING

import numpy as np

from bench.allocation.worlds import world
from bench.solvers.contestant import NAMES
from schema.solving.model import model_of
from schema.solving.rounded import with_rounded
from schema.solving.search import Watch, searched, solver_of

if TYPE_CHECKING:
    from bench.allocation.worlds import Variant
    from schema.solving.model import Model

    Figures = dict[str, float]

OURS = "ours"
VARIANTS: tuple[Variant, ...] = ("ample", "scarce", "tight")
RESULTS = Path(__file__).parent.parent / "results" / "solvers.json"
SAME = 1e-5
INSTALL = "pip install numpy highspy scipy pyscipopt ortools"


def main() -> int:
    """Measure, and say what is missing."""
    parser = argparse.ArgumentParser(prog="python -m bench.solvers", description="The choice of a solver, measured.")  # fmt: skip
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20.0, help="for each search (20)")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the others")  # fmt: skip
    parser.add_argument("--write", action="store_true", help=f"into {RESULTS.name}")
    asked = parser.parse_args()
    figures: dict[str, dict[str, list[Figures]]] = {}
    missing: set[str] = set()
    with tempfile.TemporaryDirectory() as home:
        for seed in range(asked.seeds):
            for variant in VARIANTS:
                model = model_of(with_rounded(world("street", variant, seed)))
                file = _written(model, Path(home))
                of = figures.setdefault(variant, {})
                of.setdefault(OURS, []).append(_ours(model, asked.seconds))
                for name in NAMES:
                    if name not in missing:
                        said = _other(asked.python, name, file, asked.seconds)
                        missing |= {name} if said is None else set()
                        of.setdefault(name, []).extend([said] if said else [])
    told = {variant: {name: _summed(some, of[OURS]) for name, some in of.items() if some} for variant, of in figures.items()}  # fmt: skip
    print(json.dumps(told, indent=1))
    for name in sorted(missing):
        print(f"{name} is not there: {INSTALL}, in an environment of its own; name it by --python", file=sys.stderr)  # fmt: skip
    if asked.write:
        RESULTS.write_text(json.dumps({"worlds of a variant": asked.seeds, "seconds at most": asked.seconds, **told}, indent=2) + "\n")  # fmt: skip
    apart = [f"{variant} {name}" for variant, of in figures.items() for name, some in of.items() if _differs(some, of[OURS])]  # fmt: skip
    print(f"proven values that differ: {', '.join(apart) or 'none'}", file=sys.stderr)
    return 1 if apart else 0


def _written(model: Model, home: Path) -> Path:
    program = model.sheet.program(model.coverage(), most=True)
    row, column, value = model.sheet.entries()
    solver_of(program, seconds=1.0).writeModel(str(home / "sheet.mps"))
    whole = [int(kind) for kind in program.integrality_]
    np.savez(
        home / "sheet.npz", cost=program.col_cost_, lower=program.col_lower_, upper=program.col_upper_, at_least=program.row_lower_,
        at_most=program.row_upper_, whole=whole, row=row, column=column, value=value,
    )  # fmt: skip
    return home / "sheet.npz"


def _ours(model: Model, seconds: float) -> Figures:
    wall, processor = monotonic(), process_time()
    watch = Watch(seconds, lambda: False, lambda _value, _bound: None)
    found = searched(model.sheet, model.coverage(), most=True, start=None, watch=watch)
    value = -np.inf if found.values is None else float(model.coverage() @ found.values)
    return {"value": value, "bound": found.bound, "wall": monotonic() - wall, "processor": process_time() - processor}  # fmt: skip


def _other(python: str, name: str, file: Path, seconds: float) -> Figures | None:
    """What it found; nothing where it is not there."""
    script = Path(__file__).with_name("contestant.py")
    done = subprocess.run([python, script, name, file, str(seconds)], capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode == 3:
        return None
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _proven(said: Figures) -> bool:
    return abs(said["bound"] - said["value"]) <= SAME * max(1.0, abs(said["bound"]))


def _summed(some: list[Figures], ours: list[Figures]) -> dict[str, object]:
    ratios = [one["processor"] / own["processor"] for one, own in zip(some, ours, strict=True)]
    return {
        "proven": sum(map(_proven, some)),
        "processor s": _three([one["processor"] for one in some]),
        "ratio to ours": _three(ratios),
        "wall s": _three([one["wall"] for one in some]),
    }


def _three(values: list[float]) -> list[float]:
    """Least, median, greatest."""
    return [round(float(v), 3) for v in (min(values), median(values), max(values))]


def _differs(some: list[Figures], ours: list[Figures]) -> bool:
    pairs = zip(some, ours, strict=True)
    return any(_proven(a) and _proven(b) and abs(a["value"] - b["value"]) > 10 * SAME * max(1.0, abs(b["value"])) for a, b in pairs)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
