"""People are in one place at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.commitments import HOLDING, CommitmentStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.availability import Booking


def person_conflicts(
    bookings: Iterable[Booking], start: int, end: int, as_of: int
) -> list[Booking]:
    """The live commitments of a person that share an instant with [start, end), in order of time.

    Live is what is promised and not over: what was delivered, or lapsed, keeps nobody any more.
    """
    live = [b for b in bookings if _is_live(b, as_of) and b.start < end and start < b.end]
    return sorted(live, key=lambda b: (b.start, b.end, b.id))


def _is_live(booking: Booking, as_of: int) -> bool:
    if booking.status is CommitmentStatus.REQUESTED:
        return booking.hold_until is not None and booking.hold_until > as_of
    return booking.status in HOLDING
