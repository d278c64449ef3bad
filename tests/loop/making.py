"""Asking, offering, assigning and booking: what must be refused, and which commitments there are where it must not be.

Every wish is held against the calendar on paper, minute by minute, each as if those before it that fit were promised.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tests.loop.meaning import ANSWER, OVER, WHY, Need, Promise, may_ever, steps_from
from tests.loop.model import NOTHING, forbidden
from tests.loop.world import MEASURES, STOCK
from tests.oracle import calendar as paper
from tests.oracle.calendar import down

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.loop.model import Model
    from tests.oracle.calendar import Calendar

LONGEST_ANSWER = timedelta(days=30)
TIMES = {
    "PAST_WINDOW", "TOO_SHORT_NOTICE", "RESOURCE_CLOSED", "NOT_IN_USE", "PERIOD_TOO_SHORT", "PERIOD_TOO_LONG",
}  # fmt: skip
DIRECTIONS = {"REQUEST_SUPPORT": "REQUESTED", "BOOK_SUPPORT": "REQUESTED", "ASSIGN_SUPPORT": "ASSIGNED", "OFFER_SUPPORT": "OFFERED"}  # fmt: skip


@dataclass
class Part:
    """One commitment that an act would make. amount: in the resource's own measure, None where it converts to none."""

    wish: Mapping[str, Any]
    path: tuple[str, ...]
    start: datetime
    end: datetime
    amount: Fraction | None
    fits: bool
    would_fit: bool
    """Whether it would fit if nothing else were promised."""
    busy: set[str] = field(default_factory=set)
    in_the_way: set[str] = field(default_factory=set)
    status: str = ""


@dataclass
class Judged:
    """What an act would come to: its problems, and what it makes where there are none."""

    problems: set[str]
    parts: list[Part] = field(default_factory=list)
    calendar: Calendar | None = None


def judged(model: Model, caller: str, act: str, need_id: str, said: Mapping[str, Any]) -> Judged:
    """Why it must be refused, or what it makes."""
    if forbidden(caller, act):
        return Judged({"FORBIDDEN"})
    need, roles = model.needs[need_id], model.roles(caller, need_id)
    wishes = said.get("choices") or [said]
    senseless: set[str] = set().union(*(_senseless(caller, act, need, wish) for wish in wishes))
    if act == "OFFER_SUPPORT":
        asked = any(p.unit == caller.upper() for p in model.of(need_id))
        seen = asked or need.status in {"OPEN", "IN_PROGRESS"}
        roles = {"LIAISON"} if seen and caller in "ab" else set()
    if not roles & may_ever("Need", act):
        return Judged(senseless | {"NOT_FOUND"})
    found = (
        {"VERSION_CONFLICT"} if said.get("expectedVersion") not in (None, need.version) else set()
    )
    if not steps_from("Need", act, need.status):
        found.add("INVALID_TRANSITION")
    found |= _replacing(model, caller, need, said)
    if said.get("respondBy") and not model.now < said["respondBy"] <= model.now + LONGEST_ANSWER:
        found.add("UNTIL_OUT_OF_RANGE")
    if senseless:
        return Judged(found | senseless)
    parts, calendar = _on_paper(model, need, said, wishes)
    for part in parts:
        found |= _begun(act, said, part)
    return Judged(found, parts, calendar)


def _replacing(model: Model, caller: str, need: Need, said: Mapping[str, Any]) -> set[str]:
    if not said.get("replaces"):
        return set()
    old = model.promises.get(said["replaces"])
    if old is None or old.need != need.id:
        return {"NOT_FOUND"}
    if old.status in OVER:
        return set()
    steps = steps_from("Commitment", "REASSIGN", old.status)
    if not steps:
        return {"INVALID_TRANSITION"}
    if not said.get("reason"):
        return {"REQUIRED"}
    return set() if said["reason"] in (WHY["REASSIGN"], "OTHER") else {"UNKNOWN_REASON"}


def _senseless(caller: str, act: str, need: Need, wish: Mapping[str, Any]) -> set[str]:
    found: set[str] = set()
    resource, unit = wish.get("resource"), wish.get("unit")
    if wish["quantity"] <= 0:
        found.add("OUT_OF_BOUNDS")
    if bool(resource) == bool(unit):
        found.add("RESOURCE_OR_UNIT")
    elif act == "OFFER_SUPPORT" and STOCK[resource or ""].unit != caller.upper():
        found.add("NOT_FOUND")
    if wish.get("startAt") and wish["endAt"] <= wish["startAt"]:
        found.add("ENDS_BEFORE_IT_STARTS")
    if not wish.get("startAt") and not need.window:
        found.add("PERIOD_NEEDED")
    return found


def in_own_measure(resource: str | None, wish: Mapping[str, Any]) -> Fraction | None:
    """How much a wish comes to in the measure of the resource; None where that cannot be said."""
    if not resource:
        return wish["quantity"]
    own = "whole" if STOCK[resource].thing.whole else STOCK[resource].measure
    given = wish.get("measure") or own
    factors = {n: Fraction(f or 1) for n, (_, f, _) in MEASURES.items()}
    base = {n: b or n for n, (b, _, _) in MEASURES.items()}
    return down(wish["quantity"] * factors[given] / factors[own]) if base[given] == base[own] else None  # fmt: skip


def _on_paper(
    model: Model, need: Need, said: Mapping[str, Any], wishes: list[Any]
) -> tuple[list[Part], Calendar]:
    old = model.promises.get(said.get("replaces") or "")
    # What is over holds what it holds; what still stands gives it back as it is replaced.
    gone = [old.id] if old and old.status not in OVER else []
    calendar, empty = model.calendar(without=gone), model.calendar(without=list(model.promises))
    parts: list[Part] = []
    for number, wish in enumerate(wishes):
        path = ("choices", str(number)) if said.get("choices") else ()
        resource = wish.get("resource")
        amount = in_own_measure(resource, wish)
        start, end = (wish["startAt"], wish["endAt"]) if wish.get("startAt") else need.window  # type: ignore[misc]
        for day in range(1 if wish.get("startAt") else need.times):
            span = (start + timedelta(days=day), end + timedelta(days=day), model.now)
            part = Part(wish, path, span[0], span[1], amount, fits=True, would_fit=True)
            if resource:
                part.fits = amount is not None and calendar.could_book(resource, amount, *span)
                part.would_fit = amount is not None and empty.could_book(resource, amount, *span)
                part.in_the_way = set() if amount is None else calendar.in_the_way(resource, amount, *span)  # fmt: skip
            if person := wish.get("handledBy"):
                # Whoever is named twice in one act is in two places, whatever else is wrong with either.
                part.busy = calendar.double_booked(person, *span)
                part.busy |= {"named before" for p in parts if p.wish.get("handledBy") == person and p.start < span[1] and span[0] < p.end}  # fmt: skip
            if part.fits:
                calendar.promises[f"new{len(parts)}"] = paper.Promise(
                    resource or NOTHING, amount or Fraction(0), span[0], span[1]
                )  # fmt: skip
            parts.append(part)
    return parts, calendar


def _begun(act: str, said: Mapping[str, Any], part: Part) -> set[str]:
    """In which state a part begins, or why it cannot be."""
    if not part.fits and part.would_fit and said.get("waitlist"):
        part.status = "WAITLISTED"
        return set()
    found = {"PERSON_BOOKED"} if part.busy else set()
    if not part.fits:
        taken = {"CAPACITY_TAKEN"} if part.in_the_way else set()
        found |= taken if part.would_fit else taken | TIMES | {"QUANTITY_TOO_LARGE", "OUT_OF_BOUNDS", "MEASURE_INCONVERTIBLE"}  # fmt: skip
    resource = part.wish.get("resource")
    at_once = resource and not any(STOCK[r].asked for r in (resource, *STOCK[resource].thing.parts))
    if act == "OFFER_SUPPORT":
        part.status = "OFFERED"
    elif act == "ASSIGN_SUPPORT" or (act == "BOOK_SUPPORT" and at_once):
        part.status = "ACCEPTED"
    else:
        part.status = "REQUESTED"
    return found


def made(model: Model, act: str, need_id: str, said: Mapping[str, Any], parts: list[Part], ids: list[str]) -> None:  # fmt: skip
    """What an act that was done makes of things; `ids` are of the commitments, in order."""
    assert len(ids) == len(parts), (ids, parts)
    old = model.promises.get(said.get("replaces") or "")
    if old and old.status not in OVER:
        model.move(old, "CANCELLED", said.get("reason"))
    now = model.now
    for id_, part in zip(ids, parts, strict=True):
        resource = part.wish.get("resource")
        by = said.get("respondBy") or now + ANSWER
        by = min(by, part.start) if part.start > now else by
        promise = Promise(
            id_, need_id, STOCK[resource].unit if resource else part.wish["unit"], resource, part.amount or Fraction(0),
            part.start, part.end, part.status, DIRECTIONS[act], part.wish.get("role") or "SUPPORT",
            handler=part.wish.get("handledBy"), replaces=old.id if old else None,
        )  # fmt: skip
        if part.status in {"REQUESTED", "OFFERED"}:
            promise.respond_by = by
        if part.status == "REQUESTED":
            promise.hold_until = by
        if part.status == "WAITLISTED":
            promise.waiting = now
        model.promises[id_] = replace(promise)
        model.touched.add(id_)
    model.follow(need_id)
