"""Cells of the spreadsheets, read the way a person reads them.

Quantities are exact fractions until the rules ask for whole micro-units. Dates and times without an offset are
China's (+08:00).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction

Row = dict[str, str]
Rows = dict[str, list[Row]]

CHINA = timezone(timedelta(hours=8))
MILLION = 1_000_000
DAY = timedelta(days=1)

COMMITMENT_STATUS = {
    "待响应": "REQUESTED", "待确认": "OFFERED", "候补": "WAITLISTED", "已接受": "ACCEPTED", "已谢绝": "DECLINED",
    "超时未响应": "EXPIRED", "已撤回": "WITHDRAWN", "已取消": "CANCELLED", "挂起": "ON_HOLD", "实施中": "IN_PROGRESS",
    "已交付": "DELIVERED", "已确认": "CONFIRMED", "有异议": "DISPUTED", "未完成": "FAILED", "未到场": "NO_SHOW",
    "作废": "VOIDED",
}  # fmt: skip
CAPACITY_MODE = {
    "独占": "EXCLUSIVE", "计数": "COUNTED", "消耗": "CONSUMABLE", "周期额度": "RATE", "不限": "UNLIMITED",
}  # fmt: skip
RATE_PERIOD = {"日": "DAY", "周": "WEEK", "月": "MONTH"}
ACTIVE = {"", "ACTIVE", "正常", "生效", "运行中", "在任", "可用"}
"""Words of units, agreements, alliances, roles and resources that are in force; an empty cell means the same."""


def cell(row: Row, column: str) -> str:
    """The text in a column, empty when the column is missing."""
    return (row.get(column) or "").strip()


def number(row: Row, column: str) -> Fraction | None:
    """A number exactly as it was typed."""
    return Fraction(cell(row, column)) if cell(row, column) else None


def whole(row: Row, column: str) -> int | None:
    """A whole number."""
    return int(cell(row, column)) if cell(row, column) else None


def micro(amount: Fraction) -> int:
    """Millionths, rounded half to even."""
    return round(amount * MILLION)


def day(row: Row, column: str) -> date | None:
    """A calendar day."""
    return date.fromisoformat(cell(row, column)) if cell(row, column) else None


def moment(row: Row, column: str) -> datetime | None:
    """An instant."""
    if not cell(row, column):
        return None
    said = datetime.fromisoformat(cell(row, column))
    return said if said.tzinfo else said.replace(tzinfo=CHINA)


def several(row: Row, column: str) -> list[str]:
    """The entries of a cell that holds several."""
    return [part.strip() for part in re.split(r"[;；、\n]", cell(row, column)) if part.strip()]


def yes(row: Row, column: str) -> bool:
    """Whether a cell says yes."""
    return cell(row, column).upper() in {"是", "TRUE", "YES", "1"}


def in_force(row: Row) -> bool:
    """Whether the state of a unit, agreement, alliance, role or resource is the active one."""
    return cell(row, "状态") in ACTIVE


def china_day(instant: datetime) -> date:
    """The date on a wall calendar in China."""
    return instant.astimezone(CHINA).date()


def midnight(day_: date) -> datetime:
    """The instant at which a day begins in China."""
    return datetime(day_.year, day_.month, day_.day, tzinfo=CHINA)
