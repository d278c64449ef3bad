"""What is wanted of resources, and what one wish leaves to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from schema.availability import Booking, Part, ResourceFacts, share
from schema.commitments import CommitmentStatus
from schema.instants import Window

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from schema.measures import Measure


@dataclass(frozen=True, slots=True)
class Wish:
    """So much of a resource over the half-open period [start, end).

    quantity_micro: micro-units of `measure`, of the resource's own where that is None. start, end: instants.
    """

    resource_id: str
    quantity_micro: int
    start: int
    end: int
    measure: Measure | None = None

    @property
    def window(self) -> Window:
        """The period."""
        return Window(self.start, self.end)


def expand(resource: ResourceFacts, wish: Wish) -> list[Wish]:
    """The wish, and what it takes of the parts of a kit, rounded up; in the measures of the resources themselves."""
    return [
        wish,
        *(
            Wish(part.resource.id, share(wish.quantity_micro, part.per), wish.start, wish.end)
            for part in resource.parts
        ),
    ]


def beside(resource: ResourceFacts, granted: Sequence[Wish]) -> ResourceFacts:
    """The resource as it will be once these wishes, already expanded, are promised; so its parts."""
    more = [
        Booking(CommitmentStatus.ACCEPTED, wish.quantity_micro, wish.start, wish.end)
        for wish in granted
        if wish.resource_id == resource.id
    ]
    return _changed(
        resource, (*resource.bookings, *more), [beside(p.resource, granted) for p in resource.parts]
    )


def without(resource: ResourceFacts, commitments: Collection[str]) -> ResourceFacts:
    """The resource as if these commitments were not there: what a request holds is not in the way of its acceptance."""
    kept = tuple(b for b in resource.bookings if b.id not in commitments)
    return _changed(resource, kept, [without(p.resource, commitments) for p in resource.parts])


def taken_by(resource: ResourceFacts, wish: Wish, amount: int) -> list[Wish]:
    """What a wish takes of a resource and its parts, where it comes to `amount` of the resource's own measure."""
    return expand(resource, Wish(wish.resource_id, amount, wish.start, wish.end))


def _changed(
    resource: ResourceFacts, bookings: tuple[Booking, ...], parts: Sequence[ResourceFacts]
) -> ResourceFacts:
    kept = tuple(Part(now, part.per) for now, part in zip(parts, resource.parts, strict=True))
    return replace(resource, bookings=bookings, parts=kept)
