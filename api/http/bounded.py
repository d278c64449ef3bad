"""The head of a request is bounded too: so many bytes, and so many seconds, before the server holds it for no request.

uvicorn bounds neither with httptools: whoever sends headers for ever fills the memory, or holds a connection for ever.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from asyncio import TimerHandle

LONGEST_HEAD = 64 * 1024
SECONDS = 20.0
_ANSWER = b"HTTP/1.1 %s\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Bounded(HttpToolsProtocol):
    """Serves HTTP/1.1, and ends what does not become a request in time or in bounds."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._in_head, self._length = True, 0
        self._late: TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._in_head, self._length = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._arrived()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._length += len(data)
            if self._length > LONGEST_HEAD:
                self._end(b"431 Request Header Fields Too Large")
            elif self._late is None:
                self._wait()

    def _wait(self) -> None:
        self._late = asyncio.get_running_loop().call_later(
            SECONDS, self._end, b"408 Request Timeout"
        )

    def _arrived(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _end(self, status: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(_ANSWER % status)
            self.transport.close()
