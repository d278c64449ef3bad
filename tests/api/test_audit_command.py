"""`gongjian audit`: what an administrator types to know that the records are whole."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from api.commands import gongjian
from graph.provision import provision
from tests.graph.chains import KEY, entries, recorded

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Database


@pytest.fixture
async def chains(clean: Database) -> Database:
    """An otherwise empty graph with two chains."""
    await provision(clean.driver)
    await recorded(clean.driver, entries("street_a", 5) + entries("street_b", 2))
    return clean


async def _run(database: Database, *words: str) -> Result:
    """The command, in a thread of its own because it has a loop of its own."""
    origin = database.origin
    environ = {
        "NEO4J_URI": origin.uri, "NEO4J_USERNAME": origin.username, "NEO4J_PASSWORD": origin.password,
        "GONGJIAN_AUDIT_KEY": KEY.secret.hex(),
    }  # fmt: skip
    return await asyncio.to_thread(CliRunner(env=environ).invoke, gongjian, ["audit", *words])


async def test_whole_chains_are_said_to_be_whole(chains: Database, tmp_path: Path) -> None:
    """Exit code 0 and a sentence in both languages, with and without an anchor."""
    file = tmp_path / "anchor.jsonl"
    assert (await _run(chains, "anchor", str(file))).exit_code == 0
    assert [json.loads(line)["seq"] for line in file.read_text().splitlines()] == [5, 2]
    assert (await _run(chains, "anchor")).output == file.read_text()
    for words in (["verify"], ["verify", "--anchor", str(file)]):
        result = await _run(chains, *words)
        assert result.exit_code == 0, result.output
        assert "未被改动" in result.output
        assert "whole and unchanged" in result.output


async def test_what_was_changed_is_named(chains: Database, tmp_path: Path) -> None:
    """Exit code 1; stream and number of the record are named, in both languages."""
    file = tmp_path / "anchor.jsonl"
    await _run(chains, "anchor", str(file))
    change = "MATCH (c:Change {stream: 'street_a', seq: 3}) SET c.reason = 'x'"
    remove = "MATCH (n:Change|ChainHead) WHERE n.stream = 'street_b' OR n.id = 'street_b' DELETE n"
    async with chains.driver.session() as session:
        await (await session.run(change)).consume()
        await (await session.run(remove)).consume()
    result = await _run(chains, "verify", "--anchor", str(file))
    assert result.exit_code == 1
    assert "street_a#3" in result.output
    assert "[RECORD_CHANGED]" in result.output
    assert "street_b#2" in result.output
    assert "[ANCHOR_MISSING]" in result.output
    assert "发现 2 处问题。 2 findings." in result.output


@pytest.mark.parametrize(
    "line", ["{}", "no json", '{"stream": "a", "seq": "1", "hash": "x"}', "[]"]
)
async def test_a_file_that_is_no_anchor_is_refused(
    chains: Database, tmp_path: Path, line: str
) -> None:
    """The line that is none is named; nothing is verified against half a file."""
    file = tmp_path / "anchor.jsonl"
    file.write_text('{"stream": "street_a", "seq": 1, "hash": "x"}\n' + line, encoding="utf-8")
    result = await _run(chains, "verify", "--anchor", str(file))
    assert result.exit_code == 1
    assert "第 2 行不是锚点" in result.output
