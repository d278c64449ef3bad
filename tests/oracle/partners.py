"""What binds a unit to places: agreements, alliances, seats and first secretaries, as they stand on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.oracle.whole import Node, World, down, spans, up

if TYPE_CHECKING:
    from datetime import date


def alliances_at_work(node: Node, today: date) -> list[Node]:
    """Alliances in force that a unit is a member of today."""
    return [
        alliance
        for alliance, terms in node.out.get("MEMBER_OF", ())
        if spans(terms, "memberSince", "memberUntil", today) and at_work(alliance, today)
    ]


def at_work(node: Node, today: date) -> bool:
    """Whether an agreement or alliance is active and in its dates."""
    return node.get("status") == "ACTIVE" and spans(node.values, "validFrom", "validTo", today)


def in_office(role: Node, today: date) -> bool:
    """Whether a role assignment is active and in its dates."""
    return role.get("status") == "ACTIVE" and spans(role.values, "startOn", "endOn", today)


def paired_with(unit: Node, today: date) -> set[Node]:
    """Places that a unit is bound to by agreements and alliances of its own."""
    agreements = [g for g in unit.to("PARTY_TO") if at_work(g, today)]
    return {place for g in agreements for place in g.to("BENEFITS")} | {
        place for a in alliances_at_work(unit, today) for place in a.to("SERVES")
    }


def partnered(world: World, root: Node, today: date) -> set[Node]:
    """Units that are bound to a place or to one within it, in any of the four ways."""
    within = down([root], "PART_OF", 10)
    found = {unit for unit in world.all("Unit") if paired_with(unit, today) & within}
    for role in world.all("RoleAssignment"):
        if not in_office(role, today):
            continue
        senders = role.to("SECONDED_FROM")
        seats = [a for a in role.to("TARGETS", "Alliance") if at_work(a, today)]
        if any(place in within for a in seats for place in a.to("SERVES")):
            found.update(senders)
        secretary = any(c.get("code") == "R.FIRST_SECRETARY" for c in role.to("IN_ROLE"))
        if secretary and any(place in within for place in role.to("TARGETS", "Place")):
            found |= down(senders, "BELONGS_TO", 3)
    return found


def capable_of(unit: Node, need: Node) -> bool:
    """Whether a unit has a capability, or an active resource, that meets the category of a need or one above it."""
    sought = {
        k
        for c in need.to("IN_CATEGORY")
        for above in up([c], "CHILD_OF", 10)
        for k in above.to("SATISFIED_BY")
    }
    active = [r for r in unit.by("PROVIDED_BY") if r.get("status") == "ACTIVE"]
    had = [*unit.to("HAS_CAPABILITY"), *(c for r in active for c in r.to("IN_CATEGORY"))]
    return any(up([k], "CHILD_OF", 10) & sought for k in had)
