"""The three rates: answered, solved, satisfied. Each is a numerator, a denominator, and every need that is in neither, by reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schema.instants import MINUTE
from schema.loop.facts import TURNED_AWAY
from schema.loop.terms import LoopLeftOutReason as Why
from schema.needs import NeedStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from schema.loop.facts import NeedFacts, Said

ANSWER_WITHIN = 24 * 60 * MINUTE
"""How soon a need has to be accepted or refused to count as answered, on the clock, without what it was on hold."""


@dataclass
class Counted:
    """What was counted. out: ids of the needs that are left out, by reason."""

    numerator: int = 0
    denominator: int = 0
    out: dict[Why, list[str]] = field(default_factory=dict)

    def leave(self, why: Why, id_: str) -> None:
        """Leave a need out."""
        self.out.setdefault(why, []).append(id_)

    def count(self, holds: bool) -> None:
        """Count a need."""
        self.denominator += 1
        self.numerator += holds


def answered(needs: Iterable[NeedFacts], as_of: int) -> Counted:
    """Those accepted or refused in time, of those that were or whose time is over."""
    found = Counted()
    for need in needs:
        verdict = _answered(need, as_of)
        if isinstance(verdict, bool):
            found.count(verdict)
        else:
            found.leave(verdict, need.id)
    return found


def _answered(need: NeedFacts, as_of: int) -> bool | Why:
    if need.status is NeedStatus.MERGED:
        return Why.MERGED
    at = answered_at(need)
    waited = (as_of if at is None else at) - need.reported
    if at is not None:
        return Why.OUT_OF_ORDER if waited < 0 else waited <= ANSWER_WITHIN
    if need.status is NeedStatus.CANCELLED:
        ended = need.ended
        if ended is None or ended - need.reported <= ANSWER_WITHIN:
            return Why.CANCELLED
        return False
    if need.status is not NeedStatus.REPORTED:
        return Why.NO_TIME
    return Why.STILL_IN_TIME if waited <= ANSWER_WITHIN else False


def answered_at(need: NeedFacts) -> int | None:
    """When a need was first accepted or refused, where that is known."""
    accepted = need.past.first("acceptedAt")
    return need.ended if accepted is None and need.status is NeedStatus.REJECTED else accepted


def said(needs: Iterable[NeedFacts], answer: Callable[[Said], bool | None]) -> Counted:
    """Those of which the latest assessment says yes, of those of which it says yes or no, closed or not."""
    found = Counted()
    for need in needs:
        latest, status = need.latest, need.status
        if status in TURNED_AWAY:
            found.leave(Why[status.name], need.id)
        elif latest is None:
            closed = status is NeedStatus.CLOSED
            found.leave(Why.NOT_ASSESSED if closed else Why.STILL_OPEN, need.id)
        elif not latest.reached:
            found.leave(Why.NOT_REACHED, need.id)
        else:
            holds = answer(latest)
            if holds is None:
                found.leave(Why.NOT_SAID, need.id)
            else:
                found.count(holds)
    return found
