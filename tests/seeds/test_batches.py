"""Large imports: in batches, one at a time, and on from where they were cut off."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import pytest

import seeds
from graph.connect import Database, locate, open_driver
from seeds import importing as running
from seeds.tables import from_rows
from tests.conftest import own_home
from tests.seeds.small import Rows, dump, small

if TYPE_CHECKING:
    from pathlib import Path

    from seeds.importing import Progress
    from seeds.report import Report

OTHER: Rows = {"units": [{"编号": "U7", "名称": "别的单位", "类型": "企业"}]}


class Cut(Exception):
    """The importing process was killed here."""


def cut_after(rows: int) -> Progress:
    def progress(done: int, _total: int) -> None:
        if done >= rows:
            raise Cut

    return progress


async def in_batches(
    database: Database, rows: Rows, size: int, progress: Progress | None = None
) -> Report:
    tables, problems = from_rows(rows)
    assert problems == []
    return await running.run(database.driver, tables, at_once=0, batch=size, progress=progress)


async def wipe(database: Database) -> None:
    async with database.driver.session() as session:
        await (await session.run("MATCH (n) DETACH DELETE n")).consume()


async def expected_graph(database: Database) -> list[str]:
    report = await seeds.run_import_rows(database.driver, small())
    assert report.problems == []
    expected = await dump(database)
    await wipe(database)
    return expected


def whole_rows(lines: list[str]) -> set[str]:
    """Lines without the label that follows from rows to come."""
    return {line for line in lines if "FirstSecretary" not in line and "code='P1'" not in line}


@pytest.mark.parametrize("size", [7, 1000])
async def test_batches_give_the_same_graph(clean: Database, size: int) -> None:
    """However many rows a transaction takes, the graph is that of one transaction."""
    expected = await expected_graph(clean)
    report = await in_batches(clean, small(), size)
    assert report.total("created") == report.rows
    assert await dump(clean) == expected
    assert await seeds.check_graph(clean.driver) == []


async def test_cut_off_anywhere_it_goes_on_to_the_same_graph(clean: Database) -> None:
    """After each cut, whole rows are there and no row in part; it says so; the same rows again complete it."""
    expected = await expected_graph(clean)
    for rows in (1, 13, 20):
        await wipe(clean)
        with pytest.raises(Cut):
            await in_batches(clean, small(), 1, cut_after(rows))
        assert whole_rows(await dump(clean)) <= set(expected)
        assert [f.code for f in await seeds.check_graph(clean.driver)] == ["IMPORT_UNFINISHED"]
        report = await in_batches(clean, small(), 1)
        assert report.resumed_at == rows
        assert report.total("created") == report.rows - rows
        assert await dump(clean) == expected
        assert await seeds.check_graph(clean.driver) == []


async def test_an_unfinished_import_refuses_others(clean: Database) -> None:
    """Other files are refused until the unfinished import is completed or given up."""
    with pytest.raises(Cut):
        await in_batches(clean, small(), 5, cut_after(10))
    before = await dump(clean)
    for refused in (
        await seeds.run_import_rows(clean.driver, OTHER),
        await in_batches(clean, OTHER, 1),
    ):
        assert [p.code for p in refused.problems] == ["IMPORT_UNFINISHED"]
    assert await dump(clean) == before
    tables, _ = from_rows(OTHER)
    assert (await running.run(clean.driver, tables, abandon=True)).ok
    assert await seeds.check_graph(clean.driver) == []


async def test_a_wrong_row_stops_a_large_import_before_its_first_batch(clean: Database) -> None:
    """Batches or not, nothing is written while any row is wrong."""
    rows = small()
    rows["people"][1]["出生年份"] = "很久以前"
    report = await in_batches(clean, rows, 1)
    assert [(p.sheet, p.row, p.code) for p in report.problems] == [("people", 3, "NOT_A_NUMBER")]
    assert await dump(clean) == []
    assert await seeds.check_graph(clean.driver) == []


async def test_one_import_at_a_time(clean: Database) -> None:
    """While one import is in its batches another is refused plainly; both small ones get through, in turn."""
    outcome: list[Report] = []

    async def second() -> None:
        outcome.append(await seeds.run_import_rows(clean.driver, OTHER))

    waiting: list[asyncio.Task[None]] = []

    def progress(_done: int, _total: int) -> None:
        if not waiting:
            waiting.append(asyncio.create_task(second()))

    rows = small()
    rows["units"] += [
        {**rows["units"][1], "编号": f"V{i}", "名称": f"单位{i}", "简称": ""} for i in range(150)
    ]
    assert (await in_batches(clean, rows, 1, progress)).ok
    await waiting[0]
    assert [p.code for p in outcome[0].problems] == ["IMPORT_RUNNING"]
    both = await asyncio.gather(*(seeds.run_import_rows(clean.driver, r) for r in (OTHER, small())))
    assert all(report.ok for report in both)


async def test_a_dead_importers_lease_runs_out(
    clean: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An importer that vanished with its lease holds up the next for no longer than the lease lasts."""
    monkeypatch.setattr(running, "LEASE_SECONDS", 2)

    async def vanish(*_args: object) -> None:
        await asyncio.sleep(0)

    with monkeypatch.context() as patch:
        patch.setattr(running, "tidy", vanish)
        with pytest.raises(Cut):
            await in_batches(clean, small(), 5, cut_after(10))
    assert (await in_batches(clean, small(), 5)).resumed_at == 10


async def test_kill_9_of_the_database_in_the_middle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is killed between and inside batches; restarted, the same files complete the same graph."""
    monkeypatch.setattr(running, "LEASE_SECONDS", 1)
    home = own_home(tmp_path)
    origin = locate(home)
    done: list[int] = []
    assert origin.server

    def kill(at: int) -> Progress:
        def progress(rows: int, _total: int) -> None:
            done.append(rows)
            if rows >= at and origin.server:
                origin.server.kill()

        return progress

    async with open_driver(origin) as driver:
        expected = await expected_graph(Database(driver, origin))
        with contextlib.suppress(Exception):
            await in_batches(Database(driver, origin), small(), 4, kill(12))
    origin.server.stop()
    origin = locate(home)
    assert origin.server
    try:
        async with open_driver(origin) as driver:
            database = Database(driver, origin)
            assert whole_rows(await dump(database)) <= set(expected)
            report = await in_batches(database, small(), 4)
            assert report.resumed_at >= max(done)
            assert await dump(database) == expected
            assert await seeds.check_graph(driver) == []
    finally:
        origin.server.stop()
