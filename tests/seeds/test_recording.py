"""An import leaves a record of itself: which rows and which fields, by whom; never what they say."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

import seeds
from graph.chain import ChainKey
from seeds import importing as running
from seeds.recording import By
from seeds.tables import from_rows
from tests.graph.chains import findings
from tests.seeds.small import small

if TYPE_CHECKING:
    from tests.conftest import Database

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
BY = By(ChainKey(b"k" * 32), "local:tester", now=lambda: AT)


async def _changes(database: Database) -> list[dict[str, Any]]:
    text = "MATCH (c:Change) WHERE c.stream = 'import' RETURN properties(c) AS said ORDER BY c.stream, c.seq"
    records, _, _ = await database.driver.execute_query(text)
    return [record["said"] for record in records]


async def _run(database: Database, rows: Any, **options: Any) -> Any:
    tables, problems = from_rows(rows)
    assert problems == []
    return await running.run(database.driver, tables, by=BY, **options)


async def test_an_import_is_recorded_once(clean: Database) -> None:
    """One record, with everything that was created; the same again records nothing, a change its row and field only."""
    assert (await _run(clean, small())).ok
    (first,) = await _changes(clean)
    assert (first["act"], first["actor"], first["via"]) == ("IMPORT", "local:tester", "LOCAL")
    assert (first["stream"], first["seq"], first["at"].to_native()) == ("import", 1, AT)
    assert set(first["target"].split(", ")) == set(small())
    said = json.loads(first["details"])
    assert said["Unit"]["CREATED"]
    created = sum(len(each["CREATED"]) for each in said.values())
    assert created == sum(map(len, small().values()))
    assert "UPDATED" not in str(said)

    assert (await _run(clean, small())).ok
    assert len(await _changes(clean)) == 1

    changed = small()
    changed["needs"][0]["标题"] = "改了的标题"
    assert (await _run(clean, changed)).total("updated") == 1
    _, second = await _changes(clean)
    ((code, fields),) = json.loads(second["details"])["Need"]["UPDATED"]
    assert (code, fields) == (changed["needs"][0]["编号"], ["title"])
    assert second["fields"] == ["Need.title"]
    assert "改了的标题" not in str(second)
    assert await findings(clean.driver, BY.key) == []


@pytest.mark.parametrize("size", [5, 1000])
async def test_each_batch_is_recorded(clean: Database, size: int) -> None:
    """In batches, each transaction has its own record, and together they name every row once."""
    report = await _run(clean, small(), at_once=0, batch=size)
    changes = await _changes(clean)
    assert len(changes) == -(-report.rows // size)
    named = [
        (kind, str(key))
        for change in changes
        for kind, said in json.loads(change["details"]).items()
        for key in said["CREATED"]
    ]
    assert len(named) == len(set(named)) == report.rows
    assert await findings(clean.driver, BY.key) == []


async def test_what_is_not_written_is_not_recorded(clean: Database) -> None:
    """A dry run and a refused import leave no record."""
    assert (await _run(clean, small(), dry_run=True)).ok
    wrong = small()
    wrong["units"][0]["类型"] = "没有这种"
    assert not (await _run(clean, wrong)).ok
    assert await _changes(clean) == []


async def test_edges_are_recorded_by_their_names(clean: Database) -> None:
    """A row that only gets another far end says the edge's name; a link sheet's row both codes."""
    await _run(clean, small())
    first = json.loads((await _changes(clean))[0]["details"])
    assert any("." in kind and len(said["CREATED"][0]) == 2 for kind, said in first.items())
    changed = small()
    need = changed["needs"][0]
    need["地点"] = "桥南社区"
    assert (await _run(clean, changed)).ok
    ((code, fields),) = json.loads((await _changes(clean))[1]["details"])["Need"]["UPDATED"]
    assert code == need["编号"]
    assert fields == ["place"]


async def test_whoever_is_at_the_machine_is_named(clean: Database) -> None:
    """Without more said, the actor is the user of this machine."""
    assert (await seeds.run_import_rows(clean.driver, small())).ok
    (change,) = await _changes(clean)
    assert change["actor"].startswith("local:")
    assert len(change["actor"]) > len("local:")
