"""The partners as they would be without a unit: nothing of it, no kit with a part of it, no way that led through its people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from schema.supporters.terms import SupportVia

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from schema.availability import Booking, ResourceFacts
    from schema.leaving.facts import Leaving
    from schema.supporters.facts import Link, OfferFacts, UnitFacts


def remaining(units: Iterable[UnitFacts], leaving: Leaving) -> tuple[UnitFacts, ...]:
    """Everybody else, with what they can still offer.

    What the broken promises held of others is free again, and those who made them have so many fewer to keep.
    """
    broken = {promise.id: promise for promise in leaving.promises if promise.answered}
    kept: dict[str, int] = {}
    for promise in broken.values():
        if promise.by is not None:
            kept[promise.by] = kept.get(promise.by, 0) + 1
    return tuple(
        _without(unit, leaving, broken, kept.get(unit.id, 0))
        for unit in units
        if unit.id != leaving.unit
    )


def _without(
    unit: UnitFacts, leaving: Leaving, broken: Mapping[str, object], fewer: int
) -> UnitFacts:
    return replace(
        unit,
        links=tuple(link for link in unit.links if not _leads_through(link, leaving)),
        offers=tuple(_freed(offer, broken) for offer in unit.offers if not takes_from(offer, leaving)),
        engagements=max(unit.engagements - fewer, 0),
    )  # fmt: skip


def takes_from(offer: OfferFacts, leaving: Leaving) -> bool:
    """Whether a kit has a resource of the unit in it."""
    return any(part.resource.id in leaving.resources for part in offer.resource.parts)


def _leads_through(link: Link, leaving: Leaving) -> bool:
    return link.via is SupportVia.FIRST_SECRETARY and link.source in leaving.posts


def _freed(offer: OfferFacts, broken: Mapping[str, object]) -> OfferFacts:
    if not any(booking.id in broken for booking in _booked(offer.resource)):
        return offer
    parts = tuple(
        replace(part, resource=_unbooked(part.resource, broken)) for part in offer.resource.parts
    )
    return replace(offer, resource=replace(_unbooked(offer.resource, broken), parts=parts))


def _booked(resource: ResourceFacts) -> Iterator[Booking]:
    yield from resource.bookings
    for part in resource.parts:
        yield from part.resource.bookings


def _unbooked(resource: ResourceFacts, broken: Mapping[str, object]) -> ResourceFacts:
    return replace(resource, bookings=tuple(b for b in resource.bookings if b.id not in broken))
