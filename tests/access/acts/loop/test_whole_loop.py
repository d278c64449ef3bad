"""From a need to the resident's own word, with every hand it goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.integrity import ask as integrity
from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, RESIDENT, STREET, resource
from tests.graph.chains import findings

if TYPE_CHECKING:
    from tests.access.acts.loop.acting import Loop

WINDOW = {"windowStart": "2027-03-05T08:00:00+08:00", "windowEnd": "2027-03-05T11:00:00+08:00"}


async def test_from_report_to_the_residents_own_word(loop: Loop) -> None:
    """Each step shows what it did; the need follows its commitment; nothing breaks what must hold."""
    need = await loop.raised(RESIDENT, **WINDOW, quantity=12)
    id_ = need["id"]
    opened = (await loop.done(COMMUNITY, "triage", id=id_, expectedVersion=1, to="OPEN"))["need"]
    assert (opened["status"], opened["version"]) == ("OPEN", 2)
    booked = await loop.done(
        COMMUNITY, "bookSupport", need=id_, choices=[{"resource": resource("NS-R-0101"), "quantity": 12, "role": "LEAD"}]
    )  # fmt: skip
    (asked,) = booked["commitments"]
    assert (asked["status"], asked["quantity"], asked["direction"]) == (
        "REQUESTED",
        12,
        "REQUESTED",
    )
    accepted = await loop.done(HOSPITAL, "accept", id=asked["id"], expectedVersion=1)
    assert (accepted["commitment"]["status"], accepted["need"]["status"]) == (
        "ACCEPTED",
        "IN_PROGRESS",
    )
    started = await loop.done(HOSPITAL, "start", id=asked["id"], expectedVersion=2)
    assert started["commitment"]["startedAt"]
    given = await loop.done(
        HOSPITAL, "deliver", id=asked["id"], expectedVersion=3, deliveredQuantity=11
    )
    assert given["commitment"]["deliveredQuantity"] == 11
    sure = await loop.done(COMMUNITY, "confirm", id=asked["id"], expectedVersion=4)
    assert sure["commitment"]["status"] == "CONFIRMED"
    version = sure["need"]["version"]
    resolved = (
        await loop.done(HOSPITAL, "resolve", id=id_, expectedVersion=version, outcome="MET")
    )["need"]
    assert (resolved["status"], resolved["outcome"]) == ("RESOLVED", "MET")
    closed = (
        await loop.done(
            RESIDENT, "confirm", id=id_, expectedVersion=version + 1, satisfied=True, score=5
        )
    )["need"]
    assert (closed["status"], closed["assessments"]["nodes"][0]["kind"]) == (
        "CLOSED",
        "CONFIRMATION",
    )
    rated = await loop.done(
        STREET, "rate", id=id_, expectedVersion=version + 2, reached=True, solved=True, score=4
    )
    assert len(rated["need"]["assessments"]["nodes"]) == 2
    known = loop.acting.known
    assert await findings(known.database.driver, known.chain) == []
    async with known.database.driver.session() as session:
        assert await session.execute_read(integrity) == []
