"""What the graph holds after a step: needs and commitments as they are, records since the last look, and a print of it all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from graph.deltas import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from neo4j import AsyncDriver

    from tests.loop.world import World

_ENDS = {
    "Need": {"owner": "OWNED_BY", "mergedInto": "MERGED_INTO", "partOf": "PART_OF_NEED", "place": "AT"},
    "Commitment": {"need": "FOR", "resource": "USES", "unit": "BY", "handledBy": "HANDLED_BY", "replaces": "REPLACES"},
    "Assessment": {"need": "ASSESSES", "by": "SAID_BY"},
}  # fmt: skip


def _nodes(kind: str, pattern: str) -> str:
    ends = ", ".join(f"{name}: [(n)-[:{type_}]->(x) | x.id]" for name, type_ in _ENDS[kind].items())
    return f"MATCH {pattern} RETURN '{kind}' AS kind, n.id AS id, properties(n) AS said, {{{ends}}} AS ends"


_AT = "(:Place {id: $street})<-[:PART_OF*1..2]-(:Place)<-[:AT]-"
_STATE = " UNION ALL ".join([
    _nodes("Need", f"{_AT}(n:Need)"), _nodes("Commitment", f"{_AT}(:Need)<-[:FOR]-(n:Commitment)"),
    _nodes("Assessment", f"{_AT}(:Need)<-[:ASSESSES]-(n:Assessment)"),
])  # fmt: skip
_RECORDS = "MATCH (c:Change {stream: $street}) WHERE c.seq > $seen RETURN properties(c) AS c ORDER BY c.seq"
_STREET = """
UNWIND $ids AS id
MATCH (n:Place|Unit|Person|RoleAssignment|Category|Resource|Agreement|Account {id: id})
RETURN labels(n) AS labels, n.id AS id, properties(n) AS said, [(n)-[r]->(m) | [type(r), m.id, properties(r)]] AS links
"""
_COUNTED = """
MATCH (n) WITH count(n) AS nodes
CALL () { MATCH (n:Lock) RETURN count(n) AS locks }
CALL () { MATCH (n:Remembered) RETURN count(n) AS memories }
CALL () { MATCH ()-[r]->() RETURN count(r) AS links }
CALL () { MATCH (n:Change) RETURN count(n) AS records }
RETURN nodes - locks - memories AS nodes, links, records
"""
"""Of the whole graph: what is written anywhere else shows as well."""


@dataclass(frozen=True)
class Row:
    """A node: values by stored name as Python has them, ids at the far ends by edge."""

    kind: str
    id: str
    said: Mapping[str, Any]
    ends: Mapping[str, list[str]]

    def __getitem__(self, name: str) -> Any:
        return self.said.get(name)

    def end(self, name: str) -> str | None:
        """The one at the far end."""
        ids = self.ends[name]
        assert len(ids) <= 1, f"{self.id} has {len(ids)} of {name}"
        return ids[0] if ids else None


@dataclass
class State:
    """Every need, commitment and assessment by id, and the records since the last look."""

    rows: dict[str, Row] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)

    def all(self, kind: str) -> list[Row]:
        """Those of a kind."""
        return [row for row in self.rows.values() if row.kind == kind]


async def state(driver: AsyncDriver, world: World, seen: int) -> State:
    """What is there on the street, with its records after the `seen`th."""
    found, street = State(), world.ids["S"]
    async with driver.session() as session:
        for record in await (await session.run(_STATE, street=street)).data():  # type: ignore[arg-type]
            said = {name: _native(value) for name, value in record["said"].items()}
            found.rows[record["id"]] = Row(record["kind"], record["id"], said, record["ends"])
        rows = await (await session.run(_RECORDS, street=street, seen=seen)).data()
    found.records = [row["c"] for row in rows]
    return found


async def fingerprint(driver: AsyncDriver, world: World) -> str:
    """A print of the street and the size of all else: other values, edges or records make another one. Locks, memories and
    when a key was used are no part of it."""
    street = world.ids["S"]
    async with driver.session() as session:
        said = await (await session.run(_STATE, street=street)).data()  # type: ignore[arg-type]
        said += await (await session.run(_STREET, ids=sorted(world.ids.values()))).data()
        counted = await (await session.run(_COUNTED)).data()
    told = sorted(orjson.dumps(_told(row), option=orjson.OPT_SORT_KEYS) for row in said)
    digest = hashlib.sha256(b"\n".join(told))
    digest.update(orjson.dumps(counted))
    return digest.hexdigest()


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    ends = sorted(str([type_, far, _plain(said)]) for type_, far, said in row.get("links", ()))
    return {"labels": sorted(row.get("labels", ())), "id": row["id"], "said": _plain(row["said"]), "ends": row.get("ends", ends)}  # fmt: skip


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in said.items()}


def _native(value: Any) -> Any:
    return value.to_native() if hasattr(value, "to_native") else value
