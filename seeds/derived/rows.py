"""Rows of a foreign sheet as rows of ours: pure, each cell with the cell that somebody typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from graph.kinds import Unreadable
from graph.values import check_text
from seeds import problems as say
from seeds.cells import fold, narrow
from seeds.derived.mapping import DerivedSheet
from seeds.problems import Problem
from seeds.references import PATH
from seeds.rows import columns_of
from seeds.tables import Origin, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seeds.derived.mapping import Into, Said

_STEPS = re.compile(r"\s*(?:-+>|→|>|＞|\\|/)\s*")
_DAYS = (
    re.compile(r"(?<!\d)20(?P<y>[2-4]\d)(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?<!\d)(?P<y>[2-4]\d)(?P<m>\d{2})(?P<d>\d{2})(?=[-_]\d)"),
)


@dataclass
class _Cell:
    """A cell made: its text, what it may mean before that, and the column it was typed in."""

    text: str = ""
    tries: tuple[str, ...] = ()
    source: str = ""
    problem: tuple[str, ...] | None = None


def derive(table: Table) -> tuple[list[Table], list[Problem]]:
    """The tables of ours that a table becomes, itself if it is one of ours."""
    sheet = table.sheet
    if not isinstance(sheet, DerivedSheet):
        return [table], []
    columns, problems = columns_of(table)
    at = {column.name: index for index, column in columns.items()}
    made = []
    for into in sheet.into:
        each, wrong = _Deriving(table, sheet, into, at).table()
        made.append(each)
        problems += wrong
    return made, list(dict.fromkeys(problems))


@dataclass
class _Deriving:
    """One sheet of ours, as it is made of a foreign table. at: where the foreign columns stand."""

    given: Table
    sheet: DerivedSheet
    into: Into
    at: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)

    def table(self) -> tuple[Table, list[Problem]]:
        """The table, and what could not be made."""
        there = [s for s in self.into.said if s.value is not None or self._first_there(s)]
        headers = {s.column.name: self._header(s) for s in self.into.said}
        origin = Origin(headers)
        rows = []
        for number, cells in self.given.rows:
            row = {name: self._plain(cells[index]) for name, index in self.at.items()}
            if self._wanted(row):
                made: dict[str, str] = {}
                for said in there:
                    held = said.when is not None and made.get(said.when[0]) != said.when[1]
                    made[said.column.header] = "" if held else self._take(said, row, number, origin)
                rows.append((number, list(made.values())))
        names = [said.column.header for said in there]
        given = self.given
        return (
            Table(given.name, self.into.sheet, given.header_row, names, rows, given.raw, origin),
            self.problems,
        )

    def _plain(self, cell: str) -> str:
        return "" if fold(cell) in self.sheet.nothing else cell

    def _wanted(self, row: Mapping[str, str]) -> bool:
        key = self.sheet.keys[0].name
        return not self.into.where or (
            bool(row.get(key)) and any(row.get(s) for s in self.into.where)
        )

    def _first_there(self, said: Said) -> str | None:
        return next((s for s in (*said.sources, said.day_in) if s in self.at), None)

    def _header(self, said: Said) -> str:
        """The header that people see for a column that is made: as the file has it, or as it would be."""
        name = next((s for s in said.sources if s in self.at), None)
        if name is None:
            return said.sources[0] if said.sources else said.column.header
        return self.given.headers[self.at[name]]

    def _take(self, said: Said, row: Mapping[str, str], number: int, origin: Origin) -> str:
        made = _made(said, row)
        key = (number, said.column.name)
        if made.source:
            index = self.at[made.source]
            origin.typed[key] = (self.given.headers[index], row[made.source])
        if made.tries:
            origin.tries[key] = made.tries
        if made.problem is not None:
            header, typed = origin.typed[key]
            self.problems.append(
                Problem.of(
                    self.given.name, number, header, typed, say.unknown_word([*made.problem])
                )
            )
        return made.text


def _made(said: Said, row: Mapping[str, str]) -> _Cell:
    """One cell of ours."""
    if said.value is not None:
        return _Cell(said.value)
    if said.path:
        return _place(said, row)
    if said.steps:
        return _category(said, row)
    if said.labels:
        return _joined(said, row)
    source = next((s for s in said.sources if row.get(s)), "")
    text = row.get(source, "")
    if not text and said.day_in:
        day = _day_in(row.get(said.day_in, ""))
        return _Cell(day, source=said.day_in if day else "")
    if said.words is not None and (text or said.otherwise is not None):
        return _word(said, text, source)
    return _Cell(f"{text}{said.suffix}" if text else said.default, source=source)


def _joined(said: Said, row: Mapping[str, str]) -> _Cell:
    """All that the columns say; if one of them can't be read, it is the one spoken of."""
    there = [(label, s) for label, s in zip(said.labels, said.sources, strict=True) if row.get(s)]
    text = said.between.join(f"{label}{row[source]}" for label, source in there)
    return _Cell(text, source=next((s for _, s in there if not _readable(row[s])), ""))


def _readable(text: str) -> bool:
    try:
        check_text(text)
    except Unreadable:
        return False
    return True


def _word(said: Said, text: str, source: str) -> _Cell:
    words = said.words or {}
    ours = words.get(fold(text), said.otherwise)
    return _Cell(ours or "", source=source, problem=tuple(words) if ours is None else None)


def _day_in(number: str) -> str:
    """The day that a number begins with or has as a part, as midnight; empty where none is."""
    for pattern in _DAYS:
        for match in pattern.finditer(narrow(number)):
            try:
                day = date(2000 + int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            return f"{day} 00:00"
    return ""


def _place(said: Said, row: Mapping[str, str]) -> _Cell:
    """The smallest place that is named; free text counts where something is called so."""
    named = [s for s in said.sources if row.get(s) and s not in said.free]
    spots = [row[s] for s in said.sources if row.get(s) and s in said.free]
    text = PATH.join(row[s] for s in named)
    tries = [PATH.join(filter(None, [text, spot])) for spot in spots]
    if not named:
        return _Cell(
            spots[0] if spots else "", (), next((s for s in said.sources if row.get(s)), "")
        )
    return _Cell(text, (*tries, text), named[-1])


def _category(said: Said, row: Mapping[str, str]) -> _Cell:
    """From the narrow to the broad; each as a name of ours, then as a word of the list."""
    words = said.words or {}
    steps: list[tuple[str, str]] = []
    for source in said.sources:
        steps += [(part, source) for part in reversed(_STEPS.split(row.get(source, ""))) if part]
    if not steps:
        return _Cell(said.default)
    tries: dict[str, None] = {}
    for part, _ in steps:
        tries |= dict.fromkeys(t for t in (part, words.get(fold(part))) if t)
    return _Cell(steps[0][0], tuple(tries), steps[0][1])
