"""The 12345 sheet imported as it is, into a real graph: needs and assessments, every error at the cell that was typed."""

from __future__ import annotations

import csv
import io
from random import Random
from typing import TYPE_CHECKING

import pytest

import seeds
from seeds.show import write_report
from tests.seeds.small import dump, small
from tests.seeds.test_derived import LISTED

if TYPE_CHECKING:
    from pathlib import Path

    from graph.connect import Database

MORE: dict[str, list[dict[str, str]]] = {
    "places": [
        {"编号": "E1", "类型": "小区", "名称": "桥北小区", "上级": "C1"},
        {"编号": "S2", "类型": "街道", "名称": "万莲街道", "上级": ""},
        {"编号": "X1", "类型": "社区", "名称": "幸福社区", "上级": "S1"},
        {"编号": "X2", "类型": "社区", "名称": "幸福社区", "上级": "S2"},
    ],
    "categories": [
        {"编号": "N2.3", "名称": "电梯", "英文名": "Lifts", "体系": "需求分类", "别名": "加装电梯"},
        {"编号": "N9", "名称": "未分类", "英文名": "Unspecified", "体系": "需求分类", "别名": "其他"},
        {"编号": "U.case", "名称": "件", "英文名": "case", "体系": "计量单位", "别名": ""},
        {"编号": "CH.HOTLINE_12345", "名称": "12345热线", "英文名": "Hotline 12345", "体系": "渠道", "别名": ""},
    ],
}  # fmt: skip
GOOD = dict(
    zip(
        LISTED,
        ["热线-261128-000077", "投诉", "住房城乡建设->物业管理->电梯故障", "接诉即办", "电梯停运", "三天没修，老人下不了楼。", "回复完成", "王某", "13900000003", "", "南山街道", "配件已到。", "已电话告知。", "电话", "2026-11-30 16:20:00", "某物业公司", "部分解决", "基本满意", "主办", "桥北社区", "桥北小区"],
        strict=True,
    )
)  # fmt: skip
READ = """
MATCH (n:Need {code: $code})-[:AT]->(p), (n)-[:IN_CATEGORY]->(c), (n)-[:MEASURED_IN]->(m), (n)-[:CAME_BY]->(h)
RETURN n {.*} AS n, p.code AS place, c.code AS category, m.code AS measure, h.code AS channel,
  COLLECT { MATCH (n)<-[:ASSESSES]-(a) RETURN a {.*} } AS assessments
"""


@pytest.fixture
async def street(clean: Database) -> Database:
    """The small street, with what the hotline's rows refer to."""
    rows = small()
    for sheet, more in MORE.items():
        rows[sheet] += more
    report = await seeds.run_import_rows(clean.driver, rows)
    assert report.ok, report.problems
    return clean


def file(tmp_path: Path, rows: list[dict[str, str]], encoding: str = "utf-8-sig", name: str = "12345工单-12月.csv") -> Path:  # fmt: skip
    """A sheet as the hotline's system writes it."""
    text = io.StringIO(newline="")
    headers = list(dict.fromkeys(h for row in rows for h in row))
    writer = csv.DictWriter(text, headers)
    writer.writeheader()
    writer.writerows(rows)
    path = tmp_path / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
async def test_a_sheet_is_imported_as_it_is(
    street: Database, tmp_path: Path, encoding: str
) -> None:
    """In the encodings that spreadsheet programs write; a second time it changes nothing, not even its assessments."""
    path = file(tmp_path, [GOOD], encoding)
    report = await seeds.run_import(street.driver, [path])
    assert report.problems == []
    assert (report.rows, report.total("created")) == (1, 2)
    records, _, _ = await street.driver.execute_query(READ, code=GOOD["工单编号"])
    (row,) = records
    assert (row["place"], row["category"], row["measure"], row["channel"]) == (
        "E1", "N2.3", "U.case", "CH.HOTLINE_12345",
    )  # fmt: skip
    need = {k: v.iso_format() if hasattr(v, "iso_format") else v for k, v in row["n"].items()}
    assert need == need | {
        "title": "电梯停运", "description": "三天没修，老人下不了楼。\n【办理结果】配件已到。\n【回复内容】已电话告知。", "kind": "COMPLAINT",
        "status": "CLOSED", "outcome": "PARTLY_MET", "priority": 3, "contactName": "王某", "contactPhone": "13900000003",
        "reportedAt": "2026-11-28T00:00:00.000000000+08:00", "closedAt": "2026-11-30T16:20:00.000000000+08:00", "provenance": "ENTERED",
    }  # fmt: skip
    (said,) = row["assessments"]
    assert (said["kind"], said["solved"], said["satisfied"], said["reached"]) == ("RETURN_CALL", False, True, True)  # fmt: skip
    assert said["comment"] == "是否解决：部分解决；是否满意：基本满意"
    before = await dump(street)
    again = await seeds.run_import(street.driver, [path])
    assert (again.total("unchanged"), again.total("created"), again.total("updated")) == (2, 0, 0)
    assert await dump(street) == before


async def test_a_later_export_updates_what_is_there(street: Database, tmp_path: Path) -> None:
    """First it is being worked on, without an answer of the caller; then it is closed, and was not solved."""
    first = {**GOOD, "工单状态": "办理中", "是否解决": "", "是否满意": "", "办结时间": ""}
    await seeds.run_import(street.driver, [file(tmp_path, [first])])
    report = await seeds.run_import(
        street.driver, [file(tmp_path, [{**GOOD, "是否解决": "未解决"}])]
    )
    assert (report.total("updated"), report.total("created")) == (1, 1)
    records, _, _ = await street.driver.execute_query(READ, code=GOOD["工单编号"])
    assert (records[0]["n"]["status"], records[0]["n"]["outcome"]) == ("CLOSED", "NOT_MET")


BAD: list[tuple[dict[str, str], tuple[str, str, str]]] = [
    # what is wrong, (column, code, what the cure names)
    ({"工单编号": "A77"}, ("来电时间", "REQUIRED", "2026-11-20 09:30")),
    ({"标题": ""}, ("标题", "REQUIRED", "请填写")),
    ({"工单类型": "表扬"}, ("工单类型", "UNKNOWN_WORD", "投诉")),
    ({"工单状态": "飞了"}, ("工单状态", "UNKNOWN_WORD", "回复完成")),
    ({"是否解决": "差不多"}, ("是否解决", "UNKNOWN_WORD", "部分解决")),
    ({"是否满意": "尚可"}, ("是否满意", "UNKNOWN_WORD", "基本满意")),
    ({"办结时间": "昨天"}, ("办结时间", "NOT_A_DATE", "2026-01-05")),
    ({"办结时间": "2026-11-30"}, ("办结时间", "NOT_A_TIME", "08:30")),
    ({"办结时间": "46356.68"}, ("办结时间", "EXCEL_SERIAL", "文本")),
    ({"问题分类": "住房城乡建设->房屋->加装电体"}, ("问题分类", "UNKNOWN_REFERENCE", "加装电梯（N2.3）")),
    ({"村/社区": "桥北社"}, ("村/社区", "UNKNOWN_REFERENCE", "桥北社区（C1）")),
    ({"村/社区": "桥北社区", "被反映街乡镇": "万莲街道"}, ("村/社区", "NOT_WITHIN", "改正")),
    ({"村/社区": "幸福社区", "被反映街乡镇": ""}, ("村/社区", "AMBIGUOUS_REFERENCE", "编号")),
    ({"村/社区": "", "被反映街乡镇": "", "小区点位": ""}, ("被反映区", "REQUIRED", "请填写")),
    ({"主要内容": "a\x00b"}, ("主要内容", "CONTROL_CHARACTER", "删除")),
    ({"紧急程度": "火烧眉毛"}, ("紧急程度", "UNKNOWN_WORD", "特急")),
    ({"承办单位": "没有的单位"}, ("承办单位", "UNKNOWN_REFERENCE", "改正")),
    ({"来电时间": "下午三点"}, ("来电时间", "NOT_A_DATE", "2026-01-05")),
    ({"坐席": "7"}, ("坐席", "UNKNOWN_COLUMN", "#")),
    ({"诉求类型": "投诉"}, ("诉求类型", "REPEATED_COLUMN", "只保留")),
]  # fmt: skip


async def test_every_bad_row_is_told_where_and_how(street: Database, tmp_path: Path) -> None:
    """Row, column as the file has it, the cell as typed, the reason, the cure; in both languages; nothing is written."""
    before, missed = await dump(street), []
    for wrong, (column, code, cure) in BAD:
        rows = [{**GOOD, "工单编号": "热线-261128-000001"}, {**GOOD, **wrong}]
        report = await seeds.run_import(street.driver, [file(tmp_path, rows)])
        found = [(p.column, p.code) for p in report.problems]
        if found != [(column, code)]:
            missed.append((wrong, report.problems))
            continue
        (problem,) = report.problems
        assert problem.row == (1 if code in ("UNKNOWN_COLUMN", "REPEATED_COLUMN") else 3)
        assert problem.value in (*wrong.values(), column, "")
        assert cure in problem.cure_zh, problem
        assert problem.zh
        assert problem.en
    assert missed == []
    assert await dump(street) == before


async def test_a_spot_that_is_no_place_is_text(street: Database, tmp_path: Path) -> None:
    """The need is at its community, or at its street where that is not known; the same name in two streets is told by the street."""
    rows = [
        {**GOOD, "小区点位": "东门岗亭旁"},
        {**GOOD, "工单编号": "热线-261128-2", "村/社区": "不详", "小区点位": ""},
        {**GOOD, "工单编号": "热线-261128-3", "村/社区": "幸福社区", "被反映街乡镇": "万莲街道", "小区点位": ""},
        {**GOOD, "工单编号": "热线-261128-4", "村/社区": "", "被反映街乡镇": ""},
    ]  # fmt: skip
    report = await seeds.run_import(street.driver, [file(tmp_path, rows)])
    assert report.problems == []
    places = []
    for row in rows:
        records, _, _ = await street.driver.execute_query(READ, code=row["工单编号"])
        places.append(records[0]["place"])
        assert row["小区点位"] in records[0]["n"]["sourceNote"]
    assert places == ["C1", "S1", "X2", "E1"]


async def test_what_is_personal_is_not_repeated(street: Database, tmp_path: Path) -> None:
    """A number with control characters in it is masked in the report; the report imports once it is corrected."""
    bad = {**GOOD, "来电人电话/账号": "139000\x0000003"}
    report = await seeds.run_import(street.driver, [file(tmp_path, [bad])])
    (problem,) = report.problems
    assert (problem.column, problem.code) == ("来电人电话/账号", "CONTROL_CHARACTER")
    assert "0000003" not in problem.value
    (written,) = write_report(report, tmp_path / "12345工单-有错.csv")
    text = written.read_text(encoding="utf-8-sig")
    assert "来电人电话/账号】含有" in text
    written.write_text(text.replace("\x00", ""), encoding="utf-8-sig")
    assert (await seeds.run_import(street.driver, [written])).ok


async def test_a_row_without_a_number(street: Database, tmp_path: Path) -> None:
    """It can't be recognised, and has no day to be taken from it."""
    for number, code in (("", "REQUIRED"), ("1.38E+10", "SCIENTIFIC_NOTATION")):
        row = {**GOOD, "工单编号": number, "是否解决": "", "是否满意": ""}
        report = await seeds.run_import(street.driver, [file(tmp_path, [row])])
        assert [(p.row, p.column, p.code) for p in report.problems] == [
            (2, "工单编号", code), (2, "来电时间", "REQUIRED"),
        ]  # fmt: skip


async def test_the_same_number_twice_is_told_of_both_rows(street: Database, tmp_path: Path) -> None:
    """Each names the other, once."""
    report = await seeds.run_import(
        street.driver, [file(tmp_path, [GOOD, {**GOOD, "标题": "另一件"}])]
    )
    assert [(p.row, p.column, p.code) for p in report.problems] == [
        (2, "工单编号", "DUPLICATE_KEY"), (3, "工单编号", "DUPLICATE_KEY"),
    ]  # fmt: skip


async def test_a_sheet_without_a_column_that_new_rows_need(
    street: Database, tmp_path: Path
) -> None:
    """It is named as the hotline names it."""
    row = {k: v for k, v in GOOD.items() if k != "标题"}
    report = await seeds.run_import(street.driver, [file(tmp_path, [row])])
    assert [(p.column, p.code) for p in report.problems] == [("标题", "MISSING_COLUMN")]


async def test_trying_writes_nothing_and_a_month_goes_in(street: Database, tmp_path: Path) -> None:
    """A drawn month of 400 rows, GB18030: checked, imported, imported again."""
    random = Random(12345)
    rows = []
    for n in range(400):
        status = random.choice(["已转派", "办理中", "回复完成", ""])
        done = status == "回复完成"
        rows.append({
            **GOOD, "工单编号": f"热线-2611{random.randrange(1, 31):02}-{n:06}", "标题": f"诉求{n}", "工单状态": status,
            "工单类型": random.choice(["诉求", "投诉", "咨询", "求助", "建议"]),
            "问题分类": random.choice(["", "住房城乡建设->物业管理->电梯故障", "其他", "民生服务->出行陪护"]),
            "来电人": random.choice(["保密", "王某"]), "来电人电话/账号": random.choice(["保密", "138××××"]),
            "村/社区": random.choice(["桥北社区", "桥南社区", "不详", "幸福社区"]), "小区点位": random.choice(["", "桥北小区", "某路口"]),
            "是否解决": random.choice(["解决", "部分解决", "未解决"]) if done else "",
            "是否满意": random.choice(["满意", "基本满意", "不满意", "未评价"]) if done else "",
            "办结时间": "2026-12-01 10:00:00" if done else "",
        })  # fmt: skip
    # An estate of one community is none of another.
    path = file(tmp_path, rows, "gb18030", "hotline.csv")
    before = await dump(street)
    tried = await seeds.run_import(street.driver, [path], dry_run=True)
    assert tried.problems == []
    assert await dump(street) == before
    done = sum(row["工单状态"] == "回复完成" for row in rows)
    report = await seeds.run_import(street.driver, [path])
    assert (report.tally["需求", "created"], report.tally["评价", "created"]) == (400, done)
    again = await seeds.run_import(street.driver, [path])
    assert again.total("unchanged") == 400 + done
