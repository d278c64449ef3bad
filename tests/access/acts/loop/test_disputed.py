"""A delivery that was none after all: what was handed over is still gone, and what was said because of it was not so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from schema.acts.house import SILENCE
from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, RESIDENT, STREET, resource
from tests.access.acts.loop.test_refusals import refused
from tests.access.acts.loop.test_timers import WINDOW, commitment, house

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.access.acts.loop.acting import Loop

LIKE, THING = resource("NS-R-0102"), "resource_thing"
LATER = timedelta(minutes=1)


async def offered(loop: Loop, **values: Any) -> None:
    """Four of something that nobody has promised yet; it goes with whatever else is entered."""
    text = """MATCH (m)<-[:MEASURED_IN]-(r:Resource {id: $like})-[:PROVIDED_BY]->(u)
    CREATE (n:Resource {id: $id}) SET n += $values
    CREATE (n)-[:PROVIDED_BY]->(u), (n)-[:MEASURED_IN]->(m)"""
    (row,) = await loop.acting.known.run(
        "MATCH (r:Resource {id: $id}) RETURN properties(r) AS r", id=LIKE
    )
    said = {**row["r"], **values, "id": THING, "code": "B-THING"}
    await loop.acting.known.run(text, like=LIKE, id=THING, values=said)


async def disputed(loop: Loop, quantity: int, account: str = COMMUNITY) -> tuple[str, str]:
    """A need, and a commitment to it that was delivered and then disputed once the need was said to be met."""
    if not await loop.acting.known.run("MATCH (r:Resource {id: $id}) RETURN r.id", id=THING):
        await offered(loop)
    need = (await loop.opened(account, **WINDOW))["id"]
    said = {"need": need, "resource": THING, "quantity": quantity}
    ((made),) = (await loop.done(STREET, "assignSupport", **said))["commitments"]
    await loop.done(HOSPITAL, "start", id=made["id"], expectedVersion=1)
    await loop.done(HOSPITAL, "deliver", id=made["id"], expectedVersion=2, deliveredQuantity=quantity)  # fmt: skip
    version = (await loop.need(need))["version"]
    await loop.done(STREET, "resolve", id=need, expectedVersion=version, outcome="MET")
    await loop.done(COMMUNITY, "dispute", id=made["id"], expectedVersion=3, reason="NOT_DELIVERED")
    return need, made["id"]


async def settled(loop: Loop, id_: str, to: str = "FAILED") -> Mapping[str, Any]:
    """The dispute, settled by the street."""
    reason = {"reason": "NOT_DELIVERED"} if to == "FAILED" else {}
    return await loop.done(STREET, "settle", id=id_, expectedVersion=4, to=to, **reason)


async def test_what_was_used_up_is_not_had_again_by_whatever_stands_in(loop: Loop) -> None:
    """Three of four are gone, delivered in vain or not: of what replaces it one can be promised, not three."""
    await offered(loop, capacityMode="CONSUMABLE")
    need, failed = await disputed(loop, 3)
    await settled(loop, failed)
    version = (await loop.need(need))["version"]
    await loop.done(STREET, "reopen", id=need, expectedVersion=version, reason="NOT_SOLVED")
    said = {"need": need, "resource": THING, "replaces": failed}
    (error,) = await loop.refused(STREET, "assignSupport", **said, quantity=3)
    assert (error["code"], error["conflicts"]) == ("CAPACITY_TAKEN", [failed])
    await loop.done(STREET, "assignSupport", **said, quantity=1)


async def test_what_was_lent_in_vain_is_brought_back_and_lent_again(loop: Loop) -> None:
    """It is out until it comes back, also of a commitment that failed; whoever waits for it then comes off the list."""
    await offered(loop, toBeReturned=True)
    _, lent = await disputed(loop, 4)
    await settled(loop, lent)
    need = (await loop.opened(**WINDOW))["id"]
    said = {"need": need, "resource": THING, "quantity": 1, "waitlist": True}
    (waits,) = (await loop.done(COMMUNITY, "requestSupport", **said))["commitments"]
    assert waits["status"] == "WAITLISTED"
    keeper, driver = house(loop, timedelta()), loop.acting.known.database.driver
    await keeper.look(driver)
    back = await loop.done(HOSPITAL, "giveBack", id=lent, expectedVersion=5, returnedAt=datetime.now(UTC).isoformat())  # fmt: skip
    assert (back["commitment"]["status"], back["commitment"]["returnedAt"] is None) == ("FAILED", False)  # fmt: skip
    await keeper.look(driver)
    assert (await commitment(loop, waits["id"]))["status"] == "REQUESTED"


async def test_what_never_went_out_does_not_come_back(loop: Loop) -> None:
    """Called off before it had begun, nothing was lent; called off under way, it is out until it comes back."""
    await offered(loop, toBeReturned=True)
    need = (await loop.opened(**WINDOW))["id"]
    said = {"need": need, "resource": THING, "quantity": 4}
    back = {"returnedAt": datetime.now(UTC).isoformat()}
    (made,) = (await loop.done(STREET, "assignSupport", **said))["commitments"]
    await loop.done(HOSPITAL, "withdraw", id=made["id"], expectedVersion=1, reason="NO_CAPACITY")
    error = await refused(loop, HOSPITAL, "giveBack", id=made["id"], expectedVersion=2, **back)
    assert (error["code"], error["field"]) == ("NOTHING_OUT", ["input", "id"])
    (made,) = (await loop.done(STREET, "assignSupport", **said))["commitments"]
    await loop.done(HOSPITAL, "start", id=made["id"], expectedVersion=1)
    await loop.done(
        COMMUNITY, "cancel", id=made["id"], expectedVersion=2, reason="NO_LONGER_NEEDED"
    )
    (error,) = await loop.refused(STREET, "assignSupport", **said)
    assert (error["code"], error["conflicts"]) == ("CAPACITY_TAKEN", [made["id"]])
    back = {"returnedAt": datetime.now(UTC).isoformat()}
    await loop.done(HOSPITAL, "giveBack", id=made["id"], expectedVersion=3, **back)
    await loop.done(STREET, "assignSupport", **said)


async def test_what_was_not_delivered_met_nothing(loop: Loop) -> None:
    """The need was said to be met, or was closed as met already: it was not, and its own record says since when."""
    for close in (False, True):
        need, failed = await disputed(loop, 1, RESIDENT)
        if close:
            version = (await loop.need(need))["version"]
            await loop.done(RESIDENT, "confirm", id=need, expectedVersion=version)
        before = await loop.need(need)
        after = (await settled(loop, failed))["need"]
        assert (before["outcome"], after["outcome"], after["status"]) == ("MET", "NOT_MET", before["status"])  # fmt: skip
        assert after["version"] == before["version"] + 1
        assert [c["target"] for c in await loop.acting.changes("SETTLE")][-2:] == [failed, need]


async def test_nothing_is_closed_by_silence_about_which_there_is_a_dispute(loop: Loop) -> None:
    """Somebody did say a word; once it is settled, time goes on."""
    need, open_ = await disputed(loop, 1)
    driver = loop.acting.known.database.driver
    await house(loop, SILENCE + LATER).look(driver)
    assert (await loop.need(need))["status"] == "RESOLVED"
    await settled(loop, open_, "CONFIRMED")
    await house(loop, SILENCE + LATER).look(driver)
    now = await loop.need(need)
    assert (now["status"], now["outcome"]) == ("CLOSED", "MET")


async def test_what_falls_away_with_its_need_holds_nothing_any_more(loop: Loop) -> None:
    """Neither a time until which it is held, nor one until which it is on hold."""
    await offered(loop)
    need = (await loop.opened(**WINDOW))["id"]
    said = {"need": need, "resource": THING, "quantity": 1}
    (asked,) = (await loop.done(COMMUNITY, "requestSupport", **said))["commitments"]
    (given,) = (await loop.done(STREET, "assignSupport", **said))["commitments"]
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    await loop.done(HOSPITAL, "hold", id=given["id"], expectedVersion=1, reason="WEATHER", until=until)  # fmt: skip
    version = (await loop.need(need))["version"]
    await loop.done(COMMUNITY, "cancel", id=need, expectedVersion=version, reason="NO_LONGER_NEEDED")  # fmt: skip
    for each in (asked, given):
        held = await commitment(loop, each["id"])
        assert (held["status"], held.get("holdUntil"), held.get("heldUntil")) == ("CANCELLED", None, None)  # fmt: skip
