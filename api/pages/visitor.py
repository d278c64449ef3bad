"""Who looks at a page, as the pages show it."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

if TYPE_CHECKING:
    from starlette.requests import Request


@dataclass(frozen=True)
class Visitor:
    """Somebody in front of a page.

    name: of the person, `None` if nobody is signed in. roles: what he is, in Chinese and English.
    staff: whether he holds a post. opens_graph: whether the graph database may be opened.
    """

    name: str | None = None
    roles: tuple[tuple[str, str], ...] = ()
    staff: bool = False
    opens_graph: bool = False


NOBODY = Visitor()


class Visitors(Protocol):
    """Knows who looks at a page."""

    async def visitor(self, request: Request) -> Visitor:
        """The person in words."""
        ...

    async def opened_graph(self, request: Request) -> None:
        """Record that this caller is handed the password of the database."""
        ...


def shown(visitor: Visitor, path: str) -> str:
    """The corner of a page that says who is signed in, with the way out; or else the way in, and back to `path`."""
    if visitor.name is None:
        return (
            f'<a class="who" href="/sign-in?next={html.escape(quote(path, safe="/?=&"))}">'
            '登录 <span lang="en">Sign in</span></a>'
        )
    roles = "、".join(html.escape(zh) for zh, _ in visitor.roles)
    english = ", ".join(html.escape(en) for _, en in visitor.roles if en)
    return (
        f'<form class="who" method="post" action="/sign-out"><span title="{english}"><b>{html.escape(visitor.name)}</b>'
        f'<small>{roles}</small></span><button>退出 <span lang="en">Sign out</span></button></form>'
    )
