"""How a need recurs: an RFC 5545 rule, counted from the start of its window.

Decided, and guarded by `tests/schema/test_recurrence.py`: a rule is about days, weeks or months, and has only parts with
which the next time is found at once: none runs through the centuries for a day that never comes.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from dateutil.rrule import rrulestr

from graph.kinds import Rule, Unreadable

if TYPE_CHECKING:
    from datetime import datetime

_VALUE = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY"),
    "INTERVAL": re.compile(r"[1-9]\d?"),
    "COUNT": re.compile(r"[1-9]\d{0,2}"),
    "UNTIL": re.compile(r"\d{8}T\d{6}Z"),
    "BYDAY": re.compile(r"(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*"),
    "BYMONTHDAY": re.compile(r"([1-9]|[12]\d|3[01])(,([1-9]|[12]\d|3[01]))*"),
}
_ALWAYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL"})
_PARTS = {
    "DAILY": _ALWAYS, "WEEKLY": _ALWAYS | {"BYDAY"}, "MONTHLY": _ALWAYS | {"BYDAY", "BYMONTHDAY"},
}  # fmt: skip


def times(rule: str, start: datetime, most: int) -> list[datetime] | None:
    """When a rule begins anew, from `start` on, and one more than `most` where there are more; none where it never does."""
    if not usable(rule):
        return None
    try:
        return list(islice(rrulestr(rule, dtstart=start), most + 1)) or None
    except (ValueError, TypeError):
        return None


def usable(rule: str) -> bool:
    """Whether a rule is one that is understood here."""
    pairs = [(name, value) for name, _, value in (part.partition("=") for part in rule.split(";"))]
    parts = dict(pairs)
    fits = all(name in _VALUE and _VALUE[name].fullmatch(value) for name, value in pairs)
    if not fits or len(parts) < len(pairs) or {"COUNT", "UNTIL"} <= parts.keys():
        return False
    return parts.keys() <= _PARTS.get(parts.get("FREQ", ""), frozenset())


def _recurs(start: datetime | None, end: datetime | None, rule: str | None) -> Unreadable | None:
    if rule is None or (usable(rule) and start is not None and end is not None):
        return None
    if usable(rule):
        return Unreadable(
            "RECURRENCE", zh="有重复规则，却没有时段。", en="It recurs, but has no window.",
            cure_zh="请填写第一次的开始和结束时间。", cure_en="Say when it begins and ends the first time.",
        )  # fmt: skip
    return Unreadable(
        "RECURRENCE", zh=f"“{rule[:80]}”不是可用的重复规则。", en=f'"{rule[:80]}" is not a usable recurrence rule.',
        cure_zh="可用 FREQ=DAILY、WEEKLY、MONTHLY，配 INTERVAL、COUNT 或 UNTIL（如 20261231T160000Z）、BYDAY（周、月）、BYMONTHDAY（月）。",
        cure_en="Use FREQ=DAILY, WEEKLY or MONTHLY with INTERVAL, COUNT or UNTIL (20261231T160000Z), BYDAY (weeks, months), BYMONTHDAY (months).",
    )  # fmt: skip


RECURS = Rule(("window_start", "window_end", "recurrence"), _recurs)
"""A need that recurs says how, and when it is the first time."""
