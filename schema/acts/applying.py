"""From the proposals of a plan to promises: each judged as if it were booked by itself after those before it.

Decided, and guarded by `tests/access/acts/loop/test_applying.py`: whatever a proposal takes is held before anything is read,
and judged by the rules of `bookSupport`, `assignSupport` or `requestSupport`, to whose records it belongs. A proposal is
done in whole or not at all; of one that is not, nothing counts for those after it. Unless it may be done in parts, one that
cannot be done undoes them all. What is taken back for it is `schema.acts.taking_back`'s.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.acts import Refused, wrong
from graph.inputs import INPUT, NOTHING, unwritable
from schema.acts import wishes
from schema.acts.capacity_check import booked, worker_bookings
from schema.acts.carried_out import MOST_PROPOSALS, left_of, made_of
from schema.acts.promise import Asking, Promise, status_of
from schema.acts.promising import as_booking, measured, parameters
from schema.acts.steps import not_found, odd_texts
from schema.acts.taking_back import PROPOSALS, USUALLY, Back, TakingBack, backs_of
from schema.booking import Wish, beside, objections, without
from schema.booking.objections import wanted as in_own_measure
from schema.booking.wishes import taken_by
from schema.commitments import CommitmentStatus
from schema.instants import instant
from schema.machines import MACHINES, Asked, decide
from schema.world import Moved, World, moved, world_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.acts import Done, Occasion, UserError
    from schema.acts.wishes import Wanted
    from schema.availability import Booking

MOST_MADE = 200
"""Commitments that they come to, where needs recur."""
BOOK, IN_PARTS = "BOOK_SUPPORT", "IN_PARTS"


@dataclass(frozen=True)
class Applying:
    """A plan as it is to be carried out: of each proposal its need and what is wanted for it; which promises it takes back."""

    act: str
    said: Mapping[str, Any]
    proposals: tuple[tuple[str, Wanted], ...]
    world: World | None = None
    backs: tuple[Back, ...] = ()

    @property
    def in_parts(self) -> bool:
        """Whether what can be done is done although something else cannot."""
        return self.said.get("mode") is not None and self.said["mode"].name == IN_PARTS

    def for_need(self, need: str) -> Asking:
        """What is wanted for one need."""
        return Asking(self.act, need, self.said, tuple(w for n, w in self.proposals if n == need))


def prepare_plan(said: Mapping[str, Any]) -> Applying | Refused:
    """What is wanted, or what is wrong with it by itself."""
    given = said[PROPOSALS]
    if not 1 <= len(given) <= MOST_PROPOSALS:
        return wrong(
            "TOO_MANY_VALUES", field=(INPUT, PROPOSALS), allowed=(f"1–{MOST_PROPOSALS}",),
            zh=f"一次执行 1 至 {MOST_PROPOSALS} 项建议，请分批进行。", en=f"1 to {MOST_PROPOSALS} proposals are applied at a time; do it in several steps.",
        )  # fmt: skip
    found = [wishes.read(each, (PROPOSALS, str(at))) for at, each in enumerate(given)]
    world, backs = _world(said.get("expectedState")), backs_of(said)
    errors = [e for each in (*found, odd_texts(said), world, backs) if isinstance(each, Refused) for e in each.errors]  # fmt: skip
    if errors:
        return Refused(tuple(errors))
    pairs = zip(given, found, strict=True)
    wanted = tuple((p["need"], w) for p, w in pairs if not isinstance(w, Refused))
    act = said["how"].value if said.get("how") is not None else BOOK
    back = () if isinstance(backs, Refused) else backs
    return Applying(act, said, wanted, world if isinstance(world, World) else None, back)


def _world(text: str | None) -> World | Refused | None:
    if text is None:
        return None
    if odd := unwritable(text, "expectedState"):
        return odd
    try:
        return world_from(text)
    except ValueError:
        return wrong(
            "STATE_UNKNOWN", field=(INPUT, "expectedState"),
            zh="这不是方案给出的状态。请原样填写方案的 state，或省略。", en="This is no state of a plan. Give the plan's `state` as it is, or leave it out.",
        )  # fmt: skip


def held_by_plan(applying: Applying, _: Occasion) -> list[str]:
    """The needs, the resources, whoever handles them, and what is taken back."""
    each = [(need, w.resource, w.worker) for need, w in applying.proposals]
    each += [(back.id, None, None) for back in applying.backs]
    return list(dict.fromkeys(id_ for ids in each for id_ in ids if id_))


def plan_parameters(applying: Applying, occasion: Occasion) -> dict[str, Any]:
    """Those of the facts."""
    needs = dict.fromkeys(need for need, _ in applying.proposals)
    whole = parameters(Asking(applying.act, NOTHING, applying.said, tuple(w for _, w in applying.proposals)), occasion)  # fmt: skip
    asked = [
        {"id": need, "wanted": parameters(applying.for_need(need), occasion)["wanted"]}
        for need in needs
    ]
    expected = {} if applying.world is None else {"expected": applying.world.expected}
    back = {"takenBack": [each.id for each in applying.backs]} if applying.backs else {}
    return {**whole, "asked": asked, **expected, **back}


def decide_plan(
    payload: type, facts: Sequence[Any], applying: Applying, occasion: Occasion
) -> Done | Refused:
    """Every promise, or those that can be made; and why not the others."""
    if applying.world is not None:
        changed = moved(applying.world, [f for f in facts if "actors" not in f])
        if changed is not None:
            return _moved_on(changed, occasion)
    needs = {f["id"]: f for f in facts if "resources" in f}
    known = {f["held"]["id"]: f for f in facts if f.get("kind") == "Commitment"}
    back = TakingBack(applying.backs, known, applying.said.get("reason") or USUALLY)
    judging = judged(applying, needs, back, occasion)
    while applying.in_parts and back.keep(judging.errors):
        judging = judged(applying, needs, back, occasion)
    left = left_of(judging, back)
    if left.errors and not (applying.in_parts and judging.granted):
        return left
    return made_of(payload, judging, back, left)


def judged(
    applying: Applying, needs: Mapping[str, Mapping[str, Any]], back: TakingBack, occasion: Occasion
) -> Judging:
    """Every proposal judged, with what is taken back out of the way."""
    judging = Judging(applying, needs, back, occasion)
    for at in range(len(applying.proposals)):
        judging.judge(at)
    return judging


def _moved_on(changed: Moved, occasion: Occasion) -> Refused:
    shown = [id_ for id_ in changed.ids if occasion.shows(id_)]
    return wrong(
        "WORLD_MOVED_ON", field=(INPUT, "expectedState"), conflicts=shown,
        zh="方案算出之后，所依据的需求、资源或承诺已有变化，未执行。请重新测算，或去掉 expectedState 按现状执行。",
        en="Since the plan was made, needs, resources or commitments that it was made from have changed; nothing was done. Ask for the plan anew, or leave `expectedState` out to apply it to things as they are.",
    )  # fmt: skip


@dataclass
class Judging:
    """The proposals judged one after the other; `granted` are those that can be done, with what they come to."""

    applying: Applying
    needs: Mapping[str, Mapping[str, Any]]
    back: TakingBack
    occasion: Occasion
    granted: dict[int, list[tuple[Promise, CommitmentStatus]]] = field(default_factory=dict)
    errors: dict[int, UserError] = field(default_factory=dict)
    """By proposal, the first reason against it: there is room for one of each."""

    def __post_init__(self) -> None:
        rows = [row for need in self.needs.values() for row in need["resources"]]
        freed = self.back.freed
        self._resources = {
            id_: without(booked(said, self.occasion), freed) for id_, said in _united(rows).items()
        }
        self._workers = {
            w["id"]: worker_bookings(w, self.occasion, *freed)
            for need in self.needs.values()
            for w in need["workers"]
        }
        self._taken: list[Wish] = []
        self._made = 0

    def judge(self, at: int) -> None:
        """One proposal, given those before it."""
        found = self.back.against(at) or self._judged(*self.applying.proposals[at])
        if isinstance(found, Refused):
            self.errors[at] = found.errors[0]
            return
        self.granted[at] = [(promise, status) for promise, status, _ in found]
        self._made += len(found)
        for promise, _, taken in found:
            self._taken += taken
            if promise.wish.worker:
                self._workers[promise.wish.worker] = [
                    *self._workers[promise.wish.worker],
                    as_booking(promise),
                ]

    def _judged(
        self, need: str, wish: Wanted
    ) -> list[tuple[Promise, CommitmentStatus, list[Wish]]] | Refused:
        found, act = self.needs.get(need), self.applying.act
        if found is None or not MACHINES["Need"].acts[act] & set(found["actors"]):
            return not_found(*wish.path, "need")
        step = decide("Need", found["status"], found["actors"], Asked(act, id_field="need"))
        if isinstance(step, Refused):
            return _at(step, wish)
        stock = {r["facts"]["id"]: r for r in found["resources"]}
        measure = measured(wish, stock, found, act)
        if isinstance(measure, Refused):
            return measure
        periods = wishes.occurrences(wish, found)
        if isinstance(periods, Refused):
            return periods
        if self._made + len(periods) > MOST_MADE:
            return wrong(
                "TOO_MANY_OCCURRENCES", field=(INPUT, *wish.path), allowed=(f"1–{MOST_MADE}",),
                zh=f"一次最多形成 {MOST_MADE} 项承诺，加上这一项就超过了。请分批进行。", en=f"At most {MOST_MADE} commitments are made at a time, and with this one there would be more. Do it in several steps.",
            )  # fmt: skip
        return self._promises(found, wish, periods, measure, stock[wish.resource])

    def _promises(
        self, found: Mapping[str, Any], wish: Wanted, periods: Sequence[Any], measure: Any, offer: Mapping[str, Any]
    ) -> list[tuple[Promise, CommitmentStatus, list[Wish]]] | Refused:  # fmt: skip
        """The proposal's promises; each sees those before it, those of other proposals as well."""
        asking, made = self.applying.for_need(found["id"]), []
        mine: list[Wish] = []
        handler: Sequence[Booking] = self._workers.get(wish.worker or "", ())
        for start, end in periods:
            one = Wish(offer["facts"]["id"], wish.quantity, instant(start), instant(end), measure)
            resource = beside(self._resources[one.resource_id], [*self._taken, *mine])
            amount = in_own_measure(resource, one)
            against = tuple(objections(resource, one, instant(self.occasion.now)))
            promise = Promise(
                wish, start, end, amount or 0, offer["unit"], resource, against, tuple(handler), offer["within"],
            )  # fmt: skip
            status = status_of(asking, promise, self.occasion)
            if isinstance(status, Refused):
                return status
            taken = taken_by(resource, one, amount or 0)
            mine += taken
            made.append((promise, status, taken))
            if wish.worker:
                handler = [*handler, as_booking(promise)]
        return made


def _at(refused: Refused, wish: Wanted) -> Refused:
    """The refusal, said of the proposal."""
    return Refused(
        tuple(
            dataclasses.replace(e, field=[INPUT, *wish.path, *e.field[1:]]) for e in refused.errors
        )
    )


def _united(rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Each resource with what it holds whenever any need wants it, of the facts of them all."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        facts = row["facts"]
        known = found.get(facts["id"])
        found[facts["id"]] = facts if known is None else _both(known, facts)
    return found


def _both(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    bookings = {each["id"]: each for each in (*one["bookings"], *other["bookings"])}
    parts = [
        {**part, "bookings": _both(part, same)["bookings"]}
        for part, same in zip(one.get("parts", ()), other.get("parts", ()), strict=True)
    ]
    return {**one, "bookings": list(bookings.values()), "parts": parts}
