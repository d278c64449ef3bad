"""Facts made by hand and drawn by Hypothesis, on a small street: two communities, one of them with a grid."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from schema.availability import Booking, ResourceFacts
from schema.capacity import CapacityMode, RatePeriod
from schema.commitments import CommitmentStatus
from schema.instants import BEIJING, MINUTE, Window, instant
from schema.measures import MICRO, Measure
from schema.resources import ResourceStatus
from schema.supporters.facts import (
    Component,
    Facts,
    Link,
    Named,
    NeedFacts,
    OfferFacts,
    Position,
    Step,
    UnitFacts,
)
from schema.supporters.places import PlaceFacts, Places
from schema.supporters.terms import SupportVia
from schema.units import UnitStatus

SEAT = Measure("U.seat", "座", "seat", "U.seat", Fraction(1))
YUAN = Measure("U.CNY", "元", "yuan", "U.CNY", Fraction(1))
WAN = Measure("U.wan_CNY", "万元", "10,000 yuan", "U.CNY", Fraction(10_000))

CITY = PlaceFacts("city", "City", "北票市", None, Position(41.80, 120.77))
STREET = PlaceFacts("street", "Street", "南山街道", "city", Position(41.80, 120.77))
BRIDGE = PlaceFacts("bridge", "Community", "桥北社区", "street", Position(41.81, 120.77))
GARDEN = PlaceFacts("garden", "Community", "园林社区", "street", Position(41.79, 120.77))
GRID = PlaceFacts("grid", "Grid", "第一网格", "bridge")
ELSEWHERE = PlaceFacts("elsewhere", "Street", "城关街道", "city")
PLACES = (CITY, STREET, BRIDGE, GARDEN, GRID, ELSEWHERE)

BUS = Named("C.bus", "车辆", "Vehicles")
DRIVER = Named("C.driver", "驾驶", "Drivers")


def at(clock: str, day: int = 4) -> int:
    """An instant in December 2026; the 4th is a Friday. "24:00" is the next midnight."""
    hour, minute = map(int, clock.split(":"))
    return instant(datetime(2026, 12, day, tzinfo=BEIJING)) + (hour * 60 + minute) * MINUTE


def between(start: str, end: str, day: int = 4) -> Window:
    """A window on one day."""
    return Window(at(start, day), at(end, day))


NOW = at("08:00", 1)
MORNING = between("08:00", "12:00")


def booking(
    window: Window,
    amount: float = 1,
    status: CommitmentStatus = CommitmentStatus.ACCEPTED,
    **more: Any,
) -> Booking:
    """A commitment; `delivered` in whole units."""
    if "delivered" in more:
        more["delivered"] = round(more["delivered"] * MICRO)
    return Booking(status, round(amount * MICRO), window.start, window.end, **more)


def resource(
    mode: CapacityMode = CapacityMode.COUNTED, capacity: float | None = 20, **more: Any
) -> ResourceFacts:
    """A resource; capacity in whole units."""
    return ResourceFacts(mode, None if capacity is None else round(capacity * MICRO), **more)


def offer(code: str = "R1", facts: ResourceFacts | None = None, **more: Any) -> OfferFacts:
    """An offer of vehicles, counted in seats, in its service everywhere and for everyone."""
    given = {"measure": SEAT, "categories": {BUS.key: 0}, "node": code} | more
    return OfferFacts(
        id=f"resource_{code}", code=code, name=code, resource=facts or resource(), **given
    )


def link(place: str = "bridge", via: SupportVia = SupportVia.AGREEMENT, source: str = "A1") -> Link:
    """A link by an agreement, alliance or role."""
    return Link(
        via,
        source,
        place,
        (Step("unit", "Unit", "单位", "PARTY_TO"), Step(source, "Agreement", "协议", "BENEFITS")),
    )


def unit(code: str = "U1", *offers: OfferFacts, **more: Any) -> UnitFacts:
    """A unit paired with 桥北社区."""
    given = {"links": (link(),), "node": code} | more
    return UnitFacts(id=f"unit_{code}", code=code, name=code, offers=offers, **given)


def component(required: float = 10, capability: Named = BUS, **more: Any) -> Component:
    """A component of a need; required in whole units."""
    return Component(capability, round(required * MICRO), more.pop("measure", SEAT), **more)


def need(*components: Component, **more: Any) -> NeedFacts:
    """A need at 桥北社区 on Friday morning."""
    given = {"place": "bridge", "window": MORNING} | more
    return NeedFacts(components=components or (component(),), **given)


def facts(asked: NeedFacts, *units: UnitFacts) -> Facts:
    """A question on the small street."""
    return Facts(asked, Places(PLACES), units, place_node="bridge", street_node="street")


# What follows is drawn. Few values on purpose: collisions are where rules go wrong.
MINUTES = st.integers(-2 * 96, 5 * 96).map(lambda quarter: at("00:00") + quarter * 15 * MINUTE)
AMOUNTS = st.integers(0, 12).map(float)
LINES = st.lists(
    st.builds(
        lambda rule, hours: f"{rule} {hours}",
        st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=FR,SU"]),
        st.sampled_from(["08:00-12:00", "12:00-17:30", "22:00-06:00", "00:00-24:00", "09:15-24:00"]),
    ),
    max_size=2, unique=True,
).map(tuple)  # fmt: skip


@st.composite
def windows(draw: st.DrawFn, longest: int = 192) -> Window:
    """A window of one quarter of an hour up to `longest` of them, around Friday."""
    start = draw(MINUTES)
    return Window(start, start + draw(st.integers(1, longest)) * 15 * MINUTE)


@st.composite
def bookings(draw: st.DrawFn) -> Booking:
    """A commitment in any state."""
    window = draw(windows())
    return booking(
        window, draw(AMOUNTS), draw(st.sampled_from(CommitmentStatus)),
        hold_until=draw(st.none() | MINUTES), returned=draw(st.none() | MINUTES),
        **draw(st.just({}) | AMOUNTS.map(lambda a: {"delivered": a})),
    )  # fmt: skip


@st.composite
def resources(draw: st.DrawFn) -> ResourceFacts:
    """A resource of any mode with bookings, hours, notice and days on which it is closed."""
    return resource(
        draw(st.sampled_from(CapacityMode)), draw(st.none() | AMOUNTS),
        period=draw(st.none() | st.sampled_from(RatePeriod)),
        lead_time=draw(st.sampled_from([0, 60 * MINUTE, 4 * 1440 * MINUTE])),
        buffer=draw(st.sampled_from([0, 15 * MINUTE, 120 * MINUTE])),
        hours=draw(LINES),
        closed_on=frozenset(draw(st.sets(st.integers(2, 8).map(lambda d: date(2026, 12, d).toordinal()), max_size=2))),
        valid_from=draw(st.none() | st.sampled_from([at("00:00", 3), at("00:00", 5)])),
        valid_to=draw(st.none() | st.sampled_from([at("00:00", 5), at("00:00", 9)])),
        bookings=tuple(draw(st.lists(bookings(), max_size=3))),
    )  # fmt: skip


@st.composite
def offers(draw: st.DrawFn, code: str) -> OfferFacts:
    """An offer that may fail any test."""
    return offer(
        code, draw(resources()),
        measure=draw(st.sampled_from([SEAT, SEAT, SEAT, YUAN, WAN])),
        categories=draw(st.sampled_from([{BUS.key: 0}, {BUS.key: 2, DRIVER.key: 0}, {DRIVER.key: 1}, {"C.other": 0}])),
        status=draw(st.sampled_from([ResourceStatus.ACTIVE] * 4 + [ResourceStatus.INACTIVE])),
        areas=draw(st.sampled_from([(), (), (Named("street", "南山街道", "Nanshan"),), (Named("garden", "园林社区", "Yuanlin"),)])),
        audience=draw(st.sampled_from([(), (), (Named("G.old", "老人", "Elders"),), (Named("G.kid", "儿童", "Children"),)])),
        radius=draw(st.sampled_from([None, None, 1_000_000, 5_000_000])),
        position=draw(st.sampled_from([None, Position(41.81, 120.78), Position(41.83, 120.80)])),
    )  # fmt: skip


@st.composite
def units(draw: st.DrawFn, code: str) -> UnitFacts:
    """A unit that may be anywhere, overloaded or suspended."""
    finished = draw(st.integers(0, 6))
    return unit(
        code, *[draw(offers(f"{code}-{n}")) for n in range(draw(st.integers(0, 2)))],
        links=tuple(draw(st.lists(
            st.builds(link, st.sampled_from(["bridge", "street", "garden", "grid"]), st.sampled_from(SupportVia), st.sampled_from(["X1", "X2"])),
            min_size=1, max_size=3,
        ))),
        status=draw(st.sampled_from([UnitStatus.ACTIVE] * 4 + [UnitStatus.SUSPENDED])),
        engagements=draw(st.integers(0, 3)), max_engagements=draw(st.none() | st.integers(0, 4)),
        finished=finished, kept=draw(st.integers(0, finished)),
        position=draw(st.none() | st.just(Position(41.82, 120.77))),
        latent=draw(st.sampled_from([(), ((BUS, frozenset({BUS.key})),)])),
    )  # fmt: skip


@st.composite
def needs(draw: st.DrawFn) -> NeedFacts:
    """A need of one or two components at some place, with or without a window."""
    essential = st.booleans()
    one = component(
        draw(st.sampled_from([0.5, 3, 10])),
        BUS,
        essential=draw(essential),
        fit=Fraction(draw(st.integers(1, 10)), 10),
        steps_up=draw(st.integers(0, 1)),
    )
    two = component(
        draw(st.sampled_from([1, 4])),
        DRIVER,
        essential=draw(essential),
        measure=draw(st.sampled_from([SEAT, YUAN])),
    )
    return need(
        *draw(st.sampled_from([(one,), (one, two), ()])),
        place=draw(st.sampled_from(["bridge", "grid", "street"])),
        window=draw(st.none() | windows()),
        groups=frozenset(draw(st.sampled_from([(), ("G.old", "G.all")]))),
    )  # fmt: skip


@st.composite
def questions(draw: st.DrawFn) -> Facts:
    """A question with up to three units."""
    return facts(draw(needs()), *[draw(units(f"U{n}")) for n in range(draw(st.integers(0, 3)))])
