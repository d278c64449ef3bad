"""How many nodes of each rooted kind there are, from the database's own count store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.kinds import KINDS

if TYPE_CHECKING:
    from graph.execute import Reader
    from graph.kinds import Kind


def counted() -> list[Kind]:
    """The kinds that are counted, in the order of declaration: what people keep, not what the service writes."""
    return [
        kind
        for kind in KINDS.values()
        if kind.rooted and kind.labelled and not kind.abstract and kind.sheet
    ]


def counting() -> str:
    """One statement with a count for each of them."""
    parts = [f"MATCH (n:{kind.labels[-1]}) RETURN count(n) AS number" for kind in counted()]
    return " UNION ALL ".join(parts)


async def counts(reader: Reader) -> dict[str, int]:
    """Numbers by Chinese display name, kinds without nodes left out."""
    rows = await reader.read("graph.counts", counting(), {})
    return {kind.title: row[0] for kind, row in zip(counted(), rows, strict=True) if row[0]}
