"""Frozen facts of the way of a need, made from a row of one of the statements or by hand in a test. Instants are microseconds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from schema.loop.past import Past, recorded
from schema.needs import NeedStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TURNED_AWAY = frozenset({NeedStatus.REJECTED, NeedStatus.MERGED, NeedStatus.CANCELLED})
"""States in which a need ends without having been dealt with."""
ENDED = TURNED_AWAY | {NeedStatus.CLOSED}


@dataclass(frozen=True, slots=True)
class Said:
    """An assessment."""

    id: str
    at: int
    reached: bool
    solved: bool | None
    satisfied: bool | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment to a need."""

    id: str
    status: str
    delivered_at: int | None
    by_time: bool


@dataclass(frozen=True)
class NeedFacts:
    """A need as of an instant. outcome: of its end. self_handled: the community did it without anybody. said: all assessments of it until then, the earliest first."""

    id: str
    reported: int
    past: Past
    outcome: str | None = None
    self_handled: bool = False
    kind: str = "DEMAND"
    said: tuple[Said, ...] = ()
    promises: tuple[Promise, ...] = ()
    node: Any = None

    @property
    def status(self) -> NeedStatus:
        """Where it stood then."""
        return self.past.status

    @cached_property
    def holds(self) -> list[tuple[int, int]]:
        """When it was on hold."""
        return self.past.spent(NeedStatus.ON_HOLD)

    @cached_property
    def ended(self) -> int | None:
        """When it came to its end, if it stands there and that is known."""
        if self.status not in ENDED:
            return None
        closings = self.past.moments("closedAt") if self.status is NeedStatus.CLOSED else []
        return closings[-1] if closings else self.past.since

    @cached_property
    def stretches(self) -> list[tuple[int, int | None]]:
        """From the report, or from being opened again after it was closed, to the next closing; None while there is none.

        Being sent back before it was closed begins nothing anew: whoever reported it has waited all the time.
        """
        found: list[tuple[int, int | None]] = []
        closings, reopenings = self.past.moments("closedAt"), self.past.moments("reopenedAt")
        if self.status is NeedStatus.CLOSED and not closings and self.ended is not None:
            closings = [self.ended]
        start: int | None = self.reported
        for at, closing in sorted([*((at, True) for at in closings), *((at, False) for at in reopenings)]):  # fmt: skip
            if closing and start is not None:
                found.append((start, at))
                start = None
            elif not closing and (start is None or self._unrecorded(at)):
                start = at
        return found if start is None else [*found, (start, None)]

    def _unrecorded(self, reopened: int) -> bool:
        """Whether no record tells from where it was opened again: then it may have been closed, nobody knows when."""
        values = [each.values.get("reopenedAt") for each in self.past.known]
        return not any(values) and reopened > self.reported

    @property
    def latest(self) -> Said | None:
        """The latest assessment, which is the one that counts."""
        return self.said[-1] if self.said else None


def needs_from(rows: Iterable[Mapping[str, Any]], as_of: int) -> list[NeedFacts]:
    """Read the needs of a row; the order of lists in it means nothing, but that of records."""
    return [_need(row, as_of) for row in rows]


def _need(row: Mapping[str, Any], as_of: int) -> NeedFacts:
    records = tuple(recorded(said) for said in row["changes"])
    past = Past(records, row, as_of)
    said = sorted(
        (Said(*each) for each in row.get("said", ())), key=lambda each: (each.at, each.id)
    )
    return NeedFacts(
        id=row["id"], reported=row["reportedAt"], past=past,
        outcome=past.value("outcome"), self_handled=bool(row.get("selfHandled")), kind=row["kind"],
        said=tuple(each for each in said if each.at <= as_of),
        promises=tuple(sorted((Promise(*each) for each in row.get("promises", ())), key=lambda each: each.id)),
        node=row.get("node"),
    )  # fmt: skip
