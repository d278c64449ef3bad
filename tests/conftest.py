"""One real Neo4j for each process of a run; fixtures of topics live in `tests/fixtures/`."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from api.sign_in import local
from graph.connect import Database, Origin, locate, open_driver
from graph.server import OnConsole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
# One key for whatever this run writes, in this process and in those it starts: the chain is never begun with two.
os.environ.setdefault("GONGJIAN_AUDIT_KEY", secrets.token_hex(32))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""Which process of a run with several this is ("gw0", "gw1"), if it is one."""
NUMBER = int(WORKER.removeprefix("gw") or 0)
"""The same as a number, from 0."""
DATABASES = "TESTED_DATABASES"
"""Variables of a database for each worker, as JSON: `tests.on_526` gives them."""
if DATABASES in os.environ:
    _given = json.loads(os.environ[DATABASES])
    os.environ.update(_given[NUMBER % len(_given)])
# Of two workers, neither may take the address that the other has chosen and does not listen on yet.
local.USUAL_PORT += NUMBER
# The longest files: begun with, or the worker that meets one of them last is waited for.
LONGEST = (
    "graph/test_filters.py",
    "graph/test_paths_agree.py",
    "access/test_two_worlds.py",
    "test_readme.py",
    "graph/test_statements.py",
    "api/test_example_operations.py",
    "seeds/test_batches.py",
    "access/test_canaries.py",
    "graph/test_plans.py",
    "graph/test_scope.py",
    "access/test_rows.py",
    "api/test_supporters_oracle.py",
    "access/test_idor.py",
    "graph/server/test_life.py",
)
pytest_plugins = [
    f"tests.fixtures.{path.stem}" for path in sorted((TESTS / "fixtures").glob("[a-z]*.py"))
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With several workers, the longest files go first."""
    if WORKER:
        order = {TESTS / name: at for at, name in enumerate(LONGEST)}
        items.sort(key=lambda item: order.get(item.path, len(order)))


def own_home(home: Path) -> dict[str, str]:
    """An environment for a database in `home` on any free ports, with the jars of the project."""
    jars = os.environ.get("GONGJIAN_JARS") or str(PROJECT / ".gongjian" / "jars")
    return {
        "GONGJIAN_HOME": str(home),
        "GONGJIAN_JARS": jars,
        "GONGJIAN_NEO4J_BOLT_PORT": "0",
        "GONGJIAN_NEO4J_HTTP_PORT": "0",
    }


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Origin]:
    """A database for this process: the one of `NEO4J_URI` if given, else a managed one of its own."""
    environ = {**os.environ, **own_home(tmp_path_factory.mktemp("home"))}
    run = tmp_path_factory.getbasetemp()
    # One after the other: what the first start fetches and prepares, the others find.
    with ((run.parent if WORKER else run) / "starting").open("w") as alone:
        fcntl.flock(alone, fcntl.LOCK_EX)
        origin = locate(environ, progress=OnConsole(Console(stderr=True)))
    yield origin
    if origin.server:
        origin.server.stop()


@pytest.fixture(scope="session")
async def database(server: Origin) -> AsyncIterator[Database]:
    """An open async driver to the database of this run."""
    async with open_driver(server) as driver:
        yield Database(driver, server)


@pytest.fixture
async def clean(database: Database) -> Database:
    """The same database with an empty graph; constraints and indexes stay."""
    async with database.driver.session() as session:
        result = await session.run(
            "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
        )
        await result.consume()
    return database
