"""Looking for the best pairing, away from the event loop: from the row to the pairing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schema.pairing.best import best
from schema.pairing.facts import street_pairs_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.apart.declared import Report
    from schema.pairing.best import Best

FINISHING = 0.1
"""Share of the time that is kept for telling what was found."""
AIMS = 3


@dataclass(frozen=True)
class Task:
    """A pairing to be sought: the row, how many pairs change at most, whether what is in term stays."""

    row: Mapping[str, Any]
    most: int
    keep: bool


def solve(task: Task, seconds: float, _: Report) -> Best:
    """The best pairing that can be found in so many seconds; as things are where none was."""
    each = seconds * (1 - FINISHING) / AIMS
    return best(street_pairs_from(task.row), task.most, keep_in_term=task.keep, seconds=each)
