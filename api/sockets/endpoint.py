"""From the handshake to a caller: origin, protocol, how many sockets, who."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import OperationType
from starlette.datastructures import Headers

from api.documents import Documents
from api.http.accept import JSON
from api.identity import ForeignPage, Room, TooMany, Unauthenticated, Visit, of_our_page
from api.identity.throttle import network
from api.identity.watch import EVERY
from api.refusals import FOREIGN, NOTHING_ASKED, TOO_MANY, TOO_MANY_SOCKETS, Refused
from api.sockets.talk import (
    IDLE,
    INVALID,
    LONGEST_MESSAGE,
    NO_LONGER,
    SENDING,
    Closing,
    Gone,
    Talk,
    message_of,
)
from graph.answer import Answer
from graph.told import too_long, unavailable
from graph.unavailable import TooLong, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from starlette.types import Receive, Scope, Send

    from api.answering import Answering
    from api.following import Following
    from api.identity import Budget, Gate, Seat
    from schema.access.caller import Caller

PROTOCOL = "graphql-transport-ws"
INIT_WITHIN = 5.0
CLOSING = 10.0
"""Seconds within which a reader must take the last message."""
UVICORN: dict[str, Any] = {
    "ws": "websockets-sansio",
    "ws_max_size": LONGEST_MESSAGE,
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
}
"""How uvicorn is to serve sockets: a longer message is refused before it is read."""


@dataclass(frozen=True)
class Patience:
    """How long is waited: for `connection_init`, between two looks at the callers, while nothing is said, for an answer
    to be taken; in seconds."""

    init: float = INIT_WITHIN
    looks: float = EVERY
    idle: float = IDLE
    sending: float = SENDING


class SocketEndpoint:
    """Answers sockets at `/graphql`."""

    def __init__(
        self, answering: Answering, gate: Gate, following: Following, patience: Patience | None = None,
        documents: Documents | None = None,
    ) -> None:  # fmt: skip
        self._answering, self._gate, self._following = answering, gate, following
        self._documents = documents or Documents()
        self._patience = patience or Patience()
        self._room = Room()
        self._watch = following.watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One socket, from its handshake to its end."""
        await receive()
        headers = Headers(scope=scope)
        if "origin" in headers and not of_our_page(headers):
            await _denied(send, Refused(FOREIGN))
            return
        address = (scope.get("client") or ("?",))[0]
        seat = self._room.enter(network(address))
        if seat is None:
            await _denied(send, Refused(TOO_MANY_SOCKETS))
            return
        try:
            await self._accepted(scope, headers, receive, send, seat)
        finally:
            seat.leave()

    async def _accepted(
        self, scope: Scope, headers: Headers, receive: Receive, send: Send, seat: Seat
    ) -> None:
        if PROTOCOL not in scope.get("subprotocols", ()):
            await send({"type": "websocket.accept"})
            await _close(send, 4406, "Subprotocol not acceptable 只支持 graphql-transport-ws")
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        try:
            visit = await self._introduced(scope, headers, receive, send)
            caller = await _known(visit)
            own = self._own(seat, caller)
            try:
                await self._talk(visit, caller, receive, send)
            finally:
                own.leave()
        except Closing as closing:
            await _close(send, closing.code, closing.reason)
        except Gone:
            pass

    def _own(self, seat: Seat, caller: Caller) -> Seat:
        """The place of the account in exchange for one of its address."""
        own = self._room.named(seat, caller.account) if caller.account else seat
        if own is None:
            raise Closing(4429, "At most 5 sockets each 每个账号最多 5 个连接")
        return own

    async def _introduced(
        self, scope: Scope, headers: Headers, receive: Receive, send: Send
    ) -> Visit:
        """A visit with the credential of the first message.

        Raises:
            Closing: there was none in time, or another came first.
        """
        try:
            async with asyncio.timeout(self._patience.init):
                while (said := message_of(await receive()))["type"] == "ping":
                    await send({"type": "websocket.send", "text": '{"type":"pong"}'})
        except TimeoutError as error:
            raise Closing(4408, "Connection initialisation timeout 初始化超时") from error
        if said["type"] != "connection_init":
            raise Closing(4401, "Unauthorized 请先发送 connection_init")
        payload = said.get("payload")
        if not isinstance(payload, dict | None):
            raise INVALID
        address = (scope.get("client") or ("?",))[0]
        return Visit(self._gate, _presented(headers, payload or {}), address)

    async def _talk(self, visit: Visit, caller: Caller, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.send", "text": '{"type":"connection_ack"}'})

        def answers(asked: Mapping[str, Any], request: str) -> AsyncGenerator[Answer]:
            return self._answers(_Asks(visit, caller, request), asked)

        with self._watch.over(caller) as changed:
            talk = Talk(receive, send, answers, self._patience.idle, self._patience.sending)
            await talk.go_on(changed, self._following.ending)

    async def _answers(self, asks: _Asks, asked: Mapping[str, Any]) -> AsyncGenerator[Answer]:
        try:
            members, _ = self._documents.resolved(asked)
            prepared = self._answering.prepare(asks, members)
            if isinstance(prepared, Answer):
                yield prepared
            elif prepared.kind is OperationType.SUBSCRIPTION:
                async with contextlib.aclosing(self._following.follow(asks, prepared)) as told:
                    async for one in told:
                        yield one.answer
            else:
                yield await self._answering.answer(asks, prepared)
        except Refused as refused:
            if refused.said is NOTHING_ASKED:
                raise INVALID from refused
            yield Answer(None, [refused.error()])
        except TooMany as many:
            yield Answer(None, [Refused(TOO_MANY, seconds=many.after).error()])
        except (Unauthenticated, ForeignPage) as error:
            raise NO_LONGER from error
        except TooLong:
            yield Answer(None, [dict(too_long().formatted)])
        except Unavailable:
            yield Answer(None, [dict(unavailable().formatted)])


@dataclass(frozen=True)
class _Asks:
    """One operation on a socket, by whoever the socket is for."""

    visit: Visit
    known: Caller
    request: str

    @property
    def budget(self) -> Budget | None:
        return self.visit.budget

    async def caller(self) -> Caller:
        return self.known

    async def again(self, stale: Caller) -> Caller:
        now = await self.visit.caller(stale=stale)
        if now.standing != stale.standing:
            raise Unauthenticated("on a socket nobody becomes somebody else")
        return now

    def may_ask(self) -> None:
        self.visit.may_ask()

    def maximum(self, caller: Caller | None) -> int | None:
        return self.visit.maximum(caller)

    def charge(self, caller: Caller | None, points: int) -> None:
        self.visit.charge(caller or (self.known if self.known.known else None), points)


async def _known(visit: Visit) -> Caller:
    try:
        return await visit.caller()
    except (Unauthenticated, ForeignPage) as error:
        raise Closing(4403, "Forbidden 凭据无效") from error
    except TooMany as error:
        raise Closing(4429, f"Too many attempts 请等待 {error.after} 秒") from error
    except (Unavailable, TooLong) as error:
        raise Closing(1013, "Try again later 暂时无法核实身份") from error


def _presented(headers: Headers, payload: Mapping[str, Any]) -> Headers:
    """What identifies the caller: the credential in the payload; else the cookie, if one of our pages asks."""
    given = payload.get("authorization", payload.get("Authorization"))
    if given is not None:
        if not isinstance(given, str) or not given.isascii() or not given.isprintable():
            raise Closing(4403, "Forbidden 凭据无效")
        return Headers({"authorization": given})
    if "cookie" in headers and "origin" in headers:
        return Headers({name: headers[name] for name in ("cookie", "origin", "host")})
    return Headers({})


async def _denied(send: Send, refused: Refused) -> None:
    """Answer the handshake as any request that is refused."""
    request = secrets.token_hex(8)
    headers = [(b"content-type", JSON + b"; charset=utf-8"), (b"x-request-id", request.encode())]
    await send(
        {
            "type": "websocket.http.response.start",
            "status": refused.said.status,
            "headers": [*headers, *refused.headers],
        }
    )
    body = Answer(None, [refused.error()]).told(request)
    await send({"type": "websocket.http.response.body", "body": body})


async def _close(send: Send, code: int, reason: str) -> None:
    # The other side may have left meanwhile, or read nothing.
    with contextlib.suppress(OSError, RuntimeError, TimeoutError):
        async with asyncio.timeout(CLOSING):
            await send({"type": "websocket.close", "code": code, "reason": reason})
