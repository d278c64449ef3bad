"""What availability has to know: of commitments, of resources, and of the parts of a kit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from schema.capacity import CapacityMode, RatePeriod, ResourceStatus
from schema.measures import MICRO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from schema.commitments import CommitmentStatus
    from schema.measures import Measure

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Booking:
    """What availability needs to know of one commitment that uses the resource, or a kit that it is part of.

    id: of the commitment. started: whether it was ever under way. shown: whether whoever asks may see it; only then it is named to them.
    """

    status: CommitmentStatus
    quantity: int
    start: int
    end: int
    hold_until: int | None = None
    delivered: int | None = None
    returned: int | None = None
    id: str = ""
    shown: bool = False
    started: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A resource in a kit, and how much of it one unit of the kit takes (micro-units, more than 0)."""

    resource: ResourceFacts
    per: int


@dataclass(frozen=True, slots=True)
class ResourceFacts:
    """What availability needs to know of one resource.

    capacity: micro-units; None counts as 0 unless the mode is UNLIMITED.
    lead_time, buffer, shortest, longest: microseconds. hours: canonical lines, none is always open.
    closed_on: ordinals. valid_from, valid_to: the midnights at which it begins and ceases to be offered.
    parts: of a kit, which is made by `kit`.
    """

    mode: CapacityMode
    capacity: int | None = None
    period: RatePeriod | None = None
    lead_time: int = 0
    buffer: int = 0
    hours: tuple[str, ...] = ()
    closed_on: frozenset[int] = frozenset()
    valid_from: int | None = None
    valid_to: int | None = None
    bookings: tuple[Booking, ...] = ()
    id: str = ""
    status: ResourceStatus = ResourceStatus.ACTIVE
    shortest: int | None = None
    longest: int | None = None
    approval_required: bool = True
    to_be_returned: bool = False
    measure: Measure | None = None
    parts: tuple[Part, ...] = ()

    @property
    def timetables(self) -> frozenset[tuple[str, ...]]:
        """The hours that all have to be open: its own and those of its parts."""
        return frozenset((self.hours, *(part.resource.hours for part in self.parts)))


def share(quantity: int, per: int) -> int:
    """How much of a part so much of a kit takes, rounded up: never less than is promised."""
    return -(-quantity * per // MICRO)


def kit(own: ResourceFacts, parts: Sequence[Part]) -> ResourceFacts:
    """A resource with its parts: what holds of the time of any of them holds of it. Without parts, `own` unchanged."""
    if not parts:
        return own
    each = (own, *(part.resource for part in parts))
    return replace(
        own,
        parts=tuple(parts),
        status=next((r.status for r in each if r.status is not ResourceStatus.ACTIVE), own.status),
        lead_time=max(r.lead_time for r in each),
        closed_on=frozenset[int]().union(*(r.closed_on for r in each)),
        valid_from=_strictest(max, (r.valid_from for r in each)),
        valid_to=_strictest(min, (r.valid_to for r in each)),
        shortest=_strictest(max, (r.shortest for r in each)),
        longest=_strictest(min, (r.longest for r in each)),
        approval_required=any(r.approval_required for r in each),
    )


def _strictest(choose: Callable[[Iterable[int]], int], limits: Iterable[int | None]) -> int | None:
    given = [limit for limit in limits if limit is not None]
    return choose(given) if given else None
