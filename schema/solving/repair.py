"""A plan that is all but allowed, made so: what a solver leaves over by rounding is taken off where it is too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.solving.certificate import largest
from schema.solving.problem import TOLERANCE, Divide, Plan, totals

if TYPE_CHECKING:
    from schema.solving.problem import Ints, Problem, Reals


def repaired(problem: Problem, plan: Plan) -> Plan:
    """The plan within what offers, lines, limits, units and needs allow; unchanged where it is already.

    Of a row that is passed, offers of any amount are cut first, in proportion; then whole offers go, the last first.
    """
    offers = problem.offers
    amount = np.clip(np.asarray(plan.amount, dtype=float), 0.0, largest(problem))
    counted, every = offers.divide == Divide.COUNTED, offers.divide == Divide.ALL
    amount = np.where(counted, np.floor(amount + TOLERANCE), amount)
    amount = np.where(every & (amount < offers.most - TOLERANCE), 0.0, amount)
    for line in np.flatnonzero(_beyond(problem, amount)):
        own = np.flatnonzero(offers.line == line)
        room = max(problem.lines.required[line] - problem.lines.have[line], 0.0)
        _cut(problem, amount, own, np.ones(len(own)), np.zeros(len(own)), room)
    limits = problem.limits
    for row in np.flatnonzero(_taken(problem, amount) > limits.room):
        span = slice(limits.start[row], limits.start[row + 1])
        _cut(problem, amount, limits.offer[span], limits.per[span], limits.once[span], limits.room[row])  # fmt: skip
    _let_go(problem, amount)
    return Plan(amount)


def _beyond(problem: Problem, amount: Reals) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    lines = problem.lines
    return totals(problem.offers.line, amount, len(lines)) > lines.required - lines.have


def _taken(problem: Problem, amount: Reals) -> Reals:
    limits = problem.limits
    taken = limits.per * amount[limits.offer] + limits.once * (amount[limits.offer] > TOLERANCE)
    return totals(limits.row, taken, len(limits))


def _cut(problem: Problem, amount: Reals, own: Ints, per: Reals, once: Reals, room: float) -> None:
    """Amounts of these offers within a room: what can be cut by a little is, then whole offers go from the end."""
    parts = problem.offers.divide[own] == Divide.ANY
    taken = per * amount[own] + once * (amount[own] > TOLERANCE)
    over, soft = float(taken.sum()) - room, float((per * amount[own])[parts].sum())
    if over > 0 and soft > 0:
        amount[own[parts & (per > 0)]] *= max(1 - over / soft * (1 + 1e-9), 0.0)
        over -= soft
    for at in range(len(own) - 1, -1, -1):
        if over <= TOLERANCE / 2:
            return
        over -= float(taken[at]) if not parts[at] else float(once[at] * (amount[own[at]] > TOLERANCE))  # fmt: skip
        amount[own[at]] = 0.0


def _let_go(problem: Problem, amount: Reals) -> None:
    """Units that are too many for a need, and needs that are too many for a unit, the last first."""
    offers, need = problem.offers, problem.lines.need[problem.offers.line]
    load, many = problem.unit_room.copy(), problem.needs.most_units.copy()
    held: dict[tuple[int, int], bool] = {}
    for offer in np.flatnonzero(amount > TOLERANCE).tolist():
        pair = (int(need[offer]), int(offers.unit[offer]))
        if pair not in held:
            fits = load[pair[1]] != 0 and (problem.needs.most_units[pair[0]] == 0 or many[pair[0]] > 0)  # fmt: skip
            held[pair] = bool(fits)
            load[pair[1]] -= held[pair]
            many[pair[0]] -= held[pair]
        if not held[pair]:
            amount[offer] = 0.0
