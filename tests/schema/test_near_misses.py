"""A near miss says what would have to be different; make it so, and the objection is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given

from schema.capacity import CapacityMode
from schema.instants import MINUTE, Window, instant
from schema.resources import ResourceStatus
from schema.supporters import answer, load_policy
from schema.supporters.facts import Named, Position
from schema.supporters.terms import TEST_ORDER, SupportTest
from schema.units import UnitStatus
from tests.schema.making import (
    BUS,
    MORNING,
    NOW,
    SEAT,
    YUAN,
    at,
    between,
    booking,
    facts,
    need,
    offer,
    questions,
    resource,
    unit,
)

if TYPE_CHECKING:
    from schema.supporters.answers import NearMiss, Objection
    from schema.supporters.facts import Facts, NeedFacts, OfferFacts, UnitFacts

FAR = Position(41.822, 120.77)


def miss(one: UnitFacts, asked: NeedFacts | None = None) -> NearMiss:
    """The near miss of the only unit."""
    (said,) = answer(facts(asked or need(), one), load_policy(), NOW).supporters
    assert said.objection is not None
    assert said.objection.near_miss is not None
    return said.objection.near_miss


def open_from(clock: str, **more: Any) -> OfferFacts:
    """An offer that opens at a time of day."""
    return offer(facts=resource(hours=(f"FREQ=DAILY {clock}-24:00",), **more))


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (unit("U1", open_from("14:00")), "14:00 起可用", "free from 14:00"),
        (unit("U1", offer(facts=resource(bookings=(booking(between("06:00", "11:30"), 20),)))), "11:30 起可用", "free from 11:30"),
        (unit("U1", offer(facts=resource(hours=("FREQ=WEEKLY;BYDAY=SA 08:00-18:00",)))), "12月5日 08:00 起可用", "free from 08:00 on 5 Dec"),
        (unit("U1", offer(facts=resource(CapacityMode.CONSUMABLE, 0))), "14 天内没有可用时段", "no free slot within 14 days"),
        (unit("U1", offer(radius=1_000_000, position=FAR)), "超出服务半径 0.4 公里", "0.4 km outside its service radius"),
        (unit("U1", offer(areas=(Named("garden", "园林社区", "Yuanlin"),))), "仅服务于园林社区", "serves only Yuanlin"),
        (unit("U1", offer(audience=(Named("G.kid", "儿童", "children"),))), "仅面向儿童", "only for children"),
        (unit("U1", offer(facts=resource(lead_time=(3 * 1440 + 45) * MINUTE))), "需提前 3 天 45 分钟，还差 45 分钟", "takes 3 days 45 minutes of notice, 45 minutes too few"),
        (unit("U1", offer(facts=resource(lead_time=5 * 1440 * MINUTE))), "需提前 5 天，还差 2 天", "takes 5 days of notice, 2 days too few"),
        (unit("U1", offer(), engagements=5, max_engagements=5), "已承接 5 件，上限 5 件", "5 of at most 5 engagements"),
        (unit("U1", offer(measure=YUAN)), "资源按元计，需求按座计，不可换算", "counted in yuan, needed in seat"),
        (unit("U1", latent=((BUS, frozenset({BUS.key})),)), "具备“车辆”能力，但尚未列为资源", 'has the capability "Vehicles", but offers no resource of it yet'),
        (unit("U1", offer(), status=UnitStatus.SUSPENDED), "单位状态：暂停", "the unit is suspended"),
        (unit("U1", offer(status=ResourceStatus.TEMPORARILY_CLOSED)), "资源状态：临时关闭", "the resource is temporarily closed"),
        (unit("U1", offer(facts=resource(valid_from=at("00:00", 6)))), "12月6日起用", "offered from 6 Dec"),
        (unit("U1", offer(facts=resource(valid_to=at("00:00", 4)))), "仅提供至12月3日", "offered until 3 Dec only"),
    ],
)  # fmt: skip
def test_the_sentence_has_its_figures(one: UnitFacts, zh: str, en: str) -> None:
    """In Chinese and in English."""
    said = miss(one)
    assert (said.zh, said.en) == (zh, en)


def test_the_smallest_gap_is_told() -> None:
    """Of two that are closed, the one that opens first; of two equal, the one with the smaller code."""
    late, early = (
        offer("R1", resource(hours=("FREQ=DAILY 18:00-24:00",))),
        offer("R3", resource(hours=("FREQ=DAILY 14:00-24:00",))),
    )
    twin = replace(early, code="R2", name="R2")
    assert miss(unit("U1", late, early, twin)).resource_name == "R2"


def test_what_is_free_meanwhile_is_told_too() -> None:
    """Closed at that time, though nobody has it."""
    said = miss(unit("U1", open_from("14:00", capacity=8)))
    assert (said.free_quantity, said.component) == (8, "C.bus")


def heal(asked: Facts, one: UnitFacts, told: Objection) -> tuple[Facts, UnitFacts] | None:
    """Make the smallest change that a near miss speaks of; None where it names none."""
    near = told.near_miss
    assert near is not None
    if near.free_from is not None:
        window = asked.need.window
        assert window is not None
        start = instant(near.free_from)
        return replace(
            asked, need=replace(asked.need, window=Window(start, start + window.end - window.start))
        ), one
    if told.test is SupportTest.LOAD:
        return asked, replace(one, max_engagements=one.engagements + 1)
    if told.test is SupportTest.STATUS and near.resource_id is None:
        return asked, replace(one, status=UnitStatus.ACTIVE)
    found = next((o for o in one.offers if o.id == near.resource_id), None)
    if found is None:
        return None
    healed = _heal_offer(asked, one, found, told.test, near)
    return healed and (
        asked,
        replace(one, offers=tuple(healed if o is found else o for o in one.offers)),
    )


def _heal_offer(
    asked: Facts, one: UnitFacts, found: OfferFacts, test: SupportTest, near: NearMiss
) -> OfferFacts | None:
    match test:
        case SupportTest.STATUS if near.status:
            return replace(
                found,
                status=ResourceStatus.ACTIVE,
                resource=replace(found.resource, valid_from=None, valid_to=None),
            )
        case SupportTest.MEASURE:
            wanted = next(
                c.measure for c in asked.need.components if c.measure.code == near.needed_measure
            )
            return replace(found, measure=wanted)
        case SupportTest.AREA:
            longer = (
                None if found.radius is None else found.radius + (near.metres_outside or 0) * 1000
            )
            place = Named(asked.need.place, "", "")
            return replace(
                found, radius=longer, areas=(*found.areas, place) if near.places else found.areas
            )
        case SupportTest.AUDIENCE:
            groups = asked.need.groups
            return replace(found, audience=tuple(Named(group, "", "") for group in groups))
        case SupportTest.NOTICE if found.resource.lead_time:
            less = max(found.resource.lead_time - (near.minutes_short or 0) * MINUTE, 0)
            return replace(found, resource=replace(found.resource, lead_time=less))
    return None


@given(questions())
def test_make_it_so_and_the_objection_is_gone(asked: Facts) -> None:
    """Whatever is named, once changed, the unit passes that test; and no other unit's answer moves."""
    before = answer(asked, load_policy(), NOW)
    objections = {s.unit: s.objection for s in before.supporters if s.objection}
    tried = 0
    for one in asked.units:
        told = objections.get(one.code)
        if told is None or told.near_miss is None or (healed := heal(asked, one, told)) is None:
            continue
        tried += 1
        question, better = healed
        after = answer(replace(question, units=(better,)), load_policy(), NOW)
        (said,) = after.supporters
        if said.objection is not None and not _still_begun(told, question):
            later = TEST_ORDER[said.objection.test] > TEST_ORDER[told.test]
            assert later or _behind_the_unit(told, said.objection)
    assume(tried)


def _behind_the_unit(told: Objection, now: Objection) -> bool:
    """A suspended unit may have resources that are not in use either; that is another objection."""
    was, became = told.near_miss, now.near_miss
    return (
        was is not None and became is not None and was.resource_id is None is not became.resource_id
    )


def _still_begun(told: Objection, question: Facts) -> bool:
    """A window in the past cannot be healed by less notice."""
    window = question.need.window
    return told.test is SupportTest.NOTICE and window is not None and window.start < NOW


def test_the_slot_of_a_near_miss_serves_the_whole_need_of_one_resource() -> None:
    """Half the seats are free at once, all of them from two o'clock: two o'clock is told, for ten are needed."""
    bookings = (booking(between("08:00", "12:30"), 20), booking(between("12:30", "14:00"), 15))
    said = miss(
        unit("U1", offer(facts=resource(bookings=bookings), measure=SEAT)), need(window=MORNING)
    )
    assert said.free_from is not None
    assert instant(said.free_from) == at("14:00")
