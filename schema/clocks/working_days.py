"""Which days are working days in China: the published calendar with its make-up days, and weekdays where it ends.

The State Council announces holidays and make-up days (调休) one year at a time. Decided: `chinesecalendar` says them, since it
refuses a year that is not published; a calendar that projects holidays would answer with days nobody has announced.
Beyond what is published Monday to Friday are taken to be working days, and whoever counts there says so.
Days are ordinals (`date.toordinal`).
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays

PUBLISHED = range(
    date(min(holidays).year, 1, 1).toordinal(), date(max(holidays).year, 12, 31).toordinal() + 1
)
"""The days that the published calendar knows, whole years."""
PUBLISHED_UNTIL = date.fromordinal(PUBLISHED[-1])


def is_working_day(day: int) -> bool:
    """Whether a day is a working day; by its weekday alone where nothing is published."""
    return _is_weekday(day) is not (day in _otherwise().days)


def working_days_before(day: int) -> int:
    """How many working days lie before a day, counted from year 1."""
    said = _otherwise()
    weeks, rest = divmod(day - 1, 7)
    return weeks * 5 + min(rest, 5) + said.more[bisect_left(said.ordered, day)]


@lru_cache(maxsize=4096)
def working_day(number: int) -> int:
    """The day before which so many working days lie, itself one."""
    least, most = number + 1, number * 7 // 5 + 1000
    while least < most:
        middle = (least + most) // 2
        if working_days_before(middle + 1) > number:
            most = middle
        else:
            least = middle + 1
    return least


def _is_weekday(day: int) -> bool:
    return (day - 1) % 7 < 5


class _Otherwise(NamedTuple):
    """Days that are not what their weekday says, and how many working days more the first n of them make."""

    ordered: list[int]
    days: frozenset[int]
    more: list[int]


@cache
def _otherwise() -> _Otherwise:
    worked = {day: is_workday(date.fromordinal(day)) for day in PUBLISHED}
    days = [day for day in PUBLISHED if worked[day] is not _is_weekday(day)]
    more = accumulate((1 if worked[day] else -1 for day in days), initial=0)
    return _Otherwise(days, frozenset(days), list(more))
