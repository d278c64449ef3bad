"""Which bookings take capacity as things stand, and how much is taken at an instant, in a calendar period or in all.

What is taken is laid out once, as a staircase over time, and looked up for as many windows as are tried: a search for
the next free window among a thousand bookings looks at each of them a few times, not a thousand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from schema.capacity import CapacityMode, RatePeriod
from schema.commitments import HOLDING, CommitmentStatus
from schema.instants import Window, day_of, midnight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.availability.facts import Booking, ResourceFacts

DELIVERED = frozenset(
    {CommitmentStatus.DELIVERED, CommitmentStatus.CONFIRMED, CommitmentStatus.DISPUTED}
)
"""States in which something was handed over: they hold what was really delivered, until it came back."""

BROKEN_OFF = frozenset(
    {CommitmentStatus.CANCELLED, CommitmentStatus.WITHDRAWN, CommitmentStatus.FAILED}
)
"""States in which what was lent may still be out, if it had been under way."""

NEVER = 1 << 62
"""Later than every instant that can be asked about: when what is overdue comes back."""


class Hold(NamedTuple):
    """Capacity taken from `begin` to `finish`, buffers included; `start` is when the commitment itself begins."""

    begin: int
    finish: int
    amount: int
    start: int
    booking: Booking


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken of a resource, and of its parts in the same order.

    at, level: from each instant on so much is taken, up to the next; of an exclusive resource, by so many.
    """

    holds: tuple[Hold, ...]
    at: tuple[int, ...]
    level: tuple[int, ...]
    parts: tuple[Taken, ...] = ()

    def peak(self, window: Window) -> int:
        """The most that is taken at one instant of the window."""
        first = bisect_right(self.at, window.start) - 1
        steps = self.level[max(first, 0) : bisect_left(self.at, window.end)]
        return max(steps, default=0)

    def since_until(self, window: Window) -> int:
        """How much has been taken by what begins in the window, where `level` is a sum over time."""
        return self._before(window.end) - self._before(window.start)

    @property
    def total(self) -> int:
        """How much is taken whenever that is, where `level` is a sum over time."""
        return self.level[-1] if self.level else 0

    def _before(self, instant: int) -> int:
        at = bisect_left(self.at, instant)
        return self.level[at - 1] if at else 0


def holds(resource: ResourceFacts, as_of: int) -> Taken:
    """The bookings that take capacity as things stand at `as_of`."""
    found = tuple(
        _hold(resource, booking, as_of)
        for booking in resource.bookings
        if is_holding(resource, booking, as_of)
    )
    changes: dict[int, int] = {}
    if is_lent(resource):
        for begin, finish, amount, *_ in found:
            if begin < finish:
                weight = 1 if resource.mode is CapacityMode.EXCLUSIVE else amount
                changes[begin] = changes.get(begin, 0) + weight
                changes[finish] = changes.get(finish, 0) - weight
    else:
        for hold in found:
            changes[hold.start] = changes.get(hold.start, 0) + hold.amount
    at = sorted(changes)
    return Taken(
        found, tuple(at), tuple(accumulate(changes[instant] for instant in at)),
        tuple(holds(part.resource, as_of) for part in resource.parts),
    )  # fmt: skip


def is_lent(resource: ResourceFacts) -> bool:
    """Whether what is taken can be had again afterwards: so many at a time, or one."""
    return resource.mode in (CapacityMode.EXCLUSIVE, CapacityMode.COUNTED)


def is_holding(resource: ResourceFacts, booking: Booking, as_of: int) -> bool:
    """Whether a booking takes capacity as things stand."""
    if booking.status is CommitmentStatus.REQUESTED:
        return booking.hold_until is not None and booking.hold_until > as_of
    return booking.status in HOLDING or _was_given(resource, booking)


def in_the_way(resource: ResourceFacts, taken: Taken, window: Window, amount: int) -> list[Hold]:
    """The holds because of which `amount` cannot be had over the window, in order of time; none if it can."""
    capacity = max(resource.capacity or 0, 0)
    if not is_lent(resource):
        reach = Window(-NEVER, NEVER)
        if resource.mode is CapacityMode.RATE and resource.period is not None:
            reach = period_of(resource.period, window.start)
        holding = [h for h in taken.holds if h.amount and reach.start <= h.start < reach.end]
        short = sum(h.amount for h in holding) + amount > capacity
        return _ordered(holding) if short else []
    meeting = overlapping(taken.holds, window)
    if resource.mode is CapacityMode.EXCLUSIVE:
        return _ordered(meeting)
    # Not all that touches the window: only what is there at an instant at which too much would be.
    first = bisect_right(taken.at, window.start) - 1
    full = [
        Window(max(taken.at[n], window.start), taken.at[n + 1])
        for n in range(max(first, 0), bisect_left(taken.at, window.end))
        if taken.level[n] + amount > capacity and n + 1 < len(taken.at)
    ]
    return _ordered([h for h in meeting if h.amount and any(_meet(h, each) for each in full)])


def overlapping(taken: Sequence[Hold], window: Window) -> list[Hold]:
    """The holds that share an instant with the window."""
    return [h for h in taken if _meet(h, window) and h.begin < h.finish]


def period_of(period: RatePeriod, at: int) -> Window:
    """The calendar day, week from Monday or month in +08:00 that an instant lies in."""
    day = day_of(at)
    if period is RatePeriod.DAY:
        return Window(midnight(day), midnight(day + 1))
    if period is RatePeriod.WEEK:
        monday = day - (day - 1) % 7
        return Window(midnight(monday), midnight(monday + 7))
    first = date.fromordinal(day).replace(day=1)
    later = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Window(midnight(first.toordinal()), midnight(later.toordinal()))


def _meet(hold: Hold, window: Window) -> bool:
    return hold.begin < window.end and window.start < hold.finish


def _ordered(found: Sequence[Hold]) -> list[Hold]:
    return sorted(found, key=lambda h: (h.start, h.booking.end, h.booking.id))


def _was_given(resource: ResourceFacts, booking: Booking) -> bool:
    if booking.status is CommitmentStatus.FAILED and booking.delivered is not None:
        stays = resource.to_be_returned or not is_lent(resource)
        return stays and booking.delivered > 0
    if booking.status in BROKEN_OFF:
        return resource.to_be_returned and booking.started and is_lent(resource)
    return booking.status in DELIVERED


def _hold(resource: ResourceFacts, booking: Booking, as_of: int) -> Hold:
    given = _was_given(resource, booking)
    amount = booking.delivered if given and booking.delivered is not None else booking.quantity
    end = booking.end
    if given and booking.returned is not None:
        end = booking.returned
    elif resource.to_be_returned and end <= as_of:
        under_way = booking.status is CommitmentStatus.IN_PROGRESS or (
            booking.status is CommitmentStatus.ON_HOLD and booking.started
        )
        out = given or under_way
        end = NEVER if out and booking.returned is None else end
    buffer = resource.buffer
    return Hold(booking.start - buffer, end + buffer, amount, booking.start, booking)
