"""Commitments in every state, crowded around the windows of needs so that edges touch, overlap and stagger."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from tests.worlds.drawing import CHINA, Drawing, Row, Wish, plain, stamp
from tests.worlds.offers import Offer

HOLDING = {"已接受": 6, "挂起": 1, "实施中": 2}
GIVEN = {"已交付": 1, "已确认": 2, "有异议": 1}
OVER = {
    "待确认": 1, "候补": 1, "已谢绝": 1, "超时未响应": 1, "已撤回": 2, "已取消": 1, "未完成": 2, "未到场": 2,
    "作废": 1,
}  # fmt: skip
STATES = HOLDING | GIVEN | OVER | {"待响应": 4}


def draw_promises(world: Drawing, units: list[str], offers: list[Offer]) -> None:
    """Draw promises on resources, what units have behind them, and units that are full."""
    for offer in offers:
        if offer.full:
            _fill(world, offer)
        for _ in range(world.weighed({0: 4, 1: 3, 2: 2, 3: 1})):
            start, end = around(world, offer)
            fraction = Decimal(world.one(["0.25", "0.5", "0.5", "1"]))
            amount = max(Decimal("0.001"), (offer.capacity * fraction).quantize(Decimal("0.001")))
            by = world.one(units) if world.chance(0.05) else offer.unit
            add_promise(
                world, offer.code, by, world.weighed(STATES), amount, start, end, offer.wish
            )
    for unit in units:
        if world.chance(0.2):
            _busy(world, unit)
        for _ in range(world.one([0, 0, 0, 1, 3])):
            start = world.clock - timedelta(days=world.dice.randint(2, 300))
            end = start + timedelta(hours=2)
            add_promise(world, "", unit, world.weighed(GIVEN | OVER), Decimal(1), start, end, None)


def _fill(world: Drawing, offer: Offer) -> None:
    """Promises that together leave nothing in the window, though often each alone leaves something."""
    start, end = offer.wish.start, offer.wish.end
    half = (offer.capacity / 2).quantize(Decimal("0.001"))
    alone = offer.mode == "EXCLUSIVE" or world.chance(0.5)
    for amount in [offer.capacity] if alone else [half, offer.capacity - half]:
        first = start - timedelta(minutes=world.one([0, 30]) if offer.mode != "RATE" else 0)
        state = world.weighed(HOLDING | {"已交付": 1})
        if offer.mode == "EXCLUSIVE" and world.chance(0.5):  # only a minute of it, or of its buffer
            first, end = end - timedelta(minutes=1) + offer.buffer, end + timedelta(hours=2)
        add_promise(world, offer.code, offer.unit, state, amount, first, end, offer.wish, {})


def around(world: Drawing, offer: Offer) -> tuple[datetime, datetime]:
    """A period that touches, overlaps or just misses the window, or lies at the edge of a day, week or month."""
    start, end, buffer = offer.wish.start, offer.wish.end, offer.buffer
    half, hour, minute = (end - start) / 2, timedelta(hours=1), timedelta(minutes=1)
    midnight = start.astimezone(CHINA).replace(hour=0, minute=0)
    month = midnight.replace(day=1)
    return world.one(
        [
            (start - buffer - 2 * hour, start - buffer),
            (start - buffer - 2 * hour, start - buffer + minute),
            (end + buffer, end + buffer + 2 * hour),
            (end + buffer - minute, end + buffer + hour),
            (start - hour, start + half),
            (start + half, end + hour),
            (start + half / 2, start + half),
            (start - hour, end + 5 * hour),
            (start, end),
            (midnight, midnight + hour),
            (midnight - minute, midnight + hour),
            (midnight - timedelta(days=midnight.weekday()), midnight + minute),
            (month, month + hour),
            (month - minute, month + hour),
            (world.clock - 3 * hour, world.clock - hour),
        ]
    )


def _busy(world: Drawing, unit: str) -> None:
    """As many engagements as the unit can take, or one less, or one that ends just now."""
    row = next(row for row in world.rows["units"] if row["编号"] == unit)
    most = world.one([1, 1, 2, 3])
    row["承接上限"] = str(most)
    for n in range(most):
        ends_now = n == 0 and world.chance(0.3)
        end = world.clock + (
            timedelta(0) if ends_now else timedelta(hours=world.dice.randint(1, 72))
        )
        add_promise(
            world, "", unit, world.weighed(HOLDING), Decimal(1), end - timedelta(hours=4), end, None
        )


def add_promise(
    world: Drawing,
    resource: str,
    unit: str,
    state: str,
    amount: Decimal,
    start: datetime,
    end: datetime,
    wish: Wish | None,
    more: Row | None = None,
) -> None:
    """Append a promise; `more` are further cells, which then are all there are."""
    row: Row = {
        "编号": world.code(f"K-{len(world.rows['commitments']) + 1:04}"),
        "方向": world.one(["点单", "认领", "指派"]),
        "状态": state,
        "数量": plain(amount),
        "开始时间": stamp(start),
        "结束时间": stamp(end),
        "需求": wish.code if wish and world.chance(0.7) else "",
        "资源": resource,
        "单位": unit,
    }
    if state == "待响应" and world.chance(0.85):
        row["保留至"] = stamp(
            world.clock + timedelta(minutes=world.one([-600, -1, 0, 1, 60, 9000]))
        )
    if state in GIVEN and more is None:
        if world.chance(0.5):
            row["交付数量"] = plain(max(Decimal("0.001"), amount / 2))
        if world.chance(0.4):
            row["归还时间"] = stamp(start + (end - start) * world.one([1, 1, 2, 3]) / 2)
    world.add("commitments", row | (more or {}))
