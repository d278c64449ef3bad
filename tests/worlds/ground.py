"""The places of a world: one street in full, a neighbouring street in part."""

from __future__ import annotations

import dataclasses

from tests.worlds.drawing import Drawing


@dataclasses.dataclass(frozen=True)
class Ground:
    """Numbers of places by what they are; `small` are the places below a community, grids among them."""

    district: str
    street: str
    communities: list[str]
    small: list[str]
    neighbours: list[str]
    """The other street and its communities."""

    @property
    def inside(self) -> list[str]:
        """Every place of the street."""
        return [self.street, *self.communities, *self.small]


def draw_ground(world: Drawing) -> Ground:
    """Draw two streets of one district."""
    charted = world.chance(0.6)
    district = _place(world, "D", "区县", "", 0.5 if charted else 0)
    street = _place(world, "S", "街道", district, 1 if charted else 0)
    communities: list[str] = []
    small: list[str] = []
    for n in range(1, world.dice.randint(2, 8) + 1):
        community = _place(world, f"C{n}", "社区", street, 0.75)
        communities.append(community)
        for m in range(1, world.dice.randint(0, 3) + 1):
            above = community
            if world.chance(0.3):
                above = _place(world, f"C{n}E{m}", "小区", community, 0.4)
                small.append(above)
            small.append(_place(world, f"C{n}G{m}", "网格", above, 0.4))
            if world.chance(0.3):
                small.append(_place(world, f"C{n}G{m}B", "楼宇", small[-1], 0.5))
    if not small:
        small.append(_place(world, "C1G1", "网格", communities[0], 0.4))
    other = _place(world, "T", "街道", district, 0.5)
    neighbours = [other, *(_place(world, f"T{n}", "社区", other, 0.5) for n in (1, 2))]
    return Ground(district, street, communities, small, neighbours)


def _place(world: Drawing, name: str, kind: str, above: str, charted: float) -> str:
    code = world.code(name)
    world.parents[code] = above
    row = {"编号": code, "类型": kind, "名称": f"{kind}{code}", "上级": above}
    if world.chance(charted):
        row["纬度"] = f"{41.8 + world.dice.uniform(-0.04, 0.04):.5f}"
        row["经度"] = f"{120.77 + world.dice.uniform(-0.05, 0.05):.5f}"
    world.add("places", row)
    return code
