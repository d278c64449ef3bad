"""The oracle of as whom a caller acts, sentence by sentence."""

from __future__ import annotations

import pytest

from tests.oracle.acting import acts_as
from tests.oracle.town import agreement, need, post, promise, town, view
from tests.oracle.whole import Graph


def acting(g: Graph, id_: str) -> set[str]:
    """As whom I act on it."""
    mine = view(g)
    return acts_as(mine, mine.world.nodes[id_])


@pytest.mark.parametrize(
    ("status", "taken_on"),
    [
        ("REQUESTED", False), ("OFFERED", False), ("WAITLISTED", False), ("ACCEPTED", True),
        ("ON_HOLD", True), ("IN_PROGRESS", True), ("DELIVERED", True), ("CONFIRMED", True), ("DISPUTED", True),
        ("DECLINED", False), ("EXPIRED", False), ("WITHDRAWN", False), ("CANCELLED", False), ("FAILED", False),
        ("NO_SHOW", False), ("VOIDED", False),
    ],
)  # fmt: skip
def test_a_unit_acts_on_a_need_while_it_has_taken_it_on(status: str, taken_on: bool) -> None:
    """Not when it was only asked, and not any more when it said no; in the lead only by a promise to lead."""
    g = town()
    post(g, "R.UNIT_LIAISON", unit="U")
    need(g, "n", "G")
    promise(g, "p", "V", "n")
    g.values["p"] |= {"status": status, "role": "SUPPORT"}
    assert acting(g, "n") == ({"LIAISON"} if taken_on else set())
    g.values["p"]["role"] = "LEAD"
    assert acting(g, "n") == ({"LIAISON", "LEAD"} if taken_on else set())
    assert acting(g, "p") == {"LIAISON"}, "on its own promise always"


def test_a_lead_of_another_unit_is_not_ours() -> None:
    """Two promises, one to lead and one of ours, make nobody of us lead."""
    g = town()
    post(g, "R.UNIT_LIAISON", unit="U")
    need(g, "n", "G")
    for id_, unit, role in (("ours", "V", "SUPPORT"), ("theirs", "W", "LEAD")):
        promise(g, id_, unit, "n")
        g.values[id_]["role"] = role
    assert acting(g, "n") == {"LIAISON"}


def test_places_act_within_and_nobody_on_what_is_only_open_to_him() -> None:
    """By one's own post on rows of its place; an agreement that everybody sees is acted on by its place and parties."""
    g = town()
    need(g, "n", "G"), need(g, "far", "TC")
    settled = agreement(g, "V", "G")
    g.tie("me", "REPORTED", "far")
    assert (acting(g, "n"), acting(g, "far"), acting(g, settled)) == (set(), {"SELF"}, set())
    for role, at, unit, on_need, on_agreement in [
        ("R.COMMUNITY_ADMIN", "C", None, {"COMMUNITY"}, {"COMMUNITY"}), ("R.STREET_CENTRE", "S", None, {"STREET"}, {"STREET"}),
        ("R.GRID_WORKER", "G", None, {"GRID_WORKER"}, set()), ("R.UNIT_LIAISON", None, "U", set(), {"LIAISON"}),
        ("R.STREET_CENTRE", "T", None, set(), set()), ("R.AUDITOR", None, None, set(), set()),
        ("R.SYSTEM_ADMIN", None, None, set(), set()),
    ]:  # fmt: skip
        mine = g.copy()
        post(mine, role, at, unit)
        assert (acting(mine, "n"), acting(mine, settled)) == (on_need, on_agreement), role
