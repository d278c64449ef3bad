"""What is refused in the loop: each with its code, what would be allowed, and what stands in the way; and the graph is as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.kinds import KINDS
from tests.access.acts.loop.acting import COMMUNITY, GRID, HOSPITAL, RESIDENT, STREET, resource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.access.acts.loop.acting import Loop

WINDOW = {"windowStart": "2027-03-05T08:00:00+08:00", "windowEnd": "2027-03-05T11:00:00+08:00"}
BUS, DRIVERS, CHECKUPS = (resource(f"NS-R-010{n}") for n in (1, 2, 3))


def unit(code: str) -> str:
    """Id of a unit."""
    return node_id(KINDS["Unit"], code)


async def refused(loop: Loop, account: str, root: str, **said: Any) -> Mapping[str, Any]:
    """The single reason why an act is not done; the graph is the same afterwards."""
    await loop.key(account)
    before = await loop.fingerprint()
    (error,) = await loop.refused(account, root, **said)
    assert await loop.fingerprint() == before
    assert error["messageZh"]
    assert error["messageEn"]
    return error


async def test_steps_out_of_order_name_those_that_are_open(loop: Loop) -> None:
    """From where it stands; towards where the act does not lead; by somebody for whom the step is not; which way is not said."""
    need = await loop.raised(**WINDOW)
    said = {"id": need["id"], "expectedVersion": 1}
    error = await refused(loop, STREET, "resolve", **said, outcome="MET")
    assert (error["code"], error["field"]) == ("INVALID_TRANSITION", ["input", "id"])
    assert "TRIAGE" in error["allowed"]
    error = await refused(loop, STREET, "triage", **said, to="CLOSED")
    assert (error["code"], error["field"], error["allowed"]) == ("INVALID_TRANSITION", ["input", "to"], ["ACCEPTED", "OPEN", "REJECTED"])  # fmt: skip
    error = await refused(loop, STREET, "triage", **said)
    assert (error["code"], error["field"]) == ("REQUIRED", ["input", "to"])
    opened = (await loop.done(STREET, "triage", **said, to="OPEN"))["need"]
    await loop.done(STREET, "assignSupport", need=need["id"], resource=BUS, quantity=1, role="LEAD")
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    version = (await loop.need(need["id"]))["version"]
    held = (
        await loop.done(
            STREET, "hold", id=need["id"], expectedVersion=version, reason="WEATHER", until=until
        )
    )["need"]
    assert held["status"] == "ON_HOLD"
    error = await refused(
        loop, HOSPITAL, "resolve", id=need["id"], expectedVersion=version + 1, outcome="MET"
    )
    assert error["code"] == "INVALID_TRANSITION"
    assert opened["version"] == 2


async def test_a_step_that_is_for_others_says_for_whom(loop: Loop) -> None:
    """Who was only asked does nothing with the need; who supports it may hold it, and does not say that it is done; nobody says yes in a unit's place."""
    need = await loop.opened(**WINDOW)
    said = {"need": need["id"], "resource": BUS, "quantity": 1, "role": "SUPPORT"}
    (promise,) = (await loop.done(COMMUNITY, "requestSupport", **said))["commitments"]
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    hold = {"id": need["id"], "reason": "WEATHER", "until": until}
    error = await refused(loop, HOSPITAL, "hold", expectedVersion=need["version"], **hold)
    assert error["code"] == "NOT_FOUND"
    accept = {"id": promise["id"], "expectedVersion": promise["version"]}
    error = await refused(loop, COMMUNITY, "accept", **accept)
    assert (error["code"], "CANCEL" in error["allowed"]) == ("NOT_FOR_YOUR_ROLE", True)
    assert "LIAISON" in error["messageEn"]
    await loop.done(HOSPITAL, "accept", **accept)
    version = (await loop.need(need["id"]))["version"]
    resolving = {"id": need["id"], "expectedVersion": version, "outcome": "MET"}
    assert (await refused(loop, HOSPITAL, "resolve", **resolving))["code"] == "NOT_FOUND"
    await loop.done(HOSPITAL, "hold", expectedVersion=version, **hold)


async def test_what_a_step_takes_is_asked_for(loop: Loop) -> None:
    """A reason of the list, a time within bounds, somebody on site, a quantity that can be."""
    need = await loop.opened(**WINDOW)
    said = {"id": need["id"], "expectedVersion": need["version"]}
    error = await refused(loop, STREET, "close", **said)
    assert (error["code"], error["field"]) == ("REQUIRED", ["input", "reason"])
    assert "NO_RESOURCE" in error["allowed"]
    error = await refused(loop, STREET, "close", **said, reason="BECAUSE")
    assert (error["code"], "NO_RESOURCE" in error["allowed"]) == ("UNKNOWN_REASON", True)
    error = await refused(
        loop, STREET, "hold", **said, reason="WEATHER", until="2020-01-01T00:00:00Z"
    )
    assert (error["code"], error["field"]) == ("UNTIL_OUT_OF_RANGE", ["input", "until"])
    error = await refused(loop, STREET, "arrive", **said, team=0)
    assert (error["code"], error["allowed"]) == ("OUT_OF_BOUNDS", ["1–10000"])
    error = await refused(
        loop, STREET, "reassign", **said, reason="NOT_RESPONSIBLE", owner="nobody"
    )
    assert (error["code"], error["field"]) == ("UNKNOWN_REFERENCE", ["input", "owner"])
    stale = await refused(loop, STREET, "arrive", id=need["id"], expectedVersion=1, team=3)
    assert (stale["code"], stale["allowed"]) == ("VERSION_CONFLICT", [str(need["version"])])
    long = await refused(loop, STREET, "arrive", **said, team=3, note="x" * 1001)
    assert long["code"] == "TOO_LONG"


async def test_owners_and_levels(loop: Loop) -> None:
    """The owner there is already; a level above the highest; the state stays through all of it."""
    need = await loop.opened(**WINDOW)
    owners = [unit("NS-U-001"), unit("NS-U-002")]
    said = {"id": need["id"], "reason": "NO_AUTHORITY"}
    first = (await loop.done(STREET, "reassign", **said, expectedVersion=2, owner=owners[0]))[
        "need"
    ]
    assert (first["owner"]["id"], first["status"]) == (owners[0], "OPEN")
    error = await refused(loop, STREET, "reassign", **said, expectedVersion=3, owner=owners[0])
    assert error["code"] == "OWNER_ALREADY"
    for version, level in ((3, 2), (4, 3)):
        raised = (
            await loop.done(STREET, "escalate", **said, expectedVersion=version, owner=owners[1])
        )["need"]
        assert (raised["level"], raised["status"]) == (level, "OPEN")
    error = await refused(loop, STREET, "escalate", **said, expectedVersion=5, owner=owners[0])
    assert error["code"] == "LEVEL_HIGHEST"


async def test_answers_that_come_too_late(loop: Loop) -> None:
    """A request past its time is not accepted though no timer has looked yet; a need closed long ago is not opened again."""
    need = await loop.opened(**WINDOW)
    (asked,) = (
        await loop.done(COMMUNITY, "requestSupport", need=need["id"], resource=BUS, quantity=1)
    )["commitments"]
    await loop.acting.known.run("MATCH (c:Commitment {id: $id}) SET c.respondBy = datetime() - duration('PT1M')", id=asked["id"])  # fmt: skip
    assert (await refused(loop, HOSPITAL, "accept", id=asked["id"], expectedVersion=1))[
        "code"
    ] == "RESPONSE_OVERDUE"
    await loop.acting.known.run("MATCH (n:Need {id: $id}) SET n.status = 'CLOSED', n.closedAt = datetime() - duration('P91D')", id=need["id"])  # fmt: skip
    error = await refused(
        loop, STREET, "reopen", id=need["id"], expectedVersion=need["version"], reason="CAME_BACK"
    )
    assert (error["code"], error["allowed"]) == ("REOPEN_TOO_LATE", ["raiseNeed"])


async def test_ends_that_would_leave_something_open(loop: Loop) -> None:
    """A need is not said to be done while promises stand, nor met without a delivery; more than promised is not delivered."""
    need = await loop.opened(**WINDOW)
    (promise,) = (
        await loop.done(STREET, "assignSupport", need=need["id"], resource=BUS, quantity=5)
    )["commitments"]
    version = (await loop.need(need["id"]))["version"]
    error = await refused(
        loop, STREET, "resolve", id=need["id"], expectedVersion=version, outcome="MET"
    )
    assert (error["code"], error["conflicts"]) == ("COMMITMENTS_UNFINISHED", [promise["id"]])
    await loop.done(HOSPITAL, "start", id=promise["id"], expectedVersion=1)
    error = await refused(
        loop, HOSPITAL, "deliver", id=promise["id"], expectedVersion=2, deliveredQuantity=6
    )
    assert (error["code"], error["allowed"]) == ("MORE_THAN_PROMISED", ["0–5"])
    await loop.done(HOSPITAL, "deliver", id=promise["id"], expectedVersion=2, deliveredQuantity=5)
    error = await refused(
        loop,
        HOSPITAL,
        "giveBack",
        id=promise["id"],
        expectedVersion=3,
        returnedAt="2020-01-01T00:00:00Z",
    )
    assert error["code"] == "RETURN_OUT_OF_RANGE"
    other = await loop.opened()
    started = (await loop.done(COMMUNITY, "start", id=other["id"], expectedVersion=2))["need"]
    await loop.acting.known.run("MATCH (n:Need {id: $id}) REMOVE n.selfHandled", id=other["id"])
    error = await refused(
        loop,
        COMMUNITY,
        "resolve",
        id=other["id"],
        expectedVersion=started["version"],
        outcome="MET",
    )
    assert (error["code"], error["allowed"]) == ("NOTHING_DELIVERED", ["NOT_MET", "NOT_APPLICABLE"])


async def test_no_circle_and_nothing_into_what_has_ended(loop: Loop) -> None:
    """A need is not merged into itself, nor into one merged into it, nor into one that is over."""
    one, two = await loop.opened(), await loop.opened()
    error = await refused(loop, STREET, "merge", id=one["id"], expectedVersion=2, into=one["id"])
    assert (error["code"], error["conflicts"]) == ("CYCLE", [one["id"]])
    await loop.done(STREET, "merge", id=one["id"], expectedVersion=2, into=two["id"])
    error = await refused(loop, STREET, "merge", id=two["id"], expectedVersion=2, into=one["id"])
    assert error["code"] == "CYCLE"
    three = await loop.opened()
    error = await refused(loop, STREET, "merge", id=three["id"], expectedVersion=2, into=one["id"])
    assert error["code"] == "NEED_ENDED"


async def test_what_is_said_of_a_need_fits_together(loop: Loop) -> None:
    """Who was not reached gave no answer; a score is 1 to 5; a split has parts."""
    need = await loop.opened(RESIDENT)
    await loop.done(COMMUNITY, "start", id=need["id"], expectedVersion=2)
    await loop.done(COMMUNITY, "resolve", id=need["id"], expectedVersion=3, outcome="MET")
    said = {"id": need["id"], "expectedVersion": 4}
    assert (await refused(loop, STREET, "rate", **said, reached=False, solved=True))[
        "code"
    ] == "NOT_REACHED"
    assert (await refused(loop, STREET, "rate", **said, score=6))["code"] == "OUT_OF_BOUNDS"
    assert (await refused(loop, STREET, "rate", **said))["code"] == "REQUIRED"
    other = await loop.opened()
    parts = [{"title": "一", "quantity": 1}]
    assert (await refused(loop, STREET, "split", id=other["id"], expectedVersion=2, parts=parts))[
        "code"
    ] == "TOO_MANY_VALUES"
    whole = (await loop.done(STREET, "split", id=other["id"], expectedVersion=2, parts=[*parts, {"title": "二", "quantity": 2}]))["need"]  # fmt: skip
    assert sorted(p["title"] for p in whole["parts"]["nodes"]) == ["一", "二"]


@pytest.mark.parametrize("account", [GRID, HOSPITAL])
async def test_who_may_never_do_it_learns_nothing(loop: Loop, account: str) -> None:
    """Hidden, missing and never allowed are one answer."""
    need = await loop.opened(at="NS-C02")
    said = {"expectedVersion": 2, "reason": "NO_RESOURCE", "owner": unit("NS-U-001")}
    there = await loop.acting.raw(
        await loop.key(account), loop.text("escalate"), input={"id": need["id"], **said}
    )
    missing = await loop.acting.raw(await loop.key(account), loop.text("escalate"), input={"id": "need_" + "a" * 26, **said})  # fmt: skip
    assert there.json()["data"] == missing.json()["data"]
