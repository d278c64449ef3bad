"""What a record about many rows says in its details: by kind, the codes of new rows, and of changed ones with their fields."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import orjson

from graph.ids import node_id
from graph.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    Row = tuple[str, str | tuple[str, str], bool, tuple[str, ...]]
    """Name of a kind and a code, or of an edge (`Alliance.members`) and two; whether it is new; which fields differ."""


def details_of(rows: Iterable[Row]) -> str:
    """The rows as compact JSON, without any value."""
    said: dict[str, dict[str, list]] = defaultdict(dict)
    for kind, key, new, fields in rows:
        if new:
            said[kind].setdefault("CREATED", []).append(key)
        else:
            said[kind].setdefault("UPDATED", []).append([key, fields])
    return orjson.dumps(said).decode()


def nodes_in(details: str | None) -> list[tuple[str, str]]:
    """Name of the family and id of every node that the details name, in their order; what is none of ours names nothing."""
    try:
        said = orjson.loads(details or "{}")
        return [
            (KINDS[kind].family.name, node_id(KINDS[kind], code))
            for kind, rows in said.items()
            if kind in KINDS
            for code in (*rows.get("CREATED", ()), *(row[0] for row in rows.get("UPDATED", ())))
        ]
    except (ValueError, AttributeError, TypeError, LookupError):
        return []
