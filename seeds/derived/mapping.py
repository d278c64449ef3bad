"""The tables that say how a foreign sheet becomes rows of ours, read once and checked against the declared sheets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seeds.cells import fold
from seeds.sheets import Column, Sheet, all_sheets, sheet_named

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Said:
    """How one column of our sheet is made from columns of the foreign one, all by name; see the head of a table."""

    column: Column
    sources: tuple[str, ...]
    words: Mapping[str, str] | None = None
    value: str | None = None
    suffix: str = ""
    default: str = ""
    otherwise: str | None = None
    day_in: str | None = None
    path: bool = False
    free: frozenset[str] = frozenset()
    steps: bool = False
    when: tuple[str, str] | None = None
    labels: tuple[str, ...] = ()
    between: str = ""


@dataclass(frozen=True, eq=False)
class Into:
    """A sheet of ours that rows become rows of; where `where` is given, those that say something in one of these columns."""

    sheet: Sheet
    said: tuple[Said, ...]
    where: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class DerivedSheet(Sheet):
    """A foreign sheet. Its columns are named by their headers."""

    names: frozenset[str] = frozenset()
    zh: str = ""
    en: str = ""
    nothing: frozenset[str] = frozenset()
    listed: tuple[str, ...] = ()
    meanings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    into: tuple[Into, ...] = ()


def any_sheet_named(stem: str) -> Sheet | None:
    """The sheet, ours or foreign, that a file's name means."""
    found = sheet_named(stem)
    if found is not None:
        return found
    for text in (stem, re.split(r"[-.（(\s_]", stem)[0]):
        for sheet in derived_sheets():
            if fold(text) in sheet.names:
                return sheet
    return None


@cache
def derived_sheets() -> tuple[DerivedSheet, ...]:
    """Every foreign sheet there is a table for.

    Raises:
        ValueError: a table names a column that is none, or one of its own columns goes nowhere.
    """
    read = (tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted(FOLDER.glob("*.toml")))
    return tuple(sheet_of(said) for said in read)


def sheet_of(table: Mapping[str, Any]) -> DerivedSheet:
    """The foreign sheet that a table describes.

    Raises:
        ValueError: as `derived_sheets`.
    """
    headers = [c["header"] for c in table["columns"]]
    into = tuple(_into(each, table, set(headers)) for each in table["into"])
    used = {s for each in into for said in each.said for s in (*said.sources, said.day_in)}
    if idle := set(headers) - used:
        raise ValueError(f"{table['file']}: nothing is made of {', '.join(sorted(idle))}")
    columns = {c["header"]: _column(c, into) for c in table["columns"]}
    return DerivedSheet(
        title=table["title"],
        file=table["file"],
        kind=into[0].sheet.kind,
        columns=columns,
        names=frozenset(map(fold, [table["title"], table["file"], *table["names"]])),
        zh=table["zh"],
        en=table["en"],
        nothing=frozenset(map(fold, table["nothing"])),
        listed=tuple(c["header"] for c in table["columns"] if c.get("listed")),
        meanings={c["header"]: (c["zh"], c["en"]) for c in table["columns"]},
        into=into,
    )


def _column(said: Mapping[str, Any], into: tuple[Into, ...]) -> Column:
    header = said["header"]
    targets = [each.column for i in into for each in i.said if header in each.sources]
    personal = next((c.prop for c in targets if c.prop and c.prop.personal), None)
    return Column(
        header, header, frozenset(map(fold, [header, *said.get("other", [])])),
        "key" if said.get("key") else "said", prop=personal, required=bool(said.get("key")),
    )  # fmt: skip


def _into(said: Mapping[str, Any], table: Mapping[str, Any], headers: set[str]) -> Into:
    sheet = next(s for s in all_sheets() if s.file == said["sheet"])
    made = tuple(_said(each, sheet, table["words"]) for each in said["columns"])
    where = tuple(said.get("where", ()))
    named = {*where, *(s for each in made for s in each.sources)}
    if unknown := named - headers:
        raise ValueError(f"{table['file']}: no columns {', '.join(sorted(unknown))}")
    return Into(sheet, made, where)


def _said(each: Mapping[str, Any], sheet: Sheet, words: Mapping[str, Mapping[str, str]]) -> Said:
    column = sheet.column_of(each["column"])
    if column is None:
        raise ValueError(f"{sheet.file} has no column {each['column']}")
    joined = each.get("join", [])
    sources = [
        *each.get("from", []),
        *each.get("path", []),
        *each.get("steps", []),
        *(s for _, s in joined),
    ]
    listed = words[each["words"]] if "words" in each else None
    return Said(
        column, tuple(sources),
        words=None if listed is None else {fold(word): ours for word, ours in listed.items()},
        value=each.get("value"), suffix=each.get("suffix", ""), default=each.get("default", ""),
        otherwise=each.get("otherwise"), day_in=each.get("day_in"), path="path" in each,
        free=frozenset(each.get("free", ())), steps="steps" in each,
        when=(each["when"][0], each["when"][1]) if "when" in each else None,
        labels=tuple(label for label, _ in joined), between=each.get("between", ""),
    )  # fmt: skip
