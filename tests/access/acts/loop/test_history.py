"""What became of a need can be read by those who work with it: who, when, from, to, why; and the need as it was."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, RESIDENT, STREET, resource
from tests.access.acts.test_needs import AMEND, PHONE

if TYPE_CHECKING:
    from tests.access.acts.loop.acting import Loop

WINDOW = {"windowStart": "2027-03-05T08:00:00+08:00", "windowEnd": "2027-03-05T11:00:00+08:00"}
HISTORY = """query($id: ID!, $at: DateTime!) { need(id: $id) {
  history(first: 50) { total entries { at act actZh actor actorName roles fromStatus toStatus reason reasonZh note
    changes { field nameZh before after erased withheld } } }
  asOf(at: $at) { existed version status erased withheld values { field value } edges { edge ids } }
  nextSteps { act to requires reasons }
} }"""


async def _read(loop: Loop, account: str, id_: str, at: datetime) -> dict:  # type: ignore[type-arg]
    said = await loop.acting.do(await loop.key(account), HISTORY, id=id_, at=at.isoformat())
    return said["need"]


async def test_everything_that_was_done_is_told_and_the_need_as_it_was(loop: Loop) -> None:
    """Newest first; from and to; the reason in words; what was and is; as of an instant between two acts what was then."""
    need = await loop.opened(contactPhone=PHONE, householdCount=60, **WINDOW)
    await asyncio.sleep(0.01)
    opened = datetime.now(UTC)
    await asyncio.sleep(0.01)
    until = "2027-01-05T08:00:00+08:00"
    held = (
        await loop.done(
            STREET,
            "hold",
            id=need["id"],
            expectedVersion=2,
            reason="WEATHER",
            until=until,
            note="大雪封路",
        )
    )["need"]
    said = await _read(loop, COMMUNITY, need["id"], opened)
    acts = [
        (e["act"], e["fromStatus"], e["toStatus"], e["reasonZh"])
        for e in said["history"]["entries"]
    ]
    assert acts == [
        ("HOLD", "OPEN", "ON_HOLD", "天气原因"), ("TRIAGE", "REPORTED", "OPEN", None), ("RAISE_NEED", None, "REPORTED", None),
    ]  # fmt: skip
    top = said["history"]["entries"][0]
    assert (top["note"], top["roles"]) == ("大雪封路", ["EVERYONE", "SELF", "STREET"])
    assert {"field": "status", "nameZh": "状态", "before": '"OPEN"', "after": '"ON_HOLD"', "erased": False, "withheld": False} in top["changes"]  # fmt: skip
    raised = said["history"]["entries"][-1]["changes"]
    assert [c["field"] for c in raised if c["erased"]] == ["contactPhone"]
    assert PHONE not in json.dumps(said)
    then = said["asOf"]
    assert (then["existed"], then["version"], then["status"]) == (True, 2, "OPEN")
    assert {"field": "householdCount", "value": "60"} in then["values"]
    assert held["heldUntil"]
    assert "heldUntil" not in {v["field"] for v in then["values"]}
    assert {"edge": "place", "ids": [need_place(said)]} in then["edges"]
    before = (await _read(loop, COMMUNITY, need["id"], datetime(2020, 1, 1, tzinfo=UTC)))["asOf"]
    assert (before["existed"], before["values"]) == (False, [])


def need_place(said: dict) -> str:  # type: ignore[type-arg]
    """The place of the need, from its history."""
    return next(e["ids"][0] for e in said["asOf"]["edges"] if e["edge"] == "place")


async def test_who_does_not_work_with_it_is_told_nothing_of_it(loop: Loop) -> None:
    """A liaison who sees an open need reads its history without what only staff of the place may read; nobody else reads any."""
    need = await loop.opened(householdCount=60, **WINDOW)
    (promise,) = (await loop.done(STREET, "assignSupport", need=need["id"], resource=resource("NS-R-0101"), quantity=1))["commitments"]  # fmt: skip
    now = datetime.now(UTC)
    assert (await _read(loop, HOSPITAL, need["id"], now))["history"]["total"] == 3
    query = (
        "query($id: ID!) { resource(id: $id) { history { total } } place: street(id: $id) { id } }"
    )
    said = json.loads((await loop.acting.raw(None, query, id=resource("NS-R-0103"))).content)
    assert said["data"]["resource"] == {"history": None}
    assert promise["id"]


async def test_what_can_be_done_now_is_what_is_done_then(loop: Loop) -> None:
    """The steps that are told to be open to somebody are not refused to him for the state or his role."""
    need = await loop.opened(RESIDENT, **WINDOW)
    now = datetime.now(UTC)
    street = {s["act"] for s in (await _read(loop, STREET, need["id"], now))["nextSteps"]}
    assert {"HOLD", "CLOSE", "BOOK_SUPPORT", "ESCALATE"} <= street
    own = {s["act"] for s in (await _read(loop, RESIDENT, need["id"], now))["nextSteps"]}
    assert own == {"CANCEL", "AMEND_NEED"}
    (error,) = await loop.refused(
        STREET, "cancel", id=need["id"], expectedVersion=2, reason="OTHER"
    )
    assert error["code"] == "NOT_FOUND"
    (error,) = await loop.refused(STREET, "confirm", id=need["id"], expectedVersion=2)
    assert (error["code"], set(error["allowed"])) == ("INVALID_TRANSITION", street)


async def test_amending_is_told_field_by_field(loop: Loop) -> None:
    """Old and new value of what was amended, and nothing else."""
    need = await loop.raised(quantity=2)
    said = {"id": need["id"], "expectedVersion": 1, "quantity": 3.0, "groups": []}
    await loop.acting.do(await loop.key(STREET), AMEND, input=said)
    entry = (await _read(loop, STREET, need["id"], datetime.now(UTC)))["history"]["entries"][0]
    assert [(c["field"], c["before"], c["after"]) for c in entry["changes"]] == [
        ("quantity", "2.0", "3.0")
    ]
