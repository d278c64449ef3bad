"""Kits of what units offer, promises on them, and what has to be brought back; drawn last, so that all else stays as it was."""

from __future__ import annotations

from decimal import Decimal

from tests.worlds.drawing import Drawing, plain
from tests.worlds.offers import Offer
from tests.worlds.promises import STATES, add_promise, around


def draw_kits(world: Drawing, offers: list[Offer]) -> None:
    """For some units, one or two kits of their own resources, now and then with one of somebody else's."""
    rows = {row["编号"]: row for row in world.rows["resources"]}
    for offer in offers:
        rows[offer.code]["须归还"] = "是" if world.chance(0.15) else ""
    for offer in offers:
        if not world.chance(0.2):
            continue
        # Before what it consists of, in the order in which equals are used.
        code = offer.code.replace("R-", "C-", 1)
        world.add(
            "resources", rows[offer.code] | {"编号": code, "名称": f"组合{code}", "须归还": ""}
        )
        beside = [o for o in offers if o.unit == offer.unit or world.chance(0.02)]
        for part in world.some(beside, 1, 2):
            share = world.one(["", "0.5", "1", "0.333", "2"])
            world.add("kits", {"组合": code, "组成": part.code, "数量": share})
        for _ in range(world.one([0, 1, 2])):
            start, end = around(world, offer)
            amount = max(Decimal("0.001"), (offer.capacity / 2).quantize(Decimal("0.001")))
            add_promise(
                world, code, offer.unit, world.weighed(STATES), amount, start, end, offer.wish
            )
    for row in world.rows["commitments"]:
        if row["状态"] == "未完成" and world.chance(0.5):
            row["交付数量"] = plain(Decimal(row["数量"]))
