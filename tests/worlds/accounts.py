"""Who can sign in to a world, and what only some may see: roles with accounts, reporters, contacts, public resources.

Drawn after everything else and from dice of its own, so that what a seed drew before it still draws. The roles given
here bind no unit to the street: they change nothing about who can support.
"""

from __future__ import annotations

import random

from tests.worlds.drawing import Drawing, Row
from tests.worlds.ground import Ground
from tests.worlds.partners import a_term
from tests.worlds.terms import NEEDS

ROLES = {
    "R.GRID_WORKER": "small", "R.GRID_LEADER": "small", "R.GRID_SECRETARY": "small",
    "R.COMMUNITY_ADMIN": "community", "R.UNIT_LIAISON": "unit",
    "R.SOCIAL_GOVERNANCE_SUPERVISOR": "district", "R.GRASSROOTS_GUIDE": "street", "R.BIG_COMMITTEE_LIAISON": "street",
    "R.BIG_PARTY_COMMITTEE_ASSISTANT": "community", "R.STREET_CENTRE": "street", "R.DEPARTMENT_OFFICER": "department",
    "R.ORGANISATION_OFFICER": "district", "R.AUDITOR": "nowhere", "R.SYSTEM_ADMIN": "nowhere",
}  # fmt: skip
"""Role categories that let their holder see or do something, and what they are held at. All worlds share them."""
RESIDENTS = 4
"""Persons with an account and no role."""


def draw_accounts(world: Drawing, ground: Ground, units: list[str]) -> None:
    """Draw holders of every permission role with accounts, some of them suspended or out of office; and what is hidden.

    Adds to `people`, `role_assignments`, `accounts` and `categories`, and fills columns of `needs`, `resources`,
    `units` and `people`. A third of the holders have a second role; existing first secretaries get accounts too.
    """
    usual, world.dice = world.dice, random.Random(f"accounts {world.seed}")
    try:
        _departments(world, units)
        for role in ROLES:
            world.add("categories", {"编号": role, "名称": role, "英文名": role, "体系": "角色"})
        for role in ROLES:
            for _ in range(world.one([1, 1, 2])):
                person = _person(world)
                _role(world, ground, units, role, person)
                if world.chance(0.35):
                    _role(world, ground, units, world.one(list(ROLES)), person)
                _account(world, person)
        _secretaries(world)
        _needs(world, [_resident(world) for _ in range(RESIDENTS)])
        for row in world.rows["resources"]:
            row["公开范围"] = world.weighed({"": 2, "共建单位内": 2, "公开": 2})
        for row in world.rows["people"]:
            row["电话"] = _phone(world) if world.chance(0.5) else ""
    finally:
        world.dice = usual


def _departments(world: Drawing, units: list[str]) -> None:
    rows = {row["编号"]: row for row in world.rows["units"]}
    for unit in world.some(units, 2, 4):
        rows[unit]["主管需求分类"] = ";".join(world.code(n) for n in world.some(NEEDS[1:], 1, 3))


def _person(world: Drawing) -> str:
    code = world.code(f"P-{len(world.rows['people']) + 1:02}")
    world.add("people", {"编号": code, "姓名": f"人员{code}"})
    return code


def _role(world: Drawing, ground: Ground, units: list[str], role: str, person: str) -> None:
    status, since, until = a_term(world, "在任", ["推荐", "暂停", "期满"])
    at = ROLES[role]
    responsible = [row["编号"] for row in world.rows["units"] if row["主管需求分类"]]
    target: Row = {
        "small": {"任职地域": world.one(ground.small)},
        "community": {"任职地域": world.one([*ground.communities, *ground.neighbours[1:]])},
        "street": {"任职地域": world.one([ground.street, ground.street, ground.neighbours[0]])},
        "district": {"任职地域": world.one([ground.district, ground.street])},
        "unit": {"任职单位": world.one(units)},
        "department": {
            "任职地域": world.one([ground.district, ground.street]),
            "任职单位": world.one(responsible),
        },
        "nowhere": {},
    }[at]
    code = world.code(f"J-{len(world.rows['role_assignments']) + 1:03}")
    sender = {"派出单位": world.one(units)} if at != "nowhere" and world.chance(0.4) else {}
    row = {"编号": code, "状态": status, "开始日期": since, "结束日期": until}
    world.add("role_assignments", row | {"人员": person, "角色": role} | sender | target)


def _account(world: Drawing, person: str) -> None:
    code = world.code(f"AC-{len(world.rows['accounts']) + 1:02}")
    status = world.weighed({"": 4, "正常": 4, "停用": 1})
    row = {"编号": code, "登录标识": f"local#{code}", "状态": status, "人员": person}
    world.add("accounts", row)


def _secretaries(world: Drawing) -> None:
    """Accounts for some of those who hold roles already, first secretaries among them."""
    have = {row["人员"] for row in world.rows["accounts"]}
    holders = [row["人员"] for row in world.rows["role_assignments"] if row["人员"] not in have]
    for person in world.some(sorted(set(holders)), 2, 5):
        _account(world, person)


def _resident(world: Drawing) -> str:
    person = _person(world)
    _account(world, person)
    return person


def _needs(world: Drawing, residents: list[str]) -> None:
    for row in world.rows["needs"]:
        if world.chance(0.6):
            row["联系人"] = world.one(["王某", "李某某", "欧阳某", "张"])
            row["联系电话"] = _phone(world)
            row["联系地址"] = world.one(["一号楼", "东街3号2单元", "村口", "3-2-1"])
        if world.chance(0.7):
            row["上报人"] = world.one(residents)


def _phone(world: Drawing) -> str:
    return world.one(["1380000{:04d}", "+861390000{:04d}", "0416-58{:04d}", "58{:04d}"]).format(
        world.dice.randint(0, 9999)
    )
