"""The effects of an act, written in order, two of them in one statement where both write nodes of declared kinds.

Decided, and measured by `python -m bench.bookings`: most acts of the loop write two nodes, and a statement costs more for being
sent than for writing one. Two and no more, so that there are few texts to plan.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neo4j import AsyncTransaction

    from graph.acts import Effect

_PARAMETER = re.compile(r"\$(?=\w)")
_ROW = "{id: id, was: was, now: now, lost: lost, got: got}"


async def write(
    tx: AsyncTransaction, effects: Sequence[Effect]
) -> list[tuple[Effect, Mapping[str, Any] | None]]:
    """Write them; each with the row that says what it wrote, or none."""
    found: list[tuple[Effect, Mapping[str, Any] | None]] = []
    at = 0
    while at < len(effects):
        pair = effects[at : at + 2]
        if len(pair) == 2 and all(effect.kind for effect in pair):
            given = {f"effect{n}": dict(effect.parameters) for n, effect in enumerate(pair)}
            written = await tx.run(together(pair[0].cypher, pair[1].cypher), given)  # pyright: ignore[reportArgumentType]
            rows = (await written.single(strict=True)).values()
            found += [(e, r if r["id"] is not None else None) for e, r in zip(pair, rows, strict=True)]  # fmt: skip
        else:
            pair = pair[:1]
            written = await tx.run(pair[0].cypher, dict(pair[0].parameters))  # pyright: ignore[reportArgumentType]
            found.append((pair[0], await written.single()))
        at += len(pair)
    return found


@functools.lru_cache(maxsize=256)
def together(*texts: str) -> str:
    """One statement of several as `graph.entered` makes them; their parameters are in `$effect0`, `$effect1`."""
    rows: list[str] = []
    lines = []
    for at, text in enumerate(texts):
        # Only the rows go on from one to the next, or their columns would meet.
        going = ", ".join([*rows, f"{_ROW} AS row{at}"])
        lines.append(f"OPTIONAL CALL () {{ {_PARAMETER.sub(f'$effect{at}.', text)} }} WITH {going}")
        rows.append(f"row{at}")
    return "\n".join([*lines, f"RETURN {', '.join(rows)}"])
