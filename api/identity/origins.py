"""Whether a request was addressed to us, and whether a page of ours made it.

Decided, and guarded by `tests/api/identity/test_hosts.py` and `tests/api/http/test_cross_site.py`: a name that somebody
pointed at this machine is not ours, so a page under that name reads nothing here; a session cookie counts only for
requests of our own pages; and what a page of another site asks is refused, cookie or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import HTTPConnection
    from starlette.types import ASGIApp, Receive, Scope, Send

NOT_OURS = "这个主机名不属于本服务。如需使用，请管理员加入 GONGJIAN_HOSTS。\nThis host name is not ours. To use it, have it added to GONGJIAN_HOSTS.\n"
NO_HOST = "请求缺少有效的 Host。\nThe request lacks a valid Host.\n"

MET = 64
"""`Host` headers of ours that are known again without being read; they differ in the port and in letters' case."""


def is_loopback_name(host: str | None) -> bool:
    """Whether a host name can only mean this machine."""
    return host in {"localhost", "127.0.0.1", "::1"}


def host_of(request: HTTPConnection) -> str | None:
    """Host name in the `Host` header, without the port; `None` if there is none or it is malformed."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return None


class OurHosts:
    """Lets through what is addressed to one of our names: those of loopback, and these. Others get 421, or 400 for none."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app, self._hosts = app, frozenset(hosts)
        self._met: set[bytes] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) == 1 and (given[0] in self._met or self._ours(given[0])):
            await self._app(scope, receive, send)
        else:
            host = _host(given[0].decode("latin-1")) if len(given) == 1 else None
            await _refuse(scope, send, 400 if host is None else 421)

    def _ours(self, header: bytes) -> bool:
        host = _host(header.decode("latin-1"))
        ours = host is not None and (is_loopback_name(host) or host in self._hosts)
        if ours and len(self._met) < MET:
            self._met.add(header)
        return ours


def _host(header: str) -> str | None:
    """The name in a `Host` header; `None` if there is none."""
    try:
        parts = urlsplit(f"//{header}")
        parts.port  # noqa: B018 - raises for what is none
    except ValueError:
        return None
    if not header or parts.netloc != header or parts.username is not None:
        return None
    return parts.hostname


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    said = (NO_HOST if status == 400 else NOT_OURS).encode()
    kind = "websocket.http.response" if scope["type"] == "websocket" else "http.response"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(said)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": f"{kind}.start", "status": status, "headers": headers})
    await send({"type": f"{kind}.body", "body": said})


def of_our_page(headers: Headers) -> bool:
    """Whether a page of ours, or the reader himself in the address bar, made a request; what doesn't say so did not.

    Behind a proxy that encrypts, our pages are at https while we are asked by http; so the page may be either.
    """
    origins = headers.getlist("origin")
    if origins:
        host = headers.get("host", "").lower()
        return len(origins) == 1 and origins[0].lower() in {f"http://{host}", f"https://{host}"}
    return headers.get("sec-fetch-site") in {"same-origin", "none"}


def of_another_site(headers: Headers) -> bool:
    """Whether a page of another site made a request, by what browsers say of it; programs say nothing of the kind."""
    if "origin" in headers and not of_our_page(headers):
        return True
    return headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}


PREFLIGHTED = (
    "graphql-require-preflight",
    "apollo-require-preflight",
    "x-apollo-operation-name",
    "authorization",
)
"""Headers that no browser sends for a page of another site without asking us first, and we never agree."""


def without_preflight(headers: Headers) -> bool:
    """Whether any page's link, form or image could have made a GET, as far as its headers tell."""
    if any(headers.get(name) for name in PREFLIGHTED):
        return False
    if headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json":
        return False
    if of_our_page(headers):
        return False
    # What is fetched in this mode no page of another site can read, and a GET changes nothing.
    return headers.get("sec-fetch-mode") not in {"cors", "same-origin"}
