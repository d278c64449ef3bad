"""Who is asked at all: every unit that is bound to the street of the need, and by what."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tests.oracle.reading import Row, cell, several
from tests.oracle.sheets import Sheets, valid

FIRST_SECRETARY = "R.FIRST_SECRETARY"
PAIRING = {"PLACE": Fraction("1.0"), "STREET": Fraction("0.8"), "NEIGHBOUR": Fraction("0.5")}


@dataclasses.dataclass(frozen=True)
class Connection:
    """One way in which a unit is bound to the place of a need."""

    unit: str
    via: str
    value: Fraction
    hops: int
    code: str

    def order(self) -> tuple[Fraction, int, str]:
        """The best connection has the least of this."""
        return -self.value, self.hops, self.code


def home(sheets: Sheets, place: str) -> str:
    """The street that a place lies in (or is); the place itself where there is none."""
    for code in sheets.place_chain(place):
        if cell(sheets.row("places", code), "类型") in {"街道", "Street"}:
            return code
    return place


def level(sheets: Sheets, place: str, served: str) -> str:
    """How near the place that a unit serves is to the place of the need."""
    street = home(sheets, place)
    if served == place:
        return "PLACE"
    if served == street:
        return "STREET"
    above_need = served in sheets.place_chain(place) and street in sheets.place_chain(served)
    below_need = place != street and place in sheets.place_chain(served)
    return "PLACE" if above_need or below_need else "NEIGHBOUR"


def steps_between(sheets: Sheets, one: str, other: str) -> int:
    """Steps from one place to another along the hierarchy."""
    up, down = sheets.place_chain(one), sheets.place_chain(other)
    meeting = next(code for code in up if code in down)
    return up.index(meeting) + down.index(meeting)


def connections(sheets: Sheets, place: str, on: date) -> list[Connection]:
    """Every connection of every unit with the street of a place on a day."""
    return [
        *_by_agreement(sheets, place, on),
        *_by_alliance(sheets, place, on),
        *_by_first_secretary(sheets, place, on),
    ]


def _served_here(sheets: Sheets, row: Row, column: str, place: str) -> list[str]:
    street = home(sheets, place)
    served = sheets.codes("places", several(row, column))
    return [code for code in served if street in sheets.place_chain(code)]


def _by_agreement(sheets: Sheets, place: str, on: date) -> Iterator[Connection]:
    for agreement in sheets.all("agreements"):
        if not valid(agreement, on, "生效日期", "到期日期"):
            continue
        for served in _served_here(sheets, agreement, "惠及地域", place):
            value = PAIRING[level(sheets, place, served)]
            hops = 2 + steps_between(sheets, served, place)
            for unit in sheets.codes("units", several(agreement, "参与单位")):
                yield Connection(unit, "AGREEMENT", value, hops, cell(agreement, "编号"))


def _by_alliance(sheets: Sheets, place: str, on: date) -> Iterator[Connection]:
    for alliance in sheets.all("alliances"):
        if not valid(alliance, on, "任期开始", "任期结束"):
            continue
        code = cell(alliance, "编号")
        for served in _served_here(sheets, alliance, "服务地域", place):
            steps = steps_between(sheets, served, place)
            for unit in _members(sheets, code, on):
                yield Connection(unit, "ALLIANCE", Fraction("0.4"), 2 + steps, code)
            for unit in _seats(sheets, code, on):
                yield Connection(unit, "ALLIANCE", Fraction("0.4"), 3 + steps, code)


def _members(sheets: Sheets, alliance: str, on: date) -> Iterator[str]:
    for membership in sheets.all("memberships"):
        mine = sheets.code("alliances", cell(membership, "共建组织")) == alliance
        if mine and valid(membership, on, "加入日期", "退出日期"):
            yield sheets.code("units", cell(membership, "单位"))


def _seats(sheets: Sheets, alliance: str, on: date) -> Iterator[str]:
    for role in sheets.all("role_assignments"):
        seat_of = sheets.code("alliances", cell(role, "任职组织"))
        if (
            seat_of == alliance
            and cell(role, "派出单位")
            and valid(role, on, "开始日期", "结束日期")
        ):
            yield sheets.code("units", cell(role, "派出单位"))


def _by_first_secretary(sheets: Sheets, place: str, on: date) -> Iterator[Connection]:
    chain = sheets.place_chain(place)
    near = chain[: chain.index(home(sheets, place)) + 1]
    for role in sheets.all("role_assignments"):
        posted = sheets.code("places", cell(role, "任职地域"))
        if (
            sheets.code("categories", cell(role, "角色")) != FIRST_SECRETARY
            or posted not in near
            or not cell(role, "派出单位")
            or not valid(role, on, "开始日期", "结束日期")
        ):
            continue
        sender = sheets.code("units", cell(role, "派出单位"))
        for row in sheets.all("units"):
            unit = cell(row, "编号")
            system = sheets.unit_chain(unit)[:4]
            if sender in system:
                hops = 2 + system.index(sender) + steps_between(sheets, posted, place)
                yield Connection(unit, "FIRST_SECRETARY", Fraction("0.3"), hops, cell(role, "编号"))
