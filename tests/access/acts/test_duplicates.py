"""`possibleDuplicates` over HTTP: the same candidates as a search through the whole graph, for who sees them, nothing of a telephone but yes or no."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from graph.ids import node_id
from graph.kinds import KINDS
from schema.duplicates.statement import MOST_READ
from schema.instants import BEIJING
from tests.access.acts.doubles import ALL, searched
from tests.access.acts.test_needs import (
    AUDITOR,
    COMMUNITY,
    DEPARTMENT,
    GRID,
    LIAISON,
    RESIDENT,
    STREET,
    place,
    term,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.access.acts.conftest import Acting

SHOWN = """{ since until lookedAt complete sameCount candidates {
  suggestion score need { id code title contactPhone householdCount } parts { criterion value weight points zh en } doubts { doubt zh en }
} }"""
WRITTEN = f"query($need: ID!, $first: Int = 50) {{ possibleDuplicates(need: $need, first: $first) {SHOWN} }}"
UNWRITTEN = f"query($question: DuplicateQuestion!) {{ possibleDuplicatesOf(question: $question, first: 50) {SHOWN} }}"
AT = datetime(2026, 12, 1, 8, tzinfo=BEIJING)
PHONE = "13877770123"

ADD = """
UNWIND $needs AS said
MATCH (c:Category {code: said.category}), (m:Category {code: 'U.case'}), (p:Place {code: said.place})
CREATE (n:Need {id: said.id, code: said.code, version: 1, provenance: 'ENTERED', priority: 3, quantity: 1.0, level: 1, reopenCount: 0})
SET n += said.values
CREATE (n)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m), (n)-[:AT]->(p)
FOREACH (_ IN CASE WHEN said.partOf IS NULL THEN [] ELSE [1] END | MERGE (w:Need {id: said.partOf}) CREATE (n)-[:PART_OF_NEED]->(w))
"""


def need_id(code: str) -> str:
    """Id of a need."""
    return node_id(KINDS["Need"], code)


def said(code: str, title: str, *, at: datetime = AT, where: str = "NS-C01", sort: str = "N2.1.1", part_of: str | None = None, **more: Any) -> dict[str, Any]:  # fmt: skip
    """A need to add."""
    values = {"title": title, "kind": "COMPLAINT", "status": "REPORTED", "reportedAt": at, **more}
    return {"id": need_id(code), "code": code, "category": sort, "place": where, "values": values, "partOf": part_of}  # fmt: skip


@pytest.fixture
async def winter(acting: Acting) -> Acting:
    """Frozen pipes in the first cold week, by several channels, and what looks like them."""
    day = timedelta(days=1)
    needs = [
        said("B-1", "桥北小区3号楼水管冻裂停水", contactPhone=PHONE, householdCount=24),
        said("B-2", "3号楼供水立管冻住，停水了", at=AT + day / 8, where="NS-C01-G1", contactPhone="+86 138-7777-0123"),
        said("B-3", "桥北小区5号楼水管冻裂停水", at=AT + day / 4, contactPhone="13800000000"),
        said("B-4", "桥北小区3号楼水管冻裂停水", at=AT - 30 * day, status="CLOSED", closedAt=AT - 20 * day),
        said("B-5", "桥北小区3号楼水管冻裂停水", at=AT - 365 * day),
        said("B-6", "桥北小区3号楼水管冻裂停水", where="WL-C01"),
        said("B-7", "桥北小区3号楼水管冻裂停水", where="NS-C02"),
        said("B-8", "更换3号楼立管", at=AT + day, part_of=need_id("B-1")),
        said("B-9", "安置3号楼停水住户", at=AT + day, part_of=need_id("B-1")),
        said("B-10", "桥北小区3号楼水管冻裂停水", sort="N1.1.2"),
        said("B-11", "桥北小区3号楼水管冻裂停水", status="MERGED"),
        said("B-12", "3号楼暖气不热", at=AT + day, sort="N2.1", contactPhone="138××××"),
        said("B-13", "3号楼暖气不热了", at=AT + day, sort="N2.1", contactPhone="138××××"),
    ]  # fmt: skip
    await acting.known.run(ADD, needs=needs)
    return acting


async def asked(acting: Acting, code: str, account: str = STREET) -> Mapping[str, Any] | None:
    """What an account is answered about a need."""
    secret = await acting.key(account, ("READ", "AUDIT"))
    return (await acting.do(secret, WRITTEN, need=need_id(code)))["possibleDuplicates"]


def suggested(answer: Mapping[str, Any] | None) -> dict[str, str]:
    """Suggestion by code."""
    assert answer is not None
    return {c["need"]["code"]: c["suggestion"] for c in answer["candidates"]}


async def test_the_story_of_a_cold_week(winter: Acting) -> None:
    """One matter by two channels is the same; another building, last month, last year, another community are not."""
    found = await asked(winter, "B-1")
    assert suggested(found) == {"B-2": "SAME", "B-4": "REPEAT", "B-3": "RELATED", "B-12": "RELATED", "B-13": "RELATED"}  # fmt: skip
    assert found
    assert (found["sameCount"], found["complete"]) == (1, True)
    assert "B-1" in suggested(await asked(winter, "B-2"))


async def test_parts_of_one_need_are_no_duplicates(winter: Acting) -> None:
    """Neither of each other nor of the whole."""
    for code in ("B-1", "B-8"):
        assert not {"B-1", "B-8", "B-9", "B-11"} & set(suggested(await asked(winter, code)))


async def test_every_score_is_the_sum_of_its_parts(winter: Acting) -> None:
    """As it is answered, for every candidate."""
    found = await asked(winter, "B-1")
    assert found
    for each in found["candidates"]:
        assert each["score"] == sum(part["points"] for part in each["parts"])
        assert all(p["points"] == p["weight"] * p["value"] // 1_000_000 for p in each["parts"])
        assert (each["suggestion"] == "SAME") == (not each["doubts"])


def phone(answer: Mapping[str, Any] | None, code: str) -> str:
    """What is said of the telephone number of a candidate."""
    assert answer is not None
    (candidate,) = (c for c in answer["candidates"] if c["need"]["code"] == code)
    return next(part["zh"] for part in candidate["parts"] if part["criterion"] == "PHONE")


async def test_a_telephone_is_compared_for_who_may_see_it(winter: Acting) -> None:
    """However it is written; not where part of it was left out, and not for who sees the need without its contact."""
    found = await asked(winter, "B-1")
    assert phone(found, "B-2") == "联系电话相同"
    assert phone(found, "B-3") == "联系电话不同"
    assert phone(await asked(winter, "B-12"), "B-13") == "联系电话未注明或不可见"
    assert phone(await asked(winter, "B-1", AUDITOR), "B-2") == "联系电话未注明或不可见"
    assert phone(await asked(winter, "B-1", COMMUNITY), "B-2") == "联系电话相同"


async def test_nothing_of_a_telephone_leaves(winter: Acting) -> None:
    """Neither in the answer nor, by the question's own statement, in its rows."""
    secret = await winter.key(STREET)
    answer = await winter.raw(secret, WRITTEN, need=need_id("B-1"))
    assert PHONE not in answer.text
    assert "7777" not in answer.text


async def test_who_takes_in_no_needs_is_told_who_does(winter: Acting) -> None:
    """The public, residents, liaisons of units."""
    for secret in (None, await winter.key(RESIDENT), await winter.key(LIAISON)):
        answer = (await winter.raw(secret, WRITTEN, need=need_id("B-1"))).json()
        assert answer["errors"][0]["extensions"]["reason"] == "FIND_DUPLICATES"


async def test_a_need_that_is_not_seen_has_no_answer(winter: Acting) -> None:
    """Hidden and unknown alike; and what is hidden is no candidate."""
    assert await asked(winter, "B-6") is None
    assert await asked(winter, "B-none") is None
    # The grid worker of the community's first grid sees what is in it.
    assert await asked(winter, "B-1", GRID) is None


async def test_a_need_not_written_down_is_answered_like_one_that_is(winter: Acting) -> None:
    """With what it says, save the telephone and the need itself."""
    secret = await winter.key(STREET)
    question = {
        "title": "桥北小区3号楼水管冻裂停水", "category": term("N2.1.1"), "place": place("NS-C01"), "kind": "COMPLAINT",
        "householdCount": 24, "reportedAt": AT.isoformat(),
    }  # fmt: skip
    found = (await winter.do(secret, UNWRITTEN, question=question))["possibleDuplicatesOf"]
    written = await asked(winter, "B-1")
    assert suggested(found) | {"B-1": "", "B-8": "", "B-9": ""} == suggested(written) | {"B-1": "", "B-8": "", "B-9": ""}  # fmt: skip
    assert suggested(found)["B-1"] == "SAME"
    assert found["since"] == "2026-09-02T08:00:00+08:00"


@pytest.mark.parametrize(
    ("wrong", "reason", "field"),
    [
        ({"title": " "}, "TEXT_LENGTH", "question.title"),
        ({"description": "长" * 4001}, "TEXT_LENGTH", "question.description"),
        ({"householdCount": -1}, "QUANTITY", "question.householdCount"),
        ({"reportedAt": "1999-01-01T00:00:00Z"}, "YEAR", "question.reportedAt"),
        ({"windowStart": AT.isoformat()}, "HALF_WINDOW", "question.windowEnd"),
        ({"place": "place_nowhere"}, "UNKNOWN", "question.place"),
        ({"category": "category_none"}, "UNKNOWN", "question.category"),
        ({"category": term("C3.1")}, "UNKNOWN", "question.category"),
        ({"reporter": "person_nobody"}, "UNKNOWN", "question.reporter"),
    ],
)
async def test_what_cannot_be_compared_is_refused(
    winter: Acting, wrong: dict[str, Any], reason: str, field: str
) -> None:
    """With the member that is wrong, in both languages."""
    question = {"title": "停水", "category": term("N2.1.1"), "place": place("NS-C01"), **wrong}
    answer = (await winter.raw(await winter.key(STREET), UNWRITTEN, question=question)).json()
    extensions = answer["errors"][0]["extensions"]
    assert (extensions["reason"], extensions["argument"]) == (reason, field)
    assert extensions["messageZh"]


@pytest.mark.parametrize("first", [-1, 51])
async def test_a_page_has_its_bounds(winter: Acting, first: int) -> None:
    """From none to fifty."""
    answer = (await winter.raw(await winter.key(), WRITTEN, need="x", first=first)).json()
    assert answer["errors"][0]["extensions"]["reason"] == "PAGE_SIZE"


async def test_the_candidates_are_those_of_the_whole_graph(winter: Acting) -> None:
    """For every need of the street, the example's and the added: what a search through everything finds, in its order."""
    rows = await winter.known.run(ALL)
    secret, shown = await winter.key(STREET), 0
    for row in rows:
        code = row["n"]["code"]
        if not any(i == place("NS") for i, _ in row["chain"]):
            continue
        answer = (await winter.do(secret, WRITTEN, need=row["n"]["id"]))["possibleDuplicates"]
        told = [(c["need"]["id"], c["suggestion"], c["score"]) for c in answer["candidates"]]
        wanted = searched(rows, code)[:50]
        assert told == wanted, code
        shown += len(told)
    assert shown > 40


async def test_of_too_many_the_nearest_in_time_are_compared(winter: Acting) -> None:
    """And it is said that there are more."""
    minute = timedelta(minutes=1)
    needs = [said(f"B-9{n:03}", f"第{n}件停水", at=AT + n * minute, where="NS-C08") for n in range(MOST_READ + 5)]  # fmt: skip
    await winter.known.run(ADD, needs=needs)
    found = await asked(winter, "B-9000")
    assert found
    assert (found["lookedAt"], found["complete"]) == (MOST_READ, False)


async def test_a_department_sees_what_it_answers_for(winter: Acting) -> None:
    """Others of the community are no candidates for it."""
    secret = await winter.key(DEPARTMENT)
    mine = await winter.do(secret, "{ needs(first: 50, filter: {reportedAt: {gte: \"2000-01-01T00:00:00Z\"}}) { nodes { id } } }")  # fmt: skip
    seen = {n["id"] for n in mine["needs"]["nodes"]}
    assert seen
    candidates: set[str] = set()
    for need in sorted(seen)[:20]:
        found = (await winter.do(secret, WRITTEN, need=need))["possibleDuplicates"]
        assert found is not None
        candidates |= {c["need"]["id"] for c in found["candidates"]}
    assert candidates
    assert candidates <= seen
