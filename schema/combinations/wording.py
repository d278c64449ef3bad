"""From what was found out to what is answered: units with their shares, and sentences."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from schema.combinations import words
from schema.combinations.answers import (
    CombinationAnswer,
    CombinationCover,
    CombinationMember,
    CombinationMissing,
    CombinationTooFew,
    UnitCombination,
)
from schema.combinations.terms import CombinationOutcome
from schema.instants import moment
from schema.measures import MICRO
from schema.supporters.answers import MOST_COMPONENTS, MOST_USES
from schema.supporters.rank import Use
from schema.supporters.wording import component_told, policy_told, use_told
from schema.supporters.words import Said

if TYPE_CHECKING:
    from datetime import datetime

    from schema.combinations.giving import Chosen, Gift
    from schema.combinations.search import Found, Smaller
    from schema.combinations.supply import Supply
    from schema.supporters.answers import ResourceUse, SupportComponent, SupportPolicy
    from schema.supporters.facts import Component


class Told(CombinationAnswer):
    """The answer; what is only words is found when it is asked for."""

    def __init__(self, found: Found, most: int, place: Any, street: Any) -> None:
        self._found, supply = found, found.supply
        self.place, self.street, self.most_units = place, street, most
        self.outcome, self.size, self.sufficient_count = found.outcome, found.size, found.count
        self.proven, self.candidate_count = found.proven, len(supply.candidates)
        self.combinations = [told(supply, chosen) for chosen in found.sets]
        self.zh, self.en = _said(found, most)

    @cached_property
    def as_of(self) -> datetime:  # pyright: ignore[reportIncompatibleVariableOverride]
        return moment(self._found.supply.stock.as_of)

    @cached_property
    def components(self) -> list[SupportComponent]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return [component_told(c) for c in self._found.supply.components[:MOST_COMPONENTS]]

    @cached_property
    def policy(self) -> SupportPolicy:  # pyright: ignore[reportIncompatibleVariableOverride]
        return policy_told(self._found.supply.policy)

    @cached_property
    def too_few(self) -> list[CombinationTooFew]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return [_too_few(self._found.supply, smaller) for smaller in self._found.smaller]

    @cached_property
    def partial(self) -> UnitCombination | None:  # pyright: ignore[reportIncompatibleVariableOverride]
        best = _partial(self._found)
        return None if best is None else told(self._found.supply, best)

    @cached_property
    def missing(self) -> list[CombinationMissing]:  # pyright: ignore[reportIncompatibleVariableOverride]
        best = _partial(self._found)
        covered = dict(zip(best.served, best.covered, strict=True)) if best else {}
        return [
            CombinationMissing(
                component=component_told(c), missing=amount / MICRO, offered=offered,
                missing_with_best=(c.required - covered.get(at, 0)) / MICRO,
            )
            for at, c, amount, offered in _missing(self._found)[:MOST_COMPONENTS]
        ]  # fmt: skip


def told(supply: Supply, chosen: Chosen) -> UnitCombination:
    """A set as it is answered."""
    scores = [supply.candidates[number].score for number in chosen.members]
    zh, en = _who_gives_what(supply, chosen)
    return UnitCombination(
        score=sum(scores) // len(scores),
        coverage=_share(supply, chosen),
        members=[
            CombinationMember(
                unit=supply.candidates[number].unit.node,
                rank=supply.places[number],
                score=supply.candidates[number].score,
                uses=[_use(gift) for gift in chosen.gifts if gift.unit == number][:MOST_USES],
            )
            for number in chosen.members
        ],
        cover=[
            CombinationCover(
                component=component_told(supply.components[at]), covered=covered / MICRO,
                missing=(supply.components[at].required - covered) / MICRO, slack=None if slack is None else slack / MICRO,
            )
            for at, covered, slack in zip(chosen.served, chosen.covered, chosen.slack, strict=True)
        ][:MOST_COMPONENTS],
        zh=zh, en=en,
    )  # fmt: skip


def _share(supply: Supply, chosen: Chosen) -> float:
    shares = [amount / supply.components[at].required for at, amount in zip(chosen.served, chosen.covered, strict=True)]  # fmt: skip
    return round(sum(shares) / len(shares), 9)


def _use(gift: Gift) -> ResourceUse:
    return use_told(Use(gift.trial, gift.amount))


def _who_gives_what(supply: Supply, chosen: Chosen) -> Said:
    said: list[Said] = []
    for number in chosen.members:
        name = supply.candidates[number].unit.name
        own = [
            (gift.trial.pair.component, gift.trial.pair.offer.name, gift.amount)
            for gift in chosen.gifts
            if gift.unit == number
        ]
        said.append(words.gives(name, own) if own else words.gives_nothing(name))
    return Said("；".join(s.zh for s in said) + "。", "; ".join(s.en for s in said) + ".")


def _too_few(supply: Supply, smaller: Smaller) -> CombinationTooFew:
    said = words.out_of_time(smaller.size)
    if smaller.best is not None:
        names = [supply.candidates[number].unit.name for number in smaller.best.members]
        said = words.too_few(smaller.size, names, _covered(supply, smaller.best))
    best = None if smaller.best is None else told(supply, smaller.best)
    return CombinationTooFew(
        size=smaller.size, set_count=float(smaller.count), best=best, zh=said.zh, en=said.en
    )  # fmt: skip


def _covered(supply: Supply, chosen: Chosen) -> list[tuple[Component, int]]:
    each = zip(chosen.served, chosen.covered, strict=True)
    return [(supply.components[at], amount) for at, amount in each]


def _partial(found: Found) -> Chosen | None:
    """Where no set is enough, the best one of the fewest units."""
    if found.size is not None:
        return None
    known = [smaller.best for smaller in found.smaller if smaller.best is not None]
    return max(known, key=lambda c: (_share(found.supply, c), -len(c.members)), default=None)


def _missing(found: Found) -> list[tuple[int, Component, int, bool]]:
    """By component: what even all units together leave open, and whether anybody offers some of it."""
    supply = found.supply
    if found.outcome not in (CombinationOutcome.MISSING, CombinationOutcome.NOTHING_OFFERED):
        return []
    left = {at: supply.required([at]) - found.most.get(at, 0) for at in supply.wanted}
    offered = {at for lot in supply.lots for at in lot.fits}
    return [(at, supply.components[at], amount, at in offered) for at, amount in left.items() if amount]  # fmt: skip


def _said(found: Found, most: int) -> Said:
    """The answer in one sentence."""
    match found.outcome:
        case CombinationOutcome.ENOUGH:
            said = words.enough(found.size or 0, found.count)
        case CombinationOutcome.TOO_MANY:
            said = words.too_many(most, len(found.supply.candidates))
        case CombinationOutcome.NOTHING_OFFERED:
            said = words.NOTHING_OFFERED
        case CombinationOutcome.NO_CAPABILITY:
            said = words.NO_CAPABILITY
        case _:
            say = words.either_missing if found.supply.either else words.missing
            said = say([(c, amount, some) for _, c, amount, some in _missing(found)])
    if found.proven:
        return said
    return Said(said.zh + words.NOT_PROVEN.zh, said.en + words.NOT_PROVEN.en)
