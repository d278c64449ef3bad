"""What could be closed at all, tried out: every subset of needs against every way of giving them what a unit has, by the seat."""

from __future__ import annotations

from itertools import combinations

Need = dict[str, int]
"""Seats or drivers asked, by capability; all at the same time."""


def closable(needs: dict[str, Need], has: dict[str, int]) -> int:
    """The most needs that one unit can close in full at once, of resources that are counted at an instant."""
    for size in range(len(needs), 0, -1):
        for chosen in combinations(sorted(needs), size):
            total: dict[str, int] = {}
            for id_ in chosen:
                for capability, amount in needs[id_].items():
                    total[capability] = total.get(capability, 0) + amount
            if all(has.get(capability, 0) >= amount for capability, amount in total.items()):
                return size
    return 0


def in_turn(needs: dict[str, Need], has: dict[str, int]) -> list[str]:
    """What it closes if it takes them as they come: those of which it has all that is asked."""
    left, closed = dict(has), []
    for id_, asked in needs.items():
        if all(left.get(capability, 0) >= amount for capability, amount in asked.items()):
            closed.append(id_)
            for capability, amount in asked.items():
                left[capability] -= amount
    return closed
