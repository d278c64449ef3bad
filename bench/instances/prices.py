"""What no choice can pass, from prices, by sums alone: any prices will do, better ones prove more."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import totals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bench.instances.formats import Covering
    from schema.solving.problem import Ints, Reals

ROUNDS, PATIENCE = 600, 20


def of_pairs(cost: Reals, agent: Reals, job: Reals) -> tuple[float, Reals]:
    """No assignment of each job to an agent of its own costs less than this; and what each pair costs beyond its prices."""
    beyond = cost - agent[:, None] - job[None, :]
    return float(agent.sum() + job.sum() + np.minimum(beyond.min(axis=0), 0.0).sum()), beyond


@dataclass(frozen=True, eq=False)
class Priced:
    """bound: no cover costs less. beyond: what each column costs more than the prices of its rows come to.

    A cover with a column that is not free costs at least bound + beyond of it.
    """

    bound: float
    price: Reals
    beyond: Reals


def of_rows(instance: Covering, price: Reals) -> Priced:
    """For prices of at least 0."""
    worth = totals(instance.column, price[instance.row], len(instance.cost))
    beyond = instance.cost - worth
    return Priced(float(price.sum() + np.minimum(beyond, 0.0).sum()), price, beyond)


def sought(instance: Covering, best: float, until: float) -> Priced:
    """Good prices of rows: raised where a row is covered too seldom, lowered where too often. best: cost of a cover at hand."""
    many = np.maximum(np.bincount(instance.column, minlength=len(instance.cost)), 1)
    share = (instance.cost / many)[instance.column]
    price = np.full(instance.rows, np.inf)
    np.minimum.at(price, instance.row, share)
    found = of_rows(instance, np.maximum(price, 0.0))
    now, pace, idle = found, 1.0, 0
    for _ in range(ROUNDS):
        if monotonic() > until or pace < 1e-3:
            break
        taken = now.beyond < 0
        missing = 1.0 - np.bincount(instance.row[taken[instance.column]], minlength=instance.rows)
        length = float(missing @ missing)
        if not length:
            break
        step = pace * max(1.05 * best - now.bound, 1e-9) / length
        now = of_rows(instance, np.maximum(now.price + step * missing, 0.0))
        idle = 0 if now.bound > found.bound else idle + 1
        found = now if now.bound > found.bound else found
        if idle >= PATIENCE:
            now, pace, idle = found, pace / 2, 0
    return found


def greedy(instance: Covering, price: Reals | None = None) -> Ints:
    """A cover: always the column that is cheapest for each row it adds, then without what nobody needs. prices: set off first."""
    cost = instance.cost
    start = np.r_[0, np.cumsum(np.bincount(instance.column, minlength=len(cost)))]
    order = np.argsort(instance.row, kind="stable")
    opens = np.r_[0, np.cumsum(np.bincount(instance.row, minlength=instance.rows))]
    fresh = np.diff(start).astype(float)
    asked = cost if price is None else of_rows(instance, price).beyond
    open_ = np.ones(instance.rows, dtype=bool)
    chosen: list[int] = np.flatnonzero(cost < 0).tolist()
    worth: NDArray[np.float64] = fresh.copy()
    for column in chosen:
        _cover(instance, column, start, opens, order, open_, worth)
    while open_.any():
        ratio = np.where(worth > 0, np.where(asked > 0, asked / np.maximum(worth, 1), asked * worth), np.inf)  # fmt: skip
        column = int(np.argmin(ratio))
        chosen.append(column)
        _cover(instance, column, start, opens, order, open_, worth)
    return _without_idle(instance, np.array(chosen, dtype=np.int64), start)


def _cover(instance: Covering, column: int, start: Ints, opens: Ints, order: Ints, open_: NDArray[np.bool_], worth: Reals) -> None:  # fmt: skip
    rows = instance.row[start[column] : start[column + 1]]
    for row in rows[open_[rows]].tolist():
        np.subtract.at(worth, instance.column[order[opens[row] : opens[row + 1]]], 1.0)
        open_[row] = False


def _without_idle(instance: Covering, chosen: Ints, start: Ints) -> Ints:
    chosen = np.unique(chosen)
    times = np.zeros(instance.rows, dtype=np.int64)
    for column in chosen:
        times[instance.row[start[column] : start[column + 1]]] += 1
    kept = set(chosen.tolist())
    for column in chosen[np.argsort(-instance.cost[chosen], kind="stable")].tolist():
        rows = instance.row[start[column] : start[column + 1]]
        if instance.cost[column] >= 0 and np.all(times[rows] > 1):
            times[rows] -= 1
            kept.remove(column)
    return np.array(sorted(kept), dtype=np.int64)
