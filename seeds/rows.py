"""Rows as typed drafts: each cell read on its own, so that one bad cell hides no other."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.kinds import Unreadable
from graph.masks import mask
from graph.values import check_text
from graph.write import imported
from seeds import problems as say
from seeds.cells import fold, read, read_code, split
from seeds.problems import Problem
from seeds.sheets import ERRORS, snake
from seeds.tables import COMMENT

if TYPE_CHECKING:
    from graph.kinds import Kind
    from seeds.sheets import Column, Sheet
    from seeds.tables import Table

ALIKE = 0.5


@dataclass(eq=False)
class Draft:
    """A row as read. `values` and `texts` have an entry for each column that is present and could be read.

    `texts` are references as typed; `links` the codes they were found to mean, both by column name. `failed` names
    the columns with a problem of their own.
    """

    table: Table
    number: int
    cells: dict[str, str]
    headers: dict[str, str]
    kind: Kind | None
    code: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)

    def tries(self, column: str) -> tuple[str, ...]:
        """What a reference may mean beside its own text, to be tried first."""
        return self.table.origin.tries.get((self.number, column), ())

    @property
    def sheet(self) -> Sheet:
        """The sheet the row is in."""
        return self.table.sheet

    def problem(self, column: str, why: Unreadable) -> Problem:
        """Say what is wrong with a column of this row, and remember that it failed."""
        self.failed.add(column)
        header = self.headers.get(column) or self.sheet.columns[column].header
        return Problem.of(self.table.name, self.number, header, self._shown(column), why)

    def _shown(self, column: str) -> str:
        """The cell as a problem shows it: of a personal value only its mask."""
        cell, prop = self.cells.get(column, ""), self.sheet.columns[column].prop
        return mask(cell, prop.personal) if cell and prop and prop.personal else cell


def read_table(table: Table) -> tuple[list[Draft], list[Problem]]:
    """Every row of a table as a draft, and what is wrong with its headers and cells."""
    columns, problems = columns_of(table)
    origin = table.origin
    headers = {c.name: origin.headers.get(c.name, table.headers[at]) for at, c in columns.items()}
    drafts: list[Draft] = []
    for number, cells in table.rows:
        given = {column.name: cells[at] for at, column in columns.items()}
        typed = {
            name: origin.typed[number, name] for name in given if (number, name) in origin.typed
        }
        draft = Draft(
            table, number, {**given, **{name: cell for name, (_, cell) in typed.items()}},
            {**headers, **{name: header for name, (header, _) in typed.items()}} if typed else headers, _only_kind(table.sheet),
        )  # fmt: skip
        for column in columns.values():
            try:
                _take(draft, column, given[column.name])
            except Unreadable as why:
                problems.append(draft.problem(column.name, why))
        drafts.append(draft)
    return drafts, problems


def _only_kind(sheet: Sheet) -> Kind | None:
    return None if sheet.kind.abstract and sheet.edge is None else sheet.kind


def columns_of(table: Table) -> tuple[dict[int, Column], list[Problem]]:
    """Where a table's columns stand, and what is wrong with its headers."""
    found: dict[int, Column] = {}
    problems: list[Problem] = []
    for at, header in enumerate(table.headers):
        if header.startswith(COMMENT) or header == ERRORS:
            continue
        if not header and not any(cells[at] for _, cells in table.rows):
            continue
        column = table.sheet.column_of(header)
        why = None
        if column is None:
            why = say.unknown_column(
                _like(header, [c.header for c in table.sheet.columns.values()])
            )
        elif column in found.values():
            first = next(table.headers[i] for i, c in found.items() if c is column)
            why = say.repeated_column(first)
        else:
            found[at] = column
        if why:
            problems.append(
                Problem.of(table.name, table.header_row, header or f"({at + 1})", header, why)
            )
    return found, problems


def _like(text: str, known: list[str]) -> list[str]:
    return difflib.get_close_matches(text, known, n=say.SHOWN, cutoff=ALIKE)


def _take(draft: Draft, column: Column, cell: str) -> None:
    """Read one cell into the draft.

    Raises:
        Unreadable: the cell.
    """
    if not cell:
        if column.required:
            raise say.required(column.example)
        if column.role == "edge":
            draft.texts[column.name] = ()
        elif column.prop:
            draft.values[column.name] = column.prop.default
        return
    if column.role == "key":
        draft.code = read_code(cell)
    elif column.role == "level":
        draft.kind = _level(draft.sheet, cell)
    elif column.prop:
        value = read(column.prop, cell)
        draft.values[column.name] = None if value == [] else value
    else:
        check_text(cell)
        parts = split(cell) if column.many else [cell]
        if not parts:
            raise say.required(column.example)
        for part in parts:
            read_code(part)
        draft.texts[column.name] = tuple(parts)


def _level(sheet: Sheet, cell: str) -> Kind:
    for kind in imported(sheet.kind):
        if fold(cell) in {fold(kind.title), fold(kind.name), fold(snake(kind.name))}:
            return kind
    raise say.unknown_level([k.title for k in imported(sheet.kind)])
