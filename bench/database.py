"""The databases that a measurement runs on: that of `NEO4J_URI` if given, else own ones in temporary homes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench.worlds import town
from graph.chain import audit_key
from graph.connect import Origin, locate, open_driver
from graph.migrations import migrate
from graph.provision import provision
from seeds import By, run_import_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parent.parent
HEAP = "1g"
LATER = datetime(2040, 1, 1, tzinfo=UTC)


@contextlib.contextmanager
def measured_on(streets: int, *, own: bool = False) -> Iterator[Origin]:
    """A database with so many streets in it; one that was started for it is stopped afterwards.

    Args:
        own: start one, whatever `NEO4J_URI` says.
    """
    with tempfile.TemporaryDirectory() as home:
        environ = {
            **os.environ,
            "GONGJIAN_HOME": home,
            "GONGJIAN_JARS": os.environ.get("GONGJIAN_JARS") or str(PROJECT / ".gongjian" / "jars"),
            "GONGJIAN_NEO4J_BOLT_PORT": "0",
            "GONGJIAN_NEO4J_HTTP_PORT": "0",
            "GONGJIAN_NEO4J_HEAP": HEAP,
            **({"NEO4J_URI": ""} if own else {}),
        }
        origin = locate(environ)
        try:
            asyncio.run(_load(origin, streets))
            yield origin
        finally:
            if origin.server:
                origin.server.stop()


async def _load(origin: Origin, streets: int) -> None:
    async with open_driver(origin) as driver:
        await provision(driver)
        await migrate(driver)
        # What is drawn promises more than there is: it is told as if it had been so.
        by = By(audit_key(os.environ), "local:bench", now=lambda: LATER)
        report = await run_import_rows(driver, town(streets), by=by)
        if report.problems:
            raise SystemExit(str(report.problems[0]))
