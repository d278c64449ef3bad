"""Messages between a worker and its parent: a length, then a pickle. Each trusts the other, which is the same program."""

from __future__ import annotations

import pickle
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    import socket

_LENGTH = struct.Struct(">Q")

BEGUN, PROGRESS, DONE, REFUSED, FAILED = "begun", "progress", "done", "refused", "failed"
"""What a worker says: that it begins, progress and the best so far, the result, the members of a `Refusal`, a traceback."""


def packed(message: Any) -> bytes:
    """A message as it is sent."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


async def heard(reader: asyncio.StreamReader) -> Any:
    """The next message. Raises `asyncio.IncompleteReadError` at the end."""
    (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
    return pickle.loads(await reader.readexactly(length))  # noqa: S301  of our own process


def received(channel: socket.socket) -> Any:
    """The next message, waited for. Raises `EOFError` at the end."""
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size))
    return pickle.loads(_exactly(channel, length))  # noqa: S301  of our own parent


def _exactly(channel: socket.socket, length: int) -> bytearray:
    found = bytearray(length)
    view, have = memoryview(found), 0
    while have < length:
        got = channel.recv_into(view[have:])
        if not got:
            raise EOFError
        have += got
    return found
