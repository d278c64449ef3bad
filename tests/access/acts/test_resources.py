"""`offerResource`: what a unit's liaison puts down for it, and what is not his to say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.integrity import ask as integrity
from graph.kinds import KINDS
from tests.access.acts.test_needs import COMMUNITY, LIAISON, STREET, codes, place, term
from tests.graph.chains import findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.access.acts.conftest import Acting

OFFER = """mutation($input: OfferResourceInput!) {
  offerResource(input: $input) {
    resource {
      id code name status visibility version provenance assuredOn capacity openingHours closedOn provider { name }
      categories(first: 5) { nodes { code } } measure { code } serviceArea(first: 5) { nodes { name } }
      availability(start: "2030-01-07T08:00:00+08:00", end: "2030-01-07T10:00:00+08:00", asOf: "2030-01-01T08:00:00+08:00") { free }
    }
    userErrors { code field messageZh messageEn allowed }
  }
}"""


async def _offered(acting: Acting, secret: str, **more: Any) -> Mapping[str, Any]:
    said = {
        "name": "义诊车", "kind": "SERVICE", "capacityMode": "COUNTED", "capacity": 20, "provider": await _unit(acting),
        "categories": [term("C1.1")], "measure": term("U.person_time"), **more,
    }  # fmt: skip
    return (await acting.do(secret, OFFER, input=said))["offerResource"]


async def _unit(acting: Acting, name: str = "北票市中心医院") -> str:
    (row,) = await acting.known.run("MATCH (u:Unit {name: $name}) RETURN u.id AS id", name=name)
    return row["id"]


async def _revision(acting: Acting) -> int:
    (row,) = await acting.known.run("MATCH (s:Structure {id: 'graph'}) RETURN s.revision AS r")
    return row["r"]


async def test_a_resource_is_offered_and_can_be_asked_about(acting: Acting) -> None:
    """It is there with what the server says of it; what follows from the structure is derived anew; nothing breaks."""
    secret = await acting.key(LIAISON)
    before = await _revision(acting)
    payload = await _offered(
        acting, secret, openingHours=["周一至周五 08:00-12:00", "周六 09:00-12:00"], closedOn=["2030-10-01", "2030-10-01"],
        serviceArea=[place("NS")],
    )  # fmt: skip
    assert payload["userErrors"] == []
    resource = payload["resource"]
    assert resource["id"] == node_id(KINDS["Resource"], resource["code"])
    assert {k: v for k, v in resource.items() if k not in ("id", "code", "assuredOn")} == {
        "name": "义诊车", "status": "ACTIVE", "visibility": "INTERNAL", "version": 1, "provenance": "ENTERED", "capacity": 20,
        "openingHours": ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 08:00-12:00", "FREQ=WEEKLY;BYDAY=SA 09:00-12:00"],
        "closedOn": ["2030-10-01"], "provider": {"name": "北票市中心医院"}, "categories": {"nodes": [{"code": "C1.1"}]},
        "measure": {"code": "U.person_time"}, "serviceArea": {"nodes": [{"name": "南山街道"}]}, "availability": {"free": 20},
    }  # fmt: skip
    assert await _revision(acting) == before + 1
    (record,) = await acting.changes("OFFER_RESOURCE")
    assert (record["target"], record["targetKind"]) == (resource["id"], "Resource")
    assert record["stream"].startswith("place_")
    everyone = json.loads((await acting.raw(None, "query($id: ID!) { resource(id: $id) { id } }", id=resource["id"])).content)  # fmt: skip
    assert everyone["data"] == {"resource": None}
    assert await findings(acting.known.database.driver, acting.known.chain) == []
    async with acting.known.database.driver.session() as session:
        assert await session.execute_read(integrity) == []


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"capacity": None}, "CAPACITY_MISSING", ["input", "capacity"]),
        ({"capacityMode": "RATE"}, "RATE_PERIOD_MISSING", ["input", "ratePeriod"]),
        ({"openingHours": ["有空的时候"]}, "OPENING_HOURS", ["input", "openingHours"]),
        ({"openingHours": ["FREQ=WEEKLY;BYDAY=MO 08:00-25:00"]}, "HOURS", ["input", "openingHours"]),
        ({"openingHours": ["FREQ=WEEKLY;BYDAY=XX 08:00-09:00"]}, "RECURRENCE", ["input", "openingHours"]),
        ({"validFrom": "2030-01-02", "validTo": "2030-01-02"}, "ENDS_BEFORE_IT_STARTS", ["input", "validTo"]),
        ({"categories": []}, "REQUIRED", ["input", "categories"]),
        ({"categories": ["unknown"]}, "UNKNOWN_REFERENCE", ["input", "categories", "0"]),
        ({"leadTimeMinutes": -1}, "OUT_OF_BOUNDS", ["input", "leadTimeMinutes"]),
    ],
)  # fmt: skip
async def test_what_a_row_could_not_say_is_refused(
    acting: Acting, more: dict[str, Any], code: str, field: list[str]
) -> None:
    """The rules of the import hold here too."""
    payload = await _offered(acting, await acting.key(LIAISON), **more)
    assert payload["resource"] is None
    assert [(e["code"], e["field"]) for e in payload["userErrors"]] == [(code, field)]
    assert await acting.changes("OFFER_RESOURCE") == []


async def test_only_of_ones_own_unit(acting: Acting) -> None:
    """A liaison offers what is his unit's; who is none offers nothing."""
    payload = await _offered(
        acting, await acting.key(LIAISON), provider=await _unit(acting, "北票市卫生健康局")
    )
    assert codes(payload) == ["NOT_YOUR_UNIT"]
    said = {"name": "x", "kind": "SERVICE", "capacityMode": "UNLIMITED", "provider": "x", "categories": ["x"], "measure": "x"}  # fmt: skip
    for account in (STREET, COMMUNITY):
        answer = json.loads((await acting.raw(await acting.key(account), OFFER, input=said)).content)  # fmt: skip
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    can = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Unit { viewerCan } } }"
    ids = [await _unit(acting), await _unit(acting, "北票市卫生健康局")]
    data = await acting.do(await acting.key(LIAISON), can, ids=ids)
    assert data["nodes"] == [
        {"viewerCan": ["OFFER_RESOURCE", "READ_HISTORY"]},
        {"viewerCan": ["READ_HISTORY"]},
    ]
