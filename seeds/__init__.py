"""How spreadsheets become graph, and the data to begin with.

| module | what it is for |
|---|---|
| `sheets` | which spreadsheets there are, with which columns: derived from the declarations |
| `tables` | files as rows of cells, with the numbers a spreadsheet program shows |
| `derived/` | sheets that other systems export, such as that of the 12345 hotline, taken as they are |
| `cells`, `rows` | text as values, each cell on its own |
| `references` | what codes and names mean, in the import and in the graph |
| `checks`, `examine` | everything that can be wrong, found before anything is written |
| `claims`, `promises` | that nothing is promised twice, with the acts of the service kept away meanwhile |
| `plan` | what is to be written, in an order in which every row finds its far ends |
| `writing` | rows compared with the graph, and written |
| `importing` | at once, or in journaled batches |
| `recording` | what an import says about itself in the record of changes |
| `problems`, `report`, `show` | what is told to people, in both languages |
| `guide` | the page about every sheet, for administrators |

Decided: an unknown header is an error, not a warning: a misspelt optional column would otherwise be lost in silence
(`test_reports`). An absent column leaves what is there, an empty cell clears it, or sets the default
(`test_import`). Rows that a sheet doesn't have are left alone: an import deletes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph import integrity, journal
from graph.integrity import Finding
from graph.transact import read
from seeds.importing import run, unfinished
from seeds.recording import By
from seeds.report import Report
from seeds.tables import from_paths, from_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from neo4j import AsyncDriver

    from graph.kinds import Unreadable
    from seeds.problems import Problem
    from seeds.tables import Table


async def run_import(
    driver: AsyncDriver,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    abandon: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Import CSV files and folders of them; see `seeds.importing.run` for the arguments."""
    given = from_paths([Path(p) for p in paths])
    return await _run(driver, given, dry_run=dry_run, abandon=abandon, progress=progress)


async def run_import_rows(
    driver: AsyncDriver, rows: Mapping[str, Iterable[Mapping[str, str]]], *, dry_run: bool = False, by: By | None = None
) -> Report:  # fmt: skip
    """Import rows in memory: sheet name (`units` or `单位`) → rows of header → cell, in the same language as files.

    Args:
        by: who imports and when, as it is recorded and as promises are judged; whoever is at this machine, now, if not given.
    """
    return await _run(driver, from_rows(rows), dry_run=dry_run, by=by)


async def _run(
    driver: AsyncDriver,
    given: tuple[list[Table], list[Problem]],
    *,
    dry_run: bool,
    abandon: bool = False,
    progress: Callable[[int, int], None] | None = None,
    by: By | None = None,
) -> Report:
    tables, problems = given
    if problems:
        # The sheets that could be read are checked all the same: one run shows everything there is to correct.
        report = await run(driver, tables, dry_run=True)
        report.dry_run = dry_run
        report.problems = [*problems, *report.problems]
        report.tally.clear()
        return report
    return await run(driver, tables, dry_run=dry_run, abandon=abandon, progress=progress, by=by)


async def check_graph(driver: AsyncDriver) -> list[Finding]:
    """What in the graph is not as the declarations say, and imports that were begun and not finished."""
    runs = await read(driver, "check.runs", journal.unfinished)
    found = [
        Finding(
            "IMPORT_UNFINISHED", "ImportRun", 1, (run_.id,), *_words(unfinished(run_))
        ) for run_ in runs
    ]  # fmt: skip
    return found + await read(driver, "check", integrity.ask)


def _words(why: Unreadable) -> tuple[str, str, str, str]:
    return why.zh, why.en, why.cure_zh, why.cure_en


def example_data() -> Path:
    """The folder of the data to begin with: Nanshan street of Beipiao and Wanlian street of Shenyang."""
    return Path(__file__).parent / "data"
