"""Trees of categories and the bridge between them."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from tests.worlds.drawing import Drawing

FIRST_SECRETARY = "R.FIRST_SECRETARY"

MEASURES = {
    "person": [("M.person", None, None)],
    "time": [("M.minute", "M.minute", "1"), ("M.hour", "M.minute", "60")],
    "piece": [("M.piece", None, None), ("M.dozen", "M.piece", "12")],
    "money": [("M.yuan", "M.yuan", "1"), ("M.wan", "M.yuan", "10000")],
}
WHOLE = {"M.person", "M.dozen"}
"""Measures of which only whole numbers make sense."""
CAPABILITIES = [
    "K", *(f"K.{n}{below}" for n in (1, 2, 3, 4) for below in ("", ".1", ".1.1", ".2")), "K.9",
]  # fmt: skip
NEEDS = [
    "N", "N.1", "N.1.1", "N.1.1.1", "N.2", "N.2.1", "N.2.2", "N.2.2.1", "N.3", "N.3.1", "N.9", "N.9.1",
]  # fmt: skip
GROUPS = ["G", "G.1", "G.1.1", "G.1.1.1", "G.2", "G.2.1", "G.3"]


@dataclasses.dataclass(frozen=True)
class Bridge:
    """One capability that meets a category of needs. `family` is the family of `measure`, if that is given."""

    capability: str
    per_unit: Decimal
    family: str | None
    measure: str | None


Bridges = dict[str, list[Bridge]]


def draw_terms(world: Drawing) -> Bridges:
    """Draw all categories; answer the bridges by the category that carries them."""
    for tree, taxonomy in (
        (NEEDS, "需求分类"), (CAPABILITIES, "能力资源分类"), (GROUPS, "服务对象"),
    ):  # fmt: skip
        for name in tree:
            above = name.rpartition(".")[0]
            row = {"编号": world.code(name), "名称": f"{taxonomy}{name}", "英文名": f"Term {name}"}
            above = {"上级分类": world.code(above)} if above else {}
            world.add("categories", row | {"体系": taxonomy} | above)
    for family in MEASURES.values():
        for name, base, factor in family:
            row = {"编号": world.code(name), "名称": f"单位{name}", "英文名": f"Measure {name}"}
            row |= {"体系": "计量单位", "换算系数": factor or ""}
            row |= {"整数计量": "是" if name in WHOLE else ""}
            world.add("categories", row | {"基本单位": world.code(base) if base else ""})
    shared = {"编号": FIRST_SECRETARY, "名称": "第一书记", "英文名": "First secretary"}
    world.add("categories", shared | {"体系": "角色"})
    member = {"编号": world.code("R.MEMBER"), "名称": "兼职委员", "英文名": "Part-time member"}
    world.add("categories", member | {"体系": "角色"})
    return {
        "N.1": [_bridge(world, "N.1", "K.1", world.one([True, False]), plain=True)],
        "N.2": [
            _bridge(world, "N.2", "K.1", essential=True, plain=True),
            _bridge(world, "N.2", "K.2", essential=True),
            _bridge(world, "N.2", "K.4", essential=False),
        ],
        "N.2.2": [
            _bridge(world, "N.2.2", "K.2", essential=False),
            _bridge(world, "N.2.2", "K.3", essential=False, plain=True),
        ],
        "N.3": [
            _bridge(world, "N.3", world.one(["K.3", "K.3.1"]), essential=True, plain=True),
            _bridge(world, "N.3", "K.4", essential=False),
        ],
    }


def _bridge(
    world: Drawing, need: str, capability: str, essential: bool, plain: bool = False
) -> Bridge:
    family = None if plain else world.one([None, "time", "piece"])
    measure = world.one(MEASURES[family])[0] if family else None
    per_unit = Decimal(1) if plain else Decimal(world.one(["0.1", "0.25", "0.5", "1", "2"]))
    world.add(
        "satisfied_by",
        {
            "需求分类": world.code(need),
            "能力分类": world.code(capability),
            "契合度": world.one(["1", "0.9", "0.85", "0.7", "0.333", ""]),
            "必备": "是" if essential else world.one(["否", ""]),
            "单位用量": "" if per_unit == 1 else str(per_unit),
            "用量单位": world.code(measure) if measure else "",
        },
    )
    return Bridge(capability, per_unit, family, measure)


def bridged(bridges: Bridges, need: str) -> list[Bridge]:
    """The bridges of the nearest category, going up, that has any."""
    while need:
        if need in bridges:
            return bridges[need]
        need = need.rpartition(".")[0]
    return []
