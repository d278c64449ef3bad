"""The facts from the database are all that matters: what is free of them equals the calendar on paper."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.marks import splice
from graph.compile.scope import EVERYTHING
from schema.availability import free
from schema.booking import Wish, objections
from schema.commitments import CommitmentStatus
from schema.free_capacity import bookable, resource_facts
from schema.instants import Window, instant
from schema.measures import MICRO
from schema.supporters.statement import parameters
from tests.oracle.calendar import CHINA, Calendar, Promise, Thing

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = datetime(2026, 11, 29, 12, tzinfo=CHINA)
MODES = {
    "bus": {"capacityMode": "COUNTED", "capacity": 7.0, "bufferMinutes": 30},
    "driver": {"capacityMode": "EXCLUSIVE", "capacity": 2.0, "bufferMinutes": 15},
    "tool": {"capacityMode": "COUNTED", "capacity": 4.0, "toBeReturned": True},
    "flour": {"capacityMode": "CONSUMABLE", "capacity": 90.0},
    "hours": {"capacityMode": "RATE", "capacity": 9.0, "ratePeriod": "MONTH"},
    "trip": {"capacityMode": "COUNTED", "capacity": 3.0},
    "tour": {"capacityMode": "UNLIMITED"},
}
KITS = {
    "trip": {"bus": Fraction(2), "driver": Fraction(1, 2), "flour": Fraction(1, 4)},
    "tour": {"bus": Fraction(1), "tool": Fraction(1), "hours": Fraction(3, 2)},
}

_MAKE = """
UNWIND keys($things) AS name
CREATE (r:Resource {id: name, code: name, name: name, status: 'ACTIVE', kind: 'EQUIPMENT', visibility: 'PUBLIC', provenance: 'ILLUSTRATIVE',
                    approvalRequired: true, emergencyCallable: false, version: 1})
SET r += $things[name]
WITH count(*) AS made
UNWIND $parts AS part
MATCH (k:Resource {id: part.kit}), (r:Resource {id: part.part})
CREATE (k)-[:CONSISTS_OF {quantity: part.quantity}]->(r)
"""
_PROMISE = """
UNWIND $promises AS p
MATCH (r:Resource {id: p.thing})
CREATE (d:Commitment)-[:USES]->(r) SET d = p.values
"""


def drawn(dice: random.Random) -> Promise:
    """A commitment in any state, near now or long ago."""
    start = NOW + timedelta(hours=dice.choice([dice.randint(-60, 60), dice.randint(-900, 400)]))
    end = start + timedelta(minutes=dice.choice([15, 60, 600, 3000]))
    status = dice.choice(["ACCEPTED", "IN_PROGRESS", *(s.name for s in CommitmentStatus)])
    return Promise(
        dice.choice(list(MODES)), Fraction(dice.choice([1, 1, 2, 3]), 2), start, end, status,
        hold_until=dice.choice([None, NOW, NOW + timedelta(minutes=1)]),
        delivered=dice.choice([None, None, Fraction(1, 2), Fraction(0)]),
        returned=dice.choice([None, None, end - timedelta(minutes=15), end + timedelta(hours=30)]),
        started=dice.random() < 0.5,
    )  # fmt: skip


def values(name: str, promise: Promise) -> dict[str, Any]:
    """The same as the graph holds it."""
    return {
        "id": name, "code": name, "status": promise.status, "quantity": float(promise.quantity),
        "startAt": promise.start, "endAt": promise.end, "holdUntil": promise.hold_until, "returnedAt": promise.returned,
        "startedAt": promise.start if promise.started else None,
        "deliveredQuantity": None if promise.delivered is None else float(promise.delivered),
    }  # fmt: skip


@pytest.fixture
def calendar() -> Calendar:
    """Things and kits, and two hundred promises."""
    dice = random.Random(5)
    things = {
        name: Thing(
            said["capacityMode"], Fraction(said.get("capacity", 0)), said.get("ratePeriod", ""), said.get("bufferMinutes", 0),
            comes_back=said.get("toBeReturned", False), parts=KITS.get(name, {}),
        )
        for name, said in MODES.items()
    }  # fmt: skip
    return Calendar(things, {f"d{n}": drawn(dice) for n in range(200)}, step=15)


async def test_what_is_read_is_all_that_matters(
    service: Service, clean: Database, calendar: Calendar
) -> None:
    """For any window: of every mode, of kits and of what is in them, the commitments left behind change nothing."""
    parts = [
        {"kit": kit, "part": part, "quantity": float(share)}
        for kit, found in KITS.items() for part, share in found.items()
    ]  # fmt: skip
    promises = [{"thing": p.thing, "values": values(n, p)} for n, p in calendar.promises.items()]
    statement = splice(
        "UNWIND $windows AS w MATCH (r:Resource {id: w.thing}) WITH r, w.since AS since, w.until AS until "
        f"RETURN {bookable('r')} AS facts",
        EVERYTHING,
    )
    dice = random.Random(6)
    asked: list[tuple[str, datetime, datetime]] = []
    for name in MODES:
        for _ in range(25):
            start = NOW + timedelta(hours=dice.randint(-30, 60))
            asked.append((name, start, start + timedelta(minutes=dice.choice([15, 120, 1500]))))
    windows = [{"thing": n, "since": start, "until": end} for n, start, end in asked]
    async with clean.driver.session() as session:
        await (await session.run(_MAKE, things=MODES, parts=parts)).consume()
        await (await session.run(_PROMISE, promises=promises)).consume()
        result = await session.run(statement, {"windows": windows} | parameters(NOW))  # pyright: ignore[reportArgumentType]
        found = [resource_facts(_all_shown(record["facts"])) async for record in result]
    left_out = 0
    for (name, start, end), facts in zip(asked, found, strict=True):
        window = Window(instant(start), instant(end))
        expected = calendar.free(name, start, end, NOW)
        assert free(facts, window, instant(NOW)) == (
            None if expected is None else int(expected * MICRO)
        )
        for objection in objections(facts, Wish(name, MICRO // 2, *window), instant(NOW)):
            if objection.code == "CAPACITY_TAKEN":
                way = calendar.in_the_way(name, Fraction(1, 2), start, end, NOW)
                assert set(objection.conflicts) == way
                assert objection.more == 0
        left_out += len(facts.bookings) < sum(p.thing == name for p in calendar.promises.values())
    assert left_out > 50


def _all_shown(facts: dict[str, Any]) -> dict[str, Any]:
    """As to somebody who may see whatever is in the way."""
    return {
        **facts, "bookings": [{**b, "shown": True} for b in facts["bookings"]], "parts": [_all_shown(p) for p in facts.get("parts", ())],
    }  # fmt: skip


async def test_a_kit_and_its_parts_over_graphql(service: Service, clean: Database) -> None:
    """`availability` of a kit looks at what it consists of; that of a part at the promises on the kit."""
    promise = Promise("trip", Fraction(2), NOW + timedelta(hours=20), NOW + timedelta(hours=22))
    parts = [
        {"kit": "trip", "part": part, "quantity": float(share)}
        for part, share in KITS["trip"].items()
    ]
    async with clean.driver.session() as session:
        await (await session.run(_MAKE, things=MODES, parts=parts)).consume()
        await (
            await session.run(
                _PROMISE, promises=[{"thing": "trip", "values": values("d", promise)}]
            )
        ).consume()
    start, end = (at.isoformat() for at in (promise.start, promise.end))
    found = await service.data(
        '{ resources(filter: {code: {in: ["trip", "bus", "driver", "flour"]}}, orderBy: {field: CODE, direction: ASC}) { nodes { code '
        f'availability(start: "{start}", end: "{end}", asOf: "{NOW.isoformat()}") {{ free earliestSlot }} '
        "components { edges { quantity node { code } } } } } }"
    )
    nodes = {node["code"]: node for node in found["resources"]["nodes"]}
    free_now = {code: node["availability"]["free"] for code, node in nodes.items()}
    assert free_now == {"trip": 0, "bus": 3, "driver": 0, "flour": 89.5}
    edges = nodes["trip"]["components"]["edges"]
    assert {e["node"]["code"]: e["quantity"] for e in edges} == {
        "bus": 2,
        "driver": 0.5,
        "flour": 0.25,
    }
