"""How unevenly something lies on those who carry different weights.

All in whole numbers and fractions but Theil's logarithm. x is a load by its weight, and every unit of weight counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Share:
    """So much load on so much weight, above 0."""

    load: int
    weight: int


@dataclass(frozen=True, slots=True)
class Spread:
    """gini: 0 even, towards 1 all on one. top: the largest x by the mean. theil: 0 even, ln(1/share of the weight) all on one.

    None where nothing lies on anybody.
    """

    total: int
    gini: Fraction | None
    top: Fraction | None
    theil: float | None


def spread(shares: Sequence[Share]) -> Spread:
    """The three figures."""
    load, weight = sum(s.load for s in shares), sum(s.weight for s in shares)
    if not load:
        return Spread(0, None, None, None)
    mean = Fraction(load, weight)
    return Spread(
        total=load,
        gini=Fraction(_differences(shares), weight * load),
        top=max(Fraction(s.load, s.weight) for s in shares) / mean,
        theil=_theil(shares, load, weight),
    )


def _differences(shares: Sequence[Share]) -> int:
    """The sum over all pairs of weight × weight × difference of x."""
    ordered = sorted(shares, key=lambda s: Fraction(s.load, s.weight))
    found = load = weight = 0
    for each in ordered:
        found += each.load * weight - each.weight * load
        load, weight = load + each.load, weight + each.weight
    return found


def _theil(shares: Sequence[Share], load: int, weight: int) -> float:
    parts = sorted((s.load, s.weight) for s in shares if s.load)
    return max(0.0, sum(a / load * log(a * weight / (w * load)) for a, w in parts))
