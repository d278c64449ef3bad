"""Search finds Chinese words of any length and Latin ones among them: what contains the words comes first, in a stable order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from graph.compile.scope import EVERYTHING, Scope

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.fixtures.engine import Asking

TEXTS = [
    "居家养老服务中心", "养老服务补贴办理", "社区服务中心", "赡养老人法律援助", "老年大学", "医院义诊", "中心医院", "中医理疗馆", "医疗救助",
    "儿童医生进社区", "消防演练", "消防器材检查", "地震演练指导", "A座3楼会议室", "B座2楼会议室", "C++ 编程课堂", "service and center", "Rehab Center (North)",
    "G3高速志愿队", "ＡＢ物业公司", "“红色”驿站", "path/to:all*", "心理咨询 [青少年]", "志愿者服务",
]  # fmt: skip


@pytest.fixture
async def units(asking: Asking, clean: Any) -> AsyncIterator[Asking]:
    """Units with these names, written in an order of no meaning."""
    rows = [{"code": f"S{i:02}", "name": text} for i, text in enumerate(TEXTS)]
    await asking.database.driver.execute_query(
        "UNWIND $rows AS row CREATE (:Unit {id: 'unit_' + row.code, code: row.code, name: row.name, kind: 'TEAM', status: 'ACTIVE', provenance: 'ENTERED'})",
        rows=sorted(rows, key=lambda row: row["name"]),
    )
    yield asking
    await asking.database.driver.execute_query("MATCH (n) DETACH DELETE n")


QUERY = "query($s: String!, $n: Int, $a: String, $f: UnitFilter, $o: UnitOrder) { units(first: $n, after: $a, search: $s, filter: $f, orderBy: $o) { totalCount edges { cursor node { name } } } }"


async def search(asking: Asking, words: str, scope: Scope = EVERYTHING, **more: Any) -> list[str]:
    """Names found, best first."""
    answer = orjson.loads(
        (
            await asking.engine.answer(
                asking.reading, QUERY, variables={"s": words, "n": 100, **more}, scope=scope
            )
        ).body
    )
    assert "errors" not in answer, (words, answer)
    got = answer["data"]["units"]
    if not more:
        assert got["totalCount"] == len(got["edges"])
    return [e["node"]["name"] for e in got["edges"]]


@pytest.mark.parametrize(
    ("words", "best", "others"),
    [
        ("医", {"医院义诊", "中心医院", "中医理疗馆", "医疗救助", "儿童医生进社区"}, set()),
        ("楼", {"A座3楼会议室", "B座2楼会议室"}, set()),
        ("养老", {"居家养老服务中心", "养老服务补贴办理", "赡养老人法律援助"}, set()),
        ("义诊", {"医院义诊"}, set()),
        ("医院", {"医院义诊", "中心医院"}, set()),
        ("养老服务", {"居家养老服务中心", "养老服务补贴办理"}, {"社区服务中心", "赡养老人法律援助", "志愿者服务"}),
        ("消防演练", {"消防演练"}, {"消防器材检查", "地震演练指导"}),
        ("中心 医院", {"中心医院"}, set()),
        ("A座", {"A座3楼会议室"}, set()),
        ("a座3楼", {"A座3楼会议室"}, set()),
        ("G3高速", {"G3高速志愿队"}, set()),
        ("高速g3", {"G3高速志愿队"}, set()),
        ("center", {"service and center", "Rehab Center (North)"}, set()),
        ("CENT", {"service and center", "Rehab Center (North)"}, set()),
        ("service and center", {"service and center"}, set()),
        ("AB物业", {"ＡＢ物业公司"}, set()),
        ("ＡＢ", {"ＡＢ物业公司", "Rehab Center (North)"}, set()),
        ("“红色”驿站", {"“红色”驿站"}, set()),
        ("Center (North)", {"Rehab Center (North)"}, set()),
        ("青少年]", {"心理咨询 [青少年]"}, set()),
        ("不存在", set(), set()),
    ],
)  # fmt: skip
async def test_right_hits_come_first(
    units: Asking, words: str, best: set[str], others: set[str]
) -> None:
    """One character, two, four, mixed with Latin, in any width and case; nothing but what shares a word follows."""
    found = await search(units, words)
    assert set(found[: len(best)]) == best
    assert set(found[len(best) :]) <= others


@pytest.mark.parametrize(
    "words",
    ["", " ", "*", "?", "\\", '"', "(", "+-&&||!(){}[]^\"~*?:\\/", "AND", "OR NOT", "a", "the", "name:医", "/.*/", "医~", "[a TO z]", "$p1", "医" * 500, "\n\t", "\U0001f642", "，。！", "\x00", "'; MATCH (n) DETACH DELETE n //"],
)  # fmt: skip
async def test_nothing_in_a_query_is_syntax(units: Asking, words: str) -> None:
    """Empty, punctuation, operators and escapes of the index, long, control characters: an answer, never an error."""
    assert len(await search(units, words)) <= len(TEXTS)


async def test_the_order_is_stable_and_pages_follow_it(units: Asking) -> None:
    """Equal ranks follow by id; a cursor of a search leads on."""
    whole = await search(units, "服务")
    assert whole == await search(units, "服务")
    answer = orjson.loads(
        (await units.engine.answer(units.reading, QUERY, variables={"s": "服务", "n": 2})).body
    )
    rest = await search(units, "服务", a=answer["data"]["units"]["edges"][1]["cursor"])
    assert rest == whole[2:]
    assert len(whole) > 3


async def test_a_search_takes_a_filter_and_an_order(units: Asking) -> None:
    """Any condition, for the full-text index leads already; an order that is asked for goes before closeness."""
    assert await search(units, "楼", f={"name": {"ne": "A座3楼会议室"}}) == ["B座2楼会议室"]
    assert await search(units, "服务", o={"field": "CODE", "direction": "DESC"}) == sorted(
        await search(units, "服务"), key=TEXTS.index, reverse=True
    )


async def test_what_is_hidden_changes_no_rank(units: Asking) -> None:
    """The rank depends on a text alone: what others there are, seen or unseen, does not move it."""
    scope = Scope(
        "some",
        {"Unit": "NOT {n}.code IN $scope_codes"},
        {"scope_codes": [f"S{i:02}" for i in range(0, len(TEXTS), 2)]},
    )
    before = {
        words: await search(units, words, scope) for words in ("服务", "养老服务", "医", "中心")
    }
    await units.database.driver.execute_query(
        "MATCH (n:Unit) WHERE n.code IN $codes DETACH DELETE n",
        codes=scope.parameters["scope_codes"],
    )
    assert {words: await search(units, words, scope) for words in before} == before
    assert any(before.values())
