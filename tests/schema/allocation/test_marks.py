"""Whatever mark of the statement's own is dropped, its row shows it: over the example data, for callers who miss a share of everything."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

from graph.compile.marks import splice
from graph.compile.scope import Scope
from schema.allocation.statement import ALLOCATION, parameters
from schema.supporters.statement import SUPPORT_BOARD
from tests.access.mutating import MARK, without
from tests.schema.allocation.test_statement import AS_OF, street

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

FAMILIES = ("Place", "Category", "Unit", "Resource", "Need", "Commitment")
SEEDS = 12


def blind(hidden: dict[str, list[str]]) -> Scope:
    """Somebody who does not see these."""
    return Scope(
        name="blind",
        predicates={family: f"NOT {{n}}.id IN $scope_{family}" for family in FAMILIES},
        parameters={f"scope_{family}": ids for family, ids in hidden.items()},
    )


def in_order(value: Any) -> Any:
    """The row whatever order its lists came in."""
    if isinstance(value, dict):
        return {key: in_order(value[key]) for key in sorted(value)}
    return sorted(map(in_order, value), key=repr) if isinstance(value, list) else value


async def told(database: Database, cypher: str, scope: Scope, place: str) -> str:
    """The rows."""
    text = splice(re.sub(r"«project (\w+):\w+»", r"\1 {.id}", cypher), scope)
    async with database.driver.session() as session:
        result = await session.run(text, {**parameters(AS_OF, place, ()), **scope.parameters})  # pyright: ignore[reportArgumentType]
        return repr([in_order(record["value"]) async for record in result])


async def test_no_mark_can_be_dropped(database: Database, example: Service) -> None:
    """Each «scope …» and «along …» on lines that the board of a place does not have as well; those are tried there."""
    place = await street(database)
    ids: dict[str, list[str]] = {}
    for family in FAMILIES:
        found = await database.driver.execute_query(f"MATCH (n:{family}) WITH n.id AS id ORDER BY id RETURN collect(id) AS ids")  # pyright: ignore[reportArgumentType]  # fmt: skip
        ids[family] = found.records[0]["ids"]
    marks = [m for m in MARK.finditer(ALLOCATION) if line(m) not in SUPPORT_BOARD]
    left = {(m.start(), m.group()) for m in marks}
    for seed in range(SEEDS):
        dice = random.Random(f"allocation {seed}")
        hidden = {f: [i for i in ids[f] if dice.random() < (0.15 if f == "Place" else 0.3)] for f in FAMILIES}  # fmt: skip
        hidden["Place"] = [i for i in hidden["Place"] if i != place] + [place] * (seed == 1)
        scope = blind(hidden)
        whole = await told(database, ALLOCATION, scope, place)
        for mark in [m for m in marks if (m.start(), m.group()) in left]:
            if await told(database, without(ALLOCATION, mark), scope, place) != whole:
                left.discard((mark.start(), mark.group()))
        if len(left) <= 1:
            break
    # Units in the row are seen already; where they are looked up once more for the state of affairs, the mark only says so.
    assert {mark for _, mark in left} <= {"«scope u:Unit»"}
    assert len(marks) >= 4


def line(mark: re.Match[str]) -> str:
    """The line on which a mark stands."""
    begin = ALLOCATION.rfind("\n", 0, mark.start()) + 1
    return ALLOCATION[begin : ALLOCATION.find("\n", mark.end())]
