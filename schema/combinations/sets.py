"""All sets of so many units, judged at once: a row of sums for each set, in numpy.

Where a supply is not additive the sums are a bound: a set that falls short of them is not enough, one that does not may
yet be `unsure`.

Integers throughout: 64 bits where nothing can overflow, else Python's own. Only the share that is covered is a float, of at
most eight quotients added in a fixed order, and rounded to nine places before it is compared.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, combinations
from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np

from schema.combinations.pools import pools
from schema.supporters.score import DISTANCE_ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from schema.combinations.pools import Pool
    from schema.combinations.supply import Lot, Supply

    Ints = NDArray[np.int64]

MOST_SETS = 150_000
"""More sets of one size than that are not written out."""


class Sets:
    """The sets of candidates of a supply."""

    def __init__(self, supply: Supply) -> None:
        self.supply, count = supply, len(supply.candidates)
        required = [supply.required(row) for row in supply.rows]
        # Never a sum above 2^62, were all candidates in it.
        kind: Any = np.int64 if sum(required) * max(count, 1) < 1 << 62 else object
        self.required = np.array(required, dtype=kind)
        self._pools = pools(supply)
        pooled = {id(lot) for pool in self._pools if pool.most is not None for lot, _ in pool.lots}
        shape = count, len(required)

        def given(lots: Iterable[Lot]) -> NDArray[Any]:
            return np.array(supply.contributions(lots), dtype=kind).reshape(shape)

        self.gives = given(lot for lot in supply.lots if id(lot) not in pooled)
        self._gives_of = [(pool.most, given(lot for lot, _ in pool.lots)) for pool in self._pools if pool.most is not None]  # fmt: skip
        self.order = np.array([standing(supply, n) for n in range(count)], np.int64).reshape(count, 3)  # fmt: skip
        self._at = {row: n for n, row in enumerate(supply.rows)}
        self._whole = np.zeros(count, np.bool_)
        self._whole[[lot.unit for lot in supply.lots if supply.is_whole(lot)]] = True
        self._draws = [(pool, np.array(pool.draws, object)) for pool in self._pools]

    def countable(self, size: int) -> bool:
        """Whether there are few enough of a size."""
        return comb(len(self.gives), size) <= MOST_SETS

    def sums(self, sets: Ints) -> NDArray[Any]:
        """By set and row."""
        found = _added(self.gives, sets)
        for most, gives in self._gives_of:
            found = found + np.minimum(_added(gives, sets), most)
        return found

    def enough(self, sums: NDArray[Any]) -> NDArray[np.bool_]:
        """Which sets are."""
        met = np.asarray(sums >= self.required, np.bool_)
        return np.asarray(met.any(axis=1) if self.supply.either else met.all(axis=1))

    def unsure(self, sets: Ints) -> NDArray[np.bool_]:
        """Of which sets the sums are a bound only: one of them has what cannot be divided, or they may need more of a part than there is."""
        return self._whole[sets].any(axis=1) | self._short(sets, [p for p in self._draws if p[0].most is None])  # fmt: skip

    def shares_parts(self, sets: Ints) -> NDArray[np.bool_]:
        """Which sets may need more of a part than there is."""
        return self._short(sets, self._draws)

    @staticmethod
    def _short(sets: Ints, draws: Sequence[tuple[Pool, NDArray[Any]]]) -> NDArray[np.bool_]:
        found = np.zeros(len(sets), np.bool_)
        for pool, most in draws:
            found |= np.asarray(most[sets].sum(axis=1) > pool.left, np.bool_)
        return found

    def covered(self, sums: NDArray[Any]) -> NDArray[Any]:
        """By set and wanted component: micro-units, so that the mean share of all is the largest there can be.

        Of components that share resources, the one of which least is required comes first: so the sum of shares becomes the
        largest, because what a set can give to components is a polymatroid.
        """
        wanted, required = self.supply.wanted, self.supply.required
        found = np.zeros((len(sums), len(wanted)), sums.dtype)
        for group in self.supply.groups:
            before: Any = 0
            ordered = sorted(group, key=lambda at: (required([at]), at))
            for n, at in enumerate(ordered, start=1):
                together = self._together(sums, ordered[:n])
                found[:, wanted.index(at)] = together - before
                before = together
        return found

    def _together(self, sums: NDArray[Any], components: Sequence[int]) -> Any:
        """How much of what components require, at most."""
        required = self.supply.required
        least: Any = required(components)
        for size in range(1, len(components) + 1):
            for row in combinations(components, size):
                rest = [at for at in components if at not in row]
                least = np.minimum(least, sums[:, self._at[frozenset(row)]] + required(rest))
        return least

    def share(self, covered: NDArray[Any]) -> NDArray[np.float64]:
        """The share of the need that is covered, 0–1: the mean over what is wanted, or the best of it."""
        required = [self.supply.required([at]) for at in self.supply.wanted]
        shares = np.zeros(len(covered))
        for n, most in enumerate(required):
            one = covered[:, n].astype(np.float64) / most
            shares = np.maximum(shares, one) if self.supply.either else shares + one
        return np.round(shares if self.supply.either else shares / max(len(required), 1), 9)

    def ordered(self, sets: Ints, share: NDArray[np.float64] | None = None) -> Ints:
        """Numbers of the sets, the best first: what they cover, then score, load, metres, and their places in the ranking."""
        sums = self.order[sets].sum(axis=1)
        keys: list[NDArray[Any]] = [sets[:, nth] for nth in range(sets.shape[1] - 1, -1, -1)]
        keys += [sums[:, 2], sums[:, 1], -sums[:, 0]]
        if share is not None:
            keys.append(-share)
        return np.lexsort(keys)


def _added(gives: NDArray[Any], sets: Ints) -> NDArray[Any]:
    found = gives[sets[:, 0]] if sets.shape[1] else np.zeros((len(sets), gives.shape[1]), gives.dtype)  # fmt: skip
    for nth in range(1, sets.shape[1]):
        found = found + gives[sets[:, nth]]
    return found


def standing(supply: Supply, number: int) -> tuple[int, int, int]:
    """Score, engagements and metres of a candidate; half of the scale where it is not known how far it is."""
    judged = supply.candidates[number]
    metres = judged.nearest
    return judged.score, judged.unit.engagements, DISTANCE_ZERO // 2 if metres is None else metres


@lru_cache(maxsize=32)
def subsets(count: int, size: int) -> Ints:
    """Every choice of `size` of `count` numbers, one a row, in order."""
    flat = np.fromiter(chain.from_iterable(combinations(range(count), size)), np.int64, comb(count, size) * size)  # fmt: skip
    flat = flat.reshape(-1, size)
    flat.setflags(write=False)
    return flat
