"""A disk that fills loses nothing that was acknowledged."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DatabaseError, Neo4jError

from graph.server import RunningServer, ServerProblem, settings_from_env, start
from tests.conftest import own_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root"),
]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 420 MB."""
    command = ["mount", "-t", "tmpfs", "-o", "size=420m", "tmpfs", str(tmp_path)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this machine mounts no tmpfs")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def write_until_refused(server: RunningServer, most: int) -> int:
    """How many writes of 400 kB were acknowledged before one was refused."""
    with driver_of(server) as driver:
        for done in range(most):
            try:
                driver.execute_query("CREATE (:Kept {text: $text})", text="x" * 400_000)
            except Neo4jError:
                return done
    return most


def count(server: RunningServer) -> int:
    """How many of them are there."""
    with driver_of(server) as driver:
        return driver.execute_query("MATCH (k:Kept) RETURN count(k) AS n").records[0]["n"]


def driver_of(server: RunningServer) -> Driver:
    """An open driver that repeats nothing."""
    auth = (server.username, server.password)
    return GraphDatabase.driver(server.bolt_uri, auth=auth, max_transaction_retry_time=0)


def test_a_full_disk_is_said_plainly_and_loses_nothing(small_disk: Path) -> None:
    """Full while writing: even reads fail, another start is refused with a cure and harms nothing,
    and with room again everything acknowledged is there."""
    settings = settings_from_env(own_home(small_disk / "home"))
    ball = small_disk / "ball"
    with start(settings) as server:
        with pytest.raises(OSError, match="No space left"):
            ball.write_bytes(bytes(420 << 20))
        acknowledged = write_until_refused(server, most=200)
        assert 0 < acknowledged < 200
        with pytest.raises(DatabaseError):
            count(server)
    with pytest.raises(ServerProblem) as caught:
        start(settings)
    assert caught.value.code == "DISK_FULL"
    ball.unlink()
    with start(settings) as server:
        # The one whose answer was a refusal may have been committed.
        assert acknowledged <= count(server) <= acknowledged + 1
