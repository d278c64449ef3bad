"""The committed SDL as the reference implementation of GraphQL reads it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.clients.node import HERE, run, script
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

SDL = PROJECT / "schema" / "schema.graphql"


def test_graphql_js_finds_it_valid() -> None:
    """Parsed and validated without a message."""
    assert script("valid.mjs", SDL) == []


def test_graphql_js_says_what_is_wrong(tmp_path: Path) -> None:
    """The judge judges: an interface that is not kept is told."""
    wrong = tmp_path / "wrong.graphql"
    wrong.write_text("interface A { a: Int } type Query implements A { b: Int }")
    assert script("valid.mjs", wrong) == [
        "Interface field A.a expected but Query does not provide it."
    ]


def test_the_lock_names_no_registry() -> None:
    """Packages are told by name, version and digest, so that they are had from whichever registry a machine is set up for."""
    lock = (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 300
    done = subprocess.run(
        ["git", "check-ignore", "tests/clients/node_modules/x"], cwd=PROJECT, check=False
    )
    assert done.returncode == 0
    assert run("node", "--version").stdout.startswith("v")
