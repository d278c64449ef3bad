"""One real Neo4j for the whole run; fixtures of topics live in `tests/fixtures/`."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from graph.connect import Database, Origin, locate, open_driver
from graph.server import OnConsole

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
# One key for whatever this run writes, in this process and in those it starts: the chain is never begun with two.
os.environ.setdefault("GONGJIAN_AUDIT_KEY", secrets.token_hex(32))
pytest_plugins = [
    f"tests.fixtures.{path.stem}" for path in sorted((TESTS / "fixtures").glob("[a-z]*.py"))
]


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
    """A database for this run: the one of `NEO4J_URI` if given, else a managed one of its own."""
    environ = {**os.environ, **own_home(tmp_path_factory.mktemp("home"))}
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
