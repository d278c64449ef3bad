"""Every row by some column, at the least cost: a sheet of its own, with what prices leave out left out."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from bench.instances import prices
from bench.instances.formats import Covering
from bench.instances.judging import IMPOSSIBLE, NEARLY, Answer, answer, covered
from schema.solving.search import Watch, searched
from schema.solving.sheet import Sheet

if TYPE_CHECKING:
    from bench.instances.prices import Priced
    from schema.solving.problem import Ints, Reals
    from schema.solving.search import Found

PRICING = 0.25
"""How much of the time goes to prices at most."""
WIDE = 1_500_000
"""So many entries are searched as they are; of more only what is most promising, and then prices alone say what is proven."""
PROMISING = 30
"""Columns of each row that are searched of those."""


def scp(instance: Covering, seconds: float) -> Answer:
    """The cheapest cover."""
    begun = monotonic()
    if len(np.unique(instance.row)) < instance.rows:
        return IMPOSSIBLE
    best = prices.greedy(instance)
    cost = float(instance.cost[best].sum())
    priced = prices.sought(instance, cost, begun + PRICING * seconds)
    other = prices.greedy(instance, priced.price)
    best = min(best, other, key=lambda columns: float(instance.cost[columns].sum()))
    cost = float(instance.cost[best].sum())
    # A column that alone takes a cover beyond the best one is in no better cover.
    step = 1.0 if np.all(instance.cost == np.floor(instance.cost)) else 0.0
    open_ = np.flatnonzero(priced.bound + priced.beyond <= cost - step + NEARLY * max(1.0, cost))
    own = _among(instance, np.union1d(open_, best))
    whole = len(own.row) <= WIDE
    kept = np.union1d(open_ if whole else _promising(instance, priced), best)
    found, values = _least(_among(instance, kept), kept, best, begun + seconds)
    if values is not None and covered(instance, values) is not None:
        best = min(best, values, key=lambda columns: float(instance.cost[columns].sum()))
    bound = max(priced.bound, found.bound) if whole and not found.impossible else priced.bound
    return answer(covered(instance, best), bound, instance.cost, most=False)


def _among(instance: Covering, columns: Ints) -> Covering:
    """The same rows with these columns only."""
    place = np.full(len(instance.cost), -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    own = place[instance.column] >= 0
    return Covering(instance.rows, instance.cost[columns], instance.row[own], place[instance.column[own]])  # fmt: skip


def _promising(instance: Covering, priced: Priced) -> Ints:
    """Of each row, the columns that cost least beyond their prices."""
    order = np.lexsort((priced.beyond[instance.column], instance.row))
    row = instance.row[order]
    place = np.arange(len(row)) - np.searchsorted(row, np.arange(instance.rows))[row]
    return np.unique(instance.column[order[place < PROMISING]])


def _least(instance: Covering, columns: Ints, start: Ints, until: float) -> tuple[Found, Ints | None]:  # fmt: skip
    """The cheapest of these columns, by their numbers in the whole."""
    sheet = Sheet()
    own = sheet.columns(np.ones(len(columns)))
    sheet.rows((instance.row, own[instance.column], 1.0), count=instance.rows, at_least=1.0)
    begin: Reals = np.isin(columns, start).astype(float)
    watch = Watch(max(until - monotonic(), 0.0), lambda: False, lambda *_: None)
    found = searched(sheet, instance.cost, most=False, start=begin, watch=watch)
    return found, None if found.values is None else columns[found.values > 1 / 2]
