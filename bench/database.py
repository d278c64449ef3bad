"""The database that a measurement runs on: the one of `NEO4J_URI` if given, else one of its own in a temporary home."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from graph.connect import Origin, locate

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parent.parent


@contextlib.contextmanager
def measured_on() -> Iterator[Origin]:
    """Where it is; one that was started for it is stopped afterwards."""
    with tempfile.TemporaryDirectory() as home:
        own = {
            "GONGJIAN_HOME": home,
            "GONGJIAN_JARS": os.environ.get("GONGJIAN_JARS") or str(PROJECT / ".gongjian" / "jars"),
            "GONGJIAN_NEO4J_BOLT_PORT": "0",
            "GONGJIAN_NEO4J_HTTP_PORT": "0",
        }
        origin = locate({**os.environ, **own})
        try:
            yield origin
        finally:
            if origin.server:
                origin.server.stop()
