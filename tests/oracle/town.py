"""A town to keep in the head, with an account of mine, for the hand-checked cases of what one may see."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.oracle.standing import RIGHTS, standing
from tests.oracle.visible import Visible
from tests.oracle.whole import Graph, World

NOW = datetime.fromisoformat("2026-12-01T07:30:00+08:00")
"""Still the last day of November in UTC."""
TODAY, YESTERDAY, TOMORROW = date(2026, 12, 1), date(2026, 11, 30), date(2026, 12, 2)
ROLES = [
    "R.GRID_WORKER", "R.COMMUNITY_ADMIN", "R.UNIT_LIAISON", "R.FIRST_SECRETARY", "R.STREET_CENTRE",
    "R.DEPARTMENT_OFFICER", "R.ORGANISATION_OFFICER", "R.AUDITOR", "R.SYSTEM_ADMIN",
]  # fmt: skip


def town() -> Graph:
    """District D over streets S (community C with grid G; community C2) and T; unit V below U; N1 under N; K1 under K."""
    g = Graph()
    for label, id_, above in [
        ("District", "D", None), ("Street", "S", "D"), ("Street", "T", "D"), ("Community", "C", "S"),
        ("Community", "C2", "S"), ("Grid", "G", "C"), ("Community", "TC", "T"),
    ]:  # fmt: skip
        g.add(f"Place {label}", id_)
        if above:
            g.tie(id_, "PART_OF", above)
    for id_ in ("U", "V", "W", "X"):
        g.add("Unit", id_)
    g.tie("V", "BELONGS_TO", "U")
    for code in ROLES:
        g.add("Category", code, code=code, taxonomy="ROLE")
    for id_, above in [("N", None), ("N1", "N"), ("K", None), ("K1", "K")]:
        g.add("Category", id_, code=id_)
        if above:
            g.tie(id_, "CHILD_OF", above)
    g.tie("N", "SATISFIED_BY", "K")
    g.add("Person", "me")
    g.add("Account", "account", status="ACTIVE")
    g.tie("account", "IS", "me")
    return g


def post(
    g: Graph, role: str, place: str | None = None, unit: str | None = None, **more: Any
) -> str:
    """One more role of mine."""
    home = more.pop("home", None)
    id_ = g.add("RoleAssignment", f"post{len(g.labels)}", **({"status": "ACTIVE"} | more))
    g.tie("me", "HOLDS", id_)
    g.tie(id_, "IN_ROLE", role)
    for to in (place, unit):
        if to:
            g.tie(id_, "TARGETS", to)
    if home:
        g.tie(id_, "SECONDED_FROM", home)
    return id_


def need(g: Graph, id_: str, at: str, category: str = "N1", status: str = "OPEN") -> str:
    """A need."""
    g.add("Need", id_, status=status)
    g.tie(id_, "AT", at)
    g.tie(id_, "IN_CATEGORY", category)
    return id_


def agreement(g: Graph, unit: str, place: str, status: str = "ACTIVE", **dates: date) -> str:
    """An agreement of a unit for a place."""
    id_ = g.add("Agreement", f"a{len(g.labels)}", status=status, **dates)
    g.tie(unit, "PARTY_TO", id_)
    g.tie(id_, "BENEFITS", place)
    return id_


def resource(
    g: Graph, id_: str, unit: str, status: str = "ACTIVE", visibility: str = "INTERNAL"
) -> str:
    """A resource."""
    g.add("Resource", id_, status=status, visibility=visibility)
    g.tie(id_, "PROVIDED_BY", unit)
    return id_


def promise(
    g: Graph, id_: str, unit: str, need_: str | None = None, uses: str | None = None
) -> str:
    """A commitment."""
    g.add("Commitment", id_, status="ACCEPTED")
    g.tie(id_, "BY", unit)
    if need_:
        g.tie(id_, "FOR", need_)
    if uses:
        g.tie(id_, "USES", uses)
    return id_


def assessment(g: Graph, id_: str, need_: str) -> str:
    """What somebody says of a need."""
    g.add("Assessment", id_, kind="RETURN_CALL", comment="还没来")
    g.tie(id_, "ASSESSES", need_)
    return id_


def view(g: Graph, *, anonymous: bool = False, rights: frozenset[str] = RIGHTS) -> Visible:
    """What I see."""
    world = World(g)
    caller = standing(world, None if anonymous else "account", NOW, rights)
    assert caller
    return Visible(world, caller, NOW)


def seen(g: Graph, family: str, **how: Any) -> set[str]:
    """Ids of a family that I see."""
    return {n.id for n in view(g, **how).nodes if family in n.labels}
