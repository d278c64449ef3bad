"""The spreadsheets as a whole: rows found by their number, trees walked upwards, places on the map."""

from __future__ import annotations

import math
from datetime import date
from functools import cached_property

from tests.oracle.reading import Row, Rows, cell, day, in_force

EARTH_KM = 6371.0088


class Sheets:
    """All rows of one import. Rows are never changed."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._by_key = {sheet: self._keys(found) for sheet, found in rows.items()}

    @staticmethod
    def _keys(rows: list[Row]) -> dict[str, Row]:
        named = {cell(row, column): row for row in rows for column in ("名称", "标题", "姓名")}
        return named | {cell(row, "编号"): row for row in rows}

    def all(self, sheet: str) -> list[Row]:
        """Every row of a sheet."""
        return self.rows.get(sheet, [])

    def knows(self, sheet: str, key: str) -> bool:
        """Whether there is a row with this number or name."""
        return key in self._by_key[sheet]

    def row(self, sheet: str, key: str) -> Row:
        """The row with this number (or, failing that, this name)."""
        return self._by_key[sheet][key]

    def code(self, sheet: str, key: str) -> str:
        """The number of the row that a cell points to; empty for an empty cell."""
        return cell(self.row(sheet, key), "编号") if key else ""

    def codes(self, sheet: str, keys: list[str]) -> list[str]:
        """The numbers of the rows that a cell with several entries points to."""
        return [self.code(sheet, key) for key in keys]

    def upwards(self, sheet: str, code: str, column: str) -> list[str]:
        """A row, the row above it, the row above that … to the top, by number."""
        chain: list[str] = []
        while code:
            chain.append(code)
            code = self.code(sheet, cell(self.row(sheet, code), column))
        return chain

    def place_chain(self, place: str) -> list[str]:
        """A place and the places it is part of, nearest first."""
        return self.upwards("places", place, "上级")

    def category_chain(self, category: str) -> list[str]:
        """A category and its broader terms, nearest first."""
        return self.upwards("categories", category, "上级分类")

    def unit_chain(self, unit: str) -> list[str]:
        """A unit and the bodies it belongs to, nearest first."""
        return self.upwards("units", unit, "上级单位")

    @cached_property
    def resources_of(self) -> dict[str, list[Row]]:
        """What each unit offers, in the order of the numbers."""
        offered: dict[str, list[Row]] = {cell(unit, "编号"): [] for unit in self.all("units")}
        for resource in sorted(self.all("resources"), key=lambda row: cell(row, "编号")):
            offered[self.code("units", cell(resource, "提供单位"))].append(resource)
        return offered

    @cached_property
    def commitments_on(self) -> dict[str, list[Row]]:
        """The commitments that use each resource."""
        return self._commitments_by("资源", "resources")

    @cached_property
    def parts_of(self) -> dict[str, dict[str, Row]]:
        """The parts of each kit by number, each with the row that puts it into the kit."""
        found: dict[str, dict[str, Row]] = {}
        for row in self.all("kits"):
            kit = self.code("resources", cell(row, "组合"))
            found.setdefault(kit, {})[self.code("resources", cell(row, "组成"))] = row
        return found

    def with_parts(self, resource: Row) -> list[Row]:
        """A resource, and what it consists of."""
        parts = self.parts_of.get(cell(resource, "编号"), {})
        return [resource, *(self.row("resources", part) for part in parts)]

    @cached_property
    def commitments_by(self) -> dict[str, list[Row]]:
        """The commitments that each unit has made."""
        return self._commitments_by("单位", "units")

    def _commitments_by(self, column: str, sheet: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {cell(row, "编号"): [] for row in self.all(sheet)}
        for commitment in self.all("commitments"):
            if cell(commitment, column):
                found[self.code(sheet, cell(commitment, column))].append(commitment)
        return found

    def position(self, place: str) -> tuple[float, float] | None:
        """Latitude and longitude of the place, or of the nearest place above that has them."""
        for code in self.place_chain(place) if place else []:
            row = self.row("places", code)
            if cell(row, "纬度") and cell(row, "经度"):
                return float(cell(row, "纬度")), float(cell(row, "经度"))
        return None

    def metres(self, resource: Row, place: str) -> int | None:
        """Metres between a resource and a place as the crow flies; None when either position is unknown."""
        unit = self.row("units", cell(resource, "提供单位"))
        here = self._position_of(cell(resource, "所在地")) or self._position_of(cell(unit, "驻地"))
        there = self.position(place)
        return round(1000 * haversine(here, there)) if here and there else None

    def _position_of(self, key: str) -> tuple[float, float] | None:
        return self.position(self.code("places", key))


def haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two positions in degrees, on a sphere."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    h = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def valid(row: Row, on: date, since: str, until: str) -> bool:
    """Whether a row is in force on a day: active, begun, and not yet ended (the last day is not part of it)."""
    begin, end = day(row, since), day(row, until)
    return in_force(row) and (begin is None or begin <= on) and (end is None or on < end)
