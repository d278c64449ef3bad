"""Tables of foreign sheets: checked when they are read, and pure in what they make of rows."""

from __future__ import annotations

import copy
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from seeds.cells import fold, read
from seeds.derived.mapping import FOLDER, any_sheet_named, derived_sheets, sheet_of
from seeds.derived.rows import derive
from seeds.sheets import all_sheets
from seeds.tables import from_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from seeds.tables import Table

TABLE = tomllib.loads((FOLDER / "hotline_12345.toml").read_text(encoding="utf-8"))
LISTED = [
    "工单编号",
    "工单类型",
    "问题分类",
    "标签",
    "标题",
    "主要内容",
    "工单状态",
    "来电人",
    "来电人电话/账号",
    "被反映区",
    "被反映街乡镇",
    "办理结果",
    "回复内容",
    "处理受理方式",
    "办结时间",
    "企业名称",
    "是否解决",
    "是否满意",
    "工单性质",
    "村/社区",
    "小区点位",
]


def made(**row: str) -> dict[str, dict[str, str]]:
    """What a row becomes: by sheet, header and cell."""
    tables, problems = from_rows({"12345": [{"工单编号": "热线-261201-000101", **row}]})
    assert problems == []
    derived, problems = derive(tables[0])
    assert problems == []
    return {
        t.sheet.file: dict(zip(t.headers, cells, strict=True))
        for t in derived
        for _, cells in t.rows
    }


def test_the_sheet_has_its_21_columns() -> None:
    """Those that the export has, in its order; further ones are used where they are."""
    (hotline,) = derived_sheets()
    assert list(hotline.listed) == LISTED
    assert len(LISTED) == 21


@pytest.mark.parametrize(
    "stem", ["12345工单", "12345工单-2026年12月", "12345", "hotline", "hotline_12345", "12345热线工单（南山）", "HOTLINE-12"]
)  # fmt: skip
def test_a_file_is_known_by_its_name(stem: str) -> None:
    """As the hotline names it, with a remark behind it or not."""
    assert any_sheet_named(stem) is derived_sheets()[0]


def test_no_two_sheets_have_one_name() -> None:
    """Nor do two columns of a foreign sheet share a spelling."""
    ours = [fold(name) for sheet in all_sheets() for name in (sheet.title, sheet.file)]
    for sheet in derived_sheets():
        assert not sheet.names & set(ours)
        spelt = [name for column in sheet.columns.values() for name in column.accepted]
        assert len(spelt) == len(set(spelt))


def test_every_word_of_a_list_is_one_of_ours() -> None:
    """A word that a list leads to is one that the column takes."""
    for sheet in derived_sheets():
        for said in (each for into in sheet.into for each in into.said):
            for word in {*(said.words or {}).values(), said.otherwise or ""} - {""}:
                if said.column.prop:
                    read(said.column.prop, word)


WRONG: list[tuple[str, Callable[[Any], Any]]] = [
    ("nothing is made of", lambda t: t["columns"].append({"header": "多余", "zh": "", "en": ""})),
    ("no columns", lambda t: t["into"][0]["columns"][1].update({"from": ["不存在"]})),
    ("has no column", lambda t: t["into"][0]["columns"][1].update({"column": "不存在"})),
]


@pytest.mark.parametrize(("said", "spoil"), WRONG, ids=[said for said, _ in WRONG])
def test_a_table_that_loses_a_column_is_refused(said: str, spoil: Callable[[Any], Any]) -> None:
    """When it is read, not when somebody's file is."""
    table = copy.deepcopy(TABLE)
    spoil(table)
    with pytest.raises(ValueError, match=said):
        sheet_of(table)


@pytest.mark.parametrize(
    ("number", "day"),
    [
        ("热线-261201-000101", "2026-12-01 00:00"), ("20261201123456", "2026-12-01 00:00"), ("FS20261201-77", "2026-12-01 00:00"),
        ("热线-261301-000101", ""), ("热线-000123", ""), ("A77", ""), ("12345-678901", ""),
    ],
)  # fmt: skip
def test_the_day_is_read_from_the_number(number: str, day: str) -> None:
    """Where no column says when the call came in; a running number is no day."""
    assert made(工单编号=number, 标题="x", 村社区="桥北社区")["needs"]["上报时间"] == day


def test_a_column_that_says_it_goes_before_the_number() -> None:
    """The time of the call, then that of sending on."""
    need = made(**{"来电/受理时间": "2026-11-30 23:10", "派单时间": "2026-12-01 08:00"})["needs"]
    assert (need["上报时间"], need["受理时间"]) == ("2026-11-30 23:10", "2026-12-01 08:00")
    assert made(来电时间="", 派单时间="2026-12-01 08:00")["needs"]["上报时间"] == "2026-12-01 08:00"


def test_what_is_told_in_words_goes_into_texts() -> None:
    """Nothing that has no column of its own is lost."""
    need = made(
        主要内容="停水。", 办理结果="已派人。", 回复内容="", 标签="接诉即办", 工单性质="主办", 小区点位="东门", 企业名称="某物业公司"
    )["needs"]  # fmt: skip
    assert need["说明"] == "停水。\n【办理结果】已派人。"
    assert (
        need["出处说明"] == "标签：接诉即办；工单性质：主办；企业名称：某物业公司；小区点位：东门"
    )


def test_an_outcome_belongs_to_what_is_closed() -> None:
    """What is still being worked on has none, and no end."""
    row = {"是否解决": "未解决", "办结时间": "2026-12-03 09:00", "工单状态": "办理中"}
    need = made(**row)["needs"]
    assert (need["状态"], need["办理结果"], need["办结时间"]) == ("办理中", "", "")
    need = made(**{**row, "工单状态": "回复完成"})["needs"]
    assert (need["状态"], need["办理结果"], need["办结时间"]) == (
        "已办结",
        "未满足",
        "2026-12-03 09:00",
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"是否解决": "", "是否满意": ""}, None),
        ({"是否解决": "解决", "是否满意": "未评价"}, ("是", "")),
        ({"是否解决": "部分解决", "是否满意": "基本满意"}, ("否", "是")),
        ({"是否解决": "未解决", "是否满意": "不满意"}, ("否", "否")),
    ],
)
def test_what_the_caller_says_is_an_assessment(
    row: dict[str, str], said: tuple[str, str] | None
) -> None:
    """Partly solved is not solved; not assessed is no answer; the words themselves stay in the comment."""
    found = made(**row).get("assessments")
    assert (found and (found["是否解决"], found["是否满意"])) == said
    assert found is None or row["是否解决"] in found["评语"]


def test_a_return_call_that_reached_nobody_says_so() -> None:
    """Whatever else it brought, somebody was reached."""
    assert made(回访结果="无人接听")["assessments"]["是否联系上"] == "否"
    assert made(回访结果="当事人表示知晓")["assessments"]["是否联系上"] == "是"


def test_places_and_categories_are_tried_from_the_small_to_the_large() -> None:
    """A spot that is no place is text; a broad category will do where the narrow one is unknown."""
    tables, _ = from_rows({"12345": [{"工单编号": "a", "被反映街乡镇": "南山街道", "村/社区": "桥北社区", "小区点位": "东门", "问题分类": "甲->乙->电梯故障"}, {"工单编号": "b", "被反映街乡镇": "南山街道", "村/社区": "不详", "小区点位": "", "问题分类": ""}]})  # fmt: skip
    (needs, _), _ = derive(tables[0])
    assert needs.origin.tries[2, "place"] == ("南山街道/桥北社区/东门", "南山街道/桥北社区")
    assert needs.origin.tries[2, "category"] == ("电梯故障", "N2.3", "乙", "甲")
    assert cell(needs, 1, "地点") == "南山街道"
    assert cell(needs, 1, "需求分类") == "N9"


def cell(table: Table, row: int, header: str) -> str:
    """A cell of the table."""
    return table.rows[row][1][table.headers.index(header)]
