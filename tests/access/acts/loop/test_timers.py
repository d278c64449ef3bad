"""What the service does by itself when a time has come, and only once."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.timers import Timers
from schema.acts.house import HOUSE_SCOPE, SILENCE, TIMERS
from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, STREET, resource
from tests.graph.chains import findings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.access.acts.loop.acting import Loop

WINDOW = {"windowStart": "2027-03-05T08:00:00+08:00", "windowEnd": "2027-03-05T11:00:00+08:00"}
SOON = datetime(2027, 3, 5, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def anew(loop: Loop) -> AsyncIterator[None]:
    """What the house does to the example data by the way makes it other data: they are loaded anew after these tests."""
    yield
    await loop.acting.known.run("MATCH (n:Source) REMOVE n.exampleMark")


def house(loop: Loop, now: datetime | timedelta) -> Timers:
    """The timers of a service whose clock stands at some time."""
    at = now if isinstance(now, datetime) else datetime.now(UTC) + now
    return Timers(TIMERS, HOUSE_SCOPE, loop.acting.known.chain, lambda: at)


async def commitment(loop: Loop, id_: str) -> dict[str, Any]:
    """What the graph holds of a commitment."""
    (row,) = await loop.acting.known.run(
        "MATCH (c:Commitment {id: $id}) RETURN properties(c) AS c", id=id_
    )
    return row["c"]


async def test_what_nobody_answers_expires(loop: Loop) -> None:
    """At its time, not before; by the house, recorded as its act; the unit can't say yes any more, and nothing is held."""
    need = await loop.opened(**WINDOW)
    said = {"need": need["id"], "resource": resource("NS-R-0101"), "quantity": 5}
    (asked,) = (await loop.done(COMMUNITY, "requestSupport", **said))["commitments"]
    driver = loop.acting.known.database.driver
    await house(loop, timedelta(hours=23)).look(driver)
    assert (await commitment(loop, asked["id"]))["status"] == "REQUESTED"
    await house(loop, timedelta(hours=25)).look(driver)
    assert (await commitment(loop, asked["id"]))["status"] == "EXPIRED"
    of_the_data_too = await loop.acting.changes("EXPIRE")
    (record,) = [each for each in of_the_data_too if each["target"] == asked["id"]]
    assert (record["actor"], record["via"], record["fromStatus"], record["toStatus"]) == ("house", "HOUSE", "REQUESTED", "EXPIRED")  # fmt: skip
    (error,) = await loop.refused(HOSPITAL, "accept", id=asked["id"], expectedVersion=2)
    assert error["code"] == "INVALID_TRANSITION"
    assert await findings(driver, loop.acting.known.chain) == []


async def test_what_is_due_is_done_once_by_however_many(loop: Loop) -> None:
    """Four services look at the same time, over and over: one record for each request."""
    need = await loop.opened(**WINDOW)
    for quantity in range(1, 6):
        await loop.done(
            COMMUNITY,
            "requestSupport",
            need=need["id"],
            resource=resource("NS-R-0101"),
            quantity=quantity,
        )
    driver = loop.acting.known.database.driver
    houses = [house(loop, timedelta(hours=25)) for _ in range(4)]
    await asyncio.gather(*(each.look(driver) for each in houses * 2))
    done = [c["target"] for c in await loop.acting.changes("EXPIRE")]
    assert len(done) == len(set(done)) >= 5
    assert sum(each.done for each in houses) == len(
        [c for c in await loop.acting.changes() if c["actor"] == "house"]
    )
    assert await findings(driver, loop.acting.known.chain) == []


async def test_silence_confirms_and_closes_and_says_so(loop: Loop) -> None:
    """Seven days without a word: a delivery counts as confirmed by time, and then a need as closed; both are told apart from people's word."""
    need = await loop.opened(**WINDOW)
    given = {"need": need["id"], "resource": resource("NS-R-0101"), "quantity": 5, "role": "LEAD"}
    (promise,) = (await loop.done(STREET, "assignSupport", **given))["commitments"]
    await loop.done(HOSPITAL, "start", id=promise["id"], expectedVersion=1)
    await loop.done(HOSPITAL, "deliver", id=promise["id"], expectedVersion=2, deliveredQuantity=5)
    driver = loop.acting.known.database.driver
    await house(loop, SILENCE - timedelta(minutes=1)).look(driver)
    assert (await commitment(loop, promise["id"]))["status"] == "DELIVERED"
    await house(loop, SILENCE + timedelta(minutes=1)).look(driver)
    held = await commitment(loop, promise["id"])
    assert (held["status"], held["confirmedByTime"]) == ("CONFIRMED", True)
    now = await loop.need(need["id"])
    await loop.done(
        HOSPITAL, "resolve", id=need["id"], expectedVersion=now["version"], outcome="MET"
    )
    await house(loop, SILENCE + timedelta(minutes=1)).look(driver)
    assert (await loop.need(need["id"]))["status"] == "CLOSED"
    assert need["id"] in [c["target"] for c in await loop.acting.changes("CLOSE_BY_TIME")]


async def test_a_hold_is_over_when_its_time_is(loop: Loop) -> None:
    """A need goes on where it would: taken up while somebody is at it, open otherwise."""
    need = await loop.opened()
    until = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    held = await loop.done(STREET, "hold", id=need["id"], expectedVersion=need["version"], reason="WEATHER", until=until)  # fmt: skip
    assert held["need"]["status"] == "ON_HOLD"
    await house(loop, timedelta(days=1)).look(loop.acting.known.database.driver)
    assert (await loop.need(need["id"]))["status"] == "ON_HOLD"
    await house(loop, timedelta(days=3)).look(loop.acting.known.database.driver)
    now = await loop.need(need["id"])
    assert (now["status"], now["heldUntil"]) == ("OPEN", None)


async def test_the_waiting_list_is_served_in_order_and_says_who_was_passed_over(loop: Loop) -> None:
    """Most urgent first, then who waited longest; somebody too large for what is free is passed over, with the reason."""
    all_ = {
        "resource": resource("NS-R-0102"),
        "startAt": WINDOW["windowStart"],
        "endAt": WINDOW["windowEnd"],
    }
    first = await loop.opened(**WINDOW)
    (taken,) = (await loop.done(STREET, "assignSupport", need=first["id"], quantity=4, **all_))[
        "commitments"
    ]
    waiting = {}
    for name, priority, quantity in (("late", 3, 1), ("large", 1, 4), ("urgent", 2, 2)):
        need = await loop.opened(**WINDOW, priority=priority)
        (full,) = await loop.refused(
            COMMUNITY, "requestSupport", need=need["id"], quantity=quantity, **all_
        )
        assert (full["code"], full["conflicts"]) == ("CAPACITY_TAKEN", [taken["id"]])
        payload = await loop.done(
            COMMUNITY, "requestSupport", need=need["id"], quantity=quantity, waitlist=True, **all_
        )
        waiting[name] = payload["commitments"][0]["id"]
    keeper = house(loop, timedelta())
    driver = loop.acting.known.database.driver
    await keeper.look(driver)
    assert {(await commitment(loop, id_))["status"] for id_ in waiting.values()} == {"WAITLISTED"}
    assert await loop.acting.changes("PASS_OVER") == []
    # Half of it comes free: too little for the most urgent, enough for the two after it.
    other = {"need": first["id"], "quantity": 1, "replaces": taken["id"], "reason": "PLAN_CHANGED"}
    await loop.done(STREET, "assignSupport", **other, **all_)
    await keeper.look(driver)
    states = {name: (await commitment(loop, id_))["status"] for name, id_ in waiting.items()}
    assert states == {"late": "REQUESTED", "large": "WAITLISTED", "urgent": "REQUESTED"}
    (passed,) = await loop.acting.changes("PASS_OVER")
    assert (passed["target"], passed["reason"]) == (waiting["large"], "CAPACITY_TAKEN")
    assert waiting["urgent"] in passed["details"]
    assert await findings(driver, loop.acting.known.chain) == []
