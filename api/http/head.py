"""What the headers of a request say about its form: one look at them, and what is refused for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.http.accept import JSON
from api.http.body import LONGEST
from api.refusals import CHARSET, CONTENT_ENCODING, MEDIA_TYPE, TOO_LONG, Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LOOKED_AT = frozenset(
    {
        b"accept", b"content-type", b"content-encoding", b"content-length", b"if-none-match", b"last-event-id",
        b"origin", b"sec-fetch-site", b"authorization",
    }
)  # fmt: skip
_UTF_8 = frozenset({b"utf-8", b"utf8"})
_AS_IT_IS = frozenset({b"", b"identity"})


def looked_at(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The headers that matter here; one that was sent several times as HTTP joins them."""
    given: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in LOOKED_AT:
            given[name] = given[name] + b", " + value if name in given else value
    return given


def check_body(given: Mapping[bytes, bytes]) -> None:
    """Whether a body that is so announced is read at all. Raises `Refused`."""
    type_ = given.get(b"content-type", b"")
    if type_ != JSON:
        media, *parameters = (part.strip().lower() for part in type_.split(b";"))
        if media != JSON:
            raise Refused(MEDIA_TYPE)
        for parameter in parameters:
            name, _, value = parameter.partition(b"=")
            if name.strip() == b"charset" and value.strip().strip(b'"') not in _UTF_8:
                raise Refused(CHARSET)
    if given.get(b"content-encoding", b"").strip().lower() not in _AS_IT_IS:
        raise Refused(CONTENT_ENCODING)
    length = given.get(b"content-length")
    # What is no number the HTTP server has refused.
    if length is not None and length.isdigit() and int(length[:20]) > LONGEST:
        raise Refused(TOO_LONG)
