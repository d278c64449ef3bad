"""A small HTTP client for measuring: one prepared request over kept connections, latencies in seconds.

A protocol, not streams: on a machine that the servers share with it, what the client costs makes every server look alike.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

PAUSE = 60.0
_END, _LENGTH = b"\r\n\r\n", b"content-length: "


def post(path: str, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    """A prepared POST of JSON."""
    more = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class _Connection(asyncio.Protocol):
    """Sends the request again and again until `end`."""

    def __init__(self, request: bytes, end: float) -> None:
        self.request, self.end = request, end
        self.latencies: list[float] = []
        self.body = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._buffer, self._missing = bytearray(), -1

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._send()

    def _send(self) -> None:
        self.begin = time.perf_counter()
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._missing < 0 and not self._headed():
            return
        if len(self._buffer) < self._missing:
            return
        self.latencies.append(time.perf_counter() - self.begin)
        self.body = bytes(self._buffer)
        self._buffer.clear()
        self._missing = -1
        if time.perf_counter() < self.end:
            self._send()
        else:
            self.transport.close()

    def _headed(self) -> bool:
        at = self._buffer.find(_END)
        if at < 0:
            return False
        head = bytes(self._buffer[:at]).lower()
        if head.split(b" ", 2)[1] != b"200":
            self._fail(head + bytes(self._buffer[at : at + 600]))
            return False
        self._missing = int(head.partition(_LENGTH)[2].partition(b"\r\n")[0])
        del self._buffer[: at + len(_END)]
        return True

    def _fail(self, said: bytes) -> None:
        if not self.done.done():
            self.done.set_exception(RuntimeError(said.decode(errors="replace")))
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc) if exc else self.done.set_result(None)


async def run(port: int, request: bytes, *, clients: int, seconds: float) -> list[float]:
    """Latencies of all requests that `clients` connections finish within `seconds`."""
    loop, end = asyncio.get_running_loop(), time.perf_counter() + seconds
    made = [
        await loop.create_connection(lambda: _Connection(request, end), "127.0.0.1", port)
        for _ in range(clients)
    ]
    async with asyncio.timeout(seconds + PAUSE):
        await asyncio.gather(*(protocol.done for _, protocol in made))
    return [latency for _, protocol in made for latency in protocol.latencies]


class Line(asyncio.Protocol):
    """A kept connection that is asked one thing after the other, each a prepared request; see `line`."""

    def __init__(self) -> None:
        self._buffer, self._missing = bytearray(), -1
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    async def ask(self, request: bytes) -> bytes:
        """The body of the answer, whatever its status."""
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._answer

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._missing < 0:
            at = self._buffer.find(_END)
            if at < 0:
                return
            head = bytes(self._buffer[:at]).lower()
            self._missing = int(head.partition(_LENGTH)[2].partition(b"\r\n")[0])
            del self._buffer[: at + len(_END)]
        if len(self._buffer) >= self._missing and self._answer is not None:
            body, self._missing = bytes(self._buffer), -1
            self._buffer.clear()
            self._answer.set_result(body)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("closed"))


async def line(port: int) -> Line:
    """A connection to a server of this machine."""
    _, protocol = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", port)
    return protocol


async def once(port: int, request: bytes) -> bytes:
    """The body of one exchange."""
    loop = asyncio.get_running_loop()
    _, protocol = await loop.create_connection(lambda: _Connection(request, 0.0), "127.0.0.1", port)
    async with asyncio.timeout(PAUSE):
        await protocol.done
    return protocol.body
