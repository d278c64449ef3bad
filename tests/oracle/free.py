"""What of a resource is free in a period, in micro-units of its own measure."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.oracle.reading import (
    CAPACITY_MODE,
    CHINA,
    COMMITMENT_STATUS,
    MILLION,
    RATE_PERIOD,
    Row,
    cell,
    china_day,
    micro,
    midnight,
    moment,
    number,
    whole,
)
from tests.oracle.sheets import Sheets

GIVEN = {"DELIVERED", "CONFIRMED", "DISPUTED"}
LAST = datetime(9000, 1, 1, tzinfo=CHINA)


def status(commitment: Row) -> str:
    """Where a commitment stands, as its English name."""
    said = cell(commitment, "状态")
    return COMMITMENT_STATUS.get(said, said)


def holds(commitment: Row, as_of: datetime) -> bool:
    """Whether a commitment takes up capacity, whatever it is of."""
    if status(commitment) == "REQUESTED":
        held = moment(commitment, "保留至")
        return held is not None and held > as_of
    return status(commitment) in {"ACCEPTED", "ON_HOLD", "IN_PROGRESS"} | GIVEN


def takes(resource: Row, commitment: Row, as_of: datetime) -> bool:
    """Whether a commitment takes some of a resource: also what failed, if it was handed over and is gone, or still out."""
    if status(commitment) == "FAILED":
        gone = mode(resource) in {"CONSUMABLE", "RATE"} or comes_back(resource)
        return gone and (number(commitment, "交付数量") or 0) > 0
    return holds(commitment, as_of)


def comes_back(resource: Row) -> bool:
    """Whether what is handed over has to be brought back."""
    return cell(resource, "须归还") in {"是", "true"}


def begins(commitment: Row) -> datetime:
    """When a commitment begins."""
    begin = moment(commitment, "开始时间")
    assert begin is not None
    return begin


def ends(commitment: Row) -> datetime:
    """When a commitment ends: with the return of what was lent, if it came back, else as agreed."""
    agreed, returned = moment(commitment, "结束时间"), moment(commitment, "归还时间")
    assert agreed is not None
    return returned if returned and status(commitment) in {*GIVEN, "FAILED"} else agreed


def releases(resource: Row, commitment: Row, as_of: datetime) -> datetime | None:
    """When a resource is free of a commitment again; None for what is overdue, for nobody knows."""
    out = status(commitment) in {*GIVEN, "FAILED", "IN_PROGRESS"} and not cell(
        commitment, "归还时间"
    )
    if comes_back(resource) and out and ends(commitment) <= as_of:
        return None
    return ends(commitment)


def amount(commitment: Row) -> int:
    """How much a commitment takes: what was delivered, if that is known, else what was promised."""
    promised, delivered = number(commitment, "数量"), number(commitment, "交付数量")
    given = status(commitment) in {*GIVEN, "FAILED"}
    taken = delivered if delivered is not None and given else promised
    assert taken is not None
    return micro(taken)


def promised_of(sheets: Sheets, resource: Row) -> list[tuple[Row, int]]:
    """Every commitment on a resource or on a kit with it, and how much of the resource it takes."""
    code = cell(resource, "编号")
    found = [(c, amount(c)) for c in sheets.commitments_on[code]]
    for kit, parts in sheets.parts_of.items():
        if code in parts:
            found += [
                (c, -(-amount(c) * per(parts[code]) // MILLION)) for c in sheets.commitments_on[kit]
            ]
    return found


def per(part: Row) -> int:
    """How much of a part one unit of its kit takes."""
    return micro(number(part, "数量") or Fraction(1))


def mode(resource: Row) -> str:
    """How the capacity of a resource is used up, as its English name."""
    said = cell(resource, "容量模式")
    return CAPACITY_MODE.get(said, said)


def free(
    sheets: Sheets, resource: Row, start: datetime, end: datetime, as_of: datetime
) -> int | None:
    """Free quantity throughout [start, end); None when it is never used up."""
    left: list[int] = []
    if mode(resource) != "UNLIMITED":
        found = promised_of(sheets, resource)
        holding = [(c, taken) for c, taken in found if takes(resource, c, as_of)]
        capacity = micro(number(resource, "容量") or Fraction(0))
        left.append(max(0, capacity - _taken(resource, holding, start, end, as_of)))
    for code, part in sheets.parts_of.get(cell(resource, "编号"), {}).items():
        of_part = free(sheets, sheets.row("resources", code), start, end, as_of)
        if of_part is not None:
            left.append(_units(sheets, resource, of_part * MILLION // per(part)))
    return min(left) if left else None


def never_used_up(sheets: Sheets, resource: Row) -> bool:
    """Whether neither it nor anything it consists of is ever used up."""
    return all(mode(row) == "UNLIMITED" for row in sheets.with_parts(resource))


def _units(sheets: Sheets, kit: Row, units: int) -> int:
    measure = cell(kit, "计量单位")
    whole_only = sheets.knows("categories", measure) and cell(
        sheets.row("categories", measure), "整数计量"
    ) in {"是", "true"}
    return units - units % MILLION if whole_only else units


def _taken(
    resource: Row, holding: list[tuple[Row, int]], start: datetime, end: datetime, as_of: datetime
) -> int:
    buffer = timedelta(minutes=whole(resource, "缓冲分钟") or 0)
    spans = [
        (begins(c) - buffer, (releases(resource, c, as_of) or LAST) + buffer, taken)
        for c, taken in holding
    ]
    busy = [(since, until, taken) for since, until, taken in spans if since < until]
    if mode(resource) == "EXCLUSIVE":
        there = any(since < end and start < until for since, until, _ in busy)
        return micro(number(resource, "容量") or Fraction(0)) if there else 0
    if mode(resource) == "COUNTED":
        instants = [start, *(since for since, _, _ in busy if start < since < end)]
        return max(
            sum(taken for since, until, taken in busy if since <= t < until) for t in instants
        )
    if mode(resource) == "CONSUMABLE" or not cell(resource, "额度周期"):
        return sum(taken for _, taken in holding)
    first, after = period(
        RATE_PERIOD.get(cell(resource, "额度周期"), cell(resource, "额度周期")), start
    )
    return sum(taken for c, taken in holding if first <= begins(c) < after)


def period(length: str, at: datetime) -> tuple[datetime, datetime]:
    """The calendar day, week (from Monday) or month in China that contains an instant."""
    today = china_day(at)
    if length == "DAY":
        return midnight(today), midnight(today + timedelta(days=1))
    if length == "WEEK":
        monday = today - timedelta(days=today.weekday())
        return midnight(monday), midnight(monday + timedelta(days=7))
    first = date(today.year, today.month, 1)
    days = calendar.monthrange(today.year, today.month)[1]
    return midnight(first), midnight(first + timedelta(days=days))
