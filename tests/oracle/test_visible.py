"""The oracle of what a caller sees, sentence by sentence: which rows each role shows."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oracle.standing import RIGHTS, standing
from tests.oracle.town import (
    NOW,
    ROLES,
    TODAY,
    TOMORROW,
    YESTERDAY,
    agreement,
    need,
    post,
    promise,
    resource,
    seen,
    town,
)
from tests.oracle.whole import Graph, World


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ({}, True), ({"status": "SUSPENDED"}, False), ({"status": "ENDED"}, False), ({"startOn": TODAY}, True),
        ({"startOn": TOMORROW}, False), ({"endOn": TODAY}, False), ({"endOn": TOMORROW}, True),
        ({"startOn": YESTERDAY, "endOn": YESTERDAY}, False),
    ],
)  # fmt: skip
def test_a_post_is_active_and_begun_and_not_over_in_beijing(
    change: dict[str, Any], stands: bool
) -> None:
    """The day that counts is Beijing's; the last day is not part of a post."""
    g = town()
    post(g, "R.COMMUNITY_ADMIN", "C", **change)
    need(g, "n", "C")
    assert (seen(g, "Need") == {"n"}) is stands


def test_a_suspended_account_is_turned_away() -> None:
    """Nobody rather than everybody: it does not even see what is public."""
    g = town()
    g.values["account"]["status"] = "SUSPENDED"
    assert standing(World(g), "account", NOW) is None


def test_an_auditor_needs_the_right_to_audit() -> None:
    """A key without it counts as its other roles only."""
    g = town()
    post(g, "R.AUDITOR")
    g.add("Change", "x")
    assert seen(g, "Change") == {"x"}
    assert seen(g, "Change", rights=RIGHTS - {"AUDIT"}) == set()


@pytest.mark.parametrize("role", [*ROLES, None])
def test_everyone_sees_the_map(role: str | None) -> None:
    """Places, categories, sources, units, alliances and service levels are open."""
    g = town()
    g.add("Source", "source"), g.add("Alliance", "alliance", status="ENDED")
    g.add("ServiceLevel", "level")
    if role:
        post(g, role)
    for family, ids in [
        ("Source", {"source"}),
        ("Alliance", {"alliance"}),
        ("ServiceLevel", {"level"}),
        ("Unit", {"U", "V", "W", "X"}),
    ]:
        assert seen(g, family, anonymous=role is None) == ids


def test_agreements_and_projects_in_preparation() -> None:
    """Everyone sees what is settled; what is being prepared only its place, its parties and auditors."""
    g = town()
    settled, draft = agreement(g, "V", "G", "EXPIRED"), agreement(g, "V", "G", "DRAFT")
    (
        g.add("Project", "planned", status="PROPOSED"),
        g.tie("planned", "SITED_AT", "G"),
        g.tie("planned", "RUN_BY", "V"),
    )
    g.add("Project", "done", status="ARCHIVED")
    assert seen(g, "Agreement", anonymous=True) == {settled}
    assert seen(g, "Project", anonymous=True) == {"done"}
    for role, at, agreements, projects in [
        ("R.COMMUNITY_ADMIN", "C", True, True), ("R.STREET_CENTRE", "S", True, True), ("R.STREET_CENTRE", "T", False, False),
        ("R.FIRST_SECRETARY", "C", False, True), ("R.ORGANISATION_OFFICER", "D", False, True),
        ("R.GRID_WORKER", "G", False, False), ("R.AUDITOR", None, True, True), ("R.SYSTEM_ADMIN", None, False, False),
    ]:  # fmt: skip
        mine = g.copy()
        post(mine, role, at)
        assert (draft in seen(mine, "Agreement")) is agreements, role
        assert ("planned" in seen(mine, "Project")) is projects, role
    post(g, "R.UNIT_LIAISON", unit="U")
    assert seen(g, "Agreement") == {settled, draft}
    assert seen(g, "Project") == {"planned", "done"}


def test_needs_of_places_and_reporters() -> None:
    """Those who work somewhere see what is needed there and below; residents see what they reported."""
    g = town()
    for at in ("D", "S", "C", "G", "C2", "T"):
        need(g, f"n{at}", at)
    g.tie("me", "REPORTED", "nT")
    assert seen(g, "Need") == {"nT"}
    assert seen(g, "Need", anonymous=True) == set()
    for role, at, there in [
        ("R.GRID_WORKER", "G", "nG"), ("R.COMMUNITY_ADMIN", "C", "nC nG"), ("R.FIRST_SECRETARY", "C", "nC nG"),
        ("R.STREET_CENTRE", "S", "nS nC nG nC2"), ("R.ORGANISATION_OFFICER", "S", ""), ("R.SYSTEM_ADMIN", "D", ""),
        ("R.AUDITOR", None, "nD nS nC nG nC2"),
    ]:  # fmt: skip
        mine = g.copy()
        post(mine, role, at)
        assert seen(mine, "Need") == {"nT", *there.split()}, role


def test_needs_of_a_department() -> None:
    """Its categories in its place, both by the same post."""
    g = town()
    need(g, "here", "G", "N1"), need(g, "there", "TC", "N1"), need(g, "other", "G", "K")
    g.tie("U", "RESPONSIBLE_FOR", "N"), g.tie("W", "RESPONSIBLE_FOR", "K1")
    post(g, "R.DEPARTMENT_OFFICER", "S", "U")
    assert seen(g, "Need") == {"here"}
    post(g, "R.DEPARTMENT_OFFICER", "T", "W")
    assert seen(g, "Need") == {"here"}


@pytest.mark.parametrize("status", ["OPEN", "IN_PROGRESS", "RESOLVED"])
def test_needs_opened_to_a_liaison(status: str) -> None:
    """By pairing, by area, by capability within the street; and whatever the unit has promised for."""
    g = town()
    post(g, "R.UNIT_LIAISON", unit="U")
    for at in ("G", "C2", "TC"):
        need(g, f"n{at}", at, status=status)
    assert seen(g, "Need") == set()

    def also(change: Any) -> set[str]:
        other = g.copy()
        change(other)
        return seen(other, "Need")

    opened = status in ("OPEN", "IN_PROGRESS")
    assert also(lambda o: agreement(o, "V", "C")) == ({"nG"} if opened else set())
    assert also(lambda o: agreement(o, "V", "C", validTo=TODAY)) == set()
    assert also(lambda o: agreement(o, "W", "C")) == set()

    def area(o: Graph, state: str) -> None:
        o.tie(resource(o, "r", "V", state), "AVAILABLE_TO", "C2")

    assert also(lambda o: area(o, "ACTIVE")) == ({"nC2"} if opened else set())
    assert also(lambda o: area(o, "INACTIVE")) == set()

    def capable(o: Graph, paired: str) -> None:
        o.tie("V", "HAS_CAPABILITY", "K1")
        agreement(o, paired, "C2")

    assert also(lambda o: capable(o, "V")) == ({"nG", "nC2"} if opened else set())
    assert also(lambda o: capable(o, "U")) == ({"nC2"} if opened else set()), "not the same unit"
    assert also(lambda o: promise(o, "p", "V", "nTC")) == {"nTC"}


def test_role_assignments_and_people() -> None:
    """Active roles at places and in alliances are public with their holders; the rest belongs to its place or unit."""
    g = town()
    g.tie("U", "LOCATED_IN", "C"), g.add("Alliance", "l"), g.tie("l", "SERVES", "G")
    for id_, status, ties in [
        ("open", "ACTIVE", [("TARGETS", "T")]), ("seat", "ACTIVE", [("TARGETS", "l")]),
        ("over", "ENDED", [("TARGETS", "G")]), ("seatOver", "ENDED", [("TARGETS", "l")]),
        ("inUnit", "ACTIVE", [("TARGETS", "U")]), ("sent", "RECALLED", [("SECONDED_FROM", "U"), ("TARGETS", "T")]),
        ("far", "ENDED", [("TARGETS", "T")]),
    ]:  # fmt: skip
        (
            g.add("RoleAssignment", id_, status=status),
            g.add("Person", f"p.{id_}"),
            g.tie(f"p.{id_}", "HOLDS", id_),
        )
        for type_, to in ties:
            g.tie(id_, type_, to)
    g.add("Person", "staff"), g.tie("staff", "EMPLOYED_BY", "V")
    public = {"open", "seat"}
    assert seen(g, "RoleAssignment") == public
    assert seen(g, "Person") == {"me", "p.open", "p.seat"}
    for role, place, unit, more in [
        ("R.COMMUNITY_ADMIN", "C", None, "over seatOver inUnit sent"), ("R.STREET_CENTRE", "S", None, "over seatOver inUnit sent"),
        ("R.ORGANISATION_OFFICER", "T", None, "sent far"), ("R.UNIT_LIAISON", None, "U", "inUnit sent"),
        ("R.GRID_WORKER", "G", None, ""), ("R.SYSTEM_ADMIN", None, None, "over seatOver inUnit sent far"),
    ]:  # fmt: skip
        mine = g.copy()
        own = post(mine, role, place, unit)
        assert seen(mine, "RoleAssignment") == {own, *public, *more.split()}, role
        people = {"me", *(f"p.{t}" for t in (*public, *more.split()))}
        liaison, admin = role == "R.UNIT_LIAISON", role == "R.SYSTEM_ADMIN"
        assert seen(mine, "Person") == people | ({"staff"} if liaison or admin else set()), role
