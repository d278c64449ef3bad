"""Starting, dying and starting again, with everything acknowledged still there."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.server import Quiet, RunningServer, settings_from_env, start
from graph.server.home import Home
from graph.server.ports import choose, holder, is_free
from tests.conftest import own_home

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.server import Settings

pytestmark = pytest.mark.skipif("NEO4J_URI" in os.environ, reason="about the managed database")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with a Chinese name that the tests of this module hand on to one another."""
    return settings_from_env(own_home(tmp_path_factory.mktemp("住处")))


def write(server: RunningServer, number: int) -> None:
    """One acknowledged write."""
    run(server, "CREATE (:Kept {number: $number})", number)


def kept(server: RunningServer) -> list[int]:
    """Which writes are there."""
    return run(server, "MATCH (k:Kept) RETURN k.number AS value ORDER BY value")


def run(server: RunningServer, statement: str, number: int = 0) -> list[int]:
    auth = (server.username, server.password)
    with GraphDatabase.driver(server.bolt_uri, auth=auth, max_transaction_retry_time=0) as driver:
        records, _, _ = driver.execute_query(statement, number=number)  # pyright: ignore
        return [record["value"] for record in records]


def soon(is_so: Callable[[], bool], within: float = 120.0) -> bool:
    """Whether it becomes so in time."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.2)
    return False


def test_taken_ports_are_passed_by_and_nothing_is_lost_over_kill_9(settings: Settings) -> None:
    """With the usual ports taken others are chosen. Killed right after a write, the database starts
    again on the same home, untouched by anyone, and has the write. Killed while it is watched, it
    comes back on the same ports. A stop afterwards is quick and final."""
    with ExitStack() as held:
        taken = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2)]
        bolt, http = (each.getsockname()[1] for each in taken)
        assert not is_free(bolt)
        assert f"({os.getpid()})" in (holder(bolt) or "")
        with start(replace(settings, bolt_port=bolt, http_port=http)) as server:
            assert server.bolt_port not in (bolt, http)
            assert server.http_port not in (bolt, http)
            write(server, 1)
            server.kill()
            assert not server.alive
    with start(settings) as server:
        assert kept(server) == [1]
        _comes_back_when_it_dies(server)
        began, last = time.monotonic(), server.pid
    assert time.monotonic() - began < 10
    assert not psutil.pid_exists(last)


def _comes_back_when_it_dies(server: RunningServer) -> None:
    server.supervise(Quiet())
    first, uri = server.pid, server.bolt_uri
    write(server, 2)
    os.kill(first, signal.SIGKILL)

    def back() -> bool:
        try:
            return server.pid != first and kept(server) == [1, 2]
        except (DriverError, Neo4jError):
            return False

    assert soon(back)
    assert server.bolt_uri == uri


@pytest.mark.slow
def test_a_port_taken_while_the_database_starts_is_passed_by(settings: Settings) -> None:
    """Free when we looked, taken by somebody who answers there when Neo4j opens it: another one is
    chosen, and never is the stranger taken for our database."""
    port = choose(0)
    conf = settings.home / "conf" / "neo4j.conf"

    def take() -> None:
        assert soon(lambda: conf.exists() and f":{port}" in conf.read_text())
        web = ThreadingHTTPServer(("127.0.0.1", port), SimpleHTTPRequestHandler)
        taken.append(web)
        web.serve_forever()

    taken: list[ThreadingHTTPServer] = []
    threading.Thread(target=take, daemon=True).start()
    with start(replace(settings, http_port=port)) as server:
        assert taken
        assert server.http_port != port
        taken[0].shutdown()
        taken[0].server_close()


OWNER = """
import os, sys
from graph.server import settings_from_env, start
server = start(settings_from_env(os.environ))
print(server.pid, flush=True)
sys.stdin.read()
"""


def killed_owner(settings: Settings, *, leashed: bool) -> psutil.Process:
    """The database of an owner that was killed by kill -9."""
    environ = {**os.environ, **own_home(settings.home)}
    command = [sys.executable, "-c", OWNER]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ
    ) as owner:
        assert owner.stdout
        database = psutil.Process(int(owner.stdout.readline()))
        if not leashed:
            for child in psutil.Process(owner.pid).children():
                if child.name() == "sh":
                    child.kill()
        owner.kill()
    return database


def test_the_database_does_not_outlive_a_killed_owner(settings: Settings) -> None:
    """kill -9 of the service ends its database, cleanly."""
    database = killed_owner(settings, leashed=True)
    assert soon(lambda: not database.is_running() or database.status() == psutil.STATUS_ZOMBIE)


@pytest.mark.slow
def test_a_database_that_keeps_dying_is_given_up(settings: Settings) -> None:
    """Five restarts in ten minutes, each later than the one before, and then a plain word."""
    with start(settings) as server:
        server.settings = replace(settings, java_flags=("-XX:NoSuchFlag",))
        server.supervise(Quiet())
        server.kill()
        assert soon(lambda: server.given_up)
        assert not server.alive


@pytest.mark.slow
def test_an_orphan_is_stopped_by_the_next_owner(settings: Settings) -> None:
    """Were the leash cut too, the next start finds the orphan, stops it and takes the home over."""
    database = killed_owner(settings, leashed=False)
    time.sleep(1)
    assert database.is_running()
    with start(settings) as server:
        assert server.pid != database.pid
        assert not database.is_running() or database.status() == psutil.STATUS_ZOMBIE
        write(server, 3)
        assert 3 in kept(server)


def test_one_process_number_is_not_taken_for_another(settings: Settings, tmp_path: Path) -> None:
    """A note of a database that is gone never leads to a stranger who has its number now."""
    home = Home(tmp_path)
    (tmp_path / "neo4j.pid").write_text(f'{{"pid": {os.getpid()}, "started": 1.0}}')
    assert home.orphan() is None
