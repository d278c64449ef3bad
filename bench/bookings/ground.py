"""What is booked: a street with callers, things that are booked at once, and as many open needs as it takes."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bench.side_by_side.statements import key_of
from bench.worlds import ACCOUNT, STREET
from graph.ids import node_id
from graph.kinds import KINDS
from seeds import run_import_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neo4j import AsyncDriver

LIAISON = "BENCH-AL"
UNIT = f"{STREET}U0"
AT_A_TIME = 2_000
_LIAISON = {
    "categories": [{"编号": "R.UNIT_LIAISON", "名称": "单位联络员", "英文名": "Unit liaison", "体系": "ROLE", "来历": "示例"}],
    "people": [{"编号": "BENCH-PL", "姓名": "基准联络员", "来历": "示例"}],
    "role_assignments": [
        {"编号": "BENCH-JL", "状态": "ACTIVE", "人员": "BENCH-PL", "角色": "R.UNIT_LIAISON", "任职单位": UNIT, "来历": "示例"}
    ],
    "accounts": [{"编号": LIAISON, "登录标识": "bench#liaison", "状态": "ACTIVE", "人员": "BENCH-PL", "来历": "示例"}],
}  # fmt: skip
_RESOURCES = """
MATCH (c:Category {code: 'BENCH-C0.0'}), (m:Category {code: 'BENCH-U'})
UNWIND $rows AS row
MATCH (u:Unit {code: row.unit})
CREATE (r:Resource {id: row.id, code: row.code, name: row.code, kind: 'SERVICE', status: 'ACTIVE', visibility: 'PUBLIC',
  capacityMode: row.mode, capacity: row.capacity, toBeReturned: false, approvalRequired: false, emergencyCallable: false,
  provenance: 'ENTERED', version: 1})
CREATE (r)-[:PROVIDED_BY]->(u), (r)-[:IN_CATEGORY]->(c), (r)-[:MEASURED_IN]->(m)
"""
_NEEDS = f"""
MATCH (p:Place {{code: '{STREET}C1'}}), (c:Category {{code: 'BENCH-N0'}}), (m:Category {{code: 'BENCH-U'}})
UNWIND $rows AS row
CREATE (n:Need {{id: row.id, code: row.code, title: row.code, kind: 'DEMAND', status: 'OPEN', statusAt: datetime(), priority: 3,
  quantity: 1.0, reportedAt: datetime(), reopenCount: 0, provenance: 'ENTERED', version: 1}})
CREATE (n)-[:AT]->(p), (n)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m)
"""


@dataclass
class Ground:
    """Makes what is booked, under codes that nobody has used before; holds the keys of who books and who answers."""

    driver: AsyncDriver
    street: str = ""
    liaison: str = ""
    _run: str = field(default_factory=lambda: secrets.token_hex(3).upper())
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    async def lay(self) -> Ground:
        """Callers with keys, in a database that holds the street."""
        report = await run_import_rows(self.driver, _LIAISON)
        if report.problems:
            raise SystemExit(str(report.problems[0]))
        now = datetime.now(UTC)
        self.street = (await key_of(self.driver, ACCOUNT, now)).text
        self.liaison = (await key_of(self.driver, LIAISON, now)).text
        return self

    async def resources(self, count: int, capacity: float, *, mode: str = "COUNTED", units: int = 40) -> list[str]:  # fmt: skip
        """Ids of so many, of so many units by turns."""
        rows = self._rows("Resource", count)
        for at, row in enumerate(rows):
            row |= {"capacity": float(capacity), "mode": mode, "unit": f"{STREET}U{at % units}"}
        return await self._made(_RESOURCES, rows)

    async def needs(self, count: int) -> list[str]:
        """Ids of so many open needs at one community."""
        return await self._made(_NEEDS, self._rows("Need", count))

    def _rows(self, kind: str, count: int) -> list[dict[str, Any]]:
        codes = [f"BENCH-{self._run}-{next(self._numbers)}" for _ in range(count)]
        return [{"code": code, "id": node_id(KINDS[kind], code)} for code in codes]

    async def _made(self, text: str, rows: list[dict[str, Any]]) -> list[str]:
        for at in range(0, len(rows), AT_A_TIME):
            await self.driver.execute_query(text, rows=rows[at : at + AT_A_TIME])
        return [row["id"] for row in rows]
