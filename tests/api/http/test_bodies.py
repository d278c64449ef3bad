"""Bodies that are no request: refused with a reason, and nothing is sent to the database for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.body import LONGEST, read
from api.refusals import Refused
from api.strict_json import MOST_LEVELS, parsed
from tests.api.http.sent import JSON, TYPENAME, post, raw, refusal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fixtures.service import Service

ASKED = '{"query": "{ __typename }", "variables": %s}'


def _variables(text: str) -> bytes:
    return (ASKED % text).encode()


BODIES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "NOT_JSON"),
    "only blanks": (b"   \n", "NOT_JSON"),
    "null": (b"null", "NO_OBJECT"),
    "number": (b"1", "NO_OBJECT"),
    "text": (b'"x"', "NO_OBJECT"),
    "true": (b"true", "NO_OBJECT"),
    "no request at all": (b"[]", "BATCH"),
    "batch of one": (b"[" + TYPENAME + b"]", "BATCH"),
    "batch of ten": (b"[" + b",".join([TYPENAME] * 10) + b"]", "BATCH"),
    "nothing asked": (b"{}", "NOTHING_ASKED"),
    "misspelt query": (b'{"qeury": "{ __typename }"}', "NOTHING_ASKED"),
    "query is null": (b'{"query": null}', "NOTHING_ASKED"),
    "query is a number": (b'{"query": 1}', "MEMBER"),
    "query is a list": (b'{"query": ["{ __typename }"]}', "MEMBER"),
    "query is an object": (b'{"query": {"a": 1}}', "MEMBER"),
    "operation name is a number": (b'{"query": "{ __typename }", "operationName": 1}', "MEMBER"),
    "operation name is long": (
        b'{"query": "{ __typename }", "operationName": "' + b"x" * 300 + b'"}',
        "MEMBER",
    ),
    "variables are a list": (_variables("[]"), "MEMBER"),
    "variables are a text": (_variables('"{}"'), "MEMBER"),
    "variables are false": (_variables("false"), "MEMBER"),
    "extensions are a number": (b'{"query": "{ __typename }", "extensions": 1}', "MEMBER"),
    "document is a number": (b'{"documentId": 1}', "MEMBER"),
    "cut off": (b'{"query": "{ __ty', "NOT_JSON"),
    "two values": (TYPENAME + b"{}", "NOT_JSON"),
    "comma at the end": (b'{"query": "{ __typename }",}', "NOT_JSON"),
    "comment": (TYPENAME + b"// asked", "NOT_JSON"),
    "single quotes": (b"{'query': '{ __typename }'}", "NOT_JSON"),
    "form": (b"query=%7B__typename%7D", "NOT_JSON"),
    "not UTF-8": (b'{"query": "\xff\xfe"}', "NOT_JSON"),
    "UTF-8 longer than need be": (b'{"query": "\xc0\xaf"}', "NOT_JSON"),
    "UTF-8 of half a pair": (b'{"query": "\xed\xa0\x80"}', "NOT_JSON"),
    "UTF-16": ('{"query": "{ __typename }"}'.encode("utf-16"), "NOT_JSON"),
    "byte order mark": (b"\xef\xbb\xbf" + TYPENAME, "NOT_JSON"),
    "GBK": ('{"query": "{ __typename } # 街道"}'.encode("gbk"), "NOT_JSON"),
    "half of a pair": (_variables(r'{"x": "\ud800"}'), "NOT_JSON"),
    "other half of a pair": (_variables(r'{"x": "\udc00\ud800"}'), "NOT_JSON"),
    "half of a pair in a name": (_variables(r'{"\ud800": 1}'), "NOT_JSON"),
    "line break in a text": (b'{"query": "{\n__typename }"}', "NOT_JSON"),
    "NUL as a byte": (b'{"query": "{ __typename }\0"}', "NOT_JSON"),
    "NUL after the end": (TYPENAME + b"\0", "NOT_JSON"),
    "NUL in a value": (_variables(r'{"x": ["a\u0000b"]}'), "NUL"),
    "NUL in a name": (_variables(r'{"a\u0000": 1}'), "NUL"),
    "NUL in the query": (b'{"query": "{ __typename }\\u0000"}', "NUL"),
    "NaN": (_variables('{"x": NaN}'), "NOT_JSON"),
    "Infinity": (_variables('{"x": -Infinity}'), "NOT_JSON"),
    "number too large for a float": (_variables('{"x": 1e400}'), "NOT_JSON"),
    "leading zero": (_variables('{"x": 01}'), "NOT_JSON"),
    "hexadecimal": (_variables('{"x": 0x10}'), "NOT_JSON"),
    "first whole number beyond": (_variables('{"x": 9223372036854775808}'), "NUMBER_TOO_LARGE"),
    "first one below": (_variables('{"x": -9223372036854775809}'), "NUMBER_TOO_LARGE"),
    "300 digits": (_variables('{"x": ' + "1" * 300 + "}"), "NUMBER_TOO_LARGE"),
    "5,000 digits": (_variables('{"x": ' + "1" * 5000 + "}"), "NOT_JSON"),
    "query twice": (b'{"query": "{ __typename }", "query": "{ a }"}', "NAME_TWICE"),
    "query twice, once escaped": (
        rb'{"query": "{ __typename }", "\u0071uery": "{ a }"}',
        "NAME_TWICE",
    ),
    "variable twice": (_variables('{"x": 1, "x": 2}'), "NAME_TWICE"),
    "name twice, deep inside": (_variables('{"x": [{"y": {"z": 1, "z": 1}}]}'), "NAME_TWICE"),
    "60,000 lists": (_variables('{"x": [' + "[]," * 60_000 + "1]}"), "JSON_VALUES"),
    "30,000 objects beside the query": (
        b'{"query": "{ __typename }", "y": [' + b"{}," * 30_000 + b"1]}",
        "JSON_VALUES",
    ),
    "20,000 numbers": (_variables("[" + "1," * 20_000 + "1]"), "JSON_VALUES"),
    "65 levels": (_variables('{"x": ' + "[" * 63 + "]" * 63 + "}"), "NESTED"),
    "1,000 levels": (_variables('{"x": ' + "[" * 998 + "]" * 998 + "}"), "NESTED"),
    "100,000 levels of lists": (
        b'{"query": "{ __typename }", "variables": {"x": '
        + b"[" * 100_000
        + b"]" * 100_000
        + b"}}",
        "JSON_VALUES",
    ),
    "30,000 levels of objects": (
        _variables('{"x":' * 30_000 + "1" + "}" * 30_000),
        "JSON_VALUES",
    ),
}


@pytest.mark.parametrize(("body", "reason"), BODIES.values(), ids=list(BODIES))
async def test_malformed_body(service: Service, body: bytes, reason: str) -> None:
    """400 with a code, the reason and a sentence in both languages, and no statement."""
    service.statements.clear()
    answer = await post(service, body)
    assert answer.status_code == 400
    said = refusal(answer)
    assert (said["code"], said["reason"]) == ("BAD_REQUEST", reason)
    assert service.statements == []


GOOD = {
    "64 levels": _variables('{"x": ' + "[" * 62 + "]" * 62 + "}"),
    "brackets in texts": _variables(json.dumps({"x": "[{" * 1000 + '"\\' * 50})),
    "largest whole numbers": _variables('{"x": [9223372036854775807, -9223372036854775808]}'),
    "long fractions": _variables('{"x": [12345678901234567890.5, 1234567890123456789e2]}'),
    "digits in a text": _variables('{"x": "12345678901234567890123"}'),
    "same name in two objects": _variables('{"x": [{"y": 1}, {"y": 1}]}'),
    "colons in texts": _variables('{"x": "a:b:c", ":": ":"}'),
    "escaped backslash before u0000": _variables(r'{"x": "\\u0000"}'),
    "whole pair": _variables(r'{"x": "\ud83d\ude00"}'),
    "unknown members": b'{"query": "{ __typename }", "id": null, "context": {"a": 1}}',
    "nulls": b'{"query": "{ __typename }", "operationName": null, "variables": null, "extensions": null}',
    "empty operation name": b'{"query": "{ __typename }", "operationName": ""}',
    "blanks around": b" \r\n\t" + TYPENAME + b"\n",
}


@pytest.mark.parametrize("body", GOOD.values(), ids=list(GOOD))
async def test_odd_body_that_is_good(service: Service, body: bytes) -> None:
    """What is strange and yet a request is answered."""
    answer = await post(service, body)
    assert (answer.status_code, answer.json()["data"]) == (200, {"__typename": "Query"})


async def test_too_long(service: Service) -> None:
    """A body over 256 KiB is 413 whether or not its length was announced; one of exactly that length is read."""
    service.statements.clear()
    body = _variables(json.dumps({"x": "y" * LONGEST}))

    async def pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(body), 10_000):
            yield body[at : at + 10_000]

    unannounced = await service.client.post(
        "/graphql", content=pieces(), headers={"content-type": JSON}
    )
    for answer in (await post(service, body), unannounced):
        assert answer.status_code == 413
        assert refusal(answer)["reason"] == "REQUEST_TOO_LONG"
    just = TYPENAME + b" " * (LONGEST - len(TYPENAME))
    assert (await post(service, just)).status_code == 200
    assert (await post(service, just + b" ")).status_code == 413
    assert service.statements == []


async def test_announced_length_is_enough(service: Service) -> None:
    """Who announces too long a body is refused before he sends it."""
    head = b"POST /graphql HTTP/1.1\r\nhost: HOST\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n"
    answer = await raw(service, head)
    assert (answer.status, refusal(answer)["reason"]) == (413, "REQUEST_TOO_LONG")


async def test_slow_body(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that does not arrive in time is 408, and the connection ends."""
    monkeypatch.setattr("api.http.body.SECONDS", 0.2)
    head = b"POST /graphql HTTP/1.1\r\nhost: HOST\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n"
    answer = await raw(service, head + TYPENAME[:10])
    assert (answer.status, answer.headers["connection"]) == (408, "close")
    assert refusal(answer)["reason"] == "BODY_TOO_SLOW"


class _Pairs(list[tuple[str, Any]]):
    """The members of an object as written, which may have a name twice."""


_TEXTS = st.sampled_from(
    ["", "a", "b", ":", '"', "\\", '\\"', "{", "[]", "\\u0000", "\0", "1" * 20]
)
_NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(2**63 - 2, 2**64 + 2)  # fmt: skip
_VALUES = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner) | st.lists(st.tuples(_TEXTS, inner)).map(_Pairs),
)


def _written(value: Any) -> str:
    if isinstance(value, _Pairs):
        return "{" + ",".join(f"{json.dumps(k)}:{_written(v)}" for k, v in value) + "}"
    if isinstance(value, list):
        return "[" + " ,".join(map(_written, value)) + "]"
    return json.dumps(value)


def _levels(value: Any) -> int:
    if not isinstance(value, list):
        return 0
    below = [v for _, v in value] if isinstance(value, _Pairs) else value
    return 1 + max(map(_levels, below), default=0)


def _flat(value: Any) -> list[Any]:
    if isinstance(value, _Pairs):
        return [x for k, v in value for x in (k, *_flat(v))] + [value]
    return [x for v in value for x in _flat(v)] if isinstance(value, list) else [value]


@given(_VALUES, st.integers(0, MOST_LEVELS + 3))
def test_the_look_between_the_strings_sees_what_a_reader_sees(value: Any, around: int) -> None:
    """What is refused is exactly what has a name twice, a long number, NUL or too many levels."""
    for _ in range(around):
        value = [value]
    inside = _flat(value)
    wrong = (
        _levels(value) > MOST_LEVELS
        or any(type(x) is int and not -(2**63) <= x < 2**63 for x in inside)
        or any(isinstance(x, str) and "\0" in x for x in inside)
        or any(isinstance(x, _Pairs) and len(dict(x)) < len(x) for x in inside)
    )
    text = _written(value).encode()
    try:
        read = parsed(text)
    except Refused:
        assert wrong
    else:
        assert not wrong
        assert read == orjson.loads(text)


def test_the_corpus_is_large() -> None:
    """At least as many kinds of malformed bodies as are known to have broken servers."""
    assert len(BODIES) >= 30
    assert MOST_LEVELS == 64
    assert LONGEST == 256 * 1024


async def test_a_body_that_ends_early() -> None:
    """Whoever leaves before it is whole has asked nothing, whatever was sent of it."""
    parts = [{"type": "http.request", "body": TYPENAME[:5], "more_body": True}, {"type": "http.disconnect"}]  # fmt: skip

    async def receive() -> Any:
        return parts.pop(0)

    with pytest.raises(Refused) as refused:
        await read(receive)
    assert (refused.value.said.status, refused.value.said.reason) == (400, "BODY_CUT_OFF")
