"""Whether a request was addressed to us, and whether a page of ours made it.

Decided, and guarded by `tests/api/identity/test_hosts.py`: a name that somebody pointed at this machine is not ours, so a
page under that name reads nothing here; and a session cookie counts only for requests of our own pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from api.pages.policy import is_loopback_name

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Receive, Scope, Send

NOT_OURS = "这个主机名不属于本服务。如需使用，请管理员加入 GONGJIAN_HOSTS。\nThis host name is not ours. To use it, have it added to GONGJIAN_HOSTS.\n"
NO_HOST = "请求缺少有效的 Host。\nThe request lacks a valid Host.\n"


class OurHosts:
    """Lets through what is addressed to one of our names: those of loopback, and these. Others get 421, or 400 for none."""

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app, self._hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request or socket."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).getlist("host")
        host = _host(given[0]) if len(given) == 1 else None
        if host is not None and (is_loopback_name(host) or host in self._hosts):
            await self._app(scope, receive, send)
        else:
            await _refuse(scope, send, 400 if host is None else 421)


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
