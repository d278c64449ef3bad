"""How files become tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from seeds.problems import Problem
from seeds.report import Report
from seeds.rows import read_table
from seeds.sheets import sheet_named
from seeds.show import show, write_report
from seeds.tables import from_paths

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "编号,名称,类型\nU1,北票市中心医院,事业单位\n"


def file(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, separator: str) -> None:
    """What spreadsheet programs save is read alike, whatever the encoding and separator."""
    data = TEXT.replace(",", separator).replace("\n", "\r\n").encode(encoding)
    (table,), problems = from_paths([file(tmp_path, "units.csv", data)])
    assert problems == []
    assert table.headers == ["编号", "名称", "类型"]
    assert table.rows == [(2, ["U1", "北票市中心医院", "事业单位"])]


@pytest.mark.parametrize(
    "name",
    ["units.csv", "单位.csv", "02_units.CSV", "单位-南山.csv", "Units (南山).csv", "3. 单位.csv"],
)
def test_file_names(tmp_path: Path, name: str) -> None:
    """A file is known by its name: English or Chinese, numbered or with an addition."""
    (table,), problems = from_paths([file(tmp_path, name, TEXT)])
    assert problems == []
    assert table.sheet is sheet_named("units")


def test_title_rows_notes_and_blank_rows(tmp_path: Path) -> None:
    """Title rows above, a row of notes, blank rows and quoted line breaks: numbers are those the program shows."""
    text = '南山街道单位台账,,\n,,\n编号,名称*,类型\n#必填,全称,见说明\nU1,"北票市\n中心医院",事业单位\n\nU2,学校\n'
    (table,), problems = from_paths([file(tmp_path, "units.csv", text)])
    assert problems == []
    assert table.header_row == 3
    assert table.rows == [(5, ["U1", "北票市\n中心医院", "事业单位"]), (7, ["U2", "学校", ""])]


BAD_FILES = [
    ("units.csv", "名字,种类\nx,y\n", (1, "WRONG_HEADER")),
    ("units.csv", "名称,类型\nx,企业\n", (1, "WRONG_HEADER")),
    ("memberships.csv", "共建组织,成员身份\nx,y\n", (1, "WRONG_HEADER")),
    ("台账.csv", TEXT, (None, "UNKNOWN_SHEET")),
    ("units.xlsx", b"PK\x03\x04", (None, "UNREADABLE_FILE")),
    ("units.csv", b"\xff\x81\x00\xfe\xff", (None, "UNREADABLE_FILE")),
    ("units.csv", TEXT + 'U2,"没有结束的引号,企业\n', (None, "UNREADABLE_FILE")),
    ("units.csv", TEXT + "U2,北票市,第一小学,企业\n", (3, "MORE_CELLS_THAN_HEADERS")),
    ("units.csv", "编号," + "," * 300 + "\n", (None, "UNREADABLE_FILE")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "expected"), BAD_FILES)
def test_bad_files(
    tmp_path: Path, name: str, data: str | bytes, expected: tuple[int | None, str]
) -> None:
    """A file that is no sheet is refused in a sentence with its cure, in both languages."""
    _, problems = from_paths([file(tmp_path, name, data)])
    assert [(p.row, p.code) for p in problems] == [expected]
    assert all((problems[0].zh, problems[0].en, problems[0].cure_zh, problems[0].cure_en))


def test_missing_files_and_empty_folders(tmp_path: Path) -> None:
    """What isn't there is said."""
    _, problems = from_paths([tmp_path / "units.csv", tmp_path])
    assert [p.code for p in problems] == ["UNREADABLE_FILE", "UNREADABLE_FILE"]


def test_a_folder_is_all_the_sheets_below_it(tmp_path: Path) -> None:
    """Sheets may lie in folders by street; each is named by its path."""
    for street in ("nanshan", "wanlian"):
        (tmp_path / street).mkdir()
        file(tmp_path / street, "units.csv", TEXT)
    file(tmp_path, "README.md", "#")
    tables, problems = from_paths([tmp_path])
    assert problems == []
    assert [t.name for t in tables] == ["nanshan/units.csv", "wanlian/units.csv"]


def test_the_sheet_comes_back_with_its_errors(tmp_path: Path) -> None:
    """The report is the user's sheet as it was, with a column of what is wrong that the next import skips."""
    tables, _ = from_paths(
        [file(tmp_path, "units.csv", "台账\n编号,名称,类型\nU1,医院,企业\nU2,,企业\n")]
    )
    wrong = Problem(
        "units.csv", 4, "名称", "", "REQUIRED", "必填。", "Required.", "请填写。", "Fill it in."
    )
    (written,) = write_report(
        Report(problems=[wrong], tables=tables), tmp_path / "out" / "units.csv"
    )
    assert written.read_text("utf-8-sig").splitlines() == [
        "台账,,,", "编号,名称,类型,错误", "U1,医院,企业,", "U2,,企业,【名称】必填。请填写。 Required. Fill it in.",
    ]  # fmt: skip
    (again,), problems = from_paths([written])
    assert problems == []
    assert read_table(again)[1] == read_table(tables[0])[1]


def test_the_terminal_says_it_in_both_languages(tmp_path: Path) -> None:
    """A problem is shown with place, value, reason and cure."""
    wrong = Problem(
        "units.csv", 4, "名称", "x", "REQUIRED", "必填。", "Required.", "请填写。", "Fill it in."
    )
    console = Console(width=200, record=True, file=(tmp_path / "terminal").open("w"))
    show(Report(problems=[wrong]), console)
    console.file.close()
    text = console.export_text()
    assert all(
        said in text
        for said in (
            "units.csv",
            "row 4",
            "名称",
            "必填。请填写。",
            "Required. Fill it in.",
            "nothing was written",
        )
    )
