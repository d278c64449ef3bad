"""The three statements bring what the rules need, from the example data and a few records in a real database."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.compile.marks import splice
from graph.compile.scope import EVERYTHING
from schema.instants import BEIJING, instant
from schema.loop.roots import QUESTIONS, Asked
from schema.loop.statement import FALSE_CLOSURES, HAND_OVERS, LOOP_STATISTICS
from schema.loop.terms import LoopClockKind, LoopLeftOutReason, SuspicionCode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.conftest import Database
    from tests.fixtures.service import Service

FROM, TO = datetime(2026, 9, 1, tzinfo=BEIJING), datetime(2026, 12, 31, tzinfo=BEIJING)
NOW = datetime(2026, 12, 1, 8, tzinfo=BEIJING)
OLD_FROM, OLD_TO = datetime(2022, 9, 1, tzinfo=BEIJING), datetime(2023, 6, 1, tzinfo=BEIJING)


def text(cypher: str) -> str:
    """The statement for a caller who may see everything and selects names."""
    return splice(re.sub(r"«project (\w+):\w+»", r"\1 {.name, .code, .title}", cypher), EVERYTHING)


async def row(database: Database, cypher: str, **given: Any) -> Any:
    """What the statement returns for a question; None when it has no row."""
    asked = Asked(**{"place": "", "start": FROM, "end": TO, "as_of": NOW, **given})
    closures = cypher is FALSE_CLOSURES
    async with database.driver.session() as session:
        result = await session.run(
            text(cypher), asked.of_closures() if closures else asked.parameters()
        )  # pyright: ignore[reportArgumentType]
        found = [record["value"] async for record in result]
    return (found[0], asked) if found else None


async def answered(database: Database, name: str, **given: Any) -> Any:
    """What the question answers."""
    (question,) = (each for each in QUESTIONS if each.name == name)
    found = await row(database, question.cypher, **given)
    return None if found is None else question.answer([found[0]], found[1])


async def run(database: Database, cypher: str, **given: Any) -> Any:
    """The first value of the first row."""
    async with database.driver.session() as session:
        result = await session.run(cypher, given)  # pyright: ignore[reportArgumentType]
        record = await result.single()
        return record[0] if record else None


async def place(database: Database, name: str) -> str:
    """Id of a place."""
    return await run(database, "MATCH (p:Place {name: $name}) RETURN p.id", name=name)


RECORDS = """
UNWIND $records AS r MERGE (c:Change {id: r.id})
SET c += r {.act, .target, .targetKind, .fromStatus, .toStatus, .delta, .reason, .seq}, c.stream = 'tried', c.at = datetime(r.at), c.via = 'HOUSE', c.fields = [], c.hash = r.id
"""


def record(
    number: int,
    need: str,
    act: str,
    at: datetime,
    status: tuple[str, str] | None = None,
    **delta: Any,
) -> dict[str, Any]:
    """A record as acts will write it."""
    before, after = status or (None, None)
    return {
        "id": f"change_tried{number}", "act": act, "target": need, "targetKind": "Need", "at": at.isoformat(), "seq": number,
        "fromStatus": before, "toStatus": after, "reason": delta.pop("reason", None), "delta": json.dumps({"kind": "Need", **delta}),
    }  # fmt: skip


@pytest.fixture
async def tried(database: Database, example: Service) -> AsyncIterator[Database]:
    """The example data; what a test records goes again."""
    yield database
    await run(database, "MATCH (c:Change) WHERE c.id STARTS WITH 'change_tried' DETACH DELETE c")


async def test_an_unknown_place_has_no_row(tried: Database) -> None:
    """Nothing to say."""
    for name in ("loopStatistics", "handOvers", "falseClosures"):
        assert await answered(tried, name, place="place_nowhere") is None


async def test_what_the_example_data_say(tried: Database) -> None:
    """The 75 matters of Nanshan street: every one in or out of each figure, with four clocks."""
    found = await answered(
        tried, "loopStatistics", place=await place(tried, "南山街道"), start=OLD_FROM, end=OLD_TO
    )
    assert found.need_count == 75
    for rate in (found.answered, found.solved, found.satisfied):
        assert rate.denominator + sum(each.count for each in rate.left_out) == 75
        assert 0 < rate.numerator <= rate.denominator
    assert found.solved.rate < 1
    assert {each.reason for each in found.solved.left_out} <= {
        LoopLeftOutReason.NOT_ASSESSED, LoopLeftOutReason.NOT_REACHED, LoopLeftOutReason.NOT_SAID,
    }  # fmt: skip
    clocks = {each.clock: each for each in found.clocks}
    assert clocks[LoopClockKind.CLOSE].events == 75
    assert clocks[LoopClockKind.ARRIVE].events == 0
    assert clocks[LoopClockKind.ARRIVE].median_minutes is None
    assert clocks[LoopClockKind.ARRIVE].median_at_least_minutes > 0
    assert clocks[LoopClockKind.RECEIVE].median_minutes <= clocks[LoopClockKind.RECEIVE].p90_minutes
    assert found.place["name"] == "南山街道"


async def test_a_category_counts_with_those_below_it(tried: Database) -> None:
    """And the parts of a tree sum to the whole."""
    street = await place(tried, "南山街道")
    count = {}
    for code in ("N3", "N3.1", "N3.1.4"):
        category = await run(tried, "MATCH (c:Category {code: $code}) RETURN c.id", code=code)
        found = await answered(
            tried, "loopStatistics", place=street, start=OLD_FROM, end=OLD_TO, category=category
        )
        count[code] = found.need_count
    assert count["N3"] > count["N3.1"] > count["N3.1.4"] > 0


async def bounced(database: Database) -> tuple[str, list[str], datetime]:
    """A need that goes from its community to three units and up a level, was on hold for a day, and is open still."""
    need, reported = await run(
        database, "MATCH (n:Need {code: 'NS-N-023'}) RETURN [n.id, n.reportedAt]"
    )
    owner = await run(database, "MATCH (n:Need {id: $id})-[:OWNED_BY]->(u) RETURN u.id", id=need)
    others = await run(
        database,
        "MATCH (u:Unit) WHERE u.id <> $owner WITH u ORDER BY u.code LIMIT 2 RETURN collect(u.id)",
        owner=owner,
    )
    start, day = reported.to_native(), timedelta(days=1)
    chain = [owner, others[0], others[1], owner]
    records = [
        record(at, need, act, start + at * day, links={"owner": [[chain[at - 1]], [chain[at]]]}, reason=reason)
        for at, (act, reason) in enumerate([("REASSIGN", "NOT_RESPONSIBLE"), ("REASSIGN", "他说不归他管 13800000000"), ("ESCALATE", "NO_AUTHORITY")], 1)
    ]  # fmt: skip
    records[2]["delta"] = json.dumps(
        {"kind": "Need", "values": {"level": [1, 2]}, "links": {"owner": [[chain[2]], [chain[3]]]}}
    )
    records += [
        record(4, need, "HOLD", start + 4 * day, ("IN_PROGRESS", "ON_HOLD")),
        record(5, need, "RESUME", start + 5 * day, ("ON_HOLD", "IN_PROGRESS")),
    ]  # fmt: skip
    await run(database, RECORDS, records=records)
    return need, chain, start


async def test_a_chain_is_told_with_times_and_codes_only(tried: Database) -> None:
    """Who had it, for how long without the day on hold, and why; what somebody wrote in words stays in the record."""
    _, chain, start = await bounced(tried)
    street = await place(tried, "南山街道")
    found = await answered(tried, "handOvers", place=street, least=3, first=5)
    assert found.chain_count == 1
    (worst,) = found.chains
    assert worst.need["code"] == "NS-N-023"
    assert worst.hand_overs == 3
    names = [await run(tried, "MATCH (u:Unit {id: $id}) RETURN u.name", id=id_) for id_ in chain]
    assert [step.unit["name"] for step in worst.steps] == names
    last = (instant(NOW) - instant(start)) // 60_000_000 - 4 * 1440
    assert [step.minutes for step in worst.steps] == [1440, 1440, 1440, last]
    assert [step.level for step in worst.steps] == [1, 1, 1, 2]
    assert [step.act for step in worst.steps] == [None, "REASSIGN", "REASSIGN", "ESCALATE"]
    assert [step.reason for step in worst.steps] == [None, "NOT_RESPONSIBLE", None, "NO_AUTHORITY"]
    assert worst.steps[-1].until is None
    assert "13800000000" not in repr(found)
    assert {names[1], names[2]} <= {each.unit["name"] for each in found.units}
    assert (await answered(tried, "handOvers", place=street, least=4, first=5)).chains == []


async def test_a_chain_as_of_an_earlier_day(tried: Database) -> None:
    """Only what had been recorded by then."""
    _, _, start = await bounced(tried)
    street = await place(tried, "南山街道")
    found = await answered(
        tried, "handOvers", place=street, least=1, first=5, as_of=start + timedelta(days=1.5)
    )
    (worst,) = found.chains
    assert worst.hand_overs == 1
    assert [step.minutes for step in worst.steps] == [1440, 720]


async def test_the_example_closures_are_looked_at_and_two_records_make_one_suspect(
    tried: Database,
) -> None:
    """Closed by time after being opened again; with the records as evidence."""
    street = await place(tried, "南山街道")
    before = await answered(
        tried, "falseClosures", place=street, start=OLD_FROM, end=OLD_TO, first=100
    )
    assert before.closed_count > 70
    need, closed = await run(tried, "MATCH (n:Need {code: 'NS-T-001'}) RETURN [n.id, n.closedAt]")
    at = closed.to_native()
    await run(tried, RECORDS, records=[
        record(1, need, "REOPEN", at - timedelta(hours=2), ("CLOSED", "OPEN"), values={"reopenedAt": [None, (at - timedelta(hours=2)).isoformat()]}),
        record(2, need, "CLOSE_BY_TIME", at, ("RESOLVED", "CLOSED")),
    ])  # fmt: skip
    after = await answered(
        tried, "falseClosures", place=street, start=OLD_FROM, end=OLD_TO, first=100
    )
    assert after.suspect_count == before.suspect_count + 1
    (mine,) = (each for each in after.closures if each.need["code"] == "NS-T-001")
    said = {each.code: each for each in mine.suspicions}
    assert said[SuspicionCode.REOPENED].change_ids == ["change_tried1"]
    assert said[SuspicionCode.CLOSED_BY_TIME].change_ids == ["change_tried2"]
    weights = [each.weight for each in after.closures]
    assert weights == sorted(weights, reverse=True)


async def test_the_same_at_the_same_place_soon_after_is_a_repetition(tried: Database) -> None:
    """A duplicate that was merged is none, one of another category is none, and a year later it is the season."""
    street = await place(tried, "南山街道")
    made = """
    MATCH (n:Need {code: 'NS-T-002'})-[:AT]->(p), (n)-[:IN_CATEGORY]->(c)
    UNWIND $made AS m
    CREATE (x:Need:Record {id: m.id, code: m.id, title: '再次上报', kind: 'DEMAND', status: m.status, priority: 3, quantity: 1.0, level: 1, reopenCount: 0, reportedAt: n.closedAt + duration(m.later)})
    CREATE (x)-[:AT]->(p), (x)-[:IN_CATEGORY]->(c)
    """
    rows = [
        ("again", "OPEN", "P89D"),
        ("merged", "MERGED", "P3D"),
        ("late", "OPEN", "P91D"),
        ("season", "OPEN", "P355D"),
    ]
    try:
        await run(
            tried,
            made,
            made=[{"id": f"need_tried{i}", "status": s, "later": d} for i, s, d in rows],
        )
        found = await answered(
            tried, "falseClosures", place=street, start=OLD_FROM, end=OLD_TO, first=100
        )
        (mine,) = (each for each in found.closures if each.need["code"] == "NS-T-002")
        (repeated,) = (each for each in mine.suspicions if each.code is SuspicionCode.REPEATED)
        assert repeated.need_ids == ["need_triedagain"]
        assert mine.seasonal_need_ids == ["need_triedseason"]
    finally:
        await run(tried, "MATCH (n:Need) WHERE n.id STARTS WITH 'need_tried' DETACH DELETE n")


@pytest.mark.parametrize(
    "cypher",
    [LOOP_STATISTICS, HAND_OVERS, FALSE_CLOSURES],
    ids=["loopStatistics", "handOvers", "falseClosures"],
)
async def test_the_plan_begins_at_an_index(tried: Database, cypher: str) -> None:
    """No scan of all nodes or of a label, no cartesian product of two searches."""
    asked = Asked(place="x", start=FROM, end=TO, as_of=NOW, category="y")
    given = asked.of_closures() if cypher is FALSE_CLOSURES else asked.parameters()
    async with tried.driver.session() as session:
        result = await session.run("EXPLAIN " + text(cypher), given)  # pyright: ignore[reportArgumentType]
        plan = (await result.consume()).plan
    operators = set(_operators(plan))
    assert any("NodeIndexSeek" in each for each in operators)
    assert not {
        o for o in operators if "AllNodesScan" in o or "LabelScan" in o or "CartesianProduct" in o
    }


def _operators(plan: Any) -> list[str]:
    return [
        plan["operatorType"],
        *(o for child in plan.get("children", []) for o in _operators(child)),
    ]
