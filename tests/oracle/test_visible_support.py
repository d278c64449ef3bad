"""The oracle of what a caller sees, sentence by sentence: what is promised, what is said of it, what is offered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oracle.town import (
    TODAY,
    TOMORROW,
    agreement,
    assessment,
    need,
    post,
    promise,
    resource,
    seen,
    town,
)


def test_commitments_and_what_they_use() -> None:
    """Those of needs the same role shows; a liaison those of his units; what they use comes along."""
    g = town()
    (
        need(g, "n", "G"),
        resource(g, "r", "W"),
        promise(g, "p", "V", "n", "r"),
        promise(g, "free", "V", None, "r"),
    )
    assert seen(g, "Commitment") == seen(g, "Resource") == set()
    other = g.copy()
    other.tie("me", "REPORTED", "n")
    assert (seen(other, "Commitment"), seen(other, "Resource")) == ({"p"}, {"r"})
    other = g.copy()
    post(other, "R.UNIT_LIAISON", unit="U")
    assert (seen(other, "Commitment"), seen(other, "Resource")) == ({"p", "free"}, set())
    assert seen(other, "Need") == {"n"}


def test_assessments_follow_the_need_and_for_a_liaison_the_promise() -> None:
    """Whoever works where the need is sees what was said of it; who was only offered it does not, and who said it needs no right."""
    g = town()
    need(g, "n", "G"), need(g, "far", "TC")
    assessment(g, "said", "n"), assessment(g, "saidFar", "far")
    g.tie("said", "SAID_BY", "me")
    assert seen(g, "Assessment") == seen(g, "Assessment", anonymous=True) == set()
    g.tie("U", "RESPONSIBLE_FOR", "N")
    for role, at, unit, there in [
        ("R.GRID_WORKER", "G", None, "said"), ("R.COMMUNITY_ADMIN", "C", None, "said"), ("R.FIRST_SECRETARY", "C", None, "said"),
        ("R.STREET_CENTRE", "S", None, "said"), ("R.STREET_CENTRE", "T", None, "saidFar"), ("R.GRID_WORKER", "C2", None, ""),
        ("R.DEPARTMENT_OFFICER", "S", "U", "said"), ("R.DEPARTMENT_OFFICER", "S", "W", ""), ("R.UNIT_LIAISON", None, "U", ""),
        ("R.ORGANISATION_OFFICER", "D", None, ""), ("R.SYSTEM_ADMIN", None, None, ""), ("R.AUDITOR", None, None, "said saidFar"),
    ]:  # fmt: skip
        mine = g.copy()
        post(mine, role, at, unit)
        assert seen(mine, "Assessment") == set(there.split()), (role, at, unit)
    reporter = g.copy()
    reporter.tie("me", "REPORTED", "far")
    assert seen(reporter, "Assessment") == {"saidFar"}
    liaison = g.copy()
    post(liaison, "R.UNIT_LIAISON", unit="U")
    agreement(liaison, "V", "C")
    assert (seen(liaison, "Need"), seen(liaison, "Assessment")) == ({"n"}, set()), "only offered"
    promise(liaison, "p", "V", "n")
    assert seen(liaison, "Assessment") == {"said"}


def test_resources_by_provider_and_partnership() -> None:
    """Public ones, one's own, the home unit's for a cadre, and those of units partnered with the street."""
    g = town()
    (
        resource(g, "public", "X", visibility="PUBLIC"),
        resource(g, "closed", "X", "INACTIVE", "PUBLIC"),
    )
    resource(g, "rV", "V"), resource(g, "rW", "W")
    assert seen(g, "Resource", anonymous=True) == {"public"}
    cadre = g.copy()
    post(cadre, "R.FIRST_SECRETARY", None, home="U")
    assert seen(cadre, "Resource") == {"public", "rV"}
    worker = g.copy()
    post(worker, "R.GRID_WORKER", "G")
    assert seen(worker, "Resource") == {"public"}
    agreement(worker, "W", "C2")
    assert seen(worker, "Resource") == {"public", "rW"}, "another community of the same street"
    far = g.copy()
    post(far, "R.GRID_WORKER", "TC")
    agreement(far, "W", "C2")
    assert seen(far, "Resource") == {"public"}
    district = g.copy()
    post(district, "R.STREET_CENTRE", "D")
    agreement(district, "W", "TC")
    assert seen(district, "Resource") == {"public", "rW"}


@pytest.mark.parametrize(
    ("terms", "role", "alliance", "bound"),
    [
        ({}, None, {}, True), ({"memberUntil": TODAY}, None, {}, False), ({}, None, {"status": "ENDED"}, False),
        ({}, None, {"validFrom": TOMORROW}, False), (None, {}, {}, True), (None, {"endOn": TODAY}, {}, False),
        (None, {}, {"status": "ENDED"}, False),
    ],
)  # fmt: skip
def test_partnership_by_alliance(
    terms: dict[str, Any] | None, role: dict[str, Any] | None, alliance: dict[str, Any], bound: bool
) -> None:
    """A member, or a unit that sent somebody to a seat, each as it stands today."""
    g = town()
    resource(g, "r", "W")
    post(g, "R.COMMUNITY_ADMIN", "C")
    g.add("Alliance", "l", **({"status": "ACTIVE"} | alliance)), g.tie("l", "SERVES", "S")
    if terms is not None:
        g.tie("W", "MEMBER_OF", "l", **terms)
    if role is not None:
        g.add("RoleAssignment", "seat", **({"status": "ACTIVE"} | role))
        g.tie("seat", "TARGETS", "l"), g.tie("seat", "SECONDED_FROM", "W")
    assert (seen(g, "Resource") == {"r"}) is bound


def test_partnership_by_first_secretary() -> None:
    """The sending unit and what belongs to it; not by any other role."""
    g = town()
    resource(g, "r", "V")
    post(g, "R.COMMUNITY_ADMIN", "C")
    g.add("RoleAssignment", "sent", status="ACTIVE")
    g.tie("sent", "TARGETS", "C2"), g.tie("sent", "SECONDED_FROM", "U")
    assert seen(g, "Resource") == set()
    g.tie("sent", "IN_ROLE", "R.FIRST_SECRETARY")
    assert seen(g, "Resource") == {"r"}
