"""Rows of a street large enough to measure on."""

from __future__ import annotations

COMMUNITIES, UNITS, RESOURCES = 8, 40, 270
STREET = "BENCH-S"
STREET_CENTRE = "R.STREET_CENTRE"
ACCOUNT = "BENCH-AC"
"""The account of somebody at the street centre."""

Rows = dict[str, list[dict[str, str]]]


def street() -> Rows:
    """One street with 8 communities, 40 units each paired with one of them, and 270 resources: 319 objects in a read."""
    shown = {"来历": "示例"}
    categories = [
        {
            "编号": "BENCH-C",
            "名称": "基准能力",
            "英文名": "Benchmark capability",
            "体系": "CAPABILITY",
            **shown,
        },
        {
            "编号": "BENCH-U",
            "名称": "基准单位",
            "英文名": "Benchmark measure",
            "体系": "UNIT",
            **shown,
        },
    ]
    categories.append(
        {
            "编号": STREET_CENTRE,
            "名称": "街道治理中心",
            "英文名": "Street centre",
            "体系": "ROLE",
            **shown,
        },
    )
    places = [{"编号": STREET, "名称": "基准街道", "类型": "街道", "上级": "", **shown}]
    places += [
        {"编号": f"BENCH-C{i}", "名称": f"基准社区{i}", "类型": "社区", "上级": STREET, **shown}
        for i in range(COMMUNITIES)
    ]
    units = [
        {"编号": f"BENCH-U{i}", "名称": f"基准单位{i}", "类型": "ENTERPRISE", **shown}
        for i in range(UNITS)
    ]
    agreements = [
        {
            "编号": f"BENCH-A{i}", "名称": f"结对{i}", "类型": "PAIRING", "状态": "ACTIVE", "参与单位": f"BENCH-U{i}",
            "惠及地域": f"BENCH-C{i % COMMUNITIES}", **shown,
        }
        for i in range(UNITS)
    ]  # fmt: skip
    resources = [
        {
            "编号": f"BENCH-R{i}", "名称": f"基准资源{i}", "类型": "SERVICE", "容量模式": "COUNTED", "容量": "20",
            "提供单位": f"BENCH-U{i % UNITS}", "能力分类": "BENCH-C", "计量单位": "BENCH-U", **shown,
        }
        for i in range(RESOURCES)
    ]  # fmt: skip
    return {
        "categories": categories,
        "places": places,
        "units": units,
        "agreements": agreements,
        "resources": resources,
        "people": [{"编号": "BENCH-P", "姓名": "基准人员", **shown}],
        "role_assignments": [
            {
                "编号": "BENCH-J", "状态": "ACTIVE", "人员": "BENCH-P", "角色": STREET_CENTRE, "任职地域": STREET, **shown,
            }
        ],
        "accounts": [
            {"编号": ACCOUNT, "登录标识": "bench#street", "状态": "ACTIVE", "人员": "BENCH-P", **shown}
        ],
    }  # fmt: skip
