"""Small worlds drawn by Hypothesis: one street, things of every mode, a kit, needs that meet at few instants."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from schema.allocation.facts import OpenNeed, Promised, World
from schema.allocation.framing import framed
from schema.allocation.policy import load_policy
from schema.availability import Booking, Part, ResourceFacts, kit
from schema.booking import Wish, expand, objections
from schema.capacity import CapacityMode, RatePeriod
from schema.commitments import CommitmentStatus
from schema.instants import DAY, MINUTE, Window
from schema.measures import MICRO, Measure
from schema.supporters.places import Places
from tests.schema.making import BUS, DRIVER, NOW, PLACES, SEAT, at, component, need, offer, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.supporters.facts import OfferFacts, UnitFacts

RIDE = Measure("U.ride", "趟", "ride", "U.ride", Fraction(1), whole=True)
DOZEN = Measure("U.dozen", "打", "dozen", "U.ride", Fraction(12), whole=True)
HALF = Measure("U.half", "半座", "half seat", "U.seat", Fraction(1, 2))
MODES = (
    CapacityMode.EXCLUSIVE, CapacityMode.COUNTED, CapacityMode.COUNTED, CapacityMode.CONSUMABLE,
    CapacityMode.RATE, CapacityMode.UNLIMITED,
)  # fmt: skip
# Two days with few instants each: limits are met where periods meet.
STARTS = st.sampled_from([at(f"{hour:02}:00", day) for day in (4, 5) for hour in (8, 9, 10, 12)])
SPANS = st.sampled_from([60, 60, 120, 240]).map(lambda minutes: minutes * MINUTE)


def _booking(start: int, span: int, amount: float) -> Booking:
    return Booking(
        CommitmentStatus.ACCEPTED, round(amount * MICRO), start, start + span, id=f"c{start}"
    )


@st.composite
def things(draw: st.DrawFn, id_: str, modes: tuple[CapacityMode, ...] = MODES, buffers: tuple[int, ...] = (0, 0, 30, 60)) -> ResourceFacts:  # fmt: skip
    """A resource of any mode. buffers: minutes to choose from where it is used by one at a time, none for others."""
    mode = draw(st.sampled_from(modes))
    buffer = draw(st.sampled_from(buffers)) if mode is CapacityMode.EXCLUSIVE else 0
    booked = draw(st.lists(st.builds(_booking, STARTS, SPANS, st.sampled_from([1.0, 2.0])), max_size=2))  # fmt: skip
    return ResourceFacts(
        mode, None if mode is CapacityMode.UNLIMITED else draw(st.sampled_from([1, 2, 3, 5, 8])) * MICRO,
        period=draw(st.sampled_from(RatePeriod)) if mode is CapacityMode.RATE else None,
        buffer=buffer * MINUTE, bookings=tuple(booked), id=id_,
    )  # fmt: skip


def _offered(facts: ResourceFacts, measure: Measure, capability: Any) -> OfferFacts:
    own = replace(facts, measure=measure)
    return offer(
        facts.id.removeprefix("resource_"), own, measure=measure, categories={capability.key: 0}
    )


@st.composite
def units(draw: st.DrawFn, *, whole: bool = False, **buffers: Any) -> tuple[UnitFacts, ...]:
    """Two units: one with two things, one with a thing and a kit of two parts, of which one is offered by itself too."""
    measures = st.sampled_from([RIDE, RIDE, DOZEN] if whole else [SEAT, SEAT, HALF, RIDE, DOZEN])
    one, two, bus, driver = (draw(things(f"resource_{name}", **buffers)) for name in ("one", "two", "bus", "driver"))  # fmt: skip
    shares = st.sampled_from([1, 2])
    tour = kit(
        draw(things("resource_tour", **buffers)),
        [Part(bus, draw(shares) * MICRO), Part(driver, draw(shares) * MICRO)],
    )
    return (
        unit("U1", _offered(one, draw(measures), BUS), _offered(two, draw(measures), DRIVER)),
        unit("U2", _offered(bus, draw(measures), draw(st.sampled_from([BUS, DRIVER]))), _offered(tour, draw(measures), BUS)),
    )  # fmt: skip


@st.composite
def open_needs(draw: st.DrawFn, number: int, *, whole: bool = False) -> OpenNeed:
    """A need of one or two capabilities, once, on two days, or whenever."""
    start, span = draw(STARTS), draw(SPANS)
    window = Window(start, start + span)
    timed, recurs = draw(st.sampled_from([(True, False), (True, False), (True, True), (False, False)]))  # fmt: skip
    essential = draw(st.booleans())
    measures = st.sampled_from([RIDE] if whole else [SEAT, SEAT, RIDE])
    parts = [component(draw(st.sampled_from([1, 2, 3])), BUS, measure=draw(measures), essential=essential)]  # fmt: skip
    if draw(st.booleans()):
        parts.append(component(draw(st.sampled_from([1, 2])), DRIVER, measure=draw(measures), essential=essential))  # fmt: skip
    asked = need(*parts, window=window if timed else None)
    windows = (window, Window(start + DAY, start + DAY + span)) if recurs else (window,)
    return OpenNeed(
        f"need_{number}", draw(st.integers(1, 4)), NOW - number, draw(st.sampled_from(["bridge", "garden"])), asked,
        windows if timed else (), recurs=recurs,
    )  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn, most: int = 4, *, whole: bool = False, **buffers: Any) -> World:
    """Up to `most` needs, two units. whole: nothing can be parted."""
    needs = tuple(draw(open_needs(n, whole=whole)) for n in range(draw(st.integers(1, most))))
    return World(NOW, needs, Places(PLACES), draw(units(whole=whole, **buffers)), {})


@st.composite
def promised(draw: st.DrawFn, world: World) -> World:
    """The same with some of what could be promised promised already, some of it under way, or seen by few."""
    known = framed(world, load_policy())
    needs = {n.id: n for n in known.needs}
    taken: list[tuple[Promised, Wish]] = []
    for option in known.options:
        one = needs[known.needs[known.lines[option.line].need].id]
        if not one.windows or one.recurs or not draw(st.booleans()):
            continue
        resource = _with(option.offer.resource, taken)
        quantity = round(option.most * option.per * MICRO)
        wish = Wish(option.offer.id, quantity, one.windows[0].start, one.windows[0].end)
        missing = [c.required - have for c, have in zip(one.facts.components, one.have(world.as_of), strict=True)]  # fmt: skip
        if objections(resource, wish, world.as_of) or missing[known.lines[option.line].at] < option.most * MICRO:  # fmt: skip
            continue
        status = [CommitmentStatus.ACCEPTED] * 3 + [CommitmentStatus.IN_PROGRESS]
        made = Promised(
            f"p{len(taken)}", known.world.units[option.unit].id, option.offer.id, draw(st.sampled_from(status)), quantity,
            one.windows[0], option.offer.measure, frozenset(option.offer.categories),
            shown=draw(st.sampled_from([True, True, False])),
        )  # fmt: skip
        taken += [(made, each) for each in expand(resource, wish)]
        needs[one.id] = replace(one, promised=(*one.promised, made))
    units_ = tuple(
        replace(
            each, engagements=len({p.id for p, _ in taken if p.unit == each.id}),
            offers=tuple(replace(o, resource=_with(o.resource, taken)) for o in each.offers),
        )
        for each in world.units
    )  # fmt: skip
    return replace(world, needs=tuple(needs[n.id] for n in world.needs), units=units_)


def _with(resource: ResourceFacts, taken: Sequence[tuple[Promised, Wish]]) -> ResourceFacts:
    more = [
        Booking(p.status, wish.quantity_micro, wish.start, wish.end, id=p.id)
        for p, wish in taken if wish.resource_id == resource.id
    ]  # fmt: skip
    parts = tuple(replace(part, resource=_with(part.resource, taken)) for part in resource.parts)
    return replace(resource, bookings=(*resource.bookings, *more), parts=parts)
