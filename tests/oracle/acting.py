"""As whom a caller acts on a row: the words of the state machines, said of rows by the rules of `visible` and one more.

Who sees a need because something was promised for it acts on it only while that promise is taken on, not merely asked for
or gone; who leads it, by a promise to lead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.standing import (
    CADRE,
    COMMUNITY,
    DEPARTMENT,
    GRID_WORKER,
    LIAISON,
    ORGANISATION,
    SELF,
    STREET,
)
from tests.oracle.visible import family_of

if TYPE_CHECKING:
    from tests.oracle.visible import Visible
    from tests.oracle.whole import Node

LEAD = "LEAD"
ACTING = {
    "Need": {SELF, GRID_WORKER, COMMUNITY, CADRE, STREET, DEPARTMENT},
    "Commitment": {SELF, COMMUNITY, STREET, LIAISON},
    "Resource": {LIAISON},
    "Agreement": {COMMUNITY, STREET, LIAISON},
    "RoleAssignment": {ORGANISATION, COMMUNITY, LIAISON},
}
"""Who acts on whatever his role shows of a family."""
TAKEN_ON = {"ACCEPTED", "ON_HOLD", "IN_PROGRESS", "DELIVERED", "CONFIRMED", "DISPUTED"}
"""States of a promise in which its unit has taken the matter on."""


def acts_as(view: Visible, node: Node) -> set[str]:
    """The words for the caller on a node; none if he does nothing with it."""
    family = family_of(node)
    found = {r for r in ACTING.get(family, set()) & view.caller.roles if node in view.shown(r, family)}  # fmt: skip
    if family == "Need" and LIAISON in view.caller.roles:
        own = view.shown(LIAISON, "Commitment")
        taken_on = [c for c in node.by("FOR") if c in own and c.get("status") in TAKEN_ON]
        found |= {LIAISON} if taken_on else set()
        found |= {LEAD} if any(c.get("role") == "LEAD" for c in taken_on) else set()
    return found
