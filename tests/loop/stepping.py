"""Steps of a need or a commitment: why one must be refused, and what it makes of things where it must not.

Each problem is a code; a step is refused for some of its problems, and done where there are none.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.loop.meaning import (
    NEED_OVER,
    REOPENED_WITHIN,
    STANDING,
    WHY,
    Need,
    Promise,
    may_ever,
    steps_from,
)
from tests.loop.model import forbidden

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.loop.model import Model

MEMBERS = {"until", "outcome", "into", "owner", "team", "parts", "deliveredQuantity", "returnedAt"}
BUSY_CODES = {"CAPACITY_TAKEN", "QUANTITY_TOO_LARGE"}


def problems(model: Model, caller: str, act: str, id_: str, said: Mapping[str, Any]) -> set[str]:
    """Everything that is wrong with a step as things stand."""
    if forbidden(caller, act):
        return {"FORBIDDEN"}
    found = {"TOO_MANY_VALUES"} if len(said.get("parts") or "12") < 2 else set()
    return found | _as_things_stand(model, caller, act, id_, said)


def _as_things_stand(
    model: Model, caller: str, act: str, id_: str, said: Mapping[str, Any]
) -> set[str]:
    node = model.node(id_)
    kind = type(node).__name__.replace("Promise", "Commitment")
    roles = model.roles(caller, id_)
    if not roles & may_ever(kind, act):
        return {"NOT_FOUND"}
    found = {"VERSION_CONFLICT"} if said["expectedVersion"] != node.version else set()
    steps = [s for s in steps_from(kind, act, node.status) if said.get("to") in (None, s[1])]
    mine = [s for s in steps if roles & s[2]]
    if not mine:
        over = act == "AMEND_NEED" and node.status in NEED_OVER
        table = "NEED_ENDED" if over else "INVALID_TRANSITION"
        return found | {"NOT_FOR_YOUR_ROLE" if steps else table}
    if len({to for _, to, _, _ in mine}) > 1:
        return found | {"REQUIRED"}
    takes = mine[0][3]
    if any(said.get(name) is None for name in takes.split()):
        found.add("REQUIRED")
    elif said.get("reason") not in (None, WHY.get(act), "OTHER"):
        found.add("UNKNOWN_REASON")
    else:
        found |= (_of_need if isinstance(node, Need) else _of_promise)(
            model, caller, act, node, said
        )  # type: ignore[arg-type]
    return found


def _of_need(model: Model, caller: str, act: str, need: Need, said: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    states = {p.status for p in model.of(need.id)}
    if act in {"RESOLVE", "CLOSE", "MERGE"} and model.unfinished(need.id):
        found.add("COMMITMENTS_UNFINISHED")
    if act == "CANCEL" and states & {"DELIVERED", "CONFIRMED", "DISPUTED"}:
        found.add("COMMITMENTS_UNFINISHED")
    if act == "RESOLVE" and said["outcome"] in {"MET", "PARTLY_MET"}:
        given = any(model.counts(p) and p.delivered for p in model.of(need.id))
        if not given and not need.self_handled:
            found.add("NOTHING_DELIVERED")
    if act == "MERGE":
        found |= _merging(model, caller, need, said["into"])
    return found | _of_time_and_owner(model, act, need, said)


def _of_time_and_owner(model: Model, act: str, need: Need, said: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    if act == "HOLD" and not model.now < said["until"] <= model.now + 4 * REOPENED_WITHIN:
        found.add("UNTIL_OUT_OF_RANGE")
    if act == "REOPEN" and need.status == "CLOSED" and need.closed + REOPENED_WITHIN < model.now:  # type: ignore[operator]
        found.add("REOPEN_TOO_LATE")
    if act == "ESCALATE" and need.level >= 3:
        found.add("LEVEL_HIGHEST")
    if act == "REASSIGN" and said["owner"] == need.owner:
        found.add("OWNER_ALREADY")
    return found


def _merging(model: Model, caller: str, need: Need, into: str) -> set[str]:
    if into not in model.needs or not model.roles(caller, into) & may_ever("Need", "MERGE"):
        return {"NOT_FOUND"}
    above, at = set(), {into}
    while at:
        above |= at
        ends = [e for i in at for e in (model.needs[i].merged_into, model.needs[i].part_of)]
        at = {e for e in ends if e} - above
    found = {"CYCLE"} if need.id in above else set()
    return found | ({"NEED_ENDED"} if model.needs[into].status in NEED_OVER else set())


def _of_promise(model: Model, _: str, act: str, promise: Promise, said: Mapping[str, Any]) -> set[str]:  # fmt: skip
    found: set[str] = set()
    if act == "ACCEPT":
        if min(promise.respond_by or promise.end, promise.end) <= model.now:
            found.add("RESPONSE_OVERDUE")
        found |= kept_from(model, promise, said.get("handledBy") or promise.handler)
    if act == "HOLD" and not model.now < said["until"] <= model.now + 4 * REOPENED_WITHIN:
        found.add("UNTIL_OUT_OF_RANGE")
    if act == "DELIVER":
        if said["deliveredQuantity"] < 0:
            found.add("OUT_OF_BOUNDS")
        if said["deliveredQuantity"] > promise.quantity:
            found.add("MORE_THAN_PROMISED")
    if (
        act == "GIVE_BACK"
        and promise.status in {"CANCELLED", "WITHDRAWN"}
        and promise.started is None
    ):
        found.add("NOTHING_OUT")
    elif (
        act == "GIVE_BACK"
        and not (promise.started or promise.start) <= said["returnedAt"] <= model.now
    ):
        found.add("RETURN_OUT_OF_RANGE")
    return found


def kept_from(model: Model, promise: Promise, handler: str | None) -> set[str]:
    """What stands in the way of a yes to what was asked: what others hold, and where whoever handles it is."""
    calendar, span = model.calendar(without=[promise.id]), (promise.start, promise.end, model.now)
    found: set[str] = set()
    if promise.resource and calendar.in_the_way(promise.resource, promise.quantity, *span):
        found |= BUSY_CODES
    if handler and calendar.double_booked(handler, *span):
        found.add("PERSON_BOOKED")
    return found


def done(model: Model, act: str, id_: str, said: Mapping[str, Any], made: list[str]) -> None:
    """What a step makes of things; `made` are the ids of what is new."""
    node = model.node(id_)
    kind = "Need" if isinstance(node, Need) else "Commitment"
    to = next(s[1] for s in steps_from(kind, act, node.status) if said.get("to") in (None, s[1]))
    if isinstance(node, Need):
        _need_done(model, act, node, to, said, made)
    else:
        _promise_done(model, act, node, to, said)


def _need_done(model: Model, act: str, need: Need, to: str, said: Mapping[str, Any], made: list[str]) -> None:  # fmt: skip
    now = model.now
    values: dict[str, Any] = {
        "TRIAGE": lambda: {"closed": now, "outcome": "NOT_APPLICABLE"} if to == "REJECTED" else {"accepted": need.accepted or now},
        "START": lambda: {"self_handled": True, "started": now},
        "HOLD": lambda: {"held_until": said["until"]},
        "RESOLVE": lambda: {"resolved": now, "outcome": said["outcome"]},
        "CONFIRM": lambda: {"closed": now, "assessments": need.assessments + 1},
        "CLOSE": lambda: {"closed": now, "outcome": "NOT_MET"},
        "REOPEN": lambda: dict.fromkeys(("started", "resolved", "closed", "outcome", "self_handled")) | {"reopened": now, "reopen_count": need.reopen_count + 1},
        "CANCEL": lambda: {"closed": now, "outcome": "NOT_APPLICABLE"},
        "MERGE": lambda: {"closed": now, "outcome": "NOT_APPLICABLE", "merged_into": said["into"]},
        "ESCALATE": lambda: {"level": need.level + 1, "owner": said["owner"]},
        "REASSIGN": lambda: {"owner": said["owner"]},
        "ARRIVE": lambda: {"team": max(said["team"], need.team or 0), "arrived": need.arrived or now},
        "RATE": lambda: {"assessments": need.assessments + 1},
    }.get(act, dict)()  # fmt: skip
    if act in {"TRIAGE", "AMEND_NEED"} and said.get("priority"):
        values["priority"] = said["priority"]
    if act == "TRIAGE" and said.get("owner"):
        values["owner"] = said["owner"]
    if to == "as it was":
        model.go_on(need)
    elif to == "=":
        model.write(need, **values)
    else:
        model.move(need, to, said.get("reason"), **values)
    if act == "CANCEL":
        for promise in model.of(need.id):
            if promise.status in STANDING:
                ended = "DECLINED" if promise.status == "OFFERED" else "CANCELLED"
                model.move(promise, ended, "OTHER" if ended == "DECLINED" else said["reason"])
    if act == "SPLIT":
        for part in made:
            model.needs[part] = Need(
                part, need.place, "ACCEPTED" if need.status == "ACCEPTED" else "OPEN", priority=need.priority, level=need.level,
                owner=need.owner, accepted=need.accepted, part_of=need.id, window=need.window, times=need.times, reporter=need.reporter,
            )  # fmt: skip
            model.touched.add(part)


def _promise_done(model: Model, act: str, promise: Promise, to: str, said: Mapping[str, Any]) -> None:  # fmt: skip
    now = model.now
    values: dict[str, Any] = {
        "ACCEPT": lambda: {"waiting": None, "handler": said.get("handledBy") or promise.handler},
        "WAITLIST": lambda: {"waiting": now},
        "START": lambda: {"started": now},
        "HOLD": lambda: {"held_until": said["until"]},
        "DELIVER": lambda: {"delivered": Fraction(said["deliveredQuantity"]), "delivered_at": now},
        "CONFIRM": lambda: {"by_time": False},
        "GIVE_BACK": lambda: {"returned": said["returnedAt"]},
    }.get(act, dict)()  # fmt: skip
    if to == "as it was":
        to = "IN_PROGRESS" if promise.started else "ACCEPTED"
    if to == "=":
        model.write(promise, **values)
    else:
        model.move(promise, to, said.get("reason"), **values)
    model.follow(promise.need)
