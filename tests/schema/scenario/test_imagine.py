"""Rows as they would be: what is not spoken of stays as it is, and every rule holds of what is imagined as of what is."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schema.capacity import ResourceStatus
from schema.free_capacity import resource_facts
from schema.scenario import NOTHING, imagined, misfit, read

WEEKDAYS = "FREQ=WEEKLY;BYDAY=MO 08:00-12:00"


def resource(id_: str, **said: Any) -> dict[str, Any]:
    """A resource in a row, as statements bring it."""
    return {
        "id": id_, "status": "ACTIVE", "capacityMode": "COUNTED", "capacity": 4.0, "ratePeriod": None, "openingHours": [WEEKDAYS],
        "leadTimeMinutes": 60, "bufferMinutes": None, "shortestMinutes": None, "longestMinutes": None, "approvalRequired": True,
        "toBeReturned": False, "closedOn": ["2026-12-04"], "validFrom": None, "validTo": None, "bookings": [],
    } | said  # fmt: skip


def offer(id_: str, *parts: dict[str, Any], **said: Any) -> dict[str, Any]:
    """The same as an offer of a unit."""
    own = {"radiusKm": 5.0, "areas": [{"key": "p"}], "audience": [{"key": "g"}], "emergencyCallable": False, "parts": list(parts)}  # fmt: skip
    return resource(id_, **own) | said


def units() -> list[dict[str, Any]]:
    """Two units: one with a bus that is also part of its kit, one with a hall that may be called in an emergency."""
    bus = resource("bus", per=2.0)
    return [
        {"id": "u1", "status": "ACTIVE", "maxEngagements": None, "offers": [offer("bus"), offer("tour", bus, leadTimeMinutes=30)]},
        {"id": "u2", "status": "ACTIVE", "maxEngagements": 3, "offers": [offer("hall", emergencyCallable=True)]},
    ]  # fmt: skip


IDS = st.sampled_from(["u1", "u2", "bus", "tour", "hall", "elsewhere"])


def test_nothing_changes_nothing() -> None:
    """No scenario, an empty one, and one that names things without changing them leave the same rows."""
    named = {"units": [{"id": "u1"}], "resources": [{"id": "bus"}, {"id": "tour"}]}
    for said in (None, {}, {"order": None, "emergency": False}, named):
        assert imagined(units(), read(said)) == units()
    assert read(None) is NOTHING


@given(st.lists(IDS, unique=True), st.booleans())
def test_rows_are_never_written_to(ids: list[str], emergency: bool) -> None:
    """What was read stays what it was, so that the same rows can be imagined otherwise."""
    rows = units()
    before = copy.deepcopy(rows)
    said = {
        "units": [{"id": id_, "leaves": True} for id_ in ids], "emergency": emergency,
        "resources": [{"id": id_, "capacity": 9, "everywhere": True, "always": True} for id_ in ids],
    }  # fmt: skip
    imagined(rows, read(said))
    assert rows == before


def test_a_unit_leaves_or_takes_on_more() -> None:
    """Only it; nothing of it can be had, or it carries as many as is said, none at all too."""
    one, other = imagined(units(), read({"units": [{"id": "u1", "leaves": True}, {"id": "u2", "maxEngagements": 0}]}))  # fmt: skip
    assert (one["status"], other["status"], other["maxEngagements"]) == ("INACTIVE", "ACTIVE", 0)


def test_a_resource_is_given_more_of_wherever_it_stands() -> None:
    """By itself and in the kit of which it is a part; what is said is all that changes."""
    (one, other) = imagined(units(), read({"resources": [{"id": "bus", "capacity": 9, "leadTimeMinutes": 0, "always": True}]}))  # fmt: skip
    bus, tour = one["offers"]
    assert (bus["capacity"], bus["openingHours"], bus["closedOn"], bus["radiusKm"]) == (9, None, [], 5.0)  # fmt: skip
    assert (tour["capacity"], tour["parts"][0]["capacity"], tour["leadTimeMinutes"]) == (4.0, 9, 30)
    facts = resource_facts(tour)
    assert (facts.parts[0].resource.hours, facts.lead_time // 60_000_000) == ((), 30)
    assert other == units()[1]


def test_a_kit_without_its_part_cannot_be_had() -> None:
    """It follows from the rules of kits, not from the scenario."""
    (one, _) = imagined(units(), read({"resources": [{"id": "bus", "withdrawn": True}]}))
    assert resource_facts(one["offers"][1]).status is ResourceStatus.INACTIVE


def test_an_emergency_leaves_what_may_be_called() -> None:
    """And asks nobody for notice."""
    one, other = imagined(units(), read({"emergency": True}))
    assert [o["status"] for o in one["offers"] + other["offers"]] == ["INACTIVE", "INACTIVE", "ACTIVE"]  # fmt: skip
    assert other["offers"][0]["leadTimeMinutes"] is None


def test_limits_are_lifted_one_by_one() -> None:
    """Area with radius, audience, hours, and being out of use."""
    rows = units()
    rows[1]["offers"][0] |= {"status": "TEMPORARILY_CLOSED", "validTo": "2026-01-01"}
    said = {"id": "hall", "everywhere": True, "everyone": True, "offered": True, "radiusKm": None}
    (_, other) = imagined(rows, read({"resources": [said]}))
    hall = other["offers"][0]
    assert (hall["areas"], hall["radiusKm"], hall["audience"]) == ([], None, [])
    assert (hall["status"], hall["validTo"], hall["openingHours"]) == ("ACTIVE", None, [WEEKDAYS])


def test_what_has_no_part_in_the_question_is_named() -> None:
    """A unit or a resource that was not read, and a capacity for what is unlimited; parts of kits have a part in it."""
    rows = units()
    rows[1]["offers"][0]["capacityMode"] = "UNLIMITED"
    rows[0]["offers"].pop(0)
    fine = {"units": [{"id": "u1"}], "resources": [{"id": "bus", "capacity": 1}, {"id": "hall", "withdrawn": True}]}  # fmt: skip
    assert misfit(read(fine), rows) is None
    for said, code, field in (
        ({"units": [{"id": "u1"}, {"id": "u9"}]}, "UNKNOWN", "scenario.units.1.id"),
        ({"resources": [{"id": "car"}]}, "UNKNOWN", "scenario.resources.0.id"),
        ({"resources": [{"id": "hall", "capacity": 1}]}, "CONTRADICTORY_SCENARIO", "scenario.resources.0.capacity"),
    ):  # fmt: skip
        wrong = misfit(read(said), rows)
        assert wrong is not None
        assert (wrong.code, wrong.argument) == (code, field)
