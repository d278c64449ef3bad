"""Relay's compiler takes the schema as it is: every connection of every kind is refetchable and paged, without a finding."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from graphql import parse, validate

from schema.executable import executable
from tests.clients.node import tool
from tests.clients.relay import project
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

SDL = PROJECT / "schema" / "schema.graphql"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], str]:
    """Where the project is, its fragments, and what the compiler said."""
    folder = tmp_path_factory.mktemp("relay")
    names = project(folder, SDL)
    done = tool("relay-compiler", "relay.config.json", cwd=folder)
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return folder, names, done.stdout + done.stderr


def test_the_compiler_has_nothing_to_say(compiled: tuple[Path, list[str], str]) -> None:
    """Refetchable, with a connection and arguments, on every kind that has a connection and on the root."""
    folder, names, said = compiled
    assert "ERROR" not in said
    assert "WARN" not in said
    assert len(names) > 80
    made = {p.name.removesuffix(".graphql.ts") for p in folder.rglob("__generated__/*.ts")}
    assert set(names) <= made
    assert {name.removesuffix("_it") + "PageQuery" for name in names} <= made


def test_what_it_persists_is_valid(compiled: tuple[Path, list[str], str]) -> None:
    """Each persisted text bears its digest and is a valid document of this schema."""
    folder, names, _ = compiled
    persisted = json.loads((folder / "persisted.json").read_text(encoding="utf-8"))
    assert len(persisted) == 2 * len(names)
    schema = executable().engine.schema
    for digest, text in persisted.items():
        assert hashlib.sha256(text.encode()).hexdigest() == digest
        assert validate(schema, parse(text)) == []


def test_the_compiler_would_speak(tmp_path: Path) -> None:
    """The judge judges: a schema whose objects cannot be fetched again is refused."""
    without = tmp_path / "without.graphql"
    without.write_text(SDL.read_text(encoding="utf-8").replace("  node(\n", "  thing(\n"))
    project(tmp_path / "project", without)
    done = tool("relay-compiler", "relay.config.json", cwd=tmp_path / "project")
    assert done.returncode != 0
    assert "ERROR" in done.stdout + done.stderr
