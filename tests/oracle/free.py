"""What of a resource is free in a period, in micro-units of its own measure."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from fractions import Fraction

from tests.oracle.reading import (
    CAPACITY_MODE,
    COMMITMENT_STATUS,
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


def status(commitment: Row) -> str:
    """Where a commitment stands, as its English name."""
    said = cell(commitment, "状态")
    return COMMITMENT_STATUS.get(said, said)


def holds(commitment: Row, as_of: datetime) -> bool:
    """Whether a commitment takes up capacity."""
    if status(commitment) == "REQUESTED":
        held = moment(commitment, "保留至")
        return held is not None and held > as_of
    return status(commitment) in {"ACCEPTED", "ON_HOLD", "IN_PROGRESS"} | GIVEN


def begins(commitment: Row) -> datetime:
    """When a commitment begins."""
    begin = moment(commitment, "开始时间")
    assert begin is not None
    return begin


def ends(commitment: Row) -> datetime:
    """When a commitment ends: with the return of what was lent, if it came back, else as agreed."""
    agreed, returned = moment(commitment, "结束时间"), moment(commitment, "归还时间")
    assert agreed is not None
    return returned if returned and status(commitment) in GIVEN else agreed


def amount(commitment: Row) -> int:
    """How much a commitment takes: what was delivered, if that is known, else what was promised."""
    promised, delivered = number(commitment, "数量"), number(commitment, "交付数量")
    taken = delivered if delivered is not None and status(commitment) in GIVEN else promised
    assert taken is not None
    return micro(taken)


def mode(resource: Row) -> str:
    """How the capacity of a resource is used up, as its English name."""
    said = cell(resource, "容量模式")
    return CAPACITY_MODE.get(said, said)


def free(
    sheets: Sheets, resource: Row, start: datetime, end: datetime, as_of: datetime
) -> int | None:
    """Free quantity throughout [start, end); None when it is never used up."""
    if mode(resource) == "UNLIMITED":
        return None
    on_it = sheets.commitments_on[cell(resource, "编号")]
    holding = [c for c in on_it if holds(c, as_of)]
    capacity = micro(number(resource, "容量") or Fraction(0))
    return max(0, capacity - _taken(resource, holding, start, end, capacity))


def _taken(resource: Row, holding: list[Row], start: datetime, end: datetime, capacity: int) -> int:
    buffer = timedelta(minutes=whole(resource, "缓冲分钟") or 0)
    spans = [(begins(c) - buffer, ends(c) + buffer, amount(c)) for c in holding]
    busy = [(since, until, taken) for since, until, taken in spans if since < until]
    if mode(resource) == "EXCLUSIVE":
        return capacity if any(since < end and start < until for since, until, _ in busy) else 0
    if mode(resource) == "COUNTED":
        instants = [start, *(since for since, _, _ in busy if start < since < end)]
        return max(
            sum(taken for since, until, taken in busy if since <= t < until) for t in instants
        )
    if mode(resource) == "CONSUMABLE" or not cell(resource, "额度周期"):
        return sum(amount(c) for c in holding)
    first, after = period(
        RATE_PERIOD.get(cell(resource, "额度周期"), cell(resource, "额度周期")), start
    )
    return sum(amount(c) for c in holding if first <= begins(c) < after)


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
