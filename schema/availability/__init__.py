"""What of a resource is free in a period, and from when on it would be.

| module | what it is for |
|---|---|
| `facts` | what has to be known: bookings, resources, kits with their parts |
| `taken` | which bookings take capacity, from when to when, and how much at an instant |
| `free` | what is left, when it is open, and the earliest start |

Computed from live commitments every time, never stored. Decided: a period is half-open; what is free of a counted
resource is its capacity minus the *peak* of what is taken at one instant, not minus the sum over the period (two
bookings that never meet take a place once). Quantities are integer micro-units, instants integer microseconds
(`schema.instants`).

Which states hold capacity: REQUESTED while `holdUntil` is in the future, ACCEPTED, ON_HOLD, IN_PROGRESS, and what was
delivered (DELIVERED, CONFIRMED, DISPUTED) until it came back or, where nothing has to come back, until the end that was
agreed. OFFERED and WAITLISTED hold nothing. Of what is used up, and within a rate, the delivered quantity stays used, even if
the commitment FAILED in the end. A resource that has to be brought back (`toBeReturned`) and was not when its time was
over is out until it is: nobody knows when that will be, so from that instant on nothing later is promised of it either.

A kit (a bus and its driver) takes so much of each of its parts for each unit of its own. It is as open, as much in
use and as early to be asked for as the strictest of them; no kit stands in a kit. What is taken is rounded up, what is left is
rounded down. `test_availability.py` compares all of it with a calendar that looks at every quarter of an hour,
`test_booking_oracle.py` with one that knows nothing of these modules.
"""

from schema.availability.facts import Booking, Part, ResourceFacts, kit, share
from schema.availability.free import (
    HORIZON,
    earliest_slot,
    free,
    free_beside,
    in_use,
    is_open_throughout,
    is_possible,
    most,
    openings,
)
from schema.availability.taken import DELIVERED, Hold, Taken, holds, period_of

__all__ = [
    "DELIVERED",
    "HORIZON",
    "Booking",
    "Hold",
    "Part",
    "ResourceFacts",
    "Taken",
    "earliest_slot",
    "free",
    "free_beside",
    "holds",
    "in_use",
    "is_open_throughout",
    "is_possible",
    "kit",
    "most",
    "openings",
    "period_of",
    "share",
]
