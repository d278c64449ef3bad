"""What is said to a request that is refused as HTTP, before its document is looked at: status, code, reason, sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.told import said

BAD = "BAD_REQUEST"


@dataclass(frozen=True)
class Said:
    """A refusal. `en` and `zh` may name values of the request, which `Refused` fills in."""

    status: int
    reason: str
    en: str
    zh: str
    code: str = BAD
    headers: tuple[tuple[bytes, bytes], ...] = ()


class Refused(Exception):
    """The request is refused; `values` are those that the sentence names, `headers` go with the answer."""

    def __init__(
        self, said: Said, headers: tuple[tuple[bytes, bytes], ...] = (), **values: Any
    ) -> None:
        super().__init__(said.reason)
        self.said, self.headers, self._values = said, (*said.headers, *headers), values

    def error(self) -> dict[str, Any]:
        """The entry of `errors`."""
        zh, en = self.said.zh.format(**self._values), self.said.en.format(**self._values)
        return dict(said(self.said.code, zh=zh, en=en, reason=self.said.reason).formatted)


METHOD = Said(
    405,
    "METHOD",
    "Use POST, or GET for queries.",
    "请使用 POST，查询也可用 GET。",
    headers=((b"allow", b"GET, POST"),),
)
GET_READS = Said(
    405,
    "GET_READS",
    "Only queries can be asked by GET; use POST for this {kind}.",
    "GET 只能用于查询；{kind} 请使用 POST。",
    headers=((b"allow", b"POST"),),
)
SUBSCRIPTION = Said(
    400,
    "SUBSCRIPTION",
    "A subscription is answered as events: ask with Accept: text/event-stream, or through a WebSocket.",
    "订阅以事件流回答：请用 Accept: text/event-stream，或通过 WebSocket。",
)
NOT_ACCEPTABLE = Said(
    406,
    "NOT_ACCEPTABLE",
    "None of the media types in Accept can be given here. There are: {types}.",
    "Accept 所列的媒体类型都无法提供。可用的有：{types}。",
)
BODY_TOO_SLOW = Said(
    408,
    "BODY_TOO_SLOW",
    "The body did not arrive within {seconds} seconds.",
    "请求体未在 {seconds} 秒内收完。",
    headers=((b"connection", b"close"),),
)
BODY_CUT_OFF = Said(400, "BODY_CUT_OFF", "The request ended early.", "请求中断。")
TOO_LONG = Said(
    413,
    "REQUEST_TOO_LONG",
    "The request is longer than 256 KiB.",
    "请求超过 256 KiB，请拆分后再发。",
)
MEDIA_TYPE = Said(
    415,
    "MEDIA_TYPE",
    "Send the body as one Content-Type: application/json.",
    "请求体须为 JSON，请用一个 Content-Type: application/json。",
)
CHARSET = Said(415, "CHARSET", "Send the body in UTF-8.", "请求体须使用 UTF-8 编码。")
CONTENT_ENCODING = Said(
    415,
    "CONTENT_ENCODING",
    "Send the body as it is, without Content-Encoding.",
    "请直接发送请求体，不要压缩（Content-Encoding）。",
    headers=((b"accept-encoding", b"identity"),),
)
NOT_JSON = Said(
    400, "NOT_JSON", "{where[0]} is not JSON: {detail}.", "{where[1]} 不是合法的 JSON：{detail}。"
)
NOT_UTF8 = Said(
    400, "NOT_UTF8", "{where[0]} is not encoded in UTF-8.", "{where[1]} 不是 UTF-8 编码。"
)
NESTED = Said(
    400,
    "NESTED",
    "{where[0]} is nested deeper than {most} levels.",
    "{where[1]} 的嵌套超过 {most} 层。",
)
JSON_VALUES = Said(
    400,
    "JSON_VALUES",
    "{where[0]} holds more than {most} values.",
    "{where[1]} 中的值超过 {most} 个。",
)
NAME_TWICE = Said(
    400,
    "NAME_TWICE",
    "{where[0]} gives the same name twice, so what is meant is not clear.",
    "{where[1]} 中同一名称出现了两次，含义不明。",
)
NUMBER_TOO_LARGE = Said(
    400,
    "NUMBER_TOO_LARGE",
    "{where[0]} holds a whole number that does not fit into 64 bits; send it as a text if it is an id.",
    "{where[1]} 中有超出 64 位的整数；如为标识请以文本发送。",
)
NUL = Said(
    400,
    "NUL",
    "{where[0]} holds the character NUL (U+0000); leave it out.",
    "{where[1]} 含有空字符（U+0000），请删除。",
)
BATCH = Said(
    400,
    "BATCH",
    "Batches are not answered: send one JSON object a request. Several root fields of one operation do the same.",
    "不支持批量请求：每次发送一个 JSON 对象；一个操作里可以写多个根字段。",
)
NO_OBJECT = Said(
    400, "NO_OBJECT", "The body must be one JSON object.", "请求体须为单个 JSON 对象。"
)
MEMBER = Said(
    400,
    "MEMBER",
    "`{name}` must be {en}.",
    "{name} 须为{zh}。",
)
NOTHING_ASKED = Said(
    400,
    "NOTHING_ASKED",
    "The request holds neither `query` nor `documentId`.",
    "请求中既没有 query，也没有 documentId。",
)
PREFLIGHT = Said(
    400,
    "PREFLIGHT",
    "A query by GET that a link or a form of any site could have sent is not answered; add the header GraphQL-Require-Preflight: 1, use POST, or a trusted document.",
    "任何网站的链接或表单都能发出的 GET 查询不予回答；请加上请求头 GraphQL-Require-Preflight: 1，或改用 POST、受信文档。",
)
FOREIGN = Said(
    403,
    "FOREIGN_PAGE",
    "A page of another site sent this; it was not carried out.",
    "这个请求由其他网站的页面发出，没有执行。",
    code="FORBIDDEN",
)
UNKNOWN = Said(
    401,
    "CREDENTIAL",
    "The credential that was sent is not valid; sign in again, or use another key.",
    "提供的凭据无效，请重新登录或更换密钥。",
    code="UNAUTHENTICATED",
    headers=((b"www-authenticate", b'Bearer error="invalid_token"'),),
)
"""The one answer to every credential that is not good: it does not tell why."""
BUSY = Said(
    503,
    "CALLER_UNKNOWN",
    "Who you are cannot be looked up at the moment; please try again.",
    "暂时无法核实身份，请稍后重试。",
    code="SERVICE_UNAVAILABLE",
    headers=((b"retry-after", b"2"),),
)
TOO_MANY = Said(
    429,
    "BUDGET",
    "Asked too often; please wait {seconds} seconds.",
    "请求过于频繁，请等待 {seconds} 秒。",
    code="TOO_MANY_REQUESTS",
)
TOO_MANY_SOCKETS = Said(
    429,
    "SOCKETS",
    "Too many sockets are open from your address; sign in, or close some.",
    "同一地址的连接过多，请先登录或关闭一些。",
    code="TOO_MANY_REQUESTS",
    headers=((b"retry-after", b"10"),),
)
