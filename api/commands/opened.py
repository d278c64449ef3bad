"""Open the database for a command and close it again."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console

from graph.connect import locate, open_driver
from graph.server import OnConsole

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from neo4j import AsyncDriver

T = TypeVar("T")


def with_driver(work: Callable[[AsyncDriver], Awaitable[T]]) -> T:
    """Run `work` with a driver: to the database of a running service, or to one started for it and stopped after.

    Raises:
        ServerProblem: no database can be had.
    """
    origin = locate(os.environ, progress=OnConsole(Console(stderr=True)), share=True)

    async def run() -> T:
        driver = open_driver(origin)
        try:
            return await work(driver)
        finally:
            await driver.close()

    try:
        return asyncio.run(run())
    finally:
        if origin.server:
            origin.server.stop()
