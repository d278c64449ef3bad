"""What hangs on a unit, frozen: made from the row of the statement or by hand in a test.

Quantities are micro-units, instants microseconds. Values called `node` are opaque, as in `schema.supporters.facts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schema.commitments import CommitmentStatus
from schema.instants import Window
from schema.leaving.statement import UNANSWERED
from schema.leaving.terms import LeavingCause
from schema.measures import measure_from, micro
from schema.supporters.facts import Named
from schema.supporters.rows import NOT_SHOWN, board_facts_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.measures import Measure
    from schema.supporters.rows import BoardFacts


@dataclass(frozen=True, slots=True)
class Used:
    """The resource that a promise uses: what it can do (its own category first), and in what it is counted."""

    measure: Measure
    capabilities: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Another promise to the same need that overlaps in time."""

    id: str
    quantity: int
    used: Used | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that is not delivered yet. need, by: ids, None where they are not shown."""

    id: str
    status: CommitmentStatus
    cause: LeavingCause
    quantity: int
    window: Window
    need: str | None = None
    by: str | None = None
    used: Used | None = None
    beside: tuple[Beside, ...] = ()
    node: Any = None

    @property
    def answered(self) -> bool:
        """Whether it was promised; a request, an offer or a place on the waiting list was not."""
        return self.status.name not in UNANSWERED


@dataclass(frozen=True)
class Leaving:
    """A unit with what hangs on it, and everybody else.

    resources: ids of all its own. waiting: ids of the open needs that were looked at. board: needs, places and partners,
    the unit among them.
    """

    unit: str
    resources: frozenset[str]
    posts: frozenset[str]
    promises: tuple[Promise, ...]
    board: BoardFacts


def leaving_from(row: Mapping[str, Any]) -> Leaving:
    """Read the row of `UNIT_LEAVING`."""
    promises = sorted((_promise(said) for said in row["promises"]), key=lambda p: (p.window, p.id))
    return Leaving(
        unit=row["unit"],
        resources=frozenset(said["id"] for said in row["own"]),
        posts=frozenset(said["code"] for said in row["roles"] if said["sent"]),
        promises=tuple(promises),
        board=board_facts_from(row),
    )


def _promise(said: Mapping[str, Any]) -> Promise:
    beside = (
        Beside(e["id"], micro(e["quantity"]), _used(e["used"]))
        for e in sorted(said["beside"], key=lambda e: e["id"])
    )
    return Promise(
        id=said["id"], status=CommitmentStatus[said["status"]], cause=LeavingCause[said["via"]],
        quantity=micro(said["quantity"]), window=Window(said["start"], said["end"]), need=said["need"], by=said["by"],
        used=_used(said["used"]), beside=tuple(beside), node=said["node"],
    )  # fmt: skip


def _used(said: Mapping[str, Any] | None) -> Used | None:
    if said is None:
        return None
    found = sorted(said["categories"], key=lambda k: (k["depth"], k["code"]))
    named = {k["code"]: Named(k["code"], k["zh"], k["en"] or k["zh"]) for k in reversed(found)}
    measure = measure_from(said["measure"]) if said["measure"] else NOT_SHOWN
    return Used(measure, tuple(reversed(named.values())))
