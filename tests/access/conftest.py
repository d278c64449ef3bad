"""Graphs in the database, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph.migrations import migrate
from graph.provision import provision
from tests.access.stored import write
from tests.oracle.visible import FAMILIES
from tests.oracle.whole import Graph

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fixtures.engine import Asking


class Planted:
    """The database, with the graph that it holds."""

    def __init__(self, asking: Asking) -> None:
        self.asking, self.graph = asking, Graph()

    async def hold(self, graph: Graph) -> None:
        """Make it hold another graph."""
        await write(self.asking.database.driver, self.graph, graph)
        self.graph = graph.copy()


@pytest.fixture(scope="module")
async def planted(asking: Asking) -> AsyncIterator[Planted]:
    """An empty database to plant graphs in; the example data are loaded anew by whoever asks for them next."""
    driver = asking.database.driver
    text = "MATCH (n) WHERE any(l IN labels(n) WHERE l IN $families) DETACH DELETE n"
    await driver.execute_query(text, families=list(FAMILIES))
    await provision(driver)
    await migrate(driver)
    yield Planted(asking)
    await driver.execute_query(text, families=list(FAMILIES))
