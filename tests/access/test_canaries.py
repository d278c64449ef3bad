"""No personal value gets out but by the one act that shows it: not in an answer, a log, an error, a record, a report."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from api.commands import gongjian
from graph.ids import node_id
from graph.kinds import KINDS
from seeds.sheets import ERRORS
from tests.access.canaries import (
    DECOY,
    MARK,
    everything,
    filters,
    listening_to_logs,
    personal,
    plant,
    value,
)
from tests.api.identity.conftest import Known, known, provider
from tests.fixtures.sameness import anonymous

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.access.canaries import Heard
    from tests.conftest import Database

__all__ = ["known", "provider"]

STREET, AUDITOR = "NS-AC-01", "NS-AC-08"
ACCOUNTS = (None, STREET, AUDITOR, "NS-AC-09")
"""Nobody; street, auditor and administrator: every layer of fields."""
NEED = node_id(KINDS["Need"], "NS-T-001")
REVEAL = (
    'mutation { revealContact(input: {id: "%s", reason: "金丝雀测试"}) '
    "{ contact { name phone address } userErrors { code } } }"
)


@pytest.fixture
async def planted(known: Known) -> Known:
    """The example data with a canary in every personal property of every node."""
    assert await plant(known) > 100
    return known


@pytest.fixture(scope="module", autouse=True)
async def afresh(database: Database) -> AsyncIterator[None]:
    """Whoever asks for the example data after these tests gets it without canaries."""
    yield
    await database.driver.execute_query("MATCH (n:Source) REMOVE n.exampleMark")


async def _post(known: Known, secret: str | None, body: Any) -> str:
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers["content-type"] = "application/json"
    for _ in range(6):
        answer = await known.client.post("/graphql", content=content, headers=headers)
        if answer.status_code != 503:
            return anonymous(answer.content).decode()
    raise AssertionError("the database is too busy")


async def _secrets(known: Known) -> list[str | None]:
    rights = ("ACT", "AUDIT", "READ", "REVEAL")
    return [None if a is None else (await known.key(a, rights)).text for a in ACCOUNTS]


def _quiet(heard: Heard) -> None:
    assert {"neo4j.pool"} <= heard.loggers, "the ears hear nothing"
    assert heard.with_mark() == []


async def test_nobody_is_shown_a_value_by_asking(planted: Known) -> None:
    """Every field of every kind, two levels deep, for everybody: masks only."""
    queries = list(everything())
    assert len(queries) > 12
    with listening_to_logs() as heard:
        for secret in await _secrets(planted):
            for query in queries:
                said = await _post(planted, secret, {"query": query})
                assert '"data"' in said, said[:300]
                assert MARK not in said, query
    _quiet(heard)


async def test_asking_for_a_value_tells_nothing(planted: Known) -> None:
    """A filter or search for a stored value is answered as one for a value that is nowhere; neither is logged."""
    asked = list(filters())
    assert len(asked) > 40
    query = "query($v: String!) {{ {root}(first: 2, filter: {where}) {{ totalCount }} }}"
    search = "query($v: String!) {{ {root}(first: 2, search: $v) {{ totalCount nodes {{ id }} }} }}"
    texts = [query.format(root=root, where=where) for root, where in asked]
    texts += [search.format(root=root) for root in ("needs", "people", "units")]
    held = (await planted.run("MATCH (n:Need {id: $id}) RETURN n.contactPhone AS v", id=NEED))[0]
    secret = (await planted.key(STREET, ("READ",))).text
    with listening_to_logs() as heard:
        for text in texts:
            real, decoy = [
                await _post(planted, secret, {"query": text, "variables": {"v": v}})
                for v in (held["v"], held["v"].replace(MARK, DECOY))
            ]
            assert real == decoy, text
            assert MARK not in real
    _quiet(heard)


ODD = [
    {"query": "{ needs(first: 1, filter: {contactPhone: {eq: $$}}) { totalCount } }"},
    {"query": "{ needs(first: 1, orderBy: {contactPhone: ASC}) { totalCount } }"},
    {"query": "{ accounts(first: 1, filter: {identity: {eq: $$}}) { totalCount } }"},
    {"query": "{ needs(first: 1, after: $$) { totalCount } }"},
    {"query": "{ need(id: $$) { id } node(id: $$) { id } nodes(ids: [$$]) { id } }"},
    {"query": "{ needs(first: $$) { totalCount } }"},
    {"query": "query($at: DateTime) { needs(filter: {reportedAt: {lt: $at}}) { totalCount } }", "variables": {"at": "$$"}},
    {"query": "query($s: NeedStatus) { needs(filter: {status: [$s}]) { totalCount } }", "variables": {"s": "$$"}},
    {"query": "{ __typename }", "operationName": "$$"},
    {"query": "{ __typename }", "variables": {"$$": "$$"}},
    {"query": "{ needs { $$"},
    {"query": "mutation { revealContact(input: {id: $$, reason: $$}) { contact { phone } userErrors { code messageEn } } }"},
    {"query": "mutation { revokeCredential(input: {id: $$}) { id userErrors { code messageEn } } }"},
    {"query": "mutation { createApiKey(input: {name: $$, rights: [AUDIT], days: 0}) { key userErrors { code messageEn } } }"},
    {"query": 5, "variables": "$$"},
    [{"query": "$$"}],
]  # fmt: skip


async def test_odd_requests_leave_no_trace(planted: Known) -> None:
    """What is sent in a request that makes no sense is not logged, and answered whether or not it is stored somewhere."""
    (held,) = await planted.run("MATCH (n:Need {id: $id}) RETURN n.contactPhone AS v", id=NEED)
    secret = (await planted.key(STREET, ("ACT", "READ", "REVEAL"))).text
    with listening_to_logs() as heard:
        for odd in ODD:
            answers = []
            for v in (held["v"], held["v"].replace(MARK, DECOY)):
                quoted = json.dumps(odd).replace('"$$"', json.dumps(v))
                body = quoted.replace("$$", json.dumps(v)[1:-1] if "needs { $$" in quoted else json.dumps(json.dumps(v))[1:-1])  # fmt: skip
                answers.append((await _post(planted, secret, body.encode())).replace(v, "$$"))
            assert answers[0] == answers[1], odd
        await _post(planted, held["v"], {"query": "{ __typename }"})
        await _post(planted, secret, b'{"query": "{ __typename }", ' + held["v"].encode())
    _quiet(heard)
    assert not any(MARK in json.dumps(c, default=str) for c in await _changes(planted))


async def test_damaged_values_are_told_nowhere(planted: Known) -> None:
    """Where a stored value is none that the schema allows, the error and its log line speak of no value."""
    (held,) = await planted.run("MATCH (n:Need {id: $id}) RETURN n.contactPhone AS v", id=NEED)
    secret = (await planted.key(STREET, ("ACT", "READ", "REVEAL"))).text
    with listening_to_logs() as heard:
        for family, name, sort in personal():
            if sort != "identity":
                await planted.run(f"MATCH (n:`{family}`) SET n.`{name}` = $v", v=[held["v"]])
        for root, fields in (
            ("needs", "contactName contactPhone contactAddress"),
            ("people", "phone"),
        ):
            said = await _post(
                planted, secret, {"query": f"{{ {root} {{ nodes {{ {fields} }} }} }}"}
            )
            assert MARK not in said
        shown = json.loads(await _post(planted, secret, {"query": REVEAL % NEED}))
        assert shown["data"]["revealContact"]["contact"] == {"name": None, "phone": None, "address": None}  # fmt: skip
    _quiet(heard)


async def test_the_act_alone_shows_it_and_its_record_does_not(
    planted: Known, tmp_path: Path
) -> None:
    """A reveal has the clear values in its answer; the record, what an auditor reads of it and what `audit` prints have not."""
    secret = (await planted.key(STREET, ("ACT", "READ", "REVEAL"))).text
    auditor = (await planted.key(AUDITOR, ("AUDIT", "READ"))).text
    with listening_to_logs() as heard:
        said = await _post(planted, secret, {"query": REVEAL % NEED})
        assert said.count(MARK) == 3
        shown = await _post(planted, auditor, {"query": "{ changes(first: 100) { nodes { stream seq act actor via request target targetKind fields reason details fromStatus toStatus delta hash } } }"})  # fmt: skip
        assert "REVEAL_CONTACT" in shown
        assert MARK not in shown
    _quiet(heard)
    changes = await _changes(planted)
    assert any(c.get("act") == "REVEAL_CONTACT" for c in changes)
    assert MARK not in json.dumps(changes, default=str)
    for words in (["verify"], ["anchor"], ["anchor", str(tmp_path / "anchors")]):
        assert MARK not in (await _command(planted, "audit", *words)).output
    await planted.run("MATCH (c:Change {act: 'REVEAL_CONTACT'}) SET c.reason = 'changed'")
    told = await _command(planted, "audit", "verify", "--anchor", str(tmp_path / "anchors"))
    assert told.exit_code == 1
    assert MARK not in told.output + (tmp_path / "anchors").read_text()


async def test_an_import_tells_no_value(planted: Known, tmp_path: Path) -> None:
    """Good and bad personal cells, and identities that are taken: terminal, errors in the sheet given back, record and log have none."""
    (held,) = await planted.run("MATCH (a:Account {code: 'NS-AC-02'}) RETURN a.identity AS v")
    bad = value("phone") + "x" * 40_000
    sheets = {
        "good": ("people", [{"编号": "P-9001", "姓名": "甲", "电话": value("phone")}]),
        "bad": ("people", [{"编号": "P-9002", "姓名": "甲", "电话": bad, "出生年份": "没有"}]),
        "needs": ("needs", [{"编号": "NS-T-001", "联系人": value("name"), "联系电话": bad, "联系地址": bad}]),
        "taken": ("accounts", [{"编号": "AC-9001", "登录标识": held["v"], "状态": "正常", "人员": "NS-P-001"}]),
        "slipped": ("people", [{"编号": "P-9003", "姓名": "甲", None: [value("phone")]}]),
    }  # fmt: skip
    with listening_to_logs() as heard:
        for name, (sheet, rows) in sheets.items():
            file = tmp_path / name / f"{sheet}.csv"
            file.parent.mkdir()
            with file.open("w", encoding="utf-8", newline="") as out:
                headers = [header for header in rows[0] if header]
                writer = csv.writer(out)
                writer.writerow(headers)
                writer.writerows([*(row[h] for h in headers), *row.get(None, [])] for row in rows)
            report = tmp_path / f"{name}.csv"
            result = await _command(planted, "import", str(file), "--report", str(report))
            assert (result.exit_code == 0) == (name == "good"), result.output
            assert MARK not in re.sub(r"[\s│┃|]", "", result.output), name
            if report.exists():
                with report.open(encoding="utf-8-sig", newline="") as back:
                    given = list(csv.reader(back))
                at = next(i for i, cell in enumerate(given[0]) if cell.startswith(ERRORS))
                assert [row[at][:200] for row in given if MARK in row[at]] == [], name
    assert heard.with_mark() == []
    assert MARK not in json.dumps(await _changes(planted), default=str)


async def _changes(known: Known) -> list[dict[str, Any]]:
    return [r["c"] for r in await known.run("MATCH (c:Change|ChainHead) RETURN properties(c) AS c")]


async def _command(known: Known, *words: str) -> Any:
    origin = known.database.origin
    environ = {
        **os.environ, "NEO4J_URI": origin.uri, "NEO4J_USERNAME": origin.username,
        "NEO4J_PASSWORD": origin.password, "GONGJIAN_AUDIT_KEY": known.chain.secret.hex(),
    }  # fmt: skip
    return await asyncio.to_thread(CliRunner(env=environ).invoke, gongjian, list(words))
