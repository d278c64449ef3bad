"""Numbered changes to the data: once each, in order, never edited."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

import seeds
from graph.kinds import KINDS
from graph.migrations import MIGRATIONS, Migration, MigrationProblem, migrate

if TYPE_CHECKING:
    from graph.connect import Database

assert seeds.example_data

STEPS = (
    Migration(1, "Count", ("MERGE (s:Structure {id: 'test'}) SET s.times = coalesce(s.times, 0) + 1",)),
    Migration(2, "Count by ten", ("MATCH (s:Structure {id: 'test'}) SET s.times = s.times + 10", "MATCH (s:Structure {id: 'test'}) SET s.done = true")),
)  # fmt: skip


async def times(database: Database) -> object:
    records, _, _ = await database.driver.execute_query(
        "MATCH (s:Structure {id: 'test'}) RETURN s.times"
    )
    return records[0][0] if records else None


def test_numbers_run_without_gaps() -> None:
    """Steps are numbered from 1 in their order."""
    assert [m.number for m in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


LATER = {"Need": {"level": 2, "reopenCount": 5}, "Resource": {"approvalRequired": False}}
"""What nodes must have that those of before don't, with other values than they get."""


async def test_nodes_of_before_get_what_an_import_would_give_them(clean: Database) -> None:
    """What is required of a kind by now is there as its default; what a node says already stays."""
    await migrate(clean.driver, MIGRATIONS[:3])
    for kind, values in LATER.items():
        text = f"CREATE (:`{kind}` {{id: 'before', code: '1'}}) CREATE (n:`{kind}` {{id: 'says', code: '2'}}) SET n += $values"
        await clean.driver.execute_query(text, values=values)  # type: ignore[arg-type]
    assert MIGRATIONS[3] in await migrate(clean.driver)
    for kind, values in LATER.items():
        text = f"MATCH (n:`{kind}`) RETURN n.id AS id, properties(n) AS stored"
        found = await clean.driver.execute_query(text)  # type: ignore[arg-type]
        stored = {row["id"]: row["stored"] for row in found.records}
        for name, value in values.items():
            prop = KINDS[kind].props[name]
            assert prop.required
            assert stored["before"][name] == prop.default
            assert stored["says"][name] == value


async def test_each_step_once_in_order(clean: Database) -> None:
    """A step is applied once; later ones go on from there."""
    assert await migrate(clean.driver, STEPS[:1]) == [STEPS[0]]
    assert await migrate(clean.driver, STEPS) == [STEPS[1]]
    assert await migrate(clean.driver, STEPS) == []
    assert await times(clean) == 11


async def test_processes_that_start_at_once_apply_each_step_once(clean: Database) -> None:
    """Four at a time: every step is applied by exactly one of them."""
    done = await asyncio.gather(*(migrate(clean.driver, STEPS) for _ in range(4)))
    assert sorted(m.number for steps in done for m in steps) == [1, 2]
    assert await times(clean) == 11


async def test_an_edited_step_is_refused(clean: Database) -> None:
    """A step that was applied and then edited stops everything, with a sentence that says so."""
    await migrate(clean.driver, STEPS[:1])
    edited = Migration(1, "Count", ("MATCH (n:Structure {id: 'test'}) SET n.times = 0",))
    with pytest.raises(MigrationProblem) as refused:
        await migrate(clean.driver, (edited, STEPS[1]))
    assert refused.value.code == "MIGRATION_CHANGED"
    assert await times(clean) == 1


async def test_an_older_version_is_refused(clean: Database) -> None:
    """A graph that a newer version has changed is not touched by an older one."""
    await migrate(clean.driver, STEPS)
    with pytest.raises(MigrationProblem) as refused:
        await migrate(clean.driver, STEPS[:1])
    assert refused.value.code == "GRAPH_IS_NEWER"


async def test_a_step_that_fails_leaves_nothing(clean: Database) -> None:
    """A step is whole or not at all: its first statement does not stay when its second fails."""
    broken = Migration(1, "Broken", (STEPS[0].statements[0], "RETURN 1 / 0"))
    with pytest.raises(Exception, match="/ by zero"):
        await migrate(clean.driver, (broken,))
    assert await times(clean) is None
    assert await migrate(clean.driver, STEPS[:1]) == [STEPS[0]]
