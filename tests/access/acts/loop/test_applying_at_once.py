"""Plans that are carried out while many others book: nothing is promised beyond what there is, and nothing half."""

from __future__ import annotations

import asyncio
import itertools
import random
from collections import Counter
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.access.acts.loop.acting import STREET
from tests.access.acts.loop.racing import Race, ids
from tests.access.acts.loop.test_applying import proposal
from tests.access.acts.loop.test_races import BOTH, race
from tests.oracle.calendar import Calendar, Promise, Thing

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["race"]
EIGHT = datetime.fromisoformat("2027-03-05T08:00:00+08:00")
HELD = """
MATCH (r:Resource)<-[:USES]-(c:Commitment) WHERE r.id IN $ids
RETURN c.id AS id, r.id AS resource, c.status AS status, c.quantity AS quantity, toString(c.startAt) AS start, toString(c.endAt) AS end
"""
NOW = datetime.fromisoformat("2027-01-01T00:00:00+08:00")


def hours(dice: random.Random) -> dict[str, str]:
    """A period of one to four hours."""
    start = EIGHT + timedelta(hours=dice.randrange(6))
    end = start + timedelta(hours=dice.randint(1, 4))
    return {"startAt": start.isoformat(), "endAt": end.isoformat()}


async def calendar(race: Race, things: Mapping[str, Thing]) -> Calendar:
    """All that was promised, on paper."""
    rows = await race.loop.acting.known.run(HELD, ids=list(things))
    promises = {
        row["id"]: Promise(
            row["resource"], Fraction(row["quantity"]).limit_denominator(10**6), datetime.fromisoformat(row["start"]),
            datetime.fromisoformat(row["end"]), row["status"],
        )
        for row in rows
    }  # fmt: skip
    return Calendar(dict(things), promises, step=30)


async def test_plans_while_sixteen_book(race: Race) -> None:
    """At no minute is anything promised beyond what there is, of a kit's part neither; every plan is done in whole, in parts as it said, or not."""
    dice = random.Random(7)
    driver, seats, hall = (await race.resource(3), await race.resource(5), await race.resource(9, "EXCLUSIVE"))  # fmt: skip
    bus = await race.resource(4, part=driver)
    things = {
        driver: Thing("COUNTED", Fraction(3)), seats: Thing("COUNTED", Fraction(5)), hall: Thing("EXCLUSIVE", Fraction(9)),
        bus: Thing("COUNTED", Fraction(4), parts={driver: Fraction(1)}),
    }  # fmt: skip
    wanted, needs = list(things), await race.needs(24)
    plans: list[dict[str, Any]] = [
        {
            "mode": ("ALL_OR_NOTHING", "IN_PARTS")[n % 2],
            "proposals": [proposal(dice.choice(needs), dice.choice(wanted), dice.choice([1, 2]), **hours(dice)) for _ in range(4)],
        }
        for n in range(8)
    ]  # fmt: skip
    bookings = [
        {"need": dice.choice(needs), "choices": [{"resource": dice.choice(wanted), "quantity": 1, **hours(dice)}]}
        for _ in range(48)
    ]  # fmt: skip

    async def caller(at: int) -> None:
        for said in bookings[at::16]:
            await race.run(BOTH, "bookSupport", [said])

    applied, *_ = await asyncio.gather(
        race.run((STREET,), "applyAllocation", plans), *(caller(n) for n in range(16))
    )
    paper = await calendar(race, things)
    for name, thing in things.items():
        if thing.mode == "COUNTED":
            assert paper.peak(name, EIGHT, EIGHT + timedelta(hours=12), NOW) <= thing.capacity
    _one_at_a_time([p for p in paper.promises.values() if p.thing == hall])
    for said, payload in zip(plans, applied, strict=True):
        refused = {int(e["field"][2]) for e in payload["userErrors"]}
        made = [paper.promises[id_] for id_ in ids(payload)]
        whole = said["mode"] == "ALL_OR_NOTHING" and refused
        done = [] if whole else [p for n, p in enumerate(said["proposals"]) if n not in refused]
        assert [(m.thing, m.quantity) for m in made] == [(p["resource"], p["quantity"]) for p in done]  # fmt: skip
    kinds = Counter((said["mode"], bool(ids(p))) for said, p in zip(plans, applied, strict=True))
    assert len(kinds) >= 2


def _one_at_a_time(promises: list[Promise]) -> None:
    ordered = sorted(promises, key=lambda p: p.start)
    assert all(one.end <= two.start for one, two in itertools.pairwise(ordered))


async def test_the_same_plan_from_sixteen(race: Race) -> None:
    """On one key it is done once, and all are told of it; with keys of their own one gets it all, and nobody a part."""
    hall, seats, (one, two) = (await race.resource(9, "EXCLUSIVE"), await race.resource(99), await race.needs(2))  # fmt: skip
    plan = {"proposals": [proposal(one, seats, 2), proposal(two, hall)]}
    told = await race.run((STREET,), "applyAllocation", [{**plan, "idempotencyKey": "k"}] * 16)
    (made,) = {tuple(ids(payload)) for payload in told}
    assert len(made) == 2
    assert race.replayed == 15
    other = await race.resource(9, "EXCLUSIVE")
    plan = {"proposals": [proposal(one, seats, 2), proposal(two, other)]}
    told = await race.run(BOTH, "applyAllocation", [plan] * 16)
    assert Counter(len(ids(payload)) for payload in told) == {2: 1, 0: 15}
    assert len(await race.promised(other)) == 1
    assert sum(row["quantity"] for row in await race.promised(seats)) == 4


async def test_plans_that_take_the_same_in_any_order(race: Race) -> None:
    """Nobody is failed by a lock, in whatever order resources and needs stand in plans."""
    wanted = [await race.resource(6) for _ in range(3)]
    needs = await race.needs(3)
    dice = random.Random(3)
    plans = [
        {"proposals": dice.sample([proposal(need, each) for need in needs for each in wanted], 9)}
        for _ in range(6)
    ]  # fmt: skip
    told = await race.run(BOTH, "applyAllocation", plans)
    assert Counter(len(ids(payload)) for payload in told) == {9: 2, 0: 4}
    assert {sum(r["quantity"] for r in await race.promised(each)) for each in wanted} == {6}
