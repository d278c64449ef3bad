"""Partners with what they were asked and what they carry, frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from schema.commitments import CommitmentDirection as Direction
from schema.commitments import CommitmentStatus as Status
from schema.instants import day_of
from schema.load.statement import MOVABLE
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

TAKEN_ON = frozenset({
    Status.ACCEPTED, Status.ON_HOLD, Status.IN_PROGRESS, Status.DELIVERED, Status.CONFIRMED, Status.DISPUTED, Status.FAILED, Status.NO_SHOW,
})  # fmt: skip
"""States of what a unit said yes to."""
GIVEN = frozenset({Status.DELIVERED, Status.CONFIRMED, Status.DISPUTED})
REFUSED = frozenset({Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN})
"""States of what a unit said no to, left unanswered, or took back."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment in the period. wanted: codes of what its resource can do, where it may still go to somebody else."""

    id: str
    status: Status
    direction: Direction
    need: str
    code: str = ""
    wanted: frozenset[str] = frozenset()
    node: Any = None

    @property
    def asked(self) -> bool:
        """Whether the unit was asked; else it offered by itself."""
        return self.direction is not Direction.OFFERED

    @property
    def taken_on(self) -> bool:
        """Whether the unit said yes."""
        return self.status in TAKEN_ON

    @property
    def refused(self) -> bool:
        """Whether it was asked and said no, or nothing."""
        return self.asked and self.status in REFUSED

    @property
    def given(self) -> bool:
        """Whether it was delivered."""
        return self.status in GIVEN

    @property
    def is_load(self) -> bool:
        """Whether it was asked of the unit, refused or not, or the unit took it on by itself."""
        return self.asked or self.taken_on

    @property
    def movable(self) -> bool:
        """Whether somebody else can be asked instead."""
        return self.asked and self.status.name in MOVABLE


@dataclass(frozen=True, slots=True)
class Partner:
    """A unit. carries: commitments at a time, None where it does not say. days: of the period on which it was a partner.

    offers: codes of what it offers and of all above.
    """

    id: str
    code: str
    name: str
    carries: int | None
    days: int
    promises: tuple[Promise, ...] = ()
    status: UnitStatus = UnitStatus.ACTIVE
    offers: frozenset[str] = field(default=frozenset())
    node: Any = None

    def count(self, holds: Callable[[Promise], bool]) -> int:
        """How many of its promises it holds of."""
        return sum(holds(each) for each in self.promises)


def partners_from(row: Mapping[str, Any], start: int, end: int) -> list[Partner]:
    """Read the row of `LOAD` for the period [start, end), in the order of codes."""
    days = range(day_of(start), day_of(end - 1) + 1)
    return sorted((_partner(said, days) for said in row["units"]), key=lambda u: (u.code, u.id))


def _partner(said: Mapping[str, Any], days: range) -> Partner:
    return Partner(
        id=said["id"], code=said["code"], name=said["name"], carries=said["carries"],
        days=days_within(said["terms"], days), status=UnitStatus[said["status"]],
        promises=tuple(_promise(*each) for each in said["promises"]),
        offers=frozenset(said["offers"]), node=said["node"],
    )  # fmt: skip


def _promise(id_: str, status: str, direction: str, need: str, code: str, wanted: Any, node: Any) -> Promise:  # fmt: skip
    return Promise(id_, Status[status], Direction[direction], need, code, frozenset(wanted or ()), node)  # fmt: skip


def days_within(terms: Iterable[Sequence[Any]], days: range) -> int:
    """On how many of the days a unit was bound by one term at least, each [whether it stands, first day, day after the last].

    What stands no longer, nobody knows since when, counts for nothing.
    """
    spans = sorted(
        (max(_ordinal(since, days.start), days.start), min(_ordinal(until, days.stop), days.stop))
        for stands, since, until in terms
        if stands or until is not None
    )
    count, reached = 0, days.start
    for first, after in spans:
        count += max(0, after - max(first, reached))
        reached = max(reached, after)
    return count


def _ordinal(day: str | None, otherwise: int) -> int:
    return otherwise if day is None else date.fromisoformat(day).toordinal()
