"""Quantities and their units of measure, exactly: integer micro-units and fractions, never sums of floats.

Decided: two measures convert only if they name the same base measure; people, visits and hours never add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import lru_cache

MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit of measure; of a `whole` one only whole numbers make sense. One of it is `factor` of the measure with the code `base` (its own where it converts to none)."""

    code: str
    name: str
    name_en: str
    base: str
    factor: Fraction
    whole: bool = False


@lru_cache(maxsize=4096)
def micro(quantity: float) -> int:
    """A stored quantity in micro-units, rounded half to even."""
    return int((Decimal(repr(quantity)) * MICRO).to_integral_value(ROUND_HALF_EVEN))


@lru_cache(maxsize=4096)
def exact(number: float) -> Fraction:
    """A stored number as people wrote it: 0.1 is one tenth."""
    return Fraction(repr(number))


def convertible(one: Measure, other: Measure) -> bool:
    """Whether quantities of the two can be compared."""
    # The sign of a fraction is that of its numerator, and comparing fractions is slow.
    same_base = one is other or one.base == other.base
    return same_base and one.factor.numerator > 0 and other.factor.numerator > 0


def at_most(amount: int, given: Measure, wanted: Measure) -> int:
    """Micro-units of `given` as micro-units of `wanted`, rounded down: never more than there is."""
    if given is wanted or given.factor == wanted.factor:
        return amount
    return int(amount * given.factor / wanted.factor // 1)


def at_least(amount: int, given: Measure, wanted: Measure) -> int:
    """The same, rounded up: never less than is asked."""
    return -at_most(-amount, given, wanted)
