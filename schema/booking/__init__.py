"""Whether something can be promised now, and everything that stands in the way: pure, for acts that hold the locks.

| module | what it is for |
|---|---|
| `wishes` | what is wanted of a resource; of a kit, what that takes of its parts; what wishes do to each other |
| `objections` | all reasons against a wish, with the commitments in the way and when it would be possible |
| `people` | whom a promise would put into two places at once |
| `words` | the reasons in Chinese and English |

An act locks each resource it books *and the parts of each kit*, in the order of their ids, before it reads the facts
(`schema.free_capacity.bookable`): a commitment on a part is in the way of the kit and the other way round.

Decided: a refusal names only commitments that whoever asks may see, and says how many more there are. Minutes are the
smallest time that counts: what begins in the minute that is running is not past. Of a kit, alternatives are windows in
which all of it could be had. `tests/schema/test_booking.py` says each rule, `tests/schema/test_booking_oracle.py` holds all of them against a
calendar that counts minute by minute (`tests/oracle/calendar.py`).
"""

from schema.booking.objections import Objection, objections, objections_to_each
from schema.booking.people import person_conflicts
from schema.booking.wishes import Wish, beside, expand, without

__all__ = [
    "Objection",
    "Wish",
    "beside",
    "expand",
    "objections",
    "objections_to_each",
    "person_conflicts",
    "without",
]
