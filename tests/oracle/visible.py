"""Who may see what: the rules of the permission table once more, in plain Python over plain rows.

Nothing of the project is imported. Each role shows rows of its own; a caller sees all that any of the roles shows,
and a field only through a role that both shows the row and reaches the field's layer.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from functools import cached_property
from typing import TYPE_CHECKING

from tests.oracle.partners import capable_of, paired_with, partnered
from tests.oracle.standing import (
    ADMIN,
    AUDITOR,
    CADRE,
    COMMUNITY,
    DEPARTMENT,
    EVERYONE,
    GRID_WORKER,
    LIAISON,
    ORGANISATION,
    SELF,
    STREET,
    Standing,
    streets_above,
)  # fmt: skip
from tests.oracle.whole import Node, World, down, up

if TYPE_CHECKING:
    from datetime import datetime

OPEN_FAMILIES = ("Place", "Category", "Source", "Unit", "Alliance", "ServiceLevel")
FAMILIES = (
    *OPEN_FAMILIES, "Agreement", "Project", "Need", "Commitment", "Assessment", "Resource", "RoleAssignment",
    "Person", "Account", "Credential", "Change",
)  # fmt: skip

SHOWN_WHOLE = {
    AUDITOR: frozenset(FAMILIES),
    ADMIN: frozenset({"RoleAssignment", "Person", "Account", "Credential"}),
}

INTERNAL, CONTACT, IDENTITY = "INTERNAL", "CONTACT", "IDENTITY"
LAYERS = {
    SELF: {INTERNAL, CONTACT, IDENTITY},
    GRID_WORKER: {INTERNAL, CONTACT}, CADRE: {INTERNAL, CONTACT}, COMMUNITY: {INTERNAL, CONTACT},
    STREET: {INTERNAL, CONTACT},
    LIAISON: {INTERNAL}, DEPARTMENT: {INTERNAL}, ORGANISATION: {INTERNAL}, AUDITOR: {INTERNAL},
    ADMIN: {IDENTITY},
    EVERYONE: set(),
}  # fmt: skip
FIELDS = {
    "Person": {"birthYear": INTERNAL, "phone": CONTACT},
    "RoleAssignment": {"rankAtDispatch": INTERNAL},
    "Unit": {"maxEngagements": INTERNAL},
    "Agreement": {"obligations": INTERNAL},
    "Need": {
        "beneficiaryCount": INTERNAL, "householdCount": INTERNAL, "statusReason": INTERNAL,
        "contactName": CONTACT, "contactPhone": CONTACT, "contactAddress": CONTACT,
    },
    "Commitment": {"statusReason": INTERNAL, "note": INTERNAL},
    "Assessment": {"comment": INTERNAL},
    "Account": {"identity": IDENTITY},
}  # fmt: skip
"""Layers of the fields that are not open to whoever sees the row."""

REVEALERS = {
    "Need": {COMMUNITY, STREET, SELF},
    "Person": {COMMUNITY, STREET, ORGANISATION, SELF},
}


class Visible:
    """What one caller sees of a world at an instant."""

    def __init__(self, world: World, caller: Standing, at: datetime) -> None:
        self.world, self.caller = world, caller
        self.today = at.astimezone(timezone(timedelta(hours=8))).date()
        self._shown: dict[tuple[str, str], set[Node]] = {}

    def shown(self, role: str, family: str) -> set[Node]:
        """The nodes of a family that a role of the caller shows by its own rule."""
        key = role, family
        if key not in self._shown:
            if (family in OPEN_FAMILIES and role != SELF) or family in SHOWN_WHOLE.get(role, ()):
                # What everybody sees is nobody's own.
                self._shown[key] = set(self.world.all(family))
            else:
                rule = getattr(self, f"_{family.lower()}", None)
                found = rule(role) if rule else ()
                self._shown[key] = {n for n in found if family in n.labels}
        return self._shown[key]

    @cached_property
    def nodes(self) -> set[Node]:
        """Everything the caller sees."""
        return {n for role in self.caller.roles for f in FAMILIES for n in self.shown(role, f)}

    @cached_property
    def ids(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(n.id for n in self.nodes)

    def withheld(self, node: Node) -> frozenset[str]:
        """Fields of a node the caller sees that read as null although something may be stored."""
        family = family_of(node)
        reached = {
            layer for role in self.caller.roles if node in self.shown(role, family)
            for layer in LAYERS[role]
        }  # fmt: skip
        return frozenset(f for f, layer in FIELDS.get(family, {}).items() if layer not in reached)

    def may_reveal(self, node: Node) -> bool:
        """Whether the caller may ask for clear contact values of a node."""
        family = family_of(node)
        roles = self.caller.roles & REVEALERS.get(family, set())
        return "REVEAL" in self.caller.rights and any(node in self.shown(r, family) for r in roles)

    def withholds_count(self, family: str, count: int) -> bool:
        """Whether a total is too small to be told."""
        counted = ("Need", "Commitment", "Assessment")
        return not self.caller.staff and family in counted and 1 <= count <= 4

    # -- where the caller's posts reach -------------------------------------------------------------------------

    def _within(self, role: str) -> set[Node]:
        places = [p.place for p in self.caller.posts if p.role == role and p.place]
        return down(places, "PART_OF", 10)

    @cached_property
    def _own(self) -> set[Node]:
        units = [p.unit for p in self.caller.posts if p.role == LIAISON and p.unit]
        return down(units, "BELONGS_TO", 10)

    # -- rules by family ----------------------------------------------------------------------------------------

    def _agreement(self, role: str) -> set[Node]:
        if role == EVERYONE:
            return {
                n for n in self.world.all("Agreement") if n.get("status") not in ("INTENT", "DRAFT")
            }
        if role in (COMMUNITY, STREET):
            return {n for place in self._within(role) for n in place.by("BENEFITS")}
        return {n for u in self._own for n in u.to("PARTY_TO")} if role == LIAISON else set()

    def _project(self, role: str) -> set[Node]:
        if role == EVERYONE:
            early = ("PROPOSED", "REVIEWED", "REJECTED")
            return {n for n in self.world.all("Project") if n.get("status") not in early}
        if role in (COMMUNITY, STREET, CADRE, ORGANISATION):
            return {n for place in self._within(role) for n in place.by("SITED_AT")}
        return {n for u in self._own for n in u.by("RUN_BY")} if role == LIAISON else set()

    def _need(self, role: str) -> set[Node]:
        if role == SELF and self.caller.person:
            return set(self.caller.person.to("REPORTED"))
        if role in (GRID_WORKER, COMMUNITY, CADRE, STREET):
            return {n for place in self._within(role) for n in place.by("AT")}
        if role == DEPARTMENT:
            return {n for n in self.world.all("Need") if self._responsible(n)}
        return {n for n in self.world.all("Need") if self._offered(n)} if role == LIAISON else set()

    def _responsible(self, need: Node) -> bool:
        places = up(need.to("AT"), "PART_OF", 10)
        categories = up(need.to("IN_CATEGORY"), "CHILD_OF", 10)
        return any(
            post.role == DEPARTMENT and post.place in places and post.unit
            and categories & set(post.unit.to("RESPONSIBLE_FOR"))
            for post in self.caller.posts
        )  # fmt: skip

    def _offered(self, need: Node) -> bool:
        if any(u in self._own for c in need.by("FOR") for u in c.to("BY")):
            return True
        if need.get("status") not in ("OPEN", "IN_PROGRESS"):
            return False
        return any(self._opened(need, unit) for unit in self._own)

    def _opened(self, need: Node, unit: Node) -> bool:
        above = up(need.to("AT"), "PART_OF", 10)
        bound = paired_with(unit, self.today)
        if bound & above:
            return True
        active = [r for r in unit.by("PROVIDED_BY") if r.get("status") == "ACTIVE"]
        if any(place in above for r in active for place in r.to("AVAILABLE_TO")):
            return True
        streets = {s for place in need.to("AT") for s in streets_above(place)}
        near = any(up([b], "PART_OF", 10) & streets for b in bound)
        return near and capable_of(unit, need)

    def _commitment(self, role: str) -> set[Node]:
        if role == LIAISON:
            return {c for u in self._own for c in u.by("BY")}
        if role in (SELF, GRID_WORKER, COMMUNITY, CADRE, STREET, DEPARTMENT):
            return {c for need in self.shown(role, "Need") for c in need.by("FOR")}
        return set()

    def _assessment(self, role: str) -> set[Node]:
        if role == LIAISON:
            # Of an open need that is only offered to the unit, what was said before is not its business.
            promised = [need for c in self._commitment(LIAISON) for need in c.to("FOR")]
            return {a for need in promised for a in need.by("ASSESSES")}
        if role in (SELF, GRID_WORKER, COMMUNITY, CADRE, STREET, DEPARTMENT):
            return {a for need in self.shown(role, "Need") for a in need.by("ASSESSES")}
        return set()

    def _resource(self, role: str) -> set[Node]:
        if role == EVERYONE:
            return {
                r for r in self.world.all("Resource")
                if r.get("visibility") == "PUBLIC" and r.get("status") == "ACTIVE"
            }  # fmt: skip
        if role == LIAISON:
            return {r for u in self._own for r in u.by("PROVIDED_BY")}
        posts = [p for p in self.caller.posts if p.role == role]
        units = set()
        if role == CADRE:
            units |= down([p.home for p in posts if p.home], "BELONGS_TO", 3)
        if role in (GRID_WORKER, COMMUNITY, CADRE, STREET):
            roots = {p.root for p in posts if p.root}
            units |= {u for root in roots for u in partnered(self.world, root, self.today)}
        found = {r for u in units for r in u.by("PROVIDED_BY")}
        if role in (SELF, GRID_WORKER, COMMUNITY, CADRE, STREET, DEPARTMENT):
            promised = [c for need in self.shown(role, "Need") for c in need.by("FOR")]
            found |= {r for c in promised for r in c.to("USES")}
        return found

    def _roleassignment(self, role: str) -> set[Node]:
        if role == EVERYONE:
            return {
                t for t in self.world.all("RoleAssignment")
                if t.get("status") == "ACTIVE" and (
                    t.to("TARGETS", "Place") or t.to("TARGETS", "Alliance")
                    or any(c.get("code") == "R.FIRST_SECRETARY" for c in t.to("IN_ROLE"))
                )
            }  # fmt: skip
        if role == SELF and self.caller.person:
            return set(self.caller.person.to("HOLDS"))
        if role in (COMMUNITY, STREET, ORGANISATION):
            within = self._within(role)
            alliances = {a for place in within for a in place.by("SERVES")}
            units = {u for place in within for u in place.by("LOCATED_IN")}
            targets = {t for x in within | alliances | units for t in x.by("TARGETS")}
            return targets | {t for u in units for t in u.by("SECONDED_FROM")}
        if role == LIAISON:
            return {t for u in self._own for way in ("TARGETS", "SECONDED_FROM") for t in u.by(way)}
        return set()

    def _person(self, role: str) -> set[Node]:
        found = {p for t in self.shown(role, "RoleAssignment") for p in t.by("HOLDS")}
        if role == SELF and self.caller.person:
            found.add(self.caller.person)
        if role == LIAISON:
            found |= {p for u in self._own for p in u.by("EMPLOYED_BY")}
        return found

    def _account(self, role: str) -> set[Node]:
        return {self.caller.account} if role == SELF and self.caller.account else set()

    def _credential(self, role: str) -> set[Node]:
        own = self.caller.account
        return set(own.by("OF")) if role == SELF and own else set()


def family_of(node: Node) -> str:
    """The family that a node belongs to; empty for what is no kind at all."""
    return next((f for f in FAMILIES if f in node.labels), "")


def masked(field: str, value: str) -> str:
    """How a personal value reads for those who may see that there is one."""
    if field.endswith("Name"):
        return value[:1] + "*"
    if field.lower().endswith("phone"):
        return f"{value[:3]}****{value[-4:]}" if len(value) >= 11 else f"***{value[-2:]}"
    if field.endswith("Address"):
        return value[:3] + "***"
    provider, _, subject = value.partition("#")
    return f"{provider}#{subject[:2]}***"
