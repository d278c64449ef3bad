"""What speaks against a closure: each suspicion with the ids and times that it rests on. Suspicion is no finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.instants import DAY, MINUTE
from schema.loop.past import without
from schema.loop.terms import SuspicionCode as Code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schema.loop.facts import NeedFacts

QUICK = 10 * MINUTE
"""Closed sooner than this after work began is implausible."""
AGAIN = 90
"""Days after a closure within which the same at the same place is a repetition."""
YEAR, SEASON = 365, 45
"""What comes again a year after its report, give or take so many days, comes with the season."""
WEIGHTS = {
    Code.SAID_NOT_SOLVED: 8, Code.NOTHING_DELIVERED: 6, Code.DELIVERY_DISPUTED: 5, Code.REPEATED: 4, Code.REOPENED: 3,
    Code.TOO_QUICK: 3, Code.CLOSED_BY_TIME: 2, Code.CONFIRMED_BY_TIME: 1,
}  # fmt: skip
"""What each counts when the most suspect are put first."""
ANSWERED_AT_ONCE = frozenset({"CONSULTATION", "SUGGESTION"})
"""Sorts of request that may well be closed on the spot."""
_DELIVERED = frozenset({"DELIVERED", "CONFIRMED", "DISPUTED"})


@dataclass(frozen=True, slots=True)
class Suspected:
    """A suspicion with its evidence. at: when it showed. minutes: only of TOO_QUICK."""

    code: Code
    at: int | None
    needs: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    assessments: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """A closure with what speaks against it. seasonal: needs that came again a year later, which is no repetition."""

    need: NeedFacts
    closed: int
    suspicions: tuple[Suspected, ...]
    seasonal: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How much speaks against it."""
        return sum(WEIGHTS[each.code] for each in self.suspicions)


def closure_of(need: NeedFacts, again: Sequence[tuple[str, int]]) -> Closure:
    """Judge one closure; `again` are later needs of the same sort at the same place, duplicates aside."""
    closed = need.ended
    if closed is None:
        raise ValueError("a closure has a time")
    seasonal = tuple(id_ for id_, at in again if _is_seasonal(need, at))
    found = [*_of_residents(need), *_of_promises(need), *_of_times(need, closed)]
    repeated = [
        (id_, at) for id_, at in again if id_ not in seasonal and closed < at < closed + AGAIN * DAY
    ]
    if repeated:
        found.append(
            Suspected(Code.REPEATED, repeated[0][1], needs=tuple(id_ for id_, _ in repeated))
        )
    return Closure(
        need, closed, tuple(sorted(found, key=lambda s: (-WEIGHTS[s.code], s.code.name))), seasonal
    )


def most_suspect(closures: Sequence[Closure]) -> list[Closure]:
    """Those that anything speaks against: the heaviest first, then the latest."""
    return sorted(
        (c for c in closures if c.suspicions), key=lambda c: (-c.weight, -c.closed, c.need.id)
    )


def _is_seasonal(need: NeedFacts, at: int) -> bool:
    return abs(at - need.reported - YEAR * DAY) <= SEASON * DAY


def _of_residents(need: NeedFacts) -> Iterator[Suspected]:
    told = [each for each in need.said if each.reached and each.solved is not None]
    if told and not told[-1].solved:
        yield Suspected(Code.SAID_NOT_SOLVED, told[-1].at, assessments=(told[-1].id,))
    opened = [
        each for each in need.past.known if each.act == "REOPEN" or "reopenedAt" in each.values
    ]
    times = need.past.moments("reopenedAt")
    if opened or times or need.past.value("reopenCount"):
        at = opened[-1].at if opened else times[-1] if times else None
        yield Suspected(Code.REOPENED, at, changes=tuple(each.id for each in opened))


def _of_promises(need: NeedFacts) -> Iterator[Suspected]:
    real = [each for each in need.promises if each.status != "VOIDED"]
    given = [each for each in real if each.status in _DELIVERED or each.delivered_at is not None]
    # Once delivered, then disputed and found not to be done: nothing that helped.
    good = [each for each in given if each.status in ("DELIVERED", "CONFIRMED")]
    if not given:
        if not need.self_handled:
            yield Suspected(
                Code.NOTHING_DELIVERED, need.ended, commitments=tuple(each.id for each in real)
            )
    elif not good:
        yield Suspected(
            Code.DELIVERY_DISPUTED, need.ended, commitments=tuple(each.id for each in given)
        )
    elif all(each.by_time for each in good):
        yield Suspected(
            Code.CONFIRMED_BY_TIME, good[-1].delivered_at, commitments=tuple(each.id for each in good)
        )  # fmt: skip


def _of_times(need: NeedFacts, closed: int) -> Iterator[Suspected]:
    closings = [each for each in need.past.known if each.went_to == "CLOSED"]
    if closings and closings[-1].act == "CLOSE_BY_TIME":
        yield Suspected(Code.CLOSED_BY_TIME, closings[-1].at, changes=(closings[-1].id,))
    started = [at for at in need.past.moments("startedAt") if at >= need.stretches[-1][0]]
    if started and need.kind not in ANSWERED_AT_ONCE:
        took = without(started[0], closed, need.holds) if closed > started[0] else 0
        if took < QUICK:
            changes = tuple(each.id for each in closings[-1:])
            yield Suspected(
                Code.TOO_QUICK, closed, needs=(need.id,), changes=changes, minutes=took // MINUTE
            )
