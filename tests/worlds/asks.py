"""The needs of a world."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from tests.worlds.drawing import CHINA, Call, Drawing, Wish, plain, stamp
from tests.worlds.ground import Ground
from tests.worlds.terms import GROUPS, MEASURES, Bridges, bridged

CATEGORIES = {
    "N.1": 3, "N.1.1": 2, "N.1.1.1": 2, "N.2": 2, "N.2.1": 2, "N.2.2": 2, "N.2.2.1": 1.5, "N.3": 2,
    "N.3.1": 1.5, "N.9.1": 0.5,
}  # fmt: skip
USUAL = ["person", "time", "piece", "money"]
"""The family of measures that most needs of one branch of the tree are counted in."""
LENGTHS = {60: 3, 120: 4, 150: 1, 240: 4, 480: 2, 600: 1, 1440: 1, 2160: 0.5}
"""Minutes of a window, the last two beyond midnight."""


def draw_needs(world: Drawing, ground: Ground, bridges: Bridges, count: int) -> None:
    """Draw needs that crowd at a few places, so that many units are near."""
    busy = [*world.some(ground.small, 2, 3), *world.some(ground.communities, 1, 2)]
    for n in range(1, count + 1):
        place = world.weighed(
            {"busy": 8, "street": 1.5, "inside": 1.5, "other": 0.5, "district": 0.5}
        )
        at = {
            "busy": busy, "street": [ground.street], "inside": ground.inside, "other": ground.neighbours,
            "district": [ground.district],
        }[place]  # fmt: skip
        _need(world, bridges, n, world.one(at))


def _need(world: Drawing, bridges: Bridges, n: int, place: str) -> None:
    category = world.weighed(CATEGORIES)
    usual = USUAL[int(category[2]) % len(USUAL)]
    family = usual if world.chance(0.8) else world.one(list(MEASURES))
    measure = world.one(MEASURES[family])[0]
    quantity = _quantity(world)
    windowed = world.chance(0.82)
    start, end = _window(world)
    groups = tuple(
        world.code(name) for name in (world.some(GROUPS[1:], 1, 2) if world.chance(0.6) else [])
    )
    calls = tuple(
        Call(
            capability=bridge.capability,
            family=bridge.family or family,
            measure=bridge.measure or measure,
            required=quantity * bridge.per_unit,
        )
        for bridge in bridged(bridges, category)
    )
    code = world.code(f"N-{n:02}")
    world.wishes.append(Wish(code, place, groups, start, end, windowed, calls))
    world.add(
        "needs",
        {
            "编号": code,
            "标题": f"需求 {code}",
            "数量": "" if quantity == 1 and world.chance(0.5) else plain(quantity),
            "开始时间": stamp(start) if windowed else "",
            "结束时间": stamp(end) if windowed else "",
            "上报时间": stamp(world.clock - timedelta(days=world.dice.randint(0, 20))),
            "需求分类": world.code(category),
            "计量单位": world.code(measure),
            "地点": place,
            "服务对象": ";".join(groups),
        },
    )


def _quantity(world: Drawing) -> Decimal:
    return Decimal(world.one(["1", "1", "2", "2.5", "4", "7.5", "12", "20", "30", "0.125", "100"]))


def _window(world: Drawing) -> tuple[datetime, datetime]:
    days = world.weighed({0: 1.2, 1: 3, 2: 3, 3: 3, 4: 2, 5: 2, 7: 2, 10: 1})
    on = world.clock + timedelta(days=days)
    minute = world.one(
        [
            0,
            0,
            6 * 60,
            8 * 60,
            8 * 60,
            9 * 60,
            9 * 60 + 30,
            10 * 60,
            13 * 60,
            14 * 60,
            18 * 60,
            22 * 60,
        ]
    )
    start = datetime(on.year, on.month, on.day, tzinfo=CHINA) + timedelta(minutes=minute)
    if world.chance(0.12):
        return start, start.replace(hour=0, minute=0) + timedelta(days=1)
    return start, start + timedelta(minutes=world.weighed(LENGTHS))
