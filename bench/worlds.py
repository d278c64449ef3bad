"""Rows of streets large enough to measure on: drawn with dice of their own, so that every run has the same graph.

Each street has 8 communities, 40 partnered units with 270 resources, 120 open and 40 closed needs, and 500 commitments.
Times of needs and commitments are half days, and every commitment fills a half day or more of a single resource: so what
is taken of a resource in a window is the sum of what overlaps it, and a ranking in plain Cypher comes to the same result.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

COMMUNITIES, UNITS, RESOURCES, OPEN, CLOSED, COMMITMENTS = 8, 40, 270, 120, 40, 500
STREET = "BENCH-S0"
STREET_CENTRE = "R.STREET_CENTRE"
ACCOUNT = "BENCH-AC"
"""The account of somebody at the centre of the street."""
AS_OF = "2026-12-01T08:00:00+08:00"
"""The moment for which the support question is asked."""
GROUPS, BRANCHES, ASKED = 6, 4, 18
_DAY = datetime(2026, 12, 1)  # noqa: DTZ001 (sheets say times as people do)
_DAYS = 10
_SHOWN = {"来历": "示例"}

Rows = dict[str, list[dict[str, str]]]


def town(streets: int = 1) -> Rows:
    """So many streets; the first is the one that is measured, the others are only there."""
    rows = _shared()
    for number in range(streets):
        for sheet, more in _street(number).items():
            rows.setdefault(sheet, []).extend(more)
    return rows


def _shared() -> Rows:
    dice = random.Random("shared")
    categories = [
        _category("BENCH-U", "基准单位", "UNIT"), _category("BENCH-C", "基准能力", "CAPABILITY"),
        _category(STREET_CENTRE, "街道治理中心", "ROLE"), _category("BENCH-N", "基准需求", "NEED"),
    ]  # fmt: skip
    for group in range(GROUPS):
        above = f"BENCH-C{group}"
        categories.append(_category(above, f"能力{group}", "CAPABILITY", "BENCH-C"))
        categories += [
            _category(f"{above}.{n}", f"能力{group}.{n}", "CAPABILITY", above)
            for n in range(BRANCHES)
        ]
    satisfied = []
    for number in range(ASKED):
        code = f"BENCH-N{number}"
        categories.append(_category(code, f"需求{number}", "NEED", "BENCH-N"))
        group = number % GROUPS
        for nth, branch in enumerate(dice.sample(range(BRANCHES), dice.choice([1, 2, 2]))):
            satisfied.append(
                {
                    "需求分类": code, "能力分类": f"BENCH-C{group}.{branch}", "契合度": str(dice.choice([1, 0.9, 0.8, 0.6])),
                    "必备": "是" if nth == 0 else dice.choice(["是", "否"]), "单位用量": "1", "用量单位": "BENCH-U",
                }
            )  # fmt: skip
    return {
        "categories": categories,
        "satisfied_by": satisfied,
        "people": [{"编号": "BENCH-P", "姓名": "基准人员", **_SHOWN}],
        "role_assignments": [
            {
                "编号": "BENCH-J", "状态": "ACTIVE", "人员": "BENCH-P", "角色": STREET_CENTRE, "任职地域": STREET, **_SHOWN,
            }
        ],
        "accounts": [
            {"编号": ACCOUNT, "登录标识": "bench#street", "状态": "ACTIVE", "人员": "BENCH-P", **_SHOWN}
        ],
    }  # fmt: skip


def _category(code: str, name: str, taxonomy: str, above: str = "") -> dict[str, str]:
    return {
        "编号": code,
        "名称": name,
        "英文名": code,
        "体系": taxonomy,
        "上级分类": above,
        **_SHOWN,
    }


def _street(number: int) -> Rows:
    dice = random.Random(f"street {number}")
    at = f"BENCH-S{number}"
    places = [{"编号": at, "名称": f"基准街道{number}", "类型": "街道", "上级": "", **_SHOWN}]
    places += [
        {
            "编号": f"{at}C{i}", "名称": f"基准社区{i}", "类型": "社区", "上级": at,
            "纬度": f"{41.80 + dice.random() / 20:.5f}", "经度": f"{120.75 + dice.random() / 20:.5f}", **_SHOWN,
        }
        for i in range(COMMUNITIES)
    ]  # fmt: skip
    units = [
        {
            "编号": f"{at}U{i}", "名称": f"基准单位{number}之{i}", "类型": "ENTERPRISE",
            "承接上限": str(dice.randint(8, 30)), "驻地": f"{at}C{dice.randrange(COMMUNITIES)}", **_SHOWN,
        }
        for i in range(UNITS)
    ]  # fmt: skip
    agreements = [
        {
            "编号": f"{at}A{i}", "名称": f"结对{i}", "类型": "PAIRING", "状态": "ACTIVE", "参与单位": f"{at}U{i}",
            "惠及地域": f"{at}C{i % COMMUNITIES}", **_SHOWN,
        }
        for i in range(UNITS)
    ]  # fmt: skip
    resources = [
        {
            "编号": f"{at}R{i}", "名称": f"基准资源{i}", "类型": "SERVICE", "容量模式": "COUNTED", "容量": str(dice.randint(5, 40)),
            "提供单位": f"{at}U{i % UNITS}", "能力分类": f"BENCH-C{dice.randrange(GROUPS)}.{dice.randrange(BRANCHES)}",
            "计量单位": "BENCH-U", "公开范围": "公开", **_SHOWN,
        }
        for i in range(RESOURCES)
    ]  # fmt: skip
    return {
        "places": places, "units": units, "agreements": agreements, "resources": resources,
        "needs": [_need(dice, at, i) for i in range(OPEN + CLOSED)],
        "commitments": [_commitment(dice, at, i) for i in range(COMMITMENTS)],
    }  # fmt: skip


def _need(dice: random.Random, at: str, number: int) -> dict[str, str]:
    since, until = _half_day(dice)
    return {
        "编号": f"{at}N{number}", "标题": f"基准需求{number}", "状态": "OPEN" if number < OPEN else "CLOSED",
        "数量": str(dice.randint(1, 30)), "优先级": str(dice.randint(1, 4)), "开始时间": since, "结束时间": until,
        "上报时间": f"{_DAY - timedelta(hours=dice.randint(1, 900)):%Y-%m-%d %H:%M}",
        "需求分类": f"BENCH-N{dice.randrange(ASKED)}", "计量单位": "BENCH-U", "地点": f"{at}C{dice.randrange(COMMUNITIES)}", **_SHOWN,
    }  # fmt: skip


def _commitment(dice: random.Random, at: str, number: int) -> dict[str, str]:
    since, until = _half_day(dice)
    resource = dice.randrange(RESOURCES)
    return {
        "编号": f"{at}K{number}", "方向": "点单", "状态": dice.choice(["ACCEPTED", "ACCEPTED", "IN_PROGRESS", "CONFIRMED", "FAILED", "CANCELLED"]),
        "数量": str(dice.randint(1, 12)), "开始时间": since, "结束时间": until,
        "需求": f"{at}N{dice.randrange(OPEN + CLOSED)}", "资源": f"{at}R{resource}", "单位": f"{at}U{resource % UNITS}", **_SHOWN,
    }  # fmt: skip


def _half_day(dice: random.Random) -> tuple[str, str]:
    begin = _DAY + timedelta(days=dice.randint(1, _DAYS), hours=dice.choice([8, 14]))
    return f"{begin:%Y-%m-%d %H:%M}", f"{begin + timedelta(hours=4):%Y-%m-%d %H:%M}"
