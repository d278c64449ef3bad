"""The server as it runs the application: whoever follows is sent away before it waits for the rest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

GOODBYE = 0.2
"""Seconds in which those who follow are told to come back."""


class Server(uvicorn.Server):
    """A server of our application.

    Args:
        leave: called as soon as it is to end. ready: called once it listens.
    """

    def __init__(
        self, config: uvicorn.Config, leave: Callable[[], None], ready: Callable[[], None] = lambda: None
    ) -> None:  # fmt: skip
        super().__init__(config)
        self._leave, self._ready = leave, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does it, and say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Streams end by themselves and sockets are closed with a word, then as uvicorn does it."""
        self._leave()
        await asyncio.sleep(GOODBYE)
        await super().shutdown(sockets=sockets)
