"""How much of a need is covered, and the verdict that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.measures import MICRO
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
    return tuple([min(component.required, sums[id(component)]) for component in components])


def verdict_of(components: Sequence[Component], cover: Sequence[int]) -> SupportVerdict:
    """CAN with every essential component in full – or, where none is essential, with any one; PARTLY with something."""
    any_essential = all_essential = any_met = False
    for component, amount in zip(components, cover, strict=True):
        met = amount >= component.required
        any_met = any_met or met
        if component.essential:
            all_essential = met and (all_essential or not any_essential)
            any_essential = True
    if all_essential if any_essential else any_met:
        return SupportVerdict.CAN
    return SupportVerdict.PARTLY if any(cover) else SupportVerdict.CANNOT


def free_share(components: Sequence[Component], cover: Sequence[int]) -> int:
    """The share of the need that is covered, 0–1,000,000, rounded down: the mean over essential components, else the best of all."""
    essential = [(a, c.required) for c, a in zip(components, cover, strict=True) if c.essential]
    if not essential:
        return max((MICRO * a // c.required for c, a in zip(components, cover, strict=True)), default=0)  # fmt: skip
    if all(amount >= required for amount, required in essential):
        return MICRO
    # One fraction, so that nothing is rounded before the end.
    sum_, over = 0, 1
    for amount, required in essential:
        sum_, over = sum_ * required + amount * over, over * required
    return MICRO * sum_ // (over * len(essential))
