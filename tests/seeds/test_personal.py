"""Personal values in spreadsheets: kept as typed, never shown in a report, and no two accounts sign in alike."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

import seeds
from graph.kinds import KINDS
from graph.masks import mask
from graph.taken import singular, statements
from seeds.cells import read
from seeds.sheets import all_sheets
from seeds.show import show
from seeds.tables import from_paths
from tests.seeds.small import small

if TYPE_CHECKING:
    from pathlib import Path

    from graph.connect import Database

PERSONAL = [
    (sheet, column) for sheet in all_sheets() for column in sheet.columns.values()
    if column.prop and column.prop.personal
]  # fmt: skip
ACCOUNT = {"编号": "AC9", "登录标识": "local#new-one", "状态": "正常", "人员": "P2"}


@pytest.fixture
async def street(clean: Database) -> Database:
    """The small street."""
    assert (await seeds.run_import_rows(clean.driver, small())).ok
    return clean


@pytest.mark.parametrize(
    "cell", ["13800000000", "+8613800000000", "1e5", "0416-5800000", "００１", "1,234", "是"]
)
def test_a_personal_cell_is_text(cell: str) -> None:
    """Digits, blanks and plus signs stay as typed: nothing is taken for a number or a word."""
    assert {read(column.prop, cell) for _, column in PERSONAL if column.prop} == {cell}


async def test_what_was_typed_is_what_is_stored(street: Database) -> None:
    """The graph holds the clear values; a second import changes nothing."""
    records, _, _ = await street.driver.execute_query(
        "MATCH (n:Need {code: 'D1'})<-[:REPORTED]-(p) RETURN n.contactName, n.contactPhone, n.contactAddress, p.code"
    )
    assert records[0].values() == ["张某某", "13800000000", "桥北小区3号楼", "P2"]
    again = await seeds.run_import_rows(street.driver, small())
    assert again.total("unchanged") == again.rows


def damaged(at: int, value: str) -> dict[str, list[dict[str, str]]]:
    """The sheet of a personal column with a cell that cannot be read."""
    sheet, column = PERSONAL[at]
    (row, *_) = small()[sheet.file]
    return {sheet.file: [{**row, column.header: value}]}


@pytest.mark.parametrize("at", range(len(PERSONAL)), ids=lambda at: PERSONAL[at][1].name)
@pytest.mark.parametrize("flaw", ["\x00", "\ufffd", "x" * 40_000])
async def test_a_report_never_shows_a_personal_value(street: Database, at: int, flaw: str) -> None:
    """Of a cell that is refused the report shows the mask; neither problem nor terminal has the value."""
    secret = "西大街七号secret5821"
    rows = damaged(at, f"1{secret}{flaw}")
    report = await seeds.run_import_rows(street.driver, rows, dry_run=True)
    (problem,) = report.problems
    prop = PERSONAL[at][1].prop
    assert prop is not None
    assert prop.personal
    assert problem.column == prop.column
    assert problem.value == mask(f"1{secret}{flaw}", prop.personal)
    shown = StringIO()
    show(report, Console(file=shown, width=200))
    for text in (repr(problem), shown.getvalue()):
        assert "大街" not in text
        assert "secret" not in text
        assert "5821" not in text


@pytest.mark.parametrize(
    "text", ["编号,标题,联系电话\nD9,t,1,西大街13800000000", "D9,t,西大街13800000000"]
)
def test_a_row_that_slipped_shows_no_personal_value(tmp_path: Path, text: str) -> None:
    """A comma too many, or no header at all: what may be a personal value is masked."""
    file = tmp_path / "needs.csv"
    file.write_text(text, encoding="utf-8")
    _, problems = from_paths([file])
    assert problems
    assert "13800000000" not in repr(problems)


async def test_no_two_accounts_sign_in_alike(street: Database) -> None:
    """An identity that another row or another account in the graph has is refused, naming that account only."""
    twice = [{**ACCOUNT, "编号": f"AC{n}"} for n in (7, 8)]
    held = {**ACCOUNT, "登录标识": "local#wang"}
    report = await seeds.run_import_rows(street.driver, {"accounts": [*twice, held]})
    assert [(p.row, p.column, p.code, p.value) for p in report.problems] == [
        (2, "登录标识", "TAKEN", "local#ne***"),
        (3, "登录标识", "TAKEN", "local#ne***"),
        (4, "登录标识", "TAKEN", "local#wa***"),
    ]
    assert [p.zh for p in report.problems] == [
        f"已被“{code}”占用，不能重复。" for code in ("AC8", "AC7", "AC1")
    ]
    assert "wang" not in repr(report.problems)


async def test_an_account_may_get_another_identity(street: Database) -> None:
    """One that nobody has is free to take."""
    row = {**small()["accounts"][0], "登录标识": "local#wang-2"}
    assert (await seeds.run_import_rows(street.driver, {"accounts": [row]})).total("updated") == 1


async def test_who_has_a_value_is_found_by_index(database: Database) -> None:
    """Asking whether an identity is taken seeks it and brings no value back."""
    assert [(k.name, p.name) for k, p in singular()] == [("Account", "identity")]
    for _, text in statements():
        given: dict[str, Any] = {"values": ["x"]}
        _, summary, _ = await database.driver.execute_query(f"EXPLAIN {text}", given)  # type: ignore[arg-type]
        assert "Scan" not in str(summary.plan)
        assert text.endswith("RETURN at, n.`code` AS code")


def test_what_the_service_writes_has_no_sheet() -> None:
    """Credentials and changes are kinds like others, but no spreadsheet carries them."""
    assert {s.kind.name for s in all_sheets()} & {"Credential", "Change"} == set()
    assert {name for name, kind in KINDS.items() if not kind.sheet} == {"Credential", "Change"}
