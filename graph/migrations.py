"""Changes to what graphs hold already, numbered, each applied once.

Decided, and guarded by `tests/graph/test_migrations.py`: a step and the record that it was done are one transaction,
and the lock is taken in that same transaction, so two processes that start at once apply each step once. What was
applied must not change afterwards; the hash says so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph import lease
from graph.provision import provision
from graph.transact import read, write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neo4j import AsyncDriver, AsyncManagedTransaction

LEASE = "migrations"


class MigrationProblem(Exception):
    """The graph can't be brought up to date: what is wrong and what to do, in both languages."""

    def __init__(self, code: str, *, zh: str, en: str, cure_zh: str, cure_en: str) -> None:
        super().__init__(f"{en} {cure_en}")
        self.code, self.zh, self.en, self.cure_zh, self.cure_en = code, zh, en, cure_zh, cure_en


@dataclass(frozen=True)
class Migration:
    """One step. `statements` run in order in one transaction; they must be fit to run on an empty graph."""

    number: int
    title: str
    statements: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Hash of what the step does."""
        return hashlib.sha256("\n;\n".join(self.statements).encode()).hexdigest()


_VERSIONED = (
    "Account", "Agreement", "Alliance", "Category", "Commitment", "Need", "Person", "Place", "Project", "Resource",
    "RoleAssignment", "Source", "Unit",
)  # fmt: skip

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        1,
        "Stamp the graph with its birth",
        ("MERGE (s:Structure {id: 'graph'}) ON CREATE SET s.bornAt = datetime()",),
    ),
    Migration(
        2,
        "Give the graph a random name, so that its keys can be told from those of another",
        (
            "MERGE (s:Structure {id: 'graph'}) SET s.installation = coalesce(s.installation, randomUUID())",
        ),
    ),
    Migration(
        3,
        "Begin to count how often a record was written",
        tuple(
            f"MATCH (n:{label}) WHERE n.code IS NOT NULL AND n.version IS NULL SET n.version = 1"
            for label in _VERSIONED
        ),
    ),
    Migration(
        4,
        "Say at which level a need is, how often it was opened again, and that a unit is asked before its resource is used",
        (
            "MATCH (n:Need) WHERE n.code IS NOT NULL AND n.level IS NULL SET n.level = 1",
            "MATCH (n:Need) WHERE n.code IS NOT NULL AND n.reopenCount IS NULL SET n.reopenCount = 0",
            "MATCH (r:Resource) WHERE r.code IS NOT NULL AND r.approvalRequired IS NULL SET r.approvalRequired = true",
        ),
    ),
)
"""In order, without gaps. A step that was released is never edited; a mistake gets a step of its own."""

_APPLIED = """
MATCH (m:Migration) WHERE m.number IS NOT NULL
RETURN m.number AS number, m.sha256 AS sha256
ORDER BY m.number
"""

_RECORD = """
CREATE (m:Migration {number: $number, title: $title, sha256: $sha256, appliedAt: datetime()})
"""

STATEMENTS = {"migrations.applied": _APPLIED, "migrations.record": _RECORD}


async def migrate(
    driver: AsyncDriver, migrations: Sequence[Migration] = MIGRATIONS
) -> list[Migration]:
    """Make constraints and indexes, then apply what this graph has not seen yet.

    Returns:
        The steps that were applied, none if the graph was up to date.

    Raises:
        MigrationProblem: an applied step was edited since, or the graph was written by a newer version.
    """
    await provision(driver)
    seen = await read(driver, "migrations.read", _applied)
    _check(seen, migrations)
    done = [
        m
        for m in migrations
        if m.number not in seen and await write(driver, "migrations.apply", _apply, m)
    ]
    _check(await read(driver, "migrations.read", _applied), migrations)
    return done


def _check(applied: Mapping[int, str], migrations: Sequence[Migration]) -> None:
    known = {m.number: m for m in migrations}
    for number, sha256 in applied.items():
        if number not in known:
            raise MigrationProblem(
                "GRAPH_IS_NEWER",
                zh=f"图数据库已由更新的版本升级到第 {number} 步。",
                en=f"The graph has been brought to step {number} by a newer version.",
                cure_zh="请使用该版本或更新的版本。",
                cure_en="Run that version or a newer one.",
            )
        if known[number].sha256 != sha256:
            raise MigrationProblem(
                "MIGRATION_CHANGED",
                zh=f"第 {number} 步迁移“{known[number].title}”在执行之后被改动过。",
                en=f"Migration {number}, “{known[number].title}”, was edited after it had been applied.",
                cure_zh="请恢复该步骤的原文，把改动写成新的一步。",
                cure_en="Restore the step as it was and write the change as a step of its own.",
            )


async def _applied(tx: AsyncManagedTransaction) -> dict[int, str]:
    return {r["number"]: r["sha256"] for r in await (await tx.run(_APPLIED)).data()}


async def _apply(tx: AsyncManagedTransaction, migration: Migration) -> bool:
    await lease.hold(tx, LEASE, "")
    if migration.number in await _applied(tx):
        return False
    for statement in migration.statements:
        await (await tx.run(statement)).consume()  # pyright: ignore[reportArgumentType]
    said = {"number": migration.number, "title": migration.title, "sha256": migration.sha256}
    await (await tx.run(_RECORD, said)).consume()
    return True
