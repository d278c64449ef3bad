"""Security headers: what each page may load and whom it may talk to. Nobody but us, and the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.pages.facts import PageFacts

COMMON = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_FRAME = "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    f"connect-src 'self'; {_FRAME}"
)
"""Our own pages: files of this service, no inline script or style."""

GRAPHIQL = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    f"font-src 'self' data:; connect-src 'self'; {_FRAME}"
)
"""GraphiQL writes style attributes and carries its fonts in its style sheet."""


def neo4j_browser(request: Request, facts: PageFacts) -> str:
    """Policy for Neo4j Browser: its own files, the database's socket, and the guide on this service."""
    scheme = "wss" if facts.encrypted else "ws"
    sockets = " ".join(f"{scheme}://{host}" for host in (facts.bolt_address, *facts.browser_hosts))
    guides = f"http://localhost:{request.url.port or 80}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; media-src 'self'; manifest-src 'self'; worker-src 'self' blob:; "
        f"connect-src 'self' {guides} {sockets}; {_FRAME}"
    )


def headers(csp: str, *, cache: str = "no-cache") -> dict[str, str]:
    """All security headers of one response."""
    return {**COMMON, "content-security-policy": csp, "cache-control": cache}


def with_headers(app: ASGIApp, extra: dict[str, str]) -> ASGIApp:
    """Put headers on every response of an application, leaving those it set itself."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                current = MutableHeaders(scope=message)
                for name, value in extra.items():
                    current.setdefault(name, value)
            await send(message)

        await app(scope, receive, send_with)

    return wrapped
