"""Every bad row is reported: where, what, why and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import seeds
from tests.seeds.small import small

if TYPE_CHECKING:
    from graph.connect import Database
    from seeds.problems import Problem

UNIT = {"编号": "U9", "名称": "新单位", "类型": "企业"}
PLACE = {"编号": "C9", "类型": "社区", "名称": "新社区", "上级": "S1"}
NEED = {
    "编号": "D9",
    "标题": "t",
    "上报时间": "2026-11-20 09:30",
    "需求分类": "N1.1",
    "计量单位": "人",
    "地点": "C1",
}
RESOURCE = {
    "编号": "Z9",
    "名称": "车",
    "类型": "服务",
    "容量模式": "计数",
    "容量": "3",
    "提供单位": "U1",
    "能力分类": "C4.1",
    "计量单位": "人",
}
ROLE = {"编号": "T9", "人员": "P1", "角色": "R.FIRST_SECRETARY"}
COMMITMENT = {
    "编号": "M9",
    "方向": "点单",
    "状态": "已接受",
    "数量": "1",
    "开始时间": "2026-12-04 08:00",
    "结束时间": "2026-12-04 12:00",
    "单位": "U1",
}
CATEGORY = {"编号": "N9", "名称": "n", "英文名": "n", "体系": "需求分类"}

DIRTY: list[tuple[str, dict[str, str], dict[str, str], tuple[str, str]]] = [
    # sheet, a good row, what makes it bad, (column, code)
    ("units", UNIT, {"名称": ""}, ("名称", "REQUIRED")),
    ("units", UNIT, {"编号": ""}, ("编号", "REQUIRED")),
    ("units", UNIT, {"编号": "1.38E+10"}, ("编号", "SCIENTIFIC_NOTATION")),
    ("units", UNIT, {"编号": "x" * 501}, ("编号", "TOO_LONG")),
    ("units", UNIT, {"名称": "x" * 501}, ("名称", "TOO_LONG")),
    ("units", UNIT, {"名称": "a\x00b"}, ("名称", "CONTROL_CHARACTER")),
    ("units", UNIT, {"名称": "a\ufffdb"}, ("名称", "CONTROL_CHARACTER")),
    ("units", UNIT, {"名称": "a\ud800b"}, ("名称", "CONTROL_CHARACTER")),
    ("units", UNIT, {"类型": "医院"}, ("类型", "UNKNOWN_WORD")),
    ("units", UNIT, {"承接上限": "-1"}, ("承接上限", "OUT_OF_BOUNDS")),
    ("units", UNIT, {"承接上限": "五"}, ("承接上限", "NOT_A_NUMBER")),
    ("units", UNIT, {"承接上限": "3万"}, ("承接上限", "NOT_A_NUMBER")),
    ("units", UNIT, {"承接上限": "1.5"}, ("承接上限", "NOT_A_WHOLE_NUMBER")),
    ("units", UNIT, {"承接上限": "9223372036854775808"}, ("承接上限", "NOT_A_WHOLE_NUMBER")),
    ("units", UNIT, {"驻地": "桥北社"}, ("驻地", "UNKNOWN_REFERENCE")),
    ("units", UNIT, {"驻地": "同名社区"}, ("驻地", "AMBIGUOUS_REFERENCE")),
    ("units", UNIT, {"驻地": "C1;C2"}, ("驻地", "UNKNOWN_REFERENCE")),
    ("units", UNIT, {"驻地": "1.38E+10"}, ("驻地", "SCIENTIFIC_NOTATION")),
    ("units", UNIT, {"驻地": "U1"}, ("驻地", "UNKNOWN_REFERENCE")),
    ("units", UNIT, {"能力": "车辆;出行陪护"}, ("能力", "WRONG_REFERENCE")),
    ("units", UNIT, {"能力": "N1.1"}, ("能力", "WRONG_REFERENCE")),
    ("units", UNIT, {"来历": "听说"}, ("来历", "UNKNOWN_WORD")),
    ("units", UNIT, {"上级单位": "U9"}, ("上级单位", "CYCLE")),
    ("units", UNIT, {"电话": "1"}, ("电话", "UNKNOWN_COLUMN")),
    ("units", UNIT, {"name": "又一个"}, ("name", "REPEATED_COLUMN")),
    ("places", PLACE, {"类型": "村子"}, ("类型", "UNKNOWN_LEVEL")),
    ("places", PLACE, {"类型": ""}, ("类型", "REQUIRED")),
    ("places", PLACE, {"纬度": "91", "经度": "120"}, ("纬度", "OUT_OF_BOUNDS")),
    ("places", PLACE, {"纬度": "41", "经度": "-180.1"}, ("经度", "OUT_OF_BOUNDS")),
    ("places", PLACE, {"纬度": "nan", "经度": "1"}, ("纬度", "NOT_A_NUMBER")),
    ("places", PLACE, {"纬度": "41", "经度": ""}, ("经度", "ONE_WITHOUT_THE_OTHER")),
    ("places", PLACE, {"老年人口占比": "31%"}, ("老年人口占比", "NOT_A_NUMBER")),
    ("places", PLACE, {"老年人口占比": "31"}, ("老年人口占比", "OUT_OF_BOUNDS")),
    ("places", PLACE, {"户数": "2,1000"}, ("户数", "NOT_A_NUMBER")),
    ("places", PLACE, {"上级": "C9"}, ("上级", "CYCLE")),
    ("needs", NEED, {"数量": "inf"}, ("数量", "NOT_A_NUMBER")),
    ("needs", NEED, {"数量": "1e999"}, ("数量", "NOT_A_NUMBER")),
    ("needs", NEED, {"数量": "-2"}, ("数量", "OUT_OF_BOUNDS")),
    ("needs", NEED, {"优先级": "5"}, ("优先级", "OUT_OF_BOUNDS")),
    ("needs", NEED, {"上报时间": "45678"}, ("上报时间", "EXCEL_SERIAL")),
    ("needs", NEED, {"上报时间": "45678.395"}, ("上报时间", "EXCEL_SERIAL")),
    ("needs", NEED, {"上报时间": "2026-11-20"}, ("上报时间", "NOT_A_TIME")),
    ("needs", NEED, {"上报时间": "2026-11-20 25:00"}, ("上报时间", "NOT_A_TIME")),
    ("needs", NEED, {"上报时间": "2026-13-20 09:00"}, ("上报时间", "NOT_A_DATE")),
    ("needs", NEED, {"上报时间": "20.11.2026 09:00"}, ("上报时间", "NOT_A_DATE")),
    ("needs", NEED, {"开始时间": "2026-12-04 12:00", "结束时间": "2026-12-04 12:00"}, ("结束时间", "ENDS_BEFORE_IT_STARTS")),
    ("needs", NEED, {"需求分类": "车辆"}, ("需求分类", "WRONG_REFERENCE")),
    ("needs", NEED, {"需求分类": ""}, ("需求分类", "REQUIRED")),
    ("needs", NEED, {"地点": "；"}, ("地点", "UNKNOWN_REFERENCE")),
    ("needs", NEED, {"服务对象": "老人、小孩"}, ("服务对象", "UNKNOWN_REFERENCE")),
    ("resources", RESOURCE, {"容量": ""}, ("容量", "CAPACITY_MISSING")),
    ("resources", RESOURCE, {"容量模式": "周期额度"}, ("容量模式", "RATE_PERIOD_MISSING")),
    ("resources", RESOURCE, {"容量模式": "周期额度", "额度周期": ""}, ("额度周期", "RATE_PERIOD_MISSING")),
    ("resources", RESOURCE, {"可应急调用": "也许"}, ("可应急调用", "NOT_YES_OR_NO")),
    ("resources", RESOURCE, {"停用日期": "2026-10-01;2026-02-30"}, ("停用日期", "NOT_A_DATE")),
    ("resources", RESOURCE, {"能力分类": ";"}, ("能力分类", "REQUIRED")),
    ("resources", RESOURCE, {"引入任职": "第一书记"}, ("引入任职", "UNKNOWN_REFERENCE")),
    ("role_assignments", ROLE, {"开始日期": "44562"}, ("开始日期", "EXCEL_SERIAL")),
    ("role_assignments", ROLE, {"开始日期": "2023/2/29"}, ("开始日期", "NOT_A_DATE")),
    ("role_assignments", ROLE, {"开始日期": "2023-01-05", "结束日期": "2022-01-05"}, ("结束日期", "ENDS_BEFORE_IT_STARTS")),
    ("role_assignments", ROLE, {"人员": "王光于"}, ("人员", "UNKNOWN_REFERENCE")),
    ("commitments", COMMITMENT, {"结束时间": "2026-12-04T00:00:00Z"}, ("结束时间", "ENDS_BEFORE_IT_STARTS")),
    ("commitments", COMMITMENT, {"替代承诺": "M9"}, ("替代承诺", "CYCLE")),
    ("categories", CATEGORY, {"上级分类": "N9"}, ("上级分类", "CYCLE")),
    ("memberships", {"共建组织": "L1", "单位": "U2"}, {"单位": "U77"}, ("单位", "UNKNOWN_REFERENCE")),
    ("memberships", {"共建组织": "L1", "单位": "U2"}, {"加入日期": "2023-01-02", "退出日期": "2023-01-01"}, ("退出日期", "ENDS_BEFORE_IT_STARTS")),
    ("satisfied_by", {"需求分类": "N1", "能力分类": "C4.1"}, {"能力分类": "N1.1"}, ("能力分类", "WRONG_REFERENCE")),
    ("satisfied_by", {"需求分类": "N1", "能力分类": "C4.1"}, {"需求分类": "车辆"}, ("需求分类", "WRONG_REFERENCE")),
    ("satisfied_by", {"需求分类": "N1", "能力分类": "C4.1"}, {"契合度": "1.01"}, ("契合度", "OUT_OF_BOUNDS")),
]  # fmt: skip


@pytest.fixture(scope="module")
async def street(database: Database) -> Database:
    """The small street, and two places of the same name."""
    async with database.driver.session() as session:
        await (await session.run("MATCH (n) DETACH DELETE n")).consume()
    rows = small()
    rows["places"] += [
        {"编号": f"X{i}", "类型": "社区", "名称": "同名社区", "上级": "S1"} for i in (1, 2)
    ]
    report = await seeds.run_import_rows(database.driver, rows)
    assert report.ok
    return database


def told(problem: Problem) -> bool:
    """Whether a report says why and what to do, in both languages."""
    return all((problem.zh, problem.en, problem.cure_zh, problem.cure_en))


async def test_the_good_rows_are_good(street: Database) -> None:
    """What the dirty rows are made from imports cleanly."""
    rows: dict[str, list[dict[str, str]]] = {}
    for sheet, good, _, _ in DIRTY:
        rows[sheet] = [good]
    assert (await seeds.run_import_rows(street.driver, rows, dry_run=True)).problems == []


@pytest.mark.parametrize(("sheet", "good", "bad", "expected"), DIRTY)
async def test_dirty_row(
    street: Database,
    sheet: str,
    good: dict[str, str],
    bad: dict[str, str],
    expected: tuple[str, str],
) -> None:
    """A row that is good but for one thing gets exactly one report: its place, its column, its reason."""
    report = await seeds.run_import_rows(street.driver, {sheet: [{**good, **bad}]}, dry_run=True)
    column, code = expected
    row = 1 if code in {"UNKNOWN_COLUMN", "REPEATED_COLUMN"} else 2
    assert [(p.sheet, p.row, p.column, p.code) for p in report.problems] == [
        (sheet, row, column, code)
    ]
    assert told(report.problems[0])


async def test_suggestions_name_what_was_meant(street: Database) -> None:
    """An unknown reference suggests the nearest names with their codes, an ambiguous one the candidates."""
    rows = {"units": [{**UNIT, "驻地": "桥北社"}, {**UNIT, "编号": "U8", "驻地": "同名社区"}]}
    unknown, ambiguous = (await seeds.run_import_rows(street.driver, rows, dry_run=True)).problems
    assert "桥北社区（C1）" in unknown.cure_zh
    assert "“X1”、“X2”" in ambiguous.zh


async def test_both_rows_of_a_duplicate_are_reported(street: Database) -> None:
    """Two rows with one key name each other, across files too; so do two rows of one edge."""
    again = {"共建组织": "南山街道大工委", "单位": "实验小学"}
    rows = {
        "units": [UNIT],
        "单位": [{**UNIT, "名称": "另一个"}],
        "memberships": [{"共建组织": "L1", "单位": "U2"}, again],
    }
    report = await seeds.run_import_rows(street.driver, rows, dry_run=True)
    assert [(p.sheet, p.row, p.code) for p in report.problems] == [
        ("units", 2, "DUPLICATE_KEY"), ("单位", 2, "DUPLICATE_KEY"), ("memberships", 2, "DUPLICATE_KEY"), ("memberships", 3, "DUPLICATE_KEY"),
    ]  # fmt: skip
    assert "单位:2" in report.problems[0].zh
    assert "units:2" in report.problems[1].zh


async def test_a_cycle_through_the_graph_names_its_chain(street: Database) -> None:
    """A cycle that only closes with what the graph holds is refused, once, with the whole chain."""
    rows = {
        "places": [
            {"编号": "S1", "类型": "街道", "名称": "南山街道", "上级": "新"},
            {"编号": "C9", "类型": "社区", "名称": "新", "上级": "桥北社区"},
        ]
    }
    (problem,) = (await seeds.run_import_rows(street.driver, rows, dry_run=True)).problems
    assert (problem.row, problem.column, problem.code) == (2, "上级", "CYCLE")
    assert "S1 → C9 → C1 → S1" in problem.en


async def test_a_column_that_new_rows_need(street: Database) -> None:
    """A sheet without a required column may update rows, but not create any; each such column is told once."""
    known = {"units": [{"编号": "U1", "简称": "医院"}]}
    assert (await seeds.run_import_rows(street.driver, known, dry_run=True)).ok
    rows = {"units": [{"编号": "U1"}, {"编号": "U8"}, {"编号": "U9"}]}
    report = await seeds.run_import_rows(street.driver, rows, dry_run=True)
    assert [(p.row, p.column, p.code) for p in report.problems] == [
        (1, "名称", "MISSING_COLUMN"),
        (1, "类型", "MISSING_COLUMN"),
    ]


INJECTIONS = st.lists(
    st.tuples(
        st.integers(0, 39),
        st.sampled_from([{"名称": ""}, {"类型": "?"}, {"驻地": "无此地"}, {"承接上限": "多"}, {"能力": "C4.1;无"}, {"来历": "?"}]),
    ),
    max_size=60,
    unique_by=lambda hit: (hit[0], *hit[1]),
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(hits=INJECTIONS)
async def test_as_many_errors_as_were_made(
    street: Database, hits: list[tuple[int, dict[str, str]]]
) -> None:
    """k errors put into k cells of 40 good rows are k reports, at those rows and columns: none hides another."""
    rows = [
        {
            "编号": f"Y{i}",
            "名称": f"单位{i}",
            "类型": "企业",
            "驻地": "C1",
            "承接上限": "1",
            "能力": "",
            "来历": "",
        }
        for i in range(40)
    ]
    for at, bad in hits:
        rows[at] |= bad
    report = await seeds.run_import_rows(street.driver, {"units": rows}, dry_run=True)
    expected = sorted((at + 2, column) for at, bad in hits for column in bad)
    assert sorted((p.row or 0, p.column or "") for p in report.problems) == expected
