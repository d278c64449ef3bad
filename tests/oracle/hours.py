"""Opening hours as people write them: `周一至周五 08:00-12:00、14:00-17:30；周六 09:00-11:00`, or as recurrence rules."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from tests.oracle.reading import DAY, Row, cell, china_day, midnight

Span = tuple[datetime, datetime]
Line = tuple[set[int], list[tuple[int, int]]]
"""Weekdays (Monday is 0) and hours in minutes after midnight, beyond 1440 on the next day."""

CHINESE_DAYS = "一二三四五六日"
ENGLISH_DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
EVERY_DAY = set(range(7))


def opening_lines(resource: Row) -> list[Line]:
    """The lines of the opening hours; none means always open."""
    # The ";" inside of a recurrence rule separates nothing.
    said = re.sub(r";\s*(?=BY[A-Z]+=)", " ", cell(resource, "开放时间").replace("：", ":"))
    return [_line(part.strip()) for part in re.split(r"[;；\n]", said) if part.strip()]


def _line(line: str) -> Line:
    stretches = re.findall(r"(\d+):(\d+)\s*[-–—~至]\s*(\d+):(\d+)", line)
    days = re.split(r"\d+:\d+|全天", line)[0]
    return _weekdays(days), [_minutes(*found) for found in stretches] or [(0, 24 * 60)]


def _minutes(from_hour: str, from_minute: str, to_hour: str, to_minute: str) -> tuple[int, int]:
    begin = int(from_hour) * 60 + int(from_minute)
    end = int(to_hour) * 60 + int(to_minute)
    # Hours that end before they begin end on the next day.
    return begin, end if end > begin else end + 24 * 60


def _weekdays(said: str) -> set[int]:
    if "月" in said or "MONTH" in said or "YEARLY" in said:
        raise ValueError(f"this oracle reads days of the week only: {said}")
    if "BYDAY=" in said:
        return {
            ENGLISH_DAYS.index(name) for name in re.findall(r"\b(MO|TU|WE|TH|FR|SA|SU)\b", said)
        }
    if "工作日" in said:
        return set(range(5))
    if "周末" in said:
        return {5, 6}
    if "周" not in said:
        return EVERY_DAY
    days: set[int] = set()
    for first, last in re.findall(
        r"周?([一二三四五六日天])(?:\s*[至到-]\s*周?([一二三四五六日天]))?", said
    ):
        begin, end = _weekday(first), _weekday(last or first)
        days |= (
            set(range(begin, end + 1))
            if begin <= end
            else set(range(begin, 7)) | set(range(end + 1))
        )
    return days


def _weekday(character: str) -> int:
    return CHINESE_DAYS.index("日" if character == "天" else character)


def closed_days(resource: Row) -> set[date]:
    """Days on which the resource is closed whatever its opening hours say."""
    return {
        date.fromisoformat(text)
        for text in re.findall(r"\d{4}-\d\d-\d\d", cell(resource, "停用日期"))
    }


def open_spans(resource: Row, on: date) -> list[Span]:
    """The opening hours that begin on a day, whether or not the resource is closed on it all the same."""
    return [
        (midnight(on) + timedelta(minutes=begin), midnight(on) + timedelta(minutes=end))
        for days, times in opening_lines(resource)
        for begin, end in times
        if on.weekday() in days
    ]


def open_throughout(resource: Row, start: datetime, end: datetime) -> bool:
    """Whether the resource is open at every instant from `start` until just before `end`."""
    if any(start < midnight(day) + DAY and midnight(day) < end for day in closed_days(resource)):
        return False
    if not opening_lines(resource):
        return True
    now = start
    while now < end:
        today = china_day(now)
        spans = open_spans(resource, today - DAY) + open_spans(resource, today)
        closes = [until for since, until in spans if since <= now < until]
        if not closes:
            return False
        now = max(closes)
    return True
