"""The short name of this installation, which its keys carry."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from schema.acts.credentials import INSTALLATION, environment_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.execute import Reader

AGAIN = 1.0
"""Seconds after which the graph may be asked again: it may have been put in another's place while we run."""


class Environment:
    """Remembers the name."""

    def __init__(self, reader: Callable[[], Reader]) -> None:
        self._reader = reader
        self._name: str | None = None
        self._asked = float("-inf")
        self._asking = asyncio.Lock()

    async def has(self, name: str) -> bool:
        """Whether a key of this environment can be one of ours."""
        # One asks, the others wait for what he finds.
        async with self._asking:
            if name != self._name and time.monotonic() - self._asked >= AGAIN:
                rows = await self._reader().read("identity.installation", INSTALLATION, {})
                self._name = environment_of(rows[0][0]) if rows and rows[0][0] else None
                self._asked = time.monotonic()
        return name == self._name
