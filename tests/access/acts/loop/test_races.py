"""Many at once for the same thing: it is promised as often as it is there, and nobody is failed by a lock."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.access.acts.loop.acting import COMMUNITY, STREET
from tests.access.acts.loop.racing import MORNING, Race, ids
from tests.api.identity.conftest import serving
from tests.graph.chains import findings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.access.acts.loop.acting import Loop

BOTH = (STREET, COMMUNITY)
UNITS = ("NS-U-001", "NS-U-002", "NS-U-004")


@pytest.fixture
async def race(loop: Loop) -> AsyncIterator[Race]:
    """Callers at two services over one database; whatever they did, the chain is whole."""
    known = loop.acting.known
    async with serving(known.database, known.provider) as other:
        yield Race(loop, (known.client, other.client))
    assert await findings(known.database.driver, known.chain) == []


async def test_one_of_a_hundred_gets_the_room(race: Race) -> None:
    """Ninety-nine are refused, each with the winner's commitment named; whoever comes right after it is not in the way."""
    room = await race.resource(40, "EXCLUSIVE")
    needs = await race.needs(101)
    said = [{"need": n, "choices": [{"resource": room, "quantity": 5, **MORNING}]} for n in needs]
    payloads = await race.run(BOTH, "bookSupport", said[:100])
    (won,) = [id_ for payload in payloads for id_ in ids(payload)]
    refusals = [error for payload in payloads for error in payload["userErrors"]]
    assert Counter(error["code"] for error in refusals) == {"CAPACITY_TAKEN": 99}
    assert {tuple(error["conflicts"]) for error in refusals} == {(won,)}
    assert [row["id"] for row in await race.promised(room)] == [won]
    said[100]["choices"][0] |= {"startAt": MORNING["endAt"], "endAt": "2027-03-05T12:00:00+08:00"}
    (after,) = await race.run(BOTH, "bookSupport", said[100:])
    assert len(ids(after)) == 1


async def test_ten_of_a_counted_resource_go_to_ten_of_thirty_two(race: Race) -> None:
    """Exactly ten; as asked for, held for the unit's answer, so as assigned, promised at once."""
    for root in ("requestSupport", "assignSupport"):
        seats = await race.resource(10)
        said = [
            {"need": need, "resource": seats, "quantity": 1, **MORNING}
            for need in await race.needs(32)
        ]
        payloads = await race.run((STREET,), root, said)
        assert Counter(e["code"] for p in payloads for e in p["userErrors"]) == {"CAPACITY_TAKEN": 22}  # fmt: skip
        promised = await race.promised(seats)
        assert sorted(row["id"] for row in promised) == sorted(i for p in payloads for i in ids(p))
        assert sum(row["quantity"] for row in promised) == 10


async def test_three_at_a_time_in_any_order(race: Race) -> None:
    """Of three units, named in all six orders: whoever gets one of them gets all, and a refusal leaves nothing of the rest."""
    wanted = [await race.resource(n, unit=unit) for n, unit in zip((8, 12, 10), UNITS, strict=True)]
    orders = [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1], [0, 2, 1], [1, 2, 0]]
    said = [
        {"need": need, "choices": [{"resource": wanted[i], "quantity": 1, **MORNING} for i in orders[n % 6]]}
        for n, need in enumerate(await race.needs(30))
    ]  # fmt: skip
    payloads = await race.run(BOTH, "bookSupport", said)
    assert Counter(len(ids(p)) for p in payloads) == {3: 8, 0: 22}
    promised = await race.promised(*wanted)
    assert Counter(row["resource"] for row in promised) == dict.fromkeys(wanted, 8)
    assert sorted(row["id"] for row in promised) == sorted(i for p in payloads for i in ids(p))
    assert {(row["needs"], row["units"]) for row in promised} == {(1, 1)}


async def test_a_kit_and_its_part(race: Race) -> None:
    """A bus takes its driver: twenty ask for the bus, twenty for a driver alone, of whom there are ten."""
    driver = await race.resource(10)
    bus = await race.resource(100, part=driver)
    said = [
        {"need": need, "choices": [{"resource": (bus, driver)[n % 2], "quantity": 1, **MORNING}]}
        for n, need in enumerate(await race.needs(40))
    ]
    payloads = await race.run((STREET,), "bookSupport", said)
    assert Counter(e["code"] for p in payloads for e in p["userErrors"]) == {"CAPACITY_TAKEN": 30}
    assert sum(row["quantity"] for row in await race.promised(bus, driver)) == 10


async def test_the_same_key_from_thirty_two_clients(race: Race) -> None:
    """One commitment; all are told of it, thirty-one of them that it was done before."""
    seats = await race.resource(100)
    (need,) = await race.needs(1)
    said = {"need": need, "choices": [{"resource": seats, "quantity": 1, **MORNING}], "idempotencyKey": "k"}  # fmt: skip
    payloads = await race.run((STREET,), "bookSupport", [said] * 32)
    assert [p["userErrors"] for p in payloads] == [[]] * 32
    (made,) = {tuple(ids(p)) for p in payloads}
    assert [row["id"] for row in await race.promised(seats)] == list(made)
    assert race.replayed == 31


async def test_one_step_of_many_who_saw_the_same(race: Race) -> None:
    """Sixteen call off one commitment as they saw it: one step is taken, the others are told the version; what it held is free again."""
    seats = await race.resource(3)
    (need,) = await race.needs(1)
    said = {"need": need, "choices": [{"resource": seats, "quantity": 3, **MORNING}]}
    (booked,) = await race.run((STREET,), "bookSupport", [said])
    (id_,) = ids(booked)
    step = {"id": id_, "expectedVersion": 1, "reason": "PLAN_CHANGED"}
    payloads = await race.run((STREET, COMMUNITY), "cancel", [step] * 16)
    assert Counter(e["code"] for p in payloads for e in p["userErrors"]) == {"VERSION_CONFLICT": 15}
    (row,) = await race.promised(seats)
    assert (row["status"], row["version"]) == ("CANCELLED", 2)
    (again,) = await race.run((STREET,), "bookSupport", [said])
    assert len(ids(again)) == 1
