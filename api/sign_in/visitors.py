"""Who looks at a page, in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from api.identity import Unauthenticated
from api.pages.visitor import NOBODY, Visitor
from graph.unavailable import TooLong, Unavailable
from schema.access.caller import who
from schema.access.table import TABLE
from schema.instants import BEIJING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from starlette.requests import Request

    from api.identity import Identity
    from api.sign_in.sessions import Sessions
    from graph.execute import Reader
    from schema.access.caller import Caller

_POSTS = """
  [(p)-[:HOLDS]->(r:RoleAssignment)-[:IN_ROLE]->(c:Category)
   WHERE c.code IN $codes AND r.status = 'ACTIVE' AND (r.startOn IS NULL OR r.startOn <= $today) AND (r.endOn IS NULL OR r.endOn > $today)
   | [c.name, c.nameEn, coalesce(head([(r)-[:TARGETS]->(at) | at.name]), '')]] AS posts
"""
_ONE = "MATCH (a:Account {id: $account})-[:IS]->(p:Person) RETURN p.name AS name," + _POSTS
_LOCAL = (
    "MATCH (a:Account)-[:IS]->(p:Person) WHERE a.identity STARTS WITH 'local#' AND a.status = 'ACTIVE' "
    "RETURN substring(a.identity, 6) AS subject, p.name AS name,"
    + _POSTS
    + "ORDER BY a.code LIMIT 40"
)
STATEMENTS = {"visitor.one": _ONE, "visitor.local": _LOCAL}


@dataclass(frozen=True)
class Example:
    """An example account of the local provider."""

    subject: str
    visitor: Visitor


@dataclass(frozen=True)
class SeenBy:
    """Answers who looks at a page."""

    reader: Callable[[], Reader]
    identity: Identity
    sessions: Sessions
    clock: Callable[[], datetime]

    async def visitor(self, request: Request) -> Visitor:
        """The person in words; nobody if nobody is signed in, or it cannot be known now."""
        try:
            caller = await self._now(request)
            if caller is None:
                return NOBODY
            rows = await self.reader().read(
                "visitor.one", _ONE, {"account": caller.account, **self._asked()}
            )
        except (Unavailable, TooLong):
            return NOBODY
        return _visitor(*rows[0], caller=caller) if rows else NOBODY

    async def opened_graph(self, request: Request) -> None:
        """Record that this caller is handed the password of the database."""
        caller = await self._now(request)
        if caller is None:
            raise Unauthenticated("signed out meanwhile")
        await self.sessions.opened(caller, request=request_id(request))

    async def _now(self, request: Request) -> Caller | None:
        """The caller as the graph has him now; what a page shows carries no check of its own."""
        try:
            # Of what a page shows to its reader, no other site's page can read anything: only the cookie counts.
            known = await self.identity.of(Headers({"cookie": request.headers.get("cookie", "")}))
        except Unauthenticated:
            return None
        if known.credential is None:
            return None
        return await who(self.reader(), known.credential, self.clock())

    async def examples(self) -> list[Example]:
        """The accounts that the local provider is good for."""
        rows = await self.reader().read("visitor.local", _LOCAL, self._asked())
        return [Example(subject, _visitor(name, posts)) for subject, name, posts in rows]

    def _asked(self) -> dict[str, object]:
        return {
            "codes": list(TABLE.codes),
            "today": self.clock().astimezone(BEIJING).date(),
        }


def request_id(request: Request) -> str | None:
    """The number under which the log has this request, if it has one."""
    return request.scope.get("state", {}).get("request")


def _visitor(name: str, posts: Sequence[Sequence[str]], caller: Caller | None = None) -> Visitor:
    return Visitor(
        name=name,
        roles=tuple(_roles(posts)) or (("居民", "Resident"),),
        staff=bool(posts),
        opens_graph=bool(caller and caller.may("OPEN_GRAPH")),
    )


def _roles(posts: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What somebody is, in Chinese and English: each place once, with all that he is there."""
    ordered = sorted(map(tuple, posts), key=itemgetter(2, 0))
    for at, here in groupby(ordered, key=itemgetter(2)):
        held = list(dict.fromkeys((zh, en or "") for zh, en, _ in here))
        chinese = "、".join(zh for zh, _ in held)
        yield f"{at} {chinese}".strip(), ", ".join(en for _, en in held if en)
