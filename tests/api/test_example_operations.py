"""The operations in `docs/operations`: what a street office's front end asks. Every one works as it stands, and together they use every root."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse, validate

from schema.executable import executable
from tests.api.identity.conftest import Clock, serving
from tests.api.identity.provider import ec, key_server, rsa
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.api.identity.conftest import Known
    from tests.conftest import Database
    from tests.fixtures.service import Service

FILES = sorted((PROJECT / "docs" / "operations").glob("*.graphql"))
HAN = re.compile(r"[\u4e00-\u9fff]")
ACCOUNT = re.compile(r"^# 示例账号 Example account: (\S+)$", re.MULTILINE)
TODAY = datetime(2026, 12, 1, 1, tzinfo=UTC)
"""When they are asked: in the week that the example data are about."""
FORGET = (
    "MATCH (n:Credential|Change|ChainHead|Remembered) DETACH DELETE n",
    "MATCH (n:Need|Resource|Commitment|Assessment) WHERE n.code STARTS WITH 'B-' DETACH DELETE n",
)
KEPT = """
MATCH (n:Need|Commitment|Agreement|RoleAssignment)
RETURN n.id AS id, properties(n) AS held, COLLECT { MATCH (n)-[:OWNED_BY]->(u) RETURN u.id } AS owners
"""
RESTORED = """
UNWIND $kept AS each
MATCH (n:Need|Commitment|Agreement|RoleAssignment {id: each.id}) WHERE n.version <> each.held.version
SET n = each.held
WITH n, each
CALL (n) { OPTIONAL MATCH (n)-[r:OWNED_BY|MERGED_INTO]->() WITH r WHERE r IS NOT NULL DELETE r }
CALL (n, each) { UNWIND each.owners AS owner MATCH (u:Unit {id: owner}) CREATE (n)-[:OWNED_BY]->(u) }
"""
"""What was done to the example data is undone: importing them anew after each would take longer than all of them."""
PLANNING = 110.0
"""Seconds that a statement may take here."""
NOBODYS = {"credential", "change", "revokeCredential", "removeCategory"}
"""Roots whose example id is nobody's: what they ask for comes into being only in use."""


def text_of(file: Path) -> str:
    """The file."""
    return file.read_text(encoding="utf-8")


def operation(file: Path) -> OperationDefinitionNode:
    """The one operation of a file."""
    (found,) = (
        d for d in parse(text_of(file)).definitions
        if isinstance(d, OperationDefinitionNode)
    )  # fmt: skip
    return found


def roots(file: Path) -> dict[str, str]:
    """Fields of the root by the key of their answer."""
    fields = (f for f in operation(file).selection_set.selections if isinstance(f, FieldNode))
    return {(f.alias or f.name).value: f.name.value for f in fields}


def variables(file: Path) -> dict[str, Any]:
    """What the example is asked with."""
    return json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_is_written_as_promised(file: Path) -> None:
    """Says in both languages what it is for and who asks; named as its file; its variables are those it declares."""
    text = text_of(file)
    zh, en, _ = text.splitlines()[:3]
    assert HAN.search(zh)
    assert en.startswith("# ")
    assert not HAN.search(en)
    assert ACCOUNT.search(text)
    made = operation(file)
    assert made.name
    assert made.name.value == "".join(part.capitalize() for part in file.stem.split("-"))
    declared = {v.variable.name.value for v in made.variable_definitions or ()}
    assert variables(file).keys() <= declared
    assert validate(executable().engine.schema, parse(text)) == []


def test_they_use_every_root() -> None:
    """Every field of every root type is shown at least once, and there are enough of them to learn from."""
    schema = executable().engine.schema
    types = [t for t in (schema.query_type, schema.mutation_type, schema.subscription_type) if t]
    shown = {name for file in FILES for name in roots(file).values()}
    assert {name for made in types for name in made.fields} - shown == set()
    assert len(FILES) >= 25


@pytest.fixture(scope="module")
async def knowing(database: Database) -> AsyncIterator[Known]:
    """A service that knows the example accounts."""
    async with (
        key_server(rsa("first"), ec("second")) as provider,
        serving(database, provider) as known,
    ):
        yield known


@pytest.fixture
async def office(
    example: Service, knowing: Known, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Known]:
    """The same over the example data; what was signed in with and done goes again."""
    monkeypatch.setattr(Clock, "__call__", lambda _: TODAY)
    kept = await knowing.run(KEPT)
    for each in FORGET:
        await knowing.run(each)
    yield knowing
    for each in FORGET:
        await knowing.run(each)
    await knowing.run(RESTORED, kept=kept)


@pytest.mark.parametrize(
    "file", [f for f in FILES if "subscription " not in text_of(f)], ids=lambda f: f.stem
)
async def test_works(file: Path, office: Known, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked once by its account over HTTP it brings what it asks for, without an error.

    A database that has planned nothing yet plans some of them for seconds, and a test run may have its processors busy:
    here a statement may take longer than in service, where the slowest are planned at the start (`api.app`).
    """
    monkeypatch.setattr("graph.read.SECONDS", PLANNING)
    monkeypatch.setattr("graph.perform.SECONDS", PLANNING)
    monkeypatch.setattr("graph.transact.SECONDS", PLANNING)
    text = text_of(file)
    (account,) = ACCOUNT.findall(text)
    key = await office.key(account, rights=("READ", "ACT", "REVEAL", "AUDIT"))
    asked = {"query": text, "variables": variables(file)}
    headers = {"authorization": f"Bearer {key.text}"}
    response = await office.client.post(
        "/graphql", json=asked, headers=headers, timeout=PLANNING + 10
    )
    answer = response.json()
    assert "errors" not in answer, answer
    for at, name in roots(file).items():
        assert answer["data"][at] is not None or name in NOBODYS, at
        told = (
            (answer["data"][at] or {}).get("userErrors", [])
            if isinstance(answer["data"][at], dict)
            else []
        )
        assert not told or name in NOBODYS
