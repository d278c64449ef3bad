"""Opening hours: recurring days and hours of the day, in +08:00.

| module | what it is for |
|---|---|
| `cells` | what people write (周一至周五 08:00-12:00、14:00-17:30；周六 09:00-12:00), read into canonical lines |
| `lines` | one canonical line, `FREQ=WEEKLY;BYDAY=MO,TU 08:00-12:00`: its grammar, and the days its rule falls on |
| `periods` | the periods in which several lines and closed days leave something open |

Decided: a line is one recurrence rule (RFC 5545, the subset that needs no start date) and one stretch of hours; hours
that end before they begin end on the next day. Reading canonical lines again gives the same lines
(`test_opening_hours.py`), and the periods equal a minute-by-minute calendar (`test_open_periods.py`).
"""

from schema.opening_hours.cells import read_opening_hours
from schema.opening_hours.periods import is_open, open_periods

__all__ = ["is_open", "open_periods", "read_opening_hours"]
