"""Cells of opening hours as people write them, in Chinese, in English or as canonical lines."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from graph.kinds import Unreadable
from schema.opening_hours.lines import DAILY, WEEK, bad_hours, line, minutes, read_rule, weekly

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE_DAY = (0, 1440)

_DAY_NAMES = dict(zip("一二三四五六日天", (*WEEK, "SU"), strict=True))
_ENGLISH = (
    (r"every\s*day|daily", "每天"),
    (r"weekdays|working\s*days", "工作日"),
    (r"weekends", "周末"),
    (r"all\s*day|24\s*hours|round the clock", "全天"),
    *(
        (rf"\b{name}[a-z]*\b", f"周{day}")
        for name, day in zip(
            ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "一二三四五六日", strict=True
        )
    ),
)
_CLOCK = (
    r"(上午|早上|早|中午|下午|傍晚|晚上|晚)?\s*(\d{1,2})(?::(\d{2})|[点时](?:(\d{1,2})分?|(半))?)"
)
_DASH = r"\s*(?:-|~|至|到|to)+\s*"
_HOURS = re.compile(rf"{_CLOCK}{_DASH}(次日|翌日|第二天)?\s*{_CLOCK}")
_ALL_DAY = re.compile(r"全天候?|24小时")
_MONTHLY = re.compile(
    r"每月(?:第([一二三四])个|(最后一)个)周([一二三四五六日天])|每月(\d{1,2})[日号]"
)
_DAYS = re.compile(
    r"每[天日]|全周|工作日|(?:周末|双休日)"
    r"|每?周([一二三四五六日天])(?:(?:-|~|至|到)+周?([一二三四五六日天])"
    r"|((?:[、,和及]?[一二三四五六日天](?!\d))*))"
)
_BETWEEN_HOURS = re.compile(r"\s*[,、]\s*")
_BETWEEN = re.compile(r"[\s,、和及:]+")


def read_opening_hours(cell: str) -> list[str]:
    """Read a cell into canonical lines, e.g. 周一至周五 08:00-12:00、14:00-17:30；周六 09:00-12:00.

    Entries are separated by ; ； | or a new line. Days without hours are whole days, hours without days are daily.

    Returns:
        Lines such as `FREQ=WEEKLY;BYDAY=SA 09:00-12:00`, each once, in the order written; none for an empty cell.

    Raises:
        Unreadable: some part is not understood; nothing is guessed.
    """
    lines: list[str] = []
    for entry in _entries(cell):
        lines += _canonical(entry) if entry.upper().startswith("FREQ=") else _spoken(entry)
    return list(dict.fromkeys(lines))


def _entries(cell: str) -> list[str]:
    """Split a cell; the `;` inside a recurrence rule does not separate."""
    entries: list[str] = []
    for piece in re.split(r"[;|\n\r]", _plain(cell)):
        part = piece.strip()
        continues = re.match(r"(?!FREQ=)[A-Z]+=", part, re.IGNORECASE)
        if continues and entries and re.fullmatch(r"FREQ=\S*", entries[-1], re.IGNORECASE):
            entries[-1] += f";{part}"
        elif part:
            entries.append(part)
    return entries


def _plain(cell: str) -> str:
    """One form for what can be typed in several: width, dashes, names of the week."""
    said = unicodedata.normalize("NFKC", cell)
    said = re.sub(r"[‐-―−〜～]", "-", said)
    return said.replace("星期", "周").replace("礼拜", "周")


def _canonical(entry: str) -> Iterator[str]:
    rule_said, _, hours_said = entry.partition(" ")
    rule = read_rule(rule_said)
    for hours in (
        _BETWEEN_HOURS.split(hours_said.strip()) if hours_said.strip() else ["00:00-24:00"]
    ):
        match = _HOURS.fullmatch(hours)
        if match is None:
            raise bad_hours(hours)
        yield str(line(rule, *_hours(match), said=hours))


def _spoken(entry: str) -> list[str]:
    """Groups of days, each followed by its hours: 周一至周五 08:00-12:00、14:00-17:30 周六 09:00-12:00."""
    said = entry
    for pattern, chinese in _ENGLISH:
        said = re.sub(pattern, chinese, said, flags=re.IGNORECASE)
    rules: list[str] = []
    hours: list[tuple[int, int, str]] = []
    lines: list[str] = []
    at = 0
    while at < len(said):
        if gap := _BETWEEN.match(said, at):
            at = gap.end()
        elif match := _HOURS.match(said, at):
            hours.append((*_hours(match), match[0]))
            at = match.end()
        elif match := _ALL_DAY.match(said, at):
            hours.append((*WHOLE_DAY, match[0]))
            at = match.end()
        elif match := _MONTHLY.match(said, at) or _DAYS.match(said, at):
            if hours:
                lines += _lines(rules, hours)
                rules, hours = [], []
            rules.append(_month_rule(match) if match.re is _MONTHLY else weekly(_days(match)))
            at = match.end()
        else:
            raise _not_understood(entry, said[at:])
    return lines + _lines(rules, hours)


def _lines(rules: list[str], hours: list[tuple[int, int, str]]) -> list[str]:
    return [
        str(line(rule, start, end, said=said))
        for rule in _joined(rules) or [DAILY]
        for start, end, said in hours or [(*WHOLE_DAY, "")]
    ]


def _joined(rules: list[str]) -> list[str]:
    """周一、周三 is one rule of two days."""
    days = [day for rule in rules if "WEEKLY" in rule for day in rule.rpartition("=")[2].split(",")]
    others = [rule for rule in rules if "WEEKLY" not in rule]
    return ([weekly(days)] if days else []) + others


def _days(match: re.Match[str]) -> list[str]:
    first, last, more = match.groups()
    if first is None:
        if match[0] == "工作日":
            return list(WEEK[:5])
        return list(WEEK[5:]) if match[0] in ("周末", "双休日") else list(WEEK)
    if last is None:
        return [_DAY_NAMES[first], *(_DAY_NAMES[name] for name in more if name in _DAY_NAMES)]
    start, end = WEEK.index(_DAY_NAMES[first]), WEEK.index(_DAY_NAMES[last])
    return [WEEK[day % 7] for day in range(start, end + 1 if end >= start else end + 8)]


def _month_rule(match: re.Match[str]) -> str:
    nth, last, day, date = match.groups()
    if date:
        return read_rule(f"FREQ=MONTHLY;BYMONTHDAY={int(date)}")
    place = "-1" if last else str("一二三四".index(nth) + 1)
    return f"FREQ=MONTHLY;BYDAY={place}{_DAY_NAMES[day]}"


def _hours(match: re.Match[str]) -> tuple[int, int]:
    (part, *clock), next_day, (end_part, *end_clock) = (
        match.groups()[:5],
        match[6],
        match.groups()[6:],
    )
    start = _minute(part, clock, match[0])
    end = _minute(
        end_part or (part if part and int(end_clock[0]) < 12 else None), end_clock, match[0]
    )
    if next_day and end >= start:
        raise bad_hours(match[0])
    return start, end


def _minute(part: str | None, clock: list[str | None], said: str) -> int:
    hour, colon, spoken, half = clock
    (minute,) = minutes((hour, colon or spoken or ("30" if half else "0")), said=said)
    return minute + 720 if part in ("下午", "傍晚", "晚上", "晚") and minute < 720 else minute


def _not_understood(entry: str, rest: str) -> Unreadable:
    return Unreadable(
        "OPENING_HOURS", zh=f"开放时间“{entry}”中的“{rest}”无法理解。",
        en=f'In the opening hours "{entry}", "{rest}" is not understood.',
        cure_zh="请写成“周一至周五 08:00-12:00、14:00-17:30；周六 09:00-12:00”，节假日等例外写入“停用日期”。",
        cure_en='Write "Mon-Fri 08:00-12:00, 14:00-17:30; Sat 09:00-12:00"; put holidays into the closed days.',
    )  # fmt: skip
