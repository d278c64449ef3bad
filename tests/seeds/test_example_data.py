"""What the example data promises, computed from the sheets themselves, without a database.

The sheets are read the way an import reads them; what the teaching needs teach is asked of the oracle.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from graph.kinds import KINDS
from seeds import checks, example_data
from seeds.references import Directory, families_of, resolve
from seeds.rows import read_table
from seeds.sheets import all_sheets
from seeds.tables import from_paths
from tests.oracle import supporters
from tests.oracle.answer import Answer
from tests.oracle.reading import CHINA, Rows, several
from tests.oracle.sheets import Sheets

if TYPE_CHECKING:
    from seeds.rows import Draft
    from seeds.tables import Table

AS_OF = datetime(2026, 11, 30, 9, tzinfo=CHINA)
TRIPLE = {"NS-U-011", "NS-U-018", "NS-U-031"}
UNNUMBERED = {"memberships", "satisfied_by", "kits", "sources"}
"""Sheets whose rows say no source: they only tie others together, or are the sources."""


@pytest.fixture(scope="module")
def tables() -> list[Table]:
    found, problems = from_paths([example_data()])
    assert problems == []
    return found


@pytest.fixture(scope="module")
def drafts(tables: list[Table]) -> list[Draft]:
    """Every row as an import reads it, references resolved among the sheets themselves."""
    read = [read_table(table) for table in tables]
    assert [problem for _, problems in read for problem in problems] == []
    return [draft for rows, _ in read for draft in rows]


@pytest.fixture(scope="module")
def sheets(tables: list[Table]) -> Sheets:
    rows: Rows = {
        table.sheet.file: [dict(zip(table.headers, cells, strict=True)) for _, cells in table.rows]
        for table in tables
    }
    return Sheets(rows)


def ask(sheets: Sheets, need: str) -> Answer:
    return supporters(sheets, need, AS_OF, with_earliest=False)


def with_verdict(answer: Answer, verdict: str) -> set[str]:
    return {support.unit for support in answer if support.verdict == verdict}


def refused_by(answer: Answer) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for support in answer:
        if support.test:
            found[support.test].add(support.unit)
    return found


def test_there_is_a_file_for_every_sheet(tables: list[Table]) -> None:
    """Whatever can be imported has an example."""
    assert {table.sheet.file for table in tables} == {sheet.file for sheet in all_sheets()}


def test_every_reference_resolves_and_every_rule_holds(drafts: list[Draft]) -> None:
    """Names and numbers in the sheets mean exactly one thing each; no number is used twice."""
    directories = {family: Directory(KINDS[family]) for family in families_of(drafts)}
    for draft in drafts:
        if draft.sheet.edge is None and draft.sheet.kind.name in directories:
            directories[draft.sheet.kind.name].add_draft(draft)
    assert resolve(drafts, directories) == []
    assert checks.duplicates(drafts) == []
    assert checks.broken_rules(drafts, {}) == []


def test_every_row_says_where_it_comes_from(sheets: Sheets) -> None:
    """Each record is reported or illustrative and names its source; what is reported cites an article."""
    for name, rows in sheets.rows.items():
        for row in rows if name not in UNNUMBERED else []:
            assert row["来历"] in {"报道", "示例"}, (name, row["编号"])
            assert row["出处"], (name, row["编号"])
            assert row["来历"] != "报道" or row["出处"] in {"S-001", "S-002", "S-004", "S-005"}, (
                name,
                row["编号"],
            )


def test_nanshan_is_as_reported(sheets: Sheets) -> None:
    """8 communities, 31 units with one active pairing each, every community paired, 13 seats, the guide, 75 problems."""
    communities = {
        row["名称"]
        for row in sheets.all("places")
        if row["上级"] == "南山街道" and row["类型"] == "社区"
    }
    active = [
        row
        for row in sheets.all("agreements")
        if row["状态"] == "生效" and row["惠及地域"] in communities
    ]
    seats = [row for row in sheets.all("role_assignments") if row["任职组织"] == "南山街道大工委"]
    (guide,) = [row for row in sheets.all("role_assignments") if row["人员"] == "NS-P-001"]
    closed = [
        row
        for row in sheets.all("needs")
        if row["编号"].startswith("NS-") and row["状态"] == "已办结"
    ]
    assert len(communities) == 8
    assert {row["惠及地域"] for row in active} == communities
    assert len(active) == len({row["参与单位"] for row in active}) == 31
    assert len(seats) == len({row["派出单位"] for row in seats}) == 13
    assert {row["派出单位"] for row in seats} <= {row["参与单位"] for row in active}
    assert sheets.row("people", "NS-P-001")["姓名"] == "李忠仁"
    assert "督导员" in guide["出处说明"]
    assert "指导员" in guide["出处说明"]
    assert len(closed) == 75
    assert all(row["编号"].startswith("NS-T-") for row in closed)


def test_wanlian_is_as_reported(sheets: Sheets) -> None:
    """9 first secretaries in a community each, 王光宇 at 松泉社区; 135 members; 125 secretary's projects on three levels."""
    roles = sheets.all("role_assignments")
    secretaries = [
        row for row in roles if row["角色"] == "R.FIRST_SECRETARY" and row["状态"] == "在任"
    ]
    (songquan,) = [row for row in secretaries if row["任职地域"] == "松泉社区"]
    members = [row for row in roles if row["角色"] == "R.CONFERENCE_MEMBER"]
    pool = [row for row in sheets.all("projects") if row["类型"] == "书记项目"]
    assert len({row["任职地域"] for row in secretaries}) == len(secretaries) == 9
    assert sheets.row("people", songquan["人员"])["姓名"] == "王光宇"
    assert len({row["人员"] for row in members}) == len(members) == 135
    assert len({row["名称"] for row in pool}) == len(pool) == 125
    assert {row["层级"] for row in pool} == {"街道级", "社区级", "支部级"}


def test_promises_fit_what_was_offered(sheets: Sheets) -> None:
    """Nobody has promised more of a thing than there is of it at any time a promise begins."""
    holding = {"已接受", "挂起", "实施中", "已交付", "已确认", "有异议"}
    taken: dict[tuple[str, str], float] = Counter()
    for promise in sheets.all("commitments"):
        resource = sheets.row("resources", promise["资源"])
        if promise["状态"] not in holding or resource["容量模式"] == "不限":
            continue
        for other in sheets.commitments_on[promise["资源"]]:
            meets = other["开始时间"] <= promise["开始时间"] < other["结束时间"]
            if other["状态"] in holding and (meets or resource["容量模式"] == "消耗"):
                taken[promise["编号"], promise["资源"]] += float(other["数量"])
    over = {
        k: much for k, much in taken.items() if much > float(sheets.row("resources", k[1])["容量"])
    }
    assert taken
    assert over == {}


@pytest.mark.parametrize("number", range(1, 9))
def test_nobody_but_the_31_units_is_asked_in_nanshan(sheets: Sheets, number: int) -> None:
    """Every teaching need of Nanshan is answered for exactly the 31 paired units."""
    answer = ask(sheets, f"NS-N-{number:03d}")
    assert {support.unit for support in answer} == {f"NS-U-{n:03d}" for n in range(1, 32)}
    assert len(answer) == 31


def test_the_first_question_meets_every_objection(sheets: Sheets) -> None:
    """Several can, several can in part, and each of the nine tests stops somebody."""
    answer = ask(sheets, "NS-N-001")
    assert with_verdict(answer, "CAN") == {"NS-U-001", "NS-U-002", "NS-U-008", "NS-U-009"}
    assert with_verdict(answer, "PARTLY") == {"NS-U-015", "NS-U-019", "NS-U-026", "NS-U-031"}
    assert set(refused_by(answer)) == {
        "STATUS", "CATEGORY", "MEASURE", "AREA", "AUDIENCE", "HOURS", "NOTICE", "CAPACITY", "LOAD",
    }  # fmt: skip


def test_one_unit_alone_can(sheets: Sheets) -> None:
    """Only the police station can meet NS-N-002."""
    assert with_verdict(ask(sheets, "NS-N-002"), "CAN") == {"NS-U-003"}


def test_three_units_together_can_and_two_cannot(sheets: Sheets) -> None:
    """Three units cover everything essential in NS-N-003, and no other set of three or fewer does."""
    answer = ask(sheets, "NS-N-003")
    offers = {s.unit: s.covered for s in answer if s.verdict == "PARTLY"}
    hours, money = 120_000_000, 300_000_000_000
    enough = [
        set(units)
        for size in (1, 2, 3)
        for units in combinations(offers, size)
        if sum(offers[u]["C1.5"] for u in units) >= hours
        and sum(offers[u]["C6.1"] for u in units) >= money
    ]
    assert with_verdict(answer, "CAN") == set()
    assert enough == [TRIPLE]


@pytest.mark.parametrize(
    ("need", "test", "units"),
    [
        ("NS-N-004", "HOURS", {5, 6, 25, 28}),
        ("NS-N-005", "AREA", {4, 9, 16, 28}),
        ("NS-N-006", "CAPACITY", {1, 23, 29}),
        ("NS-N-007", "AUDIENCE", {17, 20, 24, 30}),
    ],
)
def test_only_one_thing_is_in_the_way(
    sheets: Sheets, need: str, test: str, units: set[int]
) -> None:
    """Nobody can, and whoever has the capability is stopped by this one test."""
    refused = refused_by(ask(sheets, need))
    assert set(refused) == {"STATUS", "CATEGORY", test}
    assert refused[test] == {f"NS-U-{n:03d}" for n in units}
    assert sum(map(len, refused.values())) == 31


def test_nobody_has_the_capability(sheets: Sheets) -> None:
    """NS-N-008 asks for something no partner has at all."""
    answer = ask(sheets, "NS-N-008")
    assert set(refused_by(answer)) == {"STATUS", "CATEGORY"}
    assert len(answer) == sum(map(len, refused_by(answer).values()))


def test_only_the_first_secretarys_home_system_can(sheets: Sheets) -> None:
    """In 松泉社区 only units behind 王光宇 can, wholly or in part, and he brought what they would use."""
    helping = [s for s in ask(sheets, "WL-N-001") if s.verdict != "CANNOT"]
    used = {r for s in helping for resources in s.uses.values() for r in resources}
    assert {s.unit: s.verdict for s in helping} == {"WL-U-102": "CAN", "WL-U-103": "PARTLY"}
    assert {s.via for s in helping} == {"FIRST_SECRETARY"}
    assert {sheets.row("resources", r)["引入任职"] for r in used} == {
        row["编号"]
        for row in sheets.all("role_assignments")
        if row["人员"] == "WL-P-001" and row["角色"] == "R.FIRST_SECRETARY"
    }


def test_teaching_needs_say_what_they_teach(sheets: Sheets) -> None:
    """Each of the nine is open, illustrative, explained in a sentence, and for somebody."""
    for code in [*(f"NS-N-{n:03d}" for n in range(1, 9)), "WL-N-001"]:
        row = sheets.row("needs", code)
        assert row["状态"] == "待认领"
        assert row["来历"] == "示例"
        assert row["说明"].endswith("。")
        assert several(row, "服务对象")


@pytest.mark.parametrize("street", ["铁南街道", "洋溪街道", "莲花镇", "万莲街道"])
def test_there_is_somebody_to_act_where_a_story_happens(sheets: Sheets, street: str) -> None:
    """A street's centre, a community and a liaison of a unit bound to it can each sign in."""
    names = {row["名称"]: row["上级"] for row in sheets.all("places")}
    bound = {
        unit
        for row in sheets.all("agreements")
        if street in (row["惠及地域"], names[row["惠及地域"]])
        for unit in several(row, "参与单位")
    }
    can_sign_in = {row["人员"] for row in sheets.all("accounts")}
    posts = [
        row
        for row in sheets.all("role_assignments")
        if row["状态"] == "在任" and row["人员"] in can_sign_in
    ]
    centres = [r for r in posts if r["角色"] == "R.STREET_CENTRE" and r["任职地域"] == street]
    admins = [
        r for r in posts if r["角色"] == "R.COMMUNITY_ADMIN" and names[r["任职地域"]] == street
    ]
    liaisons = [r for r in posts if r["角色"] == "R.UNIT_LIAISON" and r["任职单位"] in bound]
    assert centres
    assert admins
    assert liaisons
