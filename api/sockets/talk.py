"""What is said on one open socket: operations, pings, and the answers that wait to be sent."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from api.http.members import checked
from api.refusals import Refused
from api.strict_json import parsed
from graph.answer import with_request
from graph.told import masked, said

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping

    from starlette.types import Message, Receive, Send

    from graph.answer import Answer

    Answers = Callable[[Mapping[str, Any], str], AsyncGenerator[Answer]]

log = logging.getLogger("gongjian")
LONGEST_MESSAGE = 256 * 1024
LONGEST_ID = 128
OPERATIONS = 20
WAITING = 32
"""Answers that may wait for a slow reader, beside the one being sent."""
SENDING = 10.0
"""Seconds within which a reader must take an answer."""
IDLE = 600.0
"""Seconds with nothing said and nothing under way, after which a socket is closed."""


class Closing(Exception):
    """The socket is to be closed: code and reason of the protocol."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


TOO_SLOW = Closing(
    1013, "Read too slowly; resume from your last cursor 读取过慢，请从最后的游标续接"
)
ENDING = Closing(1001, "Going away; reconnect, resume from your last cursor 服务重启，请重连并续接")
IDLE_TOO_LONG = Closing(1000, "Idle 长时间没有提问")
INVALID = Closing(4400, "Invalid message 消息无效")
NO_LONGER = Closing(4403, "No longer allowed 权限已变更，请重新连接")
TOO_MANY = dict(
    said(
        "TOO_MANY_OPERATIONS", zh=f"一个连接上最多同时进行 {OPERATIONS} 个操作，请等其中一些结束。",
        en=f"At most {OPERATIONS} operations at a time on one socket; wait for some to end.",
    ).formatted
)  # fmt: skip


class Gone(Exception):
    """The other side has left."""


def message_of(event: Message) -> dict[str, Any]:
    """A message of the protocol.

    Raises:
        Gone: the other side has left. Closing: it is none, or too long.
    """
    if event["type"] == "websocket.disconnect":
        raise Gone
    text = event.get("text")
    if text is None:
        raise Closing(4400, "Text messages only 只接受文本消息")
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST_MESSAGE:
        raise Closing(1009, "Longer than 256 KiB 超过 256 KiB")
    try:
        said = parsed(text)
    except Refused:
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("type"), str):
        raise INVALID
    return said


@dataclass(eq=False)
class _Operation:
    """One operation under way; once it is over, nothing more is said of it."""

    id: str
    request: str = field(default_factory=lambda: secrets.token_hex(8))
    task: asyncio.Task[None] | None = None
    over: bool = False

    def end(self) -> None:
        """Give it up."""
        self.over = True
        if self.task:
            self.task.cancel()


@dataclass
class Talk:
    """One socket after its caller is known.

    Args:
        answers: answers of one operation, given the members of a GraphQL request and its id; raises `Closing` if it may
            not be asked.
    """

    receive: Receive
    send: Send
    answers: Answers
    idle: float = IDLE
    sending: float = SENDING
    _running: dict[str, _Operation] = field(default_factory=dict)
    _queue: asyncio.Queue[tuple[_Operation | None, str]] = field(
        default_factory=lambda: asyncio.Queue(WAITING)
    )
    _closing: Closing | None = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _asked: float = field(default_factory=time.monotonic)
    """When something was asked last, or the last operation ended."""

    async def go_on(self, changed: asyncio.Event, ending: asyncio.Event) -> None:
        """Talk until the other side leaves, the caller has `changed`, or the process is `ending`.

        Raises:
            Closing: why the socket is to be closed.
        """
        work = [
            asyncio.create_task(one)
            for one in (self._listen(), self._speak(), changed.wait(), ending.wait(), self._stop.wait())
        ]  # fmt: skip
        try:
            await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            if changed.is_set():
                raise NO_LONGER
            if self._closing:
                raise self._closing
            if ending.is_set():
                raise ENDING
            for one in work:
                if one.done():
                    one.result()
        finally:
            await _end([*work, *(one.task for one in self._running.values() if one.task)])

    async def _listen(self) -> None:
        with contextlib.suppress(Gone):
            while True:
                await self._hear(message_of(await self._next()))

    async def _next(self) -> Message:
        """What comes next. What is under way is not idle; a ping asks nothing."""
        coming = asyncio.ensure_future(self.receive())
        try:
            while True:
                left = self._asked + self.idle - time.monotonic()
                done, _ = await asyncio.wait([coming], timeout=max(left, 0) or self.idle)
                if done:
                    return coming.result()
                if not self._running and time.monotonic() - self._asked >= self.idle:
                    raise IDLE_TOO_LONG
        finally:
            coming.cancel()

    async def _hear(self, said: Mapping[str, Any]) -> None:
        match said["type"]:
            case "ping":
                if not self._running and time.monotonic() - self._asked >= self.idle:
                    raise IDLE_TOO_LONG
                await self._say(None, type="pong")
            case "pong":
                pass
            case "subscribe":
                self._asked = time.monotonic()
                await self._begin(said)
            case "complete" if isinstance(said.get("id"), str):
                if running := self._running.pop(said["id"], None):
                    self._asked = time.monotonic()
                    running.end()
            case "connection_init":
                raise Closing(4429, "Too many initialisation requests 重复初始化")
            case _:
                raise INVALID

    async def _begin(self, said: Mapping[str, Any]) -> None:
        id_, asked = said.get("id"), said.get("payload")
        if not isinstance(id_, str) or not 0 < len(id_) <= LONGEST_ID:
            raise INVALID
        if not isinstance(asked, dict):
            raise INVALID
        try:
            asked = checked(asked)
        except Refused as refused:
            # The protocol gives every member its type: with another the message is none of it.
            raise INVALID from refused
        if id_ in self._running:
            raise Closing(4409, f"Subscriber for {id_[:40]} already exists")
        operation = _Operation(id_)
        if len(self._running) >= OPERATIONS:
            await self._refuse(operation, TOO_MANY)
            return
        self._running[id_] = operation
        operation.task = asyncio.create_task(self._answer(operation, asked))

    async def _answer(self, operation: _Operation, asked: Mapping[str, Any]) -> None:
        try:
            answers = self.answers(asked, operation.request)
            async with contextlib.aclosing(answers):
                async for answer in answers:
                    if answer.refused:
                        await self._refuse(operation, *answer.errors)
                        return
                    told = orjson.Fragment(answer.told(operation.request))
                    await self._say(operation, type="next", payload=told)
            await self._say(operation, type="complete")
        except Closing as closing:
            self._closing = closing
            self._stop.set()
        except Exception as error:  # noqa: BLE001  a defect of ours, told by its number as over HTTP
            await self._refuse(operation, dict(masked(error).formatted))
        finally:
            self._asked = time.monotonic()
            if self._running.get(operation.id) is operation:
                del self._running[operation.id]

    async def _refuse(self, operation: _Operation, *errors: dict[str, Any]) -> None:
        payload = [with_request(error, operation.request) for error in errors]
        await self._say(operation, type="error", payload=payload)

    async def _say(self, operation: _Operation | None, **message: Any) -> None:
        about = {} if operation is None else {"id": operation.id}
        await self._queue.put((operation, orjson.dumps({**about, **message}).decode()))

    async def _speak(self) -> None:
        while True:
            operation, text = await self._queue.get()
            if operation and operation.over:
                # Given up meanwhile; the id may be that of another one by now.
                continue
            try:
                async with asyncio.timeout(self.sending):
                    await self.send({"type": "websocket.send", "text": text})
            except TimeoutError as error:
                raise TOO_SLOW from error
            except OSError:
                return


async def _end(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with contextlib.suppress(asyncio.CancelledError, Closing, Exception):
            await task
