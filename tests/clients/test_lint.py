"""Two linters of schemas, with every rule of their presets, have nothing to say."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, build_schema

from tests.clients.node import HERE, TOOLS, tool
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

SDL = PROJECT / "schema" / "schema.graphql"
CONFIG = HERE / "eslint.config.mjs"
PLANTED = """
type Query { unit: Unit }
type Unit { id: ID!, Name: String, units(first: Int): UnitConnection }
type UnitConnection { edges: [Unit] }
enum Level { low }
"""
PLANTED_FINDINGS = {
    "naming-convention",
    "require-description",
    "relay-connection-types",
    "relay-edge-types",
    "relay-page-info",
    "relay-arguments",
    "no-unreachable-types",
}


def eslint(file: Path) -> list[dict[str, Any]]:
    """What graphql-eslint says of an SDL file."""
    done = subprocess.run(
        [str(TOOLS / "eslint"), "--config", str(CONFIG), "--format", "json", file.name],
        cwd=file.parent, env={**os.environ, "SDL": file.name}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return [message for each in json.loads(done.stdout) for message in each["messages"]]


def test_graphql_eslint_has_nothing_to_say() -> None:
    """The presets `schema-recommended` and `schema-relay`."""
    assert [f"{m.get('line')}: {m['message']}" for m in eslint(SDL)] == []


def test_graphql_eslint_would_speak(tmp_path: Path) -> None:
    """The judge judges: a careless schema is told its faults by the same configuration."""
    careless = tmp_path / "careless.graphql"
    careless.write_text(PLANTED)
    rules = {
        (m["ruleId"] or m["message"]).removeprefix("@graphql-eslint/") for m in eslint(careless)
    }
    assert rules >= PLANTED_FINDINGS


def test_only_parts_of_answers_have_no_id() -> None:
    """The list of exceptions in the configuration holds nothing that is a Node, nothing that has an id, and nothing that is gone."""
    types = build_schema(SDL.read_text(encoding="utf-8")).type_map
    listed = re.search(r"const PARTS = \[(.*?)\]", CONFIG.read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    for name in re.findall(r'"(\w+)"', listed[1]):
        made = types[name]
        assert isinstance(made, GraphQLObjectType)
        assert "id" not in made.fields
        assert not made.interfaces


def test_graphql_schema_linter_has_nothing_to_say() -> None:
    """Its default rules, which are all it has."""
    done = tool("graphql-schema-linter", "--format", "json", SDL)
    assert json.loads(done.stdout)["errors"] == []
    assert done.returncode == 0


def test_graphql_schema_linter_would_speak(tmp_path: Path) -> None:
    """The judge judges."""
    careless = tmp_path / "careless.graphql"
    careless.write_text(PLANTED)
    found = json.loads(tool("graphql-schema-linter", "--format", "json", careless).stdout)["errors"]
    assert len({each["rule"] for each in found}) > 5
