"""From objections of the calendar to the refusal of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.acts import Ahead, Refused, wrong
from graph.inputs import INPUT
from schema.availability import HORIZON
from schema.booking import person_conflicts
from schema.booking.objections import TIMED
from schema.free_capacity import booking_of, resource_facts
from schema.instants import DAY, instant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.acts import Occasion, UserError
    from schema.availability import Booking, ResourceFacts
    from schema.booking import Objection

FIELD = {
    "CAPACITY_TAKEN": "quantity", "QUANTITY_TOO_LARGE": "quantity", "OUT_OF_BOUNDS": "quantity", "MEASURE_INCONVERTIBLE": "measure",
    "PERSON_BOOKED": "handledBy", "RESOURCE_INACTIVE": "resource", "PERIOD_TOO_SHORT": "endAt", "PERIOD_TOO_LONG": "endAt",
    "ENDS_BEFORE_IT_STARTS": "endAt",
}  # fmt: skip
"""Which member of an input an objection is about; any other is about when it begins."""

AHEAD = Ahead(HORIZON // DAY, frozenset({*TIMED, "TOO_SHORT_NOTICE"}))
"""Until when bookings are read once something is refused for its time: as far as other times are looked for."""


def worker_bookings(
    worker: Mapping[str, Any] | None, occasion: Occasion, but: str = ""
) -> list[Booking]:
    """What a person has in hand, one commitment left out."""
    said = worker["bookings"] if worker else ()
    return [booking_of(_named(each, occasion)) for each in said if each["id"] != but]


def booked(said: Mapping[str, Any], occasion: Occasion) -> ResourceFacts:
    """A resource with what it holds; of that, what the caller may see can be named to him."""
    return resource_facts({
        **said, "bookings": [_named(b, occasion) for b in said["bookings"]],
        "parts": [{**p, "bookings": [_named(b, occasion) for b in p["bookings"]]} for p in said["parts"]],
    })  # fmt: skip


def _named(booking: Mapping[str, Any], occasion: Occasion) -> dict[str, Any]:
    return {**booking, "shown": occasion.shows(booking["id"])}


def refused_by(
    against: Sequence[Objection], handler: Sequence[Booking], start: int, end: int, occasion: Occasion,
    path: tuple[str, ...] = (), members: bool = False,
) -> Refused | None:  # fmt: skip
    """The refusal for these objections, and for whoever would be in two places; nothing if there are none.

    path: where in the input the wish stands. members: whether the input has the members that objections are about.
    """
    errors: list[UserError] = []
    for each in against:
        name = FIELD.get(each.code, "startAt") if members else "id"
        at = (INPUT, *path, name)
        errors += wrong(each.code, zh=each.zh, en=each.en, field=at, allowed=each.allowed, conflicts=each.conflicts).errors  # fmt: skip
    if busy := person_conflicts(handler, start, end, instant(occasion.now)):
        errors += _busy(busy, (INPUT, *path, "handledBy")).errors
    return Refused(tuple(errors)) if errors else None


def _busy(busy: Sequence[Booking], at: tuple[str, ...]) -> Refused:
    return wrong(
        "PERSON_BOOKED", field=at, conflicts=[b.id for b in busy if b.shown],
        zh="经办人在这一时段已有其他承诺，请换人或换时段。", en="Whoever would handle it has another commitment then; name somebody else, or another time.",
    )  # fmt: skip
