"""Things to race for, needs to race for them with, and callers who all start at once, at two services over one database."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.ids import node_id
from graph.kinds import KINDS
from tests.access.acts.loop.acting import ERRORS, MAKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx

    from tests.access.acts.loop.acting import Loop

MORNING = {"startAt": "2027-03-05T08:00:00+08:00", "endAt": "2027-03-05T11:00:00+08:00"}
_NEEDS = """
MATCH (p:Place {code: 'NS-C01'}), (c:Category {code: 'N1.1.2'}), (m:Category {code: 'U.person'})
UNWIND $rows AS row
CREATE (n:Need {id: row.id, code: row.code, title: '抢订', kind: 'DEMAND', status: 'OPEN', statusAt: datetime(), priority: 3,
  quantity: 1.0, reportedAt: datetime(), reopenCount: 0, provenance: 'ENTERED', version: 1})
CREATE (n)-[:AT]->(p), (n)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m)
"""
_RESOURCES = """
MATCH (c:Category {code: 'C1.1'}), (m:Category {code: 'U.person'})
UNWIND $rows AS row
MATCH (u:Unit {code: row.unit})
CREATE (r:Resource {id: row.id, code: row.code, name: '抢手的', kind: 'VENUE', status: 'ACTIVE', visibility: 'PUBLIC',
  capacityMode: row.mode, capacity: row.capacity, toBeReturned: false, approvalRequired: false, emergencyCallable: false,
  provenance: 'ENTERED', version: 1})
CREATE (r)-[:PROVIDED_BY]->(u), (r)-[:IN_CATEGORY]->(c), (r)-[:MEASURED_IN]->(m)
"""
_KIT = "MATCH (kit:Resource {id: $kit}), (part:Resource {id: $part}) CREATE (kit)-[:CONSISTS_OF {quantity: 1.0}]->(part)"
_PROMISED = """
MATCH (r:Resource)<-[:USES]-(c:Commitment) WHERE r.id IN $ids
RETURN r.id AS resource, c.id AS id, c.status AS status, c.quantity AS quantity, c.version AS version,
       COUNT { (c)-[:FOR]->(:Need) } AS needs, COUNT { (c)-[:BY]->(:Unit) } AS units
"""


@dataclass
class Race:
    """Callers at two services. `errors` are those that no caller may get: an act that was neither done nor refused."""

    loop: Loop
    clients: Sequence[httpx.AsyncClient]
    made: int = 0
    errors: list[Any] = field(default_factory=list)
    replayed: int = 0

    def _code(self) -> str:
        self.made += 1
        return f"B-RACE{self.made:04}"

    async def needs(self, count: int) -> list[str]:
        """Ids of so many open needs."""
        codes = [self._code() for _ in range(count)]
        rows = [{"code": code, "id": node_id(KINDS["Need"], code)} for code in codes]
        await self.loop.acting.known.run(_NEEDS, rows=rows)
        return [row["id"] for row in rows]

    async def resource(
        self, capacity: float, mode: str = "COUNTED", unit: str = "NS-U-001", part: str | None = None
    ) -> str:  # fmt: skip
        """Id of a resource that is booked at once; a kit if it has a part."""
        code = self._code()
        row = {"code": code, "id": node_id(KINDS["Resource"], code), "unit": unit, "mode": mode, "capacity": capacity}  # fmt: skip
        await self.loop.acting.known.run(_RESOURCES, rows=[row])
        if part:
            await self.loop.acting.known.run(_KIT, kit=row["id"], part=part)
        return str(row["id"])

    async def run(
        self, accounts: Sequence[str], root: str, inputs: Sequence[Mapping[str, Any]]
    ) -> list[Mapping[str, Any]]:
        """All at once, by turns as these accounts and at either service: payloads, in the order of the inputs."""
        keys = [await self.loop.key(account) for account in accounts]
        shown = "commitments" if root in MAKING else "commitment"
        type_ = f"{root[0].upper()}{root[1:]}Input"
        query = f"mutation($input: {type_}!) {{ {root}(input: $input) {{ {shown} {{ id status }} {ERRORS} }} }}"

        async def one(at: int, said: Mapping[str, Any]) -> Mapping[str, Any]:
            answer = await self.clients[at % len(self.clients)].post(
                "/graphql", json={"query": query, "variables": {"input": said}},
                headers={"authorization": f"Bearer {keys[at % len(keys)]}"},
            )  # fmt: skip
            told = json.loads(answer.content)
            self.errors += told.get("errors", [])
            self.replayed += len(told.get("extensions", {}).get("replayed", []))
            return (told["data"] or {}).get(root) or {}

        found = await asyncio.gather(*(one(at, said) for at, said in enumerate(inputs)))
        assert self.errors == []
        return found

    async def promised(self, *resources: str) -> list[dict[str, Any]]:
        """What the graph holds of promises of these resources."""
        return await self.loop.acting.known.run(_PROMISED, ids=list(resources))


def ids(payload: Mapping[str, Any]) -> list[str]:
    """The commitments that were made."""
    return [each["id"] for each in payload["commitments"] or ()]
