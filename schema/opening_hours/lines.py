"""One canonical line of opening hours, `FREQ=WEEKLY;BYDAY=MO,TU 08:00-12:00`.

The rule is the part of RFC 5545 that says on which days without a first day to count from (no INTERVAL, COUNT or
UNTIL); an empty part of a rule would silently take its value from such a day, so each frequency names its days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from dateutil.rrule import rrulestr

from graph.kinds import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAILY = "FREQ=DAILY"

_PARTS = ("FREQ", "BYMONTH", "BYMONTHDAY", "BYDAY")
_VALUE = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "BYMONTH": re.compile(r"[1-9]|1[0-2]"),
    "BYMONTHDAY": re.compile(r"-?([1-9]|[12]\d|3[01])"),
    "BYDAY": re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)"),
}
_NEEDS = {
    "DAILY": (set(), set()),
    "WEEKLY": ({"BYDAY"}, set()),
    "MONTHLY": (set(), {"BYDAY", "BYMONTHDAY"}),
    "YEARLY": ({"BYMONTH"}, {"BYDAY", "BYMONTHDAY"}),
}
_HOURS = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")


class Line(NamedTuple):
    """A line taken apart: the rule, and minutes of the day; `end` is past 1440 when it lies on the next day."""

    rule: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.rule} {_clock(self.start)}-{_clock(self.end)}"


def line(rule: str, start: int, end: int, *, said: str) -> Line:
    """Make a line of a canonical rule and two minutes of the day (0–1440), as `said` in the cell.

    Raises:
        Unreadable: the hours are none, or no hours of a day.
    """
    if not (0 <= start < 1440 and 0 <= end <= 1440) or start == end:
        raise bad_hours(said)
    return Line(rule, start, end if end > start else end + 1440)


def weekly(days: Iterable[str]) -> str:
    """The rule for days of the week, each "MO" … "SU"."""
    chosen = set(days)
    if chosen >= set(WEEK):
        return DAILY
    return "FREQ=WEEKLY;BYDAY=" + ",".join(day for day in WEEK if day in chosen)


def read_rule(said: str) -> str:
    """Read an RFC 5545 rule into canonical form: parts and values in a fixed order.

    Raises:
        Unreadable: an unknown or repeated part, or days that depend on a first day.
    """
    parts: dict[str, list[str]] = {}
    for part in said.upper().split(";"):
        name, _, value = part.partition("=")
        values = value.split(",")
        pattern = _VALUE.get(name)
        if pattern is None or name in parts or not all(pattern.fullmatch(v) for v in values):
            raise _bad_rule(said)
        parts[name] = values
    frequency = parts.get("FREQ", ["?"])
    if len(frequency) != 1 or frequency[0] not in _NEEDS:
        raise _bad_rule(said)
    all_of, one_of = _NEEDS[frequency[0]]
    weekdays = parts.get("BYDAY", [])
    ordinal = any(len(day) > 2 for day in weekdays)
    if not all_of <= parts.keys() or (one_of and not one_of & parts.keys()):
        raise _bad_rule(said)
    if ordinal and frequency[0] not in ("MONTHLY", "YEARLY"):
        raise _bad_rule(said)
    if not _happens(parts):
        raise _bad_rule(said)
    if set(parts) == {"FREQ", "BYDAY"} and frequency[0] in ("DAILY", "WEEKLY"):
        return weekly(weekdays)
    return ";".join(f"{name}={_sorted(name, parts[name])}" for name in _PARTS if name in parts)


def read_line(said: str) -> Line:
    """Read one canonical line.

    Raises:
        Unreadable: it is not one.
    """
    rule, _, hours = said.strip().partition(" ")
    match = _HOURS.fullmatch(hours.strip())
    if match is None:
        raise bad_hours(said)
    return line(read_rule(rule), *minutes(match.groups(), said=hours), said=hours)


def minutes(clock: Iterable[str | None], *, said: str) -> list[int]:
    """Hours and minutes in turn ("8", "00", "12", "30") as minutes of the day; a missing minute is 0."""
    figures = [int(figure or 0) for figure in clock]
    if any(minute > 59 for minute in figures[1::2]):
        raise bad_hours(said)
    return [hour * 60 + minute for hour, minute in zip(figures[::2], figures[1::2], strict=True)]


@lru_cache(maxsize=2048)
def parsed(canonical: str) -> Line:
    """`read_line`, remembered: the same few lines come with every question."""
    return read_line(canonical)


@lru_cache(maxsize=4096)
def days_in_month(rule: str, year: int, month: int) -> frozenset[int]:
    """The days of one month, as ordinals, that a canonical rule falls on."""
    first, last = datetime(year, month, 1), datetime(year, month, monthrange(year, month)[1])  # noqa: DTZ001
    return frozenset(
        day.toordinal() for day in rrulestr(rule, dtstart=first).between(first, last, inc=True)
    )


def falls_on(rule: str, day: int) -> bool:
    """Whether a canonical rule falls on a day (ordinal)."""
    when = date.fromordinal(day)
    return day in days_in_month(rule, when.year, when.month)


def bad_hours(said: str) -> Unreadable:
    """What to answer to hours that are none."""
    return Unreadable(
        "HOURS", zh=f"“{said}”不是有效的起止时刻。", en=f'"{said}" is not a stretch of hours.',
        cure_zh="请写成 08:00-12:00；全天写作 00:00-24:00，跨夜写作 22:00-06:00。",
        cure_en="Write 08:00-12:00; a whole day is 00:00-24:00, a night 22:00-06:00.",
    )  # fmt: skip


def _clock(minute: int) -> str:
    of_day = minute if minute <= 1440 else minute - 1440
    return f"{of_day // 60:02}:{of_day % 60:02}"


def _happens(parts: dict[str, list[str]]) -> bool:
    """False for the 30th of February: looking for it would never end."""
    lengths = [monthrange(2024, int(month))[1] for month in parts.get("BYMONTH", ["1"])]
    return any(abs(int(day)) <= max(lengths) for day in parts.get("BYMONTHDAY", ["1"]))


def _sorted(name: str, values: list[str]) -> str:
    if name == "BYDAY":
        order = {day: n for n, day in enumerate(WEEK)}
        return ",".join(sorted(set(values), key=lambda v: (order[v[-2:]], v)))
    return ",".join(sorted(set(values), key=lambda v: (len(v), v)))


def _bad_rule(said: str) -> Unreadable:
    return Unreadable(
        "RECURRENCE", zh=f"“{said}”不是可用的重复规则。", en=f'"{said}" is not a usable recurrence rule.',
        cure_zh="可用 FREQ=DAILY、FREQ=WEEKLY;BYDAY=MO,TU、FREQ=MONTHLY;BYDAY=1SA 或 FREQ=MONTHLY;BYMONTHDAY=15；"
        "不支持 INTERVAL、COUNT、UNTIL。",
        cure_en="Use FREQ=DAILY, FREQ=WEEKLY;BYDAY=MO,TU, FREQ=MONTHLY;BYDAY=1SA or FREQ=MONTHLY;BYMONTHDAY=15; "
        "INTERVAL, COUNT and UNTIL are not supported.",
    )  # fmt: skip
