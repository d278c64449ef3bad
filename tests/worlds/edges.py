"""Units that are sound but for one thing that lies exactly on an edge: it just passes, or just does not.

Each is bound to the place of one need and offers exactly what it calls for, always open, so that nothing else decides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from tests.worlds.drawing import CHINA, Drawing, Row, Wish, plain, stamp
from tests.worlds.offers import FACTORS
from tests.worlds.promises import add_promise

HALF_HOUR, HOUR, MINUTE = timedelta(minutes=30), timedelta(hours=1), timedelta(minutes=1)
BUFFERED = {"缓冲分钟": "30"}

Promise = tuple[datetime, datetime, Row]
"""From, until, and further cells of a promise that takes all there is."""
Edge = Callable[[Wish], tuple[Row, list[Promise]]]
"""Cells of the resources that differ, and promises on each of them."""


def draw_edges(world: Drawing, units: list[str]) -> None:
    """Draw the given units, each on another edge of a need with a window."""
    wishes = [wish for wish in world.wishes if wish.calls and wish.windowed]
    late = [wish for wish in wishes if wish.start > world.clock] or wishes
    if not late:
        return
    few = world.some(late, 1, 2)  # so that some are equal in all but their edge
    edges = world.some(EDGES, len(units), len(units))
    for unit, edge in zip(units, edges, strict=True):
        _draw(world, unit, world.one(few), edge)


def _draw(world: Drawing, unit: str, wish: Wish, edge: Edge) -> None:
    cells, promises = edge(wish)
    world.add(
        "units",
        {
            "编号": unit,
            "名称": f"单位{unit}",
            "类型": "企业",
            "承接上限": cells.get("承接上限", ""),
        },
    )
    if "承接上限" in cells:
        start = world.clock - HOUR
        add_promise(world, "", unit, "已接受", Decimal(1), start, world.clock, None)
    code = world.code(f"A-{unit[len(world.prefix) :]}")
    row = {"编号": code, "名称": f"协议{code}", "类型": "结对", "参与单位": unit}
    world.add("agreements", row | {"惠及地域": wish.place})
    for n, call in enumerate(wish.calls, 1):
        resource = world.code(f"R-{unit[len(world.prefix) :]}-{n}")
        capacity = call.required * FACTORS.get(call.measure, 1)
        base = {"M.hour": "M.minute", "M.dozen": "M.piece", "M.wan": "M.yuan"}
        row = {
            "编号": resource, "名称": f"资源{resource}", "类型": "服务", "提供单位": unit, "容量模式": "计数",
            "容量": plain(capacity), "能力分类": world.code(call.capability), "所在地": wish.place,
            "计量单位": world.code(base.get(call.measure, call.measure)),
        } | {column: cell for column, cell in cells.items() if column != "承接上限"}  # fmt: skip
        world.add("resources", row)
        if (
            cells.get("名称") == "两样"
        ):  # a second one of the same fit and a lower number, but never used up
            world.add(
                "resources", row | {"编号": f"{resource[:-1]}0{n}", "容量模式": "不限", "容量": ""}
            )
        for start, end, more in promises:
            add_promise(world, resource, unit, "已接受", capacity, start, end, wish, more)


def _touching(wish: Wish) -> list[Promise]:
    return [
        (wish.start - HALF_HOUR - HOUR, wish.start - HALF_HOUR, {}),
        (wish.end + HALF_HOUR, wish.end + HALF_HOUR + HOUR, {}),
    ]


def _before(wish: Wish) -> list[Promise]:
    return [(wish.start - 2 * HOUR, wish.start - HALF_HOUR + MINUTE, {})]


def _after(wish: Wish) -> list[Promise]:
    return [(wish.end + HALF_HOUR - MINUTE, wish.end + 2 * HOUR, {})]


def _returned(wish: Wish, status: str) -> list[Promise]:
    back = {"归还时间": stamp(wish.start - HALF_HOUR), "状态": status}
    return [(wish.start - 3 * HOUR, wish.end, back)]


def _rate(wish: Wish, period: str, inside: bool) -> tuple[Row, list[Promise]]:
    today = wish.start.astimezone(CHINA).replace(hour=0, minute=0)
    if period == "日":
        first, after = today, today + timedelta(days=1)
    elif period == "周":
        first = today - timedelta(days=today.weekday())
        after = first + timedelta(days=7)
    else:
        first = today.replace(day=1)
        after = (first + timedelta(days=32)).replace(day=1)
    starts = [first] if inside else [first - MINUTE, after]
    promises: list[Promise] = [(start, start + HOUR, {}) for start in starts]
    return {"容量模式": "周期额度", "额度周期": period}, promises


def _closed_around(wish: Wish) -> tuple[Row, list[Promise]]:
    first, last = wish.start.date(), (wish.end - MINUTE).astimezone(CHINA).date()
    days = (first - timedelta(days=1), last + timedelta(days=1))
    return {"停用日期": ";".join(map(str, days))}, []


def _since_yesterday(wish: Wish) -> tuple[Row, list[Promise]]:
    """Open from the evening before to the end of the window, if that is within a day."""
    until = wish.end.astimezone(CHINA)
    if until.date() != wish.start.date() or until.hour >= 20:
        return {"开放时间": "全天"}, []
    yesterday = "一二三四五六日"[wish.start.weekday() - 1]
    return {"开放时间": f"周{yesterday} 20:00-{until:%H:%M}"}, []


def _in_a_fortnight(wish: Wish) -> tuple[Row, list[Promise]]:
    """Open at the time of the window and closed this week and the next: the last start that is looked at."""
    weekday = "一二三四五六日"[wish.start.weekday()]
    until = wish.end.astimezone(CHINA)
    hours = (
        f"{wish.start:%H:%M}-{until:%H:%M}" if until.date() == wish.start.date() else "00:00-24:00"
    )
    closed = ";".join(str(wish.start.date() + timedelta(days=days)) for days in (0, 7))
    return {"开放时间": f"周{weekday} {hours}", "停用日期": closed}, []


EDGES: list[Edge] = [
    lambda wish: (BUFFERED, _touching(wish)),
    lambda wish: (BUFFERED, _before(wish)),
    lambda wish: (BUFFERED, _after(wish)),
    lambda wish: (BUFFERED | {"容量模式": "独占"}, _touching(wish)),
    lambda wish: (BUFFERED | {"容量模式": "独占"}, _before(wish)),
    lambda wish: (BUFFERED | {"容量模式": "独占"}, _after(wish)),
    lambda wish: (BUFFERED, _returned(wish, "已交付")),
    lambda wish: (BUFFERED, _returned(wish, "已接受")),
    *(
        lambda wish, period=period, inside=inside: _rate(wish, period, inside)
        for period in "日周月"
        for inside in (True, False)
    ),
    _closed_around,
    _since_yesterday,
    _in_a_fortnight,
    lambda _: ({"服务半径公里": "0"}, []),
    lambda _: ({"名称": "两样"}, []),
    lambda _: ({"容量模式": "不限", "容量": ""}, []),
    lambda _: ({}, []),
    lambda _: ({"承接上限": "1"}, []),
]
