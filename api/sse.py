"""Answers as server-sent events: the "distinct connections mode" of graphql-sse, each operation a response of its own.

`event: next` carries an answer, `event: complete` ends the operation. The `id` of an event is the cursor from which to go
on after it, so that `Last-Event-ID` resumes. A stream that ends without `complete` was cut off: the client resumes.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from api.identity import ForeignPage, TooMany, Unauthenticated
from api.refusals import BUSY, TOO_MANY, UNKNOWN, Refused
from graph.answer import Answer
from graph.told import masked
from graph.unavailable import TooLong, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import Receive, Send

    from api.following import Told
    from api.identity import Visit

HEARTBEAT = 12.0
"""Seconds after which a comment is sent, so that nobody on the way takes a quiet stream for a dead one."""
SENDING = 10.0
"""Seconds within which a reader must take what is sent."""
COMPLETE = b"event: complete\ndata:\n\n"
COMMENT = b":\n\n"
HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


async def begun(answers: AsyncGenerator[Told]) -> Told:
    """The first answer of a subscription."""
    return await anext(answers)


async def no_more() -> AsyncGenerator[Told]:
    """What comes after the answer of a query or a mutation."""
    for told in ():
        yield told


class Stream:
    """One operation answered as events.

    Args:
        send, receive: of ASGI. visit: the request. ending: set once the process is to end.
    """

    def __init__(
        self, send: Send, receive: Receive, visit: Visit, ending: asyncio.Event,
        *, heartbeat: float = HEARTBEAT, sending: float = SENDING,
    ) -> None:  # fmt: skip
        self._send, self._receive, self._visit, self._ending = send, receive, visit, ending
        self._heartbeat, self._sending = heartbeat, sending

    async def tell(self, first: Told, rest: AsyncGenerator[Told]) -> None:
        """Send the first answer and the rest, until there are no more, the client leaves or the process ends.

        Whatever goes wrong is an answer with errors, then `complete`; a client that does not read is cut off.
        """
        id_ = (b"x-request-id", self._visit.request.encode())
        headers = [*HEADERS, *self._visit.counted, id_]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        telling = asyncio.create_task(self._tell(first, rest))
        gone = asyncio.create_task(self._gone())
        ending = asyncio.create_task(self._ending.wait())
        try:
            await asyncio.wait([telling, gone, ending], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (telling, gone, ending):
                task.cancel()
            await asyncio.wait([telling, gone, ending])
        if not gone.done() or gone.cancelled():
            with contextlib.suppress(TimeoutError, OSError):
                await self._write(b"", more=False)

    async def _tell(self, first: Told, rest: AsyncGenerator[Told]) -> None:
        with contextlib.suppress(TimeoutError, OSError):
            try:
                await self._event(first)
                async for told in _beating(rest, self._heartbeat):
                    if told is None:
                        await self._write(COMMENT)
                    else:
                        await self._event(told)
            except (Unauthenticated, ForeignPage):
                await self._error(Refused(UNKNOWN).error())
            except TooMany as many:
                await self._error(Refused(TOO_MANY, seconds=many.after).error())
            except (Unavailable, TooLong):
                await self._error(Refused(BUSY).error())
            except (TimeoutError, OSError):
                raise
            except Exception as error:  # noqa: BLE001  a defect of ours, told by its number
                await self._error(dict(masked(error).formatted))
            await self._write(COMPLETE)

    async def _event(self, told: Told) -> None:
        named = b"" if told.cursor is None else b"id: " + told.cursor.encode() + b"\n"
        body = told.answer.told(self._visit.request)
        await self._write(named + b"event: next\ndata: " + body + b"\n\n")

    async def _error(self, error: dict) -> None:
        body = Answer(None, [error]).told(self._visit.request)
        await self._write(b"event: next\ndata: " + body + b"\n\n")

    async def _write(self, body: bytes, *, more: bool = True) -> None:
        async with asyncio.timeout(self._sending):
            await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def _gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass


async def _beating(rest: AsyncGenerator[Told], every: float) -> AsyncGenerator[Told | None]:
    """What comes next, and `None` whenever nothing has come for so long."""
    coming: asyncio.Task[Told] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(anext(rest))  # type: ignore[arg-type]
            done, _ = await asyncio.wait([coming], timeout=every)
            if not done:
                yield None
                continue
            try:
                told = coming.result()
            except StopAsyncIteration:
                return
            coming = None
            yield told
    finally:
        if coming:
            coming.cancel()
            await asyncio.wait([coming])
