"""Properties beside the code that no two nodes of a family share, and who in the graph has a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ids import key_of
from graph.write import chunks, families

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neo4j import AsyncManagedTransaction

    from graph.kinds import Kind, Prop


def singular() -> Iterator[tuple[Kind, Prop]]:
    """Those properties that a sheet has a column for."""
    for family in families():
        for prop in family.props.values():
            if prop.key and prop.column and prop is not key_of(family):
                yield family, prop


def holders_text(family: Kind, prop: Prop) -> str:
    """The codes that have `$values`, by place in them: the values themselves stay in the database."""
    return "\n".join(
        [
            "UNWIND range(0, size($values) - 1) AS at",
            "WITH at, $values[at] AS value",
            f"MATCH (n:`{family.name}` {{`{prop.stored}`: value}})",
            f"RETURN at, n.`{key_of(family).stored}` AS code",
        ]
    )


async def holders(
    tx: AsyncManagedTransaction, family: Kind, prop: Prop, values: Sequence[Any]
) -> dict[Any, str]:
    """The code of the node that has each of these values, where one has it."""
    found: dict[Any, str] = {}
    for part in chunks(values):
        result = await tx.run(holders_text(family, prop), values=part)  # pyright: ignore[reportArgumentType]
        async for r in result:
            found[part[r["at"]]] = r["code"]
    return found


def statements() -> Iterator[tuple[str, str]]:
    """Every statement this module can send, named."""
    for family, prop in singular():
        yield f"taken.{family.name}.{prop.name}", holders_text(family, prop)
