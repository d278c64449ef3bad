"""Who is bound to the street, and how: units and their systems, agreements, alliances with seats, first secretaries."""

from __future__ import annotations

from tests.worlds.drawing import Drawing
from tests.worlds.ground import Ground
from tests.worlds.terms import CAPABILITIES, FIRST_SECRETARY

TERMS = {
    "valid": 9, "open": 5, "first day": 1.5, "over": 1, "last day over": 1, "future": 1, "other status": 1,
}  # fmt: skip
"""How a term lies to the clock's day, and how often."""


def draw_partners(world: Drawing, ground: Ground, count: int) -> list[str]:
    """Draw units and all that binds them; answer their numbers."""
    units = [world.code(f"U-{n:02}") for n in range(1, count + 1)]
    in_system = max(2, count // 3)
    senders = units[: 1 if count < 16 else 2]
    for n, unit in enumerate(units):
        above = units[max(0, n - world.one([1, 1, 1, 2]))] if 0 < n < in_system else ""
        _unit(world, ground, unit, "" if unit in senders else above)
    paired = [u for n, u in enumerate(units) if n >= in_system or world.chance(0.25)]
    _agreements(world, ground, [u for u in paired if world.chance(0.55)] or units[-1:])
    _alliances(world, ground, units, in_system)
    _secretaries(world, ground, senders, units)
    return units


def _unit(world: Drawing, ground: Ground, code: str, above: str) -> None:
    most = world.weighed({"": 5, "1": 2, "2": 2, "3": 2, "5": 2, "20": 1, "0": 0.2})
    status = world.weighed({"": 8, "正常": 8, "暂停": 0.7, "停止参与": 0.4})
    row = {
        "编号": code,
        "名称": f"单位{code}",
        "类型": world.one(["机关", "企业", "事业单位", "群团"]),
    }
    row |= {"状态": status, "承接上限": most, "上级单位": above}
    if world.chance(0.8):
        row["驻地"] = world.one([*ground.inside, *ground.neighbours])
    if world.chance(0.2):
        row["能力"] = world.code(world.one(CAPABILITIES[1:]))
    world.add("units", row)


def a_term(world: Drawing, active: str, others: list[str]) -> tuple[str, str, str]:
    """Status, first day and day after the last."""
    how = world.weighed(TERMS)
    today, day = world.day(0), world.day
    return {
        "valid": (active, day(-200), day(165)),
        "open": (world.one(["", active]), "", ""),
        "first day": (active, today, day(1)),
        "over": (active, day(-400), day(-30)),
        "last day over": (active, day(-400), today),
        "future": (active, day(1), day(400)),
        "other status": (world.one(others), day(-200), day(165)),
    }[how]


def _agreements(world: Drawing, ground: Ground, paired: list[str]) -> None:
    for n, unit in enumerate(paired * 2, 1):
        if n > len(paired) and world.chance(0.7):
            continue
        parties = [unit, *(u for u in world.some(paired, 0, 2) if u != unit and world.chance(0.3))]
        where = world.weighed(
            {"community": 5, "street": 2.5, "small": 2, "other street": 0.7, "two": 1.5}
        )
        benefits = {
            "community": [world.one(ground.communities)],
            "street": [ground.street],
            "small": [world.one(ground.small)],
            "other street": [world.one(ground.neighbours)],
            "two": world.some([*ground.inside, *ground.neighbours], 2, 2),
        }[where]
        status, since, until = a_term(world, "生效", ["意向", "已签", "到期", "终止"])
        code = world.code(f"A-{n:02}")
        row = {"编号": code, "名称": f"协议{code}", "类型": world.one(["结对", "共建", "报到"])}
        row |= {"状态": status, "生效日期": since, "到期日期": until}
        world.add(
            "agreements", row | {"参与单位": ";".join(parties), "惠及地域": ";".join(benefits)}
        )


def _alliances(world: Drawing, ground: Ground, units: list[str], in_system: int) -> None:
    for n in range(1, world.dice.randint(2, 4) + 1):
        status, since, until = a_term(world, "运行中", ["已结束"])
        code = world.code(f"L-{n}")
        row = {
            "编号": code,
            "名称": f"共建组织{code}",
            "类型": world.one(["街道大工委", "党建联席会"]),
        }
        row |= {"状态": status, "任期开始": since, "任期结束": until}
        serves = world.some([ground.street, *ground.communities, ground.neighbours[0]], 1, 2)
        world.add("alliances", row | {"服务地域": ";".join(serves)})
        for unit in world.some(units[in_system // 2 :], 1, 8):
            _, since, until = a_term(world, "", [""])
            row = {"共建组织": code, "单位": unit, "加入日期": since, "退出日期": until}
            world.add("memberships", row)
        for unit in world.some(units[in_system // 2 :], 0, 3):
            _role(world, world.code("R.MEMBER"), unit, {"任职组织": code})


def _secretaries(world: Drawing, ground: Ground, senders: list[str], units: list[str]) -> None:
    """Most first secretaries are posted where the needs are; some are over, some elsewhere."""
    asking = {place for wish in world.wishes for place in world.above(wish.place)}
    posts = [place for place in ground.communities if place in asking] or ground.communities
    for at in [
        ground.street,
        *world.some(posts, 2, 4),
        *world.some([ground.district, *ground.inside], 0, 2),
    ]:
        if at != ground.street or world.chance(0.5):
            _role(world, FIRST_SECRETARY, world.one(senders), {"任职地域": at})
    for unit in world.some(units, 1, 3):  # above the street: not of the place any more
        _role(world, FIRST_SECRETARY, unit, {"任职地域": ground.district})
    _role(world, world.code("R.MEMBER"), world.one(units), {"任职地域": ground.street})


def _role(world: Drawing, role: str, sender: str, target: dict[str, str]) -> None:
    status, since, until = a_term(world, "在任", ["推荐", "期满", "召回"])
    n = len(world.rows["people"]) + 1
    person = world.code(f"P-{n:02}")
    world.add("people", {"编号": person, "姓名": f"人员{person}"})
    row = {"编号": world.code(f"R-{n:02}"), "状态": status, "开始日期": since, "结束日期": until}
    world.add("role_assignments", row | {"人员": person, "角色": role, "派出单位": sender} | target)
