"""Whatever mark of the three statements is dropped, an answer shows it: over the example data, for callers who miss a share of everything."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.marks import splice
from graph.compile.scope import Scope
from schema.loop.roots import QUESTIONS, Asked
from tests.access.mutating import MARK, without
from tests.schema.loop.test_loop_statements import (
    NOW,
    OLD_FROM,
    OLD_TO,
    bounced,
    place,
    run,
    tried,
)

if TYPE_CHECKING:
    from tests.conftest import Database

FAMILIES = ("Place", "Category", "Unit", "Need", "Commitment", "Assessment")
SEEDS = 12
AGAIN = """
MATCH (n:Need {status: 'CLOSED'})-[:AT]->(p), (n)-[:IN_CATEGORY]->(c)
CREATE (x:Need:Record {id: 'need_tried' + n.code, code: 'tried' + n.code, title: '再次上报', kind: 'DEMAND', status: 'OPEN', priority: 3, quantity: 1.0, level: 1, reopenCount: 0, reportedAt: n.closedAt + duration({days: 9})})
CREATE (x)-[:AT]->(p), (x)-[:IN_CATEGORY]->(c)
"""
GONE = "MATCH (n:Need) WHERE n.id STARTS WITH 'need_tried' DETACH DELETE n"
SELF_HANDLED = "MATCH (n:Need {status: 'CLOSED'}) SET n.selfHandled = true"
AS_WAS = "MATCH (n:Need {status: 'CLOSED'}) REMOVE n.selfHandled"


def blind(hidden: dict[str, list[str]]) -> Scope:
    """Somebody who does not see these, and reads whether the community handled a need on none of the needs that are listed."""
    return Scope(
        name="blind",
        predicates={family: f"NOT {{n}}.id IN $scope_{family}" for family in FAMILIES},
        parameters={f"scope_{family}": ids for family, ids in hidden.items()},
        gates={("Need", "selfHandled"): "NOT {n}.id IN $scope_Reason"},
    )


async def told(database: Database, question: Any, cypher: str, scope: Scope, asked: Asked) -> str:
    """The answer, as far as it can be read."""
    text = splice(re.sub(r"«project (\w+):\w+»", r"\1 {.id}", cypher), scope)
    async with database.driver.session() as session:
        result = await session.run(text, {**question.parameters(asked), **scope.parameters})
        rows = [record["value"] async for record in result]
    return repr(question.answer(rows, replace(asked, category=None)))


@pytest.mark.parametrize("question", list(QUESTIONS), ids=lambda question: question.name)
async def test_no_mark_can_be_dropped(tried: Database, question: Any) -> None:
    """Each «scope …», «along …» and «value …»; what nobody may see at all is nowhere."""
    street = await place(tried, "南山街道")
    sort = await run(tried, "MATCH (c:Category {code: 'N3'}) RETURN c.id")
    await bounced(tried)
    try:
        await run(tried, AGAIN)
        await run(tried, SELF_HANDLED)
        ids = {
            family: await run(
                tried, f"MATCH (n:{family}) WITH n.id AS id ORDER BY id RETURN collect(id)"
            )
            for family in FAMILIES
        }
        asked = Asked(place=street, start=OLD_FROM, end=OLD_TO, as_of=NOW, first=100)
        askings = [asked, replace(asked, start=NOW.replace(month=7)), replace(asked, category=sort)]
        marks = list(MARK.finditer(question.cypher))
        left = {(m.start(), m.group()) for m in marks}
        for seed in range(SEEDS):
            dice = random.Random(f"loop {seed}")
            share = {"Place": 0.15, "Category": 0.15}
            hidden = {f: [i for i in ids[f] if dice.random() < share.get(f, 0.3)] for f in FAMILIES}
            # The first misses the place itself, the second the category that is asked for.
            for family, id_, of in (("Place", street, 0), ("Category", sort, 1)):
                hidden[family] = [i for i in hidden[family] if i != id_] + [id_] * (seed == of)
            hidden["Reason"] = [i for i in ids["Need"] if dice.random() < 0.5]
            hidden["Commitment"] = ids["Commitment"] if seed % 2 else hidden["Commitment"]
            scope = blind(hidden)
            for each in askings:
                whole = await told(tried, question, question.cypher, scope, each)
                for mark in [m for m in marks if (m.start(), m.group()) in left]:
                    mutant = without(question.cypher, mark)
                    if await told(tried, question, mutant, scope, each) != whole:
                        left.discard((mark.start(), mark.group()))
            if not left:
                break
        assert left == set()
        assert len(marks) >= 5
    finally:
        await run(tried, GONE)
        await run(tried, AS_WAS)


__all__ = ["tried"]
