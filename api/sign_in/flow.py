"""The routes of signing in: the page, to the provider, back, and out."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route, Router

from api.identity import COOKIE, of_our_page
from api.identity.origins import host_of, is_loopback_name
from api.sign_in import shown
from api.sign_in.local import NAME as LOCAL
from api.sign_in.problems import (
    FOREIGN_PAGE,
    NO_PROVIDER,
    SERVICE_AWAY,
    STATE_UNKNOWN,
    SignInProblem,
    defect,
)
from api.sign_in.sessions import LIFE
from api.sign_in.state import with_state
from api.sign_in.visitors import request_id
from graph.told import masked
from graph.unavailable import TooLong, Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from api.sign_in.provider import Provider
    from api.sign_in.sessions import Sessions
    from api.sign_in.visitors import SeenBy
    from graph.chain import ChainKey

    Handler = Callable[[Request], Awaitable[Response]]

log = logging.getLogger("gongjian")
LONGEST_FORM = 4096
PAGES = frozenset({"/", "/graphiql", "/connect"})
_PLAIN = re.compile(r"[A-Za-z0-9_.=&%~-]{0,500}")


@dataclass(frozen=True)
class SignIn:
    """Signing in and out.

    providers: that may be signed in with, by name. visitors: in words. sessions: begins and ends them.
    """

    providers: Mapping[str, Provider]
    visitors: SeenBy
    sessions: Sessions
    key: ChainKey

    def routes(self) -> list[BaseRoute]:
        """`/sign-in`, `/sign-in/begin`, `/sign-in/callback` and `/sign-out`."""
        inside = Router(
            [
                Route("/begin", self._guarded(self._begin), methods=["GET", "POST"]),
                Route("/callback", self._guarded(self._callback)),
            ]
        )
        return [
            Route("/sign-in", self._guarded(self._page)),
            Mount("/sign-in", with_state(inside, self.key)),
            Route("/sign-out", self._guarded(self._out), methods=["POST"]),
        ]

    async def _page(self, request: Request) -> Response:
        if not self.providers:
            raise SignInProblem(NO_PROVIDER)
        next_ = safe(request.query_params.get("next"))
        examples = await self.visitors.examples() if LOCAL in self.providers else []
        visitor = await self.visitors.visitor(request)
        return shown.sign_in(self.providers, examples, visitor, next_)

    async def _begin(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if request.method == "POST":
            if not of_our_page(request.headers):
                raise SignInProblem(FOREIGN_PAGE)
            asked |= await _form(request)
        provider = self.providers.get(asked.get("provider", ""))
        if provider is None or (provider.name == LOCAL and not asked.get("sub")):
            return RedirectResponse("/sign-in", 303)
        # Behind a proxy that encrypts we are asked by http; only on this machine nothing encrypts.
        scheme = "http" if is_loopback_name(host_of(request)) else "https"
        back = f"{scheme}://{request.headers.get('host', '')}/sign-in/callback"
        kept = {"provider": provider.name, "next": safe(asked.get("next"))}
        away = await provider.leave(request, back, kept)
        if provider.name == LOCAL and request.method == "POST":
            # The form goes on to the provider, which finds in it whom to sign in as.
            away.status_code = 307
        away.headers["cache-control"] = "no-store"
        return away

    async def _callback(self, request: Request) -> Response:
        kept: dict[str, Any] = request.session.pop("kept", {})
        provider = self.providers.get(kept.get("provider", ""))
        if provider is None:
            raise SignInProblem(STATE_UNKNOWN, "no state kept")
        subject = await provider.returned(request)
        secret = await self.sessions.begin(
            f"{provider.name}#{subject}",
            before=request.cookies.get(COOKIE),
            request=request_id(request),
        )
        answer = RedirectResponse(safe(kept.get("next")), 303)
        answer.headers["cache-control"] = "no-store"
        answer.set_cookie(COOKIE, secret, int(LIFE.total_seconds()), **_flags(request))
        return answer

    async def _out(self, request: Request) -> Response:
        if not of_our_page(request.headers):
            raise SignInProblem(FOREIGN_PAGE)
        if secret := request.cookies.get(COOKIE):
            await self.sessions.end(secret, request=request_id(request))
        answer = RedirectResponse("/", 303)
        answer.headers["cache-control"] = "no-store"
        answer.delete_cookie(COOKIE, **_flags(request))
        return answer

    def _guarded(self, handler: Handler) -> Handler:
        """The handler, with a page for whatever is in the way."""

        async def guarded(request: Request) -> Response:
            try:
                return await handler(request)
            except SignInProblem as problem:
                log.info("sign-in: %s", problem)
                said = problem.said
            except (Unavailable, TooLong):
                said = SERVICE_AWAY
            except Exception as error:  # noqa: BLE001  a person gets a page, the log the error
                said = defect(str((masked(error).extensions or {}).get("id")))
            return shown.problem(said)

        return guarded


def safe(next_: object) -> str:
    """A page of ours to go on to; the start page for anything else."""
    if not isinstance(next_, str):
        return "/"
    path, _, query = next_.partition("?")
    if path not in PAGES or not _PLAIN.fullmatch(query):
        return "/"
    return f"{path}?{query}" if query else path


def _flags(request: Request) -> dict[str, Any]:
    loopback = is_loopback_name(host_of(request))
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": not loopback}


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise SignInProblem(FOREIGN_PAGE, "form too long")
    return {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
