"""The best pairing with few changes: whole numbers, solved exactly by HiGHS.

One of three aims after the other, each held at its best while the next is sought: how far the numbers of partners of
communities differ beyond one; how many needs are met; how few pairs change. One thread and a fixed seed: the same street
gives the same answer. Where the time is used up the best so far stands, with what the best could be at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Any

import highspy

from schema.pairing.coverage import Pairs, pairs_now
from schema.solving.search import solver_of

if TYPE_CHECKING:
    from schema.pairing.facts import Demand, PairedUnit, StreetPairs

SECONDS = 2.0
"""For each of the three aims."""


@dataclass(frozen=True)
class Best:
    """pairs: the pairing. uneven: by how much the numbers of partners differ beyond one. bound: needs that could be met at most.

    proven: whether every aim is known to be at its best. None of it where nothing fits the limits: `pairs` is as now then.
    """

    pairs: Pairs
    uneven: int
    bound: int
    proven: bool


def best(street: StreetPairs, most_changes: int, *, keep_in_term: bool, seconds: float = SECONDS) -> Best:  # fmt: skip
    """The pairing that meets most of the demand."""
    now = pairs_now(street)
    if not street.communities or not street.units:
        return Best(now, 0, 0, proven=True)
    model = _Model(street, now, most_changes, keep_in_term, seconds)
    uneven = model.least(model.slack)
    met = model.most(model.met) if uneven is not None else None
    moved = model.least(model.changes) if met is not None else None
    if uneven is None or met is None or moved is None:
        return Best(now, 0, sum(d.weight for d in street.demands), proven=False)
    return Best(model.pairs(), uneven, model.bound, model.proven)


class _Model:
    """pair: unit with community. met: what of the demand the partners of its community can do."""

    def __init__(self, street: StreetPairs, now: Pairs, most_changes: int, keep: bool, seconds: float) -> None:  # fmt: skip
        self.solver = solver_of(highspy.HighsLp(), seconds=seconds)
        for name, value in (("random_seed", 7), ("mip_abs_gap", 0.5), ("mip_lp_solver", "choose"), ("mip_feasibility_tolerance", 1e-6)):  # fmt: skip
            self.solver.setOptionValue(name, value)
        self.proven, self.bound = True, 0
        self.pair = {(u.id, c.id): self.solver.addBinary() for u in street.units for c in street.communities}  # fmt: skip
        for unit in street.units:
            self._unit(unit, street, keep)
        self.slack = self._balance(street)
        new = [x for pair, x in self.pair.items() if pair not in now]
        self.changes = sum(new, start=highspy.highs.highs_linear_expression())
        if new:
            self.solver.addConstr(self.changes <= most_changes)
        self.met = highspy.highs.highs_linear_expression()
        for demand in street.demands:
            if demand.any_of:
                self.met += demand.weight * self._demand(demand, street)

    def _unit(self, unit: PairedUnit, street: StreetPairs, keep: bool) -> None:
        mine = [self.pair[unit.id, c.id] for c in street.communities]
        if unit.now:
            self.solver.addConstr(sum(mine[1:], start=1 * mine[0]) == len(unit.now))
        else:
            self.solver.addConstr(sum(mine[1:], start=1 * mine[0]) <= 1)
        for community in unit.in_term if keep else ():
            self.solver.addConstr(1 * self.pair[unit.id, community] == 1)

    def _balance(self, street: StreetPairs) -> Any:
        """By how much more than one the largest number of partners is above the smallest."""
        most = len(street.units)
        low, slack = self.solver.addIntegral(0, most), self.solver.addIntegral(0, most)
        for community in street.communities:
            mine = [self.pair[u.id, community.id] for u in street.units]
            count = sum(mine[1:], start=1 * mine[0])
            self.solver.addConstr(count - low >= 0)
            self.solver.addConstr(count - low - slack <= 1)
        return 1 * slack

    def _demand(self, demand: Demand, street: StreetPairs) -> Any:
        """At most 1, and 0 unless the partners can do what it takes."""
        met = self.solver.addVariable(0, 1)
        for wanted in [{k} for k in sorted(demand.all_of)] or [demand.any_of]:
            can = [self.pair[u.id, demand.community] for u in street.units if wanted & u.can]
            self.solver.addConstr(sum(can, start=-1 * met) >= 0)
        return met

    def most(self, aim: Any) -> int | None:
        """The largest value of an aim, held from now on; None where there is no pairing at all."""
        return self._reach(aim, highspy.ObjSense.kMaximize)

    def least(self, aim: Any) -> int | None:
        """The smallest."""
        return self._reach(aim, highspy.ObjSense.kMinimize)

    def _reach(self, aim: Any, sense: Any) -> int | None:
        largest = sense == highspy.ObjSense.kMaximize
        (self.solver.maximize if largest else self.solver.minimize)(aim)
        status, info = self.solver.getModelStatus(), self.solver.getInfo()
        found = info.primal_solution_status == 2
        if not found:
            self.proven = False
            return None
        value = round(info.objective_function_value)
        self.proven = self.proven and status == highspy.HighsModelStatus.kOptimal
        if largest:
            self.bound = value if status == highspy.HighsModelStatus.kOptimal else max(value, floor(info.mip_dual_bound + 1e-6))  # fmt: skip
        self.solution = {pair: round(self.solver.val(x)) for pair, x in self.pair.items()}
        if aim.idxs:
            self.solver.addConstr(aim >= value - 0.25 if largest else aim <= value + 0.25)
        return value

    def pairs(self) -> Pairs:
        """As found last."""
        return frozenset(pair for pair, on in self.solution.items() if on)
