"""Whoever handles commitments is in one place at a time, whichever way they come about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, STREET, resource
from tests.access.acts.loop.test_timers import WINDOW, commitment, house

if TYPE_CHECKING:
    from tests.access.acts.loop.acting import Loop

DRIVER, BUS = resource("NS-R-0102"), resource("NS-R-0101")


async def people(loop: Loop) -> list[str]:
    """Ids of two persons that everybody sees."""
    text = "MATCH (p:Person)-[:HOLDS]->(:RoleAssignment {status: 'ACTIVE'})-[:TARGETS]->(:Place) RETURN DISTINCT p.id AS id ORDER BY id LIMIT 2"
    return [row["id"] for row in await loop.acting.known.run(text)]


async def assigned(loop: Loop, used: str, quantity: int, **more: Any) -> str:
    """Id of a commitment that the street has assigned for a need of its own."""
    need = await loop.opened(**WINDOW)
    payload = await loop.done(STREET, "assignSupport", need=need["id"], resource=used, quantity=quantity, **more)  # fmt: skip
    return payload["commitments"][0]["id"]


async def test_an_offer_is_no_promise_of_a_person_who_was_promised_since(loop: Loop) -> None:
    """The yes to an offer that names somebody is refused once he is elsewhere, and can name somebody else."""
    person, other = await people(loop)
    need = await loop.opened(**WINDOW)
    said = {"need": need["id"], "resource": DRIVER, "quantity": 1, "handledBy": person}
    (offer,) = (await loop.done(HOSPITAL, "offerSupport", **said))["commitments"]
    since = await assigned(loop, BUS, 5, handledBy=person)
    (error,) = await loop.refused(COMMUNITY, "accept", id=offer["id"], expectedVersion=1)
    assert (error["code"], error["conflicts"]) == ("PERSON_BOOKED", [since])
    done = await loop.done(COMMUNITY, "accept", id=offer["id"], expectedVersion=1, handledBy=other)
    assert done["commitment"]["handledBy"]["id"] == other


async def test_nobody_comes_off_the_waiting_list_who_is_elsewhere(loop: Loop) -> None:
    """He waits until whoever would handle it is free as well, and then comes off it at the next look of the same process."""
    person, _ = await people(loop)
    all_ = await assigned(loop, DRIVER, 4)
    need = await loop.opened(**WINDOW)
    said = {
        "need": need["id"],
        "resource": DRIVER,
        "quantity": 1,
        "handledBy": person,
        "waitlist": True,
    }
    (waits,) = (await loop.done(COMMUNITY, "requestSupport", **said))["commitments"]
    elsewhere = await assigned(loop, BUS, 5, handledBy=person)
    keeper, driver = house(loop, timedelta()), loop.acting.known.database.driver
    await loop.done(STREET, "cancel", id=all_, expectedVersion=1, reason="PLAN_CHANGED")
    await keeper.look(driver)
    assert (await commitment(loop, waits["id"]))["status"] == "WAITLISTED"
    await loop.done(STREET, "cancel", id=elsewhere, expectedVersion=1, reason="PLAN_CHANGED")
    await keeper.look(driver)
    assert (await commitment(loop, waits["id"]))["status"] == "REQUESTED"


async def test_what_is_replaced_keeps_nobody(loop: Loop) -> None:
    """The same person handles what stands in for it."""
    person, _ = await people(loop)
    need = await loop.opened(**WINDOW)
    said = {"need": need["id"], "resource": DRIVER, "quantity": 1, "handledBy": person}
    (old,) = (await loop.done(STREET, "assignSupport", **said))["commitments"]
    (new,) = (await loop.done(STREET, "assignSupport", **said, replaces=old["id"], reason="PLAN_CHANGED"))["commitments"]  # fmt: skip
    assert (new["handledBy"]["id"], new["replaces"]["id"]) == (person, old["id"])
