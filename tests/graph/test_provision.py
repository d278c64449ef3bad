"""Constraints and indexes follow the declarations."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import seeds
from graph import provision as provisioning
from graph.ids import key_of, node_id
from graph.kinds import KINDS
from graph.provision import BOOKKEEPING, PREFIX, declared_schema, fulltext_index_name, provision
from graph.stored import statements as reading
from graph.write import families
from graph.write import statements as writing

if TYPE_CHECKING:
    import pytest

    from graph.connect import Database

assert seeds.example_data

SHOW = "SHOW INDEXES YIELD name, state, type, labelsOrTypes, properties, options WHERE name STARTS WITH $prefix RETURN *"


async def shown(database: Database) -> dict[str, dict[str, object]]:
    records, _, _ = await database.driver.execute_query(SHOW, prefix=PREFIX)
    return {r["name"]: r.data() for r in records}


async def test_what_is_declared_is_there_and_online(database: Database) -> None:
    """Every declared constraint and index exists, is online, and a second run has nothing to do."""
    await provision(database.driver)
    present = await shown(database)
    assert set(present) == {s.name for s in declared_schema()}
    assert {row["state"] for row in present.values()} == {"ONLINE"}
    again = await provision(database.driver)
    assert (again.created, again.dropped) == ((), ())


async def test_dropped_and_changed_ones_are_restored_and_strangers_left(database: Database) -> None:
    """A missing index comes back, one of ours that is declared differently is replaced, others' are not touched."""
    await provision(database.driver)
    lost, changed = fulltext_index_name(KINDS["Unit"]), fulltext_index_name(KINDS["Need"])
    for command in (
        f"DROP INDEX {lost}",
        f"DROP INDEX {changed}",
        f"CREATE FULLTEXT INDEX {changed} FOR (n:Need) ON EACH [n.note]",
        f"CREATE INDEX {PREFIX}of_the_past FOR (n:Unit) ON (n.fax)",
        "CREATE INDEX of_somebody FOR (n:Unit) ON (n.phone)",
    ):
        await database.driver.execute_query(command)
    try:
        done = await provision(database.driver)
        assert set(done.created) == {lost, changed}
        assert set(done.dropped) == {changed, f"{PREFIX}of_the_past"}
        records, _, _ = await database.driver.execute_query(
            "SHOW INDEXES YIELD name WHERE name = 'of_somebody' RETURN name"
        )
        assert len(records) == 1
    finally:
        await database.driver.execute_query("DROP INDEX of_somebody IF EXISTS")
    assert (await shown(database))[changed]["properties"] == [
        p.stored for p in KINDS["Need"].searched
    ]


async def test_several_processes_at_once(database: Database) -> None:
    """Provisioning in parallel ends in the declared state for all."""
    await database.driver.execute_query(
        f"DROP INDEX {fulltext_index_name(KINDS['Unit'])} IF EXISTS"
    )
    await asyncio.gather(*(provision(database.driver) for _ in range(4)))
    assert set(await shown(database)) == {s.name for s in declared_schema()}


async def test_full_text_finds_chinese(clean: Database) -> None:
    """Full-text indexes use the analyser for Chinese, Japanese and Korean."""
    await provision(clean.driver)
    present = await shown(clean)
    searched = [row for row in present.values() if row["type"] == "FULLTEXT"]
    assert searched
    assert {row["options"]["indexConfig"]["fulltext.analyzer"] for row in searched} == {"cjk"}  # type: ignore[index]


async def test_no_statement_scans_and_every_merge_has_its_constraint(database: Database) -> None:
    """Writing and reading for the import is planned on indexes: no scan, no cartesian product, unique keys seeked."""
    await provision(database.driver)
    unique = {(s.label, s.properties) for s in declared_schema() if s.unique}
    assert all((f.name, (key_of(f).stored,)) in unique for f in families())
    assert all((label, (key,)) in unique for label, key in BOOKKEEPING.items())
    given = {"rows": [], "codes": [], "left": []}
    for name, text in [*writing(), *reading()]:
        _, summary, _ = await database.driver.execute_query(f"EXPLAIN {text}", given)
        operators = set(walk(summary.plan))
        assert not operators & {"AllNodesScan", "NodeByLabelScan", "CartesianProduct"}, (
            name,
            operators,
        )


def walk(plan: dict | None) -> list[str]:  # type: ignore[type-arg]
    if plan is None:
        return []
    return [
        plan["operatorType"].partition("@")[0],
        *(o for child in plan.get("children", []) for o in walk(child)),
    ]


def test_names_are_unique_and_ours() -> None:
    """No two constraints or indexes share a name; all carry our prefix."""
    names = [s.name for s in declared_schema()]
    assert len(names) == len(set(names))
    assert all(name.startswith(PREFIX) for name in names)


def test_the_hash_tells_a_changed_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another declared structure has another hash."""
    before = provisioning.structure_hash()
    shorter = declared_schema()[:-1]
    monkeypatch.setattr(provisioning, "declared_schema", lambda: shorter)
    assert provisioning.structure_hash() != before


def test_ids_follow_from_family_and_code() -> None:
    """A place keeps its id whatever its level; other kinds with the same code have others."""
    street, community, unit = (node_id(KINDS[k], "X1") for k in ("Street", "Community", "Unit"))
    assert street == community != unit
    assert street.startswith("place_")
    assert len(street) >= len("place_") + 22
    person, secretary = (node_id(KINDS[k], "P1") for k in ("Person", "FirstSecretary"))
    assert person.removeprefix("person_") == secretary.removeprefix("secretary_")
