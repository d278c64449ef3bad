"""Headers and addresses: which media type is given, what is refused, and that nothing that is sent costs a 500."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from api.http.accept import EVENTS, GRAPHQL, JSON, chosen
from tests.api.http.sent import TYPENAME, post, raw, refusal

if TYPE_CHECKING:
    from tests.fixtures.service import Service

OFFERED = (GRAPHQL, JSON)
G, J = GRAPHQL.decode(), JSON.decode()
ACCEPTS: dict[str, str | None] = {
    "": J, " ": J, "*/*": J, "application/*": J, J: J, G: G,
    f"{G}, {J}": G, f"{J}, {G}": G, f"{G};q=0.9, {J}": J, f"{J};q=0.5, {G};q=0.4": J,
    f"{G}, {J};q=0.9": G, f"{G}; q=0.1, */*": J, f"{G}, */*;q=0.1": G, f"{J};q=0, {G}": G,
    f"{J};q=0, */*": G, f"{G};q=0, */*": J, f"{G};q=0, {J};q=0": None, "*/*;q=0": None,
    "text/html": None, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": J,
    f"{J};charset=utf-8": J, f'{G}; charset="UTF-8"': G, f"{J};charset=gbk": None,
    f"{J};charset=gbk, {G}": G, "application/json; q=1.5": None, "application/json; q=x": None,
    "application/json; q=nan": None, "application/json;Q=0.3": J, G.upper(): G, "json": None, ",,,": None,
    "application/jsonx": None, "multipart/mixed": None, f"multipart/mixed, {J}": J, "*": None,
    ";q=1": None, f"{J};q": None,
}  # fmt: skip
"""What a client accepts, and what it gets."""


@pytest.mark.parametrize(("accept", "given"), ACCEPTS.items(), ids=map(ascii, ACCEPTS))
def test_choice(accept: str, given: str | None) -> None:
    """By quality, then by how precisely a type is named; what only a wildcard covers is plain JSON."""
    found = chosen(accept.encode(), OFFERED)
    assert (found.decode() if found else None) == given


def test_choice_with_a_stream() -> None:
    """A stream of events is given to whoever names it, and never to a wildcard."""
    offered = (EVENTS, *OFFERED)
    assert chosen(b"text/event-stream", offered) == EVENTS
    assert chosen(b"*/*", offered) == JSON
    assert chosen(None, offered) == JSON
    assert chosen(b"application/json, text/event-stream;q=0.5", offered) == JSON


@pytest.mark.parametrize("accept", ["*/*", J, G, "text/html", "application/json;charset=gbk"])
async def test_answer_is_of_the_type_that_was_chosen(service: Service, accept: str) -> None:
    """The header says what was chosen; where nothing is, 406 names what there is."""
    given = ACCEPTS[accept]
    answer = await post(service, TYPENAME, accept=accept)
    assert answer.headers["content-type"] == f"{given or J}; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    if given:
        assert (answer.status_code, answer.json()["data"]) == (200, {"__typename": "Query"})
    else:
        assert (answer.status_code, refusal(answer)["reason"]) == (406, "NOT_ACCEPTABLE")
        assert G in refusal(answer)["messageEn"]


TYPES = {
    "": "MEDIA_TYPE", "text/plain": "MEDIA_TYPE", "application/x-www-form-urlencoded": "MEDIA_TYPE",
    "multipart/form-data; boundary=x": "MEDIA_TYPE", "application/graphql": "MEDIA_TYPE",
    "application/graphql+json": "MEDIA_TYPE", "text/json": "MEDIA_TYPE", "application/jsonp": "MEDIA_TYPE",
    "text/plain; application/json": "MEDIA_TYPE", "application/json, text/plain": "MEDIA_TYPE",
    "application/json,application/json": "MEDIA_TYPE", "application/ json": "MEDIA_TYPE",
    "application/json; charset=utf-16": "CHARSET", "application/json;charset=gbk": "CHARSET",
    "application/json; charset=": "CHARSET", "application/json; CHARSET=latin1": "CHARSET",
    "application/json; charset=utf-8; charset=gbk": "CHARSET",
}  # fmt: skip


@pytest.mark.parametrize(("type_", "reason"), TYPES.items(), ids=list(TYPES))
async def test_other_media_types(service: Service, type_: str, reason: str) -> None:
    """Only JSON in UTF-8 is read: 415."""
    answer = await post(service, TYPENAME, type_=type_)
    assert (answer.status_code, refusal(answer)["reason"]) == (415, reason)


@pytest.mark.parametrize(
    "type_",
    [
        "application/json;charset=utf-8", 'application/json; charset="UTF-8"', "APPLICATION/JSON",
        "application/json ; charset=utf8", "application/json; x=y", "application/json;",
    ],
)  # fmt: skip
async def test_json_however_it_is_written(service: Service, type_: str) -> None:
    """Letters, blanks and parameters that say nothing else don't matter."""
    assert (await post(service, TYPENAME, type_=type_)).status_code == 200


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "identity, gzip", "x"])
async def test_packed_bodies(service: Service, encoding: str) -> None:
    """A body that says to be packed is 415; nobody unpacks a bomb here."""
    answer = await post(service, TYPENAME, content_encoding=encoding)
    assert (answer.status_code, refusal(answer)["reason"]) == (415, "CONTENT_ENCODING")
    assert (await post(service, TYPENAME, content_encoding="identity")).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
async def test_other_methods(service: Service, method: str) -> None:
    """405, told which are allowed."""
    answer = await service.client.request(method, "/graphql")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    if method != "HEAD":
        assert refusal(answer)["reason"] == "METHOD"


_TEXT = quote("{ __typename }")
_TWICE, _BEYOND = quote('{"a":1,"a":2}'), quote('{"a":9223372036854775808}')
_NUL = quote(r'{"a":"\u0000"}')
_BOTH = quote("query A { __typename } mutation B { __typename }")
ADDRESSES: dict[str, tuple[str, int]] = {
    "nothing": ("", 400), "no query": ("?a=b", 400), "empty query": ("?query=", 400),
    "blank query": ("?query=%20", 400), "query twice": (f"?query={_TEXT}&query={_TEXT}", 400),
    "query twice, once empty": (f"?query={_TEXT}&query=", 200),
    "not UTF-8": ("?query=%ff%fe", 400), "half of a pair": ("?query=%ed%a0%80", 400),
    "broken escape": ("?query=%zz", 400), "NUL": ("?query=%00", 400),
    "variables are no JSON": (f"?query={_TEXT}&variables=x", 400),
    "variables are a list": (f"?query={_TEXT}&variables=[]", 400),
    "variables with a name twice": (f"?query={_TEXT}&variables={_TWICE}", 400),
    "variables nested deeply": (f"?query={_TEXT}&variables={'[' * 80}{']' * 80}", 400),
    "variables with NUL": (f"?query={_TEXT}&variables={_NUL}", 400),
    "variables are empty": (f"?query={_TEXT}&variables=", 200),
    "variables are null": (f"?query={_TEXT}&variables=null", 200),
    "extensions are a number": (f"?query={_TEXT}&extensions=1", 400),
    "number beyond 64 bits": (f"?query={_TEXT}&variables={_BEYOND}", 400),
    "operation name unknown": (f"?query={_TEXT}&operationName=x", 400),
    "operation name empty": (f"?query={_TEXT}&operationName=", 200),
    "operation name long": (f"?query={_TEXT}&operationName={'x' * 300}", 400),
    "many names": ("?" + "&".join(f"a{n}=1" for n in range(200)) + f"&query={_TEXT}", 413),
    "mutation": (f"?query={quote('mutation { __typename }')}", 405),
    "mutation beside a query": (f"?query={_BOTH}&operationName=B", 405),
    "query beside a mutation": (f"?query={_BOTH}&operationName=A", 200),
    "document unknown": ("?documentId=x", 400), "document and query": (f"?documentId=x&query={_TEXT}", 400),
    "plus for blank": ("?query={+__typename+}", 200), "fragment": (f"?query={_TEXT}#x", 200),
}  # fmt: skip


@pytest.mark.parametrize(("address", "status"), ADDRESSES.values(), ids=list(ADDRESSES))
async def test_odd_address(service: Service, address: str, status: int) -> None:
    """A GET is answered or refused by the same rules as a body."""
    service.statements.clear()
    headers = {"graphql-require-preflight": "1", "accept": G}
    answer = await service.client.get(f"/graphql{address}", headers=headers)
    assert answer.status_code == status, answer.text
    if status == 200:
        assert answer.json()["data"] == {"__typename": "Query"}
    else:
        refusal(answer)
    assert service.statements == []


async def test_address_in_another_encoding(service: Service) -> None:
    """The reason is named."""
    answer = await service.client.get("/graphql?query=%ff")
    assert refusal(answer)["reason"] == "NOT_UTF8"


LINE = b"POST /graphql HTTP/1.1\r\n"
OURS = b"host: HOST\r\ncontent-type: application/json\r\ncontent-length: %d\r\n" % len(TYPENAME)
HOSTILE: dict[str, tuple[bytes, int]] = {
    "as it should be": (LINE + OURS + b"\r\n" + TYPENAME, 200),
    "no host": (LINE + OURS.replace(b"host: HOST\r\n", b"") + b"\r\n" + TYPENAME, 400),
    "two hosts": (LINE + b"host: HOST\r\n" + OURS + b"\r\n" + TYPENAME, 400),
    "host of somebody else": (LINE + OURS.replace(b"HOST", b"evil.example") + b"\r\n" + TYPENAME, 421),
    "two types": (LINE + b"content-type: text/plain\r\n" + OURS + b"\r\n" + TYPENAME, 415),
    "two types alike": (LINE + b"content-type: application/json\r\n" + OURS + b"\r\n" + TYPENAME, 415),
    "two accepts": (LINE + b"accept: text/html\r\naccept: application/json\r\n" + OURS + b"\r\n" + TYPENAME, 200),
    "accept of 10,000 types": (LINE + b"accept: " + b"a/b;q=0.1," * 5000 + b"\r\n" + OURS + b"\r\n" + TYPENAME, 406),
    "accept of bytes": (LINE + b"accept: \xff\xfe/\x80\r\n" + OURS + b"\r\n" + TYPENAME, 406),
    "type of bytes": (LINE + b"content-type: \xff\r\n" + OURS.replace(b"content-type: application/json\r\n", b"") + b"\r\n" + TYPENAME, 415),
    "two lengths": (LINE + b"content-length: 5\r\n" + OURS + b"\r\n" + TYPENAME, 400),
    "length is no number": (LINE + OURS.replace(b"%d" % len(TYPENAME), b"x") + b"\r\n" + TYPENAME, 400),
    "length below nothing": (LINE + OURS.replace(b"%d" % len(TYPENAME), b"-1") + b"\r\n" + TYPENAME, 400),
    "length of forty digits": (LINE + OURS.replace(b"%d" % len(TYPENAME), b"9" * 40) + b"\r\n" + TYPENAME, 400),
    "length and pieces": (LINE + b"transfer-encoding: chunked\r\n" + OURS + b"\r\n" + TYPENAME, 400),
    "pieces packed": (LINE + b"host: HOST\r\ncontent-type: application/json\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400),
    "piece of no length": (LINE + b"host: HOST\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", 400),
    "no body": (LINE + b"host: HOST\r\ncontent-type: application/json\r\n\r\n", 400),
    "header without a name": (LINE + b": x\r\n" + OURS + b"\r\n" + TYPENAME, 400),
    "header over two lines": (LINE + b"x-a: b\r\n c\r\n" + OURS + b"\r\n" + TYPENAME, 400),
    "NUL in a header": (LINE + b"x-a: b\0c\r\n" + OURS + b"\r\n" + TYPENAME, 400),
    "other protocol": (LINE.replace(b"1.1", b"9.9") + OURS + b"\r\n" + TYPENAME, 400),
    "other method": (LINE.replace(b"POST", b"BREW") + OURS + b"\r\n" + TYPENAME, 400),
    "no request": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
    "id of the request from outside": (LINE + b"x-request-id: a\r\n" + OURS + b"\r\n" + TYPENAME, 200),
    "etag on a POST": (LINE + b"if-none-match: *\r\n" + OURS + b"\r\n" + TYPENAME, 200),
    "another path encoded": (LINE.replace(b"/graphql", b"/%67raphql") + OURS + b"\r\n" + TYPENAME, 200),
    "path out of the tree": (LINE.replace(b"/graphql", b"/../graphql") + OURS + b"\r\n" + TYPENAME, 404),
    "bytes in the address": (LINE.replace(b"/graphql", b"/graphql?\xff") + OURS + b"\r\n" + TYPENAME, 400),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "status"), HOSTILE.values(), ids=list(HOSTILE))
async def test_hostile_head(service: Service, sent: bytes, status: int) -> None:
    """Whatever stands at the top of a request: answered or refused, never a 500; ids of requests are ours alone."""
    service.statements.clear()
    answer = await raw(service, sent)
    assert answer.status == status, answer
    assert answer.headers.get("x-request-id") != "a"
    assert service.statements == []


ENDLESS = {
    "one header": b"x-a: " + b"a" * 66_000,
    "many headers": b"x-a: b\r\n" * 8_300,
    "address": b"",
}


@pytest.mark.parametrize("more", ENDLESS.values(), ids=list(ENDLESS))
async def test_endless_head(service: Service, more: bytes) -> None:
    """A head that does not end is not kept: 431, and the connection is closed."""
    line = LINE if more else b"GET /graphql?query=" + b"a" * 66_000
    answer = await raw(service, line + more)
    assert (answer.status, answer.headers["connection"]) == (431, "close")


async def test_slow_head(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is one that does not end in time, on a new connection or on one that was used before."""
    monkeypatch.setattr("api.http.bounded.SECONDS", 0.3)
    for sent in (b"", LINE, LINE + b"host: HOST\r\n"):
        assert (await raw(service, sent)).status == 408
    place = urlsplit(service.base_url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    writer.write((LINE + OURS + b"\r\n" + TYPENAME).replace(b"HOST", place.netloc.encode()))
    assert (await reader.readuntil(b"}}")).startswith(b"HTTP/1.1 200")
    writer.write(LINE)
    assert b"HTTP/1.1 408" in await asyncio.wait_for(reader.read(), 5)
    writer.close()


async def test_ids_differ(service: Service) -> None:
    """Every answer has an id of its own."""
    ids = {(await post(service, TYPENAME)).headers["x-request-id"] for _ in range(20)}
    assert len(ids) == 20


def test_the_corpus_is_large() -> None:
    """At least forty odd headers and addresses."""
    assert len(HOSTILE) + len(ADDRESSES) + len(TYPES) >= 60
