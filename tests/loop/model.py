"""Needs and commitments as they should stand: who acts as what, what is promised, and what carries a need along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.loop.meaning import GIVEN, IN_HAND, NEED_OVER, STANDING, Need, Promise, may_ever
from tests.loop.world import BEGIN, STOCK
from tests.oracle import calendar as paper
from tests.oracle.calendar import Calendar, Thing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

AREAS = {"first": {"C1", "G1"}, "second": {"C2"}, "street": {"C1", "C2", "G1"}}
"""By caller, the places within the one of the post."""
NOTHING = "-"
"""Stands in the calendar for a commitment that names a unit and no resource."""


@dataclass
class Model:
    """Everything of a run. now: the time of the next act. touched: what the last one wrote."""

    now: datetime = BEGIN
    needs: dict[str, Need] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    passed_over: list[str] = field(default_factory=list)
    crowd: tuple[str, ...] = ()
    periods: list[tuple[float, int]] = field(default_factory=list)
    """What most wishes of the run are for, and when (hour of the day, minutes)."""

    def node(self, id_: str) -> Need | Promise:
        """A need or a commitment."""
        return self.needs[id_] if id_ in self.needs else self.promises[id_]

    def of(self, need: str) -> list[Promise]:
        """The commitments to a need."""
        return [p for p in self.promises.values() if p.need == need]

    def roles(self, caller: str, id_: str) -> set[str]:
        """As what a caller acts on a need or a commitment."""
        need = self.needs[id_] if id_ in self.needs else self.needs[self.promises[id_].need]
        if caller == "resident":
            return {"SELF"} if need.reporter else set()
        if caller in AREAS:
            name = "STREET" if caller == "street" else "COMMUNITY"
            return {name} if need.place in AREAS[caller] else set()
        unit = caller.upper()
        if id_ in self.promises:
            return {"LIAISON"} if self.promises[id_].unit == unit else set()
        # Who was only asked, or has said no, does nothing with the need.
        own = [p for p in self.of(id_) if p.unit == unit and p.status in IN_HAND | GIVEN]
        return ({"LIAISON"} if own else set()) | ({"LEAD"} if any(p.role == "LEAD" for p in own) else set())  # fmt: skip

    def sees(self, caller: str, id_: str) -> bool:
        """Whether a caller sees a commitment."""
        return bool(self.roles(caller, id_))

    def calendar(self, *, without: Iterable[str] = ()) -> Calendar:
        """All that is promised, on paper."""
        things = {name: stock.thing for name, stock in STOCK.items()} | {
            NOTHING: Thing("UNLIMITED")
        }
        left_out = set(without)
        made = {p.id: on_paper(p) for p in self.promises.values() if p.id not in left_out}
        return Calendar(things, made, step=15)

    def unfinished(self, id_: str) -> bool:
        """Whether something of a need is still to come: of a promise to it, or of a part of it."""
        parts = any(n.part_of == id_ and n.status not in NEED_OVER for n in self.needs.values())
        return parts or any(p.status in STANDING for p in self.of(id_))

    def busy(self, need: Need) -> bool:
        """Whether somebody is at a need: has promised, or given something since it was last opened."""
        return any(p.status in IN_HAND or self.counts(p) for p in self.of(need.id))

    def counts(self, promise: Promise) -> bool:
        """Whether it was given to its need as it stands now, not before it was opened again."""
        reopened = self.needs[promise.need].reopened
        given = promise.status in GIVEN
        return given and (reopened is None or (promise.delivered_at or reopened) > reopened)

    def write(self, node: Any, **values: Any) -> None:
        """What an act writes: the version counts once for each act."""
        for name, value in values.items():
            assert hasattr(node, name), name
            setattr(node, name, value)
        if node.id not in self.touched:
            node.version += 1
            self.touched.add(node.id)

    def move(self, node: Any, to: str, reason: str | None = None, **values: Any) -> None:
        """To another state: whatever was on hold is so no more, a request holds nothing unless it is one."""
        more = {"held_until": None} if to != "ON_HOLD" else {}
        if isinstance(node, Promise) and to != "REQUESTED":
            more["hold_until"] = None
        self.write(node, status=to, reason=reason, **{**more, **values})

    def go_on(self, need: Need) -> None:
        """Off hold: to work if somebody is at it, which may be when it begins."""
        if need.self_handled or self.busy(need):
            self.move(need, "IN_PROGRESS", started=need.started or self.now)
        else:
            self.move(need, "OPEN")

    def follow(self, id_: str) -> None:
        """What its commitments make of a need."""
        need = self.needs[id_]
        if need.status == "OPEN" and self.busy(need):
            self.move(need, "IN_PROGRESS", started=need.started or self.now)
        elif need.status == "IN_PROGRESS" and not need.self_handled and not self.busy(need):
            self.move(need, "OPEN")
        given = need.self_handled or any(map(self.counts, self.of(id_)))
        said_met = need.status in {"RESOLVED", "CLOSED"} and need.outcome in {"MET", "PARTLY_MET"}
        if said_met and not given:
            self.write(need, outcome="NOT_MET")


def on_paper(promise: Promise) -> paper.Promise:
    """A commitment as the calendar takes it."""
    return paper.Promise(
        promise.resource or NOTHING, promise.quantity, promise.start, promise.end, promise.status, promise.hold_until,
        promise.delivered, promise.returned, promise.handler, promise.started is not None,
    )  # fmt: skip


def forbidden(caller: str, act: str) -> bool:
    """Whether a caller may do an act nowhere at all."""
    mine = {
        "street": {"STREET"},
        "first": {"COMMUNITY"},
        "second": {"COMMUNITY"},
        "a": {"LIAISON", "LEAD"},
        "b": {"LIAISON", "LEAD"},
    }
    return not (may_ever("Need", act) | may_ever("Commitment", act)) & (
        mine.get(caller, set()) | {"SELF"}
    )
