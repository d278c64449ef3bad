"""How many providers a community has for what it asks, against its share: two-step floating catchment, exactly.

Step one: a provider is shared out evenly among all that is asked, within its reach, of the category it serves. Step two: what
is asked at a community has the sum of these shares of all providers within reach. Its own share would be the place's providers
over all that is asked in it; the gap is what it has less than that. Providers are units: what they offer is counted in
seats, hours and yuan, which do not add up. Weighted with what is asked, shares sum to the providers there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from schema.reach.terms import ReachState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schema.reach.facts import Asked, Community, NeedCategory, ReachFacts
    from schema.reach.supply import NearlyProvider, Supply

SMALL_POPULATION = 1_000
SMALL_COUNT = 5
"""Below these a rate says little: it is marked."""


@dataclass(frozen=True)
class Share:
    """A community and a category. providers: numbers of units within reach, with metres. access: providers for each need that is asked.

    gap: providers less than its share, below 0 where it has more. missing: capabilities that nobody within reach gives and that it
    cannot do without – or all, where none is essential and none is given. nearly: who could come next, of the first of these.
    """

    community: Community
    category: NeedCategory
    open: int
    reported: int
    asked: tuple[str, ...]
    people: int
    people_unknown: int
    providers: tuple[tuple[int, int | None], ...]
    access: Fraction
    gap: Fraction
    missing: tuple[str, ...]
    nearly: tuple[NearlyProvider, ...]
    state: ReachState

    @property
    def small(self) -> bool:
        """Whether the rates say little."""
        population = self.community.population
        return population is None or population < SMALL_POPULATION or len(self.asked) < SMALL_COUNT

    def per_thousand(self, count: int) -> Fraction | None:
        """So many for each 1,000 inhabitants; None where nobody knows how many there are."""
        population = self.community.population
        return Fraction(count * 1000, population) if population else None


def shares(facts: ReachFacts, supply: Supply) -> list[Share]:
    """Every community × category in which something is asked, the worst served first."""
    found: list[Share] = []
    for category in facts.categories.values():
        found += _of_category(facts, supply, category)
    return sorted(found, key=_worst_first)


def _of_category(facts: ReachFacts, supply: Supply, category: NeedCategory) -> Iterable[Share]:
    asked: dict[str, list[Asked]] = {}
    for need in facts.asked:
        if need.category == category.id:
            asked.setdefault(need.community, []).append(need)
    within = {
        community.id: _providers(supply, community.id, category)
        for community in facts.communities
        if community.id in asked
    }
    for_each = shared_out({c: len(needs) for c, needs in asked.items()}, within)
    total = sum(len(needs) for needs in asked.values())
    everybody = {number for found in within.values() for number in found}
    fair = Fraction(len(everybody), total) if total else Fraction(0)
    for community in facts.communities:
        if needs := asked.get(community.id):
            access = for_each[community.id]
            gap = len(needs) * (fair - access)
            missing = _missing(supply, community.id, category)
            yield Share(
                community=community, category=category, open=sum(n.open for n in needs), reported=sum(n.reported for n in needs),
                asked=tuple(sorted(n.id for n in needs)), people=sum(n.people or 0 for n in needs), people_unknown=sum(n.people is None for n in needs),
                providers=tuple(sorted(within[community.id].items())), access=access, gap=gap, missing=missing,
                nearly=tuple(supply.nearly(community.id, missing[0])) if missing else (),
                state=_state(within[community.id], missing, gap),
            )  # fmt: skip


def shared_out(
    asked: Mapping[str, int], within: Mapping[str, Mapping[int, int | None]]
) -> dict[str, Fraction]:
    """Both steps: by community, so much of a provider for each of its needs.

    Args:
        asked: needs by community, above 0. within: the providers in reach of each.
    """
    weight: dict[int, int] = {}
    for community, found in within.items():
        for number in found:
            weight[number] = weight.get(number, 0) + asked[community]
    return {
        community: sum((Fraction(1, weight[number]) for number in found), Fraction(0))
        for community, found in within.items()
    }


def _needed(category: NeedCategory) -> tuple[str, ...]:
    return category.essential or category.capabilities


def _providers(supply: Supply, community: str, category: NeedCategory) -> dict[int, int | None]:
    """Units that give any of what it cannot do without – or, where nothing is essential, any of what would do – with the metres to the nearest."""
    found: dict[int, int | None] = {}
    for capability in _needed(category):
        for each in supply.providers(community, capability):
            known = [m for m in (found.get(each.number), each.metres) if m is not None]
            found[each.number] = min(known, default=None)
    return found


def _missing(supply: Supply, community: str, category: NeedCategory) -> tuple[str, ...]:
    lacking = [c for c in _needed(category) if not supply.providers(community, c)]
    if category.essential or len(lacking) == len(_needed(category)):
        return tuple(lacking)
    return ()


def _state(
    providers: Mapping[int, int | None], missing: tuple[str, ...], gap: Fraction
) -> ReachState:
    if not providers:
        return ReachState.NOBODY
    if missing:
        return ReachState.INCOMPLETE
    return ReachState.SHORT if gap > 0 else ReachState.FAIR


_ORDER = {state: at for at, state in enumerate(ReachState)}


def _worst_first(share: Share) -> tuple[int, Fraction, int, Fraction, str, str]:
    count = len(share.asked)
    # Where nobody gives it, every share is nothing: then what most ask for comes first.
    rate = share.per_thousand(count) or Fraction(0)
    return _ORDER[share.state], -share.gap, -count, -rate, share.category.code, share.community.code
