"""Needs met one after the other, each use booked before the next need is looked at: what can be had at once, not only each by itself.

It is one arrangement, not the best: whoever comes first by urgency takes what suits best. It never promises anything twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from schema.availability import Booking, share
from schema.commitments import CommitmentStatus
from schema.measures import at_least
from schema.supporters.cover import apart, covered, free_share, verdict_of
from schema.supporters.rank import Ranking, taken_up
from schema.supporters.stock import Stock
from schema.supporters.terms import SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from schema.availability import ResourceFacts
    from schema.supporters.facts import Component, NeedFacts, OfferFacts, UnitFacts
    from schema.supporters.places import Places
    from schema.supporters.policy import Policy
    from schema.supporters.rank import Use
    from schema.supporters.rows import BoardRow


@dataclass(frozen=True)
class Left:
    """A need and how much of each of its components is taken care of, in micro-units."""

    row: BoardRow
    given: tuple[int, ...]

    @cached_property
    def share(self) -> int:
        """The share that is covered, 0–1,000,000."""
        components = self.row.facts.components
        return free_share(components, self.given) if components else 0

    @cached_property
    def closed(self) -> bool:
        """Whether it is covered in full."""
        return verdict_of(self.row.facts.components, self.given) is SupportVerdict.CAN

    @cached_property
    def lacking(self) -> tuple[int, ...]:
        """Numbers of the components it still needs: the essential ones that are not covered; where none is, any one of all."""
        if self.closed:
            return ()
        components = self.row.facts.components
        essential = any(c.essential for c in components)
        return tuple(
            at for at, c in enumerate(components) if self.given[at] < c.required and (c.essential or not essential)
        )  # fmt: skip

    @cached_property
    def capabilities(self) -> frozenset[str]:
        """Codes of what it still needs."""
        return frozenset(self.row.facts.components[at].capability.key for at in self.lacking)

    @cached_property
    def asked(self) -> NeedFacts:
        """What is left of it, as a need of its own; `lacking` says which component stands where."""
        facts = self.row.facts
        rest = [(facts.components[at], self.given[at]) for at in self.lacking]
        return replace(
            facts, components=tuple(replace(c, required=c.required - given) for c, given in rest)
        )


class Givers:
    """Units and what they have left, as uses are booked."""

    def __init__(self, units: Iterable[UnitFacts], places: Places, as_of: int, policy: Policy) -> None:  # fmt: skip
        self.units, self._places, self._as_of, self._policy = tuple(units), places, as_of, policy
        self._stock = Stock(places, self.units, as_of)

    def offer(self, left: Left) -> tuple[Left, tuple[Use, ...]]:
        """The need as it would be with what they have for it – by the best one alone who can, else by all of them – and what of theirs that uses."""
        asked = left.asked
        if not asked.components:
            return left, ()
        helpful = Ranking(asked, self._stock, self._policy).helpful
        if helpful and helpful[0].verdict is SupportVerdict.CAN:
            helpful = helpful[:1]
        passed = apart([trial for judged in helpful for trial in judged.passed])
        uses = _needed(asked.components, taken_up(asked.components, passed))
        given = list(left.given)
        for use in uses:
            given[left.lacking[use.trial.pair.at]] += use.amount
        return replace(left, given=tuple(given)), uses

    def book(self, asked: NeedFacts, uses: Sequence[Use]) -> None:
        """Take what is used out of what they have."""
        window = asked.window_at(self._as_of)
        taken: dict[str, int] = {}
        busy: set[str] = set()
        for use in uses:
            offer = use.trial.pair.offer
            amount = at_least(use.amount, use.trial.pair.component.measure, offer.measure)
            for id_, of_it in _takes(offer, amount):
                taken[id_] = taken.get(id_, 0) + of_it
            busy.add(offer.id)
        bookings = {
            id_: Booking(CommitmentStatus.ACCEPTED, amount, window.start, window.end)
            for id_, amount in taken.items()
        }
        self.units = tuple(_booked(unit, bookings, busy) for unit in self.units)
        self._stock = Stock(self._places, self.units, self._as_of)


def arranged(
    rows: Sequence[BoardRow], units: Sequence[UnitFacts], places: Places, as_of: int, policy: Policy
) -> list[Left]:  # fmt: skip
    """All needs in their order, as far as these units can take care of them at once."""
    givers = Givers(units, places, as_of, policy)
    found = []
    for row in rows:
        left, uses = givers.offer(Left(row, (0,) * len(row.facts.components)))
        if uses:
            givers.book(row.facts, uses)
        found.append(left)
    return found


def _needed(components: Sequence[Component], uses: Sequence[Use]) -> tuple[Use, ...]:
    """Where any one component will do, only the uses for the one that is covered best: nothing is taken that closes nothing."""
    if any(c.essential for c in components) or len(components) < 2:
        return tuple(uses)
    cover = covered(components, [(use.trial.pair.at, use.amount) for use in uses])
    best = max(range(len(components)), key=lambda at: (cover[at] * 1_000_000 // components[at].required, -at))  # fmt: skip
    return tuple(use for use in uses if use.trial.pair.at == best)


def _takes(offer: OfferFacts, amount: int) -> list[tuple[str, int]]:
    """What so much of an offer takes: of itself and, of a kit, of each part."""
    parts = offer.resource.parts
    return [(offer.id, amount), *((part.resource.id, share(amount, part.per)) for part in parts)]


def _booked(unit: UnitFacts, bookings: dict[str, Booking], busy: set[str]) -> UnitFacts:
    own = {offer.id for offer in unit.offers}
    parts = {part.resource.id for offer in unit.offers for part in offer.resource.parts}
    if not bookings.keys() & (own | parts):
        return unit
    return replace(
        unit,
        offers=tuple(_booked_offer(offer, bookings) for offer in unit.offers),
        engagements=unit.engagements + bool(busy & own),
    )


def _booked_offer(offer: OfferFacts, bookings: dict[str, Booking]) -> OfferFacts:
    """Each resource where it stands by itself and where it is a part: what is booked of it shows in both."""
    resource = _more(offer.resource, offer.id, bookings)
    if resource.parts:
        parts = tuple(replace(part, resource=_more(part.resource, part.resource.id, bookings)) for part in resource.parts)  # fmt: skip
        resource = replace(resource, parts=parts)
    return offer if resource == offer.resource else replace(offer, resource=resource)


def _more(resource: ResourceFacts, id_: str, bookings: dict[str, Booking]) -> ResourceFacts:
    booking = bookings.get(id_)
    return resource if booking is None else replace(resource, bookings=(*resource.bookings, booking))  # fmt: skip
