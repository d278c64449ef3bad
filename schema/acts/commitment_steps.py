"""What steps of a commitment change besides its state, and what they make of its need."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING, Any

import strawberry

from graph.acts import Refused, wrong
from graph.inputs import INPUT
from graph.surface.made import field
from schema.acts.assessing import SAYING, check_saying
from schema.acts.capacity_check import booked, refused_by, worker_bookings
from schema.acts.following_on import need_follows
from schema.acts.need_steps import CHANGES as NEED
from schema.acts.need_steps import UNTIL, going_on, resume, until_of
from schema.acts.steps import Changes, Spec, not_found
from schema.booking import Wish, objections, without
from schema.instants import BEIJING, instant
from schema.measures import micro

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.acts import Occasion
    from schema.acts.steps import Wanted
    from schema.machines import Step

    Found = Mapping[str, Any]

STILL = frozenset({"CAPACITY_TAKEN", "QUANTITY_TOO_LARGE", "RESOURCE_INACTIVE", "NOT_IN_USE", "PERSON_BOOKED"})  # fmt: skip
"""What still stands in the way of a yes to what was asked in good time."""


def with_need(
    found: Found, wanted: Wanted, step: Step, occasion: Occasion,
    values: Mapping[str, Any] | None = None, links: Mapping[str, list[str]] | None = None,
) -> Changes:  # fmt: skip
    """What a step changes, and what becomes of its need."""
    kin = need_follows(
        found["need"], wanted.id, found["status"], step.to, wanted.asked.act, occasion
    )
    need = {"need": found["need"]["id"]} if found["need"] else {}
    return Changes(values or {}, links or {}, kin, need)


def _accept(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes | Refused:
    held = found["held"]
    late = held.get("respondBy") is not None and held["respondBy"] <= occasion.now
    if late or held["endAt"] <= occasion.now:
        at = (
            (held["respondBy"] if late else held["endAt"])
            .astimezone(BEIJING)
            .isoformat(timespec="seconds")
        )
        return wrong(
            "RESPONSE_OVERDUE", field=(INPUT, "id"), allowed=("requestSupport",),
            zh=f"答复期限 {at} 已过，请社区重新点单。", en=f"The time to answer was over at {at}; the community must ask again.",
        )  # fmt: skip
    links: dict[str, list[str]] = {}
    if wanted.said.get("handledBy") is not None:
        if found["worker"] is None:
            return not_found("handledBy")
        links["handledBy"] = [found["worker"]["id"]]
    if refused := promised(found, wanted.id, occasion):
        return refused
    return with_need(
        found, wanted, step, occasion, {"holdUntil": None, "waitingSince": None}, links
    )


def promised(found: Found, id_: str, occasion: Occasion) -> Refused | None:
    """The refusal of a promise that cannot be kept as things stand; nothing if it can."""
    held, handler = found["held"], worker_bookings(found["worker"], occasion, id_)
    start, end = instant(held["startAt"]), instant(held["endAt"])
    if found["resource"] is None:
        return refused_by([], handler, start, end, occasion)
    resource = without(booked(found["resource"], occasion), [id_])
    wish = Wish(resource.id, micro(held["quantity"]), start, end)
    against = [
        o for o in objections(resource, wish, instant(occasion.now), handler) if o.code in STILL
    ]
    return refused_by(against, (), start, end, occasion)


def _fall_away(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes:
    return with_need(found, wanted, step, occasion, {"holdUntil": None})


def _wait(_found: Found, _wanted: Wanted, _step: Step, occasion: Occasion) -> Changes:
    return Changes({"holdUntil": None, "waitingSince": occasion.now})


def _start(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes:
    return with_need(found, wanted, step, occasion, {"startedAt": occasion.now})


def _hold(_found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    until = until_of(wanted, occasion)
    return until if isinstance(until, Refused) else Changes({"heldUntil": until})


def _deliver(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes | Refused:
    quantity, most = wanted.said["deliveredQuantity"], found["held"]["quantity"]
    if not math.isfinite(quantity) or quantity < 0:
        return wrong("OUT_OF_BOUNDS", field=(INPUT, "deliveredQuantity"), allowed=(f"0–{most:g}",), zh="交付数量须为不小于 0 的数。", en="What was delivered is a number of 0 or more.")  # fmt: skip
    if micro(quantity) > micro(most):
        return wrong(
            "MORE_THAN_PROMISED", field=(INPUT, "deliveredQuantity"), allowed=(f"0–{most:g}",),
            zh=f"承诺了 {most:g}，不能登记更多；多出的请另行认领。",
            en=f"{most:g} was promised; put down no more than that, and offer the rest as another commitment.",
        )  # fmt: skip
    values = {"deliveredQuantity": float(quantity), "deliveredAt": occasion.now}
    return with_need(found, wanted, step, occasion, values)


def _confirm(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes:
    return with_need(found, wanted, step, occasion, {"confirmedByTime": False})


def _plain(found: Found, wanted: Wanted, step: Step, occasion: Occasion) -> Changes:
    return with_need(found, wanted, step, occasion)


_BEFORE_IT_BEGAN = ("CANCELLED", "WITHDRAWN")


def _give_back(found: Found, wanted: Wanted, _step: Step, occasion: Occasion) -> Changes | Refused:
    if found["status"] in _BEFORE_IT_BEGAN and found["held"].get("startedAt") is None:
        return wrong(
            "NOTHING_OUT", field=(INPUT, "id"), zh="该承诺未开始实施，没有借出物可归还。",
            en="It was called off before it had begun; nothing was lent that could come back.",
        )  # fmt: skip
    at = wanted.said["returnedAt"].astimezone(BEIJING)
    first = found["held"].get("startedAt") or found["held"]["startAt"]
    if not first <= at <= occasion.now:
        said = f"{first.astimezone(BEIJING).isoformat(timespec='seconds')}/{occasion.now.astimezone(BEIJING).isoformat(timespec='seconds')}"
        return wrong(
            "RETURN_OUT_OF_RANGE", field=(INPUT, "returnedAt"), allowed=(said,), zh="归还时间须在开始实施之后、此刻之前。",
            en="What was lent comes back after it was taken and not after now.",
        )  # fmt: skip
    return Changes({"returnedAt": at})


_WORKER = field(
    "handledBy", strawberry.ID | None, "Id of the person who will handle it. 经办人标识。"
)
_DELIVERED = field("deliveredQuantity", float | None, "How much was delivered, in the resource's measure. 交付数量（按资源的计量单位）。")  # fmt: skip
_RETURNED = field("returnedAt", datetime | None, "When it came back. 归还时间。")

CHANGES = {
    "ACCEPT": _accept, "DECLINE": _fall_away, "WAITLIST": _wait, "WITHDRAW": _fall_away, "START": _start, "HOLD": _hold,
    "RESUME": resume, "DELIVER": _deliver, "FAIL": _fall_away, "REPORT_NO_SHOW": _fall_away, "CONFIRM": _confirm,
    "DISPUTE": _plain, "SETTLE": _plain, "CANCEL": _fall_away, "VOID": _fall_away, "GIVE_BACK": _give_back,
}  # fmt: skip
"""By act, what its step changes of a commitment."""

SPECS = (
    Spec("ACCEPT", "accept", "Say yes to a request or an offer; what is promised is free, or it is refused.", "接受点单或认领，承诺前核对余量。", {"Commitment": _accept}, (_WORKER,)),
    Spec("DECLINE", "decline", "Say no to a request or an offer, for a reason.", "谢绝点单或认领，并说明原因。", {"Commitment": _fall_away}),
    Spec("WAITLIST", "waitlist", "Put a request on the waiting list.", "把点单列入候补。", {"Commitment": _wait}),
    Spec("WITHDRAW", "withdraw", "Take an offer or a promise back, for a reason.", "撤回认领或承诺，并说明原因。", {"Commitment": _fall_away}),
    Spec("DELIVER", "deliver", "Say what was delivered.", "登记交付数量。", {"Commitment": _deliver}, (_DELIVERED,)),
    Spec("GIVE_BACK", "giveBack", "Record that what was lent came back.", "登记借出物归还。", {"Commitment": _give_back}, (_RETURNED,)),
    Spec("FAIL", "fail", "Say that it could not be delivered, for a reason.", "登记未能完成，并说明原因。", {"Commitment": _fall_away}),
    Spec("REPORT_NO_SHOW", "reportNoShow", "Record that a unit did not turn up.", "登记单位未到场。", {"Commitment": _fall_away}),
    Spec("DISPUTE", "dispute", "Dispute a delivery, for a reason.", "对交付提出异议，并说明原因。", {"Commitment": _plain}),
    Spec("SETTLE", "settle", "Settle a dispute: delivered after all, or not.", "裁定异议：确认交付，或认定未完成。", {"Commitment": _plain}),
    Spec("VOID", "void", "Void a commitment that was entered by mistake.", "作废录入有误的承诺。", {"Commitment": _fall_away}),
    Spec("START", "start", "Begin: a unit its commitment, a community a need that it handles by itself.", "开始实施承诺，或由社区自行办理需求。", {"Need": NEED["START"], "Commitment": _start}),
    Spec("HOLD", "hold", "Put a need or a commitment on hold until some time, for a reason; its clocks stand still.", "挂起需求或承诺至某时，计时暂停。", {"Need": NEED["HOLD"], "Commitment": _hold}, (UNTIL,)),
    Spec("RESUME", "resume", "Take a need or a commitment off hold.", "恢复办理。", {"Need": resume, "Commitment": resume}, to=going_on),
    Spec("CANCEL", "cancel", "Call off a need, with the promises to it, or a commitment.", "撤销需求（连同其承诺），或取消承诺。", {"Need": NEED["CANCEL"], "Commitment": _fall_away}),
    Spec("CONFIRM", "confirm", "Confirm a delivery; or, of a need, that it is done: the resident's own word, or said in a return call.", "确认交付；或确认需求已办好（居民本人，或回访时）。", {"Need": NEED["CONFIRM"], "Commitment": _confirm}, SAYING, check=check_saying),
)  # fmt: skip
"""Acts that are about commitments, and those about either."""
