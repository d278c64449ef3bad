"""`gongjian check` finds what the declarations forbid and Community cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import seeds
from graph import integrity
from tests.seeds.small import small

if TYPE_CHECKING:
    from graph.connect import Database

DAMAGE = [
    ("MATCH (n:Unit {code: 'U1'}) REMOVE n.name", "WRONG_PROPERTY", "Unit.name", "U1"),
    ("MATCH (n:Unit {code: 'U1'}) SET n.maxEngagements = '5'", "WRONG_PROPERTY", "Unit.maxEngagements", "U1"),
    ("MATCH (n:Need {code: 'D1'}) SET n.reportedAt = '2026-01-05'", "WRONG_PROPERTY", "Need.reportedAt", "D1"),
    ("MATCH (n:Resource {code: 'Z1'}) SET n.closedOn = ['2026-01-05']", "WRONG_PROPERTY", "Resource.closedOn", "Z1"),
    ("MATCH (n:Place {code: 'C1'}) SET n:Grid", "WRONG_LEVEL", "Place", "C1"),
    ("MATCH (n:Unit {code: 'U1'}) SET n:Street", "WRONG_LABEL", "Unit", "U1"),
    ("MATCH (n:Need {code: 'D1'})-[r:AT]->() DELETE r", "EDGE_MISSING", "Need.place", "D1"),
    ("MATCH (n:Need {code: 'D1'}), (u:Unit {code: 'U1'}) CREATE (n)-[:AT]->(u)", "WRONG_FAR_END", "Need.place", "D1"),
    ("MATCH (n:Need {code: 'D1'}), (p:Place {code: 'C2'}) CREATE (n)-[:AT]->(p)", "MORE_THAN_ONE", "Need.place", "D1"),
    ("MATCH (l:Alliance)<-[:MEMBER_OF]-(u:Unit) CREATE (l)<-[:MEMBER_OF]-(u)", "EDGE_TWICE", "Alliance.members", "L1"),
    ("MATCH (s:Place {code: 'S1'}), (c:Place {code: 'C1'}) CREATE (s)-[:PART_OF]->(c)", "CYCLE", "Place.parent", "C1"),
    ("MATCH (a:Resource {code: 'Z1'}), (b:Resource {code: 'Z2'}) CREATE (a)-[:CONSISTS_OF]->(b)-[:CONSISTS_OF]->(a)", "NESTED", "Resource.components", "Z1"),
    ("MATCH (p:FirstSecretary) REMOVE p:FirstSecretary", "WRONG_SECRETARY", "FirstSecretary", "P1"),
    ("MATCH (p:FirstSecretary) REMOVE p.secretaryId", "WRONG_SECRETARY", "FirstSecretary", "P1"),
    ("MATCH (p:Person {code: 'P2'}) SET p:FirstSecretary, p.secretaryId = 'x'", "WRONG_SECRETARY", "FirstSecretary", "P2"),
    ("CREATE (:Stranger)", "UNKNOWN_LABEL", "", "Stranger"),
]  # fmt: skip


@pytest.fixture(scope="module")
async def street(database: Database) -> Database:
    async with database.driver.session() as session:
        await (await session.run("MATCH (n) DETACH DELETE n")).consume()
    assert (await seeds.run_import_rows(database.driver, small())).ok
    return database


@pytest.mark.parametrize(("damage", "code", "about", "example"), DAMAGE)
async def test_damage_is_found(
    street: Database, damage: str, code: str, about: str, example: str
) -> None:
    """Each kind of damage is found, with the field and the code of what is damaged."""
    async with street.driver.session() as session:
        transaction = await session.begin_transaction()
        await (await transaction.run(damage)).consume()  # type: ignore[arg-type]
        found = await integrity.ask(transaction)  # type: ignore[arg-type]
        await transaction.rollback()
    assert [(f.code, f.about) for f in found if example in f.examples and f.code == code] == [
        (code, about)
    ]
    assert all(f.zh and f.en and f.cure_zh and f.cure_en for f in found)
