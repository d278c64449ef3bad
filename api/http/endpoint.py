"""`/graphql`: a bounded request in, bytes out.

Decided: a plain ASGI application, no web framework between the socket and the engine; routing costs more than it gives
here. No answer says that other origins may read it. Status codes are those that the audit of graphql-http reads in the
specification; docs/api.md says where the text has moved on since.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import OperationType

from api.documents import Documents
from api.following import Told
from api.http.accept import EVENTS, GRAPHQL, JSON, chosen
from api.http.body import read
from api.http.conditional import Conditional, matches
from api.http.head import check_body, looked_at
from api.http.leaving import Left, while_there
from api.http.members import of_address, of_body
from api.http.reply import Reply
from api.identity import ForeignPage, TooMany, Unauthenticated, of_another_site, without_preflight
from api.refusals import (
    BUSY,
    FOREIGN,
    GET_READS,
    METHOD,
    NOT_ACCEPTABLE,
    PREFLIGHT,
    SUBSCRIPTION,
    TOO_MANY,
    UNKNOWN,
    Refused,
)
from api.sse import Stream, begun, no_more
from graph.answer import Answer
from graph.unavailable import TooLong, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.types import Receive, Scope, Send

    from api.answering import Answering
    from api.following import Following
    from api.identity import Gate, Visit
    from graph.prepare import Prepared

OFFERED = (GRAPHQL, JSON, EVENTS)
_TYPES = b", ".join(OFFERED).decode()


@dataclass(frozen=True)
class Asked:
    """What one request asks.

    Args:
        members: of the GraphQL request, with the text of its document. reads: whether it may only read, as by GET.
        tagged: whether its answer has an entity tag. unless: tags of answers that the client has.
        events: whether it is answered as server-sent events. after: the last of them that the client has.
    """

    members: Mapping[str, Any]
    reads: bool = False
    tagged: bool = False
    unless: bytes | None = None
    events: bool = False
    after: str | None = None


class GraphQLEndpoint:
    """Answers `/graphql`."""

    def __init__(
        self, answering: Answering, gate: Gate, following: Following, documents: Documents | None = None
    ) -> None:  # fmt: skip
        self._answering, self._gate, self._following = answering, gate, following
        self._documents = documents or Documents()
        self._conditional = Conditional(answering)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        visit = self._gate.visit(scope)
        reply = Reply(send, visit)
        try:
            asked = await self._counted(visit, scope, receive, reply)
            if asked.events:
                stream = Stream(send, receive, visit, self._following.ending)
                await self._stream(visit, asked, stream, receive)
                return
            answer, tag = await self._answer(visit, asked, reply.type_, receive)
        except Left:
            return
        except Refused as refused:
            await reply.refused(refused)
        except Exception as error:  # noqa: BLE001
            await reply.defect(error)
        else:
            await reply.answer(answer, tag)

    async def _counted(self, visit: Visit, scope: Scope, receive: Receive, reply: Reply) -> Asked:
        """As `_asked`; what is no request costs a point."""
        try:
            return await self._asked(visit, scope, receive, reply)
        except Refused:
            with _as_http():
                visit.charge(None, 1)
            raise

    async def _asked(self, visit: Visit, scope: Scope, receive: Receive, reply: Reply) -> Asked:
        """What is asked; agrees on a media type on the way."""
        method, given = scope["method"], looked_at(scope["headers"])
        if method not in ("POST", "GET"):
            raise Refused(METHOD)
        if (b"origin" in given or b"sec-fetch-site" in given) and _foreign(visit, given):
            raise Refused(FOREIGN)
        wanted = chosen(given.get(b"accept"), OFFERED)
        if wanted is None:
            raise Refused(NOT_ACCEPTABLE, types=_TYPES)
        events = wanted is EVENTS
        after = given.get(b"last-event-id", b"").decode("latin-1") or None
        # What is refused before there is a stream is told in JSON.
        reply.type_ = JSON if events else wanted
        if method == "POST":
            check_body(given)
            members, _ = self._documents.resolved(of_body(await read(receive)))
            return Asked(members, events=events, after=after)
        members, trusted = self._documents.resolved(of_address(scope["query_string"]))
        if not trusted and without_preflight(visit.headers):
            raise Refused(PREFLIGHT)
        return Asked(
            members, reads=True, tagged=trusted, unless=given.get(b"if-none-match"), events=events, after=after
        )  # fmt: skip

    async def _answer(
        self, visit: Visit, asked: Asked, type_: bytes, receive: Receive
    ) -> tuple[Answer | None, bytes | None]:
        """The answer and its tag; no answer if it is one that the client has."""
        with _as_http():
            prepared = self._answering.prepare(visit, asked.members)
            if isinstance(prepared, Answer):
                return prepared, None
            _refuse_changes(asked, prepared)
            if prepared.kind is OperationType.SUBSCRIPTION:
                raise Refused(SUBSCRIPTION)
            if not asked.tagged:
                return await while_there(receive, self._answering.answer(visit, prepared)), None
            return await while_there(receive, self._if_changed(visit, asked, prepared, type_))

    async def _stream(self, visit: Visit, asked: Asked, stream: Stream, receive: Receive) -> None:
        """Answer as events. What goes wrong before the first one is told by a status."""
        rest = no_more()
        with _as_http():
            prepared = self._answering.prepare(visit, asked.members)
            if isinstance(prepared, Answer):
                first = Told(prepared)
            elif prepared.kind is OperationType.SUBSCRIPTION:
                rest = self._following.follow(visit, prepared, asked.after)
                first = await while_there(receive, begun(rest))
            else:
                _refuse_changes(asked, prepared)
                first = Told(await while_there(receive, self._answering.answer(visit, prepared)))
        async with contextlib.aclosing(rest):
            await stream.tell(first, rest)

    async def _if_changed(
        self, visit: Visit, asked: Asked, prepared: Prepared, type_: bytes
    ) -> tuple[Answer | None, bytes | None]:
        caller = await self._answering.admitted(visit, prepared)
        if isinstance(caller, Answer):
            return caller, None
        # The state is read before the answer: should it change in between, the tag is that of an older one.
        tag = await self._conditional.tag(visit, caller, prepared, asked.members, type_)
        if tag is not None and matches(asked.unless, tag):
            return None, tag
        answer = await self._answering.answered(visit, prepared, caller)
        return answer, None if answer.refused or answer.errors else tag


def _refuse_changes(asked: Asked, prepared: Prepared) -> None:
    follows = asked.events and prepared.kind is OperationType.SUBSCRIPTION
    if asked.reads and not follows and prepared.kind is not OperationType.QUERY:
        raise Refused(GET_READS, kind=prepared.kind.value)


@contextlib.contextmanager
def _as_http() -> Iterator[None]:
    """What callers cannot be told in an answer, as a refusal with its status."""
    try:
        yield
    except Unauthenticated as error:
        raise Refused(UNKNOWN) from error
    except TooMany as error:
        after = ((b"retry-after", b"%d" % error.after),)
        raise Refused(TOO_MANY, after, seconds=error.after) from error
    except ForeignPage as error:
        raise Refused(FOREIGN) from error
    except (Unavailable, TooLong) as error:
        raise Refused(BUSY) from error


def _foreign(visit: Visit, given: Mapping[bytes, bytes]) -> bool:
    """Whether a page of another site asks with nothing but what browsers send by themselves.

    A front end under development asks through its own server, which passes the page's origin on; it has a key then.
    """
    return b"authorization" not in given and of_another_site(visit.headers)
