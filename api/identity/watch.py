"""Asking again whether those who stay still stand: all of them in one statement, each credential once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from graph.unavailable import TooLong, Unavailable
from schema.access.standing import standings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from graph.execute import Reader
    from schema.access.caller import Caller

log = logging.getLogger("gongjian")
AT_A_TIME = 1_000
"""Credentials that one statement looks at."""
EVERY = 2.0
"""Seconds between two rounds; a socket is to be closed within five of a change."""


class Watch:
    """Sets an event when a caller is not what he was; runs only while somebody is watched."""

    def __init__(
        self, reader: Callable[[], Reader], clock: Callable[[], datetime], every: float = EVERY
    ) -> None:
        self._reader, self._clock, self._every = reader, clock, every
        self._watched: dict[str, dict[asyncio.Event, Caller]] = {}
        self._rounds: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def over(self, caller: Caller) -> Iterator[asyncio.Event]:
        """An event that is set once this caller no longer stands as he did."""
        changed = asyncio.Event()
        if caller.credential is None:
            yield changed
            return
        watched = self._watched.setdefault(caller.credential, {})
        watched[changed] = caller
        if self._rounds is None or self._rounds.done():
            self._rounds = asyncio.create_task(self._go_round())
        try:
            yield changed
        finally:
            del watched[changed]
            if not watched:
                del self._watched[caller.credential]

    async def _go_round(self) -> None:
        while self._watched:
            await asyncio.sleep(self._every)
            credentials = list(self._watched)
            for start in range(0, len(credentials), AT_A_TIME):
                await self._look_at(credentials[start : start + AT_A_TIME])

    async def _look_at(self, credentials: Sequence[str]) -> None:
        try:
            now = await standings(self._reader(), credentials, self._clock())
        except (Unavailable, TooLong):
            # Nothing can be asked through the socket either, and each statement checks by itself.
            return
        except Exception:  # the round must go on for the others
            log.exception("callers could not be looked at; what they have open is closed")
            now = {}
        for credential in credentials:
            for changed, caller in self._watched.get(credential, {}).items():
                if now.get(credential, ()) != caller.standing:
                    changed.set()
