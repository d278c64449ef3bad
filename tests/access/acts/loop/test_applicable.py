"""A plan for the example street, and carrying it out: whatever is said to be applicable is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from graph.ids import node_id
from graph.kinds import KINDS
from tests.access.acts.loop.acting import STREET
from tests.access.acts.loop.racing import ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.access.acts.loop.acting import Loop

PLAN = """
query($street: ID!, $reconsider: Boolean!, $changePrice: Float, $scenario: ScenarioInput) {
  allocation(place: $street, reconsider: $reconsider, changePrice: $changePrice, scenario: $scenario, first: 100) {
    state
    proposals { need { id } resource { id } quantity window { start end } furtherStarts kept replaces obstacle }
    changes { commitmentId kind replaced }
  }
}
"""
STREET_ID = node_id(KINDS["Street"], "NS")
MOVED = """
MATCH (n:Need) WHERE n.status IN ['OPEN', 'IN_PROGRESS'] AND n.windowStart < datetime() + duration({days: 1})
SET n.windowStart = n.windowStart + duration({years: 1}), n.windowEnd = n.windowEnd + duration({years: 1})
"""


async def plan(loop: Loop, **said: Any) -> Mapping[str, Any]:
    """The plan for the street."""
    variables = {"street": STREET_ID, "reconsider": False, **said}
    return (await loop.acting.do(await loop.key(STREET), PLAN, **variables))["allocation"]


def inputs(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What applying takes of each proposal that is said to be applicable, each time by itself."""
    for each in found["proposals"]:
        if each["obstacle"] is not None:
            continue
        start, end = (datetime.fromisoformat(each["window"][name]) for name in ("start", "end"))
        further = [datetime.fromisoformat(at) - start for at in each["furtherStarts"]]
        for nth, later in enumerate([timedelta(0), *further]):
            yield {
                "need": each["need"]["id"], "resource": each["resource"]["id"], "quantity": each["quantity"],
                "startAt": (start + later).isoformat(), "endAt": (end + later).isoformat(),
                "replaces": each["replaces"] if nth == 0 else None,
            }  # fmt: skip


async def test_what_is_said_to_be_applicable_is(loop: Loop) -> None:
    """All of it in one act, as the plan's state says; what is not says why: kept, no period, or imagined."""
    await loop.acting.known.run(MOVED)
    found = await plan(loop)
    obstacles = {each["obstacle"] for each in found["proposals"]}
    for each in found["proposals"]:
        undated = not each["kept"] and each["window"] is None
        assert (each["obstacle"] == "NO_PERIOD") == undated
    assert None in obstacles
    wanted = list(inputs(found))
    payload = await loop.done(STREET, "applyAllocation", proposals=wanted, expectedState=found["state"])  # fmt: skip
    assert len(ids(payload)) == len(wanted)


async def test_so_is_what_is_reconsidered(loop: Loop) -> None:
    """A worse plan first: then all that the best changes is called off and promised anew in one act; after it nothing is left to change."""
    await loop.acting.known.run(MOVED)
    await loop.done(STREET, "applyAllocation", proposals=list(inputs(await plan(loop))))
    await loop.acting.known.run("MATCH (n:Need) WHERE n.status IN ['OPEN', 'IN_PROGRESS'] SET n.priority = 5 - n.priority")  # fmt: skip
    try:
        found = await plan(loop, reconsider=True, changePrice=0)
        alone = [c["commitmentId"] for c in found["changes"] if not c["replaced"]]
        wanted = list(inputs(found))
        assert {w["replaces"] for w in wanted} - {None} == {c["commitmentId"] for c in found["changes"] if c["replaced"]}  # fmt: skip
        if wanted:
            await loop.done(STREET, "applyAllocation", proposals=wanted, takenBack=alone, expectedState=found["state"])  # fmt: skip
        again = await plan(loop, reconsider=True, changePrice=0.01)
        assert again["changes"] == []
    finally:
        await loop.acting.known.run("MATCH (n:Need) WHERE n.status IN ['OPEN', 'IN_PROGRESS'] SET n.priority = 5 - n.priority")  # fmt: skip


async def test_nothing_of_a_scenario_is_applicable(loop: Loop) -> None:
    """Unless it changes nothing: then all is as it is without it."""
    unit = node_id(KINDS["Unit"], "NS-U-001")
    said = {"units": [{"id": unit, "maxEngagements": 50}]}
    assert {each["obstacle"] for each in (await plan(loop, scenario=said))["proposals"]} <= {"KEPT", "SCENARIO"}  # fmt: skip
    assert await plan(loop, scenario={"units": [{"id": unit}]}) == await plan(loop)
