"""A client that leaves while it is answered: what is done for it ends, down to its statement in the database.

Decided: nobody listens in the first moments, so that quick answers pay nothing for it.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.types import Receive

T = TypeVar("T")
AFTER = 0.1
"""Seconds after which somebody listens whether the client is still there."""


class Left(Exception):
    """The client is gone; nobody waits for an answer."""


class Leaving:
    """Cancels the task it was made in once the client has left; `left` says so."""

    def __init__(self, receive: Receive) -> None:
        loop = asyncio.get_running_loop()
        self.left = False
        self._receive, self._answering = receive, asyncio.current_task()
        self._listening: asyncio.Task[None] | None = None
        self._later = loop.call_later(AFTER, self._begin)

    def _begin(self) -> None:
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.left = True
        if self._answering is not None:
            self._answering.cancel()

    def end(self) -> None:
        """Nothing more is waited for; from here on a client that leaves only misses its answer."""
        self._later.cancel()
        if self._listening is not None:
            self._listening.cancel()


async def while_there(receive: Receive, answering: Coroutine[Any, Any, T]) -> T:
    """The answer, unless the client leaves before there is one.

    Raises:
        Left: it has left, and what was done for it is ended.
    """
    leaving = Leaving(receive)
    try:
        return await answering
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if not leaving.left or task is None or task.uncancel():
            raise
        raise Left from None
    finally:
        leaving.end()
