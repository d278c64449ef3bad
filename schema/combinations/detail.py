"""How one set would do it: by sums where they decide, else by a solver, whose amounts are made whole micro-units again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.combinations.giving import Chosen, Gift, chosen, gift_order, served_of
from schema.combinations.model import Model, Solved
from schema.combinations.numbers import numbered
from schema.combinations.sets import Sets
from schema.measures import MICRO
from schema.solving.problem import Standing
from schema.supporters.cover import preference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.combinations.supply import Supply

_NEARLY = 10
"""Micro-units by which a solver's amounts may fall short of what is required and still be meant to be all of it."""


def detailed(supply: Supply, members: Sequence[int]) -> Chosen:
    """How a set of candidates covers most of the need, and who gives what."""
    members = tuple(sorted(members))
    among = supply.among(members)
    if not among.summable:
        return _Solving(among, members).chosen()
    sets, own = Sets(among), np.array([members], np.int64)
    if sets.unsure(own)[0] or sets.shares_parts(own)[0]:
        return _Solving(among, members).chosen()
    found = sets.covered(sets.sums(own))[0]
    return chosen(among, members, {at: int(a) for at, a in zip(among.wanted, found, strict=True)})


def reached(supply: Supply, members: Sequence[int]) -> float:
    """The share of the need that a set covers at most, 0–1, by a solver."""
    return _Solving(supply.among(members), tuple(members)).share()


def covered_by_all(supply: Supply) -> dict[int, int]:
    """What all candidates cover of each wanted component together; where any one would do, of each were it the only one."""
    everyone, found = range(len(supply.candidates)), {}
    for own in [supply.alone(at) for at in supply.wanted] if supply.either else [supply]:
        chosen = detailed(own, everyone)
        found |= dict(zip(chosen.served, chosen.covered, strict=True))
    return found


class _Solving:
    """One set whose resources are not simply added up."""

    def __init__(self, supply: Supply, members: tuple[int, ...]) -> None:
        self.supply, self.members = supply, members
        self.problem, self.pairs = numbered(supply, beyond=True)
        self.model = Model(self.problem, capped=False)
        self.model.only(members)

    def _covering(self) -> Solved:
        lines = range(len(self.supply.wanted))
        self.model.insist(full=False)
        return self.model.best({self.model.line + n: 1.0 for n in lines}, most=True)

    def share(self) -> float:
        """What it covers at most: the mean over what is wanted, or the best of it."""
        solved = self._covering()
        return 1.0 if solved.met else round(solved.value / (1 if self.supply.either else len(self.supply.wanted)), 9)  # fmt: skip

    def chosen(self) -> Chosen:
        supply = self.supply
        covering = self._covering()
        full = bool(covering.met)
        if full:
            covering = self._preferred()
        amounts = self._trimmed(covering)
        covered = dict.fromkeys(supply.wanted, 0)
        for n, amount in enumerate(amounts):
            covered[self.pairs[n][1].pair.at] += amount
        for at, amount in covered.items():
            required = supply.required([at])
            if 0 < required - amount <= max(_NEARLY, required // 10**8):
                covered[at] = required
        served = served_of(supply, covered)
        gifts = [
            Gift(lot.unit, t, amount)
            for (lot, t), amount in zip(self.pairs, amounts, strict=True)
            if amount and t.pair.at in served
        ]
        slack = tuple(self._slack(at) if full else 0 for at in served)
        return Chosen(
            self.members, served, tuple(sorted(gifts, key=gift_order)), tuple(covered[at] for at in served), slack
        )  # fmt: skip

    def _preferred(self) -> Solved:
        """The same in full, by what fits best."""
        model = self.model
        model.insist()
        model.keep({model.way + n: 1.0 for n in range(len(model.alternatives))}, 1.0, 1.0)
        costs: dict[int, float] = {}
        place: dict[int, int] = {}
        for n in sorted(range(len(self.pairs)), key=lambda n: preference(self.pairs[n][1])):
            at = self.pairs[n][1].pair.at
            place[at] = place.get(at, 0) + 1
            column, one = model.column_of(n)
            costs[column] = place[at] * one * MICRO / self.supply.required([at])
        return model.best(costs)

    def _trimmed(self, solved: Solved) -> list[int]:
        """Whole micro-units, never more of a component than is required: what fits least is given back."""
        amounts = [round(max(amount, 0.0) * MICRO) for amount in solved.amount]
        for at in self.supply.wanted:
            own = [n for n, (_, t) in enumerate(self.pairs) if t.pair.at == at]
            over = sum(amounts[n] for n in own) - self.supply.required([at])
            for n in sorted(own, key=lambda n: preference(self.pairs[n][1]), reverse=True):
                back = min(max(over, 0), amounts[n])
                amounts[n] -= back
                over -= back
        return amounts

    def _slack(self, at: int) -> int | None:
        own = [n for n, (_, t) in enumerate(self.pairs) if t.pair.at == at]
        if any(self.pairs[n][0].free is None for n in own):
            return None
        solved = self.model.best(dict(self.model.column_of(n) for n in own), most=True)
        if solved.standing is Standing.NONE:
            return 0
        return max(round(sum(solved.amount[n] for n in own) * MICRO) - self.supply.required([at]), 0)  # fmt: skip
