"""Which units can give a capability at a community: the tests of `supporters` that hold of any need at any time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.availability import HORIZON, earliest_slot, in_use, most
from schema.instants import MINUTE, Window
from schema.measures import MICRO
from schema.reach.terms import ReachObstacle
from schema.resources import ResourceStatus
from schema.supporters.facts import NeedFacts
from schema.supporters.stock import Stock, is_willing
from schema.units import UnitStatus

if TYPE_CHECKING:
    from schema.reach.facts import ReachFacts
    from schema.supporters.facts import OfferFacts

FARTHEST = 10_000
"""Metres beyond which a resource that says nothing of a radius is out of reach; distance counts nothing in a score either from there on."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A unit that can give a capability, by its number, with the resources it can do so with. metres: to the nearest, None where not known."""

    number: int
    offers: tuple[OfferFacts, ...]
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class NearlyProvider:
    """A unit that cannot, with the first thing in its way."""

    number: int
    why: ReachObstacle
    metres: int | None = None
    offer: OfferFacts | None = None


_ORDER = {why: at for at, why in enumerate(ReachObstacle)}


class Supply:
    """Found out once for each community and capability.

    Args:
        within: metres that people go; resources farther than that are out of reach.
    """

    def __init__(self, facts: ReachFacts, as_of: int, within: int = FARTHEST) -> None:
        self.stock = Stock(facts.places, sorted(facts.units, key=lambda u: u.code), as_of)
        self.within = within
        self._usable: dict[str, bool] = {}
        self._found: dict[tuple[str, str], tuple[list[Provider], list[NearlyProvider]]] = {}

    def providers(self, community: str, capability: str) -> list[Provider]:
        """Distinct units, in the order of their codes; those for some groups only where nobody is for everyone."""
        return self._look(community, capability)[0]

    def nearly(self, community: str, capability: str) -> list[NearlyProvider]:
        """Partners of the community that are none of these, who is nearest to being one first."""
        return self._look(community, capability)[1]

    def _look(self, community: str, capability: str) -> tuple[list[Provider], list[NearlyProvider]]:
        key = (community, capability)
        if key not in self._found:
            self._found[key] = self._find(community, capability)
        return self._found[key]

    def _find(self, community: str, capability: str) -> tuple[list[Provider], list[NearlyProvider]]:
        stock = self.stock
        connected = stock.connected(community)
        tried: dict[int, list[tuple[OfferFacts, int | None, ReachObstacle | None]]] = {}
        for number, offer, _ in stock.offering(capability):
            if number in connected:
                tried.setdefault(number, []).append(
                    (offer, *self._obstacle(number, offer, community))
                )
        open_to_all, limited, nearly = [], [], []
        for number in connected:
            offers = tried.get(number, ())
            free = [(offer, metres) for offer, metres, why in offers if why is None]
            some = [
                (offer, metres) for offer, metres, why in offers if why is ReachObstacle.AUDIENCE
            ]
            if free:
                open_to_all.append(_provider(number, free))
            elif some:
                limited.append(_provider(number, some))
            elif offers:
                nearly.append(_nearest(number, offers))
            elif self._latent(number, capability):
                nearly.append(NearlyProvider(number, ReachObstacle.NOT_OFFERED))
        providers = open_to_all or limited
        if open_to_all:
            nearly += [
                NearlyProvider(p.number, ReachObstacle.AUDIENCE, p.metres, p.offers[0])
                for p in limited
            ]
        return sorted(providers, key=self._code), sorted(nearly, key=self._how_near)

    def _obstacle(
        self, number: int, offer: OfferFacts, community: str
    ) -> tuple[int | None, ReachObstacle | None]:
        """The distance, and the first thing in the way of whoever asks there."""
        stock = self.stock
        unit = stock.units[number]
        reach = stock.reach(number, offer, NeedFacts(community, ()))
        far = offer.radius is None and reach.distance is not None and reach.distance > self.within
        why = None
        if unit.status is not UnitStatus.ACTIVE or offer.status is not ResourceStatus.ACTIVE or not self._offered(offer):  # fmt: skip
            why = ReachObstacle.STATUS
        elif reach.outside or reach.beyond or far:
            why = ReachObstacle.AREA
        elif not is_willing(unit) or not self._is_usable(offer):
            why = ReachObstacle.CAPACITY
        elif reach.barred:
            why = ReachObstacle.AUDIENCE
        return reach.distance, why

    def _offered(self, offer: OfferFacts) -> bool:
        return in_use(offer.resource, Window(self.stock.as_of, self.stock.as_of + 1))

    def _is_usable(self, offer: OfferFacts) -> bool:
        """Whether something of it can be had at some time in the fourteen days after the notice it takes."""
        if offer.id not in self._usable:
            as_of, resource = self.stock.as_of, offer.resource
            start = as_of + min(resource.lead_time, 2 * HORIZON)
            least = MICRO if offer.measure.whole else 1
            ceiling = most(resource)
            least = least if ceiling is None else min(least, ceiling)
            window = Window(start, start + MINUTE)
            found = least > 0 and earliest_slot(resource, least, window, as_of) is not None
            self._usable[offer.id] = found
        return self._usable[offer.id]

    def _latent(self, number: int, capability: str) -> bool:
        unit = self.stock.units[number]
        able = any(capability in above for _, above in unit.latent)
        return able and unit.status is UnitStatus.ACTIVE

    def _code(self, provider: Provider) -> str:
        return self.stock.units[provider.number].code

    def _how_near(self, each: NearlyProvider) -> tuple[int, bool, int, str]:
        far = each.metres
        return _ORDER[each.why], far is None, far or 0, self.stock.units[each.number].code


def _provider(number: int, offers: list[tuple[OfferFacts, int | None]]) -> Provider:
    known = [metres for _, metres in offers if metres is not None]
    own = sorted((offer for offer, _ in offers), key=lambda offer: offer.code)
    return Provider(number, tuple(own), min(known, default=None))


def _nearest(
    number: int, tried: list[tuple[OfferFacts, int | None, ReachObstacle | None]] | tuple[()]
) -> NearlyProvider:
    offer, metres, why = min(
        tried, key=lambda each: (_ORDER[each[2]] if each[2] else -1, each[1] is None, each[1] or 0, each[0].code)
    )  # fmt: skip
    assert why is not None  # noqa: S101
    return NearlyProvider(number, why, metres, offer)
