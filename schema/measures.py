"""Quantities and their units of measure, exactly: integer micro-units and fractions, never sums of floats.

Decided: two measures convert only if they name the same base measure; people, visits and hours never add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MICRO = 1_000_000
LARGEST = 1e12
"""The largest quantity anybody may promise: beyond it a float does not tell one micro-unit from the next few."""


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


def figure(amount: int) -> str:
    """Micro-units as people write them: 12, 0.5."""
    text = f"{Decimal(amount) / MICRO:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


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


def converted(amount: int, given: Measure, wanted: Measure) -> int | None:
    """Micro-units of `given` as micro-units of `wanted`, None where one is never the other: 人 is not 人次.

    Rounded down, by less than a millionth: what is promised in another measure is never more than what was said.
    """
    return at_most(amount, given, wanted) if convertible(given, wanted) else None


def promised(quantity: float) -> int | None:
    """A quantity somebody gives, in micro-units; None where it is nothing that could be promised: not finite, not above 0."""
    if not isfinite(quantity) or not 0 < quantity <= LARGEST:
        return None
    return micro(quantity) or None


def measure_from(said: Mapping[str, Any]) -> Measure:
    """The measure that a statement brought: its code, names, `baseMeasure`, `conversion` and whether it is `whole`."""
    return _measured(
        said["code"], said["name"], said["nameEn"], said["baseMeasure"], said["conversion"], bool(said["whole"])
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _measured(
    code: str, name: str, name_en: str | None, base: str | None, conversion: float | None, whole: bool
) -> Measure:  # fmt: skip
    factor = exact(conversion) if base and conversion is not None else Fraction(1)
    return Measure(code, name, name_en or name, base or code, factor, whole)
