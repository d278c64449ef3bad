"""Nothing is promised twice by an import, and no record is led where nothing leads."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from graph.chain import ChainKey
from graph.ids import node_id
from graph.kinds import KINDS
from graph.transact import write
from seeds.importing import run
from seeds.promises import keep_acts_away
from seeds.recording import By
from seeds.tables import from_rows
from tests.oracle.calendar import CHINA, Calendar, Promise, Thing
from tests.seeds.small import dump, small

if TYPE_CHECKING:
    from graph.connect import Database
    from seeds.report import Report

AT = datetime(2027, 3, 1, 8, tzinfo=CHINA)
BY = By(ChainKey(b"k" * 32), "local:tester", now=lambda: AT)
DAY = "2027-03-05"


def row(code: str, first: str = "09:00", after: str = "10:00", **said: str) -> dict[str, str]:
    """A promise of the hall, that day."""
    return {
        "编号": code, "方向": "点单", "状态": "已接受", "数量": "1", "开始时间": f"{DAY} {first}", "结束时间": f"{DAY} {after}",
        "资源": "Z3", "单位": "U1", **said,
    }  # fmt: skip


async def given(street: Database, *rows: dict[str, str], **more: Any) -> Report:
    """An import of commitments and whatever else."""
    tables, problems = from_rows({"commitments": list(rows)} if rows else {})
    beside, wrong = from_rows(more.pop("sheets", {}))
    assert problems == wrong == []
    return await run(street.driver, [*tables, *beside], by=BY, **more)


def told(report: Report) -> list[tuple[int | None, str | None, str]]:
    """Row, column and code of what is wrong."""
    return [(p.row, p.column, p.code) for p in report.problems]


HALL = {
    "编号": "Z3",
    "名称": "礼堂",
    "类型": "场地",
    "容量模式": "独占",
    "容量": "1",
    "提供单位": "U1",
    "能力分类": "车辆",
    "计量单位": "人",
    "缓冲分钟": "15",
}
SEATS = HALL | {"编号": "Z4", "名称": "座位", "容量模式": "计数", "容量": "3", "缓冲分钟": ""}
FLOUR = HALL | {"编号": "Z5", "名称": "面粉", "容量模式": "消耗", "容量": "5", "缓冲分钟": ""}
TRIP = HALL | {"编号": "Z6", "名称": "出车", "容量模式": "计数", "容量": "9", "缓冲分钟": ""}


@pytest.fixture
async def street(clean: Database) -> Database:
    """A small street with a hall, seats, flour, and trips that take two seats each."""
    tables, problems = from_rows(small() | {"commitments": []})
    assert problems == []
    assert (await run(clean.driver, tables, by=BY)).ok
    sheets = {
        "resources": [HALL, SEATS, FLOUR, TRIP],
        "kits": [{"组合": "Z6", "组成": "Z4", "数量": "2"}],
    }
    report = await given(clean, sheets=sheets)
    assert report.ok, report.problems
    return clean


WRONG = [
    ([row("A"), row("B")], [(2, "资源", "PROMISED_TWICE"), (3, "资源", "PROMISED_TWICE")]),
    ([row("A"), row("B", "10:00", "11:00")], [(2, "资源", "PROMISED_TWICE"), (3, "资源", "PROMISED_TWICE")]),
    ([row("A"), row("B", "10:15", "11:00")], []),
    ([row("A"), row("B", 状态="已取消")], []),
    ([row("A"), row("B", 状态="待响应")], []),
    ([row("A"), row("B", 状态="待响应", 保留至="2027-03-04 08:00")], [(2, "资源", "PROMISED_TWICE"), (3, "资源", "PROMISED_TWICE")]),
    ([row("A", 数量="2")], [(2, "资源", "PROMISED_TWICE")]),
    ([row("A", 资源="Z4", 数量="2"), row("B", 资源="Z4", 数量="1")], []),
    ([row("A", 资源="Z4", 数量="2"), row("B", 资源="Z6", 数量="1")], [(2, "资源", "PROMISED_TWICE"), (3, "资源", "PROMISED_TWICE")]),
    ([row("A", 资源="Z4", 数量="1"), row("B", 资源="Z6", 数量="1")], []),
    # Never more than two at once, though three in all: the trap of a sum over the period.
    ([row("A", "09:00", "10:00", 资源="Z4", 数量="2"), row("B", "10:00", "11:00", 资源="Z4", 数量="2"), row("C", "09:30", "10:30", 资源="Z4")], []),
    ([row("A", 资源="Z5", 数量="3"), row("B", "15:00", "16:00", 资源="Z5", 数量="3")], [(2, "资源", "PROMISED_TWICE"), (3, "资源", "PROMISED_TWICE")]),
    ([row("A", 资源="", 经办人="P1"), row("B", "09:30", "10:30", 资源="Z4", 经办人="P1")], [(2, "经办人", "PROMISED_TWICE"), (3, "经办人", "PROMISED_TWICE")]),
    ([row("A", 资源="", 经办人="P1"), row("B", "10:00", "10:30", 资源="Z4", 经办人="P1")], []),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "wrong"), WRONG)
async def test_rows_of_one_import(
    street: Database, rows: list[dict[str, str]], wrong: list[Any]
) -> None:
    """Each of those that are too much is named with what is beside it; one wrong row and nothing is written."""
    before = await dump(street)
    report = await given(street, *rows)
    assert told(report) == wrong
    assert (await dump(street) == before) is bool(wrong)
    for problem in report.problems:
        assert problem.zh
        assert problem.cure_zh
    if len(wrong) == 2:
        assert ["“B”" in p.zh for p in report.problems] == [True, False]


@pytest.mark.parametrize("batch", [None, 1])
async def test_beside_what_there_is(street: Database, batch: int | None) -> None:
    """What is in the graph stands, at once or in batches; what is only said again, moved away or given up is fine."""
    more: dict[str, Any] = {} if batch is None else {"at_once": 0, "batch": batch}
    assert (await given(street, row("A"), row("B", "14:00", "15:00"))).ok
    before = await dump(street)
    report = await given(street, row("C", "09:30", "10:30"), **more)
    assert told(report) == [(2, "资源", "PROMISED_TWICE")]
    assert "“A”" in report.problems[0].zh
    assert await dump(street) == before
    assert (await given(street, row("A"), **more)).ok
    # They change places, in whatever order they are written.
    assert (await given(street, row("A", "14:00", "15:00"), row("B"), **more)).ok
    assert (
        await given(
            street, row("A", "14:00", "15:00", 状态="已取消"), row("C", "14:00", "15:00"), **more
        )
    ).ok


async def test_a_row_that_says_nothing_new_still_counts(street: Database) -> None:
    """A whole sheet again, with one row more: what stands on a kit takes its parts as before."""
    kit, more = row("B", 资源="Z6"), row("A", 资源="Z4", 数量="2")
    assert (await given(street, kit)).ok
    assert told(await given(street, more)) == [(2, "资源", "PROMISED_TWICE")]
    assert told(await given(street, kit, more)) == [(3, "资源", "PROMISED_TWICE")]
    assert (await given(street, kit, more | {"数量": "1"})).ok


async def test_acts_wait_for_what_an_import_judges(street: Database) -> None:
    """The thing that a row uses though it does not say so, its need, and whoever handles it are held till the end."""
    assert (await given(street, row("A", 经办人="P1", 需求="D1"))).ok
    seen: list[bool] = []

    async def look(tx: Any) -> None:
        await keep_acts_away(tx, [("Commitment", "A")], [("Person", "P2")])
        ids = [
            node_id(KINDS[k], c)
            for k, c in (
                ("Resource", "Z3"),
                ("Person", "P1"),
                ("Person", "P2"),
                ("Need", "D1"),
                ("Commitment", "A"),
            )
        ]
        found = await tx.run(
            "UNWIND $ids AS id MATCH (l:Lock {id: id}) RETURN count(l) AS n", ids=ids
        )
        seen.append((await found.single(strict=True))["n"] == len(ids))

    await write(street.driver, "test", look)
    assert seen == [True]


async def test_what_is_over_is_told_as_it_was(street: Database) -> None:
    """Two had the hall at once last year: nobody promises that any more."""
    past = {"开始时间": "2026-03-05 09:00", "结束时间": "2026-03-05 10:00", "状态": "已确认"}
    assert (await given(street, row("A", **past), row("B", **past))).ok


async def test_a_hall_and_its_promises_in_one_import(street: Database) -> None:
    """What a row of resources says counts for the commitments beside it, new or changed."""
    stage = HALL | {"编号": "Z7", "名称": "舞台", "容量模式": "计数", "容量": "2"}
    twice = [row("A", 资源="Z7"), row("B", 资源="Z7")]
    assert told(await given(street, *twice, sheets={"resources": [stage | {"容量": "1"}]})) == [(2, "资源", "PROMISED_TWICE"), (3, "资源", "PROMISED_TWICE")]  # fmt: skip
    assert (await given(street, *twice, sheets={"resources": [stage]})).ok
    # Less than was promised: it is so, and makes what was promised no new promise.
    assert (await given(street, sheets={"resources": [stage | {"容量": "1"}]})).ok
    assert (await given(street, *twice)).ok
    assert told(await given(street, row("C", 资源="Z7"))) == [(2, "资源", "PROMISED_TWICE")]


async def test_no_steps_lead_out_of_an_end(street: Database) -> None:
    """A sheet may skip steps and not go back; what could stand there is said."""
    assert (await given(street, row("A"))).ok
    assert (await given(street, row("A", 状态="已取消"))).ok
    before = await dump(street)
    report = await given(street, row("A", 状态="已接受"))
    assert told(report) == [(2, "状态", "UNREACHABLE_STATE")]
    assert "已取消" in report.problems[0].zh
    assert report.problems[0].cure_zh.startswith("可填：已取消；")
    assert await dump(street) == before


THINGS = {
    "Z3": Thing("EXCLUSIVE", Fraction(1), buffer=15), "Z4": Thing("COUNTED", Fraction(3)), "Z5": Thing("CONSUMABLE", Fraction(5)),
    "Z6": Thing("COUNTED", Fraction(9), parts={"Z4": Fraction(2)}),
}  # fmt: skip
STATES = {
    "已接受": "ACCEPTED",
    "实施中": "IN_PROGRESS",
    "已取消": "CANCELLED",
    "已交付": "DELIVERED",
    "待响应": "REQUESTED",
}


async def test_as_the_calendar_on_paper_has_it(street: Database) -> None:
    """Whatever rows: wrong are those that would not fit beside all the others, and no more."""
    dice = random.Random(4)
    some = 0
    for _ in range(40):
        rows, promises = [], {}
        for n in range(dice.randint(2, 6)):
            at, state = (
                AT.replace(day=5) + timedelta(minutes=15 * dice.randrange(12)),
                dice.choice(list(STATES)),
            )
            after = at + timedelta(minutes=dice.choice([30, 60, 120]))
            code, quantity = dice.choice(list(THINGS)), dice.randint(1, 2)
            promises[f"K{n}"] = Promise(code, Fraction(quantity), at, after, STATES[state])
            rows.append(
                row(
                    f"K{n}",
                    f"{at:%H:%M}",
                    f"{after:%H:%M}",
                    资源=code,
                    数量=str(quantity),
                    状态=state,
                )
            )
        expected = []
        for n, (name, promise) in enumerate(promises.items()):
            others = Calendar(THINGS, {k: p for k, p in promises.items() if k != name}, step=15)
            free = others.free(promise.thing, promise.start, promise.end, AT)
            if Calendar(THINGS, promises).holds(name, THINGS[promise.thing], AT) and (
                free is None or free < promise.quantity
            ):
                expected.append(n + 2)
        report = await given(street, *rows, dry_run=True)
        assert sorted({p.row for p in report.problems if p.row}) == expected, rows
        some += len(expected)
    assert some > 20
