"""One world solved, and what it took."""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from time import monotonic, process_time
from typing import TYPE_CHECKING, Any

import numpy as np

from bench.allocation.saved import saved
from bench.allocation.worlds import world
from schema.solving.baselines import first_come, urgent_first
from schema.solving.large import Certified, certified
from schema.solving.problem import judged
from schema.solving.stages import solved

if TYPE_CHECKING:
    from bench.allocation.worlds import Size, Variant
    from schema.solving.problem import Problem, Solution

EVERY = 5.0
"""Seconds between two lines of progress."""


@dataclass(frozen=True)
class Asked:
    """save: folder of what proves the answer, None for nowhere."""

    size: Size
    variant: Variant
    seed: int
    seconds: float
    save: str | None

    @property
    def name(self) -> str:
        return f"{self.size}-{self.variant}-{self.seed}"


def measured(asked: Asked) -> dict[str, Any]:
    """The figures of one world. Making it is not counted; desks and saving come after the clock."""
    problem = world(asked.size, asked.variant, asked.seed)
    load, begun, worked = os.getloadavg()[0], monotonic(), process_time()
    exact = asked.size == "street"
    found = _exactly(problem, asked) if exact else certified(problem, asked.seconds, _Told(asked))
    seconds, cpu = monotonic() - begun, process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    solution = found.solution
    said = judged(problem, solution.plan)
    coverage = solution.stages[0]
    desks = {"first come": first_come(problem), "urgent first": urgent_first(problem)}
    reached = {name: judged(problem, plan).coverage for name, plan in desks.items()}
    if asked.save and not exact:
        Path(asked.save).mkdir(parents=True, exist_ok=True)
        saved(Path(asked.save) / f"{asked.name}.npz", problem, found)
    return {
        "world": asked.name, "needs": len(problem.needs), "offers": len(problem.offers), "limits": len(problem.limits),
        "asked": int(problem.needs.weight.sum()), "value": round(said.coverage, 4), "bound": round(coverage.bound, 4),
        "gap": round(coverage.gap, 6), "seconds": round(seconds, 2), "coverage seconds": round(coverage.seconds, 2),
        "cpu seconds": round(cpu, 2), "peak RSS MB": round(peak), "load before": round(load, 2),
        "load after": round(os.getloadavg()[0], 2), "wrong": list(said.wrong[:5]),
        "desks": {name: {"value": round(value, 4), "loses": round(1 - value / max(said.coverage, 1e-9), 4)} for name, value in reached.items()},
        "stages": {s.name: {"value": round(s.value, 4), "bound": round(s.bound, 4), "standing": s.standing.value, "seconds": round(s.seconds, 2)} for s in solution.stages},
    }  # fmt: skip


def _exactly(problem: Problem, asked: Asked) -> Certified:
    solution: Solution = solved(problem, seconds=asked.seconds, tell=_Told(asked))
    return Certified(solution, np.empty(0, dtype=np.int64), np.empty(0))


class _Told:
    """Progress on standard error, now and then."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.begun, self.last = asked, monotonic(), 0.0

    def __call__(self, stage: str, value: float, bound: float) -> None:
        now = monotonic() - self.begun
        if now - self.last < EVERY:
            return
        self.last = now
        known = isfinite(value) and isfinite(bound)
        gap = f", gap {abs(bound - value) / max(abs(bound), abs(value), 1e-6):.3%}" if known else ""
        print(f"{self.asked.name}  {now:6.1f} s  {stage}  {value:.2f}, bound {bound:.2f}{gap}", file=sys.stderr, flush=True)  # fmt: skip
