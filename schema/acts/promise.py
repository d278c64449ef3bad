"""A promise as it is made: in which state it begins, where it leads to, and the record of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.acts import Done, Refused
from schema.acts import wishes
from schema.acts.capacity_check import refused_by
from schema.acts.following_on import lives, need_taken
from schema.acts.loop_entries import entry
from schema.acts.written import made
from schema.commitments import CommitmentDirection, CommitmentStatus
from schema.instants import instant
from schema.measures import MICRO

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from graph.acts import Effect, Occasion, UserError
    from graph.chain import Entry
    from schema.acts.wishes import Wanted
    from schema.availability import Booking, ResourceFacts
    from schema.booking import Objection


@dataclass(frozen=True)
class Asking:
    """What is wanted for a need."""

    act: str
    need: str
    said: Mapping[str, Any]
    wishes: tuple[Wanted, ...]


@dataclass(frozen=True)
class Promise:
    """A promise to be made: of which wish, when, how much (micro-units of the resource), of whose.

    within: whether it is where and for whom the unit offers it; elsewhere the unit is asked, whatever else it said.
    """

    wish: Wanted
    start: datetime
    end: datetime
    quantity: int
    unit: str
    resource: ResourceFacts | None
    against: tuple[Objection, ...]
    handler: tuple[Booking, ...]
    within: bool = True


DIRECTIONS = {
    "REQUEST_SUPPORT": CommitmentDirection.REQUESTED, "BOOK_SUPPORT": CommitmentDirection.REQUESTED,
    "ASSIGN_SUPPORT": CommitmentDirection.ASSIGNED, "OFFER_SUPPORT": CommitmentDirection.OFFERED,
}  # fmt: skip


def make(
    payload: type, found: Mapping[str, Any], asking: Asking, promises: Sequence[Promise],
    old: tuple[tuple[Effect, Entry], ...], occasion: Occasion,
) -> Done | Refused:  # fmt: skip
    """Every promise written and recorded, with what becomes of the need; or all that stands in the way."""
    errors: list[UserError] = []
    kin, ids, live = list(old), [], False
    for at, promise in enumerate(promises):
        status = _status(asking, promise, occasion)
        if isinstance(status, Refused):
            errors += status.errors
            continue
        by = wishes.answer_by(asking.said, promise.start, occasion)
        if isinstance(by, Refused):
            return by
        id_, effect, record = _one(found, asking, promise, status, by, at, occasion)
        ids.append(id_)
        kin.append((effect, record))
        live = live or status is CommitmentStatus.ACCEPTED
    if errors:
        return Refused(tuple(errors))
    was_live = bool(found["replaced"]) and lives(found["replaced"])
    rest = (
        c
        for c in found["commitments"]
        if not found["replaced"] or c["id"] != found["replaced"]["id"]
    )
    kin += need_taken(found, live or any(map(lives, rest)), was_live, asking.act, occasion)
    shown = {"need": asking.need, "commitments": " ".join(ids)}
    return Done(
        payload(need=asking.need, commitments=ids), tuple(e for e, _ in kin), tuple(r for _, r in kin), shown,
    )  # fmt: skip


def _status(asking: Asking, promise: Promise, occasion: Occasion) -> CommitmentStatus | Refused:
    """In which state the commitment begins, or why it cannot be."""
    full = [o for o in promise.against if o.code == "CAPACITY_TAKEN"]
    if full and len(full) == len(promise.against) and asking.said.get("waitlist"):
        return CommitmentStatus.WAITLISTED
    start, end = instant(promise.start), instant(promise.end)
    if refused := refused_by(promise.against, promise.handler, start, end, occasion, promise.wish.path, members=True):  # fmt: skip
        return refused
    if asking.act == "OFFER_SUPPORT":
        return CommitmentStatus.OFFERED
    own_word = promise.resource is not None and not promise.resource.approval_required
    at_once = own_word and promise.within
    if asking.act == "ASSIGN_SUPPORT" or (asking.act == "BOOK_SUPPORT" and at_once):
        return CommitmentStatus.ACCEPTED
    return CommitmentStatus.REQUESTED


def _one(
    found: Mapping[str, Any], asking: Asking, promise: Promise, status: CommitmentStatus, by: datetime, at: int,
    occasion: Occasion,
) -> tuple[str, Effect, Entry]:  # fmt: skip
    open_ = status in {CommitmentStatus.REQUESTED, CommitmentStatus.OFFERED}
    values = {
        "direction": DIRECTIONS[asking.act].name, "role": promise.wish.role.name, "status": status.name,
        "statusAt": occasion.now, "quantity": promise.quantity / MICRO, "startAt": promise.start, "endAt": promise.end,
        **({"respondBy": by} if open_ else {}),
        **({"holdUntil": by} if status is CommitmentStatus.REQUESTED else {}),
        **({"waitingSince": occasion.now} if status is CommitmentStatus.WAITLISTED else {}),
    }  # fmt: skip
    links = {
        "need": [asking.need], "unit": [promise.unit],
        "resource": [promise.wish.resource] if promise.wish.resource else [],
        "handledBy": [promise.wish.worker] if promise.wish.worker else [],
        "replaces": [found["replaced"]["id"]] if found["replaced"] else [],
    }  # fmt: skip
    id_, effect = made("Commitment", occasion, at, values, links)
    said = [*values, *(name for name, ids in links.items() if ids)]
    return id_, effect, entry(occasion, asking.act, "Commitment", id_, found["stream"], note=asking.said.get("note"), fields=said)  # fmt: skip
