"""What two needs may be to each other, and what speaks against more: a suggestion, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from schema.duplicates.likeness import apart, spots
from schema.duplicates.score import parts, points, way
from schema.duplicates.terms import DuplicateCriterion, DuplicateDoubt, DuplicateSuggestion
from schema.instants import DAY
from schema.needs import NeedKind, NeedStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.duplicates.facts import Candidate, NeedSaid

HORIZON = 90 * DAY
"""How long before and after a need others are looked at."""
SAME_WITHIN = 30 * DAY
"""How long apart what is the same matter may have been reported."""
SAME_FROM, SHOWN_FROM = 600_000, 450_000
"""Scores from which two needs may be the same matter, and are shown at all."""
ALIKE = 300_000
"""How alike the texts of one matter are at least; also where one person reported both, who may have two matters."""
OF_ONE_HOUSEHOLD = frozenset({NeedKind.HELP, NeedKind.WISH, NeedKind.CONSULTATION})
"""Kinds of request that are a household's own unless they say otherwise."""

_RANK = {suggestion: at for at, suggestion in enumerate(DuplicateSuggestion)}


@dataclass(frozen=True)
class Judgement:
    """A candidate with what was found out about it."""

    asked: NeedSaid
    candidate: Candidate

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """The parts, in the order of the weights."""
        return parts(self.asked, self.candidate)

    @cached_property
    def points(self) -> tuple[int, ...]:
        """What each adds to the score."""
        return points(self.marks)

    @cached_property
    def score(self) -> int:
        """Their sum, 0–1,000,000."""
        return sum(self.points)

    @cached_property
    def spot(self) -> str | None:
        """The spot at which the two texts name different ones."""
        return apart(_spots(self.asked), _spots(self.candidate.need))

    @cached_property
    def doubts(self) -> tuple[DuplicateDoubt, ...]:
        """Everything that speaks against the same matter."""
        return tuple(_doubts(self))

    @cached_property
    def suggestion(self) -> DuplicateSuggestion:
        """What it may be."""
        if not self.doubts and self.score >= SAME_FROM:
            return DuplicateSuggestion.SAME
        if self.doubts == (DuplicateDoubt.ENDED_BETWEEN,):
            first = ended_first(self.asked, self.candidate.need)
            if first is not None and first.status is NeedStatus.CLOSED:
                return DuplicateSuggestion.REPEAT
        return DuplicateSuggestion.RELATED


def judge(asked: NeedSaid, candidates: Iterable[Candidate]) -> list[Judgement]:
    """The candidates worth showing: what seems the same first, then what came back, then what is related."""
    found = [Judgement(asked, each) for each in candidates]
    shown = [each for each in found if each.score >= SHOWN_FROM]
    return sorted(shown, key=_order)


def _order(judged: Judgement) -> tuple[int, int, int, str]:
    other = judged.candidate.need
    return (
        _RANK[judged.suggestion],
        -judged.score,
        abs(other.reported - judged.asked.reported),
        other.id,
    )


def _doubts(judged: Judgement) -> Iterable[DuplicateDoubt]:
    one, other = judged.asked, judged.candidate.need
    by_one = bool(judged.candidate.same_phone or judged.candidate.same_reporter)
    text = dict(zip(DuplicateCriterion, judged.marks, strict=True))[DuplicateCriterion.TEXT]
    if text < ALIKE:
        yield DuplicateDoubt.WORDS_DIFFER
    if judged.spot is not None:
        yield DuplicateDoubt.OTHER_SPOT
    steps = way(one.place, other.place)
    if steps is None or all(steps):
        yield DuplicateDoubt.OTHER_PLACE
    if _of_one_household(one) and _of_one_household(other) and not by_one:
        yield DuplicateDoubt.OTHER_HOUSEHOLD
    if one.window and other.window and not _meet(one.window, other.window):
        yield DuplicateDoubt.OTHER_PERIOD
    ended = ended_first(one, other)
    if abs(one.reported - other.reported) > (HORIZON if ended else SAME_WITHIN):
        yield DuplicateDoubt.LONG_APART
    if ended:
        yield DuplicateDoubt.ENDED_BETWEEN


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def ended_first(one: NeedSaid, other: NeedSaid) -> NeedSaid | None:
    """The one of two needs that had come to its end when the other was reported; `None` where both were open at once."""
    for first, second in ((one, other), (other, one)):
        if (
            first.ended is not None
            and first.reported <= second.reported
            and first.ended <= second.reported
        ):
            return first
    return None


def _of_one_household(need: NeedSaid) -> bool:
    """Whether it is a household's own: it says so, or is of a kind that is."""
    if need.households is None:
        return need.kind in OF_ONE_HOUSEHOLD
    return need.households == 1


def _spots(need: NeedSaid) -> dict[str, frozenset[str]]:
    return spots(f"{need.place.name} {need.title} {need.description or ''}")
