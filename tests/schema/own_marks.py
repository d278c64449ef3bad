"""Which marks of its own part of a hand-written text can be dropped without anybody reading anything else: over the example data as they are.

Where a text goes on with that of another question, whose marks are tried there (`tests.schema.marks` tries all of a question's).
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

from graph.compile.marks import splice
from tests.access.mutating import MARK
from tests.schema.marks import FAMILIES, blind, dropped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.compile.scope import Scope
    from tests.conftest import Database

SHARES = {"Place": 0.12, "Category": 0.12}
"""What is at the root of most is hidden less often, or nothing else would be seen."""


async def everything(database: Database) -> dict[str, list[str]]:
    """Ids by family."""
    found = {}
    for family in FAMILIES:
        async with database.driver.session() as session:
            result = await session.run(
                f"MATCH (n:{family}) WITH n.id AS id ORDER BY id RETURN collect(id)"
            )  # pyright: ignore[reportArgumentType]
            found[family] = (await result.single(strict=True))[0]
    return found


def missing(
    ids: Mapping[str, Sequence[str]], seed: int, share: float, seen: Sequence[str] = (), gone: Sequence[str] = ()
) -> Scope:  # fmt: skip
    """Somebody who misses a share of all families, but sees what is `seen` and not what is `gone`; half of them miss all of one family."""
    dice = random.Random(f"marks {seed}")
    whole = dice.choice([*FAMILIES, *[None] * len(FAMILIES)])
    return blind({
        family: [i for i in ids[family] if i in gone or (i not in seen and (family == whole or dice.random() < SHARES.get(family, share)))]
        for family in FAMILIES
    })  # fmt: skip


async def read(database: Database, cypher: str, scope: Scope, given: Mapping[str, Any]) -> str:
    """What the caller reads: lists of maps in an order of their own."""
    text = splice(re.sub(r"«project (\w+):\w+»", r"\1 {.id}", cypher), scope)
    async with database.driver.session() as session:
        result = await session.run(text, {**given, **scope.parameters})  # pyright: ignore[reportArgumentType]
        return repr([ordered(record["value"]) async for record in result])


def ordered(said: Any) -> Any:
    """Every list sorted: what is collected comes in any order."""
    if isinstance(said, dict):
        return {key: ordered(value) for key, value in said.items()}
    if isinstance(said, list):
        return sorted((ordered(each) for each in said), key=repr)
    return said


async def survivors(
    database: Database, cypher: str, own: str, givens: Sequence[Mapping[str, Any]], *, seeds: int, share: float = 0.3, seen: Sequence[str] = (), gone: Sequence[Sequence[str]] = ((),)
) -> list[str]:  # fmt: skip
    """Marks of the part `own` of a text without which nobody reads anything else, each with where it stands.

    seen: what two of three see. gone: one after the other, what a caller does not see whatever else he sees.
    """
    ids = await everything(database)
    start = cypher.index(own)
    left = {m.start(): m for m in MARK.finditer(cypher) if start <= m.start() < start + len(own)}
    assert left
    for seed in range(seeds):
        scope = missing(ids, seed, share, seen if seed % 3 else (), gone[seed % len(gone)])
        for given in givens:
            await dropped(left, cypher, lambda text, scope=scope, given=given: read(database, text, scope, given))  # fmt: skip
        if not left:
            break
    return [f"…{cypher[max(0, at - 70) : at + 40]}" for at in left]
