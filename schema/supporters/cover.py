"""How much of a need is covered, and the verdict that follows."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from schema.supporters.terms import SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schema.supporters.facts import Component


def covered(
    components: Sequence[Component], given: Iterable[tuple[Component, int | None]]
) -> tuple[int, ...]:
    """Micro-units covered of each component, by what is given for it (None: any amount); never more than required."""
    sums = {id(component): 0 for component in components}
    for component, amount in given:
        sums[id(component)] += component.required if amount is None else amount
    return tuple(min(component.required, sums[id(component)]) for component in components)


def verdict_of(components: Sequence[Component], cover: Sequence[int]) -> SupportVerdict:
    """CAN with every essential component in full – or, where none is essential, with any one; PARTLY with something."""
    met = [
        amount >= component.required for component, amount in zip(components, cover, strict=True)
    ]
    essential = [
        done for component, done in zip(components, met, strict=True) if component.essential
    ]
    if all(essential) if essential else any(met):
        return SupportVerdict.CAN
    return SupportVerdict.PARTLY if any(cover) else SupportVerdict.CANNOT


def free_share(components: Sequence[Component], cover: Sequence[int]) -> Fraction:
    """The share of the need that is covered: the mean over essential components, else the best of all."""
    shares = [Fraction(amount, c.required) for c, amount in zip(components, cover, strict=True)]
    essential = [share for c, share in zip(components, shares, strict=True) if c.essential]
    if essential:
        return sum(essential, Fraction(0)) / len(essential)
    return max(shares, default=Fraction(0))
