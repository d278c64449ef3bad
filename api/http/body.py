"""The body of a request: at most so long, and there in time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from api.refusals import BODY_CUT_OFF, BODY_TOO_SLOW, TOO_LONG, Refused

if TYPE_CHECKING:
    from starlette.types import Receive

LONGEST = 256 * 1024
SECONDS = 10
"""Within which a body must arrive."""


async def read(receive: Receive) -> bytes:
    """The whole body.

    Raises:
        Refused: it is too long, too slow, or ends early.
    """
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        body = message.get("body", b"")
        if len(body) > LONGEST:
            raise Refused(TOO_LONG)
        return body
    try:
        async with asyncio.timeout(SECONDS):
            return await _rest(message, receive)
    except TimeoutError as error:
        raise Refused(BODY_TOO_SLOW, seconds=SECONDS) from error


async def _rest(message: Any, receive: Receive) -> bytes:
    chunks, length = [], 0
    while True:
        if message["type"] == "http.disconnect":
            raise Refused(BODY_CUT_OFF)
        chunks.append(message.get("body", b""))
        length += len(chunks[-1])
        if length > LONGEST:
            raise Refused(TOO_LONG)
        if not message.get("more_body"):
            return b"".join(chunks)
        message = await receive()
