"""Promises that would not stay as they are, and what stands in for each: what carrying a plan out has to call off.

Decided, and guarded by `tests/schema/allocation/test_changing.py`: a promise is changed by another that stands in for it. What the
same resource gives the same need stands in first, then anything else that the need would get, of the same capability before
others. Where several promises were made of one resource, one is changed and the others are given up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.measures import MICRO
from schema.solving.problem import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from schema.allocation.facts import Promised
    from schema.allocation.framing import Framed
    from schema.solving.problem import Plan


@dataclass(frozen=True, slots=True)
class Change:
    """A promise that would not stay as it is. quantity: what it would be for instead, micro-units of the resource; 0 for none.

    replaced: whether something that the plan proposes stands in for it.
    """

    commitment: str
    need: str
    unit: str
    quantity: int
    replaced: bool = False


@dataclass(frozen=True)
class Changed:
    """stays: options that were promised and are given as they were. replaces: by option, the promise that it stands in for."""

    stays: frozenset[int]
    replaces: Mapping[int, str]
    changes: tuple[Change, ...]


def changed(known: Framed, plan: Plan, settled: Mapping[int, int]) -> Changed:
    """What becomes of the promises that were reconsidered. settled: how much of each option would be promised."""
    promises = _promises(known)
    amounts = plan.amount.tolist()
    stays = frozenset(
        at for at in promises if abs(amounts[at] - known.options[at].kept / MICRO) <= TOLERANCE
    )
    replaces: dict[int, str] = {}
    quantity: dict[str, int] = {}
    gone: list[tuple[int, Promised]] = []
    for at, own in sorted(promises.items()):
        if at in stays:
            continue
        first, *others = own
        if at in settled:
            replaces[at], quantity[first.id] = first.id, settled[at]
        else:
            others = own
        gone += [(at, promised) for promised in others]
    for at, promised in gone:
        instead = next(_instead(known, at, settled, stays, replaces), None)
        if instead is not None:
            replaces[instead] = promised.id
        quantity[promised.id] = 0
    standing = set(replaces.values())
    return Changed(stays, replaces, tuple(
        Change(p.id, need.id, p.unit, quantity[p.id], p.id in standing)
        for need, p in known.reconsidered if p.id in quantity
    ))  # fmt: skip


def _promises(known: Framed) -> dict[int, list[Promised]]:
    """By option, the promises that it was."""
    numbers = {need.id: n for n, need in enumerate(known.needs)}
    options: dict[tuple[int, str], int] = {}
    for at, option in enumerate(known.options):
        if option.kept:
            options[known.lines[option.line].need, option.offer.id] = at
    found: dict[int, list[Promised]] = {}
    for need, promised in known.reconsidered:
        at = options[numbers[need.id], promised.resource or ""]
        found.setdefault(at, []).append(promised)
    return found


def _instead(
    known: Framed, gone: int, settled: Mapping[int, int], stays: frozenset[int], replaces: Mapping[int, str]
) -> Iterator[int]:  # fmt: skip
    """Options that could stand in for a promise, the likest first."""
    line = known.options[gone].line
    need = known.lines[line].need
    free: Sequence[int] = [
        at for at in settled
        if at not in stays and at not in replaces and known.lines[known.options[at].line].need == need
    ]  # fmt: skip
    yield from sorted(free, key=lambda at: (known.options[at].line != line, at))
