"""What comes after coverage, by exchanges that give up nothing that was reached: fairness, few units, short ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from schema.solving.problem import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from schema.solving.exchanges import Exchanges


def fairer(exchanges: Exchanges, on: Callable[[], bool]) -> int:
    """Needs of communities that are served worst take from those served better, where all together stay as they are;
    how many such exchanges there were. Of the communities touched, the worst-served ends better off."""
    needs = exchanges.filling.problem.needs
    asked = np.bincount(needs.community, weights=needs.weight, minlength=int(needs.community.max(initial=0)) + 1)  # fmt: skip
    community, whole = needs.community.tolist(), asked.tolist()
    got = np.bincount(needs.community, weights=exchanges.gains, minlength=len(asked)).tolist()

    def better(before: dict[int, float]) -> bool:
        change: dict[int, float] = {}
        for need, gain in before.items():
            place = community[need]
            change[place] = change.get(place, 0.0) + exchanges.gains[need] - gain
        if sum(change.values()) < -TOLERANCE / 10:
            return False
        old = sorted(got[place] / whole[place] for place in change)
        new = sorted((got[place] + more) / whole[place] for place, more in change.items())
        if [round(v, 7) for v in new] <= [round(v, 7) for v in old]:
            return False
        for place, more in change.items():
            got[place] += more
        return True

    exchanges.better, found = better, 0
    order = np.argsort(np.array([got[c] / whole[c] for c in community]), kind="stable")
    for need in order.tolist():
        if not on():
            break
        found += exchanges.swapped(need)
    exchanges.better = None
    return found


def nearer(exchanges: Exchanges, on: Callable[[], bool]) -> int:
    """Needs that can be covered as well by fewer units, or by as few that are nearer, are; how many were."""
    filling, found = exchanges.filling, 0
    metres = filling.problem.offers.metres.astype(float)
    wide = -filling.problem.offers.most
    for need in range(len(filling.given)):
        if not filling.given[need]:
            continue
        if need % 64 == 0 and not on():
            break
        found += any(_other(exchanges, need, dear, metres) for dear in (metres, wide))
    return found


def _other(exchanges: Exchanges, need: int, dear: np.ndarray, metres: np.ndarray) -> bool:
    filling = exchanges.filling
    gain = exchanges.gains[need]
    had = exchanges.taken_back(need)
    filling.fill(need, dear)
    new = filling.given[need]
    exchanges.known(need, new)
    old_rank = (len({filling.unit[o] for o in had}), sum(metres[o] for o in had))
    new_rank = (len({filling.unit[o] for o in new}), sum(metres[o] for o in new))
    if exchanges.gains[need] >= gain - TOLERANCE / 100 and new_rank < old_rank:
        return True
    exchanges.taken_back(need)
    filling.put(need, had)
    exchanges.known(need, had)
    return False
