"""What was released stays as it was promised, until the day that was announced for a member to go."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from graph.deprecation import Deprecated
from tests.clients.changes import broken
from tests.clients.node import script
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

COMMITTED = PROJECT / "schema" / "schema.graphql"
RELEASED = PROJECT / "schema" / "released.graphql"
SINCE, GONE = date(2026, 6, 1), date(2026, 9, 1)
REASON = Deprecated(SINCE, GONE, "Use name.", "请改用 name。").reason
BEFORE = f"""
type Query {{ unit(id: ID!, at: Int): Unit, lamp: Lamp @deprecated(reason: "{REASON}") }}
type Unit {{ id: ID!, name: String!, short: String @deprecated(reason: "{REASON}"), old: Int @deprecated(reason: "Soon."), level: Level! }}
type Lamp {{ id: ID!, cord: Cord }}
type Cord {{ id: ID! }}
enum Level {{ HIGH LOW @deprecated(reason: "{REASON}") }}
input Filter {{ name: String, size: Int @deprecated(reason: "{REASON}") }}
extend type Query {{ units(filter: Filter): [Unit!] }}
"""
# What is replaced, by what; the level graphql-inspector gives it; whether it is allowed on the announced day, and the day before.
PLANTED = [
    ("name: String!,", "", "BREAKING", False, False),
    ("name: String!,", "name: String,", "BREAKING", False, False),
    ("id: ID!, at: Int", "id: ID!, at: Int!", "BREAKING", False, False),
    ("old: Int @deprecated(reason: \"Soon.\"),", "", "BREAKING", False, False),
    (f'short: String @deprecated(reason: "{REASON}"),', "", "BREAKING", True, False),
    (f'LOW @deprecated(reason: "{REASON}")', "", "BREAKING", True, False),
    (f', size: Int @deprecated(reason: "{REASON}")', "", "BREAKING", True, False),
    ("enum Level { HIGH", "enum Level { HIGH MIDDLE", "DANGEROUS", True, True),
    ("id: ID!, at: Int", "id: ID!, at: Int, by: Int", "DANGEROUS", True, True),
    ("input Filter { name: String", "input Filter { name: String, code: String", "NON_BREAKING", True, True),
    ("type Unit { id: ID!,", "type Unit { id: ID!, code: String,", "NON_BREAKING", True, True),
    (f', lamp: Lamp @deprecated(reason: "{REASON}")', "", "BREAKING", True, False),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "level", "on_the_day", "before"), PLANTED)
def test_planted_changes_are_judged(
    tmp_path: Path, old: str, new: str, level: str, on_the_day: bool, before: bool
) -> None:
    """Breaking, dangerous and safe ones; a member may go on the announced day and not before, and without a day never."""
    assert old in BEFORE
    after = BEFORE.replace(old, new, 1)
    if "lamp" in old:
        after = after.replace("type Lamp { id: ID!, cord: Cord }", "").replace(
            "type Cord { id: ID! }", ""
        )
    files = tmp_path / "before.graphql", tmp_path / "after.graphql"
    for file, text in zip(files, (BEFORE, after), strict=True):
        file.write_text(text)
    changes = script("changes.mjs", *files)
    assert level in {each["level"] for each in changes}
    assert (broken(BEFORE, changes, GONE) == []) is on_the_day
    assert (broken(BEFORE, changes, date(2026, 8, 31)) == []) is before


def test_the_schema_keeps_what_was_released() -> None:
    """The committed schema against the last released one (`gongjian schema --release`)."""
    changes = script("changes.mjs", RELEASED, COMMITTED)
    today = datetime.now(UTC).date()
    assert broken(RELEASED.read_text(encoding="utf-8"), changes, today) == []
