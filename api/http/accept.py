"""Which media type an answer has: what the `Accept` header asks for, by the rules of HTTP."""

from __future__ import annotations

import functools

JSON = b"application/json"
GRAPHQL = b"application/graphql-response+json"
EVENTS = b"text/event-stream"

LONGEST_KEPT = 512
"""Longer headers are read anew each time, so that what is kept stays small."""


def chosen(accept: bytes | None, offered: tuple[bytes, ...]) -> bytes | None:
    """The offered media type that is wanted most; `None` if none is acceptable.

    Of types wanted alike, one that is named goes before one that a wildcard covers; of those named, the first of
    `offered`; of those covered, plain JSON: whoever takes anything gets what everybody understands.
    """
    if not accept or accept.isspace():
        return JSON
    found = _kept if len(accept) <= LONGEST_KEPT else _chosen
    return found(accept, offered)


def _chosen(accept: bytes, offered: tuple[bytes, ...]) -> bytes | None:
    ranges = [found for part in accept.lower().split(b",") if (found := _range(part))]
    best, most = None, (0.0, 0, 0)
    for place, type_ in enumerate(offered):
        quality, named = _quality(type_, ranges)
        preferred = -place if named == _NAMED else int(type_ == JSON)
        if quality and (best is None or (quality, named, preferred) > most):
            best, most = type_, (quality, named, preferred)
    return best


_kept = functools.lru_cache(maxsize=256)(_chosen)
_NAMED = 2


def _quality(type_: bytes, ranges: list[tuple[bytes, float]]) -> tuple[float, int]:
    """How much a media type is wanted, by the range that covers it most precisely, and how precisely."""
    families = {type_: _NAMED, type_.partition(b"/")[0] + b"/*": 1, b"*/*": 0}
    covering = [(families[name], quality) for name, quality in ranges if name in families]
    if not covering:
        return 0.0, 0
    precise, quality = max(covering)
    return quality, precise


def _range(part: bytes) -> tuple[bytes, float] | None:
    """A media range and its quality; `None` for what is none, or asks for another encoding than UTF-8."""
    name, *parameters = (piece.strip() for piece in part.split(b";"))
    if b"/" not in name:
        return None
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition(b"=")
        key, value = key.strip(), value.strip().strip(b'"')
        if key == b"q":
            try:
                quality = float(value)
            except ValueError:
                return None
            if not 0 <= quality <= 1:
                return None
        elif key == b"charset" and value not in (b"utf-8", b"utf8"):
            return None
    return name, quality
