"""As what an account stands before the graph: its posts and roles, by the roles its person holds on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from tests.oracle.whole import Node, World, spans, up

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

EVERYONE, SELF = "EVERYONE", "SELF"
GRID_WORKER, COMMUNITY, LIAISON, CADRE, STREET = (
    "GRID_WORKER", "COMMUNITY", "LIAISON", "CADRE", "STREET",
)  # fmt: skip
DEPARTMENT, ORGANISATION, AUDITOR, ADMIN = "DEPARTMENT", "ORGANISATION", "AUDITOR", "ADMIN"

GIVEN_BY = {
    "R.GRID_WORKER": GRID_WORKER, "R.GRID_LEADER": GRID_WORKER, "R.GRID_SECRETARY": GRID_WORKER,
    "R.COMMUNITY_ADMIN": COMMUNITY,
    "R.UNIT_LIAISON": LIAISON,
    "R.FIRST_SECRETARY": CADRE, "R.SOCIAL_GOVERNANCE_SUPERVISOR": CADRE, "R.GRASSROOTS_GUIDE": CADRE,
    "R.BIG_COMMITTEE_LIAISON": CADRE, "R.BIG_PARTY_COMMITTEE_ASSISTANT": CADRE,
    "R.STREET_CENTRE": STREET,
    "R.DEPARTMENT_OFFICER": DEPARTMENT,
    "R.ORGANISATION_OFFICER": ORGANISATION,
    "R.AUDITOR": AUDITOR,
    "R.SYSTEM_ADMIN": ADMIN,
}  # fmt: skip
"""Which permission role a category of roles gives."""

RIGHTS = frozenset({"READ", "ACT", "REVEAL", "AUDIT"})
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Post:
    """An active role of the caller's person."""

    role: str
    place: Node | None
    unit: Node | None
    home: Node | None

    @property
    def root(self) -> Node | None:
        """The nearest street at or above the post's place, else the place itself."""
        at = self.place
        while at is not None and "Street" not in at.labels:
            at = next(iter(at.to("PART_OF")), None)
        return at or self.place


@dataclass(frozen=True)
class Standing:
    """What a caller is. Without an account: everyone."""

    account: Node | None = None
    person: Node | None = None
    posts: tuple[Post, ...] = ()
    rights: frozenset[str] = RIGHTS

    @property
    def roles(self) -> frozenset[str]:
        """All roles that the caller holds at once."""
        own = {SELF} if self.account else set()
        return frozenset({EVERYONE, *own, *(post.role for post in self.posts)})

    @property
    def staff(self) -> bool:
        """Whether there is any role beyond everybody's own."""
        return bool(self.roles - {EVERYONE, SELF})


def standing(
    world: World, account: str | None, at: datetime, rights: AbstractSet[str] = RIGHTS
) -> Standing | None:
    """What an account is at an instant; `None` where it must be turned away."""
    if account is None:
        return Standing()
    node = world.nodes[account]
    if node.get("status") != "ACTIVE":
        return None
    today = at.astimezone(_BEIJING).date()
    person = next(iter(node.to("IS")), None)
    held = person.to("HOLDS") if person else []
    posts = [
        post for each in held
        if each.get("status") == "ACTIVE" and spans(each.values, "startOn", "endOn", today)
        for post in _posts(each)
        if post.role != AUDITOR or "AUDIT" in rights
    ]  # fmt: skip
    return Standing(node, person, tuple(posts), frozenset(rights))


def _posts(held: Node) -> list[Post]:
    return [
        Post(
            GIVEN_BY[role.values["code"]],
            next(iter(held.to("TARGETS", "Place")), None),
            next(iter(held.to("TARGETS", "Unit")), None),
            next(iter(held.to("SECONDED_FROM")), None),
        )
        for role in held.to("IN_ROLE")
        if role.get("taxonomy") == "ROLE" and role.values["code"] in GIVEN_BY
    ]


def streets_above(place: Node) -> set[Node]:
    """The streets that a place is within."""
    return {each for each in up([place], "PART_OF", 10) if "Street" in each.labels}
