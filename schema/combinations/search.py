"""The smallest sets of units that together are enough for one need: how many, which, and why no fewer.

Sizes are tried from one on; the first at which any set is enough is the answer, and for each smaller one the best set is
kept, with how far it comes: the proof. Where no set is enough, what is missing is what even all of them together leave open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import comb, isnan
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from schema.combinations.choices import Choices
from schema.combinations.detail import covered_by_all, detailed, reached
from schema.combinations.model import Model
from schema.combinations.numbers import numbered
from schema.combinations.sets import Sets, subsets
from schema.combinations.supply import Supply
from schema.combinations.terms import CombinationOutcome
from schema.measures import MICRO
from schema.solving.problem import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from schema.combinations.giving import Chosen
    from schema.combinations.sets import Ints
    from schema.supporters.facts import NeedFacts
    from schema.supporters.policy import Policy
    from schema.supporters.stock import Stock

SECONDS = 5.0
"""So long a solver may take over one need."""
_TIED = 30
"""So many sets more are asked of a solver to find those that tie."""
_CHOSEN = 400
"""So many sets of a size are gone through choice by choice."""
_UNSURE = 25
"""So many sets of a size are asked of a solver one by one; then all of them are at once."""


@dataclass(frozen=True, slots=True)
class Smaller:
    """A size at which no set is enough. count: sets there are. best: the one that comes furthest; None where time ran out."""

    size: int
    count: int
    best: Chosen | None


@dataclass(slots=True)
class Found:
    """What was found out. count: how many sets of the size are enough, None where they were not all looked at.

    sets: the best of them. most: where no set is enough, what all candidates cover of each wanted component. proven: whether
    time was enough.
    """

    supply: Supply
    outcome: CombinationOutcome
    size: int | None = None
    count: int | None = None
    sets: tuple[Chosen, ...] = ()
    smaller: tuple[Smaller, ...] = ()
    most: dict[int, int] = field(default_factory=dict)
    proven: bool = True


def found(
    need: NeedFacts, stock: Stock, policy: Policy, most: int, best: int, seconds: float = SECONDS
) -> Found:
    """Look for sets of up to `most` units; of those of the smallest size, keep the `best` first."""
    supply = Supply(need, stock, policy)
    if not need.components:
        return Found(supply, CombinationOutcome.NO_CAPABILITY)
    if not supply.candidates:
        return Found(supply, CombinationOutcome.NOTHING_OFFERED)
    search = _Search(supply, min(most, len(supply.candidates)), best, seconds)
    return search.run()


class Undecided:
    """Sums do not decide about a size."""


class _Asking:
    """About single sets: by choices where they tell, else by a solver, which is asked so often."""

    def __init__(self, sets: Sets) -> None:
        self._supply, self._left, self._known = sets.supply, _UNSURE, dict[tuple[int, ...], float]()
        self._choices, self._chosen = Choices(sets), _CHOSEN

    def reached(self, members: Sequence[int]) -> float | None:
        """The share that a set covers; None once that has been asked often enough."""
        key = tuple(members)
        if key not in self._known:
            share = self._choices.share(key) if self._chosen else None
            if share is not None:
                self._chosen -= 1
            elif not self._left:
                return None
            else:
                self._left -= 1
                share = reached(self._supply, key)
            self._known[key] = share
        return self._known[key]


class _Search:
    def __init__(self, supply: Supply, most: int, best: int, seconds: float) -> None:
        self.supply, self.most, self.best = supply, most, best
        self._until = perf_counter() + seconds
        self.smaller: list[Smaller] = []
        self.proven = True
        self._model: Model | None = None

    def run(self) -> Found:
        """By sums as far as they decide and can be written out, then by a solver."""
        size = 1
        if self.supply.summable:
            sets = Sets(self.supply)
            while size <= self.most and sets.countable(size):
                met = self._by_sums(sets, size)
                if isinstance(met, Found):
                    return met
                if met is Undecided:
                    break
                size += 1
        if size <= self.most:
            met = self._by_solver(size)
            if met is not None:
                return met
        return self._none()

    def _by_sums(self, sets: Sets, size: int) -> Found | type[Undecided] | None:
        """What comes of a size; None where no set of it is enough, `Undecided` where too many would have to be asked about."""
        every = subsets(len(self.supply.candidates), size)
        sums, unsure = sets.sums(every), sets.unsure(every)
        asking = _Asking(sets)
        good = sets.enough(sums)
        if good.any():
            taken, complete = self._taken(every[good], sets, unsure[good], asking)
            if taken is None:
                return Undecided
            if taken:
                return self._enough(size, complete, taken[: self.best])
        share = np.where(good, 1.0, sets.share(sets.covered(sums)))
        best: tuple[float, Sequence[int]] = (-1.0, ())
        # No set whose bound lies below what some set surely reaches comes furthest.
        near = np.flatnonzero(share >= share[~unsure].max(initial=0.0))
        for n in near[sets.ordered(every[near], share[near])]:
            if share[n] <= best[0]:
                break
            members = every[n].tolist()
            reach = asking.reached(members) if unsure[n] else float(share[n])
            if reach is None:
                self._furthest([size])
                return None
            if reach > best[0]:
                best = reach, members
        self.smaller.append(Smaller(size, len(every), detailed(self.supply, best[1])))
        return None

    def _taken(
        self, good: Ints, sets: Sets, unsure: NDArray[np.bool_], asking: _Asking
    ) -> tuple[list[Sequence[int]] | None, int | None]:
        """The best of the sets that the sums allow and that are enough indeed, and how many there are where that is known.

        None where too many would have to be asked about.
        """
        taken: list[Sequence[int]] = []
        order = sets.ordered(good)
        for n in order:
            members = good[n].tolist()
            if unsure[n]:
                reach = asking.reached(members)
                if reach is None:
                    return None, None
                if reach < 1:
                    continue
            taken.append(members)
            if len(taken) >= max(self.best, 1) and (unsure.any() or len(taken) == len(good)):
                break
            if len(taken) >= max(self.best, 1):
                return taken, len(good)
        complete = len(taken) if len(taken) < max(self.best, 1) else None
        return taken, len(good) if not unsure.any() else complete

    def _enough(self, size: int, count: int | None, members: Sequence[Sequence[int]]) -> Found:
        sets = tuple(detailed(self.supply, each) for each in members)
        return Found(
            self.supply, CombinationOutcome.ENOUGH, size, count, sets, tuple(self.smaller), proven=self.proven
        )  # fmt: skip

    def _none(self) -> Found:
        """No set is enough: whether all together are, and what they leave open."""
        most = covered_by_all(self.supply)
        met = [amount >= self.supply.required([at]) for at, amount in most.items()]
        enough = any(met) if self.supply.either else all(met)
        outcome = CombinationOutcome.TOO_MANY if enough else CombinationOutcome.MISSING
        return Found(self.supply, outcome, smaller=tuple(self.smaller), most=most, proven=self.proven)  # fmt: skip

    def _solving(self) -> Model:
        problem, _ = numbered(self.supply)
        return Model(problem, self._until - perf_counter())

    def _by_solver(self, start: int) -> Found | None:
        model = self._solving()
        model.insist()
        ways = {model.way + n: 1.0 for n in range(len(model.alternatives))}
        model.keep(ways, 1.0, 1.0)
        model.units(start, self.most)
        units = range(len(self.supply.candidates))
        solved = model.best({model.unit + u: 1.0 for u in units}, gap=0.5)
        if solved.standing is Standing.NONE:
            self.proven = False
            self._furthest(range(start, self.most + 1))
            return None
        if isnan(solved.value):
            self._furthest(range(start, self.most + 1))
            return None
        self.proven &= solved.standing is Standing.PROVEN
        size = len(solved.members)
        self._furthest(range(start, size))
        members, complete = self._best_of(model, size)
        return self._enough(size, len(members) if complete else None, members[: self.best])

    def _furthest(self, sizes: Sequence[int]) -> None:
        """For each of these sizes the set that comes furthest."""
        if not sizes:
            return
        model, count = self._solving(), len(self.supply.candidates)
        lines = {model.line + n: 1.0 for n in range(len(self.supply.wanted))}
        for size in sizes:
            model.units(0.0, float(size))
            solved = model.best(lines, most=True)
            known = solved.standing is not Standing.NONE
            self.proven &= solved.standing is Standing.PROVEN
            best = detailed(self.supply, solved.members) if known else None
            self.smaller.append(Smaller(size, comb(count, size), best))

    def _best_of(self, model: Model, size: int) -> tuple[list[tuple[int, ...]], bool]:
        """The best sets of a size, and whether these are all there are."""
        sets, model_units = Sets(self.supply), range(len(self.supply.candidates))
        model.units(float(size), float(size))
        scores = {model.unit + u: int(sets.order[u, 0]) / MICRO for u in model_units}
        met: list[tuple[int, ...]] = []
        complete = False
        while len(met) < self.best + _TIED:
            solved = model.best(scores, most=True, gap=5e-7)
            if solved.standing is not Standing.PROVEN or isnan(solved.value):
                complete = solved.standing is Standing.PROVEN
                self.proven &= complete
                break
            if len(met) >= self.best and self._score(sets, solved.members) < self._score(sets, met[self.best - 1]):  # fmt: skip
                break
            met.append(solved.members)
            model.keep({model.unit + u: 1.0 for u in solved.members}, -np.inf, size - 1.0)
        order = sets.ordered(np.array(met, np.int64).reshape(-1, size))
        return [met[n] for n in order], complete

    @staticmethod
    def _score(sets: Sets, members: Sequence[int]) -> int:
        return int(sum(sets.order[u, 0] for u in members))
