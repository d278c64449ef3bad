"""`singlePointsOfFailure` and `underServedPlaces` over the example data, in a real database, against plain reading of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.kinds import KINDS

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = "2026-11-23T08:00:00+08:00"
STREET = "place_wus2toj2ltw3zisz625tapkawi"
NEXT = "unit { code } resource { code } obstacle metres"
POINTS = """query($place: ID!, $first: Int! = 100, $s: ScenarioInput) { singlePointsOfFailure(place: $place, asOf: "%NOW", first: $first, scenario: $s) {
    communityCount lookedAt nobodyCount pointCount zh en
    points { kind openNeeds needIds zh en place { code } capability { code } units { id code } resources { code } roles { code } second { %NEXT } }
    links { id kind name count placeIds } } }""".replace("%NOW", NOW).replace("%NEXT", NEXT)
SHARES = """query($place: ID!, $from: DateTime!, $to: DateTime!, $category: ID, $within: Int! = 10000, $s: ScenarioInput) {
  underServedPlaces(place: $place, from: $from, to: $to, category: $category, withinMetres: $within, asOf: "%NOW", first: 100, scenario: $s) {
    needCount rowCount shortCount zh en
    rows { rank state openCount reportedCount needCount needIds people peopleUnknown population openPerThousand small providers access gap nearestMetres zh en
      place { code } category { code } units { code } missing { code } next { %NEXT } } } }""".replace(
    "%NOW", NOW
).replace("%NEXT", NEXT)
YEAR = {"from": "2022-09-01T00:00:00+08:00", "to": "2023-06-01T00:00:00+08:00"}


async def run(database: Database, cypher: str, **given: Any) -> list[Any]:
    """The first values of all rows."""
    async with database.driver.session() as session:
        result = await session.run(cypher, given)  # pyright: ignore[reportArgumentType]
        return [record[0] async for record in result]


async def points(service: Service, place: str = STREET, **more: Any) -> Any:
    """The answer."""
    return (await service.data(POINTS, {"place": place, **more}))["singlePointsOfFailure"]


async def shares(service: Service, place: str = STREET, **more: Any) -> Any:
    """The answer."""
    return (await service.data(SHARES, {"place": place, **YEAR, **more}))["underServedPlaces"]


async def test_points_of_the_example_street(database: Database, example: Service) -> None:
    """Each unit that is told has a resource of the kind, no other partner has one that plainly would do, and open needs are those of the community."""
    found = await points(example)
    communities = await run(database, "MATCH (:Place {id: $id})<-[:PART_OF]-(c:Community) RETURN c.code", id=STREET)  # fmt: skip
    assert found["communityCount"] == len(communities)
    assert found["pointCount"] > 5
    for point in found["points"]:
        place, capability = point["place"]["code"], point["capability"]["code"]
        assert place in communities
        able = await run(
            database,
            """MATCH (u:Unit)<-[:PROVIDED_BY]-(r:Resource)-[:IN_CATEGORY]->()-[:CHILD_OF*0..10]->(:Category {code: $code})
               WHERE u.status = 'ACTIVE' AND r.status = 'ACTIVE' RETURN DISTINCT u.code""",
            code=capability,
        )  # fmt: skip
        assert {unit["code"] for unit in point["units"]} <= set(able)
        if point["kind"] == "PROVIDER":
            plainly = await run(
                database,
                """MATCH (:Place {id: $street})<-[:PART_OF*0..3]-()<-[:BENEFITS]-(g:Agreement {status: 'ACTIVE'})<-[:PARTY_TO]-(u:Unit {status: 'ACTIVE'})<-[:PROVIDED_BY]-(r:Resource {status: 'ACTIVE'})
                   WHERE (g.validTo IS NULL OR g.validTo > date($day)) AND (g.validFrom IS NULL OR g.validFrom <= date($day))
                     AND EXISTS { (r)-[:IN_CATEGORY]->()-[:CHILD_OF*0..10]->(:Category {code: $code}) }
                     AND NOT EXISTS { (r)-[:AVAILABLE_TO]->() } AND NOT EXISTS { (r)-[:FOR_GROUP]->() } AND r.radiusKm IS NULL
                     AND NOT EXISTS { (r)-[:AT]->() } AND NOT EXISTS { (u)-[:LOCATED_IN]->() } AND u.maxEngagements IS NULL
                     AND r.capacityMode = 'UNLIMITED' AND r.openingHours IS NULL AND r.validTo IS NULL AND r.validFrom IS NULL
                   RETURN DISTINCT u.code""",
                street=STREET, code=capability, day=NOW[:10],
            )  # fmt: skip
            assert set(plainly) <= {unit["code"] for unit in point["units"]}
        asking = await run(
            database,
            """MATCH (:Place {code: $place})<-[:PART_OF*0..5]-()<-[:AT]-(n:Need {status: 'OPEN'})-[:IN_CATEGORY]->(c)
               CALL (c) { MATCH way = (c)-[:CHILD_OF*0..10]->(a) WHERE EXISTS { (a)-[:SATISFIED_BY]->() } RETURN a ORDER BY length(way) LIMIT 1 }
               MATCH (a)-[:SATISFIED_BY]->(:Category {code: $code}) RETURN DISTINCT n.id""",
            place=place, code=capability,
        )  # fmt: skip
        assert point["openNeeds"] == len(asking)
        assert set(point["needIds"]) <= set(asking)


async def test_every_unit_that_is_told_hangs_together_with_unit_leaving(example: Service) -> None:
    """If the one provider left, nobody could give it: the scenario says so."""
    found = await points(example)
    (first,) = [p for p in found["points"] if p["kind"] == "PROVIDER"][:1]
    gone = {"units": [{"id": first["units"][0]["id"], "leaves": True}]}
    then = await points(example, s=gone)
    left = [p for p in then["points"] if (p["place"], p["capability"]) == (first["place"], first["capability"])]  # fmt: skip
    assert not left or left[0]["units"] != first["units"]


async def test_a_second_provider_removes_the_point(database: Database, example: Service) -> None:
    """Made in the graph and taken away again."""
    found = await points(example)
    point = next(p for p in found["points"] if p["kind"] == "PROVIDER")
    (other,) = await run(
        database,
        """MATCH (:Place {code: $place})<-[:BENEFITS]-(g:Agreement {status: 'ACTIVE'})<-[:PARTY_TO]-(u:Unit {status: 'ACTIVE'})
           WHERE u.code <> $unit AND (g.validTo IS NULL OR g.validTo > date($day)) RETURN u.code ORDER BY u.code LIMIT 1""",
        place=point["place"]["code"], unit=point["units"][0]["code"], day=NOW[:10],
    )  # fmt: skip
    made = """MATCH (u:Unit {code: $unit}), (c:Category {code: $code}), (m:Category {taxonomy: 'UNIT'}) WITH u, c, m ORDER BY m.code LIMIT 1
      CREATE (r:Resource:Record {id: 'resource_tried', code: 'tried', name: '试', kind: 'SERVICE', status: 'ACTIVE', visibility: 'PUBLIC', capacityMode: 'UNLIMITED', approvalRequired: true, emergencyCallable: false})
      CREATE (r)-[:PROVIDED_BY]->(u), (r)-[:IN_CATEGORY]->(c), (r)-[:MEASURED_IN]->(m) RETURN 1"""
    try:
        await run(database, made, unit=other, code=point["capability"]["code"])
        then = await points(example)
        assert not [p for p in then["points"] if (p["place"], p["capability"], p["kind"]) == (point["place"], point["capability"], "PROVIDER")]  # fmt: skip
    finally:
        await run(database, "MATCH (r:Resource {code: 'tried'}) DETACH DELETE r")


async def test_needs_are_those_of_the_place(database: Database, example: Service) -> None:
    """Community by community and category by category, counted by plain Cypher; every one in exactly one row."""
    found = await shares(example)
    counted = await run(
        database,
        """MATCH (:Place {id: $street})<-[:PART_OF]-(w:Community)<-[:PART_OF*0..5]-()<-[:AT]-(n:Need)-[:IN_CATEGORY]->(c)
           WITH DISTINCT w, n, c WHERE n.status = 'OPEN' OR n.reportedAt >= datetime($from) AND n.reportedAt < datetime($to) AND NOT n.status IN ['REJECTED', 'MERGED', 'CANCELLED']
           WITH w, c, count(n) AS both, sum(CASE WHEN n.status = 'OPEN' THEN 1 ELSE 0 END) AS open
           RETURN [w.code, c.code, both, open]""",
        street=STREET, **YEAR,
    )  # fmt: skip
    rows = [[r["place"]["code"], r["category"]["code"], r["needCount"], r["openCount"]] for r in found["rows"]]  # fmt: skip
    assert found["rowCount"] == len(counted)
    assert len(rows) == min(100, len(counted))
    assert all(row in counted for row in rows)
    assert sum(row[2] for row in counted) == found["needCount"]
    assert [r["rank"] for r in found["rows"]] == list(range(1, len(rows) + 1))
    states = [r["state"] for r in found["rows"]]
    order = ["NOBODY", "INCOMPLETE", "SHORT", "FAIR"]
    assert states == sorted(states, key=order.index)
    for row in found["rows"]:
        if row["population"]:
            assert row["openPerThousand"] == pytest.approx(row["openCount"] * 1000 / row["population"])  # fmt: skip


async def test_a_category_narrows_it(database: Database, example: Service) -> None:
    """It and those below it, no others; a distance of nothing leaves what is everywhere or says its own radius."""
    (category,) = await run(database, "MATCH (c:Category {code: 'N3'}) RETURN c.id")
    found = await shares(example, category=category)
    assert 0 < found["rowCount"] < (await shares(example))["rowCount"]
    assert {row["category"]["code"].split(".")[0] for row in found["rows"]} == {"N3"}


async def test_a_grid_stands_for_itself(database: Database, example: Service) -> None:
    """A place that has no communities below it is its own row."""
    grids = await run(database, "MATCH (n:Need {status: 'OPEN'})-[:AT]->(g:Grid) RETURN DISTINCT g.id ORDER BY g.id LIMIT 1")  # fmt: skip
    for grid in grids:
        found = await shares(example, place=grid)
        assert found["rowCount"] >= 1
        assert (await points(example, place=grid))["communityCount"] == 1


async def test_refused_and_unknown(example: Service) -> None:
    """What is wrong is named; no place, no answer."""
    for query, given, reason in (
        (SHARES, {**YEAR, "within": -1}, "DISTANCE"), (SHARES, {**YEAR, "category": STREET}, "UNKNOWN"),
        (SHARES, {"from": YEAR["to"], "to": YEAR["from"]}, "WINDOW"), (POINTS, {"first": 101}, "PAGE_SIZE"),
        (POINTS, {"s": {"units": [{"id": "unit_none", "leaves": True}]}}, "UNKNOWN"),
    ):  # fmt: skip
        _, answer = await example.ask(query, {"place": STREET, **given})
        (error,) = answer["errors"]
        assert (error["extensions"].get("reason") or error["extensions"]["code"]) == reason
    assert (await example.data(POINTS, {"place": "place_none"}))["singlePointsOfFailure"] is None
    assert (await example.data(SHARES, {"place": "place_none", **YEAR}))[
        "underServedPlaces"
    ] is None
    assert node_id(KINDS["Community"], "x").startswith("place_")
