"""A problem, a plan, prices and what is said of them, in one file that anybody can read: `bench.certificate` says what is in it."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.rounded import followed

if TYPE_CHECKING:
    from pathlib import Path

    from schema.solving.large import Certified
    from schema.solving.problem import Problem

PARTS = {"need": "needs", "line": "lines", "offer": "offers", "limit": "limits"}


def saved(path: Path, problem: Problem, certified: Certified) -> None:
    """Written to the path, as arrays of numbers and words and nothing that runs."""
    solution = certified.solution
    derived, origin = followed(problem) if len(certified.rows) else (None, np.empty(0, np.int64))
    coverage = solution.stages[0]
    arrays: dict[str, np.ndarray] = {
        f"{name}_{part.name}": np.asarray(getattr(getattr(problem, holder), part.name))
        for name, holder in PARTS.items()
        for part in fields(getattr(problem, holder))
    }
    arrays |= {
        "unit_ids": np.asarray(problem.units), "unit_room": np.asarray(problem.unit_room),
        "resource_ids": np.asarray(problem.resources), "community_ids": np.asarray(problem.communities),
        "change_price": np.asarray(problem.change_price),
        "derived_limit": origin[certified.rows] if derived else origin,
        "derived_parts": derived.room[certified.rows].astype(np.int64) if derived else origin,
        "amount": solution.plan.amount, "prices": certified.prices,
        "value": np.asarray(coverage.value), "bound": np.asarray(coverage.bound),
    }  # fmt: skip
    np.savez_compressed(path, allow_pickle=False, **arrays)
