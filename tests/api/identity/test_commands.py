"""The command line for accounts and keys: the first administrator, keys shown once, and their end."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from api.commands import gongjian
from api.identity import Settings
from graph.chain import verify
from graph.migrations import migrate
from schema.acts.administration import AccountProblem
from schema.acts.credentials import read_key
from seeds import check_graph
from tests.api.identity.conftest import CHAIN, STREET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from click.testing import Result

    from tests.api.identity.conftest import Known
    from tests.conftest import Database

pytestmark = pytest.mark.usefixtures("a_home")


def environment(database: Database) -> dict[str, str]:
    """Where the database is, and the key of the chain."""
    origin = database.origin
    return {
        "NEO4J_URI": origin.uri, "NEO4J_USERNAME": origin.username, "NEO4J_PASSWORD": origin.password,
        "GONGJIAN_AUDIT_KEY": CHAIN.secret.hex(),
    }  # fmt: skip


@pytest.fixture
def a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written into the project's own."""
    monkeypatch.setenv("GONGJIAN_HOME", str(tmp_path / "home"))


async def run(database: Database, *words: str) -> Result:
    """A command as the command line runs it, in a thread of its own because it has a loop of its own."""
    return await asyncio.to_thread(
        CliRunner().invoke, gongjian, list(words), env=environment(database)
    )


def shown(result: Result) -> str:
    """The key that a command shows, which is there once."""
    assert result.exit_code == 0, (result.output, result.exception)
    found = [word for word in result.output.split() if read_key(word)]
    assert len(found) == 1
    return found[0]


async def changes(database: Database) -> list[tuple[str, str, str]]:
    """Act, kind of target and way of each record."""
    async with database.driver.session() as session:
        rows = await session.run(
            "MATCH (c:Change) RETURN c.act AS act, c.targetKind AS kind, c.via AS via, c.actor AS actor ORDER BY c.stream, c.seq"
        )
        found = [record.values() for record in await rows.fetch(99)]
    assert all(actor.startswith("local:") and len(actor) > len("local:") for *_, actor in found)
    return [(act, kind, via) for act, kind, via, _ in found]


async def whole(database: Database) -> None:
    """The graph is as declared, and the chain as written."""

    async def ask(cypher: str, parameters: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
        async with database.driver.session() as session:
            return await (await session.run(cypher, dict(parameters))).data()

    assert [str(f) for f in await check_graph(database.driver)] == []
    assert [str(f) async for f in verify(ask, CHAIN)] == []


async def test_first_administrator_of_an_empty_graph(clean: Database) -> None:
    """Person, role, account and a key; recorded; the graph stays whole. A second only if asked for in so many words."""
    await migrate(clean.driver)
    first = await run(clean, "admin", "create", "--name", "张三")
    key = shown(first)
    second = await run(clean, "admin", "create", "--name", "李四")
    assert isinstance(second.exception, AccountProblem)
    assert second.exception.code == "ADMIN_EXISTS"
    shown(
        await run(clean, "admin", "create", "--name", "李四", "--another", "--identity", "city#42")
    )
    taken = await run(
        clean, "admin", "create", "--name", "王五", "--another", "--identity", "city#42"
    )
    assert isinstance(taken.exception, AccountProblem)
    assert taken.exception.code == "IDENTITY_TAKEN"
    assert await changes(clean) == [
        ("CREATE_ADMIN", "Account", "LOCAL"), ("CREATE_API_KEY", "Credential", "LOCAL"),
    ] * 2  # fmt: skip
    await whole(clean)
    async with clean.driver.session() as session:
        held = await (await session.run("MATCH (a:Account)-[:IS]->(p)-[:HOLDS]->(r)-[:IN_ROLE]->(c) RETURN p.name AS name, r.status AS status, c.code AS role, a.identity AS identity ORDER BY name")).data()  # fmt: skip
    assert [(row["name"], row["status"], row["role"]) for row in held] == [
        ("张三", "ACTIVE", "R.SYSTEM_ADMIN"), ("李四", "ACTIVE", "R.SYSTEM_ADMIN"),
    ]  # fmt: skip
    assert held[0]["identity"].startswith("key#ADMIN-")
    assert held[1]["identity"] == "city#42"
    await _may_what_administrators_may(clean, key)
    async with clean.driver.session() as session:
        await (await session.run("MATCH (n) DETACH DELETE n")).consume()


async def _may_what_administrators_may(database: Database, key: str) -> None:
    from tests.api.identity.conftest import serving  # noqa: PLC0415
    from tests.api.identity.provider import KeyServer  # noqa: PLC0415

    assert Settings().providers == ()
    async with serving(database, KeyServer("http://127.0.0.1:1")) as service:
        assert len(await service.seen(key)) == 2


async def test_an_administrator_who_ended_does_not_stand_in_the_way(known: Known) -> None:
    """The example data has one already; once he is suspended, there is none."""
    database = known.database
    refused = await run(database, "admin", "create", "--name", "张三")
    assert isinstance(refused.exception, AccountProblem)
    assert await known.run("MATCH (c:Change) RETURN c") == []
    suspended = await run(database, "account", "suspend", "NS-AC-09")
    assert "NS-AC-09" in suspended.output
    try:
        shown(await run(database, "admin", "create", "--name", "张三"))
    finally:
        await known.run(
            "MATCH (n) WHERE n.code STARTS WITH 'ADMIN-' AND (n:Account OR n:Person OR n:RoleAssignment) DETACH DELETE n"
        )


async def test_key_from_beginning_to_end(known: Known) -> None:
    """Created, used, listed without its secret, revoked, refused; every step but the listing on record."""
    database = known.database
    key = shown(await run(database, "key", "create", "--account", STREET, "--days", "30", "--name", "来访登记 desk"))  # fmt: skip
    assert await known.seen(key) == [STREET]
    listed = (await run(database, "key", "list")).output
    made = read_key(key)
    assert made is not None
    for part in (made.id, STREET, "来访登记 desk", "READ", f"…{key[-4:]}", "valid"):
        assert part in listed
    assert key[40:80] not in listed
    for said in ("Revoked", "revoked before"):
        assert said in (await run(database, "key", "revoke", made.id)).output
    assert (await known.ask(key)).status_code == 401
    assert "revoked" in (await run(database, "key", "list")).output
    ours = [change for change in await changes(database) if change[2] == "LOCAL"]
    assert ours == [("CREATE_API_KEY", "Credential", "LOCAL"), ("REVOKE_CREDENTIAL", "Credential", "LOCAL")]  # fmt: skip
    await whole(database)


async def test_account_suspended_and_resumed(known: Known) -> None:
    """At once, and said so; doing it twice changes and records nothing more."""
    database, key = known.database, (await known.key()).text
    assert await known.seen(key) == [STREET]
    for _ in range(2):
        assert "suspended" in (await run(database, "account", "suspend", STREET)).output
    assert (await known.ask(key)).status_code == 401
    refused = await run(database, "key", "create", "--account", STREET)
    assert isinstance(refused.exception, AccountProblem)
    assert "resumed" in (await run(database, "account", "resume", STREET)).output
    assert await known.seen(key) == [STREET]
    acts = [act for act, *_ in await changes(database)]
    assert acts == ["CREATE_API_KEY", "SUSPEND_ACCOUNT", "RESUME_ACCOUNT"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("key", "create", "--account", "NOBODY"), "NO_ACCOUNT"),
        (("key", "create", "--account", STREET, "--rights", "ALL"), "RIGHT_UNKNOWN"),
        (("key", "create", "--account", STREET, "--rights", ","), "RIGHT_UNKNOWN"),
        (("key", "revoke", "nothing"), "NO_CREDENTIAL"),
        (("account", "suspend", "NOBODY"), "NO_ACCOUNT"),
        (("admin", "create", "--name", " "), "NAME_MISSING"),
        (("admin", "create", "--name", "张三", "--identity", "张三"), "IDENTITY_WRONG"),
    ],
)
async def test_what_is_wrong_is_said(known: Known, words: Sequence[str], code: str) -> None:
    """In both languages, with a cure; nothing is changed or recorded."""
    result = await run(known.database, *words)
    problem = result.exception
    assert isinstance(problem, AccountProblem)
    assert problem.code == code
    for zh, en in ((problem.zh, problem.en), (problem.cure_zh, problem.cure_en)):
        assert any("\u4e00" <= c <= "\u9fff" for c in zh)
        assert en[0].isupper()
    assert await known.run("MATCH (n:Credential|Change) RETURN n") == []


async def test_what_a_person_sees(known: Known) -> None:
    """Two sentences in Chinese and two in English on the error stream, and exit code 1; days out of range never get that far."""
    for words, code, said in (
        (("key", "revoke", "nothing"), 1, b"NO_CREDENTIAL"),
        (("key", "create", "--account", STREET, "--days", "400"), 2, b"--days"),
    ):
        import os  # noqa: PLC0415

        process = await asyncio.create_subprocess_exec(
            str(Path(sys.executable).with_name("gongjian")), *words,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, **environment(known.database)},
        )  # fmt: skip
        out, err = await process.communicate()
        assert (process.returncode, out) == (code, b"")
        assert said in err
        assert b"Traceback" not in err
