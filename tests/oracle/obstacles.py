"""The nine tests that stand between a resource and a need, each a question with yes or no."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from tests.oracle.asking import Ask, Component
from tests.oracle.free import ends, free, holds, never_used_up
from tests.oracle.hours import open_throughout
from tests.oracle.reading import (
    MILLION,
    Row,
    cell,
    china_day,
    day,
    in_force,
    midnight,
    number,
    several,
    whole,
)
from tests.oracle.sheets import Sheets

TESTS = [
    "STATUS", "CATEGORY", "MEASURE", "AREA", "AUDIENCE", "HOURS", "NOTICE", "CAPACITY", "LOAD",
]  # fmt: skip


def first_obstacle(
    sheets: Sheets, ask: Ask, resource: Row, component: Component | None
) -> str | None:
    """The first test that a resource fails for a component of a need; None when it passes all."""
    unit = sheets.row("units", cell(resource, "提供单位"))
    questions = (
        lambda: in_force(unit) and all(usable(r, ask) for r in sheets.with_parts(resource)),
        lambda: component is not None and fit(sheets, resource, component) is not None,
        lambda: component is not None and measurable(sheets, resource, component),
        lambda: serves(sheets, resource, ask.place) and reaches(sheets, resource, ask.place),
        lambda: welcomes(sheets, resource, ask.groups),
        lambda: (
            ask.start is None
            or all(open_throughout(r, *ask.period) for r in sheets.with_parts(resource))
        ),
        lambda: (
            ask.start is None
            or all(in_time(r, ask.start, ask.as_of) for r in sheets.with_parts(resource))
        ),
        lambda: component is not None and leaves_something(sheets, resource, ask, component),
        lambda: can_take_more(sheets, unit, ask.as_of),
    )
    for test, passes in zip(TESTS, questions, strict=True):
        if not passes():
            return test
    return None


def could_ever_help(sheets: Sheets, ask: Ask, resource: Row, component: Component) -> bool:
    """Whether a resource passes all that does not depend on when it is needed."""
    unit = sheets.row("units", cell(resource, "提供单位"))
    return (
        in_force(unit)
        and all(in_force(r) for r in sheets.with_parts(resource))
        and fit(sheets, resource, component) is not None
        and measurable(sheets, resource, component)
        and serves(sheets, resource, ask.place)
        and reaches(sheets, resource, ask.place)
        and welcomes(sheets, resource, ask.groups)
        and can_take_more(sheets, unit, ask.as_of)
    )


def usable(resource: Row, ask: Ask) -> bool:
    """STATUS: the resource is offered, and is valid for the whole window (or, without one, today)."""
    begin, after_last = day(resource, "起用日期"), day(resource, "停止日期")
    if not in_force(resource):
        return False
    if ask.start and ask.end:
        return (begin is None or begin <= china_day(ask.start)) and (
            after_last is None or ask.end <= midnight(after_last)
        )
    today = china_day(ask.as_of)
    return (begin is None or begin <= today) and (after_last is None or today < after_last)


def fit(sheets: Sheets, resource: Row, component: Component) -> int | None:
    """CATEGORY: how well the resource fits, in millionths; None when it is of another category."""
    chains = [
        sheets.category_chain(code)
        for code in sheets.codes("categories", several(resource, "能力分类"))
    ]
    depths = [
        chain.index(component.capability) for chain in chains if component.capability in chain
    ]
    if not depths:
        return None
    discount = Fraction("0.9") ** component.steps_up * Fraction("0.95") ** min(depths)
    return min(MILLION, int(MILLION * component.fit * discount + Fraction(1, 2)))


def unit_of_measure(sheets: Sheets, measure: str) -> tuple[str, Fraction]:
    """The unit that a measure converts to, and how many of it one is; an unknown measure only converts to itself."""
    if not sheets.knows("categories", measure):
        return measure, Fraction(1)
    row = sheets.row("categories", measure)
    base, factor = cell(row, "基本单位"), number(row, "换算系数")
    if not base:
        return measure, Fraction(1)
    return base, Fraction(1) if factor is None else factor


def measurable(sheets: Sheets, resource: Row, component: Component) -> bool:
    """MEASURE: what the resource is counted in can be converted into what is asked for."""
    own = sheets.code("categories", cell(resource, "计量单位"))
    (base, factor), (asked_base, asked_factor) = (
        unit_of_measure(sheets, measure) for measure in (own, component.measure)
    )
    convertible = base == asked_base and factor > 0 and asked_factor > 0
    return never_used_up(sheets, resource) or convertible


def converted(sheets: Sheets, resource: Row, component: Component, free_micro: int) -> int:
    """A free quantity in micro-units of the measure that is asked for, rounded down."""
    own = sheets.code("categories", cell(resource, "计量单位"))
    from_base, to_base = (
        unit_of_measure(sheets, own)[1],
        unit_of_measure(sheets, component.measure)[1],
    )
    return int(free_micro * from_base / to_base)


def serves(sheets: Sheets, resource: Row, place: str) -> bool:
    """AREA: the place lies in the service area."""
    area = sheets.codes("places", several(resource, "服务区域"))
    return not area or any(code in area for code in sheets.place_chain(place))


def reaches(sheets: Sheets, resource: Row, place: str) -> bool:
    """AREA: the place lies within the radius, as far as both positions are known."""
    radius, metres = number(resource, "服务半径公里"), sheets.metres(resource, place)
    return radius is None or metres is None or metres <= radius * 1000


def welcomes(sheets: Sheets, resource: Row, groups: tuple[str, ...]) -> bool:
    """AUDIENCE: the resource is for everyone, or for a group of the need."""
    audience = sheets.codes("categories", several(resource, "服务对象"))
    above = [code for group in groups for code in sheets.category_chain(group)]
    return not audience or any(code in audience for code in above)


def in_time(resource: Row, start: datetime, as_of: datetime) -> bool:
    """NOTICE: there is still as much time as the resource needs to be booked ahead."""
    return start - as_of >= timedelta(minutes=whole(resource, "提前量分钟") or 0)


def leaves_something(sheets: Sheets, resource: Row, ask: Ask, component: Component) -> bool:
    """CAPACITY: enough is free to be seen in the measure that is asked for."""
    left = free(sheets, resource, *ask.period, ask.as_of)
    return left is None or converted(sheets, resource, component, left) > 0


def engagements(sheets: Sheets, unit: Row, as_of: datetime) -> int:
    """How many commitments keep the unit busy now or later."""
    made = sheets.commitments_by[cell(unit, "编号")]
    return sum(1 for c in made if holds(c, as_of) and ends(c) > as_of)


def can_take_more(sheets: Sheets, unit: Row, as_of: datetime) -> bool:
    """LOAD: the unit carries fewer engagements than it can."""
    most = whole(unit, "承接上限")
    return most is None or engagements(sheets, unit, as_of) < most
