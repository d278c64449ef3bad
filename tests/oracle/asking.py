"""What is asked for: a need as its row says it, and the capabilities that would meet it."""

from __future__ import annotations

import dataclasses
import math
from datetime import datetime, timedelta
from fractions import Fraction

from tests.oracle.reading import cell, micro, moment, number, several, yes
from tests.oracle.sheets import Sheets

A_MINUTE = timedelta(minutes=1)


@dataclasses.dataclass(frozen=True)
class Component:
    """One capability that the need calls for. `required` is in micro-units of `measure`."""

    capability: str
    fit: Fraction
    essential: bool
    required: int
    measure: str
    steps_up: int
    """How many steps above the need's category the bridge was found."""


@dataclasses.dataclass(frozen=True)
class Ask:
    """A need, and the instant from which it is looked at. Without a window `start` and `end` are None."""

    place: str
    components: tuple[Component, ...]
    groups: tuple[str, ...]
    start: datetime | None
    end: datetime | None
    as_of: datetime

    @property
    def period(self) -> tuple[datetime, datetime]:
        """The period for which something must be free."""
        if self.start and self.end:
            return self.start, self.end
        return self.as_of, self.as_of + A_MINUTE

    def shifted(self, start: datetime) -> Ask:
        """The same need with its window moved to another start."""
        assert self.start is not None
        assert self.end is not None
        return dataclasses.replace(self, start=start, end=start + (self.end - self.start))


def ask(sheets: Sheets, need: str, as_of: datetime) -> Ask:
    """Read a need by its number."""
    row = sheets.row("needs", need)
    start, end = moment(row, "开始时间"), moment(row, "结束时间")
    window = (start, end) if start and end and end > start else (None, None)
    quantity = number(row, "数量")
    return Ask(
        place=sheets.code("places", cell(row, "地点")),
        components=components(
            sheets,
            sheets.code("categories", cell(row, "需求分类")),
            Fraction(1) if quantity is None else quantity,
            sheets.code("categories", cell(row, "计量单位")),
        ),
        groups=tuple(sheets.codes("categories", several(row, "服务对象"))),
        start=window[0],
        end=window[1],
        as_of=as_of,
    )


def components(
    sheets: Sheets, category: str, quantity: Fraction, measure: str
) -> tuple[Component, ...]:
    """The capabilities named by the nearest category, going up, that has any."""
    for steps, code in enumerate(sheets.category_chain(category)):
        bridges = [
            row
            for row in sheets.all("satisfied_by")
            if sheets.code("categories", cell(row, "需求分类")) == code
        ]
        if bridges:
            found = [_component(sheets, row, steps, quantity, measure) for row in bridges]
            return tuple(sorted(found, key=lambda component: component.capability))
    return ()


def _required(sheets: Sheets, needed: Fraction, measure: str) -> int:
    """Micro-units; of a measure that only counts whole things, the next whole number."""
    if any(cell(r, "编号") == measure and yes(r, "整数计量") for r in sheets.all("categories")):
        needed = Fraction(math.ceil(needed))
    return max(1, micro(needed))


def _component(
    sheets: Sheets, row: dict[str, str], steps: int, quantity: Fraction, measure: str
) -> Component:
    fit, per_unit = number(row, "契合度"), number(row, "单位用量")
    counted_in = cell(row, "用量单位") or measure
    return Component(
        capability=sheets.code("categories", cell(row, "能力分类")),
        fit=Fraction(1) if fit is None else fit,
        essential=yes(row, "必备"),
        required=_required(
            sheets, quantity * (Fraction(1) if per_unit is None else per_unit), counted_in
        ),
        measure=counted_in,
        steps_up=steps,
    )
