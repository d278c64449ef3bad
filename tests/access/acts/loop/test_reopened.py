"""A need that is opened again: what was delivered before did not solve it, and counts for nothing that comes after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, STREET, resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from tests.access.acts.loop.acting import Loop

WINDOW = {"windowStart": "2027-03-05T08:00:00+08:00", "windowEnd": "2027-03-05T11:00:00+08:00"}
ASKED = {"resource": resource("NS-R-0101"), "quantity": 5}


async def _reopened(loop: Loop) -> Mapping[str, Any]:
    """A need that was met and opened again."""
    need = await loop.opened(**WINDOW)
    (promise,) = (await loop.done(STREET, "assignSupport", need=need["id"], **ASKED))["commitments"]
    await loop.done(HOSPITAL, "start", id=promise["id"], expectedVersion=1)
    await loop.done(HOSPITAL, "deliver", id=promise["id"], expectedVersion=2, deliveredQuantity=5)
    now = await loop.need(need["id"])
    resolved = await loop.done(STREET, "resolve", id=now["id"], expectedVersion=now["version"], outcome="MET")  # fmt: skip
    version = resolved["need"]["version"]
    return (await loop.done(STREET, "reopen", id=now["id"], expectedVersion=version, reason="NOT_SOLVED"))["need"]  # fmt: skip


async def test_asking_is_not_beginning(loop: Loop) -> None:
    """A request leaves the need open, so that the clock of its beginning runs on; a yes takes it up."""
    need = await _reopened(loop)
    asked = await loop.done(COMMUNITY, "requestSupport", need=need["id"], **ASKED)
    assert (asked["need"]["status"], asked["need"]["startedAt"]) == ("OPEN", None)
    said = await loop.done(HOSPITAL, "accept", id=asked["commitments"][0]["id"], expectedVersion=1)
    assert said["need"]["status"] == "IN_PROGRESS"
    assert said["need"]["startedAt"]


async def test_when_the_new_promise_falls_away_it_is_open_again(loop: Loop) -> None:
    """What was confirmed before, and even what is confirmed only now, keeps nothing in progress."""
    need = await _reopened(loop)
    (new,) = (await loop.done(STREET, "assignSupport", need=need["id"], **ASKED))["commitments"]
    said = await loop.done(HOSPITAL, "withdraw", id=new["id"], expectedVersion=1, reason="ILLNESS")
    assert said["need"]["status"] == "OPEN"
    known = loop.acting.known
    (row,) = await known.run("MATCH (c:Commitment {status: 'DELIVERED'})-[:FOR]->(:Need {id: $id}) RETURN c.id AS id", id=need["id"])  # fmt: skip
    sure = await loop.done(COMMUNITY, "confirm", id=row["id"], expectedVersion=3)
    assert sure["need"]["status"] == "OPEN"
