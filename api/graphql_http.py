"""GraphQL over HTTP as a plain ASGI application: read a bounded body, tell who asks, answer, write bytes.

Decided: no web framework between the socket and the engine on this path; routing costs more than it gives here. No
answer says that other origins may read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import orjson
from graphql import OperationType

from api.identity import ForeignPage, TooMany, Unauthenticated
from graph.answer import Answer
from graph.told import AWAY, masked
from graph.unavailable import TooLong, Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Receive, Scope, Send

    from api.answering import Answering
    from api.identity import Gate, Visit

LONGEST_BODY = 256 * 1024
JSON = b"application/json"
GRAPHQL = b"application/graphql-response+json"
MEMBERS = frozenset({"query", "variables", "operationName", "extensions"})


class Malformed(Exception):
    """The request is not GraphQL over HTTP: status, code, and what is wrong in both languages."""

    def __init__(
        self,
        status: int,
        code: str,
        en: str,
        zh: str,
        headers: tuple[tuple[bytes, bytes], ...] = (),
    ) -> None:
        super().__init__(en)
        self.status, self.headers = status, headers
        self.error: dict[str, Any] = {
            "message": f"{en} {zh}",
            "extensions": {"code": code, "messageZh": zh, "messageEn": en},
        }


UNKNOWN = (
    401,
    "UNAUTHENTICATED",
    "The credential that was sent is not valid; sign in again, or use another key.",
    "提供的凭据无效，请重新登录或更换密钥。",
    ((b"www-authenticate", b'Bearer error="invalid_token"'),),
)
"""The one answer to every credential that is not good: it does not tell why."""
FOREIGN = (
    403,
    "FOREIGN_PAGE",
    "A page of another site sent this with your session; it was not carried out.",
    "这个请求由其他网站的页面借用你的会话发出，没有执行。",
)
BUSY = (
    503,
    AWAY,
    "Who you are cannot be looked up at the moment; please try again.",
    "暂时无法核实身份，请稍后重试。",
)
GET_READS = (
    405,
    "BAD_REQUEST",
    "Only queries can be asked by GET; use POST.",
    "GET 只能用于查询，请使用 POST。",
    ((b"allow", b"POST"),),
)


def _too_many(error: TooMany) -> Malformed:
    return Malformed(
        429,
        "TOO_MANY_REQUESTS",
        f"Asked too often; please wait {error.after} seconds.",
        f"请求过于频繁，请等待 {error.after} 秒。",
        ((b"retry-after", str(error.after).encode()),),
    )


class GraphQLEndpoint:
    """Answers `/graphql`."""

    def __init__(self, answering: Answering, gate: Gate) -> None:
        self._answering, self._gate = answering, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        headers = dict(scope["headers"])
        wants = GRAPHQL if GRAPHQL in headers.get(b"accept", b"") else JSON
        visit = self._gate.visit(scope)
        try:
            asked = await _asked(scope, headers, receive)
            answer = await self._answer(visit, scope["method"], asked)
        except Malformed as wrong:
            body = Answer(None, [wrong.error]).told(visit.request)
            await _send(send, wrong.status, body, wants, wrong.headers)
        except Exception as error:  # noqa: BLE001
            # A defect of ours: the caller gets the number under which the log has it, in the form of every other error.
            body = Answer(None, [dict(masked(error).formatted)]).told(visit.request)
            await _send(send, 500, body, wants)
        else:
            await _send(send, _status(answer, wants), answer.told(visit.request), wants)

    async def _answer(self, visit: Visit, method: str, asked: dict[str, Any]) -> Answer:
        try:
            prepared = self._answering.prepare(visit, asked)
            if isinstance(prepared, Answer):
                return prepared
            if method == "GET" and prepared.kind is OperationType.MUTATION:
                raise Malformed(*GET_READS)
            return await self._answering.answer(visit, prepared)
        except Unauthenticated as error:
            raise Malformed(*UNKNOWN) from error
        except TooMany as error:
            raise _too_many(error) from error
        except ForeignPage as error:
            raise Malformed(*FOREIGN) from error
        except (Unavailable, TooLong) as error:
            raise Malformed(*BUSY) from error


def _status(answer: Answer, wants: bytes) -> int:
    if answer.away:
        return 503
    return 400 if answer.refused and wants is GRAPHQL else 200


async def _send(
    send: Send,
    status: int,
    body: bytes,
    type_: bytes,
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    more = ((b"retry-after", b"2"),) if status == 503 else ()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [
                (b"content-type", type_ + b"; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"cache-control", b"no-store"),
                *headers,
                *more,
            ],
        }
    )
    await send({"type": "http.response.body", "body": body})


async def _asked(scope: Scope, headers: Mapping[bytes, bytes], receive: Receive) -> dict[str, Any]:
    if scope["method"] == "POST":
        media = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        if media != JSON:
            raise Malformed(
                415, "BAD_REQUEST", "Send application/json.", "请求体须为 application/json。"
            )
        return _checked(_parsed(await _body(receive)))
    if scope["method"] == "GET":
        return _checked(_from_query(scope["query_string"]))
    raise Malformed(
        405,
        "BAD_REQUEST",
        "Use POST, or GET for queries.",
        "请使用 POST，查询也可用 GET。",
        ((b"allow", b"GET, POST"),),
    )


async def _body(receive: Receive) -> bytes:
    chunks, length = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Malformed(400, "BAD_REQUEST", "The request ended early.", "请求中断。")
        chunks.append(message.get("body", b""))
        length += len(chunks[-1])
        if length > LONGEST_BODY:
            raise Malformed(
                413, "BAD_REQUEST", "The request is larger than 256 KiB.", "请求超过 256 KiB。"
            )
        if not message.get("more_body"):
            return b"".join(chunks)


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed(
            400, "BAD_REQUEST", f"The body is not JSON: {error.msg}.", "请求体不是合法的 JSON。"
        ) from error


def _from_query(query_string: bytes) -> Any:
    found: dict[str, Any] = {
        k: v[-1]
        for k, v in parse_qs(query_string.decode("latin-1"), keep_blank_values=True).items()
    }
    for name in ("variables", "extensions"):
        if found.get(name):
            found[name] = _parsed(found[name].encode("utf-8", "surrogatepass"))
    return {k: v for k, v in found.items() if k in MEMBERS and v != ""}


def _checked(asked: Any) -> dict[str, Any]:
    if not isinstance(asked, dict):
        raise Malformed(
            400,
            "BAD_REQUEST",
            "The body must be one JSON object; batches are not answered.",
            "请求体须为单个 JSON 对象，不支持批量。",
        )
    if not isinstance(asked.get("query"), str):
        raise Malformed(400, "BAD_REQUEST", "`query` must be a text.", "query 须为文本。")
    if not isinstance(asked.get("operationName"), str | None):
        raise Malformed(
            400,
            "BAD_REQUEST",
            "`operationName` must be a text or null.",
            "operationName 须为文本或 null。",
        )
    for name in ("variables", "extensions"):
        if not isinstance(asked.get(name), dict | None):
            raise Malformed(
                400,
                "BAD_REQUEST",
                f"`{name}` must be an object or null.",
                f"{name} 须为对象或 null。",
            )
    return asked
