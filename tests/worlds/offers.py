"""What units offer: resources aimed at a need, most of them with one flaw that a test must find."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from decimal import Decimal

from tests.worlds.drawing import CHINA, Call, Drawing, Row, Wish, plain
from tests.worlds.ground import Ground
from tests.worlds.terms import CAPABILITIES, GROUPS, MEASURES
from tests.worlds.times import hours_with, hours_without

FLAWS = {
    "none": 55, "status": 4, "validity": 3, "category": 1, "measure": 7, "area": 6, "radius": 5, "audience": 10,
    "hours": 7, "closed day": 4, "notice": 11, "capacity": 14,
}  # fmt: skip
MODES = {"EXCLUSIVE": 2, "COUNTED": 3, "CONSUMABLE": 2, "RATE": 3, "UNLIMITED": 1}
MODE_WORDS = {
    "EXCLUSIVE": "独占", "COUNTED": "计数", "CONSUMABLE": "消耗", "RATE": "周期额度", "UNLIMITED": "不限",
}  # fmt: skip
FACTORS = {"M.minute": 1, "M.hour": 60, "M.piece": 1, "M.dozen": 12, "M.yuan": 1, "M.wan": 10_000}
KINDS = ["服务", "场地", "设备物资", "人力人才", "资金", "信息渠道"]


@dataclasses.dataclass(frozen=True)
class Offer:
    """A drawn resource, as far as promises are aimed at it."""

    code: str
    unit: str
    wish: Wish
    mode: str
    capacity: Decimal
    buffer: timedelta
    full: bool
    """Whether promises shall leave nothing of it."""


def draw_offers(world: Drawing, ground: Ground, units: list[str]) -> list[Offer]:
    """Draw what each unit offers; one in twenty offers nothing."""
    calling = [wish for wish in world.wishes if wish.calls]
    offers: list[Offer] = []
    for unit in units:
        wishes = [] if world.chance(0.05) else world.some(calling, 1, 4)
        for wish in wishes:
            together = wish.calls if world.chance(0.65) else [world.one(wish.calls)]
            flaw = world.weighed(FLAWS)
            for call in together:
                again = flaw if world.chance(0.7) else world.weighed(FLAWS)
                code = world.code(f"R-{unit[len(world.prefix) + 2 :]}-{len(offers) + 1:03}")
                offers.append(_offer(world, ground, code, unit, wish, call, again))
    return offers


def _offer(
    world: Drawing, ground: Ground, code: str, unit: str, wish: Wish, call: Call, flaw: str
) -> Offer:
    mode = world.weighed(MODES)
    if flaw in {"capacity", "measure"} and mode == "UNLIMITED":
        mode = "COUNTED"
    measure = _measure(world, call, flaw)
    capacity = _capacity(world, call, measure, flaw)
    buffer = world.one([0, 0, 10, 30, 60]) if mode in {"EXCLUSIVE", "COUNTED"} else 0
    row: Row = {
        "编号": code, "名称": f"资源{code}", "类型": world.one(KINDS), "提供单位": unit,
        "容量模式": MODE_WORDS[mode], "计量单位": world.code(measure),
        "容量": "" if mode == "UNLIMITED" else plain(capacity),
        "额度周期": world.one(["日", "周", "月"]) if mode == "RATE" else "",
        "缓冲分钟": str(buffer) if buffer else "",
        "能力分类": ";".join(world.code(name) for name in _categories(world, call, flaw)),
        **_state(world, wish, flaw), **_time(world, wish, flaw), **_space(world, ground, wish, flaw),
        **_audience(world, wish, flaw),
    }  # fmt: skip
    world.add("resources", row)
    full = flaw == "capacity" and capacity > 0
    return Offer(code, unit, wish, mode, capacity, timedelta(minutes=buffer), full)


def _categories(world: Drawing, call: Call, flaw: str) -> list[str]:
    if flaw == "category":
        return ["K.9"]
    below = [name for name in CAPABILITIES if f"{name}.".startswith(f"{call.capability}.")]
    named = [world.one([call.capability, *below])]
    if world.chance(0.2):
        named.append(world.one([name for name in CAPABILITIES[1:] if name not in named]))
    return named


def _measure(world: Drawing, call: Call, flaw: str) -> str:
    family = call.family
    if flaw == "measure":
        family = world.one([name for name in MEASURES if name != family])
    return world.one(MEASURES[family])[0]


def _capacity(world: Drawing, call: Call, measure: str, flaw: str) -> Decimal:
    """Often exactly what is required, else some more or less; a fourth of the full ones have none at all."""
    if flaw == "capacity" and world.chance(0.2):
        return Decimal(0)
    asked = call.required * FACTORS.get(call.measure, 1) / FACTORS.get(measure, 1)
    share = Decimal(world.one(["0.25", "0.5", "0.5", "1", "1", "1", "1.5", "2", "4"]))
    if world.chance(0.15):
        return Decimal(world.one([1, 7, 10, 50]))
    return max(Decimal("0.001"), (asked * share).quantize(Decimal("0.001")))


def _state(world: Drawing, wish: Wish, flaw: str) -> Row:
    on, last = wish.start.date(), (wish.end - timedelta(minutes=1)).date()
    if not wish.windowed:
        on = last = world.clock.date()
    status = (
        world.one(["停用", "已注销", "临时关闭"]) if flaw == "status" else world.one(["", "可用"])
    )
    day_after = last + timedelta(days=1)
    since, until = world.one(
        [("", ""), ("", ""), (str(on), ""), ("", str(day_after)), (str(on), str(day_after))]
    )
    if flaw == "validity":
        since, until = world.one(
            [(str(on + timedelta(days=1)), ""), ("", str(last)), ("2020-01-01", str(on))]
        )
    return {"状态": status, "起用日期": since, "停止日期": until}


def _time(world: Drawing, wish: Wish, flaw: str) -> Row:
    hours = hours_without if flaw == "hours" else hours_with
    closed = {str((world.clock + timedelta(days=world.dice.randint(20, 60))).date())}
    closed = closed if world.chance(0.3) else set()
    if flaw == "closed day":
        closed.add(str(wish.start.astimezone(CHINA).date()))
    row = {"开放时间": hours(world, wish.start, wish.end), "停用日期": ";".join(sorted(closed))}
    notice = int((wish.start - world.clock).total_seconds()) // 60
    if flaw == "notice":
        row["提前量分钟"] = str(max(0, notice) + world.one([1, 30, 600, 3000]))
    elif notice >= 0:
        row["提前量分钟"] = world.one(["", "", "0", str(notice), str(notice // 2)])
    return row


def _space(world: Drawing, ground: Ground, wish: Wish, flaw: str) -> Row:
    chain = world.above(wish.place)
    outside = [place for place in [*ground.inside, *ground.neighbours] if place not in chain]
    row: Row = {"所在地": world.one(["", *ground.inside, *ground.inside, *ground.neighbours])}
    if flaw == "area":
        row["服务区域"] = ";".join(world.some(outside, 1, 3))
    elif world.chance(0.5):
        row["服务区域"] = ";".join({world.one(chain): 0, world.one([*ground.inside, *chain]): 0})
    if flaw == "radius":
        row["服务半径公里"] = world.one(["0.001", "0.3", "0.5", "1"])
    elif world.chance(0.3):
        row["服务半径公里"] = world.one(["3", "5", "8", "10.5", "20"])
    return row


def _audience(world: Drawing, wish: Wish, flaw: str) -> Row:
    named = [world.code(name) for name in GROUPS]
    if flaw == "audience":
        return {
            "服务对象": ";".join(world.some([g for g in named[1:] if not _welcome(wish, g)], 1, 2))
        }
    fitting = [group for group in named if _welcome(wish, group)]
    return {"服务对象": world.one(fitting)} if fitting and world.chance(0.5) else {}


def _welcome(wish: Wish, audience: str) -> bool:
    return any(f"{group}.".startswith(f"{audience}.") for group in wish.groups)
