"""The classic formats: from numbers to problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bench.instances.reading import Numbers, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.solving.problem import Ints, Reals


@dataclass(frozen=True, eq=False)
class Assigning:
    """Every job to one agent. cost, takes: agents by jobs, a cost that is endless is forbidden; room: of each agent.

    most: whether the greatest cost is sought.
    """

    cost: Reals
    takes: Reals
    room: Reals
    most: bool = False


@dataclass(frozen=True, eq=False)
class Covering:
    """Every row by some column. row, column: of each entry, column by column; cost: of each column; rows: how many."""

    rows: int
    cost: Reals
    row: Ints
    column: Ints


def gap(numbers: Numbers, sense: str | None) -> list[Assigning]:
    """One problem, or several behind their count. sense: most, least, or by the shape of the file."""
    alone, several = numbers.all, _several(numbers)
    fits = len(alone) >= 2 and len(alone) == _length(alone[0], alone[1])
    if several is None and not fits:
        several = numbers.first_line == 1
    elif several is None or (fits and numbers.first_line != 1):
        several = False
    count = numbers.whole("how many problems", least=1) if several else 1
    found = [_one(numbers, sense == "most") for _ in range(count)]
    numbers.ended()
    alike = {problem.cost.shape for problem in found}
    if sense is None and count > 1 and len(alike) == 1:
        return [Assigning(p.cost, p.takes, p.room, most=True) for p in found]
    return found


def _length(agents: float, jobs: float) -> float:
    return 2 + 2 * agents * jobs + agents


def _several(numbers: Numbers) -> bool | None:
    """True where a count in front makes all of it fit; nothing is known otherwise."""
    every, at = numbers.all, 1
    left = every[0]
    while left > 0 and at + 1 < len(every):
        step = _length(every[at], every[at + 1])
        if step < 2 or step != np.floor(step):
            return None
        at, left = at + int(min(step, len(every) + 1)), left - 1
    return True if left == 0 and at == len(every) else None


def _one(numbers: Numbers, most: bool) -> Assigning:
    agents = numbers.whole("how many agents", least=1)
    jobs = numbers.whole("how many jobs", least=1)
    cost = numbers.take(agents * jobs, f"costs of {agents} agents by {jobs} jobs")
    takes = numbers.amounts(agents * jobs, f"what jobs take of {agents} agents by {jobs} jobs")
    room = numbers.amounts(agents, f"rooms of {agents} agents")
    return Assigning(cost.reshape(agents, jobs), takes.reshape(agents, jobs), room, most)


def assign(numbers: Numbers) -> list[Assigning]:
    """All costs, or some with their items."""
    many = numbers.whole("how many are assigned to as many", least=1)
    left = len(numbers.all) - 1
    listed = left != many * many and left % 3 == 0 and _listed(numbers.all[1:].reshape(-1, 3), many)
    cost = np.full((many, many), np.inf)
    if listed:
        entries = numbers.take(left, "items and costs").reshape(-1, 3)
        np.minimum.at(cost, tuple(entries[:, :2].astype(np.int64).T - 1), entries[:, 2])
    else:
        cost = numbers.take(many * many, f"costs of {many} by {many}").reshape(many, many)
    numbers.ended()
    return [Assigning(cost, np.ones((many, many)), np.ones(many))]


def _listed(entries: Reals, many: int) -> bool:
    """Whether these are items with costs: in order, none twice, and enough of them; else it is a table that ends too early."""
    items = entries[:, :2]
    if len(entries) < many or np.any((items < 1) | (items > many) | (items != np.floor(items))):
        return False
    return bool(np.all(np.diff(items @ [many + 1, 1]) > 0))


def scp(numbers: Numbers) -> list[Covering]:
    """Row by row, or column by column: whichever reads the file to its end; else what the one says that read further."""
    failed: list[Unreadable] = []
    shapes: tuple[Callable[[Numbers], Covering], ...] = (_by_rows, _by_columns)
    for shape in shapes:
        try:
            return [shape(numbers.copy())]
        except Unreadable as wrong:
            failed.append(wrong)
    raise max(failed, key=lambda wrong: wrong.at)


def _sizes(numbers: Numbers) -> tuple[int, int]:
    return numbers.whole("how many rows", least=1), numbers.whole("how many columns", least=1)


def _by_rows(numbers: Numbers) -> Covering:
    rows, columns = _sizes(numbers)
    cost = numbers.take(columns, f"costs of {columns} columns")
    lists: list[Ints] = []
    for row in range(1, rows + 1):
        many = numbers.whole(f"how many columns cover row {row}", least=0, most=columns)
        lists.append(numbers.wholes(many, f"columns that cover row {row}", least=1, most=columns) - 1)  # fmt: skip
    numbers.ended()
    row = np.repeat(np.arange(rows), [len(own) for own in lists])
    return _covering(rows, cost, row, np.concatenate(lists))


def _by_columns(numbers: Numbers) -> Covering:
    rows, columns = _sizes(numbers)
    lists: list[Ints] = []
    cost = np.zeros(min(columns, len(numbers.all)))
    for column in range(columns):
        given = numbers.take(1, f"cost of column {column + 1}")
        many = numbers.whole(f"how many rows column {column + 1} covers", least=0, most=rows)
        lists.append(numbers.wholes(many, f"rows that column {column + 1} covers", least=1, most=rows) - 1)  # fmt: skip
        cost[column] = given[0]
    numbers.ended()
    column = np.repeat(np.arange(columns), [len(own) for own in lists])
    return _covering(rows, cost, np.concatenate(lists), column)


def _covering(rows: int, cost: Reals, row: Ints, column: Ints) -> Covering:
    """Column by column, each entry once."""
    entry = np.unique(column.astype(np.int64) * rows + row)
    return Covering(rows, cost, entry % rows, entry // rows)
