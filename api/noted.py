"""Readers and solvers that know whether they were used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.apart.pool import Hear, Solver
    from graph.execute import Reader


@dataclass
class NotedReader:
    """A reader that knows whether it was asked."""

    reader: Reader
    asked: bool = False

    async def read(
        self, name: str, cypher: str, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """As `Reader` says."""
        self.asked = True
        return await self.reader.read(name, cypher, parameters)


@dataclass
class NotedSolver:
    """A solver that knows whether it was asked."""

    solver: Solver
    asked: bool = False

    async def run(self, work: str, task: Any, seconds: float, hear: Hear) -> Any:
        """As `Solver` says."""
        self.asked = True
        return await self.solver.run(work, task, seconds, hear)
