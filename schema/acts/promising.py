"""From wishes to promises: what asking, offering, assigning and booking come to, all of it or nothing.

Decided, and guarded by `tests/access/acts/loop/test_promises_refused.py`: every wish of an act sees those before it, and one that
cannot be promised undoes them all. A request holds what it asks for until the unit must have answered; an offer holds nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.acts import Done, Refused, wrong
from graph.inputs import INPUT, NOTHING
from schema.acts import wishes
from schema.acts.capacity_check import booked, worker_bookings
from schema.acts.loop_entries import entry
from schema.acts.promise import Asking, Promise, make
from schema.acts.steps import not_found, odd_texts, version_moved
from schema.acts.written import changed, moved
from schema.availability import DELIVERED, Booking
from schema.booking import Wish, objections_to_each, without
from schema.booking.objections import wanted as in_own_measure
from schema.commitments import HOLDING, CommitmentStatus
from schema.instants import instant
from schema.machines import MACHINES, Asked, decide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from graph.acts import Effect, Occasion, UserError
    from graph.chain import Entry
    from schema.acts.wishes import Wanted

MOST_CHOICES = 20
"""Wishes of one booking."""
MOST_MADE = 100
"""Promises that one act makes."""


def prepare(act: str, said: Mapping[str, Any]) -> Asking | Refused:
    """What is wanted, or what is wrong with it by itself."""
    choices = said.get("choices")
    if choices is not None and not 1 <= len(choices) <= MOST_CHOICES:
        return wrong(
            "TOO_MANY_VALUES", field=(INPUT, "choices"), allowed=(f"1–{MOST_CHOICES}",),
            zh=f"一次预约 1 至 {MOST_CHOICES} 项。", en=f"One booking has 1 to {MOST_CHOICES} choices.",
        )  # fmt: skip
    given = (
        [((), said)]
        if choices is None
        else [(("choices", str(n)), c) for n, c in enumerate(choices)]
    )
    found = [wishes.read(each, path) for path, each in given]
    found_odd = odd_texts(said)
    errors = [e for each in (*found, found_odd) if isinstance(each, Refused) for e in each.errors]
    if errors:
        return Refused(tuple(errors))
    return Asking(act, said["need"], said, tuple(w for w in found if not isinstance(w, Refused)))


def parameters(asking: Asking, occasion: Occasion) -> dict[str, Any]:
    """Those of the facts."""
    spans: dict[str, dict[str, Any]] = {}
    for wish in asking.wishes:
        if wish.resource is not None:
            span = spans.setdefault(
                wish.resource, {"id": wish.resource, "since": None, "until": None, "needs": False}
            )
            if wish.start is None or wish.end is None:
                # About the need's own period; others of the same resource about theirs, so both count.
                span["needs"] = True
            else:
                span["since"] = min(filter(None, (span["since"], wish.start)))
                span["until"] = max(filter(None, (span["until"], wish.end)))
    return {
        "id": asking.need, "wanted": list(spans.values()) or [{"id": NOTHING, "since": None, "until": None, "needs": False}],
        "units": _ids(w.unit for w in asking.wishes), "measures": _ids(w.measure for w in asking.wishes),
        "workers": _ids(w.worker for w in asking.wishes), "replaces": asking.said.get("replaces") or NOTHING,
        "asOf": occasion.now, "ahead": occasion.ahead, "promised": [s.name for s in HOLDING], "delivered": sorted(s.name for s in DELIVERED),
    }  # fmt: skip


def _ids(found: Any) -> list[str]:
    return sorted({each for each in found if each}) or [NOTHING]


def variant(asking: Asking) -> str:
    """Which facts it takes."""
    if asking.act == "OFFER_SUPPORT":
        return "offered"
    if asking.said.get("replaces"):
        return "replaced"
    return "asked by somebody" if any(w.worker for w in asking.wishes) else "asked"


def held(asking: Asking, _: Occasion) -> list[str]:
    """What the act holds: the need, the resources, whoever handles it, what is replaced."""
    replaced = asking.said.get("replaces")
    each = (x for w in asking.wishes for x in (w.resource, w.worker) if x)
    return [asking.need, *each, *([replaced] if replaced else [])]


def decide_support(
    payload: type, facts: Sequence[Any], asking: Asking, occasion: Occasion
) -> Done | Refused:
    """The promises, all or none."""
    found = facts[0] if facts else None
    if found is None or not MACHINES["Need"].acts[asking.act] & set(found["actors"]):
        return not_found("need")
    expected = asking.said.get("expectedVersion")
    if expected is not None and expected != found["version"]:
        return version_moved(found["version"])
    step = decide("Need", found["status"], found["actors"], Asked(asking.act, id_field="need"))
    if isinstance(step, Refused):
        return step
    old = _replaced(found, asking, occasion)
    if isinstance(old, Refused):
        return old
    # What is called off gives back what it holds; what has ended already holds whatever it still does.
    given_up = {found["replaced"]["id"]} if old else set()
    promises = _promises(found, asking, given_up, occasion)
    if isinstance(promises, Refused):
        return promises
    if len(promises) > MOST_MADE:
        return wrong(
            "TOO_MANY_OCCURRENCES", field=(INPUT, "choices"), allowed=(f"1–{MOST_MADE}",),
            zh=f"一次最多形成 {MOST_MADE} 项承诺，本次为 {len(promises)} 项。", en=f"One act makes {MOST_MADE} commitments at most, this would be {len(promises)}.",
        )  # fmt: skip
    return make(payload, found, asking, promises, old, occasion)


def _replaced(
    found: Mapping[str, Any], asking: Asking, occasion: Occasion
) -> tuple[tuple[Effect, Entry], ...] | Refused:
    """What becomes of the commitment that is replaced: called off where it still stands; one that ended stays as it is."""
    if asking.said.get("replaces") is None:
        return ()
    old = found["replaced"]
    if old is None:
        return not_found("replaces")
    if old["status"] in MACHINES["Commitment"].ends - {"CONFIRMED"}:
        return ()
    reason = asking.said.get("reason")
    asked = Asked("REASSIGN", frozenset({"reason"} if reason else ()), None, reason, "replaces")
    step = decide("Commitment", old["status"], old["actors"], asked)
    if isinstance(step, Refused):
        return step
    values = {**moved(old, step, reason, occasion), "holdUntil": None}
    record = entry(
        occasion, "REASSIGN", "Commitment", old["id"], found["stream"], reason=reason, fields=values
    )
    return ((changed("Commitment", old["id"], old["version"], values), record),)


def _promises(
    found: Mapping[str, Any], asking: Asking, given_up: set[str], occasion: Occasion
) -> list[Promise] | Refused:
    """Every promise that the wishes come to, each with what is against it."""
    stock = {r["facts"]["id"]: r for r in found["resources"]}
    errors: list[UserError] = []
    parts: list[tuple[Wanted, datetime, datetime, Any]] = []
    for wish in asking.wishes:
        known = _known(wish, stock, found, asking.act)
        periods = wishes.occurrences(wish, found)
        for each in (known, periods):
            errors += each.errors if isinstance(each, Refused) else ()
        if not isinstance(known, Refused) and not isinstance(periods, Refused):
            parts += [(wish, start, end, known) for start, end in periods]
    if errors:
        return Refused(tuple(errors))
    return _judged(parts, stock, found, given_up, occasion)


def _judged(
    parts: Sequence[Any],
    stock: Mapping[str, Any],
    found: Mapping[str, Any],
    given_up: set[str],
    occasion: Occasion,
) -> list[Promise]:
    resources = {id_: booked(r["facts"], occasion) for id_, r in stock.items()}
    workers = {w["id"]: worker_bookings(w, occasion, *given_up) for w in found["workers"]}
    resources = {id_: without(r, given_up) for id_, r in resources.items()}
    wanted = [
        Wish(w.resource, w.quantity, instant(start), instant(end), measure)
        for w, start, end, measure in parts if w.resource
    ]  # fmt: skip
    against = iter(objections_to_each(resources, wanted, instant(occasion.now)))
    promises: list[Promise] = []
    for wish, start, end, measure in parts:
        handler = workers.get(wish.worker or "", [])
        mine = tuple(next(against)) if wish.resource else ()
        resource = resources.get(wish.resource or "")
        unit = stock[wish.resource]["unit"] if wish.resource else wish.unit
        quantity = wish.quantity
        if resource is not None:
            one = Wish(resource.id, wish.quantity, instant(start), instant(end), measure)
            quantity = in_own_measure(resource, one) or 0
        promises.append(
            Promise(
                wish, start, end, quantity, unit or "", resource, mine, tuple(handler),
                within=not wish.resource or stock[wish.resource]["within"],
            )
        )  # fmt: skip
        if wish.worker:
            workers[wish.worker] = [*handler, _as_booking(promises[-1])]
    return promises


def _as_booking(promise: Promise) -> Booking:
    return Booking(
        CommitmentStatus.ACCEPTED, promise.quantity, instant(promise.start), instant(promise.end)
    )


def _known(wish: Wanted, stock: Mapping[str, Any], found: Mapping[str, Any], act: str) -> Any:
    """The measure that a wish names, once everything it refers to is there and fits."""
    workers = {w["id"] for w in found["workers"]}
    if wish.worker is not None and wish.worker not in workers:
        return not_found(*wish.path, "handledBy")
    if wish.resource is None:
        return None if wish.unit in found["units"] else not_found(*wish.path, "unit")
    if wish.resource not in stock:
        return not_found(*wish.path, "resource")
    if act == "OFFER_SUPPORT" and not stock[wish.resource]["own"]:
        return wrong(
            "NOT_YOUR_UNIT", field=(INPUT, *wish.path, "resource"), zh="只能用本单位（含下属）的资源认领。",
            en="Support is offered with resources of one's own unit, or of one below it.",
        )  # fmt: skip
    return wishes.measure_of(wish, found["measures"])
