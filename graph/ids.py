"""Identifiers that follow from what a record is, so the same row has the same id in every graph it is imported to."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.kinds import Kind, Prop

_BYTES = 16


def key_of(kind: Kind) -> Prop:
    """The property by which people and spreadsheets recognise a node of this kind (`code`); its id if there is none."""
    keys = (p for p in kind.props.values() if p.key and p.column and not p.personal)
    return next(keys, kind.id_prop)


def node_id(kind: Kind, code: str) -> str:
    """The id of the node of `kind` with this code, e.g. `unit_…`: prefix, then 26 characters a–z and 2–7.

    All kinds of one family share the part after the prefix: a place keeps its id when its level is corrected, and a
    first secretary's id can be told from the person's.
    """
    return named_id(kind.prefix, kind.family.name, code)


def named_id(prefix: str, family: str, code: str) -> str:
    """The id of what is recognised by this code within a family, whatever label it has."""
    return f"{prefix}_{_digest(family, code)}"


def _digest(family: str, code: str) -> str:
    digest = hashlib.blake2b(f"{family}\0{code}".encode(), digest_size=_BYTES).digest()
    return base64.b32encode(digest).decode().rstrip("=").lower()
