"""Which marks of a hand-written question can be dropped without an answer showing it: over records that go again, for callers who miss a share of everything."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

from graph.compile.marks import splice
from graph.compile.scope import Scope
from tests.access.mutating import MARK, without

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from neo4j import AsyncTransaction

    from graph.questions import Question
    from tests.conftest import Database

FAMILIES = ("Place", "Category", "Unit", "Need", "Commitment", "Resource", "Agreement", "Alliance", "RoleAssignment", "Person")  # fmt: skip


def blind(hidden: Mapping[str, Sequence[str]], gates: Sequence[tuple[str, str]] = ()) -> Scope:
    """Somebody who does not see these, nor the gated values of half of all."""
    return Scope(
        name="blind",
        predicates={family: f"NOT {{n}}.id IN $scope_{family}" for family in FAMILIES},
        parameters={f"scope_{family}": list(ids) for family, ids in hidden.items()},
        gates=dict.fromkeys(gates, "NOT {n}.id IN $scope_half"),
    )


async def _value(tx: AsyncTransaction, cypher: str, **given: Any) -> Any:
    record = await (await tx.run(cypher, given)).single()  # pyright: ignore[reportArgumentType]
    return record[0] if record else None


async def survivors(
    database: Database, question: Question, *, plant: Sequence[str], ask: Callable[[Callable[[str], Any]], Any],
    gates: Sequence[tuple[str, str]] = (), share: Mapping[str, float] | None = None, seeds: int = 16,
) -> list[str]:  # fmt: skip
    """Marks whose lack no answer shows, each with what stands before it.

    Args:
        plant: statements that make it possible to see the difference; undone at the end.
        ask: from a way to read one value by a statement to the questions to ask, as prepared.
        gates: properties that are withheld. share: of each family that is hidden, 0.25 unless said.
    """
    async with database.driver.session() as session:
        tx = await session.begin_transaction(timeout=600)
        try:
            for statement in plant:
                await (await tx.run(statement)).consume()  # pyright: ignore[reportArgumentType]
            askings = await ask(lambda cypher: _value(tx, cypher))
            return await _trying(tx, question, askings, gates, share or {}, seeds)
        finally:
            await tx.rollback()


async def _trying(
    tx: AsyncTransaction, question: Question, askings: Sequence[Any], gates: Sequence[tuple[str, str]], share: Mapping[str, float], seeds: int
) -> list[str]:  # fmt: skip
    ids = {
        family: await _value(tx, f"MATCH (n:{family}) WITH n.id AS id ORDER BY id RETURN collect(id)")
        for family in FAMILIES
    }  # fmt: skip
    left = {m.start(): m for m in MARK.finditer(question.cypher)}
    assert left
    for seed in range(seeds):
        dice = random.Random(f"{question.name} {seed}")
        hidden = {f: [i for i in ids[f] if dice.random() < share.get(f, 0.25)] for f in FAMILIES}
        hidden["half"] = [i for each in ids.values() for i in each if dice.random() < 0.5]
        scope = blind(hidden, gates)
        for asked in askings:
            await dropped(left, question.cypher, lambda text, scope=scope, asked=asked: told(tx, question, text, scope, asked))  # fmt: skip
        if not left:
            break
    return [question.cypher[max(0, at - 60) : at + 40] for at in left]


async def dropped(
    left: dict[int, re.Match[str]], cypher: str, read: Callable[[str], Awaitable[str]]
) -> None:
    """Take out the marks without which the text reads as something else."""
    whole = await read(cypher)
    for at, mark in list(left.items()):
        if await read(without(cypher, mark)) != whole:
            del left[at]


async def told(tx: AsyncTransaction, question: Question, cypher: str, scope: Scope, asked: Any) -> str:  # fmt: skip
    """The answer, as far as it can be read."""
    text = splice(re.sub(r"«project (\w+):\w+»", r"\1 {.id}", cypher), scope)
    result = await tx.run(text, {**question.parameters(asked), **scope.parameters})  # pyright: ignore[reportArgumentType]
    return repr(question.answer([record["value"] async for record in result], asked))
