"""Points in time as integers: microseconds since 1970-01-01T00:00Z.

Rules compare and add times far more often than they show them, and integers do that exactly and fast. Calendar days
are ordinals (`date.toordinal`) in +08:00, which has no daylight saving, so every day has 24 hours.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple

MINUTE = 60_000_000
DAY = 24 * 60 * MINUTE
BEIJING = timezone(timedelta(hours=8))

_OFFSET = 8 * 60 * MINUTE
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)


class Window(NamedTuple):
    """The half-open period [start, end)."""

    start: int
    end: int


def instant(moment: datetime) -> int:
    """The instant of an aware datetime."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    """The datetime of an instant, in +08:00."""
    return (_EPOCH + timedelta(microseconds=at)).astimezone(BEIJING)


def day_of(at: int) -> int:
    """The +08:00 calendar day, as an ordinal, that an instant lies in."""
    return (at + _OFFSET) // DAY + _EPOCH_DAY


def midnight(day: int) -> int:
    """The instant at which a day begins in +08:00."""
    return (day - _EPOCH_DAY) * DAY - _OFFSET
