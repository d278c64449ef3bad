"""Promises that cannot be made: periods, quantities and measures that cannot be, what is taken already, people in two places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.ids import node_id
from graph.kinds import KINDS
from tests.access.acts.loop.acting import COMMUNITY, HOSPITAL, STREET
from tests.access.acts.loop.test_refusals import BUS, CHECKUPS, DRIVERS, WINDOW, refused

if TYPE_CHECKING:
    from tests.access.acts.loop.acting import Loop


async def test_periods_and_quantities_that_cannot_be(loop: Loop) -> None:
    """No window, ended before it began, in the past, not finite, none, more than there ever is, in a measure that never fits."""
    need = await loop.opened()
    said = {"need": need["id"], "resource": BUS}
    assert (await refused(loop, COMMUNITY, "requestSupport", **said, quantity=1))[
        "code"
    ] == "PERIOD_NEEDED"
    period = {"startAt": WINDOW["windowStart"], "endAt": WINDOW["windowEnd"]}
    for quantity in (0, -1, 1e300):
        error = await refused(
            loop, COMMUNITY, "requestSupport", **said, **period, quantity=quantity
        )
        assert (error["code"], error["field"]) == ("OUT_OF_BOUNDS", ["input", "quantity"])
    turned = {"startAt": period["endAt"], "endAt": period["startAt"]}
    assert (await refused(loop, COMMUNITY, "requestSupport", **said, **turned, quantity=1))["code"] == "ENDS_BEFORE_IT_STARTS"  # fmt: skip
    half = {"startAt": period["startAt"]}
    assert (await refused(loop, COMMUNITY, "requestSupport", **said, **half, quantity=1))[
        "code"
    ] == "PERIOD_WRONG"
    error = await refused(loop, COMMUNITY, "requestSupport", **said, **period, quantity=37)
    assert (error["code"], error["field"]) == ("QUANTITY_TOO_LARGE", ["input", "quantity"])
    past = {"startAt": "2026-01-05T08:00:00+08:00", "endAt": "2026-01-05T11:00:00+08:00"}
    assert (await refused(loop, COMMUNITY, "requestSupport", **said, **past, quantity=1))[
        "code"
    ] == "PAST_WINDOW"
    closed = {"startAt": "2027-03-06T08:00:00+08:00", "endAt": "2027-03-06T11:00:00+08:00"}
    error = await refused(loop, COMMUNITY, "requestSupport", **said, **closed, quantity=1)
    assert error["code"] == "RESOURCE_CLOSED"
    assert error["allowed"][0].startswith("2027-03-08T07:00:00+08:00/")
    visits = {
        "need": need["id"],
        "resource": CHECKUPS,
        "measure": node_id(KINDS["Category"], "U.person"),
        **period,
    }
    error = await refused(loop, COMMUNITY, "requestSupport", **visits, quantity=1)
    assert (error["code"], error["field"]) == ("MEASURE_INCONVERTIBLE", ["input", "measure"])
    neither = {"need": need["id"], **period, "quantity": 1}
    assert (await refused(loop, COMMUNITY, "requestSupport", **neither))[
        "code"
    ] == "RESOURCE_OR_UNIT"
    late = {**said, **period, "quantity": 1, "respondBy": "2020-01-01T00:00:00Z"}
    assert (await refused(loop, COMMUNITY, "requestSupport", **late))[
        "code"
    ] == "UNTIL_OUT_OF_RANGE"


async def test_what_is_taken_names_who_has_it_to_those_who_may_see(loop: Loop) -> None:
    """All or nothing: one choice too many undoes the booking; the conflict is named to the street, and only counted to whoever does not see it."""
    first = await loop.opened(**WINDOW)
    (taken,) = (
        await loop.done(STREET, "assignSupport", need=first["id"], resource=DRIVERS, quantity=3)
    )["commitments"]
    second = await loop.opened(**WINDOW)
    choices = [{"resource": BUS, "quantity": 2}, {"resource": DRIVERS, "quantity": 2}]
    error = await refused(loop, COMMUNITY, "bookSupport", need=second["id"], choices=choices)
    assert (error["code"], error["field"], error["conflicts"]) == ("CAPACITY_TAKEN", ["input", "choices", "1", "quantity"], [taken["id"]])  # fmt: skip
    assert error["allowed"]
    twice = [{"resource": DRIVERS, "quantity": 1}, {"resource": DRIVERS, "quantity": 1}]
    error = await refused(loop, COMMUNITY, "bookSupport", need=second["id"], choices=twice)
    assert error["field"] == ["input", "choices", "1", "quantity"]
    many = [{"resource": DRIVERS, "quantity": 1}] * 21
    assert (await refused(loop, COMMUNITY, "bookSupport", need=second["id"], choices=many))[
        "code"
    ] == "TOO_MANY_VALUES"


async def test_recurring_without_end_is_not_booked_at_once(loop: Loop) -> None:
    """A rule without an end, or one that makes no sense."""
    need = await loop.opened(**WINDOW)
    for rule in ("FREQ=DAILY", "FREQ=DAILY;COUNT=63", "SOMETIMES"):
        await loop.acting.known.run(
            "MATCH (n:Need {id: $id}) SET n.recurrence = $rule", id=need["id"], rule=rule
        )
        error = await refused(
            loop,
            COMMUNITY,
            "bookSupport",
            need=need["id"],
            choices=[{"resource": BUS, "quantity": 1}],
        )
        assert error["code"] == "TOO_MANY_OCCURRENCES"


async def test_a_person_is_in_one_place(loop: Loop) -> None:
    """Whoever handles one commitment is not promised to another at the same time; at another time he is."""
    need = await loop.opened(**WINDOW)
    worker = node_id(KINDS["Person"], "NS-P-049")
    said = {"need": need["id"], "resource": DRIVERS, "quantity": 1}
    asked = [
        (await loop.done(COMMUNITY, "requestSupport", **said))["commitments"][0] for _ in range(2)
    ]
    await loop.done(HOSPITAL, "accept", id=asked[0]["id"], expectedVersion=1, handledBy=worker)
    error = await refused(
        loop, HOSPITAL, "accept", id=asked[1]["id"], expectedVersion=1, handledBy=worker
    )
    assert (error["code"], error["conflicts"]) == ("PERSON_BOOKED", [asked[0]["id"]])


async def test_at_once_is_only_what_the_unit_has_offered(loop: Loop) -> None:
    """Somewhere else or for other people it is asked, though it need not be elsewhere."""
    run, period = (
        loop.acting.known.run,
        {"startAt": WINDOW["windowStart"], "endAt": WINDOW["windowEnd"]},
    )
    (was,) = await run(
        "MATCH (r:Resource {id: $id})-[:PROVIDED_BY]->(u) RETURN u.id AS unit, r.approvalRequired AS own, "
        "COLLECT { MATCH (r)-[:AVAILABLE_TO]->(p) RETURN p.id } AS areas, COLLECT { MATCH (r)-[:FOR_GROUP]->(g) RETURN g.id } AS groups",
        id=BUS,
    )
    free = "MATCH (r:Resource {id: $id})-[:PROVIDED_BY]->(u) WITH r OPTIONAL MATCH (r)-[x:AVAILABLE_TO|FOR_GROUP]->() DELETE x"
    await run("MATCH (r:Resource {id: $id}) SET r.approvalRequired = false", id=BUS)
    limits = {
        "SET r.kind = r.kind": "ACCEPTED",
        "WITH r MATCH (p:Place {code: 'NS-C02'}) CREATE (r)-[:AVAILABLE_TO]->(p)": "REQUESTED",
        "WITH r MATCH (p:Place {code: 'NS'}) CREATE (r)-[:AVAILABLE_TO]->(p)": "ACCEPTED",
        "WITH r MATCH (g:Category {code: 'G.ENTERPRISE'}) CREATE (r)-[:FOR_GROUP]->(g)": "REQUESTED",
    }
    try:
        for limit, status in limits.items():
            await run(free, id=BUS)
            await run(f"MATCH (r:Resource {{id: $id}})-[:PROVIDED_BY]->(u) {limit}", id=BUS)
            need = await loop.opened()
            made = await loop.done(
                COMMUNITY,
                "bookSupport",
                need=need["id"],
                choices=[{"resource": BUS, "quantity": 1, **period}],
            )
            assert [c["status"] for c in made["commitments"]] == [status], limit
    finally:
        await run(free, id=BUS)
        await run(
            "MATCH (r:Resource {id: $id})-[:PROVIDED_BY]->(u) SET r.approvalRequired = $own "
            "WITH r CALL (r) { UNWIND $areas AS area MATCH (p:Place {id: area}) CREATE (r)-[:AVAILABLE_TO]->(p) } "
            "WITH r CALL (r) { UNWIND $groups AS group MATCH (g:Category {id: group}) CREATE (r)-[:FOR_GROUP]->(g) }",
            id=BUS,
            own=was["own"],
            areas=was["areas"],
            groups=was["groups"],
        )
