"""The one statement brings what an allocation is made of, from the example data in a real database."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from schema.allocation.framing import framed
from schema.allocation.policy import load_policy
from schema.allocation.rows import world_from
from schema.allocation.statement import ALLOCATION, parameters
from schema.instants import BEIJING, instant
from schema.solving.problem import Plan, judged
from schema.supporters import SUPPORT_BOARD
from schema.supporters.policy import load_policy as ranking
from schema.supporters.rank import Ranking
from schema.supporters.rows import board_facts_from
from tests.schema.test_supporters_statement import rows

if TYPE_CHECKING:
    from tests.conftest import Database
    from tests.fixtures.service import Service

AS_OF = datetime(2026, 11, 23, 8, tzinfo=BEIJING)


async def street(database: Database, name: str = "南山街道") -> str:
    """The id of a street."""
    async with database.driver.session() as session:
        result = await session.run("MATCH (s:Street {name: $name}) RETURN s.id AS id", name=name)
        return (await result.single(strict=True))["id"]


async def read(database: Database, place: str, **more: Any) -> list[Any]:
    """The rows about a place."""
    return await rows(database, ALLOCATION, **{**parameters(AS_OF, place, ()), **more})


async def test_an_unknown_place_has_no_row(database: Database, example: Service) -> None:
    """There is nothing to allocate."""
    assert await read(database, "street_nowhere") == []


async def test_too_many_needs_are_only_counted(database: Database, example: Service) -> None:
    """Where there are more than an answer is made of, none travels."""
    (row,) = await read(database, await street(database), most=1)
    assert row["open"] > 1
    assert (row["needs"], row["asked"], row["units"]) == ([], [], [])


async def test_what_can_go_to_a_need_is_what_its_ranking_says(
    database: Database, example: Service
) -> None:
    """Of every open need to which nothing was promised: the same units with the same resources for the same capabilities."""
    place = await street(database)
    (row,) = await read(database, place)
    (board,) = await rows(database, SUPPORT_BOARD, place=place, first=100)
    known = framed(world_from(row, instant(AS_OF)), load_policy())
    ranked = {each.id: each.facts for each in board_facts_from(board).needs}
    assert ranked
    found: dict[str, set[tuple[str, str, int]]] = {each.id: set() for each in known.needs}
    for option in known.options:
        line = known.lines[option.line]
        unit = known.world.units[option.unit].id
        found[known.needs[line.need].id].add((unit, option.offer.id, line.at))
    for each in known.needs:
        if each.id not in ranked or each.promised:
            continue
        said = Ranking(ranked[each.id], known.stock, ranking())
        essential = any(c.essential for c in each.facts.components)
        passed = {
            (j.unit.id, t.pair.offer.id, t.pair.at)
            for j in said.helpful for t in j.passed
            if t.pair.component.essential or not essential
        }  # fmt: skip
        assert passed <= found[each.id]
    assert judged(known.problem, Plan(np.zeros(len(known.options)))).wrong == ()


async def test_what_was_promised_counts_as_had(database: Database, example: Service) -> None:
    """Every live commitment to a need of the place is read; needs in progress are there with what they have."""
    (row,) = await read(database, await street(database))
    world = world_from(row, instant(AS_OF))
    async with database.driver.session() as session:
        result = await session.run(
            "MATCH (s:Street {name: '南山街道'})<-[:PART_OF*0..3]-()<-[:AT]-(n:Need)<-[:FOR]-(d:Commitment) "
            "WHERE n.status IN ['OPEN', 'IN_PROGRESS'] AND d.status IN ['ACCEPTED', 'IN_PROGRESS', 'ON_HOLD', 'DELIVERED', 'CONFIRMED', 'DISPUTED'] "
            "RETURN count(d) AS live, count(DISTINCT n) AS needs"
        )
        live = await result.single(strict=True)
    assert sum(p.status.name != "REQUESTED" for n in world.needs for p in n.promised) == live["live"] > 0  # fmt: skip
    assert sum(any(n.have(world.as_of)) for n in world.needs) > 0
