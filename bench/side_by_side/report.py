"""Ratios round by round, minimum, median and maximum; beside them what was asked for."""

from __future__ import annotations

import operator
import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from bench.side_by_side.rounds import Figures


@dataclass(frozen=True)
class Goal:
    """A ratio of two contestants' figures and what it should be: at least, or at most."""

    what: str
    ours: Sequence[float]
    theirs: Sequence[float]
    should: float | None = None
    at_least: bool = False

    def ratios(self) -> list[float]:
        """One for each round, in order of size."""
        return sorted(a / b for a, b in zip(self.ours, self.theirs, strict=True) if b)

    def met(self) -> bool | None:
        """Whether the median is as it should be; None where nothing is asked for, or nothing was seen."""
        if self.should is None or not self.ratios():
            return None
        fits: Callable[[float, float], bool] = operator.ge if self.at_least else operator.le
        return fits(statistics.median(self.ratios()), self.should)

    def said(self) -> dict[str, Any]:
        """For a file."""
        return {"what": self.what, "ratios": self.ratios(), "should": self.should, "at least": self.at_least, "met": self.met()}  # fmt: skip


def show_goals(goals: Sequence[Goal], console: Console) -> None:
    """One line for each ratio."""
    grid = Table("ratio", "min / median / max", "should be", "met")
    for goal in goals:
        ratios = goal.ratios()
        if not ratios:
            continue
        said = f"{ratios[0]:.2f} / {statistics.median(ratios):.2f} / {ratios[-1]:.2f}"
        sign = "≥" if goal.at_least else "≤"
        met = {True: "yes", False: "no", None: ""}[goal.met()]
        grid.add_row(goal.what, said, "" if goal.should is None else f"{sign} {goal.should}", met)
    console.print(grid)


def show_figures(found: Mapping[str, Mapping[str, Figures]], console: Console) -> None:
    """Medians of every contestant."""
    grid = Table(
        "workload", "contestant", "requests/s", "p50 ms", "p99 ms", "server ms", "Neo4j ms"
    )
    for workload, contestants in found.items():
        for name, figures in contestants.items():
            medians = (statistics.median(values) for values in asdict(figures).values())
            grid.add_row(workload, name, *(f"{median:.2f}" for median in medians))
        grid.add_section()
    console.print(grid)


def as_json(found: Mapping[str, Mapping[str, Figures]]) -> dict[str, Any]:
    """All figures of all rounds."""
    return {w: {name: asdict(f) for name, f in each.items()} for w, each in found.items()}
