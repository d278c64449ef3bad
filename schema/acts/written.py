"""How needs and commitments are written by acts of the loop: one statement for each kind and way."""

from __future__ import annotations

import base64
import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from graph.acts import Effect
from graph.entered import changed_text, created_text, linking
from graph.ids import node_id
from graph.inputs import NOTHING
from graph.kinds import KINDS
from schema.acts.entering import changed_meanwhile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.acts import Occasion
    from schema.machines import Step

_CODE_BYTES = 10
WRITTEN = {"Need": ("owner", "mergedInto"), "Commitment": ("handledBy",), "Agreement": (), "RoleAssignment": ()}  # fmt: skip
"""The edges that steps change."""
MADE = {
    "Commitment": ("need", "resource", "unit", "handledBy", "replaces"),
    "Assessment": ("need", "by"),
    "Need": ("category", "measure", "place", "groups", "channel", "owner", "partOf", "reporter"),
}
"""The edges that what is new gets."""
_CHANGED = {kind: changed_text(KINDS[kind], edges) for kind, edges in WRITTEN.items()}
_CREATED = {kind: created_text(KINDS[kind], edges) for kind, edges in MADE.items()}
STATEMENTS = {
    **{f"step.{kind}": text for kind, text in _CHANGED.items()},
    **{f"made.{kind}": text for kind, text in _CREATED.items()},
}
_NO_LINKS: Mapping[str, Sequence[str]] = MappingProxyType({})


def changed(
    kind: str, id_: str, version: int, values: Mapping[str, Any], links: Mapping[str, Sequence[str]] = _NO_LINKS
) -> Effect:  # fmt: skip
    """Write it, from the version that was seen."""
    given = {
        "id": id_, "seen": version, "written": dict(values), "replaced": sorted(links) or [NOTHING],
        **linking(WRITTEN[kind], links),
    }  # fmt: skip
    return Effect(f"step.{kind}", _CHANGED[kind], given, changed_meanwhile(), kind)


def made(
    kind: str, occasion: Occasion, at: int, values: Mapping[str, Any], links: Mapping[str, Sequence[str]]
) -> tuple[str, Effect]:  # fmt: skip
    """Make a node under a fresh number, the `at`th of this act; its id with it."""
    digest = hashlib.blake2b(
        f"{kind} {at}".encode(), key=occasion.fresh[:64], digest_size=_CODE_BYTES
    ).digest()
    code = "B-" + base64.b32encode(digest).decode()
    id_ = node_id(KINDS[kind], code)
    given = {
        "written": {**values, "id": id_, "code": code, "provenance": "ENTERED"}, **linking(MADE[kind], links),
    }  # fmt: skip
    return id_, Effect(f"made.{kind}", _CREATED[kind], given, changed_meanwhile(), kind)


def moved(
    held: Mapping[str, Any], step: Step, reason: str | None, occasion: Occasion
) -> dict[str, Any]:
    """What every step to another state writes."""
    if step.from_ == step.to:
        return {}
    values: dict[str, Any] = {"status": step.to, "statusAt": occasion.now, "statusReason": reason}
    if held.get("heldUntil") is not None:
        values["heldUntil"] = None
    return values
