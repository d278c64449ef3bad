"""The signed cookie between redirect and callback, and which states were used already."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection

from api.identity.origins import host_of, is_loopback_name

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from graph.chain import ChainKey

PATH = "/sign-in"
LIFE = 600
"""Seconds that signing in at the provider may take."""
COOKIE = "gongjian_sign_in"
USED = 10_000
"""Used states that are remembered."""


def with_state(app: ASGIApp, key: ChainKey) -> ASGIApp:
    """Give an application `request.session`, kept in a signed cookie that only `/sign-in` gets to see."""

    def kept(*, secure: bool) -> ASGIApp:
        # Signed with a key of its own that follows from the installation's: neither can stand for the other.
        return SessionMiddleware(
            app, key.mac(b"gongjian sign-in state"), COOKIE, LIFE, PATH, "lax", https_only=secure
        )

    secure, plain = kept(secure=True), kept(secure=False)

    async def chosen(scope: Scope, receive: Receive, send: Send) -> None:
        here = is_loopback_name(host_of(HTTPConnection(scope)))
        await (plain if here else secure)(scope, receive, send)

    return chosen


class Used:
    """States that have done their work; a cookie that is put back does not bring them back."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def take(self, state: str) -> bool:
        """Use a state up; false if it was already."""
        now = time.monotonic()
        while self._until and (len(self._until) >= USED or next(iter(self._until.values())) < now):
            del self._until[next(iter(self._until))]
        if state in self._until:
            return False
        self._until[state] = now + LIFE
        return True
