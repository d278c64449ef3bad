"""Values that a declared property may hold, drawn so that boundaries of days and words of searches are often hit."""

from __future__ import annotations

import enum
import random
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.kinds import Kind, Prop

NOW = datetime.fromisoformat("2026-12-01T07:30:00+08:00")
"""The instant at which everything is asked: still November in UTC."""
WORDS = (
    "南山",
    "桥北",
    "社区",
    "医院",
    "养老",
    "服务",
    "志愿者",
    "接送",
    "Community",
    "3楼",
    "共建",
    "康复",
)
STATUS = {"Agreement": 0.5, "Alliance": 0.6, "RoleAssignment": 0.6, "Resource": 0.6, "Unit": 0.8}
"""How often something is simply active; else any state."""
PERIODS = (("startAt", "endAt"), ("windowStart", "windowEnd"))
RULES = {
    "openingHours": ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR 08:00-17:00", "FREQ=DAILY 00:00-24:00"),
    "recurrence": ("FREQ=DAILY;COUNT=30", "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=8"),
}
"""Texts that must be rules of the calendar."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"


def fresh_id(prefix: str, dice: random.Random) -> str:
    """An identifier as the import gives them."""
    return f"{prefix}_{''.join(dice.choices(_LETTERS, k=26))}"


def drawn_values(kind: Kind, dice: random.Random) -> dict[str, Any]:
    """Stored values of a node of a kind, but for its id; together they are what an import would accept."""
    values = {p.stored: value_of(kind, p, dice) for p in kind.props.values() if p.name != "id"}
    if "code" in values:
        values["code"] = f"{kind.prefix.upper()}-{dice.randrange(10**8):08}"
    for first, last in PERIODS:
        if values.get(first) and values.get(last) and values[last] <= values[first]:
            values[last] = values[first] + timedelta(hours=dice.choice((1, 3, 48)))
    if kind.name == "Resource":
        values["ratePeriod"] = "WEEK"
        values["capacity"] = (
            None if values["capacityMode"] == "UNLIMITED" else float(dice.randrange(1, 20))
        )
    if kind.name == "ServiceLevel" and dice.random() < 0.8:  # or hardly any would apply
        values |= {"validFrom": None, "validTo": None, "level": None}
    if kind.name == "Category":
        values |= {"conversion": None, "baseMeasure": None}
    if kind.name == "Need" and (values["windowStart"] is None) != (values["windowEnd"] is None):
        values |= {"windowStart": None, "windowEnd": None}
    if kind.name == "Place":
        values |= (
            {"latitude": 41 + dice.random(), "longitude": 120 + dice.random()}
            if dice.random() < 0.5
            else {"latitude": None, "longitude": None}
        )
    return values


def value_of(kind: Kind, prop: Prop, dice: random.Random) -> Any:
    """A stored value, `None` where nothing is."""
    if not prop.required and dice.random() < 0.3:
        return None
    if prop.many:
        one = [_one(kind, prop, dice) for _ in range(dice.randrange(1, 3))]
        return list(dict.fromkeys(one))
    return _one(kind, prop, dice)


def _one(kind: Kind, prop: Prop, dice: random.Random) -> Any:
    if prop.name in RULES:
        return dice.choice(RULES[prop.name])
    if prop.name == "status" and dice.random() < STATUS.get(kind.name, 0):
        return "ACTIVE"
    if isinstance(prop.type, type) and issubclass(prop.type, enum.Enum):
        return dice.choice(list(prop.type)).name
    if prop.type is str:
        return text_of(prop, dice)
    if prop.type is bool:
        return dice.random() < 0.5
    if prop.type is int:
        return dice.randrange(
            int(prop.least or 0), int(min(prop.most or 9, (prop.least or 0) + 9)) + 1
        )
    if prop.type is float:
        return float(dice.randrange(int(prop.least or 0), int(prop.least or 0) + 12))
    if prop.type is date:
        return NOW.date() + timedelta(days=dice.choice((-400, -30, -2, -1, 0, 0, 1, 2, 30, 400)))
    if prop.type is datetime:
        return NOW + timedelta(hours=dice.choice((-900, -30, -3, -1, 0, 1, 2, 3, 30, 100, 900)))
    raise TypeError(f"{kind.name}.{prop.name}")


def text_of(prop: Prop, dice: random.Random) -> str:
    """Text; personal values fit their masks."""
    lowered = prop.name.lower()
    if lowered.endswith("phone"):
        return dice.choice(("139", "0421")) + "".join(
            dice.choices("0123456789", k=dice.choice((4, 8)))
        )
    if lowered == "contactname":
        return dice.choice("李王张赵") + dice.choice(("忠仁", "小明", "建国"))
    if lowered == "identity":
        return f"local#{''.join(dice.choices(_LETTERS, k=10))}"
    return "".join(dice.choices(WORDS, k=dice.choice((1, 2, 3)))) + str(dice.randrange(30))
