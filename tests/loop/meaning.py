"""What the states mean, written down apart from the tables of the service: who may take which step, and from where.

Needs: a need waits (OPEN) or somebody is at it (IN_PROGRESS): the community by itself, or a unit that has promised and not
let go of it since the need was last opened. Commitments: asked, offered or assigned; promised; under way; given; over.
Nothing of `schema` is read here. Steps are `(from, to, who, what it takes)`; `=` leaves the state alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

ANSWER = timedelta(hours=24)
SILENCE = timedelta(days=7)
REOPENED_WITHIN = timedelta(days=90)
IN_HAND = {"ACCEPTED", "ON_HOLD", "IN_PROGRESS"}
GIVEN = {"DELIVERED", "CONFIRMED", "DISPUTED"}
UNANSWERED = {"REQUESTED", "OFFERED", "WAITLISTED"}
STANDING = UNANSWERED | IN_HAND | {"DISPUTED"}
OVER = {"DECLINED", "EXPIRED", "WITHDRAWN", "CANCELLED", "FAILED", "NO_SHOW", "VOIDED"}
NEED_OVER = {"REJECTED", "MERGED", "CANCELLED", "CLOSED"}
WHY = {
    "TRIAGE": "NOT_A_NEED", "HOLD": "WEATHER", "CLOSE": "NO_RESOURCE", "REOPEN": "NOT_SOLVED", "CANCEL": "NO_LONGER_NEEDED",
    "ESCALATE": "OVERDUE", "REASSIGN": "PLAN_CHANGED", "DECLINE": "NO_CAPACITY", "WITHDRAW": "ILLNESS", "FAIL": "BREAKDOWN",
    "DISPUTE": "TOO_LITTLE", "SETTLE": "POOR_QUALITY", "VOID": "ENTERED_IN_ERROR",
}  # fmt: skip
"""A reason that each act takes."""

C, S, U, R, L = "COMMUNITY", "STREET", "LIAISON", "SELF", "LEAD"
_STAFF = "ACCEPTED OPEN IN_PROGRESS ON_HOLD"
NEED_STEPS = {
    "TRIAGE": [("REPORTED", "ACCEPTED", {C, S}, ""), ("REPORTED", "OPEN", {C, S}, ""), ("REPORTED", "REJECTED", {C, S}, "reason"), ("ACCEPTED", "OPEN", {C, S}, "")],
    "START": [("ACCEPTED OPEN", "IN_PROGRESS", {C, S}, "")],
    "HOLD": [("OPEN", "ON_HOLD", {S}, "reason until"), ("IN_PROGRESS", "ON_HOLD", {S, U}, "reason until")],
    "RESUME": [("ON_HOLD", "as it was", {S}, "")],
    "RESOLVE": [("IN_PROGRESS", "RESOLVED", {C, S, L}, "outcome")],
    "CONFIRM": [("RESOLVED", "CLOSED", {R, S}, "")],
    "CLOSE": [("OPEN IN_PROGRESS", "CLOSED", {S}, "reason")],
    "REOPEN": [("RESOLVED CLOSED", "OPEN", {R, S}, "reason")],
    "CANCEL": [("REPORTED", "CANCELLED", {R, C}, ""), ("ACCEPTED OPEN IN_PROGRESS", "CANCELLED", {R, C}, "reason")],
    "MERGE": [("REPORTED ACCEPTED OPEN", "MERGED", {C, S}, "into")],
    "ESCALATE": [(_STAFF, "=", {C, S}, "reason owner")],
    "REASSIGN": [(_STAFF, "=", {C, S}, "reason owner")],
    "ARRIVE": [("REPORTED ACCEPTED OPEN IN_PROGRESS", "=", {C, S, U}, "team")],
    "SPLIT": [("ACCEPTED OPEN IN_PROGRESS", "=", {C, S}, "parts")],
    "RATE": [("RESOLVED CLOSED", "=", {R, S}, "")],
    "AMEND_NEED": [(f"REPORTED {_STAFF} RESOLVED", "=", {R, C, S}, "")],
    "REQUEST_SUPPORT": [("OPEN IN_PROGRESS", "=", {C, S}, "")],
    "BOOK_SUPPORT": [("OPEN IN_PROGRESS", "=", {C, S}, "")],
    "ASSIGN_SUPPORT": [("OPEN IN_PROGRESS", "=", {S}, "")],
    "OFFER_SUPPORT": [("OPEN IN_PROGRESS", "=", {U}, "")],
}  # fmt: skip
PROMISE_STEPS = {
    "ACCEPT": [("REQUESTED", "ACCEPTED", {U}, ""), ("OFFERED", "ACCEPTED", {C, S}, "")],
    "DECLINE": [("REQUESTED", "DECLINED", {U}, "reason"), ("OFFERED", "DECLINED", {C, S}, "reason")],
    "WAITLIST": [("REQUESTED", "WAITLISTED", {U}, "")],
    "WITHDRAW": [("OFFERED ACCEPTED ON_HOLD", "WITHDRAWN", {U}, "reason")],
    "START": [("ACCEPTED", "IN_PROGRESS", {U}, "")],
    "HOLD": [("ACCEPTED IN_PROGRESS", "ON_HOLD", {U}, "reason until")],
    "RESUME": [("ON_HOLD", "as it was", {U}, "")],
    "DELIVER": [("IN_PROGRESS", "DELIVERED", {U}, "deliveredQuantity")],
    "GIVE_BACK": [("DELIVERED CONFIRMED DISPUTED FAILED CANCELLED WITHDRAWN", "=", {U, C}, "returnedAt")],
    "FAIL": [("IN_PROGRESS", "FAILED", {U}, "reason")],
    "REPORT_NO_SHOW": [("ACCEPTED", "NO_SHOW", {C, S}, "")],
    "CONFIRM": [("DELIVERED", "CONFIRMED", {C, R}, "")],
    "DISPUTE": [("DELIVERED", "DISPUTED", {C, R}, "reason")],
    "SETTLE": [("DISPUTED", "CONFIRMED", {S}, ""), ("DISPUTED", "FAILED", {S}, "reason")],
    "CANCEL": [("REQUESTED WAITLISTED ACCEPTED IN_PROGRESS ON_HOLD", "CANCELLED", {C, S}, "reason")],
    "VOID": [("REQUESTED ACCEPTED", "VOIDED", {S}, "reason")],
    "REASSIGN": [("REQUESTED WAITLISTED ACCEPTED", "CANCELLED", {C, S}, "reason")],
}  # fmt: skip
"""By act; REASSIGN of a commitment happens only as another takes its place."""
STEPS = {"Need": NEED_STEPS, "Commitment": PROMISE_STEPS}
MAKING = {"REQUEST_SUPPORT", "BOOK_SUPPORT", "ASSIGN_SUPPORT", "OFFER_SUPPORT"}


@dataclass
class Need:
    """A need as it should stand."""

    id: str
    place: str
    status: str = "REPORTED"
    version: int = 1
    reporter: bool = False
    reason: str | None = None
    outcome: str | None = None
    priority: int = 3
    level: int = 1
    owner: str | None = None
    self_handled: bool | None = None
    accepted: datetime | None = None
    arrived: datetime | None = None
    team: int | None = None
    started: datetime | None = None
    resolved: datetime | None = None
    closed: datetime | None = None
    reopened: datetime | None = None
    reopen_count: int = 0
    held_until: datetime | None = None
    merged_into: str | None = None
    part_of: str | None = None
    window: tuple[datetime, datetime] | None = None
    times: int = 1
    """How often it recurs, day after day."""
    assessments: int = 0


@dataclass
class Promise:
    """A commitment as it should stand. resource, unit, handler: names of the world."""

    id: str
    need: str
    unit: str
    resource: str | None
    quantity: Fraction
    start: datetime
    end: datetime
    status: str
    direction: str
    role: str = "SUPPORT"
    version: int = 1
    reason: str | None = None
    hold_until: datetime | None = None
    respond_by: datetime | None = None
    held_until: datetime | None = None
    waiting: datetime | None = None
    started: datetime | None = None
    delivered_at: datetime | None = None
    delivered: Fraction | None = None
    by_time: bool | None = None
    returned: datetime | None = None
    handler: str | None = None
    replaces: str | None = None


def steps_from(kind: str, act: str, status: str) -> list[tuple[str, str, set[str], str]]:
    """The steps that an act can take from a state."""
    return [step for step in STEPS[kind].get(act, ()) if status in step[0].split()]


def may_ever(kind: str, act: str) -> set[str]:
    """Who may do an act in some state."""
    return set().union(*(who for _, _, who, _ in STEPS[kind].get(act, ())))
