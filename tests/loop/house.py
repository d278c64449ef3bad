"""What must have been done once the service has looked at the clock: by the words of the rules, in the order of looking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.loop.meaning import ANSWER, SILENCE
from tests.loop.model import on_paper
from tests.loop.world import STOCK

if TYPE_CHECKING:
    from datetime import datetime

    from tests.loop.meaning import Promise
    from tests.loop.model import Model


def looked(model: Model) -> None:
    """Everything that is due at `model.now`, but for the waiting lists."""
    for each in (_unanswered, _off_hold, _silent):
        each(model, model.now)


def _unanswered(model: Model, now: datetime) -> None:
    for promise in model.promises.values():
        late = promise.status in {"REQUESTED", "OFFERED"} and _past(promise.respond_by, now)
        if late or (promise.status == "WAITLISTED" and promise.start <= now):
            model.move(promise, "EXPIRED")
            model.follow(promise.need)


def _off_hold(model: Model, now: datetime) -> None:
    for need in model.needs.values():
        if need.status == "ON_HOLD" and _past(need.held_until, now):
            model.go_on(need)
    for promise in model.promises.values():
        if promise.status == "ON_HOLD" and _past(promise.held_until, now):
            model.move(promise, "IN_PROGRESS" if promise.started else "ACCEPTED")


def _silent(model: Model, now: datetime) -> None:
    for promise in model.promises.values():
        if promise.status == "DELIVERED" and _past(promise.delivered_at, now - SILENCE):
            model.move(promise, "CONFIRMED", by_time=True)
            model.follow(promise.need)
    for need in model.needs.values():
        said = need.status == "RESOLVED" and _past(need.resolved, now - SILENCE)
        if said and not model.unfinished(need.id):
            model.move(need, "CLOSED", closed=now)


def _past(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now


def given_out(model: Model, resource: str) -> None:
    """The waiting list of a resource: the most urgent first, then who has waited longest; whoever fits is next."""
    waiting = [
        p for p in model.promises.values()
        if p.status == "WAITLISTED" and p.resource == resource and p.start > model.now
    ]  # fmt: skip
    waiting.sort(key=lambda p: (model.needs[p.need].priority, p.waiting, p.id))
    skipped: list[str] = []
    for promise in waiting:
        if not could_have(model, promise):
            skipped.append(promise.id)
            continue
        model.passed_over += skipped
        skipped = []
        asked = any(STOCK[r].asked for r in (resource, *STOCK[resource].thing.parts))
        by = min(model.now + ANSWER, promise.start)
        more = {"respond_by": by, "hold_until": by} if asked else {}
        model.move(promise, "REQUESTED" if asked else "ACCEPTED", waiting=None, **more)
        model.follow(promise.need)


def could_have(model: Model, promise: Promise) -> bool:
    """Whether somebody who waits could have what he waits for."""
    calendar = model.calendar(without=[promise.id])
    wanted = on_paper(promise)
    span = (promise.start, promise.end, model.now)
    free = calendar.could_book(wanted.thing, wanted.quantity, *span)
    return free and not (promise.handler and calendar.double_booked(promise.handler, *span))
