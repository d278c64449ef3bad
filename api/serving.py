"""The server as it runs the application: whoever follows is sent away before it waits for the rest."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

GOODBYE = 0.2
"""Seconds in which those who follow are told to come back."""


UNANSWERED = "ASGI callable returned without completing handshake."


def _not_unanswered(record: logging.LogRecord) -> bool:
    """uvicorn says this of every handshake that was answered with a refusal, as if the application had failed."""
    return record.msg != UNANSWERED


class Server(uvicorn.Server):
    """A server of our application.

    Args:
        leave: called as soon as it is to end. ready: called once it listens.
    """

    def __init__(
        self, config: uvicorn.Config, leave: Callable[[], None], ready: Callable[[], None] = lambda: None
    ) -> None:  # fmt: skip
        super().__init__(config)
        logging.getLogger("uvicorn.error").addFilter(_not_unanswered)
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
