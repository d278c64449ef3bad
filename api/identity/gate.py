"""What a request passes before it is answered: who asks, from which page, and how often."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from api.identity.callers import session_cookies
from api.identity.origins import of_our_page
from api.identity.unauthenticated import ForeignPage, TooMany, Unauthenticated

if TYPE_CHECKING:
    from starlette.types import Scope

    from api.identity.callers import Identity
    from api.identity.throttle import Budget, Throttle
    from schema.access.caller import Caller

log = logging.getLogger("gongjian")


@dataclass(frozen=True)
class Gate:
    """Lets requests in."""

    identity: Identity
    throttle: Throttle

    def visit(self, scope: Scope) -> Visit:
        """One request, by the scope of ASGI."""
        return Visit(self, Headers(scope=scope), (scope.get("client") or ("?",))[0])


@dataclass
class Visit:
    """One request at the gate."""

    gate: Gate
    headers: Headers
    address: str
    request: str = field(default_factory=lambda: secrets.token_hex(8))
    """Id of the request, in its records, its errors and the log."""
    budget: Budget | None = None
    """What whoever asks has left, once that was counted."""

    async def again(self, stale: Caller) -> Caller:
        """Who asks, now that he does not stand as he did; raises as `caller`."""
        return await self.caller(stale=stale)

    async def caller(self, *, stale: Caller | None = None) -> Caller:
        """Who asks; `stale` is what he was taken for and is no more.

        Raises:
            ForeignPage, Unauthenticated, TooMany, Unavailable
        """
        if session_cookies(self.headers) and not of_our_page(self.headers):
            raise ForeignPage
        throttle = self.gate.throttle
        try:
            return await self.gate.identity.of(
                self.headers, stale=stale, unseen=lambda: throttle.may_try(self.address)
            )
        except Unauthenticated as error:
            log.warning("a credential was refused: %s", error.cause)
            throttle.failed(self.address)
            raise

    def may_ask(self) -> None:
        """Whether there is anything left of the address' budget, for a request without a credential. Raises `TooMany`."""
        if "authorization" in self.headers or session_cookies(self.headers):
            return
        try:
            self.gate.throttle.may_ask(self.address)
        except TooMany as error:
            self.budget = error.budget
            raise

    @property
    def counted(self) -> tuple[tuple[bytes, bytes], ...]:
        """What the answer's headers say of the budget, once something was counted."""
        return self.budget.headers if self.budget else ()

    def maximum(self, caller: Caller | None) -> int | None:
        """Most points that one request of the caller may cost, or of anybody."""
        return self.gate.throttle.maximum(caller)

    def charge(self, caller: Caller | None, points: int) -> None:
        """Count the request; without a caller, for the address. Raises `TooMany`."""
        try:
            charged = self.gate.throttle.charge(caller, self.address, points)
        except TooMany as error:
            self.budget = error.budget
            raise
        if charged and self.budget:
            charged = replace(charged, cost=charged.cost + self.budget.cost)
        self.budget = charged
