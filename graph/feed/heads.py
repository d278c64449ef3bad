"""Which streams have gone on: one statement every fifth of a second for the whole process, none while nobody follows."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Protocol

from graph.unavailable import TooLong, Unavailable
from graph.write import REVISION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph.execute import Reader

log = logging.getLogger("gongjian")
EVERY = 0.2
AWAY = 1.0
"""Seconds between two looks while the database is away."""

_HEADS = f"""
RETURN COLLECT {{ MATCH (h:ChainHead) WHERE h.id > '' AND h.seq > 0 RETURN [h.id, h.seq] }} AS heads, {REVISION} AS revision
"""

STATEMENTS = {"feed.heads": _HEADS}


class Watching(Protocol):
    """Whoever is told that something has happened."""

    def look(self) -> None:
        """Something has happened in some stream, or to the structure."""


class Heads:
    """The last number of every stream, as of the last look.

    Args:
        gone_back: called when a number has become lower: the database is an older one.
    """

    def __init__(
        self, reader: Callable[[], Reader], gone_back: Callable[[], None] = lambda: None, every: float = EVERY
    ) -> None:  # fmt: skip
        self._reader, self._gone_back, self._every = reader, gone_back, every
        self._followers: set[Watching] = set()
        self._rounds: asyncio.Task[None] | None = None
        self._looking = asyncio.Lock()
        self.numbers: dict[str, int] = {}
        self.revision = 0

    async def look(self) -> None:
        """Look now; what was committed before the call is known after it.

        Raises:
            Unavailable, TooLong: the database cannot be asked.
        """
        # One after the other: an older answer must not come to stand over a newer one.
        async with self._looking:
            ((heads, revision),) = await self._reader().read("feed.heads", _HEADS, {})
            before, self.numbers = self.numbers, dict(heads)
            if any(self.numbers.get(stream, 0) < seq for stream, seq in before.items()):
                self._gone_back()
            self.revision = revision

    @contextlib.contextmanager
    def telling(self, follower: Watching) -> Iterator[None]:
        """Tell the follower whenever something has happened."""
        self._followers.add(follower)
        if self._rounds is None or self._rounds.done():
            self._rounds = asyncio.create_task(self._go_round())
        try:
            yield
        finally:
            self._followers.discard(follower)

    async def _go_round(self) -> None:
        while self._followers:
            before = (self.numbers, self.revision)
            pause = self._every
            try:
                await self.look()
            except (Unavailable, TooLong):
                pause = AWAY
            except Exception:  # the round must go on for everybody
                log.exception("the heads of the streams could not be read")
                pause = AWAY
            if (self.numbers, self.revision) != before:
                for follower in list(self._followers):
                    follower.look()
            await asyncio.sleep(pause)
