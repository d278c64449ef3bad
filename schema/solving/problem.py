"""All open needs and everything that could be given to them, as numbers: what every solver, checker and bench reads.

A need is met by one of its alternatives; an alternative takes all of its lines. A line is covered by offers, each of one
resource of one unit. What resources have is limited by rows: so much at an instant, in a calendar period, or in all.
Arrays are aligned: `line_*` by line, `offer_*` by offer. Amounts are counted in the measure of the line (people, hours);
a part of it, where the measure allows parts. Nothing in here knows names beyond ids, a database or a solver.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.signedinteger]
    Reals = NDArray[np.float64]


class Divide(enum.IntEnum):
    """How an offer can be used: all of its amount or nothing, whole numbers up to it, or any amount up to it."""

    ALL = 0
    COUNTED = 1
    ANY = 2


@dataclass(frozen=True, eq=False)
class Needs:
    """weight: urgency, above 0. community: number of the community. most_units: so many units at most, 0 for any number.

    partly: whether it counts for as much of it as is covered; else only in full.
    """

    ids: Sequence[str]
    weight: Ints
    community: Ints
    most_units: Ints
    partly: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class Lines:
    """need, alternative: numbers; lines of one need with one alternative are all needed. have: what was promised before.

    required: above 0. `have` is at most that. Lines of a need stand together, those of an alternative in it too.
    """

    need: Ints
    alternative: Ints
    required: Reals
    have: Reals

    def __len__(self) -> int:
        return len(self.need)


@dataclass(frozen=True, eq=False)
class Offers:
    """line, unit, resource: numbers. most: the largest amount, above 0. metres: of the way, 0 where it is not known.

    Offers of a line stand together, in the order of the lines. kept: amount that was promised before and is
    reconsidered; giving a different one is a change.
    """

    line: Ints
    unit: Ints
    resource: Ints
    most: Reals
    divide: Ints
    metres: Ints
    kept: Reals

    def __len__(self) -> int:
        return len(self.line)


@dataclass(frozen=True, eq=False)
class Limits:
    """Rows: the sum over entries of `per` times the amount plus `once` where the offer is used at all, at most `room`.

    Nothing gives back: per, once and room are at least 0. Entries of row r are `start[r]:start[r + 1]` of the arrays offer, per and once. resource: whose limit it is; since,
    until: instants (microseconds) of the period it is about, -1 where it is about all time.
    """

    start: Ints
    offer: Ints
    per: Reals
    once: Reals
    room: Reals
    resource: Ints
    since: Ints
    until: Ints

    def __len__(self) -> int:
        return len(self.room)

    @property
    def row(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.start))


@dataclass(frozen=True, eq=False)
class Problem:
    """unit_room: so many more needs a unit may take on, -1 for any number. change_price: what changing one promise that
    was made costs, in weighted coverage.

    Everything is in the order of ids, so that the same world gives the same problem whatever order it was read in.
    """

    needs: Needs
    lines: Lines
    offers: Offers
    limits: Limits
    units: Sequence[str]
    unit_room: Ints
    resources: Sequence[str]
    communities: Sequence[str]
    change_price: float = 0.0


@dataclass(frozen=True, eq=False)
class Plan:
    """amount: of each offer, 0 where it is not used."""

    amount: Reals


class Standing(enum.Enum):
    """How far a value is known: it is the best, at most a gap away from it, or nothing was found in the time given."""

    PROVEN = "PROVEN"
    GAP = "GAP"
    NONE = "NONE"


@dataclass(frozen=True)
class Stage:
    """One objective: its value in the plan, what provably no plan can pass while the objectives before it are kept, and the seconds it took.

    gap: how far the value may be from the best, as a share of the larger of the two, 0 where proven.
    """

    name: str
    value: float
    bound: float
    gap: float
    standing: Standing
    seconds: float


@dataclass(frozen=True, eq=False)
class Solution:
    """The best plan found, objective by objective. prices: of each limit, then of each unit's room, at least 0.

    stopped: whether time or somebody ended a search. levels: what the k worst-served communities get together, and what
    they could get at most, k from 1. tiers: what each tier of urgency is covered, where they were told apart.
    """

    plan: Plan
    stages: tuple[Stage, ...]
    prices: Reals | None = None
    stopped: bool = False
    levels: tuple[tuple[float, float], ...] = ()
    tiers: tuple[Stage, ...] = ()


@dataclass(frozen=True, eq=False)
class Judged:
    """What a plan comes to, and what is wrong with it (nothing, of a plan that may be carried out).

    covered: share of each need, 0–1. community: weighted share of each community, 1 where nothing is asked.
    """

    covered: Reals
    coverage: float
    changes: int
    community: Reals
    engagements: int
    metres: float
    load: Ints
    wrong: tuple[str, ...] = field(default=())


TOLERANCE = 1e-6


def totals(at: Ints, values: Reals, count: int) -> Reals:
    """The sum of the values at each number below `count`."""
    return np.bincount(at, weights=values, minlength=count).astype(np.float64, copy=False)


def judged(problem: Problem, plan: Plan) -> Judged:
    """Evaluate a plan by itself, without any solver: the referee of everything that makes plans."""
    offers, lines, needs = problem.offers, problem.lines, problem.needs
    amount = np.asarray(plan.amount, dtype=float)
    used = amount > TOLERANCE
    given = totals(offers.line, amount, len(lines))
    share = np.minimum((lines.have + given) / lines.required, 1.0)
    covered = _covered(problem, share)
    weight = needs.weight.astype(float)
    asked = totals(needs.community, weight, len(problem.communities))
    got = totals(needs.community, weight * covered, len(problem.communities))
    pairs = np.unique(np.stack([lines.need[offers.line][used], offers.unit[used]]), axis=1)
    changes = int(np.sum((offers.kept > 0) & (np.abs(amount - offers.kept) > TOLERANCE)))
    load = np.bincount(pairs[1], minlength=len(problem.units))
    return Judged(
        covered=covered,
        coverage=float(weight @ covered) - problem.change_price * changes,
        changes=changes,
        community=np.where(asked > 0, got / np.maximum(asked, 1e-12), 1.0),
        engagements=pairs.shape[1],
        metres=float(offers.metres[used].sum()),
        load=load.astype(np.int64),
        wrong=tuple(_wrong(problem, amount, used, given, pairs, load)),
    )


def _covered(problem: Problem, share: Reals) -> Reals:
    """Of each need: its best alternative, which is covered as far as its least covered line."""
    lines, needs = problem.lines, problem.needs
    covered = np.zeros(len(needs))
    if not len(lines):
        return covered
    begins = np.flatnonzero(
        np.r_[True, (np.diff(lines.need) != 0) | (np.diff(lines.alternative) != 0)]
    )
    np.maximum.at(covered, lines.need[begins], np.minimum.reduceat(share, begins))
    return np.where(needs.partly | (covered >= 1 - TOLERANCE), covered, 0.0)


def _wrong(
    problem: Problem, amount: Reals, used: NDArray[np.bool_], given: Reals, pairs: Ints, load: Ints
) -> list[str]:
    offers, lines, limits = problem.offers, problem.lines, problem.limits
    found = [f"offer {n}: amount below 0 or above its most" for n in np.flatnonzero((amount < -TOLERANCE) | (amount > offers.most + TOLERANCE))]  # fmt: skip
    partial = (offers.divide == Divide.ALL) & used & (np.abs(amount - offers.most) > TOLERANCE)
    found += [f"offer {n}: only all of it or nothing" for n in np.flatnonzero(partial)]
    broken = (offers.divide == Divide.COUNTED) & (np.abs(amount - np.round(amount)) > TOLERANCE)
    found += [f"offer {n}: whole numbers only" for n in np.flatnonzero(broken)]
    over = given > lines.required - lines.have + TOLERANCE
    found += [f"line {n}: more than is required" for n in np.flatnonzero(over)]
    taken = totals(limits.row, limits.per * amount[limits.offer] + limits.once * used[limits.offer], len(limits))  # fmt: skip
    found += [f"limit {n}: {taken[n]:g} of {limits.room[n]:g}" for n in np.flatnonzero(taken > limits.room + TOLERANCE)]  # fmt: skip
    room = problem.unit_room
    found += [f"unit {n}: too many needs" for n in np.flatnonzero((room >= 0) & (load > room))]
    many = np.bincount(pairs[0], minlength=len(problem.needs))
    most = problem.needs.most_units
    found += [f"need {n}: too many units" for n in np.flatnonzero((most > 0) & (many > most))]
    return found
