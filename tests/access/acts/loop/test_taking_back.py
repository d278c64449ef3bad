"""A plan that takes promises back: called off and promised anew in one act, or nothing at all."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests.access.acts.loop.acting import COMMUNITY, STREET
from tests.access.acts.loop.racing import MORNING, Race, ids
from tests.access.acts.loop.test_applying import AFTERNOON, apply, proposal, why
from tests.access.acts.loop.test_races import BOTH, race

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["race"]
STATUS = "MATCH (c:Commitment) WHERE c.id IN $ids RETURN c.id AS id, c.status AS status, c.statusReason AS reason ORDER BY c.id"


async def promised(race: Race, need: str, wanted: str, quantity: float, **more: Any) -> str:
    """A promise that was made before."""
    (made,) = ids(await apply(race.loop, proposal(need, wanted, quantity, **more), how="ASSIGN"))
    return made


async def states(race: Race, *promises: str) -> dict[str, tuple[str, str | None]]:
    """How they stand."""
    rows = await race.loop.acting.known.run(STATUS, ids=list(promises))
    return {row["id"]: (row["status"], row["reason"]) for row in rows}


async def status(race: Race, need: str) -> str:
    """How a need stands."""
    return str((await race.loop.need(need))["status"])


async def test_what_is_taken_back_is_free_before_anything_is_promised(race: Race) -> None:
    """Two promises change places, a third goes without a stand-in: one act, recorded, and the needs follow."""
    seats, (one, two, three, four) = await race.resource(4), await race.needs(4)
    hall = await race.resource(9, "EXCLUSIVE")
    first, second = await promised(race, one, seats, 3), await promised(race, two, hall, 1)
    third = await promised(race, three, seats, 1)
    payload = await apply(
        race.loop, proposal(one, hall, 1, replaces=first), proposal(two, seats, 3, replaces=second), proposal(four, seats, 1),
        takenBack=[third],
    )  # fmt: skip
    assert payload["userErrors"] == []
    assert [c["replaces"] and c["replaces"]["id"] for c in payload["commitments"]] == [first, second, None]  # fmt: skip
    gone = (first, second, third)
    assert await states(race, *gone) == dict.fromkeys(sorted(gone), ("CANCELLED", "PLAN_CHANGED"))
    assert {n["id"]: n["status"] for n in payload["needs"]} == {
        one: "IN_PROGRESS", two: "IN_PROGRESS", three: "OPEN", four: "IN_PROGRESS",
    }  # fmt: skip
    told = await race.loop.acting.known.run("MATCH (c:Change) WHERE c.target IN $ids AND c.act = 'REASSIGN' RETURN c.target AS id, c.reason AS reason", ids=list(gone))  # fmt: skip
    assert {(each["id"], each["reason"]) for each in told} == {(id_, "PLAN_CHANGED") for id_ in gone}  # fmt: skip
    shown = "mutation($input: ApplyAllocationInput!) { applyAllocation(input: $input) { takenBack { id status statusReason } userErrors { code } } }"
    fourth = ids(payload)[2]
    said = {"proposals": [proposal(four, seats, 1, replaces=fourth, **AFTERNOON)], "reason": "EMERGENCY", "idempotencyKey": "back"}  # fmt: skip
    for _ in range(2):
        told = await race.loop.acting.do(await race.loop.key(STREET), shown, input=said)
        assert told["applyAllocation"]["takenBack"] == [{"id": fourth, "status": "CANCELLED", "statusReason": "EMERGENCY"}]  # fmt: skip


async def wrong_plans(race: Race) -> dict[str, tuple[dict[str, Any], list[tuple[str, str]]]]:
    """Inputs that take back what they may not, or for nothing, with what is wrong."""
    seats, (one, two, begun) = await race.resource(4), await race.needs(3)
    held, other = await promised(race, one, seats, 3), await promised(race, two, seats, 1)
    started = await promised(race, begun, await race.resource(9), 1)
    await race.loop.acting.known.run("MATCH (c:Commitment {id: $id}) SET c.status = 'IN_PROGRESS', c.startedAt = datetime()", id=started)  # fmt: skip
    fine = proposal(one, seats, 3, replaces=held)
    plans = {
        "under way": ([fine, proposal(begun, seats, 1, replaces=started)], {}, [("proposals.1.replaces", "INVALID_TRANSITION")]),
        "under way, and nothing instead": ([fine], {"takenBack": [started]}, [("takenBack.0", "INVALID_TRANSITION")]),
        "unknown": ([fine], {"takenBack": ["commitment_x"]}, [("takenBack.0", "NOT_FOUND")]),
        "of another need": ([proposal(two, seats, 1, replaces=held)], {}, [("proposals.0.replaces", "NOT_FOUND")]),
        "twice": ([fine], {"takenBack": [held]}, [("takenBack.0", "TAKEN_BACK_TWICE")]),
        "no reason of these": ([fine], {"reason": "BREACH"}, [("reason", "UNKNOWN_REASON")]),
        "too many": ([fine], {"takenBack": [f"c{n}" for n in range(101)]}, [("takenBack", "TOO_MANY_VALUES")]),
        "still too much": ([proposal(one, seats, 4, replaces=held)], {}, [("proposals.0.quantity", "CAPACITY_TAKEN")]),
    }  # fmt: skip
    assert other
    return {name: ({"proposals": plan, **more}, reasons) for name, (plan, more, reasons) in plans.items()}  # fmt: skip


async def test_a_promise_that_may_not_be_taken_back_undoes_it_all(race: Race) -> None:
    """Each thing that is wrong is said where it stands; nothing is called off, made or recorded."""
    await race.loop.key(STREET)
    for name, (said, reasons) in (await wrong_plans(race)).items():
        before = await race.loop.fingerprint()
        payload = await race.loop.do(STREET, "applyAllocation", **said)
        assert why(payload) == reasons, name
        assert await race.loop.fingerprint() == before, name


async def test_in_parts_nothing_is_called_off_for_what_cannot_be_had(race: Race) -> None:
    """A promise whose stand-in cannot be had stays, and holds what it held, also against the others; one that goes for nothing goes with the whole."""
    seats, needs = await race.resource(4), await race.needs(5)
    kept, alone = await promised(race, needs[0], seats, 2), await promised(race, needs[1], seats, 1)
    moved = await promised(race, needs[2], seats, 1)
    plan = [
        proposal(needs[0], seats, 9, replaces=kept), proposal(needs[3], seats, 2),
        proposal(needs[2], seats, 1, replaces=moved, **AFTERNOON), proposal(needs[4], seats, 1),
    ]  # fmt: skip
    said = {"mode": "IN_PARTS", "takenBack": [alone], "idempotencyKey": "parts"}
    payload = await apply(race.loop, *plan, **said)
    assert why(payload) == [
        ("proposals.0.quantity", "QUANTITY_TOO_LARGE"), ("proposals.1.quantity", "CAPACITY_TAKEN"), ("takenBack.0", "NOT_TAKEN_BACK"),
    ]  # fmt: skip
    assert {id_: s for id_, (s, _) in (await states(race, kept, alone, moved)).items()} == {kept: "ACCEPTED", alone: "ACCEPTED", moved: "CANCELLED"}  # fmt: skip
    assert len(ids(payload)) == 2
    again = await apply(race.loop, *plan, **said)
    assert [code for _, code in why(again)] == [code for _, code in why(payload)]
    assert [e["field"][1:3] for e in again["userErrors"]] == [["proposals", "0"], ["proposals", "1"], ["takenBack", "0"]]  # fmt: skip


async def test_only_whoever_may_reassign_takes_back(race: Race) -> None:
    """A community its own needs' promises; of another it is as if there was none."""
    seats, (own,) = await race.resource(9), await race.needs(1)
    theirs = await race.loop.opened(STREET, at="NS-C02")
    hidden = await promised(race, theirs["id"], seats, 1)
    held = await promised(race, own, seats, 1)
    refused = await apply(race.loop, proposal(own, seats, 1), takenBack=[hidden], account=COMMUNITY)
    assert why(refused) == [("takenBack.0", "NOT_FOUND")]
    done = await apply(race.loop, proposal(own, seats, 2, replaces=held), account=COMMUNITY)
    assert len(ids(done)) == 1


@pytest.mark.parametrize("mode", ["ALL_OR_NOTHING", "IN_PARTS"])
async def test_plans_that_change_promises_while_others_book(race: Race, mode: str) -> None:
    """Never more is promised than there is; a promise is called off once, and only with what stands in for it."""
    dice = random.Random(mode)
    seats, needs = await race.resource(6), await race.needs(18)
    held = {need: await promised(race, need, seats, 1) for need in needs[:6]}
    plans: list[Mapping[str, Any]] = []
    for _ in range(12):
        mine = dice.sample(needs[:6], 2)
        plan = [proposal(need, seats, dice.choice([1, 2]), replaces=held[need], **dice.choice([MORNING, AFTERNOON])) for need in mine]  # fmt: skip
        plans.append({"proposals": plan, "mode": mode})
    bookings = [{"proposals": [proposal(need, seats, 1)]} for need in needs[6:]]
    both = [each for pair in zip(plans, bookings, strict=True) for each in pair]
    told = await race.run(BOTH, "applyAllocation", both)
    standing = [r for r in await race.promised(seats) if r["status"] in ("ACCEPTED", "REQUESTED")]
    rows = await race.loop.acting.known.run("MATCH (c:Commitment) WHERE c.id IN $ids RETURN c.quantity AS quantity, toString(c.startAt) AS start", ids=[r["id"] for r in standing])  # fmt: skip
    for hour in ("T08", "T13"):
        assert sum(r["quantity"] for r in rows if hour in r["start"]) <= 6
    replaced = await race.loop.acting.known.run("MATCH (c:Commitment)-[:REPLACES]->(old) WHERE old.id IN $ids RETURN old.id AS id, old.status AS status", ids=list(held.values()))  # fmt: skip
    assert max(Counter(r["id"] for r in replaced).values(), default=0) == 1
    stands = await states(race, *held.values())
    assert {id_ for id_, (s, _) in stands.items() if s == "CANCELLED"} == {r["id"] for r in replaced}  # fmt: skip
    assert any(ids(payload) for payload in told)
