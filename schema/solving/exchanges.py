"""A plan made better by exchanges: a need that goes short takes what others have, and they look for something else.

Whoever gives way is who loses least. It stays that way where all together are covered better than before, or hardly
worse while there is time to come back. A unit that takes on no more needs is handled like a row that is full.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.solving.filling import Filling, Had
    from schema.solving.problem import Reals

WIDE = 5
"""So many offers of a need that goes short are tried."""


class Exchanges:
    """dear: what an offer costs at the prices known, for all of its line. gains: of each need in the plan
    so far. busy: needs that are left alone. slack: below 0, how much worse an exchange may make it."""

    def __init__(self, filling: Filling, dear: Reals, seed: int = 0) -> None:
        self.filling, self.dear = filling, dear
        self.dice = random.Random(seed)  # noqa: S311
        offers = filling.problem.offers
        self.need_of = filling.problem.lines.need[offers.line].data
        self.resource = offers.resource.data
        self.users: list[set[int]] = [set() for _ in filling.problem.resources]
        self.load: list[set[int]] = [set() for _ in filling.problem.units]
        self.gains = [filling.gain(need) for need in range(len(filling.given))]
        for need, had in enumerate(filling.given):
            self.known(need, had)
        self.slack = 0.0
        self.busy: set[int] = set()
        self.better: Callable[[dict[int, float]], bool] | None = None

    def tried(self, need: int) -> float:
        """Better by so much; 0 where no exchange was found and all is as it was."""
        filling = self.filling
        if self.gains[need] >= filling.weight[need] - TOLERANCE or need in self.busy:
            return 0.0
        low, high = filling.offers_of(need)
        cost = self.dear[low:high].tolist()
        spread = self.dice.uniform
        order = sorted(range(high - low), key=lambda n: cost[n] * spread(0.75, 1.25))
        for n in order[:WIDE]:
            better = self._forced(need, low + n)
            if better is not None:
                return better
        return 0.0

    def swapped(self, need: int) -> bool:
        """Whether an exchange for the need was found that `better` welcomes."""
        if self.gains[need] >= self.filling.weight[need] - TOLERANCE:
            return False
        low, high = self.filling.offers_of(need)
        order = np.argsort(self.dear[low:high], kind="stable")[:WIDE].tolist()
        return any(self._forced(need, low + n) is not None for n in order)

    def _forced(self, need: int, offer: int) -> float | None:
        """The offer given to the need, whoever has to give way; None where that made nothing better."""
        ways = self._who_gives_way(need, offer)
        if ways is None:
            return None
        touched = [need, *ways]
        gains = self.gains
        old = {n: gains[n] for n in touched}
        before = sum(old.values())
        had = [self.taken_back(n) for n in touched]
        self._given(need, offer)
        for other in sorted(ways, key=lambda n: -self.filling.weight[n]):
            self.filling.fill(other, self.dear)
            self.known(other, self.filling.given[other])
        if gains[need] < self.filling.weight[need] - TOLERANCE:
            self._more(need)
        better = sum(gains[n] for n in touched) - before
        if self.better is not None:
            if self.better(old):
                return better
        elif better > TOLERANCE or (self.slack and better > self.slack * self.dice.random()):
            return better
        for n in touched:
            self.taken_back(n)
        for n, some in zip(touched, had, strict=True):
            self.filling.put(n, some)
            self.known(n, some)
        return None

    def _who_gives_way(self, need: int, offer: int) -> list[int] | None:
        """Needs that lose least and leave enough of every row; None where even that is not enough."""
        filling = self.filling
        amount = min(filling.most[offer], filling.asked[filling.line[offer]])
        rows, takes = filling.takes(offer, amount)
        short = takes - filling.left[rows]
        found: list[int] = []
        if len(short) and short.max() > TOLERANCE:
            got = self._of_resource(need, offer, dict(zip(rows.tolist(), short.tolist(), strict=True)))  # fmt: skip
            if got is None:
                return None
            found = got
        unit = filling.unit[offer]
        load = self.load[unit]
        if filling.units[unit] < 1 and need not in load and not any(n in load for n in found):
            able = load - self.busy
            if not able:
                return None
            found.append(min(able, key=lambda n: (self.gains[n] * self.dice.uniform(0.7, 1.3), n)))
        return found

    def _of_resource(self, need: int, offer: int, short: dict[int, float]) -> list[int] | None:
        """Of those who use the resource where it is short, the ones that lose least."""
        short = {row: much for row, much in short.items() if much > TOLERANCE}
        gains, need_of, spread = self.gains, self.need_of, self.dice.uniform
        users = [(gains[need_of[u]] * spread(0.7, 1.3) if need_of[u] != need else 0.0, u) for u in self.users[self.resource[offer]] if need_of[u] not in self.busy]  # fmt: skip
        users.sort()
        found: list[int] = []
        for _, user in users:
            its = need_of[user]
            used, takes = self.filling.takes(user, self.filling.given[its][user])
            helps = False
            for row, much in zip(used.tolist(), takes.tolist(), strict=True):
                if row in short:
                    helps = True
                    short[row] -= much
                    if short[row] <= TOLERANCE:
                        del short[row]
            if helps and its != need and its not in found:
                found.append(its)
            if not short:
                return found
        return None

    def _given(self, need: int, offer: int) -> None:
        filling, unit = self.filling, self.filling.unit[offer]
        if filling.units[unit] < 1:
            return
        possible = float(filling.possible(offer, offer + 1)[0])
        amount = filling.fitting(offer, possible, filling.missing[filling.line[offer]])
        if amount:
            filling.put(need, {offer: amount})
            self.known(need, filling.given[need])

    def _more(self, need: int) -> None:
        """What else can be given to the need; all of it anew where that is better."""
        had, before = dict(self.filling.given[need]), self.gains[need]
        self.taken_back(need)
        dear = self.dear
        if had:
            kept = {offer: dear[offer] for offer in had}
            for offer in had:
                dear[offer] = -1.0
            self.filling.fill(need, dear)
            for offer, cost in kept.items():
                dear[offer] = cost
        else:
            self.filling.fill(need, dear)
        self.known(need, self.filling.given[need])
        if self.gains[need] < before - TOLERANCE:
            self.taken_back(need)
            self.filling.put(need, had)
            self.known(need, had)

    def taken_back(self, need: int) -> Had:
        """Everything the need has, and now has no more."""
        had = self.filling.clear(need)
        for offer in had:
            self.users[self.resource[offer]].discard(offer)
            self.load[self.filling.unit[offer]].discard(need)
        self.gains[need] = self.filling.gain(need)
        return had

    def known(self, need: int, had: Had) -> None:
        """The need was given this."""
        for offer in had:
            self.users[self.resource[offer]].add(offer)
            self.load[self.filling.unit[offer]].add(need)
        self.gains[need] = self.filling.gain(need)


def improved(
    exchanges: Exchanges, worth: Reals, on: Callable[[], float], heat: float = 0.15
) -> None:
    """Exchanges while there is a share of the time left, those needs first that could bring the most.

    worth: of each need, what the prices say it could bring. heat: by how much one may make it worse for a while.
    """
    weight = np.array(exchanges.filling.weight, dtype=float)
    quiet = 0
    while quiet < 3 and (left := on()) > 0:
        gains = np.array(exchanges.gains)
        short = np.flatnonzero(gains < weight - TOLERANCE)
        hope = (np.maximum(worth[short], 0) + 0.3) * (1 - gains[short] / weight[short])
        spread = np.array([exchanges.dice.uniform(0.3, 1.7) for _ in range(len(short))])
        better = False
        for need in short[np.argsort(-hope * spread)].tolist():
            exchanges.slack = -heat
            better |= exchanges.tried(need) != 0
            left = on()
            if left <= 0:
                return
        quiet = 0 if better else quiet + 1
