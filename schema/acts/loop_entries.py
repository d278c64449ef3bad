"""The records of acts of the loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from graph.chain import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.acts import Occasion

ELSEWHERE = "elsewhere"
"""Stream of what lies nowhere."""


def entry(
    occasion: Occasion, act: str, kind: str, id_: str, stream: str | None, *,
    reason: str | None = None, note: str | None = None, fields: Iterable[str] = (),
) -> Entry:  # fmt: skip
    """The record that a node was written by an act; the engine adds what became of it."""
    details: dict[str, object] = {"roles": occasion.roles}
    if note:
        details["note"] = note
    return Entry(
        stream=stream or ELSEWHERE, at=occasion.now, act=act, actor=occasion.account, via=occasion.via,
        request=occasion.request, target=id_, target_kind=kind, fields=tuple(sorted(set(fields))),
        reason=reason, details=orjson.dumps(details).decode(),
    )  # fmt: skip
