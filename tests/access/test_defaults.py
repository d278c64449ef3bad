"""What nobody decided is denied, what is refused says why, and the first question is planned before it is asked."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from graph.kinds import KINDS
from schema.access import building
from schema.access.caller import A_STREET, ANONYMOUS, Caller, Post
from schema.access.table import RIGHTS, TABLE
from tests.fixtures.engine import types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Take a field or a family out of the table."""

    def take(**changed: Any) -> None:
        monkeypatch.setattr(building, "TABLE", dataclasses.replace(TABLE, **changed))
        building._said.cache_clear()

    yield take
    monkeypatch.undo()
    building._said.cache_clear()


def test_a_field_that_the_table_does_not_name_is_nobodys(without: Any) -> None:
    """Forgotten, it reads as null for everyone, the street centre too."""
    unit, name = KINDS["Unit"], KINDS["Unit"].props["name"]
    assert A_STREET.scope(NOW).gate(unit, name, "u") is None
    named = {f: layer for f, layer in TABLE.fields["Unit"].items() if f != "name"}
    without(fields={**TABLE.fields, "Unit": named})
    for caller in (ANONYMOUS, A_STREET):
        assert caller.scope(NOW).gate(unit, name, "u") == f"({building.NEVER})"


def test_a_family_that_the_table_does_not_name_is_nobodys(without: Any) -> None:
    """A kind that was forgotten has no rows for anybody."""
    without(rows={family: rules for family, rules in TABLE.rows.items() if family != "Unit"})
    for caller in (ANONYMOUS, A_STREET):
        assert caller.scope(NOW).predicate(KINDS["Unit"], "u") == f"({building.NEVER})"


def test_a_refusal_tells_role_and_right_apart() -> None:
    """Who lacks the right of the credential is told that; who lacks the role is told who may."""
    street = Post("x", "R.STREET_CENTRE", place="x")
    weak = Caller(
        account="x", person="x", credential="x", posts=(street,), rights=RIGHTS - {"REVEAL"}
    )
    told = weak.scope(NOW).forbidden["REVEAL_CONTACT"]
    assert "REVEAL" in told.zh
    assert "REVEAL" in told.en
    assert "Street centre" not in told.en
    assert "Street centre" in ANONYMOUS.scope(NOW).forbidden["ASK_SUPPORT"].en


def test_the_street_that_is_planned_for_asks_as_any_other() -> None:
    """The same text, and values of the same types, or the database would plan it anew for the first caller."""
    other = Caller(
        account="a", person="p", credential="c",
        posts=(Post("r", "R.STREET_CENTRE", place="s", partners=("u",)),),
        standing=(("a", "p", ["READ"], "r", "R.STREET_CENTRE", [["place", "s"]]),),
    )  # fmt: skip
    planned, asked = A_STREET.scope(NOW), other.scope(NOW)
    assert (planned.name, planned.predicates, planned.gates) == (
        asked.name,
        asked.predicates,
        asked.gates,
    )
    names = ["scope_me", "scope_account", "scope_credential", "scope_standing", "scope_revision", "scope_at",
             "scope_STREET_places", "scope_STREET_partners"]  # fmt: skip
    assert types_of(planned.bound(names)) == types_of(asked.bound(names))
