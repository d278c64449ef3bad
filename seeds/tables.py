"""Files as tables: bytes, then text, then rows with the numbers a spreadsheet program shows.

Decided: the encoding ladder is byte-order mark, strict UTF-8, strict GB18030; guessing libraries took short Chinese
headers for UTF-16 or Big5 when measured. A wrong turn shows as private-use characters and is refused.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.kinds import Unreadable
from graph.masks import mask
from seeds.cells import clean
from seeds.derived.mapping import any_sheet_named, derived_sheets
from seeds.problems import Problem, extra_cells, unknown_sheet, unreadable_file, wrong_header
from seeds.sheets import all_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from seeds.sheets import Sheet

LARGEST = 64 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 200
HEADER_WITHIN = 10
COMMENT = "#"
_LOST = re.compile("[\ufffd\ue000-\uf8ff]")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass
class Origin:
    """Where the cells of a table that was made of another were typed.

    headers: by column, the header people see. typed: by row and column, header and cell where they are others.
    tries: by row and column, what a reference may mean, to be tried in this order.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    typed: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    tries: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)


@dataclass
class Table:
    """One file's rows. `rows` are (number, cells) of data rows, as wide as the header; `raw` is all that was there."""

    name: str
    sheet: Sheet
    header_row: int
    headers: list[str]
    rows: list[tuple[int, list[str]]]
    raw: list[list[str]] = field(default_factory=list)
    origin: Origin = field(default_factory=Origin)


def from_rows(rows: Mapping[str, Iterable[Mapping[str, str]]]) -> tuple[list[Table], list[Problem]]:
    """Tables of rows in memory: sheet name → rows of header → cell, numbered as if the header were row 1."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for name, given in rows.items():
        listed = list(given)
        headers = list(dict.fromkeys(header for row in listed for header in row))
        cells = [[row.get(header, "") for header in headers] for row in listed]
        table, wrong = _table(name, name.removesuffix(".csv"), [headers, *cells], may_be_empty=True)
        tables += [table] if table else []
        problems += wrong
    return tables, problems


def from_paths(paths: Sequence[Path]) -> tuple[list[Table], list[Problem]]:
    """Tables of files; of a folder, every CSV file in it and below."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for name, path in _files(paths):
        try:
            grid = _grid(path)
        except Unreadable as why:
            problems.append(Problem.of(name, None, None, "", why))
            continue
        table, wrong = _table(name, path.stem, grid)
        tables += [table] if table else []
        problems += wrong
    return tables, problems


def _files(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    for path in paths:
        if not path.is_dir():
            yield path.name, path
            continue
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".csv")
        if not found:
            yield path.name, path
        for file in found:
            yield file.relative_to(path).as_posix(), file


def _grid(path: Path) -> list[list[str]]:
    """The cells of a file.

    Raises:
        Unreadable: there is no such file, or it is no table.
    """
    if path.suffix.lower() != ".csv":
        raise unreadable_file(
            "只能导入 CSV 文件，或含有 CSV 文件的文件夹。",
            "Only CSV files, or folders with CSV files, can be imported.",
            "请用电子表格软件另存为“CSV UTF-8”。",
            "Save it as “CSV UTF-8” from a spreadsheet program.",
        )
    try:
        if path.stat().st_size > LARGEST:
            raise unreadable_file(
                f"文件超过 {LARGEST >> 20} MiB。", f"The file is larger than {LARGEST >> 20} MiB.",
                "请拆分为多个文件。", "Split it into several files.",
            )  # fmt: skip
        data = path.read_bytes()
    except OSError as error:
        raise unreadable_file(
            f"无法打开文件：{error.strerror}。", f"The file can't be opened: {error.strerror}.",
            "请检查路径和权限。", "Check its path and permissions.",
        ) from error  # fmt: skip
    return split_cells(decode(data))


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with a mark, or GB18030.

    Raises:
        Unreadable: it is none of these.
    """
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _LOST.search(text):
            return text
    raise unreadable_file(
        "文件编码既不是 UTF-8 也不是 GB18030，或已有乱码。",
        "The file is neither UTF-8 nor GB18030, or has lost characters already.",
        "请用电子表格软件另存为“CSV UTF-8”。",
        "Save it as “CSV UTF-8” from a spreadsheet program.",
    )


def split_cells(text: str) -> list[list[str]]:
    """The cells of CSV text, separated by whichever of comma, tab and semicolon its first lines have most of.

    Raises:
        Unreadable: quotes don't match, or it is too large.
    """
    head = "\n".join(text.splitlines()[:HEADER_WITHIN])
    separator = max(",\t;", key=head.count)
    grid: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            grid.append(row)
            if len(grid) > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise unreadable_file(
                    f"超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列。",
                    f"It has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns.",
                    "请拆分为多个文件。", "Split it into several files.",
                )  # fmt: skip
    except csv.Error as error:
        raise unreadable_file(
            f"第 {len(grid) + 1} 行起引号不成对或单元格过长。",
            f"From row {len(grid) + 1} on, quotes don't match or a cell is too long ({error}).",
            "请用电子表格软件打开并重新另存为 CSV。",
            "Open it in a spreadsheet program and save it as CSV again.",
        ) from error
    return grid


def _table(
    name: str, stem: str, grid: list[list[str]], *, may_be_empty: bool = False
) -> tuple[Table | None, list[Problem]]:
    sheet = any_sheet_named(stem)
    if sheet is None:
        known = "、".join(f"{s.file}（{s.title}）" for s in (*all_sheets(), *derived_sheets()))
        return None, [Problem.of(name, None, None, stem, unknown_sheet(known))]
    at = _header_at(sheet, grid)
    if at is None:
        if may_be_empty and not any(clean(cell) for row in grid for cell in row):
            return Table(name, sheet, 1, [], [], grid), []
        wrong = wrong_header([c.header for c in sheet.columns.values() if c.required])
        shown = _shown(sheet, "，".join(grid[0] if grid else [])[:200])
        return None, [Problem.of(name, 1, None, shown, wrong)]
    headers = [clean(cell) for cell in grid[at]]
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for number, row in enumerate(grid[at + 1 :], start=at + 2):
        cells = [clean(cell) for cell in row]
        first = next((cell for cell in cells if cell), "")
        if not first or first.startswith(COMMENT):
            continue
        beyond = [cell for cell in cells[len(headers) :] if cell]
        if beyond:
            problems.append(Problem.of(name, number, None, _shown(sheet, beyond[0]), extra_cells()))
            continue
        rows.append((number, (cells + [""] * len(headers))[: len(headers)]))
    return Table(name, sheet, at + 1, headers, rows, grid), problems


def _shown(sheet: Sheet, text: str) -> str:
    """What stands under no header, as a problem shows it: where it may be a personal value, only a mask."""
    personal = any(c.prop and c.prop.personal for c in sheet.columns.values())
    return mask(text, "address") if personal and text else text


def _header_at(sheet: Sheet, grid: list[list[str]]) -> int | None:
    """The row among the first that names most columns; it must name what rows are recognised by."""
    scores = [
        sum(sheet.column_of(clean(cell)) is not None for cell in row if clean(cell))
        for row in grid[:HEADER_WITHIN]
    ]
    best = max(scores, default=0)
    if not best:
        return None
    at = scores.index(best)
    named = {sheet.column_of(clean(cell)) for cell in grid[at]}
    return at if all(key in named for key in sheet.keys) else None
