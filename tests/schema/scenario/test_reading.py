"""A scenario that contradicts itself or says a number that cannot be is refused before anything is read, and says what to keep."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.refusal import Refusal
from graph.prepare import NOT_UNDERSTOOD, not_understood
from schema.executable import executable

if TYPE_CHECKING:
    from collections.abc import Mapping

ASKS = [
    'query($s: ScenarioInput) { supporters(need: "x", scenario: $s) { canCount } }',
    'query($s: ScenarioInput) { supportersFor(question: {category: "x", place: "x"}, scenario: $s) { canCount } }',
    'query($s: ScenarioInput) { supportBoard(place: "x", scenario: $s) { openCount } }',
]
A, B = {"id": "a"}, {"id": "b"}
FITS: list[Mapping[str, Any] | None] = [
    None,
    {},
    {"units": [], "resources": []},
    {"units": [{**A, "leaves": True}, {**B, "joins": "p", "maxEngagements": 0}]},
    {"units": [{"id": str(n)} for n in range(100)]},
    {"resources": [{**A, "withdrawn": True}, {**B, "capacity": 0, "radiusKm": 20_000, "always": True}]},
    {"resources": [{**A, "capacity": 1e12, "leadTimeMinutes": 527_040, "everywhere": True, "everyone": True}]},
    {"order": ["LOAD"], "emergency": True},
]  # fmt: skip
DOES_NOT = [
    ({"units": [A, A]}, "CONTRADICTORY_SCENARIO", "units.1.id"),
    ({"units": [A, {**B, "leaves": True, "joins": "p"}]}, "CONTRADICTORY_SCENARIO", "units.1.leaves"),
    ({"units": [{**A, "leaves": True, "maxEngagements": 3}]}, "CONTRADICTORY_SCENARIO", "units.0.leaves"),
    ({"resources": [A, B, A]}, "CONTRADICTORY_SCENARIO", "resources.2.id"),
    ({"resources": [{**A, "withdrawn": True, "capacity": 0}]}, "CONTRADICTORY_SCENARIO", "resources.0.withdrawn"),
    ({"resources": [{**A, "withdrawn": True, "offered": True}]}, "CONTRADICTORY_SCENARIO", "resources.0.withdrawn"),
    ({"resources": [{**A, "everywhere": True, "radiusKm": 5}]}, "CONTRADICTORY_SCENARIO", "resources.0.radiusKm"),
    ({"order": []}, "CONTRADICTORY_SCENARIO", "order"),
    ({"order": ["FIT", "LOAD", "FIT"]}, "CONTRADICTORY_SCENARIO", "order"),
    ({"units": [{**A, "maxEngagements": -1}]}, "SCENARIO_NUMBER", "units.0.maxEngagements"),
    ({"units": [{**A, "maxEngagements": 1_000_001}]}, "SCENARIO_NUMBER", "units.0.maxEngagements"),
    ({"resources": [{**A, "capacity": -1e-6}]}, "SCENARIO_NUMBER", "resources.0.capacity"),
    ({"resources": [{**A, "capacity": 1.1e12}]}, "SCENARIO_NUMBER", "resources.0.capacity"),
    ({"resources": [{**A, "leadTimeMinutes": -1}]}, "SCENARIO_NUMBER", "resources.0.leadTimeMinutes"),
    ({"resources": [{**A, "leadTimeMinutes": 527_041}]}, "SCENARIO_NUMBER", "resources.0.leadTimeMinutes"),
    ({"resources": [{**A, "radiusKm": -1}]}, "SCENARIO_NUMBER", "resources.0.radiusKm"),
    ({"resources": [{**A, "radiusKm": 20_000.5}]}, "SCENARIO_NUMBER", "resources.0.radiusKm"),
    ({"units": [{"id": str(n)} for n in range(101)]}, "PAGE_SIZE", "units"),
    ({"resources": [{"id": str(n)} for n in range(101)]}, "PAGE_SIZE", "resources"),
]  # fmt: skip


def prepared(query: str, scenario: Any) -> Any:
    """As the service understands it before it asks anything."""
    return executable().engine.prepare(query, None, {"s": scenario})


@pytest.mark.parametrize("scenario", FITS)
def test_what_may_be_imagined(scenario: Any) -> None:
    """Nothing, one thing, everything; each number at both its ends; by every question that takes a scenario."""
    assert all(prepared(query, scenario).cost > 0 for query in ASKS)


@pytest.mark.parametrize(("scenario", "reason", "argument"), DOES_NOT)
def test_what_cannot_be_imagined(scenario: Any, reason: str, argument: str) -> None:
    """One request error that names what it is about and says what to keep or what fits, in both languages."""
    for query in ASKS:
        with pytest.raises(Refusal) as raised:
            prepared(query, scenario)
        (error,) = not_understood(raised.value).errors
        said = error["extensions"]
        assert (said["code"], said["reason"], said["argument"]) == ("BAD_USER_INPUT", reason, f"scenario.{argument}")  # fmt: skip
        assert re.search(r"[\u4e00-\u9fff]", said["messageZh"])
        assert said["messageEn"]


@pytest.mark.parametrize(
    "scenario", [{"resources": [{**A, "capacity": float("nan")}]}, {"units": [{}]}, {"more": 1}, []]
)
def test_what_is_no_scenario_at_all(scenario: Any) -> None:
    """The schema refuses it."""
    with pytest.raises(NOT_UNDERSTOOD):
        prepared(ASKS[0], scenario)
