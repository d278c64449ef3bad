"""All reasons why a wish cannot be promised now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from schema.availability import (
    HORIZON,
    earliest_slot,
    free_beside,
    holds,
    in_use,
    is_open_throughout,
    most,
    share,
)
from schema.availability.free import own_free
from schema.availability.taken import in_the_way
from schema.booking import words
from schema.booking.people import person_conflicts
from schema.booking.wishes import Wish, beside, taken_by
from schema.capacity import ResourceStatus
from schema.instants import MINUTE, Window, moment
from schema.measures import MICRO, converted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from schema.availability import Booking, ResourceFacts, Taken
    from schema.booking.words import Said

TIMED = ("CAPACITY_TAKEN", "RESOURCE_CLOSED", "NOT_IN_USE", "PAST_WINDOW")
"""Reasons that another time would heal, so that the sentence says which."""
MOST_WINDOWS = 3
"""Windows in which it would be possible that a refusal offers."""


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason against a wish.

    conflicts: ids of commitments in the way, only those that whoever asks may see; `more`: how many others there are.
    free: micro-units of the resource that could be had. alternatives: windows as long as the wish's in which it could
    be promised. limits: what else would be accepted, in words of the input.
    """

    code: str
    zh: str
    en: str
    resource_id: str
    conflicts: tuple[str, ...] = ()
    more: int = 0
    free: int | None = None
    alternatives: tuple[Window, ...] = ()
    limits: tuple[str, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """What would be accepted, as `userErrors` list it: windows as ISO 8601 intervals, else the limits."""
        windows = (
            f"{moment(w.start).isoformat()}/{moment(w.end).isoformat()}" for w in self.alternatives
        )
        return tuple(windows) or self.limits  # fmt: skip


def objections_to_each(
    resources: Mapping[str, ResourceFacts],
    wishes: Sequence[Wish],
    as_of: int,
    people: Sequence[Sequence[Booking]] = (),
) -> list[list[Objection]]:
    """The objections to each of several wishes of one act, in their order; each sees those before it as promised.

    resources: by id, those that the wishes name. people: of each wish, what else its handler is promised to; may be short.
    """
    granted: list[Wish] = []
    found: list[list[Objection]] = []
    for number, wish in enumerate(wishes):
        resource = beside(resources[wish.resource_id], granted)
        handler = people[number] if number < len(people) else ()
        found.append(objections(resource, wish, as_of, handler))
        amount = wanted(resource, wish)
        if amount is not None and not found[-1]:
            granted += taken_by(resource, wish, amount)
    return found


def objections(
    resource: ResourceFacts, wish: Wish, as_of: int, handler: Sequence[Booking] = ()
) -> list[Objection]:
    """Every reason why the wish on this resource cannot be promised as things stand at `as_of`; none if it can.

    handler: the commitments that whoever would handle it handles already.
    """
    senseless = list(_senseless(resource, wish))
    if senseless:
        return senseless
    amount = wanted(resource, wish)

    @cache
    def instead() -> tuple[Window, ...]:
        # Looked for only once something is refused: who books holds locks, and most bookings fit.
        return () if amount is None else alternatives(resource, wish.window, amount, as_of)

    found = list(_of_time(resource, wish, as_of, instead))
    if amount is None:
        found.append(_inconvertible(resource, wish))
    else:
        found += _of_quantity(resource, wish, amount, as_of, instead)
    if busy := person_conflicts(handler, wish.start, wish.end, as_of):
        found.append(_made("PERSON_BOOKED", words.person_booked(), resource, busy))
    return found


def wanted(resource: ResourceFacts, wish: Wish) -> int | None:
    """What the wish comes to in the resource's own measure, micro-units; None where that cannot be said."""
    if wish.measure is None or wish.measure == resource.measure:
        return wish.quantity_micro
    return converted(wish.quantity_micro, wish.measure, resource.measure) if resource.measure else None  # fmt: skip


def alternatives(
    resource: ResourceFacts, window: Window, amount: int, as_of: int
) -> tuple[Window, ...]:
    """Up to three windows as long as this one, one after the other, in which `amount` can be had.

    They begin on a whole minute, from the window's own start (or now) up to 14 days later; the first is the earliest.
    """
    length, since = window.end - window.start, max(window.start, as_of)
    if not _fits(resource, length) or resource.status is not ResourceStatus.ACTIVE:
        return ()
    found: list[Window] = []
    tried = since
    while len(found) < MOST_WINDOWS:
        at = earliest_slot(resource, amount, Window(tried, tried + length), as_of)
        if at is None or at > since + HORIZON:
            break
        tried = at + -at % MINUTE
        if tried == at:
            found.append(Window(at, at + length))
            tried = at + length
    return tuple(found)


def _senseless(resource: ResourceFacts, wish: Wish) -> Iterator[Objection]:
    if wish.end <= wish.start:
        yield _made("ENDS_BEFORE_IT_STARTS", words.ends_before_it_starts(), resource)
    amount, measure = wanted(resource, wish), resource.measure
    if wish.quantity_micro <= 0 or amount == 0:
        yield _made("OUT_OF_BOUNDS", words.nothing_wanted(), resource, limits=("> 0",))
    elif amount and measure and measure.whole and amount % MICRO:
        below = amount // MICRO
        limits = tuple(str(n) for n in (below, below + 1) if n)
        yield _made("OUT_OF_BOUNDS", words.not_whole(amount, measure), resource, limits=limits)


def _of_time(
    resource: ResourceFacts, wish: Wish, as_of: int, instead: Callable[[], tuple[Window, ...]]
) -> Iterator[Objection]:
    window, now = wish.window, as_of - as_of % MINUTE
    if resource.status is not ResourceStatus.ACTIVE:
        yield _made("RESOURCE_INACTIVE", words.inactive(resource.status), resource)
    if not in_use(resource, window):
        said = words.not_in_use(resource.valid_from, resource.valid_to)
        yield _made("NOT_IN_USE", said, resource, windows=instead())
    if window.start < now:
        said = words.past(ended=window.end <= now)
        yield _made("PAST_WINDOW", said, resource, windows=instead())
    elif window.start - now < resource.lead_time:
        said = words.too_short_notice(resource.lead_time, now + resource.lead_time)
        yield _made("TOO_SHORT_NOTICE", said, resource, windows=instead())
    yield from _of_length(resource, window.end - window.start)
    if not is_open_throughout(resource, window):
        yield _made("RESOURCE_CLOSED", words.closed(), resource, windows=instead())


def _of_length(resource: ResourceFacts, length: int) -> Iterator[Objection]:
    if resource.shortest is not None and length < resource.shortest:
        minutes = resource.shortest // MINUTE
        limits = (f">= {minutes} min",)
        yield _made("PERIOD_TOO_SHORT", words.too_short(minutes), resource, limits=limits)
    if resource.longest is not None and length > resource.longest:
        minutes = resource.longest // MINUTE
        limits = (f"<= {minutes} min",)
        yield _made("PERIOD_TOO_LONG", words.too_long(minutes), resource, limits=limits)


def _of_quantity(
    resource: ResourceFacts,
    wish: Wish,
    amount: int,
    as_of: int,
    instead: Callable[[], tuple[Window, ...]],
) -> Iterator[Objection]:
    taken = holds(resource, as_of)
    ceiling, left = most(resource), free_beside(resource, taken, wish.window)
    if ceiling is not None and amount > ceiling:
        said = words.too_large(amount, ceiling, resource.measure)
        limits = (f"<= {words.figure(ceiling)}",)
        yield _made("QUANTITY_TOO_LARGE", said, resource, limits=limits, free=left)
    elif left is not None and amount > left:
        busy = conflicts(resource, taken, wish.window, amount)
        said = words.taken(amount, left, resource.measure)
        yield _made("CAPACITY_TAKEN", said, resource, busy, instead(), free=left)


def conflicts(resource: ResourceFacts, taken: Taken, window: Window, amount: int) -> list[Booking]:
    """The bookings because of which `amount` cannot be had, of the resource and of its parts, each commitment once."""
    found: dict[tuple[str, int, int], Booking] = {}
    left = own_free(resource, taken, window)
    if left is not None and amount > left:
        for hold in in_the_way(resource, taken, window, amount):
            found[_which(hold.booking)] = hold.booking
    for part, of_part in zip(resource.parts, taken.parts, strict=True):
        for booking in conflicts(part.resource, of_part, window, share(amount, part.per)):
            found[_which(booking)] = booking
    return sorted(found.values(), key=_by_time)


def _which(booking: Booking) -> tuple[str, int, int]:
    return booking.id, booking.start, booking.end


def _by_time(booking: Booking) -> tuple[int, int, str]:
    return booking.start, booking.end, booking.id


def _inconvertible(resource: ResourceFacts, wish: Wish) -> Objection:
    limits = (resource.measure.code,) if resource.measure else ()
    said = words.inconvertible(wish.measure, resource.measure)
    return _made("MEASURE_INCONVERTIBLE", said, resource, limits=limits)


def _fits(resource: ResourceFacts, length: int) -> bool:
    long_enough = resource.shortest is None or length >= resource.shortest
    return long_enough and (resource.longest is None or length <= resource.longest)


def _made(
    code: str,
    said: Said,
    resource: ResourceFacts,
    busy: Sequence[Booking] = (),
    windows: tuple[Window, ...] = (),
    limits: tuple[str, ...] = (),
    free: int | None = None,
) -> Objection:
    shown = [b.id for b in busy if b.shown]
    hidden = sum(1 for b in busy if b.id and not b.shown)
    named = words.naming(said, shown, hidden, own=any(not b.id for b in busy))
    zh, en = words.instead(named, windows) if code in TIMED else named
    return Objection(code, zh, en, resource.id, tuple(shown), hidden, free, windows, limits)
