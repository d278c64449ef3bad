"""The one statement brings exactly what the rules need, from the example data in a real database."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.marks import splice
from graph.compile.scope import EVERYTHING
from schema.instants import BEIJING, instant
from schema.supporters import (
    SUPPORT_BOARD,
    SUPPORTERS,
    SUPPORTERS_FOR,
    answer,
    facts_from,
    load_policy,
)
from schema.supporters.question import SupportQuestion
from schema.supporters.question import parameters as asked
from schema.supporters.statement import parameters

if TYPE_CHECKING:
    from schema.supporters.answers import SupportAnswer
    from tests.conftest import Database
    from tests.fixtures.service import Service

AS_OF = datetime(2026, 11, 23, 8, tzinfo=BEIJING)


def spliced(cypher: str) -> str:
    """The statement for a caller who may see everything and selects names."""
    named = re.sub(r"«project (\w+):\w+»", r"\1 {.name}", cypher)
    return splice(named, EVERYTHING)


async def rows(database: Database, cypher: str, **given: Any) -> list[Any]:
    """What the statement returns."""
    async with database.driver.session() as session:
        result = await session.run(spliced(cypher), given | parameters(AS_OF))  # pyright: ignore[reportArgumentType]
        return [record["value"] async for record in result]


async def needs(database: Database) -> dict[str, dict[str, Any]]:
    """The example needs by code."""
    text = """
    MATCH (n:Need)-[:AT]->(p), (n)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m)
    RETURN n {.id, .code, .quantity, .windowStart, .windowEnd, place: p.id, category: c.id, measure: m.id,
              groups: COLLECT { MATCH (n)-[:FOR_GROUP]->(g) RETURN g.id }} AS need
    """
    async with database.driver.session() as session:
        result = await session.run(text)
        return {record["need"]["code"]: record["need"] async for record in result}


def judged(row: Any) -> SupportAnswer:
    """The answer to a row."""
    return answer(facts_from(row), load_policy(), instant(AS_OF))


async def test_an_unknown_need_has_no_row(database: Database, example: Service) -> None:
    """Nothing to judge."""
    assert await rows(database, SUPPORTERS, id="need_nowhere") == []


async def test_nanshan_is_answered_with_its_31_units(database: Database, example: Service) -> None:
    """Every unit once, whichever of the street's needs is asked about."""
    found = await needs(database)
    for code in [code for code in found if code.startswith("NS-N-")][:4]:
        (row,) = await rows(database, SUPPORTERS, id=found[code]["id"])
        units = [s.unit["name"] for s in judged(row).supporters]  # pyright: ignore[reportIndexIssue]
        assert len(units) == len(set(units)) == 31


async def test_the_order_of_rows_changes_no_byte(database: Database, example: Service) -> None:
    """Whatever order the database collects in."""
    found = await needs(database)
    (row,) = await rows(database, SUPPORTERS, id=found["NS-N-001"]["id"])
    shuffled = _shuffled(row, Random(7))
    assert json.dumps(shuffled) != json.dumps(row)
    assert repr(judged(shuffled)) == repr(judged(row))


def _shuffled(said: Any, random: Random) -> Any:
    """Every list of maps in another order; lists of values (positions, steps) keep theirs."""
    if isinstance(said, dict):
        return {k: v if k == "steps" else _shuffled(v, random) for k, v in said.items()}
    if isinstance(said, list) and said and isinstance(said[0], dict):
        return random.sample([_shuffled(part, random) for part in said], len(said))
    return said


async def test_a_need_not_written_down_is_answered_the_same(
    database: Database, example: Service
) -> None:
    """The same place, category, quantity, window and groups give the same answer as the need itself."""
    for need in list((await needs(database)).values())[:6]:
        question = SupportQuestion(
            place=need["place"], category=need["category"], measure=need["measure"], quantity=need["quantity"], groups=need["groups"],
            window_start=need["windowStart"].to_native() if need["windowStart"] else None,
            window_end=need["windowEnd"].to_native() if need["windowEnd"] else None,
        )  # fmt: skip
        (written,) = await rows(database, SUPPORTERS, id=need["id"])
        (spoken,) = await rows(database, SUPPORTERS_FOR, **asked(question))
        assert judged(spoken) == judged(written)


async def test_what_a_question_names_wrongly_comes_back_as_nothing(
    database: Database, example: Service
) -> None:
    """One row all the same, so that each wrong id can be named; a category of another tree is no category of need."""
    need = (await needs(database))["NS-N-001"]
    question = SupportQuestion(
        place=need["place"],
        category=need["measure"],
        measure=need["category"],
        groups=[need["place"]],
    )
    (row,) = await rows(database, SUPPORTERS_FOR, **asked(question))
    assert row["place"] == need["place"]
    assert (row["category"], row["measure"], row["groupIds"]) == (None, None, [])
    (row,) = await rows(database, SUPPORTERS_FOR, **asked(replace(question, place="nowhere")))  # pyright: ignore[reportArgumentType]
    assert (row["place"], row["units"]) == (None, [])


async def test_the_commitments_left_behind_would_have_changed_nothing(
    database: Database, example: Service
) -> None:
    """With every commitment of every resource, whenever and in whatever state, the answers are the same."""
    everything = re.sub(
        r"WHERE CASE WHEN CASE mode\b.*?AND «beyond k",
        "WHERE «beyond k",
        SUPPORTERS,
        flags=re.DOTALL,
    )
    assert everything != SUPPORTERS
    more = 0
    for need in list((await needs(database)).values())[:20]:
        (row,) = await rows(database, SUPPORTERS, id=need["id"])
        (whole,) = await rows(database, everything, id=need["id"])
        more += json.dumps(whole) != json.dumps(row)
        assert repr(judged(whole)) == repr(judged(row))
    assert more


@pytest.mark.parametrize(
    "cypher",
    [SUPPORTERS, SUPPORTERS_FOR, SUPPORT_BOARD],
    ids=["supporters", "supportersFor", "supportBoard"],
)
async def test_the_plan_begins_at_an_index(
    database: Database, example: Service, cypher: str
) -> None:
    """No scan of all nodes or of a label, no cartesian product of two searches."""
    own = asked(SupportQuestion(place="p", category="c"))  # pyright: ignore[reportArgumentType]
    async with database.driver.session() as session:
        result = await session.run(
            "EXPLAIN " + spliced(cypher),
            {"id": "x", "place": "x", "first": 1} | own | parameters(AS_OF),
        )  # pyright: ignore[reportArgumentType]
        plan = (await result.consume()).plan
    operators = set(_operators(plan))
    assert not {
        o for o in operators if "AllNodesScan" in o or "LabelScan" in o or "CartesianProduct" in o
    }


def _operators(plan: Any) -> list[str]:
    return [
        plan["operatorType"],
        *(o for child in plan.get("children", []) for o in _operators(child)),
    ]
