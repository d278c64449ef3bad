"""The managed database is closed to everybody but us, and open to what planners use."""

from __future__ import annotations

import json
import stat
import urllib.request
from typing import TYPE_CHECKING, Any

import psutil
import pytest
from neo4j.exceptions import ClientError, Neo4jError

from graph.connect import locate
from graph.server import ServerProblem, start
from graph.server.ask import ask
from graph.server.ports import choose

if TYPE_CHECKING:
    from pathlib import Path

    from graph.connect import Database, Origin
    from graph.server import RunningServer


@pytest.fixture
def managed(server: Origin) -> RunningServer:
    """The managed database of this run; skips on a database that somebody else runs."""
    if server.server is None:
        pytest.skip("NEO4J_URI names a database that is not ours")
    return server.server


async def value(database: Database, statement: str) -> Any:
    """The first value of the first row."""
    records, _, _ = await database.driver.execute_query(statement)  # pyright: ignore
    return records[0][0]


async def test_the_database_is_the_version_that_was_reported(database: Database) -> None:
    """What is reported at the start is what the database itself says."""
    said = await value(database, "CALL dbms.components() YIELD versions RETURN versions[0]")
    assert said == database.origin.version


@pytest.mark.parametrize("url", ["file:///etc/passwd", "file:/etc/hostname"])
async def test_load_csv_reads_no_file(managed: RunningServer, database: Database, url: str) -> None:
    """By default Neo4j reads any file that its user can read."""
    with pytest.raises(Neo4jError) as caught:
        await database.driver.execute_query("LOAD CSV FROM $url AS line RETURN line", url=url)
    assert "configuration property" in str(caught.value)


def test_it_listens_on_the_loopback_only(managed: RunningServer) -> None:
    """No port of the process can be reached from another machine."""
    listening = [c for c in psutil.Process(managed.pid).net_connections() if c.status == "LISTEN"]
    places = {tuple(connection.laddr) for connection in listening}
    hosts = {host.removeprefix("::ffff:") for host, _ in places}
    assert hosts == {"127.0.0.1"}
    assert {port for _, port in places} == {managed.bolt_port, managed.http_port}


def test_the_password_is_generated_and_readable_by_its_owner_only(managed: RunningServer) -> None:
    """Long, in a file of mode 0600, and nowhere in the logs or the configuration."""
    path = managed.settings.home / "neo4j-password"
    assert path.read_text().strip() == managed.password
    assert len(managed.password) >= 24
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in ("logs", "conf"):
        for file in (managed.settings.home / folder).rglob("*.*"):
            assert managed.password not in file.read_text(errors="replace")


def test_discovery_advertises_the_ports_in_use(managed: RunningServer) -> None:
    """Neo4j Browser believes this document: a wrong port leads it to another database."""
    with urllib.request.urlopen(f"http://127.0.0.1:{managed.http_port}/") as answer:
        found = json.load(answer)
    assert found["bolt_direct"] == managed.bolt_uri
    with urllib.request.urlopen(f"http://127.0.0.1:{managed.http_port}/browser/") as page:
        assert page.status == 200


async def test_limits_are_set_and_nothing_calls_home(
    managed: RunningServer, database: Database
) -> None:
    """The settings as the running database sees them."""
    records, _, _ = await database.driver.execute_query("SHOW SETTINGS YIELD name, value")
    seen = {record["name"]: record["value"] for record in records}
    expected = {
        "db.transaction.timeout": "1m",
        "db.lock.acquisition.timeout": "10s",
        "db.tx_log.preallocate": "true",
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "server.fleet_discovery.enabled": "false",
        "dbms.fleet_manager.enabled": "false",
    }
    assert {name: seen.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "statement",
    [
        "CALL db.labels()",
        "CALL db.relationshipTypes()",
        "CALL db.propertyKeys()",
        "CALL db.schema.visualization()",
        "CALL dbms.clientConfig()",
        "CALL dbms.queryJmx('java.lang:type=Memory')",
        "SHOW DATABASES",
        "SHOW PROCEDURES",
        "SHOW CURRENT USER",
        "RETURN date.truncate('month', datetime()) AS t, point({longitude: 120.8, latitude: 41.8})",
    ],
)
async def test_what_browser_and_our_statements_call_is_allowed(
    database: Database, statement: str
) -> None:
    """The allowlist of procedures leaves Neo4j Browser and the built-in functions whole."""
    await database.driver.execute_query(statement)  # pyright: ignore


async def test_what_changes_the_server_is_not_allowed(
    managed: RunningServer, database: Database
) -> None:
    """Community has no roles, so what nobody may call must not be loaded."""
    with pytest.raises(ClientError):
        await database.driver.execute_query(
            "CALL dbms.setConfigValue('db.transaction.timeout', '0')"
        )


async def test_a_second_owner_is_told_who_owns_the_home(
    managed: RunningServer, database: Database
) -> None:
    """Plainly refused, with process and address of the owner, who goes on undisturbed."""
    managed.announce("http://127.0.0.1:8000")
    with pytest.raises(ServerProblem) as caught:
        start(managed.settings)
    problem = caught.value
    assert problem.code == "HOME_IN_USE"
    for sentence in (problem.zh, problem.en):
        assert str(psutil.Process().pid) in sentence
        assert "http://127.0.0.1:8000" in sentence
    assert await value(database, "RETURN 1") == 1


def test_a_wrong_password_is_said_plainly(server: Origin) -> None:
    """And the sentence holds no password."""
    with pytest.raises(ServerProblem) as caught:
        locate({"NEO4J_URI": server.uri, "NEO4J_PASSWORD": "not-the-password"})
    assert caught.value.code == "PASSWORD_WRONG"
    assert "not-the-password" not in str(caught.value)


@pytest.mark.parametrize(
    ("uri", "code"),
    [
        ("bolt://127.0.0.1:{}", "UNREACHABLE"),
        ("neo4j://127.0.0.1:{}", "UNREACHABLE"),
        ("nonsense:{}", "SETTING_WRONG"),
        ("http://127.0.0.1:{}", "SETTING_WRONG"),
    ],
)
def test_an_unreachable_database_is_said_plainly(uri: str, code: str) -> None:
    """Nobody there, by either scheme, or an address that is none."""
    with pytest.raises(ServerProblem) as caught:
        locate({"NEO4J_URI": uri.format(choose(0)), "NEO4J_PASSWORD": "x"})
    assert caught.value.code == code


def test_a_given_database_is_used_and_nothing_is_started(server: Origin, tmp_path: Path) -> None:
    """`NEO4J_URI`, routed too: the same database answers, and no home is made."""
    for scheme in ("bolt", "neo4j"):
        uri = server.uri.replace("bolt://", f"{scheme}://")
        environ = {
            "NEO4J_URI": uri,
            "NEO4J_USERNAME": server.username,
            "NEO4J_PASSWORD": server.password,
            "GONGJIAN_HOME": str(tmp_path / "home"),
        }
        origin = locate(environ)
        assert (origin.uri, origin.version, origin.server) == (uri, server.version, None)
        assert ask(uri, server.username, server.password) == server.version
    assert list(tmp_path.iterdir()) == []
