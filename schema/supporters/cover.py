"""How much of a need is covered, and the verdict that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.measures import MICRO
from schema.supporters.terms import SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schema.supporters.eligibility import Trial
    from schema.supporters.facts import Component


def covered(
    components: Sequence[Component], given: Iterable[tuple[int, int | None]]
) -> tuple[int, ...]:
    """Micro-units covered of each component, by what is given for which of them (None: any amount); never more than required."""
    required = [component.required for component in components]
    sums = [0] * len(required)
    for at, amount in given:
        sums[at] += required[at] if amount is None else amount
    return tuple([min(most, sum_) for most, sum_ in zip(required, sums, strict=True)])


def apart(passed: list[Trial]) -> list[Trial]:
    """Those that can be counted together: of a kit and what it consists of, and of kits with a part in common, only the
    one that would be used first for a component. The same bus does not meet a need twice.
    """
    if not any(t.pair.offer.resource.parts for t in passed):
        return passed
    counted: list[Trial] = []
    spoken_for: set[tuple[int, str]] = set()
    for t in sorted(passed, key=preference):
        offer = t.pair.offer
        own = {
            (t.pair.at, id_) for id_ in (offer.id, *(p.resource.id for p in offer.resource.parts))
        }
        if spoken_for.isdisjoint(own):
            counted.append(t)
            spoken_for |= own
    return counted


def preference(t: Trial) -> tuple[int, bool, bool, int, str]:
    """The order in which resources are used: what fits best, what is used up before what never is, the nearer."""
    far = t.pair.reach.distance
    return (-t.pair.fit, t.free is None, far is None, far or 0, t.pair.offer.code)


def verdict_of(components: Sequence[Component], cover: Sequence[int]) -> SupportVerdict:
    """CAN with every essential component in full – or, where none is essential, with any one; PARTLY with something."""
    if len(components) == 1:
        return _verdict_of_one(components[0].required, cover[0])
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


def _verdict_of_one(required: int, amount: int) -> SupportVerdict:
    if amount >= required:
        return SupportVerdict.CAN
    return SupportVerdict.PARTLY if amount else SupportVerdict.CANNOT


def free_share(components: Sequence[Component], cover: Sequence[int]) -> int:
    """The share of the need that is covered, 0–1,000,000, rounded down: the mean over essential components, else the best of all."""
    if len(components) == 1:
        return MICRO * cover[0] // components[0].required
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
