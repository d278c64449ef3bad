"""Plans of what cannot be: each is answered with what is impossible and why, or refused with a code; nothing unproven is called proven."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.kinds import KINDS
from tests.access.acts.loop.acting import STREET
from tests.access.acts.loop.racing import MORNING
from tests.access.acts.loop.test_applicable import STREET_ID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.access.acts.loop.acting import Loop

ASK = """
query($street: ID!, $scenario: ScenarioInput, $seconds: Int = 20, $reconsider: Boolean = false, $tiers: Boolean = false, $fairnessPrice: Float = 0) {
  allocation(place: $street, scenario: $scenario, seconds: $seconds, reconsider: $reconsider, tiers: $tiers, fairnessPrice: $fairnessPrice, first: 500) {
    needCount metCount stopped
    objectives { kind value bound gap standing } tiers { priority asked value bound standing }
    proposals { kept } openNeeds { need { id } covered reason missing { reason missing required zh en bindings { kind room used } } }
  }
}
"""
UNIT = node_id(KINDS["Unit"], "NS-U-001")


async def asked(loop: Loop, **said: Any) -> Mapping[str, Any]:
    """The whole answer."""
    answer = await loop.acting.raw(await loop.key(STREET), ASK, street=STREET_ID, **said)
    return json.loads(answer.content)


def honest(found: Mapping[str, Any]) -> None:
    """No value passes its bound, and one that does not reach it is not called proven."""
    for each in (*found["objectives"][:2], *found["tiers"]):
        assert each["value"] <= each["bound"] + 1e-6
        if each["standing"] == "PROVEN":
            assert each["value"] == pytest.approx(each["bound"], abs=1e-5)


@pytest.mark.parametrize(
    ("scenario", "reason"),
    [
        ({"units": [{"id": UNIT, "leaves": True, "joins": STREET_ID}]}, "CONTRADICTORY_SCENARIO"),
        ({"units": [{"id": UNIT}, {"id": UNIT}]}, "CONTRADICTORY_SCENARIO"),
        ({"units": [{"id": "unit_x", "leaves": True}]}, "UNKNOWN"),
        ({"units": [{"id": UNIT, "maxEngagements": -1}]}, "SCENARIO_NUMBER"),
        ({"resources": [{"id": "resource_x", "capacity": 1}]}, "UNKNOWN"),
    ],
)
async def test_a_scenario_that_cannot_be(loop: Loop, scenario: dict[str, Any], reason: str) -> None:
    """It is refused, and says what of it."""
    found = await asked(loop, scenario=scenario)
    assert not (found.get("data") or {}).get("allocation")
    assert [e["extensions"]["reason"] for e in found["errors"]] == [reason]


async def test_where_nobody_may_take_on_anything(loop: Loop) -> None:
    """Quotas that leave no room: nothing new, proven, and every need that stays open says that units may take on no more, or what else."""
    rows = await loop.acting.known.run("MATCH (u:Unit)<-[:PROVIDED_BY]-(:Resource) RETURN DISTINCT u.id AS id ORDER BY id")  # fmt: skip
    known = []
    for row in rows:
        one = await asked(loop, scenario={"units": [{"id": row["id"], "maxEngagements": 0}]}, seconds=0)  # fmt: skip
        known += [row["id"]] if "errors" not in one else []
    found = (await asked(loop, scenario={"units": [{"id": id_, "maxEngagements": 0} for id_ in known[:100]]}))["data"]["allocation"]  # fmt: skip
    honest(found)
    assert [p for p in found["proposals"] if not p["kept"]] == []
    assert {o["standing"] for o in found["objectives"]} == {"PROVEN"}
    assert len(found["openNeeds"]) == found["needCount"] - found["metCount"]
    assert any(m["reason"] == "LOAD" for n in found["openNeeds"] for m in n["missing"])


async def test_one_need_beyond_all_supply(loop: Loop) -> None:
    """It gets what there is; what is missing is told, and why."""
    need = (await loop.opened(STREET, quantity=1_000_000))["id"]
    found = (await asked(loop))["data"]["allocation"]
    honest(found)
    (left,) = [n for n in found["openNeeds"] if n["need"]["id"] == need]
    assert left["covered"] < 1
    for missing in left["missing"]:
        assert missing["reason"] != "OUTCOMPETED"
        assert 0 < missing["missing"] <= missing["required"]
        assert missing["zh"]
        assert missing["en"]


@pytest.mark.parametrize("more", [{}, {"reconsider": True}, {"tiers": True, "fairnessPrice": 0.1}])
async def test_a_time_limit_of_nothing(loop: Loop, more: dict[str, Any]) -> None:
    """The best at hand, with what no plan can pass; never more is proven than is."""
    found = (await asked(loop, seconds=0, **more))["data"]["allocation"]
    honest(found)
    assert found["stopped"]
    whole = (await asked(loop, seconds=60, **more))["data"]["allocation"]
    honest(whole)
    if not more:
        assert whole["objectives"][0]["value"] <= found["objectives"][0]["bound"] + 1e-6


async def test_a_measure_that_is_none(loop: Loop) -> None:
    """Carrying a plan out in a measure that does not exist is refused at its field."""
    need = (await loop.opened(STREET))["id"]
    wanted = {"need": need, "resource": node_id(KINDS["Resource"], "NS-R-0101"), "quantity": 1, "measure": "category_x", **MORNING}  # fmt: skip
    payload = await loop.do(STREET, "applyAllocation", proposals=[wanted])
    assert [(e["code"], e["field"][-1]) for e in payload["userErrors"]] == [("UNKNOWN_REFERENCE", "measure")]  # fmt: skip
