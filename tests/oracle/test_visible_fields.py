"""The oracle of what a caller sees, sentence by sentence: fields, totals, masks, accounts."""

from __future__ import annotations

from tests.oracle.standing import CADRE, COMMUNITY, LIAISON, RIGHTS, SELF
from tests.oracle.town import agreement, need, post, seen, town, view
from tests.oracle.visible import masked


def test_accounts_credentials_and_changes() -> None:
    """One's own; all of them for administrators and auditors; changes for auditors alone."""
    g = town()
    (
        g.add("Account", "other", status="ACTIVE"),
        g.add("Credential", "k"),
        g.add("Credential", "k2"),
        g.add("Change", "x"),
    )
    g.tie("k", "OF", "account"), g.tie("k2", "OF", "other")
    for role, all_, changes in [(None, False, False), ("R.STREET_CENTRE", False, False), ("R.SYSTEM_ADMIN", True, False), ("R.AUDITOR", True, True)]:  # fmt: skip
        mine = g.copy()
        if role:
            post(mine, role, "S")
        assert seen(mine, "Account") == ({"account", "other"} if all_ else {"account"})
        assert seen(mine, "Credential") == ({"k", "k2"} if all_ else {"k"})
        assert bool(seen(mine, "Change")) is changes
    assert seen(g, "Account", anonymous=True) == set()


def test_a_field_needs_a_role_that_shows_the_row_and_reaches_the_layer() -> None:
    """A row that one role shows and a layer that another has don't add up."""
    g = town()
    need(g, "n", "G"), agreement(g, "V", "G")
    post(g, "R.UNIT_LIAISON", unit="U")
    post(g, "R.COMMUNITY_ADMIN", "TC")
    contact = {"contactName", "contactPhone", "contactAddress"}
    mine = view(g)
    assert mine.withheld(mine.world.nodes["n"]) == contact, "shown as liaison, who has no contacts"
    assert mine.withheld(mine.world.nodes["U"]) == set(), (
        "units are everybody's, so any role reaches them"
    )
    post(g, "R.GRID_WORKER", "C")
    mine = view(g)
    assert mine.withheld(mine.world.nodes["n"]) == set()
    assert not mine.may_reveal(mine.world.nodes["n"])
    post(g, "R.COMMUNITY_ADMIN", "C")
    mine = view(g)
    assert mine.may_reveal(mine.world.nodes["n"])
    assert not view(g, rights=RIGHTS - {"REVEAL"}).may_reveal(mine.world.nodes["n"])
    for others in (view(g, anonymous=True), view(town())):
        assert others.withheld(others.world.nodes["U"]) == {"maxEngagements"}, "nobody's own"


def test_identity_is_for_oneself_and_administrators() -> None:
    """An auditor sees the account and not who it is."""
    g = town()
    g.add("Account", "other", status="ACTIVE")
    for role, own, other in [(None, set(), None), ("R.AUDITOR", set(), {"identity"}), ("R.SYSTEM_ADMIN", set(), set())]:  # fmt: skip
        mine = g.copy()
        if role:
            post(mine, role)
        seen_ = view(mine)
        assert seen_.withheld(seen_.world.nodes["account"]) == own
        if other is not None:
            assert seen_.withheld(seen_.world.nodes["other"]) == other


def test_small_totals_are_kept_from_whoever_is_not_staff() -> None:
    """One to four needs, commitments or assessments; nothing and five are told."""
    g = town()
    own = view(g)
    assert own.caller.roles == {"EVERYONE", SELF}
    assert [own.withholds_count("Need", n) for n in (0, 1, 4, 5)] == [False, True, True, False]
    assert own.withholds_count("Commitment", 2)
    assert own.withholds_count("Assessment", 4)
    assert not own.withholds_count("Project", 2)
    post(g, "R.GRID_WORKER", "G")
    assert not view(g).withholds_count("Need", 2)
    assert not view(g).withholds_count("Assessment", 1)


def test_masks() -> None:
    """Enough to recognise, too little to use."""
    assert masked("contactName", "李忠仁") == "李*"
    assert masked("contactPhone", "13912345678") == "139****5678"
    assert masked("phone", "5821234") == "***34"
    assert masked("contactAddress", "桥北小区3号楼") == "桥北小***"
    assert masked("identity", "local#zhang") == "local#zh***"


def test_roles_of_one_post_are_told_apart() -> None:
    """A holder of two posts has both roles, each with its own reach."""
    g = town()
    (
        post(g, "R.COMMUNITY_ADMIN", "C"),
        post(g, "R.UNIT_LIAISON", unit="X"),
        post(g, "R.FIRST_SECRETARY", "TC", home="W"),
    )
    assert view(g).caller.roles == {"EVERYONE", SELF, COMMUNITY, LIAISON, CADRE}
    need(g, "n1", "G"), need(g, "n2", "TC"), need(g, "n3", "C2")
    assert seen(g, "Need") == {"n1", "n2"}
