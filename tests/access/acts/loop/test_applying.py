"""A plan that is carried out: what is booked, what is not and why, and what is left alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from tests.access.acts.loop.acting import COMMUNITY, STREET
from tests.access.acts.loop.racing import MORNING, Race, ids
from tests.access.acts.loop.test_races import race

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.access.acts.loop.acting import Loop

__all__ = ["race"]
AFTERNOON = {"startAt": "2027-03-05T13:00:00+08:00", "endAt": "2027-03-05T16:00:00+08:00"}


def proposal(need: str, wanted: str, quantity: float = 1, **more: Any) -> dict[str, Any]:
    """One part of a plan, for a morning unless said."""
    return {"need": need, "resource": wanted, "quantity": quantity, **MORNING, **more}


async def apply(loop: Loop, *proposals: Mapping[str, Any], account: str = STREET, **more: Any) -> Mapping[str, Any]:  # fmt: skip
    """What comes of a plan."""
    return await loop.do(account, "applyAllocation", proposals=proposals, **more)


def why(payload: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Which proposals were not done, and the code of the reason."""
    return [(".".join(e["field"][1:]), e["code"]) for e in payload["userErrors"]]


async def test_all_of_a_plan_becomes_commitments_of_all_its_needs(race: Race) -> None:
    """In the order of the proposals, as if each was booked; every need is taken up, and the records are those of booking."""
    loop, needs = race.loop, await race.needs(2)
    seats, asked = await race.resource(10), await race.resource(10)
    await loop.acting.known.run("MATCH (r:Resource {id: $id}) SET r.approvalRequired = true", id=asked)  # fmt: skip
    plan = [proposal(needs[1], seats, 3), proposal(needs[0], asked, 2), proposal(needs[1], asked, 1, **AFTERNOON)]  # fmt: skip
    payload = await apply(loop, *plan)
    assert payload["userErrors"] == []
    made = payload["commitments"]
    assert [c["status"] for c in made] == ["ACCEPTED", "REQUESTED", "REQUESTED"]
    assert [c["quantity"] for c in made] == [3, 2, 1]
    assert [c["resource"]["id"] for c in made] == [seats, asked, asked]
    assert made[1]["holdUntil"]
    assert {n["id"]: n["status"] for n in payload["needs"]} == {needs[0]: "OPEN", needs[1]: "IN_PROGRESS"}  # fmt: skip
    told = await loop.acting.known.run("MATCH (c:Change) WHERE c.target IN $ids RETURN c.act AS act", ids=ids(payload) + needs)  # fmt: skip
    assert [each["act"] for each in told] == ["BOOK_SUPPORT"] * 4


@pytest.mark.parametrize(("how", "statuses"), [("REQUEST", ["REQUESTED"]), ("ASSIGN", ["ACCEPTED"])])  # fmt: skip
async def test_or_as_asked_for_or_assigned(race: Race, how: str, statuses: list[str]) -> None:
    """By the rules of that act: a community administrator does not assign."""
    seats, (need,) = await race.resource(10), await race.needs(1)
    if how == "ASSIGN":
        refused = await apply(race.loop, proposal(need, seats), account=COMMUNITY, how=how)
        assert why(refused) == [("proposals.0.need", "NOT_FOUND")]
    payload = await apply(race.loop, proposal(need, seats), how=how)
    assert [c["status"] for c in payload["commitments"]] == statuses


async def wrong_plans(race: Race) -> dict[str, tuple[list[dict[str, Any]], list[tuple[str, str]]]]:
    """Plans of which something cannot be done, with what that is."""
    seats, (one, two, done) = await race.resource(4), await race.needs(3)
    known = race.loop.acting.known
    await known.run("MATCH (n:Need {id: $id}) SET n.status = 'CLOSED'", id=done)
    await known.run("MATCH (n:Need {id: $id}) SET n.recurrence = 'FREQ=DAILY;COUNT=99', n.windowStart = datetime('2027-03-05T08:00:00+08:00'), n.windowEnd = datetime('2027-03-05T09:00:00+08:00')", id=two)  # fmt: skip
    fine, period = proposal(one, seats, 3), {"startAt": None, "endAt": None}
    past = {"startAt": "2026-01-05T08:00:00+08:00", "endAt": "2026-01-05T11:00:00+08:00"}
    return {
        "together too much": ([fine, proposal(one, seats, 2)], [("proposals.1.quantity", "CAPACITY_TAKEN")]),
        "more than there ever is": ([proposal(one, seats, 5), fine], [("proposals.0.quantity", "QUANTITY_TOO_LARGE")]),
        "an unknown need": ([fine, proposal("need_x", seats)], [("proposals.1.need", "NOT_FOUND")]),
        "an unknown resource": ([fine, proposal(one, "resource_x")], [("proposals.1.resource", "NOT_FOUND")]),
        "an unknown person": ([fine, proposal(one, seats, handledBy="person_x")], [("proposals.1.handledBy", "NOT_FOUND")]),
        "a need that has ended": ([proposal(done, seats), fine], [("proposals.0.need", "INVALID_TRANSITION")]),
        "no period": ([fine, proposal(one, seats, **period)], [("proposals.1.startAt", "PERIOD_NEEDED")]),
        "the past": ([fine, proposal(one, seats, **past)], [("proposals.1.startAt", "PAST_WINDOW")]),
        "too often": ([fine, proposal(two, seats, **period)], [("proposals.1.startAt", "TOO_MANY_OCCURRENCES")]),
        "two of three": (
            [proposal(one, seats, 9), fine, proposal("need_x", seats)],
            [("proposals.0.quantity", "QUANTITY_TOO_LARGE"), ("proposals.2.need", "NOT_FOUND")],
        ),
    }  # fmt: skip


async def test_a_plan_that_cannot_be_done_leaves_everything_as_it_is(race: Race) -> None:
    """Each thing that is wrong is said of its proposal; nothing is written or recorded. In parts, the rest is done and the same is said."""
    await race.loop.key(STREET)
    for name, (plan, reasons) in (await wrong_plans(race)).items():
        before = await race.loop.fingerprint()
        payload = await apply(race.loop, *plan)
        assert why(payload) == reasons, name
        assert payload["commitments"] is payload["needs"] is None
        assert await race.loop.fingerprint() == before, name
        parts = await apply(race.loop, *plan, mode="IN_PARTS")
        assert why(parts) == reasons, name
        assert len(parts["commitments"]) == len(plan) - len(reasons)
        await race.loop.acting.known.run("MATCH (c:Commitment) WHERE c.id IN $ids DETACH DELETE c", ids=ids(parts))  # fmt: skip
        nothing = [plan[int(at.split(".")[1])] for at, _ in reasons if "QUANTITY_TOO" in _ or "NOT_FOUND" in _]  # fmt: skip
        before = await race.loop.fingerprint()
        if nothing:
            left = await apply(race.loop, *nothing, mode="IN_PARTS")
            assert len(left["userErrors"]) == len(nothing)
            assert left["commitments"] is None
        assert await race.loop.fingerprint() == before, name


async def test_what_is_wrong_with_the_input_alone(loop: Loop) -> None:
    """No proposals, too many, quantities that are none, a state that is none: by a code, at its field."""
    one = proposal("need_x", "resource_x")
    for plan, more, reasons in (
        ([], {}, [("proposals", "TOO_MANY_VALUES")]),
        ([one] * 101, {}, [("proposals", "TOO_MANY_VALUES")]),
        ([one, {**one, "quantity": -1}], {}, [("proposals.1.quantity", "OUT_OF_BOUNDS")]),
        ([one], {"expectedState": "x"}, [("expectedState", "STATE_UNKNOWN")]),
        ([one], {"expectedState": "eJwDAAAAAAE"}, [("expectedState", "STATE_UNKNOWN")]),
    ):
        assert why(await apply(loop, *plan, **more)) == reasons


async def test_a_hundred_proposals_and_reasons_for_all_of_them(race: Race) -> None:
    """Not only the first twenty."""
    (need,) = await race.needs(1)
    payload = await apply(race.loop, *[proposal(need, "resource_x")] * 100)
    assert why(payload) == [(f"proposals.{n}.resource", "NOT_FOUND") for n in range(100)]


async def test_the_same_again_has_one_effect(race: Race) -> None:
    """Done in whole or in parts, it is answered alike: which commitments, which needs, what was not done."""
    seats, (need,) = await race.resource(4), await race.needs(1)
    for key, plan, mode in (
        ("whole", [proposal(need, seats, 2)], "ALL_OR_NOTHING"),
        ("parts", [proposal(need, seats, 2), proposal(need, seats, 3), proposal("need_x", seats)], "IN_PARTS"),
    ):  # fmt: skip
        first = await apply(race.loop, *plan, mode=mode, idempotencyKey=key)
        before = await race.loop.fingerprint()
        again = await apply(race.loop, *plan, mode=mode, idempotencyKey=key)
        assert await race.loop.fingerprint() == before
        assert again["commitments"] == first["commitments"]
        assert again["needs"] == first["needs"]
        assert [c for _, c in why(again)] == [c for _, c in why(first)]
        assert [e["field"][:3] for e in again["userErrors"]] == [e["field"][:3] for e in first["userErrors"]]  # fmt: skip
        other = await apply(race.loop, *plan[:1], idempotencyKey=key, note="another")
        assert why(other) == [("idempotencyKey", "IDEMPOTENCY_KEY_REUSED")]


@pytest.mark.parametrize("seed", range(4))
async def test_in_parts_is_as_booking_one_after_the_other(race: Race, seed: int) -> None:
    """The proposals that are done, the reasons against the others, and what is held: as if each had been booked by itself, in order."""
    dice, known = random.Random(seed), race.loop.acting.known
    needs = await race.needs(3)
    driver = await race.resource(3)
    bus = await race.resource(4, part=driver)
    hall = await race.resource(9, "EXCLUSIVE")
    wanted = [driver, bus, hall]
    plan = [
        proposal(dice.choice(needs), dice.choice(wanted), dice.choice([1, 1, 2, 3]), **dice.choice([MORNING, AFTERNOON]))
        for _ in range(12)
    ]  # fmt: skip
    payload = await apply(race.loop, *plan, mode="IN_PARTS")
    done = {int(e["field"][2]) for e in payload["userErrors"]} ^ set(range(12))
    held = await _held(race, wanted)
    await known.run("MATCH (c:Commitment) WHERE c.id IN $ids DETACH DELETE c", ids=ids(payload))
    alone: dict[int, Any] = {}
    for at, each in enumerate(plan):
        choice = {k: v for k, v in each.items() if k != "need"}
        booked = await race.loop.do(STREET, "bookSupport", need=each["need"], choices=[choice])
        alone[at] = booked["userErrors"][:1]
    assert done == {at for at, errors in alone.items() if not errors}
    assert 0 < len(done) < 12
    assert await _held(race, wanted) == held
    for error in payload["userErrors"]:
        (other,) = alone[int(error["field"][2])]
        assert (error["code"], error["field"][3:]) == (other["code"], other["field"][3:])
        assert error["allowed"] == other["allowed"]


async def _held(race: Race, wanted: Sequence[str]) -> list[Any]:
    return sorted((row["resource"], row["status"], row["quantity"]) for row in await race.promised(*wanted))  # fmt: skip


async def test_what_stands_in_the_way_is_named_to_whoever_may_see_it(race: Race) -> None:
    """Also where the rest is done: a commitment of another community is counted, not named; its own is; other times are offered."""
    seats, (need,) = await race.resource(4), await race.needs(1)
    theirs = await race.loop.opened(STREET, at="NS-C02")
    (hidden,) = ids(await apply(race.loop, proposal(theirs["id"], seats, 3)))
    plan = [proposal(need, seats, 1), proposal(need, seats, 2)]
    payload = await apply(race.loop, *plan, account=COMMUNITY, mode="IN_PARTS")
    (error,) = payload["userErrors"]
    assert (error["code"], error["field"]) == ("CAPACITY_TAKEN", ["input", "proposals", "1", "quantity"])  # fmt: skip
    assert hidden not in error["conflicts"]
    assert error["allowed"][0].startswith("2027-03-05T11:00:00+08:00/")
    (error,) = (await apply(race.loop, proposal(need, seats, 2)))["userErrors"]
    assert set(error["conflicts"]) == {hidden, *ids(payload)}


async def test_a_need_that_recurs_is_promised_each_time_or_not_at_all(race: Race) -> None:
    """A proposal is done in whole: where one of its times is taken, none is held for it."""
    hall, (need, other) = await race.resource(9, "EXCLUSIVE"), await race.needs(2)
    set_ = "MATCH (n:Need {id: $id}) SET n.recurrence = 'FREQ=DAILY;COUNT=3', n.windowStart = datetime($since), n.windowEnd = datetime($until)"
    await race.loop.acting.known.run(set_, id=need, since=MORNING["startAt"], until=MORNING["endAt"])  # fmt: skip
    daily = proposal(need, hall, startAt=None, endAt=None)
    third = {"startAt": "2027-03-07T09:00:00+08:00", "endAt": "2027-03-07T10:00:00+08:00"}
    payload = await apply(race.loop, proposal(other, hall, **third), daily, proposal(other, hall), mode="IN_PARTS")  # fmt: skip
    assert why(payload) == [("proposals.1.quantity", "CAPACITY_TAKEN")]
    assert len(payload["commitments"]) == 2
    await race.loop.acting.known.run("MATCH (c:Commitment) WHERE c.id IN $ids DETACH DELETE c", ids=ids(payload))  # fmt: skip
    payload = await apply(race.loop, daily, proposal(other, hall, **third), mode="IN_PARTS")
    assert len(payload["commitments"]) == 3
    assert why(payload) == [("proposals.1.quantity", "CAPACITY_TAKEN")]


async def test_whoever_handles_it_is_in_one_place(race: Race) -> None:
    """Also between proposals of one plan, for different needs."""
    seats, needs = await race.resource(9), await race.needs(2)
    ((person),) = await race.loop.acting.known.run("MATCH (p:Person {code: 'NS-P-049'}) RETURN p.id AS id")  # fmt: skip
    plan = [proposal(need, seats, handledBy=person["id"]) for need in needs]
    assert why(await apply(race.loop, *plan)) == [("proposals.1.handledBy", "PERSON_BOOKED")]
    plan[1] |= AFTERNOON
    assert len((await apply(race.loop, *plan))["commitments"]) == 2


async def test_only_needs_of_ones_own_place(race: Race) -> None:
    """Of another community it is as if there was no such need; nobody else applies a plan."""
    seats = await race.resource(9)
    theirs = await race.loop.opened(STREET, at="NS-C02")
    refused = await apply(race.loop, proposal(theirs["id"], seats), account=COMMUNITY)
    assert why(refused) == [("proposals.0.need", "NOT_FOUND")]
