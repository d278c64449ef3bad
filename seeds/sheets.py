"""Which spreadsheets there are, with which columns: derived from the declarations, said nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import schema  # noqa: F401 - declares every kind
from graph.ids import key_of
from graph.kinds import KINDS
from graph.write import families, imported, link_edges, own_edges
from seeds.cells import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph.kinds import Edge, Kind, Prop

LEVEL = "level"
NEAR = "near"
FAR = "far"
ERRORS = "错误"
"""Header of the column that a report adds; an import skips it, so a corrected report can be imported as it is."""


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a sheet. `name` is the GraphQL name, or `level`, `near`, `far`; `accepted` the folded headers."""

    name: str
    header: str
    accepted: frozenset[str]
    role: Literal["key", "level", "prop", "edge", "end", "said"]
    prop: Prop | None = None
    edge: Edge | None = None
    target: str = ""
    within: str | None = None
    required: bool = False
    many: bool = False
    example: str = ""


@dataclass(frozen=True, eq=False)
class Sheet:
    """A spreadsheet: of the nodes of a family of kinds, or (with `edge`) of the edges of one declared edge."""

    title: str
    file: str
    kind: Kind
    columns: Mapping[str, Column]
    edge: Edge | None = None

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns by which a row is recognised."""
        return tuple(c for c in self.columns.values() if c.role in {"key", "end"})

    def column_of(self, header: str) -> Column | None:
        """The column that a header means."""
        folded = fold(header).rstrip("*")
        return next((c for c in self.columns.values() if folded in c.accepted), None)


@cache
def all_sheets() -> tuple[Sheet, ...]:
    """Every sheet: the families in the order of declaration, then the links."""
    nodes = [
        Sheet(k.title, snake(k.plural), k, {c.name: c for c in _of_family(k)}) for k in families()
    ]
    links = [
        Sheet(e.sheet.title, e.sheet.file, k, {c.name: c for c in _of_link(k, e)}, e)
        for k, e in link_edges()
        if e.sheet
    ]
    return (*nodes, *links)


def sheet_named(stem: str) -> Sheet | None:
    """The sheet that a file's name means: `单位`, `units`, `02_units`, `单位-南山`."""
    plain = re.sub(r"^\d+[\s._-]*", "", stem)
    for text in (plain, re.split(r"[-.（(\s]", plain)[0]):
        for sheet in all_sheets():
            if fold(text) in {fold(sheet.title), fold(sheet.file)}:
                return sheet
    return None


def _of_family(family: Kind) -> Iterator[Column]:
    key = key_of(family)
    yield _prop(key, "key", required=True)
    if family.abstract:
        names = frozenset({fold("类型"), fold("type"), fold(LEVEL)})
        yield Column(
            LEVEL, "类型", names, "level", required=True, example=imported(family)[0].title
        )
    props = {name: p for k in (family, *imported(family)) for name, p in k.props.items()}
    for prop in props.values():
        if prop.column and prop is not key and prop.name != key.name:
            yield _prop(prop, "prop", required=prop.required)
    for edge in own_edges(family).values():
        yield Column(
            edge.name, edge.column or "", frozenset({fold(edge.column or ""), fold(edge.name)}), "edge", edge=edge,
            target=edge.target, within=edge.within, required=edge.required, many=edge.many,
        )  # fmt: skip


def _of_link(kind: Kind, edge: Edge) -> Iterator[Column]:
    sheet = edge.sheet
    if sheet is None:
        raise TypeError(f"{kind.name}.{edge.name} has no sheet")
    same = KINDS[edge.target] is kind
    ends = (
        (NEAR, sheet.near, kind.name, sheet.near_within),
        (FAR, sheet.far, edge.target, edge.within),
    )
    for name, header, target, within in ends:
        accepted = {fold(name), fold(header)} | (set() if same else {fold(target)})
        yield Column(
            name, header, frozenset(accepted), "end", target=target, within=within, required=True
        )
    for prop in edge.data:
        if prop.column:
            yield _prop(prop, "prop", required=prop.required)


def _prop(prop: Prop, role: Literal["key", "prop"], *, required: bool) -> Column:
    header = prop.column or ""
    return Column(
        prop.name, header, frozenset({fold(header), fold(prop.name)}), role, prop=prop,
        required=required and prop.default is None, many=prop.many, example=prop.example,
    )  # fmt: skip


def snake(name: str) -> str:
    """`roleAssignments` → `role_assignments`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
