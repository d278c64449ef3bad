"""The parts of a likeness, each 0–1,000,000 and absolute: no part depends on which other needs there are.

What is not known counts nothing: points are for what speaks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.duplicates.likeness import likeness
from schema.duplicates.terms import DuplicateCriterion
from schema.instants import DAY
from schema.measures import MICRO

if TYPE_CHECKING:
    from schema.duplicates.facts import Candidate, CategorySaid, NeedSaid, PlaceSaid

WEIGHTS: tuple[tuple[DuplicateCriterion, int], ...] = (
    (DuplicateCriterion.TEXT, 300_000),
    (DuplicateCriterion.PLACE, 250_000),
    (DuplicateCriterion.CATEGORY, 150_000),
    (DuplicateCriterion.TIME, 150_000),
    (DuplicateCriterion.PHONE, 70_000),
    (DuplicateCriterion.REPORTER, 50_000),
    (DuplicateCriterion.HOUSEHOLDS, 30_000),
)
"""Parts per million, the heaviest first; they sum to 1,000,000."""

TIME_ZERO = 30 * DAY
"""How long apart closeness in time counts nothing."""
STEP, SIDEWAYS, FARTHEST = 150_000, 250_000, 100_000
"""What a step up or down the tree of places takes away, what not lying in one another takes beside, and what remains at least within a community."""


def parts(asked: NeedSaid, candidate: Candidate) -> tuple[int, ...]:
    """All parts of the likeness, in the order of the weights."""
    other = candidate.need
    return (
        text(asked, other),
        place(asked.place, other.place),
        category(asked.category, other.category),
        time(asked.reported, other.reported),
        MICRO if candidate.same_phone else 0,
        MICRO if candidate.same_reporter else 0,
        households(asked.households, other.households),
    )


def points(marks: tuple[int, ...]) -> tuple[int, ...]:
    """What each part adds: weight × mark, rounded down."""
    return tuple(w * mark // MICRO for (_, w), mark in zip(WEIGHTS, marks, strict=True))


def text(one: NeedSaid, other: NeedSaid) -> int:
    """How alike the titles are, or all that is said: whichever is more."""
    whole = likeness(_whole(one), _whole(other))
    return max(likeness(one.title, other.title), whole)


def _whole(need: NeedSaid) -> str:
    return f"{need.title}{need.description or ''}"


def place(one: PlaceSaid, other: PlaceSaid) -> int:
    """Full at the same place; less with each step between them, and more so where neither lies in the other."""
    steps = way(one, other)
    if steps is None:
        return 0
    up, down = steps
    lost = STEP * (up + down) + (SIDEWAYS if up and down else 0)
    return max(FARTHEST, MICRO - lost)


def way(one: PlaceSaid, other: PlaceSaid) -> tuple[int, int] | None:
    """Steps up from one and down to the other by the nearest place above both; `None` where there is none."""
    downs = {key: steps for steps, key in reversed([*enumerate(other.chain)])}
    for up, key in enumerate(one.chain):
        if key in downs:
            return up, downs[key]
    return None


def category(one: CategorySaid, other: CategorySaid) -> int:
    """Full in the same category, less in the one above or below, less in one beside it."""
    if one.key == other.key:
        return MICRO
    if one.key == other.parent or other.key == one.parent:
        return 700_000
    return 400_000 if one.parent is not None and one.parent == other.parent else 0


def time(one: int, other: int) -> int:
    """Full at the same moment, nothing at thirty days."""
    return MICRO - min(MICRO, abs(one - other) * MICRO // TIME_ZERO)


def households(one: int | None, other: int | None) -> int:
    """The smaller number as a share of the larger; nothing where one is not known, or both are none."""
    if one is None or other is None or max(one, other) == 0:
        return 0
    return min(one, other) * MICRO // max(one, other)
