"""The statement brings what was asked of a place's partners, from the example data; and whatever mark of it is dropped, an answer shows it."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from schema.instants import BEIJING
from schema.load.roots import QUESTIONS, Asked
from seeds import example_data
from tests.schema.marks import survivors

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Database
    from tests.fixtures.service import Service

FROM, TO = datetime(2026, 7, 1, tzinfo=BEIJING), datetime(2027, 1, 1, tzinfo=BEIJING)
REFUSED = {"已谢绝", "超时未响应", "已撤回"}
ACCEPTED = {"已接受", "挂起", "实施中", "已交付", "已确认", "有异议", "未完成", "未到场"}
ASK = """query($place: ID!, $from: DateTime!, $to: DateTime!) { loadFairness(place: $place, from: $from, to: $to, first: 100) {
  unitCount asked { total } load { total gini } units { unit { code name } counted asked accepted refused delivered load askedIds } } }"""


def sheet(name: str) -> list[dict[str, str]]:
    """Rows of an example file."""
    with (example_data() / f"{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


async def test_equals_a_count_over_the_sheets(example: Service, database: Database) -> None:
    """Of every partner of Nanshan street: counted by hand from the rows of the example file."""
    async with database.driver.session() as session:
        result = await session.run("MATCH (p:Street {name: '南山街道'}) RETURN p.id")
        street = (await result.single(strict=True))[0]
    answer = (await example.data(ASK, {"place": street, "from": FROM.isoformat(), "to": TO.isoformat()}))["loadFairness"]  # fmt: skip
    rows = [
        r for r in sheet("commitments")
        if "2026-07-01" <= r["开始时间"] < "2027-01-01" and r["状态"] not in {"作废", "已取消"} and r["需求"].startswith("NS-")
    ]  # fmt: skip
    count: dict[str, Counter[str]] = {}
    for row in rows:
        mine = count.setdefault(row["单位"], Counter())
        asked = row["方向"] in {"点单", "指派"}
        accepted = row["状态"] in ACCEPTED
        mine.update(asked=asked, accepted=accepted, load=asked or accepted)
        mine.update(refused=asked and row["状态"] in REFUSED, delivered=row["状态"] in {"已交付", "已确认", "有异议"})  # fmt: skip
    partners = {u["unit"]["name"]: u for u in answer["units"]}
    assert answer["unitCount"] == sum(u["counted"] for u in partners.values()) == 31
    for name, unit in partners.items():
        mine = count.get(name, Counter())
        for figure in ("asked", "accepted", "refused", "delivered", "load"):
            assert unit[figure] == mine[figure], (name, figure)
        assert len(unit["askedIds"]) == unit["asked"]
    assert answer["load"]["total"] == sum(u["load"] for u in partners.values() if u["counted"]) > 0


PLANT = (
    # Partners of what lies above and two levels below, each in the three ways, some for part of the time.
    ("MATCH (a:Place {name: '北票市'}), (u:Unit) WITH a, u ORDER BY u.code LIMIT 12 WITH a, collect(u) AS us"
    " UNWIND range(0, size(us) - 1) AS n WITH a, us[n] AS u, n CREATE (g:Agreement:Record {id: 'tried_g' + n, code: 'tried_g' + n, status: 'ACTIVE', title: 'x'})-[:BENEFITS]->(a) CREATE (u)-[:PARTY_TO]->(g)"),
    ("MATCH (p:Community) WITH p ORDER BY p.code LIMIT 4 MATCH (u:Unit) WITH p, u ORDER BY u.code LIMIT 40 WITH collect([p, u]) AS each"
    " UNWIND range(0, size(each) - 1) AS n WITH each[n][0] AS p, each[n][1] AS u, n CREATE (l:Alliance:Record {id: 'tried_l' + n, code: 'tried_l' + n, name: 'x', status: 'ACTIVE'})-[:SERVES]->(p)"
    " CREATE (u)-[:MEMBER_OF {memberUntil: date('2026-09-01') + duration({days: n})}]->(l)"),
    ("MATCH (p:Community) WITH p ORDER BY p.code LIMIT 3 MATCH (u:Unit) WITH p, u ORDER BY u.code DESC LIMIT 20 WITH collect([p, u]) AS each"
    " UNWIND range(0, size(each) - 1) AS n WITH each[n][0] AS p, each[n][1] AS u, n CREATE (l:Alliance:Record {id: 'tried_s' + n, code: 'tried_s' + n, name: 'x', status: 'ACTIVE'})-[:SERVES]->(p)"
    " CREATE (t:RoleAssignment:Record {id: 'tried_t' + n, code: 'tried_t' + n, status: 'ACTIVE'})-[:TARGETS]->(l) CREATE (t)-[:SECONDED_FROM]->(u)"),
    # Everything is open, and what was asked for can do what stands above it.
    "MATCH (d:Commitment) WHERE d.startAt > datetime('2026-07-01T00:00Z') SET d.status = 'REQUESTED', d.direction = 'REQUESTED'",
    "MATCH (:Commitment {status: 'REQUESTED'})-[:USES]->(r:Resource)-[:IN_CATEGORY]->()-[:CHILD_OF*2]->(a) MERGE (r)-[:IN_CATEGORY]->(a)",
    "MATCH (v:Unit {name: '北票市中心医院'}) MATCH (d:Commitment {status: 'REQUESTED'})-[by:BY]->() CREATE (d)-[:BY]->(v) DELETE by",
    "MATCH (:Commitment {status: 'REQUESTED'})-[:FOR]->(n)-[at:AT]->(p)<-[:PART_OF]-(q) WITH n, at, head(collect(q)) AS q CREATE (n)-[:AT]->(q) DELETE at",
)  # fmt: skip


async def asked(value: Callable[[str], Any]) -> list[Asked]:
    """Of the city, the street, and three communities."""
    places = [await value(f"MATCH (p:Place {{name: '{name}'}}) RETURN p.id") for name in ("北票市", "南山街道")]  # fmt: skip
    places += await value("MATCH (p:Community) WITH p.id AS id ORDER BY p.code LIMIT 3 RETURN collect(id)")  # fmt: skip
    return [Asked(place, FROM, TO, 100) for place in places]


async def test_no_mark_can_be_dropped(example: Service, database: Database) -> None:
    """Each «scope …», «along …» and «value …»."""
    del example
    left = await survivors(
        database, QUESTIONS[0], plant=PLANT, ask=asked, gates=[("Unit", "maxEngagements")],
        share={"Place": 0.2, "Agreement": 0.4, "Alliance": 0.4, "Category": 0.35},
    )  # fmt: skip
    assert left == [], chr(10).join(left)
