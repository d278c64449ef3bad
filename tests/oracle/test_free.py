"""What the oracle counts as free, against what a person works out by hand, and against a count minute by minute."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from tests.oracle.free import free
from tests.oracle.reading import CHINA, Row
from tests.oracle.sheets import Sheets
from tests.oracle.small import AS_OF, about_u, commitment, town

EXCLUSIVE = {"容量模式": "独占", "缓冲分钟": "30"}
BUFFERED = {"缓冲分钟": "30"}
USED_UP = {"容量模式": "消耗"}
DAILY = {"容量模式": "周期额度", "额度周期": "日"}
WEEKLY = {"容量模式": "周期额度", "额度周期": "周"}
MONTHLY = {"容量模式": "周期额度", "额度周期": "月"}


@pytest.mark.parametrize(
    ("cells", "promises", "left"),
    [
        # The need's window is Friday 2026-12-04, 08:00 to 12:00; capacity is 10.
        (EXCLUSIVE, [commitment("06:00", "07:30"), commitment("12:30", "14:00")], 10),  # both touch
        (EXCLUSIVE, [commitment("06:00", "07:31")], 0),
        (EXCLUSIVE, [commitment("12:29", "14:00")], 0),
        ({}, [commitment("07:00", "08:00", "9"), commitment("12:00", "13:00", "9")], 10),
        ({}, [commitment("07:00", "08:01", "9")], 1),
        (
            {},
            [commitment("08:00", "09:00", "6"), commitment("09:00", "10:00", "7")],
            3,
        ),  # one after the other
        (
            {},
            [commitment("08:00", "10:00", "3"), commitment("09:00", "11:00", "4")],
            3,
        ),  # staggered
        (BUFFERED, [commitment("08:00", "09:00", "6"), commitment("09:59", "11:00", "3")], 1),
        (BUFFERED, [commitment("08:00", "09:00", "6"), commitment("10:00", "11:00", "3")], 4),
        ({}, [commitment("08:00", "12:00", "12")], 0),  # promised too much: never below nothing
        (USED_UP, [commitment("2026-01-01 00:00", "2026-01-02 00:00", "4")], 6),
        (USED_UP, [commitment("2030-01-01 00:00", "2030-01-02 00:00", "12")], 0),
        (
            DAILY,
            [commitment("2026-12-03 23:59", "12:00", "4"), commitment("00:00", "00:01", "3")],
            7,
        ),
        (WEEKLY, [commitment("2026-11-30 00:00", "2026-11-30 01:00", "4")], 6),  # Monday
        (WEEKLY, [commitment("2026-11-29 23:59", "2026-11-30 01:00", "4")], 10),
        (WEEKLY, [commitment("2026-12-06 23:59", "2026-12-07 01:00", "4")], 6),  # Sunday
        (MONTHLY, [commitment("2026-12-01 00:00", "2026-12-01 01:00", "4")], 6),
        (MONTHLY, [commitment("2026-11-30 23:59", "2026-12-01 01:00", "4")], 10),
        (MONTHLY, [commitment("2026-12-31 23:59", "2027-01-01 01:00", "4")], 6),
    ],
)
def test_capacity_modes(cells: Row, promises: list[Row], left: int) -> None:
    """Periods are half-open; days, weeks and months begin at midnight in China."""
    rows = town(resources=cells)
    rows["commitments"] = promises
    assert about_u(rows).free == {"R": left * 1_000_000}


@pytest.mark.parametrize(
    ("status", "cells", "taken"),
    [
        ("已接受", {}, 4), ("挂起", {}, 4), ("实施中", {}, 4),
        ("待响应", {}, 0), ("待响应", {"保留至": "2026-11-23 10:00"}, 0), ("待响应", {"保留至": "2026-11-23 10:01"}, 4),
        ("待确认", {}, 0), ("候补", {}, 0), ("已谢绝", {}, 0), ("超时未响应", {}, 0), ("已撤回", {}, 0),
        ("已取消", {}, 0), ("未完成", {}, 0), ("未到场", {}, 0), ("作废", {}, 0),
        ("已交付", {}, 4), ("已确认", {"交付数量": "1.5"}, 1.5), ("有异议", {"归还时间": "2026-12-04 09:00"}, 4),
        ("已交付", {"归还时间": "2026-12-04 08:00"}, 0), ("已接受", {"归还时间": "2026-12-04 08:00"}, 4),
        ("实施中", {"交付数量": "1"}, 4), ("已交付", {"归还时间": "2026-12-04 06:00"}, 0),
    ],
)  # fmt: skip
def test_which_promises_hold(status: str, cells: dict[str, str], taken: float) -> None:
    """Each state once: live ones hold, requests while they are held, what was given until it came back."""
    rows = town()
    rows["commitments"] = [commitment("07:00", "10:00", "4", status, **cells)]
    assert about_u(rows).free == {"R": 10_000_000 - int(taken * 1_000_000)}


def test_unlimited_is_never_used_up() -> None:
    """Whatever is promised of it, all that is asked for is covered."""
    rows = town(resources={"容量模式": "不限", "容量": ""})
    rows["commitments"] = [commitment("07:00", "13:00", "1000000")]
    u = about_u(rows)
    assert (u.free, u.covered) == ({"R": None}, {"K": 4_000_000})


def test_counted_is_what_every_minute_leaves() -> None:
    """The least that any minute of the window leaves, for a hundred drawn cases."""
    dice = random.Random(7)
    begin, end = (datetime(2026, 12, 4, hour, tzinfo=CHINA) for hour in (8, 9))
    for _ in range(100):
        buffer = dice.choice([0, 5, 10])
        starts = [begin + timedelta(minutes=dice.randint(-30, 70)) for _ in range(6)]
        spans = [
            (s, s + timedelta(minutes=dice.randint(1, 40)), dice.randint(1, 3)) for s in starts
        ]
        rows = town(resources={"缓冲分钟": str(buffer)})
        rows["commitments"] = [
            commitment(s.isoformat(), e.isoformat(), str(n)) for s, e, n in spans
        ]
        around = timedelta(minutes=buffer)
        busiest = max(
            sum(n for s, e, n in spans if s - around <= minute < e + around)
            for minute in (begin + timedelta(minutes=m) for m in range(60))
        )
        left = free(Sheets(rows), rows["resources"][0], begin, end, AS_OF)
        assert left == max(0, 10 - busiest) * 1_000_000
