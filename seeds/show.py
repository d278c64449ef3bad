"""A report for people: a table in the terminal, and the user's own sheet given back with a column of what is wrong."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

from rich.table import Table as Grid
from rich.text import Text

from seeds.sheets import ERRORS

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from seeds.problems import Problem
    from seeds.report import Report
    from seeds.tables import Table

SHOWN = 200
"""Problems listed in the terminal; the report file has all."""


def show(report: Report, console: Console) -> None:
    """Print what an import did or what is wrong with it, in Chinese and English."""
    if report.problems:
        _show_problems(report, console)
    else:
        _show_tally(report, console)


def _show_tally(report: Report, console: Console) -> None:
    grid = Grid("表 Sheet", *("新增 created", "更新 updated", "不变 unchanged"))
    outcomes = ("created", "updated", "unchanged")
    for title in dict.fromkeys(title for title, _ in report.tally):
        grid.add_row(title, *(str(report.tally[title, outcome]) for outcome in outcomes))
    console.print(grid)
    said = "未写入（试运行） Nothing written (dry run)" if report.dry_run else "已导入 Imported"
    console.print(f"{said}: {report.rows} 行 rows, {report.seconds:.1f} s")
    if report.resumed_at:
        console.print(
            f"接着上次中断的导入，前 {report.resumed_at} 行此前已写入。 "
            f"Went on from an interrupted import; the first {report.resumed_at} rows were in already."
        )


def _show_problems(report: Report, console: Console) -> None:
    grid = Grid(show_lines=True)
    for title in ("位置 Where", "内容 Value", "问题与改法 What is wrong, and what to do"):
        # A Chinese sentence is one word to the terminal: without folding its end, the cure, is cut off.
        grid.add_column(title, overflow="fold")
    for problem in report.problems[:SHOWN]:
        grid.add_row(
            Text(_where(problem)),
            Text(problem.value[:60]),
            Text(f"{problem.zh}{problem.cure_zh}\n{problem.en} {problem.cure_en}"),
        )
    console.print(grid)
    count = len(report.problems)
    hidden = f"（仅列出前 {SHOWN} 项 the first {SHOWN} are shown）" if count > SHOWN else ""
    console.print(f"共 {count} 处错误，未写入任何内容。{hidden}")
    console.print(f"{count} problem{'s' * (count != 1)}; nothing was written.")


def _where(problem: Problem) -> str:
    row = f"第 {problem.row} 行 row {problem.row}" if problem.row else ""
    return "\n".join(part for part in (problem.sheet, row, problem.column or "") if part)


def write_report(report: Report, file: Path) -> list[Path]:
    """Write each sheet that has problems back as it was, with a column `错误` that says them.

    Returns:
        The files written: `file` itself for one sheet, for more of them `file` with each sheet's name added.
    """
    by_sheet: dict[str, list[Problem]] = defaultdict(list)
    for problem in report.problems:
        by_sheet[problem.sheet].append(problem)
    tables = {table.name: table for table in report.tables}
    written: list[Path] = []
    for sheet, problems in by_sheet.items():
        flat = sheet.replace("/", "-").removesuffix(".csv")
        path = file if len(by_sheet) == 1 else file.with_stem(f"{file.stem}-{flat or 'import'}")
        _write_sheet(path, tables.get(sheet), problems)
        written.append(path)
    return written


def _write_sheet(path: Path, table: Table | None, problems: list[Problem]) -> None:
    said: dict[int, list[str]] = defaultdict(list)
    for problem in problems:
        said[problem.row or 1].append(_sentence(problem))
    header_row = table.header_row if table else 1
    raw = table.raw if table else [[]]
    width = max(map(len, raw), default=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    at = next((i for i, cell in enumerate(raw[header_row - 1]) if cell == ERRORS), width)
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        for number, cells in enumerate(raw, start=1):
            padded = [*cells, *[""] * (max(width, at + 1) - len(cells))]
            title = [ERRORS] if number == header_row else []
            padded[at] = " ".join([*title, *said.get(number, [])])
            writer.writerow(padded)


def _sentence(problem: Problem) -> str:
    column = f"【{problem.column}】" if problem.column else ""
    return f"{column}{problem.zh}{problem.cure_zh} {problem.en} {problem.cure_en}"
