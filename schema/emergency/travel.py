"""How long a way takes. Straight lines are all that is known: roads are longer by a third, and 30 km/h is what a car makes in town."""

from __future__ import annotations

from schema.instants import MINUTE

DETOUR = (4, 3)
"""Roads by the straight line."""
METRES_A_MINUTE = 500
"""30 km/h."""
UNKNOWN = 30 * MINUTE
"""What is taken for a way of which one end is not known."""


def travel(metres: int | None) -> int:
    """Microseconds, whole minutes rounded up."""
    if metres is None:
        return UNKNOWN
    over, under = DETOUR
    return -(-metres * over // (under * METRES_A_MINUTE)) * MINUTE
