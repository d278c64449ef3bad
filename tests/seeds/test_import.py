"""What an import does to the graph."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

import seeds
from tests.seeds.small import dump, small

if TYPE_CHECKING:
    from graph.connect import Database
    from seeds.report import Report
    from tests.seeds.small import Rows

    Row = dict[str, str]


async def imported(database: Database, rows: Rows, **options: bool) -> Report:
    report = await seeds.run_import_rows(database.driver, rows, **options)
    assert report.problems == []
    return report


async def one(database: Database, text: str) -> object:
    records, _, _ = await database.driver.execute_query(text)
    return records[0][0]


async def test_every_sheet_arrives_and_the_graph_is_sound(clean: Database) -> None:
    """A first import creates each row, and the graph holds what the declarations say."""
    report = await imported(clean, small())
    assert report.total("created") == report.rows == sum(map(len, small().values()))
    assert await seeds.check_graph(clean.driver) == []
    assert (
        await one(clean, "MATCH (n:Need) RETURN toString(n.windowStart)")
        == "2026-12-04T08:00:00+08:00"
    )
    assert await one(clean, "MATCH (n:Place {code: 'C1'}) RETURN labels(n)") == [
        "Place",
        "Community",
    ]
    assert await one(clean, "MATCH (:Category)-[r:SATISFIED_BY]->() RETURN r {.*}") == {
        "fit": 0.8,
        "essential": True,
        "perUnit": 1.0,
    }


async def test_importing_twice_writes_nothing(clean: Database) -> None:
    """The second import of the same rows reports every row as unchanged, and the database saw no write."""
    await imported(clean, small())
    before = await dump(clean)
    report = await imported(clean, small())
    assert report.total("unchanged") == report.rows
    assert await dump(clean) == before


async def test_order_does_not_matter(clean: Database) -> None:
    """Shuffled rows, columns and sheets give the identical graph."""
    await imported(clean, small())
    expected = await dump(clean)
    for seed in (1, 2):
        async with clean.driver.session() as session:
            await (await session.run("MATCH (n) DETACH DELETE n")).consume()
        await imported(clean, shuffled(small(), random.Random(seed)))
        assert await dump(clean) == expected


def shuffled(rows: Rows, by: random.Random) -> Rows:
    sheets = list(rows.items())
    by.shuffle(sheets)
    mixed: Rows = {}
    for name, listed in sheets:
        by.shuffle(listed)
        order = by.sample(list(listed[0]), len(listed[0]))
        mixed[name] = [{header: row[header] for header in order} for row in listed]
    return mixed


async def test_an_empty_cell_clears_and_an_absent_column_leaves(clean: Database) -> None:
    """Only what a sheet has a column for is touched; optional values and edges are cleared by an empty cell."""
    await imported(clean, small())
    report = await imported(clean, {"units": [{"编号": "U2", "简称": "", "上级单位": ""}]})
    assert report.total("updated") == 1
    row = await one(
        clean,
        "MATCH (u:Unit {code: 'U2'}) RETURN [u.name, u.shortName, COUNT { (u)-[:BELONGS_TO]->() }, COUNT { (u)-[:LOCATED_IN]->() }]",
    )
    assert row == ["北票市实验小学", None, 0, 1]


async def test_a_reference_moves_and_a_level_is_corrected(clean: Database) -> None:
    """An update replaces far ends and the precise label, and the place keeps its id."""
    await imported(clean, small())
    before = await one(clean, "MATCH (p:Place {code: 'C2'}) RETURN p.id")
    await imported(
        clean,
        {
            "places": [{"编号": "C2", "类型": "小区", "上级": "桥北社区"}],
            "needs": [{"编号": "D1", "地点": "C2"}],
        },
    )
    assert await one(clean, "MATCH (p:Place {code: 'C2'}) RETURN [p.id, labels(p)]") == [
        before,
        ["Place", "Estate"],
    ]
    assert await one(clean, "MATCH (:Place {code: 'C2'})-[:PART_OF]->(p) RETURN p.code") == "C1"
    assert await one(clean, "MATCH (:Need {code: 'D1'})-[:AT]->(p) RETURN collect(p.code)") == [
        "C2"
    ]


async def secretaries(database: Database) -> object:
    return await one(
        database,
        "MATCH (p:FirstSecretary) RETURN collect([p.code, p.secretaryId = 'secretary_' + split(p.id, '_')[1]])",
    )


async def test_first_secretaries_follow_their_roles(clean: Database) -> None:
    """The label comes with an active first-secretary role, moves with its holder and goes when it ends."""
    await imported(clean, small())
    assert await secretaries(clean) == [["P1", True]]
    await imported(clean, {"role_assignments": [{"编号": "T1", "人员": "李四"}]})
    assert await secretaries(clean) == [["P2", True]]
    await imported(clean, {"role_assignments": [{"编号": "T1", "状态": "召回"}]})
    assert await secretaries(clean) == []
    assert await seeds.check_graph(clean.driver) == []


async def test_a_refused_import_changes_nothing(clean: Database) -> None:
    """One bad row among good ones: the graph stays as it was, bookkeeping included."""
    await imported(clean, small())
    before = await dump(clean)
    report = await seeds.run_import_rows(clean.driver, {"units": [
        {"编号": "U1", "名称": "改名", "类型": "企业"}, {"编号": "U9", "名称": "新", "类型": "不存在的类型"},
    ]})  # fmt: skip
    assert [(p.row, p.column, p.code) for p in report.problems] == [(3, "类型", "UNKNOWN_WORD")]
    assert report.tally == {}
    assert await dump(clean) == before


async def test_a_rehearsal_says_what_would_happen(clean: Database) -> None:
    """A dry run counts as the real one does, and writes nothing."""
    await imported(clean, small())
    before = await dump(clean)
    changed = {
        "units": [
            {"编号": "U1", "名称": "改名", "类型": "企业"},
            {"编号": "U9", "名称": "新", "类型": "企业"},
            {"编号": "U2", "名称": "北票市实验小学", "类型": "事业单位"},
        ]
    }
    rehearsed = await imported(clean, changed, dry_run=True)
    assert await dump(clean) == before
    real = await imported(clean, changed)
    assert (
        dict(rehearsed.tally)
        == dict(real.tally)
        == {("单位", "updated"): 1, ("单位", "created"): 1, ("单位", "unchanged"): 1}
    )


@pytest.mark.parametrize(
    "header", ["Short name", "short_name", "shortName", "SHORT NAME", " 简 称 "]
)
async def test_english_headers_are_as_good(clean: Database, header: str) -> None:
    """Headers may be Chinese, GraphQL names, snake_case or spaced English."""
    rows = {"Units": [{"code": "U1", "Name": "医院", "kind": "public institution", header: "短"}]}
    await imported(clean, rows)
    assert await one(clean, "MATCH (u:Unit) RETURN [u.name, u.kind, u.shortName, u.status]") == [
        "医院",
        "PUBLIC_INSTITUTION",
        "短",
        "ACTIVE",
    ]


async def test_references_into_the_graph_by_name_and_alias(clean: Database) -> None:
    """A later file may name what an earlier one brought, by code, name, short name or alias."""
    await imported(clean, small())
    report = await imported(clean, {"needs": [
        {"编号": f"D{i}", "标题": "t", "上报时间": "2026-11-20 09:30", "需求分类": word, "计量单位": "人", "地点": "桥北社区", "主责单位": "中心医院"}
        for i, word in enumerate(["N1.1", "出行陪护", "陪诊", "Escort", "Ｎ１．１"], start=2)
    ]})  # fmt: skip
    assert report.total("created") == 5
    assert await one(
        clean, "MATCH (n:Need)-[:IN_CATEGORY]->(c) RETURN collect(DISTINCT c.code)"
    ) == ["N1.1"]
