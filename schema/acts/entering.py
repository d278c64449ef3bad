"""What acts that write declared kinds have in common: the key, the stream of their records, and what vanished meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.acts import IDEMPOTENCY_KEY, KEY_MEANS, Refused, wrong
from graph.surface.made import field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from strawberry.types.field import StrawberryField


def idempotency() -> StrawberryField:
    """The member of a derived input under which a request sent again is known."""
    return field(IDEMPOTENCY_KEY, str | None, KEY_MEANS)


def stream_of(place: str) -> str:
    """Cypher for the stream of what happens at a place: the nearest street at or above it, or else the place itself."""
    return (
        f"coalesce(head(COLLECT {{ MATCH way = ({place})-[:PART_OF*0..10]->(street:Street) "
        f"RETURN street.id ORDER BY length(way), street.id LIMIT 1 }}), {place}.id)"
    )


def natives(stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values with Python's own days and instants."""
    return {
        name: value.to_native() if hasattr(value, "to_native") else value
        for name, value in stored.items()
    }


def changed_meanwhile() -> Refused:
    """Something that the input refers to was deleted between looking and writing."""
    return wrong(
        "CHANGED_MEANWHILE", field=("input",), zh="所引用的对象刚刚被删除，没有写入任何内容。请重新查询后再试。",
        en="Something that this refers to was deleted just now; nothing was written. Look again and retry.",
    )  # fmt: skip
