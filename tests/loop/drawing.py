"""What callers ask for, drawn with the dice that Hypothesis holds: steps that could be taken, and steps that could not."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.loop.meaning import MAKING, STEPS, WHY, Need, Promise, steps_from
from tests.loop.world import CALLERS, OFFICES, STEP, STOCK, UNITS, WORKERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from tests.loop.model import Model
    from tests.loop.world import World

Asked = tuple[str, str, str, dict[str, Any]]
"""Who asks for which act on which node, and what the input says, in the words of the world."""
WEIGHTS = {
    "TRIAGE": 10, "ACCEPT": 12, "START": 6, "DELIVER": 14, "CONFIRM": 10, "DISPUTE": 6, "SETTLE": 14, "GIVE_BACK": 4, "RESOLVE": 10,
    "REOPEN": 4, "RESUME": 4, "WAITLIST": 3, "HOLD": 2, "DECLINE": 2, "WITHDRAW": 3, "FAIL": 2, "RATE": 1,
}  # fmt: skip
"""How often an act is taken, of those that can be; the others once."""
LETTING_GO = {"CANCEL", "WITHDRAW", "DECLINE", "GIVE_BACK", "VOID"}
CROWDS = (
    ("trip", "bus", "driver"), ("trip", "bus", "chairs"), ("room", "chairs", "tools"), ("parcels", "meals", "visits"),
    ("class", "tools", "parcels"), ("meals", "room", "driver"), tuple(STOCK),
)  # fmt: skip
"""What most wishes of a run are for: things go wrong where they meet."""
HOURS = (9, 10, 11, 14, 20, 23.75)
LENGTHS = (15, 30, 60, 60, 60, 120, 300, 1440, 1470)
AMOUNTS = (1, 1, 1, 1, 1, 1, 2, 2, 3, 4, Fraction(1, 2), Fraction(1, 2), Fraction(3, 2))
WHOLE = (1, 1, 1, 1, 2, 3)
WAITS = (
    STEP,
    STEP,
    timedelta(hours=1),
    timedelta(hours=1),
    timedelta(hours=5),
    timedelta(days=1),
    timedelta(days=8),
)
NAMES = ("owner", "unit", "resource", "measure", "handledBy")


def root_of(act: str) -> str:
    """The root field of an act."""
    first, *rest = act.lower().split("_")
    return first + "".join(word.capitalize() for word in rest)


def spoken(world: World, said: Mapping[str, Any]) -> dict[str, Any]:
    """The input as GraphQL has it: ids for names, ISO texts for times."""
    return {name: _spoken(world, name, value) for name, value in said.items() if value is not None}


def _spoken(world: World, name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [spoken(world, each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Fraction):
        return float(value)
    return world.ids.get(value, value) if name in NAMES else value


def floor(at: datetime) -> datetime:
    """The last quarter of an hour."""
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)


def a_raise(dice: Random, model: Model) -> tuple[str, str, tuple[datetime, datetime] | None, int]:
    """By whom a need is raised, where, for when and how urgent."""
    caller, place = dice.choice([("street", "C2"), ("first", "C1"), ("first", "G1"), ("second", "C2"), ("resident", "C1"), ("resident", "C2")])  # fmt: skip
    return caller, place, a_window(dice, model) if dice.random() < 0.7 else None, dice.choice([1, 2, 3, 3, 4])  # fmt: skip


def a_window(dice: Random, model: Model, *, by_day: bool = False) -> tuple[datetime, datetime]:
    """A period in the next days: mostly one of few; `by_day`, when most of what has hours is open."""
    midnight = model.now.replace(hour=0, minute=0, second=0, microsecond=0)
    if by_day or dice.random() < 0.8:
        hour, length = dice.choice(model.periods[:2] if by_day else model.periods)
        start = midnight + timedelta(days=dice.choice([1, 1, 2]), hours=hour)
    else:
        length = dice.choice(LENGTHS)
        start = midnight + timedelta(days=dice.choice([0, 1, 2, 3, 4]), hours=dice.choice(HOURS))
    return start, start + timedelta(minutes=length)


def crowded(dice: Random, model: Model) -> None:
    """What a run is about: a few things, and a few periods that meet."""
    model.crowd = dice.choice(CROWDS)
    model.periods = [(dice.choice((9, 9, 9.5, 10)), dice.choice((60, 60, 120))), (dice.choice((10, 10, 11)), 60), (dice.choice(HOURS), dice.choice(LENGTHS))]  # fmt: skip


def possible(model: Model) -> dict[str, list[tuple[str, str, str]]]:
    """By act, every step that could be taken now: of which node, to where, by whom."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for node in (*model.needs.values(), *model.promises.values()):
        kind = "Need" if isinstance(node, Need) else "Commitment"
        for act in STEPS[kind]:
            if act in MAKING or (kind, act) == ("Commitment", "REASSIGN"):
                continue
            for _, to, who, _ in steps_from(kind, act, node.status):
                for caller in CALLERS:
                    if model.roles(caller, node.id) & who:
                        found.setdefault(act, []).append((node.id, to, caller))
    return found


def a_step(dice: Random, model: Model) -> Asked | None:
    """A step that can be taken, as far as states and roles say."""
    found = possible(model)
    acts = [a for a in sorted(found) for _ in range(_weight(model, a, found[a]))]
    if not acts:
        return None
    act = dice.choice(acts)
    id_, to, caller = dice.choice(_sooner(model, act, found[act]))
    return caller, act, id_, members(dice, model, act, id_, to)


def _weight(model: Model, act: str, steps: list[tuple[str, str, str]]) -> int:
    """How often an act is taken: what lets go of something more often while somebody waits."""
    if act == "RESOLVE" and not any(_clear(model, s[0]) for s in steps):
        return 1
    waits = any(p.status == "WAITLISTED" for p in model.promises.values())
    return 8 if waits and act in LETTING_GO else WEIGHTS.get(act, 1)


def _clear(model: Model, need: str) -> bool:
    return not model.unfinished(need)


def _sooner(
    model: Model, act: str, steps: list[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    """Those that lead on, where some do: needs opened at once, and said to be done once nothing of them stands open."""
    if act == "TRIAGE":
        return [s for s in steps if s[1] != "REJECTED"] or steps
    if act == "RESOLVE":
        return [s for s in steps if _clear(model, s[0])] or steps
    return steps


def a_stray(dice: Random, model: Model) -> Asked | None:
    """Any act of anybody on anything, seldom one that could be done."""
    nodes = [*model.needs, *model.promises]
    if not nodes:
        return None
    id_ = dice.choice(nodes)
    kind = "Need" if id_ in model.needs else "Commitment"
    acts = [a for a in STEPS[kind] if a not in MAKING and (kind, a) != ("Commitment", "REASSIGN")]
    act = dice.choice(acts)
    return dice.choice(CALLERS), act, id_, members(dice, model, act, id_, None)


def spoilt(dice: Random, model: Model, asked: Asked) -> Asked:
    """The same step with something wrong in its input."""
    caller, act, id_, said = asked
    said = dict(said)
    wrong = {
        "expectedVersion": said["expectedVersion"] - 1, "reason": "NONSENSE", "until": model.now - STEP,
        "owner": None, "deliveredQuantity": Fraction(99), "into": id_, "returnedAt": model.now + 2 * STEP, "to": "VOIDED",
    }  # fmt: skip
    name = dice.choice([n for n in wrong if n in said])
    said[name] = wrong[name]
    return caller, act, id_, said


def members(dice: Random, model: Model, act: str, id_: str, to: str | None) -> dict[str, Any]:
    """What the input of a step says."""
    node, now = model.node(id_), model.now
    kind = "Need" if isinstance(node, Need) else "Commitment"
    ways = STEPS[kind][act]
    takes = {name for way in ways for name in way[3].split()}
    said: dict[str, Any] = {"id": id_, "expectedVersion": node.version}
    if len({w[1] for w in ways}) > 1 and act != "HOLD":
        said["to"] = to or dice.choice([w[1] for w in ways])
    if "reason" in takes:
        said["reason"] = dice.choice([WHY[act], WHY[act], "OTHER"])
    drawn = {
        "until": lambda: floor(now) + dice.choice([STEP, timedelta(hours=3), timedelta(days=2)]),
        "outcome": lambda: dice.choice(["MET", "MET", "PARTLY_MET", "NOT_MET", "NOT_APPLICABLE"]),
        "into": lambda: dice.choice([*model.needs]), "owner": lambda: dice.choice(OFFICES), "team": lambda: dice.choice([1, 3]),
        "parts": lambda: [{"title": f"第{n}件", "quantity": Fraction(1)} for n in range(dice.choice([1, 2, 2, 3]))],
    }  # fmt: skip
    said |= {name: draw() for name, draw in drawn.items() if name in takes}
    if isinstance(node, Promise):
        said |= _of_promise(dice, act, node, now)
    elif act in {"TRIAGE", "AMEND_NEED"}:
        said["priority"] = dice.choice([1, 2, 3, 4])
    elif act == "RATE":
        said["solved"] = dice.random() < 0.5
    return said


def _of_promise(dice: Random, act: str, promise: Promise, now: datetime) -> dict[str, Any]:
    if act == "DELIVER":
        return {"deliveredQuantity": promise.quantity * dice.choice([Fraction(1), Fraction(1), Fraction(1, 2), Fraction(0)])}  # fmt: skip
    if act == "GIVE_BACK":
        return {"returnedAt": dice.choice([floor(now), now, promise.end, promise.start + STEP])}
    if act == "ACCEPT" and dice.random() < 0.4:
        return {"handledBy": dice.choice(WORKERS)}
    return {}


def open_needs(model: Model) -> list[str]:
    """Those that can have support."""
    return [n for n in model.needs if model.needs[n].status in {"OPEN", "IN_PROGRESS"}]


def an_asking(dice: Random, model: Model) -> Asked:
    """Support that somebody asks for, offers, assigns or books; mostly of a need that can have it."""
    open_ = open_needs(model)
    need = dice.choice(open_ if open_ and dice.random() < 0.95 else [*model.needs])
    act = dice.choice(
        ["REQUEST_SUPPORT", "REQUEST_SUPPORT", "BOOK_SUPPORT", "ASSIGN_SUPPORT", "OFFER_SUPPORT"]
    )
    own = "second" if model.needs[need].place == "C2" else "first"
    caller = dice.choice(
        {"OFFER_SUPPORT": ["a", "b"], "ASSIGN_SUPPORT": ["street"]}.get(act, ["street", own, own])
    )
    if dice.random() < 0.04:
        caller = dice.choice(CALLERS)
    said: dict[str, Any] = {"need": need}
    if act == "BOOK_SUPPORT":
        said["choices"] = [
            a_wish(dice, model, act, caller) for _ in range(dice.choice([1, 1, 2, 3]))
        ]
    else:
        said |= a_wish(dice, model, act, caller)
    if act == "REQUEST_SUPPORT" and dice.random() < 0.5:
        said["waitlist"] = True
    if act in {"REQUEST_SUPPORT", "ASSIGN_SUPPORT"} and dice.random() < 0.25 and model.of(need):
        said |= {
            "replaces": dice.choice([p.id for p in model.of(need)]),
            "reason": WHY["REASSIGN"],
        }
    if act != "ASSIGN_SUPPORT" and dice.random() < 0.2:
        said["respondBy"] = floor(model.now) + dice.choice(
            [2 * STEP, timedelta(hours=2), timedelta(days=3), -STEP]
        )
    if dice.random() < 0.1:
        said["expectedVersion"] = model.needs[need].version - dice.choice([0, 0, 1])
    return caller, act, need, said


def a_wish(dice: Random, model: Model, act: str, caller: str) -> dict[str, Any]:
    """So much of something, then and then."""
    mine = [
        n
        for n, s in STOCK.items()
        if act != "OFFER_SUPPORT" or s.unit == caller.upper() or dice.random() < 0.05
    ]
    crowd = [n for n in model.crowd if n in mine]
    resource = dice.choice(crowd if crowd and dice.random() < 0.8 else mine or sorted(STOCK))
    amounts = WHOLE if STOCK[resource].thing.whole and dice.random() < 0.9 else AMOUNTS
    said: dict[str, Any] = {"resource": resource, "quantity": Fraction(dice.choice(amounts))}
    if dice.random() < 0.8:
        by_day = bool(STOCK[resource].thing.hours) and dice.random() < 0.85
        said["startAt"], said["endAt"] = a_window(dice, model, by_day=by_day)
    if dice.random() < 0.25:
        said["handledBy"] = dice.choice(WORKERS)
    if dice.random() < 0.15:
        said["role"] = "LEAD"
    if dice.random() < 0.1:
        said["measure"] = dice.choice(["dozen", "time", "item"])
    if act in {"REQUEST_SUPPORT", "ASSIGN_SUPPORT"} and dice.random() < 0.08:
        said["unit"] = dice.choice(UNITS)
        if dice.random() < 0.8:
            del said["resource"]
    if dice.random() < 0.03:
        said["quantity"] = Fraction(dice.choice([0, -1]))
    return said
