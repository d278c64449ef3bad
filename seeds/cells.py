"""How a cell is read: a pure function from text and declaration to a value.

Decided: what could be meant in two ways is refused with its reason, never guessed. An instant without an offset is
local time in China; all instants are kept at that offset, so that equal moments are equal values.
"""

from __future__ import annotations

import enum
import math
import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

from graph import values
from graph.dictionary import words_of
from graph.kinds import Unreadable
from graph.values import LONGEST_INDEXED, check, check_text, too_long

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.kinds import Prop

CHINA = timezone(timedelta(hours=8))
_GUARDED = re.compile("^'(?=[=+\\-@\t\r＝＋－＠])")
_SEPARATORS = re.compile("[;；、|｜]")
_SCIENTIFIC = re.compile(r"^[+-]?\d(\.\d+)?[eE][+-]?\d+$")
_GROUPED = re.compile(r"^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_NUMBER = re.compile(r"^[+-]?(\d+(\.\d*)?|\.\d+)$")
_SERIAL = re.compile(r"^\d{5}(\.\d+)?$")
_DAY = re.compile(
    r"^(?P<y>\d{4})(?:-(?P<m>\d{1,2})-(?P<d>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
    r"|\.(?P<m4>\d{1,2})\.(?P<d4>\d{1,2})|年(?P<m3>\d{1,2})月(?P<d3>\d{1,2})日)$"
)
_TIME = re.compile(
    r"^(?P<h>\d{1,2})[:时](?P<min>\d{2})?分?(?::(?P<s>\d{2})(?:\.\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?$"
)
_YES = {"是", "true", "yes", "1", "有", "√"}
_NO = {"否", "false", "no", "0", "无", "×"}
_INT64 = 2**63


def clean(cell: str) -> str:
    """The cell without what nobody sees: outer blanks, zero-width characters, the guard against formulas."""
    return _GUARDED.sub("", values.clean(cell))


def narrow(text: str) -> str:
    """Full-width digits and letters as plain ones, for codes and numbers."""
    return unicodedata.normalize("NFKC", text).strip()


def fold(text: str) -> str:
    """What two spellings of a header, a word or a name have in common."""
    return re.sub(r"[\s_\-]+", "", narrow(text)).casefold()


def read(prop: Prop, text: str) -> Any:
    """Read a cleaned, non-empty cell as a value of the property.

    Raises:
        Unreadable: it isn't one, or could be meant in two ways.
    """
    check_text(text)
    if prop.parse:
        return prop.parse(text)
    if prop.many:
        return [_one(prop, part) for part in split(text)]
    return _one(prop, text)


def split(text: str) -> list[str]:
    """The parts of a cell that lists several things, each once, in order."""
    parts = (clean(part) for part in _SEPARATORS.split(text))
    return list(dict.fromkeys(part for part in parts if part))


def read_code(text: str) -> str:
    """Read a code as typed, or the part of a reference that may be one.

    Raises:
        Unreadable: a spreadsheet program has turned it into a number and lost digits.
    """
    check_text(text)
    text = narrow(text)
    if _SCIENTIFIC.match(text):
        raise Unreadable(
            "SCIENTIFIC_NOTATION",
            zh="编号被电子表格改成了科学计数，位数已丢失。",
            en="The spreadsheet program has turned the code into a number and lost digits.",
            cure_zh="请把该列设为“文本”格式后重新填写编号。",
            cure_en="Format the column as text and type the code again.",
        )
    if len(text) > LONGEST_INDEXED:
        raise too_long(LONGEST_INDEXED)
    return text


def _one(prop: Prop, text: str) -> Any:
    if isinstance(prop.type, type) and issubclass(prop.type, enum.Enum):
        return _enum(prop.type, text)
    value = _READERS[prop.type](text)
    check(prop, value)
    return read_code(value) if isinstance(value, str) and prop.key and not prop.personal else value


def _number(text: str) -> float:
    plain = narrow(text)
    if _GROUPED.match(plain):
        plain = plain.replace(",", "")
    if _SCIENTIFIC.match(plain) or _NUMBER.match(plain):
        value = float(plain)
        if math.isfinite(value):
            return value
    raise Unreadable(
        "NOT_A_NUMBER",
        zh="不是数字。",
        en="It is not a number.",
        cure_zh="请只填阿拉伯数字，不带单位：3万写作 30000，31% 写作 0.31。",
        cure_en="Write digits only and no unit: 30000 rather than 3万, 0.31 rather than 31%.",
    )


def _integer(text: str) -> int:
    value = _number(text)
    plain = narrow(text).replace(",", "")
    whole = int(plain) if re.fullmatch(r"[+-]?\d{1,19}", plain) else int(value)
    if value != int(value) or not -_INT64 <= whole < _INT64:
        raise Unreadable(
            "NOT_A_WHOLE_NUMBER",
            zh="须为整数。",
            en="It must be a whole number.",
            cure_zh="请填整数。",
            cure_en="Write a whole number.",
        )
    return whole


def _boolean(text: str) -> bool:
    word = fold(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable(
        "NOT_YES_OR_NO",
        zh="须填“是”或“否”。",
        en="It must be yes or no.",
        cure_zh="请填“是”或“否”。",
        cure_en="Write 是 or 否, true or false.",
    )


def _day(text: str) -> date:
    plain = narrow(text)
    match = _DAY.match(plain)
    if match:
        year, month, day = (int(g) for g in match.groups() if g)
        try:
            return date(year, month, day)
        except ValueError:
            raise _not_a_date(zh="日历上没有这一天。", en="The calendar has no such day.") from None
    raise _serial() if _SERIAL.match(plain) else _not_a_date()


def _instant(text: str) -> datetime:
    plain = narrow(text)
    if _SERIAL.match(plain):
        raise _serial()
    head, _, tail = plain.replace("T", " ").replace("日", "日 ").partition(" ")
    day = _day(head)
    tail = tail.strip()
    if not tail:
        raise _not_a_time()
    match = _TIME.match(tail)
    if match is None:
        raise _not_a_time()
    zone = match["zone"]
    offset = "+08:00" if zone is None else "+00:00" if zone == "Z" else f"{zone[:3]}:{zone[-2:]}"
    clock = f"{int(match['h']):02}:{match['min'] or '00'}:{match['s'] or '00'}"
    try:
        return datetime.fromisoformat(f"{day.isoformat()}T{clock}{offset}").astimezone(CHINA)
    except (ValueError, OverflowError):
        raise _not_a_time() from None


def _serial() -> Unreadable:
    return Unreadable(
        "EXCEL_SERIAL",
        zh="这是电子表格内部的日期序号，不是日期。",
        en="This is a spreadsheet program's internal day count, not a date.",
        cure_zh="请把该列设为日期或文本格式，写作 2026-01-05。",
        cure_en="Format the column as a date or as text: 2026-01-05.",
    )


def _not_a_date(zh: str = "不是日期。", en: str = "It is not a date.") -> Unreadable:
    return Unreadable(
        "NOT_A_DATE",
        zh=zh,
        en=en,
        cure_zh="请写作 2026-01-05、2026/1/5 或 2026年1月5日。",
        cure_en="Write 2026-01-05, 2026/1/5 or 2026年1月5日.",
    )


def _not_a_time() -> Unreadable:
    return Unreadable(
        "NOT_A_TIME",
        zh="须写明日期和时刻。",
        en="It needs a day and a time of day.",
        cure_zh="请写作 2026-01-05 08:30（北京时间），或带时区 2026-01-05T08:30:00+08:00。",
        cure_en="Write 2026-01-05 08:30 (China time), or with an offset 2026-01-05T08:30:00+08:00.",
    )


_READERS: dict[Any, Callable[[str], Any]] = {
    str: str, int: _integer, float: _number, bool: _boolean, date: _day, datetime: _instant,
}  # fmt: skip


@cache
def _members(kind: type[enum.Enum]) -> dict[str, enum.Enum]:
    accepted: dict[str, enum.Enum] = {}
    for name, (zh, en) in words_of(kind).items():
        accepted |= {fold(word): kind[name] for word in (en, zh, name) if word}
    return accepted


def _enum(kind: type[enum.Enum], text: str) -> enum.Enum:
    member = _members(kind).get(fold(text).strip("。."))
    if member is None:
        zh = "、".join(zh for zh, _ in words_of(kind).values())
        raise Unreadable(
            "UNKNOWN_WORD",
            zh="不在可填的词中。",
            en="It is none of the words this column takes.",
            cure_zh=f"可填：{zh}。",
            cure_en=f"Write one of: {', '.join(words_of(kind))}.",
        )
    return member
