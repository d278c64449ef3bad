"""Constraints and indexes, derived from the declarations.

Decided, and guarded by `tests/graph/test_provision.py`:
- Every name begins with `gongjian_`; what carries that prefix and isn't declared any more is dropped, all else is left.
- The family's label and every kind with root fields of its own have the full set, because an index serves only the
  label it is on: `MATCH (s:Street) ORDER BY s.code` can't use the index of `:Place`.
- Uniqueness stands behind every MERGE; Community has no other constraint.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from neo4j.exceptions import ClientError

from graph.chain.records import CHAIN_HEAD
from graph.journal import IMPORT_RUN
from graph.kinds import KINDS
from graph.lease import LEASE
from graph.remembered import REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neo4j import AsyncDriver, AsyncManagedTransaction, AsyncSession

    from graph.kinds import Kind, Prop

PREFIX = "gongjian_"
MIGRATION = "Migration"
STRUCTURE = "Structure"
LOCK = "Lock"
BOOKKEEPING = {
    LEASE: "id", IMPORT_RUN: "id", CHAIN_HEAD: "id", MIGRATION: "number", STRUCTURE: "id", REMEMBERED: "key", LOCK: "id",
}  # fmt: skip
"""Labels of nodes that are no part of the domain, each with its key."""

_AWAIT_SECONDS = 600
_COMMANDS_PER_TRANSACTION = 50
_ATTEMPTS = 8
_PAUSE = 0.25


@dataclass(frozen=True)
class Schema:
    """One constraint or index. `type` as `SHOW INDEXES` says it; a unique one is a constraint."""

    name: str
    type: str
    label: str
    properties: tuple[str, ...]
    unique: bool = False

    @property
    def create(self) -> str:
        """The command that makes it unless it is there."""
        listed = ", ".join(f"n.`{p}`" for p in self.properties)
        pattern = f"`{self.name}` IF NOT EXISTS FOR (n:`{self.label}`)"
        if self.unique:
            return f"CREATE CONSTRAINT {pattern} REQUIRE ({listed}) IS UNIQUE"
        if self.type == "FULLTEXT":
            return f"CREATE FULLTEXT INDEX {pattern} ON EACH [{listed}] OPTIONS {{indexConfig: {{`fulltext.analyzer`: 'cjk'}}}}"
        return f"CREATE {self.type} INDEX {pattern} ON ({listed})"

    @property
    def drop(self) -> str:
        """The command that removes it."""
        return f"DROP {'CONSTRAINT' if self.unique else 'INDEX'} `{self.name}` IF EXISTS"


def fulltext_index_name(kind: Kind) -> str:
    """Name of the full-text index of a kind, e.g. `gongjian_units_search`."""
    return f"{PREFIX}{_snake(kind.plural)}_search"


def declared_schema() -> list[Schema]:
    """Every constraint and index that follows from the declarations."""
    found = [_unique(label, key) for label, key in BOOKKEEPING.items()]
    # What is forgotten is found by its age.
    found.append(Schema(f"{PREFIX}remembered_at_range", "RANGE", REMEMBERED, ("at",)))
    for kind in KINDS.values():
        if kind.labels and kind.labelled and (kind.rooted or kind.family is kind):
            found.extend(_of_kind(kind))
    return found


def structure_hash() -> str:
    """Changes whenever the declared structure does."""
    text = "\n".join(sorted(s.create for s in declared_schema()))
    return hashlib.sha256(text.encode()).hexdigest()


def _of_kind(kind: Kind) -> Iterator[Schema]:
    label = kind.name
    for prop in kind.props.values():
        if prop.key:
            yield _unique(label, prop.stored)
        elif prop.index:
            yield _index(label, prop.index.upper(), prop)
        if prop.order and not prop.key:
            yield _index(label, "RANGE", prop, kind.id_prop)
    if kind.searched:
        stored = tuple(p.stored for p in kind.searched)
        yield Schema(fulltext_index_name(kind), "FULLTEXT", label, stored)
    for together in kind.unique:
        yield _unique(label, *together)


def _unique(label: str, *props: str) -> Schema:
    name = "_".join([_snake(label), *map(_snake, props), "unique"])
    return Schema(f"{PREFIX}{name}", "RANGE", label, props, unique=True)


def _index(label: str, type_: str, *props: Prop) -> Schema:
    stored = tuple(p.stored for p in props)
    name = "_".join([_snake(label), *map(_snake, stored), type_.lower()])
    return Schema(f"{PREFIX}{name}", type_, label, stored)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


_SHOW = """
SHOW INDEXES YIELD name, type, labelsOrTypes, properties, owningConstraint
WHERE name STARTS WITH $prefix
RETURN collect([name, type, labelsOrTypes[0], properties, owningConstraint IS NOT NULL]) AS present
"""

_STAMP = """
MERGE (s:Structure {id: 'schema'})
SET s.hash = $hash, s.changedAt = datetime()
"""

_STAMPED = "MATCH (s:Structure {id: 'schema'}) RETURN s.hash AS hash"


@dataclass(frozen=True)
class Provisioned:
    """What `provision` had to do: names of what it made and dropped."""

    created: tuple[str, ...]
    dropped: tuple[str, ...]


async def provision(driver: AsyncDriver) -> Provisioned:
    """Make the declared constraints and indexes, drop those no longer declared, and wait until all are online.

    May be run at any time, by several processes at once. Nothing to do costs one question.
    """
    async with driver.session() as session:
        for attempt in range(_ATTEMPTS):
            try:
                return await _provision(session)
            except ClientError as error:
                # "IF NOT EXISTS" is not proof against another process that makes the same at this moment.
                if "Schema" not in (error.code or "") or attempt == _ATTEMPTS - 1:
                    raise
                await asyncio.sleep(_PAUSE * (attempt + 1))
    raise AssertionError("the last attempt returns or raises")


async def _provision(session: AsyncSession) -> Provisioned:
    declared = {s.name: s for s in declared_schema()}
    present = await session.execute_read(_present)
    stale = [s for name, s in present.items() if declared.get(name) != s]
    missing = [s for name, s in declared.items() if present.get(name) != s]
    for part in _parts([*(s.drop for s in stale), *(s.create for s in missing)]):
        await session.execute_write(_command, part)
    if missing:
        awaiting = await session.run("CALL db.awaitIndexes($seconds)", seconds=_AWAIT_SECONDS)
        await awaiting.consume()
    stamped = await (await session.run(_STAMPED)).single()
    if stamped is None or stamped["hash"] != structure_hash():
        await session.execute_write(_stamp)
    return Provisioned(tuple(s.name for s in missing), tuple(s.name for s in stale))


def _parts(commands: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(commands), _COMMANDS_PER_TRANSACTION):
        yield commands[start : start + _COMMANDS_PER_TRANSACTION]


async def _present(tx: AsyncManagedTransaction) -> dict[str, Schema]:
    # One record: every import asks this, and the driver's price is by the record.
    record = await (await tx.run(_SHOW, prefix=PREFIX)).single(strict=True)
    return {
        name: Schema(name, type_, label, tuple(properties), unique)
        for name, type_, label, properties, unique in record["present"]
    }


async def _command(tx: AsyncManagedTransaction, commands: Sequence[str]) -> None:
    for command in commands:
        await (await tx.run(command)).consume()  # pyright: ignore[reportArgumentType]


async def _stamp(tx: AsyncManagedTransaction) -> None:
    await (await tx.run(_STAMP, hash=structure_hash())).consume()
