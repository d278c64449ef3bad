"""Who answered for a need one after the other: the chain of owners and levels, and how long each had it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from schema.loop.facts import ENDED
from schema.loop.past import without
from schema.loop.survival import Lasted
from schema.needs import NeedStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from schema.loop.facts import NeedFacts

HANDING_OVER = ("REASSIGN", "ESCALATE")
"""Acts by which a need is handed over; whoever gets it otherwise is its first owner, or a correction."""


@dataclass(frozen=True, slots=True)
class Step:
    """A need with one owner at one level. until: None while it is there still. over: whether it was handed on or closed.

    held: microseconds, without what it was on hold or closed meanwhile. act, reason, record: of the hand-over that began it.
    """

    unit: str | None
    level: int
    since: int
    until: int | None
    held: int
    over: bool
    act: str | None = None
    reason: str | None = None
    record: str | None = None


@dataclass(frozen=True)
class Chain:
    """The steps of a need. moved: how often it was handed over. time: from the first owner on, without pauses."""

    need: NeedFacts
    steps: tuple[Step, ...]
    moved: int

    @property
    def held(self) -> int:
        """How long it was anybody's, in microseconds."""
        return sum(step.held for step in self.steps)


def chain_of(need: NeedFacts, as_of: int) -> Chain:
    """The chain of a need as far as it was recorded; without records, who answers for it is all there is."""
    begun = list(_beginnings(need))
    pauses = sorted([*need.holds, *_closed(need)])
    end = need.ended if need.status in ENDED else None
    open_ = need.status not in ENDED
    steps = []
    for at, (unit, level, since, act, reason, record) in enumerate(begun):
        last = at == len(begun) - 1
        until = end if last else begun[at + 1][2]
        stop = max(since, as_of if until is None else until)
        # Of what was closed nobody knows when, nothing can be said but that it was not handed on.
        over = not last or (not open_ and end is not None and need.status in _DONE)
        steps.append(Step(unit, level, since, until, without(since, stop, pauses), over, act, reason, record))  # fmt: skip
    return Chain(need, tuple(steps), sum(step.act in HANDING_OVER for step in steps))


_DONE = (NeedStatus.CLOSED, NeedStatus.REJECTED)


def _beginnings(
    need: NeedFacts,
) -> Iterable[tuple[str | None, int, int, str | None, str | None, str | None]]:
    """Unit, level, instant, act, reason and record with which each step begins."""
    past = need.past
    unit = _first_owner(need)
    levels = [each.values["level"] for each in past.known if "level" in each.values]
    level = levels[0][0] if levels and levels[0][0] is not None else past.value("level") or 1
    if levels and levels[0][0] is None:
        level = levels[0][1]
    begun = unit is not None
    if begun:
        yield unit, level, need.reported, None, None, None
    for each in past.known:
        owner, now = each.owner[1] if each.owner else unit, each.values.get("level", (0, level))[1]
        if (owner, now) == (unit, level):
            continue
        had, unit, level = unit, owner, now
        if unit is None and had is None:
            continue
        act = each.act if had is not None and each.act in HANDING_OVER else None
        since = each.at if begun else max(need.reported, each.at)
        begun = True
        yield unit, level, since, act, each.reason if act else None, each.id if act else None


def _first_owner(need: NeedFacts) -> str | None:
    for each in need.past.known:
        if each.owner is not None:
            return each.owner[0]
    return need.past.owner


def _closed(need: NeedFacts) -> list[tuple[int, int]]:
    """When it was closed before it was opened again."""
    stretches = need.stretches
    return [(over, later) for (_, over), (later, _) in pairwise(stretches) if over is not None]


def held_by_unit(chains: Iterable[Chain]) -> dict[str, list[Lasted]]:
    """For each unit how long it had each need that it was given: over when it was handed on or dealt with."""
    found: dict[str, list[Lasted]] = {}
    for chain in chains:
        for step in chain.steps:
            if step.unit is not None:
                found.setdefault(step.unit, []).append(Lasted(step.held, step.over))
    return found


def worst_first(chains: Iterable[Chain], least: int) -> list[Chain]:
    """Those that were handed over at least so often: the most often first, then the longest on their way."""
    found = [chain for chain in chains if chain.moved >= least]
    return sorted(found, key=lambda chain: (-chain.moved, -chain.held, chain.need.id))
