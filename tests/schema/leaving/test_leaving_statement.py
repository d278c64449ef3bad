"""`unitLeaving` over the example data, in a real database: what it lists is what plain reading of the graph finds."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from schema.instants import BEIJING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = "2026-11-23T08:00:00+08:00"
ASKED = """query($unit: ID!, $on: Date, $place: ID) {
  unitLeaving(unit: $unit, on: $on, place: $place, asOf: "%NOW", first: 100, best: 5) {
    unit { id name } on zh en lost degraded replaceable unknown promiseCount openCount judgedCount needCount
    promises { cause effect missing zh en commitment { id code } need { code } support { supporters { verdict unit { code } } } }
    unanswered { code } needs { effect before after zh en need { code } support { canCount partlyCount supporters { verdict unit { code } } } }
    resources { resource { code } kits { code } } agreements { others agreement { code } } alliances { others alliance { code } }
    roles { post ends role { code holder { name } } } } }""".replace("%NOW", NOW)
LIVE = ("ACCEPTED", "ON_HOLD", "IN_PROGRESS")
MADE = """
MATCH (n:Need {code: $need}), (u:Unit {code: $by})
OPTIONAL MATCH (r:Resource {code: $resource})
CREATE (d:Commitment:Record {id: 'commitment_' + $code, code: $code, direction: 'REQUESTED', role: 'SUPPORT', status: $status, quantity: 1.0,
  startAt: datetime($start), endAt: datetime($end)})
CREATE (d)-[:FOR]->(n), (d)-[:BY]->(u)
FOREACH (x IN CASE WHEN r IS NULL THEN [] ELSE [r] END | CREATE (d)-[:USES]->(x))
"""
GONE = "MATCH (d:Commitment) WHERE d.code STARTS WITH 'tried' DETACH DELETE d"


async def run(database: Database, cypher: str, **given: Any) -> Any:
    """Everything a statement returns, one list of values."""
    async with database.driver.session() as session:
        result = await session.run(cypher, given)  # pyright: ignore[reportArgumentType]
        return [record[0] async for record in result]


async def asked(service: Service, unit: str, **more: Any) -> Any:
    """The answer for the unit of a code."""
    (found,) = await run_ids(service, unit)
    return (await service.data(ASKED, {"unit": found, **more}))["unitLeaving"]


async def run_ids(service: Service, code: str) -> list[str]:
    """The id of a unit by its code."""
    data = await service.data("query($code: String!) { units(first: 2, filter: {code: {eq: $code}}) { nodes { id } } }", {"code": code})  # fmt: skip
    return [node["id"] for node in data["units"]["nodes"]]


@pytest.fixture
async def tried(database: Database, example: Service) -> AsyncIterator[Database]:
    """The example data; what a test promises goes again."""
    yield database
    await run(database, GONE)


async def test_what_hangs_on_every_unit_is_what_the_graph_says(database: Database, example: Service) -> None:  # fmt: skip
    """Promises, resources, ties and posts, read again in the plainest way; and each open need that it can help with, asked alone."""
    units = await run(database, "MATCH (u:Unit) WHERE EXISTS { (u)<-[:BY]-() } OR EXISTS { (u)<-[:SECONDED_FROM]-() } RETURN u.code ORDER BY u.code")  # fmt: skip
    seen = {"promises": 0, "roles": 0, "agreements": 0, "needs": 0}
    for code in units:
        found = await asked(example, code)
        promises = await run(
            database,
            "MATCH (u:Unit {code: $code})<-[:BY]-(d) WHERE d.status IN $live AND d.endAt > datetime($now) RETURN d.code",
            code=code, live=LIVE, now=NOW,
        )  # fmt: skip
        assert sorted(each["commitment"]["code"] for each in found["promises"]) == sorted(promises)
        resources = await run(database, "MATCH (:Unit {code: $code})<-[:PROVIDED_BY]-(r) RETURN r.code ORDER BY r.code", code=code)  # fmt: skip
        assert [each["resource"]["code"] for each in found["resources"]] == resources
        agreements = await run(
            database,
            "MATCH (:Unit {code: $code})-[:PARTY_TO]->(g) WHERE g.status IN ['SIGNED', 'ACTIVE'] AND (g.validTo IS NULL OR g.validTo > date($day)) RETURN g.code ORDER BY g.code",
            code=code, day=NOW[:10],
        )  # fmt: skip
        assert [each["agreement"]["code"] for each in found["agreements"]] == agreements
        sent = await run(
            database,
            "MATCH (:Unit {code: $code})<-[:SECONDED_FROM]-(t) WHERE t.status IN ['ACTIVE', 'APPROVED', 'SUSPENDED'] AND (t.endOn IS NULL OR t.endOn > date($day)) RETURN t.code",
            code=code, day=NOW[:10],
        )  # fmt: skip
        told = [each["role"]["code"] for each in found["roles"] if each["post"] in ("FIRST_SECRETARY", "SEAT", "SENT")]  # fmt: skip
        assert sorted(told) == sorted(sent)
        for name in seen:
            seen[name] += len(found[name])
        for each in found["needs"]:
            assert code not in {s["unit"]["code"] for s in each["support"]["supporters"]}
            assert each["after"] <= each["before"]
    assert min(seen.values()) > 0, seen


async def test_the_needs_it_could_help_with_are_those_of_the_board(example: Service) -> None:
    """Open needs of the street for which `supporters` names the unit, and no others; what remains is what the board says without it."""
    street = "place_wus2toj2ltw3zisz625tapkawi"
    board = (await example.data(
        'query($p: ID!) { supportBoard(place: $p, first: 100, best: 20, asOf: "%NOW", verdicts: [CAN, PARTLY]) { needs { need { code windowEnd } support { supporters { verdict unit { code } } } } } }'.replace("%NOW", NOW),
        {"p": street},
    ))["supportBoard"]["needs"]  # fmt: skip
    able: dict[str, set[str]] = {}
    for each in board:
        for supporter in each["support"]["supporters"]:
            able.setdefault(supporter["unit"]["code"], set()).add(each["need"]["code"])
    assert len(able) > 5
    for code, needs in sorted(able.items())[:8]:
        found = await asked(example, code, place=street)
        promised = {each["need"]["code"] for each in found["promises"] if each["need"]}
        assert {each["need"]["code"] for each in found["needs"]} == needs - promised, code
        for each in found["needs"]:
            alone = [s for s in each["support"]["supporters"] if s["verdict"] == "CAN"]
            before = next(b for b in board if b["need"]["code"] == each["need"]["code"])
            others = [s for s in before["support"]["supporters"] if s["verdict"] == "CAN" and s["unit"]["code"] != code]  # fmt: skip
            assert len(alone) == min(5, len(others))


async def offer_of_a_kit(database: Database) -> tuple[str, str, str, str]:
    """Codes of a kit, of one of its parts, of the part's unit – and of another unit, which is made the kit's for a test."""
    (found,) = await run(
        database,
        "MATCH (k:Resource)-[:CONSISTS_OF]->(r:Resource)-[:PROVIDED_BY]->(u:Unit) MATCH (v:Unit) WHERE v <> u AND v.status = 'ACTIVE' WITH k, r, u, v ORDER BY k.code, r.code, v.code LIMIT 1 RETURN [k.code, r.code, u.code, v.code]",
    )
    return tuple(found)


async def test_a_kit_of_another_breaks_and_what_was_promised_of_it(tried: Database, example: Service) -> None:  # fmt: skip
    """Listed with the part, and its promise told as broken although somebody else made it."""
    kit, part, unit, other = await offer_of_a_kit(tried)
    move = "MATCH (k:Resource {code: $kit})-[p:PROVIDED_BY]->(u) MATCH (v:Unit {code: $to}) DELETE p CREATE (k)-[:PROVIDED_BY]->(v) RETURN u.code"  # fmt: skip
    (owner,) = await run(tried, move, kit=kit, to=other)
    try:
        await run(tried, MADE, need="NS-N-001", by=other, resource=kit, code="tried1", status="ACCEPTED", start="2026-12-04T08:00:00+08:00", end="2026-12-04T12:00:00+08:00")  # fmt: skip
        found = await asked(example, unit)
        kits = {each["resource"]["code"]: [k["code"] for k in each["kits"]] for each in found["resources"]}  # fmt: skip
        assert kits[part] == [kit]
        causes = {each["commitment"]["code"]: each["cause"] for each in found["promises"]}
        assert causes["tried1"] == "IN_KIT"
    finally:
        await run(tried, move, kit=kit, to=owner)


async def test_delivered_and_over_does_not_break(tried: Database, example: Service) -> None:
    """Delivered, confirmed, or over before the day; what was asked and not answered comes to nothing without breaking."""
    (found,) = await run(tried, "MATCH (u:Unit)<-[:PROVIDED_BY]-(r:Resource) WITH u, r ORDER BY u.code, r.code LIMIT 1 RETURN [u.code, r.code]")  # fmt: skip
    unit, resource = found
    made = [
        ("tried-done", "DELIVERED", 4), ("tried-sure", "CONFIRMED", 4), ("tried-off", "CANCELLED", 4), ("tried-early", "ACCEPTED", 1), ("tried-late", "ACCEPTED", 4),
        ("tried-asked", "REQUESTED", 4), ("tried-waits", "WAITLISTED", 4),
    ]  # fmt: skip
    for code, status, day in made:
        await run(tried, MADE, need="NS-N-001", by=unit, resource=resource, code=code, status=status, start=f"2026-12-0{day}T08:00:00+08:00", end=f"2026-12-0{day}T12:00:00+08:00")  # fmt: skip
    found = await asked(example, unit, on="2026-12-02")
    promised = {each["commitment"]["code"] for each in found["promises"]}
    assert {code for code in promised if code.startswith("tried")} == {"tried-late"}
    assert {each["code"] for each in found["unanswered"]} >= {"tried-asked", "tried-waits"}
    assert not any(each["code"] in ("tried-done", "tried-off") for each in found["unanswered"])
    assert "NS-N-001" not in {each["need"]["code"] for each in found["needs"]}


async def test_people_it_employs_but_did_not_send_stay(tried: Database, example: Service) -> None:
    """Their posts are listed as going on; those it sent end."""
    (unit, post) = (await run(
        tried,
        "MATCH (t:RoleAssignment {status: 'ACTIVE'})-[:SECONDED_FROM]->(u:Unit), (t)<-[:HOLDS]-(p:Person) WHERE t.endOn IS NULL OR t.endOn > date($day) WITH u, t ORDER BY t.code LIMIT 1 RETURN [u.code, t.code]",
        day=NOW[:10],
    ))[0]  # fmt: skip
    found = await asked(example, unit)
    assert next(each for each in found["roles"] if each["role"]["code"] == post)["ends"] is True
    employ = "MATCH (t:RoleAssignment {code: $post})<-[:HOLDS]-(p:Person), (t)-[s:SECONDED_FROM]->(u) SET s.tried = true WITH p, u, t, s DELETE s CREATE (p)-[:EMPLOYED_BY {tried: true}]->(u)"  # fmt: skip
    back = "MATCH (t:RoleAssignment {code: $post})<-[:HOLDS]-(p:Person)-[e:EMPLOYED_BY {tried: true}]->(u) DELETE e CREATE (t)-[:SECONDED_FROM]->(u)"  # fmt: skip
    await run(tried, employ, post=post)
    try:
        found = await asked(example, unit)
        (mine,) = (each for each in found["roles"] if each["role"]["code"] == post)
        assert (mine["post"], mine["ends"]) == ("EMPLOYED", False)
    finally:
        await run(tried, back, post=post)


async def test_refused_and_unknown(database: Database, example: Service) -> None:
    """A day that is past, a place that is none; no unit, no answer."""
    (unit,) = await run(database, "MATCH (u:Unit) RETURN u.id ORDER BY u.id LIMIT 1")
    for given, reason, argument in (
        ({"on": "2026-11-22"}, "DAY_IS_PAST", "on"), ({"on": "2300-01-01"}, "YEAR", "on"), ({"place": "place_nowhere"}, "UNKNOWN", "place"),
    ):  # fmt: skip
        _, answer = await example.ask(ASKED, {"unit": unit, **given})
        (error,) = answer["errors"]
        assert (error["extensions"].get("reason") or error["extensions"]["code"]) == reason
        assert argument in error["message"] or error["extensions"].get("argument") == argument
    assert (await example.data(ASKED, {"unit": "unit_none"}))["unitLeaving"] is None
    assert datetime.fromisoformat(NOW).astimezone(BEIJING).isoformat() == NOW
