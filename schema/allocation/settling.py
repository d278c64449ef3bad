"""Amounts as they are promised: whole micro-units that never come to more than there is, though a solver is content with nearly."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from schema.measures import MICRO
from schema.solving.problem import TOLERANCE, Divide

if TYPE_CHECKING:
    from schema.allocation.framing import Framed
    from schema.solving.problem import Plan

_NEARLY = 1e-6


def settled(known: Framed, plan: Plan) -> dict[int, int]:
    """By number of each option that is used: micro-units of the resource's own measure.

    Where rounding would make it too much by a few millionths, what can be parted gives way.
    """
    found = {
        at: round(amount * option.per * MICRO)
        for at, (option, amount) in enumerate(zip(known.options, plan.amount.tolist(), strict=True))
        if amount > TOLERANCE
    }
    for row in known.rows:
        taken = {
            at: found[at] * per / known.options[at].per
            for at, per, once in row.entries if at in found and not once
        }  # fmt: skip
        over = sum(ceil(t - _NEARLY) for t in taken.values()) - round(row.room * MICRO)
        for at in sorted(taken, key=lambda n: (-found[n], n)):
            if over <= 0:
                break
            if known.options[at].divide is Divide.ANY:
                each = taken[at] / found[at]
                less = min(found[at], ceil(over / each))
                found[at] -= less
                over -= round(less * each)
    return {at: quantity for at, quantity in found.items() if quantity > 0}
