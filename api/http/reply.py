"""Writing the answer to one request: status, headers, bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.accept import GRAPHQL, JSON
from graph.answer import Answer
from graph.told import masked

if TYPE_CHECKING:
    from starlette.types import Send

    from api.identity import Visit
    from api.refusals import Refused

    Headers = tuple[tuple[bytes, bytes], ...]

STATUSES = {
    "UNAUTHENTICATED": 401, "FORBIDDEN": 403, "TOO_MANY_REQUESTS": 429, "INTERNAL_SERVER_ERROR": 500,
    "SERVICE_UNAVAILABLE": 503,
}  # fmt: skip
"""Of a request that was refused with such a code, whatever media type it wants."""
ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
NOT_KEPT = ((b"cache-control", b"no-store"),)
KEPT = (
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"accept, authorization, cookie"),
)
"""A client may keep it for itself, and asks each time whether it is still good."""
LATER = ((b"retry-after", b"2"),)
"""With every 503: seconds after which to try again."""


class Reply:
    """The answer to one request; `type_` is its media type, plain JSON until another is agreed on."""

    def __init__(self, send: Send, visit: Visit) -> None:
        self._send, self._visit = send, visit
        self.type_ = JSON

    async def answer(self, answer: Answer | None, tag: bytes | None = None) -> None:
        """What the engine says; none if the client has it already under this tag."""
        headers = NOT_KEPT if tag is None else (*KEPT, (b"etag", tag))
        if answer is None:
            await self.bytes(304, b"", headers)
            return
        status = self._status(answer)
        more = LATER if status == 503 else ()
        await self.bytes(status, answer.told(self._visit.request), (*headers, *more))

    async def refused(self, refused: Refused) -> None:
        """What is said before the engine is asked."""
        body = Answer(None, [refused.error()]).told(self._visit.request)
        await self.bytes(refused.said.status, body, (*NOT_KEPT, *refused.headers))

    async def defect(self, error: Exception) -> None:
        """A defect of ours: the caller gets the number under which the log has it, in the form of every other error."""
        body = Answer(None, [dict(masked(error).formatted)]).told(self._visit.request)
        await self.bytes(500, body, NOT_KEPT)

    async def bytes(self, status: int, body: bytes, headers: Headers) -> None:
        """Send it; a 304 has no body and so no length."""
        form = (
            ()
            if status == 304
            else (
                (b"content-type", self.type_ + b"; charset=utf-8"),
                (b"content-length", b"%d" % len(body)),
            )
        )
        await self._send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [
                    *form, *ALWAYS, *headers, *self._visit.counted, (b"x-request-id", self._visit.request.encode()),
                ],
            }
        )  # fmt: skip
        await self._send({"type": "http.response.body", "body": body})

    def _status(self, answer: Answer) -> int:
        if answer.away:
            return 503
        if not answer.refused:
            return 200
        code = answer.errors[0].get("extensions", {}).get("code")
        # The audit of graphql-http, with the specification's older text: 200 with plain JSON once a document was read.
        return STATUSES.get(code, 400 if self.type_ is GRAPHQL else 200)
