"""One world while it is being drawn: its dice, its clock and the rows so far."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import TypeVar

T = TypeVar("T")
Row = dict[str, str]
Rows = dict[str, list[Row]]

CHINA = timezone(timedelta(hours=8))

CLOCKS = [
    datetime(2026, 11, 23, 10, 0, tzinfo=CHINA),
    datetime(2026, 11, 27, 23, 30, tzinfo=CHINA),  # the last minutes before a weekend
    datetime(2026, 12, 1, 6, 15, tzinfo=CHINA),  # still November in UTC
    datetime(2026, 12, 30, 16, 45, tzinfo=CHINA),  # the year ends soon
    datetime(2027, 2, 26, 8, 0, tzinfo=CHINA),  # a short month ends on a Sunday
]

COLUMNS = {
    "categories": ["编号", "名称", "英文名", "体系", "上级分类", "换算系数", "基本单位", "整数计量"],
    "satisfied_by": ["需求分类", "能力分类", "契合度", "必备", "单位用量", "用量单位"],
    "places": ["编号", "类型", "名称", "上级", "纬度", "经度"],
    "units": ["编号", "名称", "类型", "状态", "承接上限", "驻地", "上级单位", "能力", "主管需求分类"],
    "alliances": ["编号", "名称", "类型", "状态", "任期开始", "任期结束", "服务地域"],
    "memberships": ["共建组织", "单位", "加入日期", "退出日期"],
    "agreements": [
        "编号", "名称", "类型", "状态", "生效日期", "到期日期", "参与单位", "惠及地域",
    ],
    "people": ["编号", "姓名", "电话"],
    "role_assignments": [
        "编号", "状态", "开始日期", "结束日期", "人员", "角色", "任职地域", "任职组织", "任职单位",
        "派出单位",
    ],
    "resources": [
        "编号", "名称", "类型", "状态", "容量模式", "容量", "额度周期", "开放时间", "停用日期", "起用日期",
        "停止日期", "提前量分钟", "缓冲分钟", "服务半径公里", "提供单位", "能力分类", "计量单位", "所在地",
        "服务区域", "服务对象", "公开范围", "须归还",
    ],
    "kits": ["组合", "组成", "数量"],
    "needs": [
        "编号", "标题", "数量", "开始时间", "结束时间", "上报时间", "需求分类", "计量单位", "地点", "服务对象",
        "联系人", "联系电话", "联系地址", "上报人",
    ],
    "commitments": [
        "编号", "方向", "状态", "数量", "开始时间", "结束时间", "保留至", "交付数量", "归还时间", "需求", "资源",
        "单位",
    ],
    "accounts": ["编号", "登录标识", "状态", "人员"],
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Call:
    """What a need calls for: how much of which capability, in which family of measures."""

    capability: str
    family: str
    measure: str
    required: Decimal


@dataclasses.dataclass(frozen=True)
class Wish:
    """A drawn need, as far as offers and promises are aimed at it."""

    code: str
    place: str
    groups: tuple[str, ...]
    start: datetime
    end: datetime
    """Where the need has no window, a period soon after the clock that promises may cluster around."""
    windowed: bool
    calls: tuple[Call, ...]


class Drawing:
    """Collects rows; every choice comes from one seeded generator, so that a seed always draws the same world."""

    def __init__(self, seed: int, prefix: str) -> None:
        self.dice = random.Random(f"world {seed}")
        self.seed = seed
        self.prefix = prefix
        self.clock = CLOCKS[seed % len(CLOCKS)]
        self.rows: Rows = {sheet: [] for sheet in COLUMNS}
        self.parents: dict[str, str] = {}
        """The place above each place."""
        self.wishes: list[Wish] = []

    def code(self, rest: str) -> str:
        """A number that belongs to this world alone."""
        return f"{self.prefix}{rest}"

    def add(self, sheet: str, row: Row) -> None:
        """Append a row; columns that it leaves out are empty."""
        unknown = row.keys() - set(COLUMNS[sheet])
        if unknown:
            raise KeyError(f"{sheet} has no column {unknown}")
        self.rows[sheet].append({column: row.get(column, "") for column in COLUMNS[sheet]})

    def chance(self, probability: float) -> bool:
        """True this often."""
        return self.dice.random() < probability

    def one(self, options: Sequence[T]) -> T:
        """Any of the options."""
        return self.dice.choice(options)

    def some(self, options: Sequence[T], least: int, most: int) -> list[T]:
        """A few different ones of the options."""
        return self.dice.sample(options, min(len(options), self.dice.randint(least, most)))

    def weighed(self, options: Mapping[T, float]) -> T:
        """One of the options, by weight."""
        return self.dice.choices(list(options), list(options.values()))[0]

    def day(self, offset: int) -> str:
        """The calendar day this many days after the clock's."""
        return (self.clock.date() + timedelta(days=offset)).isoformat()

    def above(self, place: str) -> list[str]:
        """A place and all above it, nearest first."""
        chain = [place]
        while self.parents.get(chain[-1]):
            chain.append(self.parents[chain[-1]])
        return chain


def stamp(instant: datetime) -> str:
    """An instant as an administrator types it."""
    return instant.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def plain(amount: Decimal) -> str:
    """A quantity as an administrator types it: no exponent, no needless zeros."""
    text = f"{amount.quantize(Decimal('0.001')):f}"
    return text.rstrip("0").rstrip(".")
