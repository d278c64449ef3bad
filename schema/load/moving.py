"""The fairest way to ask for what is still open, with the fewest moves.

Each open request lies on one unit; the sum of (load²/weight) over units is the least there is, and of all ways to it the one
with the fewest moves. A flow of least cost: cost of one more on a unit rises with what lies on it, so requests can be
placed one after the other, each by the cheapest chain of moves (no cheaper cycle can remain). Whole numbers throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Cost = int


@dataclass(frozen=True, slots=True)
class Open:
    """A request that nobody has answered: whose it is, and who could have it, him among them."""

    id: str
    at: str
    could: tuple[str, ...]


def fairest(
    requests: Sequence[Open], base: Mapping[str, int], weight: Mapping[str, int]
) -> dict[str, str]:
    """Whom each request should go to, by its id.

    Args:
        requests: in any order. base: what lies on each unit without them. weight: what it carries, above 0.
    """
    return _Flow(requests, base, weight).run()


class _Flow:
    """Requests placed so far, never more costly than another way to place them."""

    def __init__(
        self, requests: Sequence[Open], base: Mapping[str, int], weight: Mapping[str, int]
    ) -> None:
        self.requests = {r.id: r for r in sorted(requests, key=lambda r: r.id)}
        self.units = sorted({u for r in requests for u in r.could})
        whole = lcm(*(weight[u] for u in self.units)) if self.units else 1
        self.rise = {u: whole // weight[u] * (len(requests) + 1) for u in self.units}
        self.load = dict(base)
        self.on: dict[str, list[str]] = {u: [] for u in self.units}

    def run(self) -> dict[str, str]:
        for id_ in self.requests:
            self._place(id_)
        return {id_: unit for unit, placed in self.on.items() for id_ in placed}

    def _move(self, id_: str, unit: str) -> Cost:
        return int(self.requests[id_].at != unit)

    def _one_more(self, unit: str) -> Cost:
        """What the square by weight rises by; in steps larger than all moves together."""
        return (2 * self.load[unit] + 1) * self.rise[unit]

    def _place(self, id_: str) -> None:
        """Along the cheapest chain: the request to a unit, one of that unit's to the next, and so on."""
        cost = {unit: self._move(id_, unit) for unit in self.requests[id_].could}
        came: dict[str, tuple[str | None, str]] = dict.fromkeys(cost, (None, id_))
        steps = self._steps()
        changed = True
        while changed:
            changed = False
            for here, there, price, carried in steps:
                reached = cost.get(here)
                if reached is not None and reached + price < cost.get(there, reached + price + 1):
                    cost[there], came[there] = reached + price, (here, carried)
                    changed = True
        end: str | None = min(cost, key=lambda unit: (cost[unit] + self._one_more(unit), unit))
        self.load[end] += 1
        while end is not None:
            before, carried = came[end]
            self.on[end].append(carried)
            if before is not None:
                self.on[before].remove(carried)
            end = before

    def _steps(self) -> list[tuple[str, str, Cost, str]]:
        """The cheapest way from each unit to each other by one request."""
        best: dict[tuple[str, str], tuple[Cost, str]] = {}
        for here, placed in self.on.items():
            for id_ in placed:
                for there in self.requests[id_].could:
                    price = self._move(id_, there) - self._move(id_, here), id_
                    if there != here and price < best.get((here, there), (2, "")):
                        best[here, there] = price
        return [(here, there, price, id_) for (here, there), (price, id_) in best.items()]
