"""A need that is split: its parts are needed when it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.access.acts.loop.acting import COMMUNITY, resource

if TYPE_CHECKING:
    from tests.access.acts.loop.acting import Loop

EVERY_DAY = {"windowStart": "2027-03-08T08:00:00+08:00", "windowEnd": "2027-03-08T11:00:00+08:00", "recurrence": "FREQ=DAILY;COUNT=3"}  # fmt: skip


async def test_parts_of_what_recurs_recur(loop: Loop) -> None:
    """Support that is booked for a part comes every time, as it would for the whole."""
    need = await loop.opened(**EVERY_DAY)
    parts = [{"title": "上半份", "quantity": 1}, {"title": "下半份", "quantity": 1}]
    done = await loop.done(COMMUNITY, "split", id=need["id"], expectedVersion=need["version"], parts=parts)  # fmt: skip
    part = done["need"]["parts"]["nodes"][0]["id"]
    choices = [{"resource": resource("NS-R-0102"), "quantity": 1}]
    booked = await loop.done(COMMUNITY, "bookSupport", need=part, choices=choices)
    assert [c["startAt"][:10] for c in booked["commitments"]] == ["2027-03-08", "2027-03-09", "2027-03-10"]  # fmt: skip
