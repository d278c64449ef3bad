"""Who is not let in, and why: status, headers and code, before anything is asked for him."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.app import create_app
from api.identity import ForeignPage, TooMany, Unauthenticated
from graph.unavailable import Unavailable
from tests.api.http.sent import GRAPHQL, JSON, TYPENAME, refusal
from tests.unlimited import OFTEN

if TYPE_CHECKING:
    from tests.conftest import Database

CAUSES = {
    "unknown": (Unauthenticated("of the log only"), 401, "UNAUTHENTICATED", "CREDENTIAL", "www-authenticate", 'Bearer error="invalid_token"'),
    "too many": (TooMany(7), 429, "TOO_MANY_REQUESTS", "BUDGET", "retry-after", "7"),
    "foreign": (ForeignPage(), 403, "FORBIDDEN", "FOREIGN_PAGE", "cache-control", "no-store"),
    "away": (Unavailable(), 503, "SERVICE_UNAVAILABLE", "CALLER_UNKNOWN", "retry-after", "2"),
}  # fmt: skip


class _NotLetIn:
    """Lets nobody in, for one reason."""

    def __init__(self, why: Exception) -> None:
        self._why = why

    async def of(self, *_: Any, **__: Any) -> Any:
        raise self._why


@pytest.mark.parametrize(
    ("why", "status", "code", "reason", "header", "value"), CAUSES.values(), ids=list(CAUSES)
)
async def test_not_let_in(
    database: Database, why: Exception, status: int, code: str, reason: str, header: str, value: str
) -> None:
    """The same in both media types, whatever was asked."""
    app = create_app(database.origin, identity=_NotLetIn(why), settings=OFTEN)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client,
    ):  # fmt: skip
        for accept in (GRAPHQL, JSON):
            headers = {"content-type": JSON, "accept": accept}
            answer = await client.post("/graphql", content=TYPENAME, headers=headers)
            said = refusal(answer)
            assert (answer.status_code, said["code"], said["reason"]) == (status, code, reason)
            assert answer.headers[header] == value
            assert "of the log only" not in answer.text


async def test_a_body_that_ends_early(database: Database) -> None:
    """Nobody reads the answer any more; it is no defect for all that."""
    app = create_app(database.origin, identity=_NotLetIn(AssertionError()), settings=OFTEN)
    told: list[Any] = []
    coming = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Any:
        return coming.pop(0)

    async def send(message: Any) -> None:
        told.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers}  # fmt: skip
    await app(scope, receive, send)
    assert told[0]["status"] == 400
    assert b'"BODY_CUT_OFF"' in told[1]["body"]
