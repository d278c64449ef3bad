"""A provider on this machine, for development and tests: whoever can reach it signs in as anybody.

Hence it listens on loopback only, runs only when asked for, and is refused for a service that others can reach.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import logging
import socket
import warnings
from typing import TYPE_CHECKING

from api.sign_in.provider import Provider

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NAME = "local"
HOST = "127.0.0.1"
CLIENT = "gongjian"
USUAL_PORT = 9400


class LocalProvider:
    """The provider, whose address is known before it runs.

    Args:
        port: to listen on; the usual one or any free one if not given.
    """

    def __init__(self, port: int | None = None) -> None:
        self.port = port or _free_port()

    @property
    def issuer(self) -> str:
        """Its address, which is also its name in tokens."""
        return f"http://{HOST}:{self.port}"

    def known(self) -> Provider:
        """As the service knows it."""
        return Provider(NAME, self.issuer, CLIENT, client_secret=NAME)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen until the context ends."""
        server = await asyncio.to_thread(self._start)
        try:
            yield
        finally:
            await asyncio.to_thread(server.__exit__, None, None, None)

    def _start(self) -> contextlib.AbstractContextManager[object]:
        # Its log would name every code on the terminal.
        for name in ("werkzeug", "oidc_provider_mock"):
            logging.getLogger(name).setLevel(logging.ERROR)
        # It uses modules of Authlib that will move, and Authlib says so each time; that is between those two.
        from authlib.deprecate import AuthlibDeprecationWarning  # noqa: PLC0415

        warnings.filterwarnings("ignore", category=AuthlibDeprecationWarning)
        from oidc_provider_mock import run_server_in_thread  # noqa: PLC0415

        server = run_server_in_thread(self.port, require_nonce=True, issue_refresh_token=False)
        try:
            server.__enter__()
        except SystemExit as taken:
            # Its server ends the whole process, and not only itself, where somebody else listens already.
            raise OSError(f"nobody can listen on {HOST}:{self.port}") from taken
        return server


def installed() -> bool:
    """Whether it can be run here; it belongs to the packages for development."""
    return importlib.util.find_spec("oidc_provider_mock") is not None


def _free_port() -> int:
    for wanted in (USUAL_PORT, 0):
        with socket.socket() as probe:
            # As the provider itself binds: a port that was just left is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, wanted))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError("no free port")
