"""Which unit can and why the others cannot: cases that can be followed by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from schema.availability import ResourceFacts
from schema.capacity import CapacityMode
from schema.instants import MINUTE, moment
from schema.resources import ResourceStatus
from schema.supporters import answer, load_policy
from schema.supporters.facts import Named, Position
from schema.supporters.terms import SupportTest, SupportVerdict
from schema.units import UnitStatus
from tests.schema.making import (
    BUS,
    DRIVER,
    MORNING,
    NOW,
    SEAT,
    WAN,
    YUAN,
    at,
    between,
    booking,
    component,
    facts,
    link,
    need,
    offer,
    resource,
    unit,
)

if TYPE_CHECKING:
    from schema.supporters.answers import SupportAnswer, Supporter
    from schema.supporters.facts import NeedFacts, UnitFacts

CAN, PARTLY, CANNOT = SupportVerdict.CAN, SupportVerdict.PARTLY, SupportVerdict.CANNOT


def ask(asked: NeedFacts, *units: UnitFacts) -> SupportAnswer:
    """The answer under the packaged policy, as of the first of December, eight o'clock."""
    return answer(facts(asked, *units), load_policy(), NOW)


def only(asked: NeedFacts, one: UnitFacts) -> Supporter:
    """What is said of one unit."""
    (supporter,) = ask(asked, one).supporters
    return supporter


def counted(capacity: float, **more: Any) -> ResourceFacts:
    """A counted resource."""
    return resource(CapacityMode.COUNTED, capacity, **more)


@pytest.mark.parametrize(
    ("capacity", "verdict", "coverage"),
    [(20, CAN, 1.0), (10, CAN, 1.0), (4, PARTLY, 0.4), (0, CANNOT, 0.0)],
)
def test_the_verdict_follows_what_is_free(
    capacity: float, verdict: SupportVerdict, coverage: float
) -> None:
    """Ten seats are needed."""
    said = only(need(component(10)), unit("U1", offer(facts=counted(capacity))))
    assert (said.verdict, said.coverage) == (verdict, coverage)


def test_resources_of_one_unit_add_up() -> None:
    """Six and four seats make ten; the second gives only what is still missing."""
    said = only(need(component(10)), unit("U1", offer("R1", counted(6)), offer("R2", counted(9))))
    assert said.verdict is CAN
    assert [(use.resource, use.quantity, use.free) for use in said.uses] == [
        ("R1", 6, 6),
        ("R2", 4, 9),
    ]


def test_one_essential_component_missing_makes_it_partly() -> None:
    """A bus without a driver is half of what is needed."""
    both = need(component(10, BUS, essential=True), component(1, DRIVER, essential=True))
    said = only(both, unit("U1", offer(facts=counted(20))))
    assert (said.verdict, said.coverage) == (PARTLY, 0.5)
    assert [(c.component.code, c.covered, c.missing) for c in said.cover] == [
        ("C.bus", 10, 0),
        ("C.driver", 0, 1),
    ]


def test_what_is_not_essential_may_be_missing_beside_what_is() -> None:
    """With the essential in full the unit can."""
    both = need(component(10, BUS, essential=True), component(1, DRIVER))
    assert only(both, unit("U1", offer(facts=counted(20)))).verdict is CAN


def test_where_nothing_is_essential_any_one_will_do() -> None:
    """The better of two."""
    both = need(component(10, BUS), component(1, DRIVER))
    drivers = offer("R2", counted(1), categories={DRIVER.key: 0})
    assert only(both, unit("U1", offer(facts=counted(3)), drivers)).verdict is CAN


def test_a_resource_of_two_categories_serves_two_components() -> None:
    """A bus with its driver."""
    both = need(component(10, BUS, essential=True), component(1, DRIVER, essential=True))
    said = only(both, unit("U1", offer(facts=counted(20), categories={BUS.key: 0, DRIVER.key: 1})))
    assert said.verdict is CAN
    assert [(use.component, use.quantity, use.fit) for use in said.uses] == [
        ("C.bus", 10, 1_000_000),
        ("C.driver", 1, 950_000),
    ]


def test_money_converts_between_yuan_and_ten_thousands() -> None:
    """Twenty thousand yuan are two 万元; one third of a 万元 is rounded down, never up."""
    asked = need(component(2, measure=WAN))
    assert only(asked, unit("U1", offer(facts=counted(20_000), measure=YUAN))).verdict is CAN
    assert only(asked, unit("U1", offer(facts=counted(19_999.99), measure=YUAN))).verdict is PARTLY


@pytest.mark.parametrize(
    ("test", "one"),
    [
        (SupportTest.STATUS, unit("U1", offer(), status=UnitStatus.SUSPENDED)),
        (SupportTest.STATUS, unit("U1", offer(status=ResourceStatus.INACTIVE))),
        (SupportTest.STATUS, unit("U1", offer(facts=counted(20, valid_from=at("00:00", 5))))),
        (SupportTest.STATUS, unit("U1", offer(facts=counted(20, valid_to=at("00:00", 4))))),
        (SupportTest.CATEGORY, unit("U1")),
        (SupportTest.CATEGORY, unit("U1", offer(categories={"C.other": 0}))),
        (SupportTest.MEASURE, unit("U1", offer(measure=YUAN))),
        (SupportTest.AREA, unit("U1", offer(areas=(Named("garden", "园林社区", "Yuanlin"),)))),
        (SupportTest.AREA, unit("U1", offer(radius=1_000_000, position=Position(41.83, 120.77)))),
        (SupportTest.AUDIENCE, unit("U1", offer(audience=(Named("G.kid", "儿童", "Children"),)))),
        (
            SupportTest.HOURS,
            unit("U1", offer(facts=counted(20, hours=("FREQ=DAILY 09:00-17:00",)))),
        ),
        (SupportTest.NOTICE, unit("U1", offer(facts=counted(20, lead_time=4 * 1440 * MINUTE)))),
        (
            SupportTest.CAPACITY,
            unit("U1", offer(facts=counted(20, bookings=(booking(MORNING, 20),)))),
        ),
        (SupportTest.LOAD, unit("U1", offer(), engagements=2, max_engagements=2)),
    ],
)
def test_each_test_can_be_the_one_that_fails(test: SupportTest, one: UnitFacts) -> None:
    """A unit that is right but for one thing fails exactly there."""
    said = only(need(), one)
    assert said.verdict is CANNOT
    assert said.objection is not None
    assert said.objection.test is test
    assert said.objection.zh
    assert said.objection.en


def test_the_failing_test_is_that_of_the_resource_that_got_furthest() -> None:
    """One resource is too far, another only closed: the unit fails at its hours."""
    far = offer("R1", areas=(Named("garden", "园林社区", "Yuanlin"),))
    closed = offer("R2", counted(20, hours=("FREQ=DAILY 09:00-17:00",)))
    said = only(need(), unit("U1", far, closed))
    assert said.objection is not None
    assert said.objection.test is SupportTest.HOURS
    assert said.objection.near_miss is not None
    assert said.objection.near_miss.resource_name == "R2"


def test_a_need_that_no_capability_is_known_for() -> None:
    """Everyone fails by category, but for those who offer nothing that is in use at all."""
    none = replace(need(), components=())
    said = ask(
        none,
        unit("U1", offer()),
        unit("U2"),
        unit("U3", offer(status=ResourceStatus.DEFUNCT)),
        unit("U4", status=UnitStatus.INACTIVE),
    )
    assert [s.objection and s.objection.test for s in said.supporters] == [
        SupportTest.CATEGORY
    ] * 2 + [SupportTest.STATUS] * 2


@pytest.mark.parametrize(
    ("test", "more"),
    [
        (SupportTest.AREA, {"areas": (Named("street", "南山街道", "Nanshan"),)}),
        (SupportTest.AUDIENCE, {"audience": (Named("G.old", "老人", "Elders"),)}),
        (SupportTest.AREA, {"radius": 1_000, "position": None}),
    ],
)
def test_what_lies_above_serves_what_lies_below(test: SupportTest, more: dict[str, Any]) -> None:
    """The street's area contains the community, elders contain the oldest; an unknown distance is no reason."""
    asked = need(groups=frozenset({"G.oldest", "G.old"}))
    assert only(asked, unit("U1", offer(**more))).verdict is CAN, test


def test_a_window_already_begun_fails_by_notice() -> None:
    """Even where no notice is asked for."""
    said = only(need(window=between("07:59", "09:00", 1)), unit("U1", offer()))
    assert said.objection is not None
    assert said.objection.test is SupportTest.NOTICE
    assert only(need(window=between("08:00", "09:00", 1)), unit("U1", offer())).verdict is CAN


def test_without_a_window_hours_and_notice_are_not_asked() -> None:
    """What is free now counts, and no slot is looked for."""
    shut = counted(20, hours=("FREQ=DAILY 23:00-23:30",), lead_time=10**15)
    said = only(need(window=None), unit("U1", offer(facts=shut)))
    assert (said.verdict, said.earliest_slot) == (CAN, None)


def test_a_unit_that_nothing_connects_is_no_candidate() -> None:
    """It does not appear at all."""
    assert ask(need(), unit("U1", offer(), links=(link("elsewhere"),))).supporters == []


def test_the_earliest_slot_of_a_unit_waits_for_all_it_needs() -> None:
    """The bus is back at one o'clock, the driver comes at two: two o'clock it is."""
    both = need(
        component(10, BUS, essential=True),
        component(1, DRIVER, essential=True),
        window=between("08:00", "09:00"),
    )
    bus = offer("R1", counted(20, bookings=(booking(between("07:00", "13:00"), 20),)))
    driver = offer("R2", counted(1, hours=("FREQ=DAILY 14:00-18:00",)), categories={DRIVER.key: 0})
    said = only(both, unit("U1", bus, driver))
    assert said.earliest_slot == moment(at("14:00"))


def test_the_answer_says_what_was_asked() -> None:
    """As of, window, street, components, weights."""
    said = ask(need(component(10), measure=SEAT))
    assert said.as_of == moment(NOW)
    assert (said.window_start, said.window_end) == (moment(MORNING.start), moment(MORNING.end))
    assert (said.place, said.street, said.measure) == ("bridge", "street", "U.seat")
    assert [(c.code, c.required) for c in said.components] == [("C.bus", 10)]
    assert sum(weight.weight for weight in said.policy.weights) == 1_000_000
