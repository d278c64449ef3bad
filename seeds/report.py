"""What an import did, or what is wrong with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seeds.problems import Problem
    from seeds.tables import Table


@dataclass
class Report:
    """The outcome of one import.

    problems: everything wrong, in the order of sheets and rows; nothing was written if there is any (batches that an
    interrupted import had completed before stay). tally: rows by (sheet title, created | updated | unchanged); with
    `dry_run` what they would be. resumed_at: how many rows an interrupted import had completed already.
    """

    problems: list[Problem] = field(default_factory=list)
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    rows: int = 0
    dry_run: bool = False
    resumed_at: int = 0
    seconds: float = 0.0
    tables: list[Table] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return not self.problems

    def total(self, outcome: str) -> int:
        """Rows of all sheets with this outcome: created, updated, unchanged."""
        return sum(n for (_, what), n in self.tally.items() if what == outcome)
