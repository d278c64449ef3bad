"""`bestNextPartner` over the example data, in a real database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

NOW = "2026-11-23T08:00:00+08:00"
STREET = "place_wus2toj2ltw3zisz625tapkawi"
ASKED = """query($place: ID!, $best: Int! = 20, $s: ScenarioInput) { bestNextPartner(place: $place, best: $best, asOf: "%NOW", scenario: $s) {
  openCount needCount closed coverage begun several candidateCount zh en
  units { unit { id code } capability { code } closes alone coverage needs { code } helps { code } zh en }
  capabilities { unit { id } capability { code } place { name } closes alone coverage needs { code status } quantity measure zh en } } }""".replace(
    "%NOW", NOW
)
PARTNERS = """
MATCH (q:Place {id: $street}) CALL (q) {
  MATCH (q)<-[:PART_OF*0..10]-()<-[:BENEFITS]-(g:Agreement {status: 'ACTIVE'})<-[:PARTY_TO]-(u:Unit) RETURN u.code AS code
  UNION MATCH (q)<-[:PART_OF*0..10]-()<-[:SERVES]-(l:Alliance {status: 'ACTIVE'})<-[:MEMBER_OF]-(u:Unit) RETURN u.code AS code }
RETURN code
"""


async def run(database: Database, cypher: str, **given: Any) -> list[Any]:
    """The first values of all rows."""
    async with database.driver.session() as session:
        result = await session.run(cypher, given)  # pyright: ignore[reportArgumentType]
        return [record[0] async for record in result]


async def asked(service: Service, place: str = STREET, **more: Any) -> Any:
    """The answer."""
    return (await service.data(ASKED, {"place": place, **more}))["bestNextPartner"]


async def test_what_the_example_street_lacks(database: Database, example: Service) -> None:
    """Capabilities that would close open needs, each of which nobody could cover in full at once; candidates are no partners."""
    found = await asked(example)
    open_ = await run(database, "MATCH (:Place {id: $id})<-[:PART_OF*0..10]-()<-[:AT]-(n:Need {status: 'OPEN'}) RETURN DISTINCT n.code", id=STREET)  # fmt: skip
    assert found["openCount"] == found["needCount"] == len(open_)
    partners = set(await run(database, PARTNERS, street=STREET))
    assert not {each["unit"]["code"] for each in found["units"]} & partners
    closed = [need["code"] for each in found["capabilities"] for need in each["needs"]]
    assert closed
    assert set(closed) <= set(open_)
    assert len(closed) == len(set(closed)) <= len(open_) - found["closed"]
    board = await example.data(
        'query($p: ID!) { supportBoard(place: $p, first: 100, best: 1, asOf: "%NOW") { needs { need { code } support { canCount } } } }'.replace("%NOW", NOW),
        {"p": STREET},
    )  # fmt: skip
    can = {each["need"]["code"] for each in board["supportBoard"]["needs"] if each["support"]["canCount"]}  # fmt: skip
    assert found["closed"] >= 1
    assert 0 < found["coverage"] < 1
    assert found["begun"] + found["several"] + found["closed"] <= len(open_)
    begun = await run(database, "MATCH (n:Need {status: 'OPEN'}) WHERE n.windowStart < datetime($now) RETURN n.code", now=NOW)  # fmt: skip
    assert not set(closed) & set(begun)
    assert len(can) <= len(open_)


JOINS = """
MATCH (c:Category {code: $capability}), (m:Category {code: $measure}), (p:Place {id: $street})
CREATE (u:Unit:Record {id: 'unit_tried', code: 'tried', name: '试办单位', kind: 'ENTERPRISE', status: 'ACTIVE'})-[:LOCATED_IN]->(p)
CREATE (r:Resource:Record {id: 'resource_tried', code: 'tried', name: '试', kind: 'SERVICE', status: 'ACTIVE', visibility: 'PUBLIC', capacityMode: 'UNLIMITED', approvalRequired: true, emergencyCallable: false})
CREATE (r)-[:PROVIDED_BY]->(u), (r)-[:IN_CATEGORY]->(c), (r)-[:MEASURED_IN]->(m) RETURN 1
"""
GONE = "MATCH (n:Record) WHERE n.code = 'tried' DETACH DELETE n"


async def test_a_unit_that_brings_what_most_lack_is_the_first(database: Database, example: Service) -> None:  # fmt: skip
    """It closes exactly the needs that were told of the capability; once it joins in a scenario, they are closed."""
    before = await asked(example)
    most = before["capabilities"][0]
    assert (most["alone"], most["place"] is not None) == (most["closes"], True)
    try:
        await run(database, JOINS, capability=most["capability"]["code"], measure=most["measure"] or "U.case", street=STREET)  # fmt: skip
        found = await asked(example)
        first = found["units"][0]
        assert found["candidateCount"] == before["candidateCount"] + 1
        assert first["unit"]["code"] == "tried"
        assert [n["code"] for n in first["needs"]] == [n["code"] for n in most["needs"]]
        joined = await asked(example, s={"units": [{"id": "unit_tried", "joins": STREET}]})
        assert joined["closed"] >= before["closed"] + first["closes"]
        assert "tried" not in {each["unit"]["code"] for each in joined["units"]}
    finally:
        await run(database, GONE)


async def test_fewer_are_the_beginning_of_more(example: Service) -> None:
    """And none are none."""
    every = await asked(example)
    for best in (0, 1, 2):
        found = await asked(example, best=best)
        assert found["units"] == every["units"][:best]
        assert found["capabilities"] == every["capabilities"][:best]


async def test_refused_and_unknown(example: Service) -> None:
    """The argument is named; no place, no answer; a place where nothing is asked is covered."""
    _, answer = await example.ask(ASKED, {"place": STREET, "best": 21})
    (error,) = answer["errors"]
    assert (error["extensions"].get("reason") or error["extensions"]["code"]) == "PAGE_SIZE"
    assert await asked(example, "place_none") is None
