"""The best plan by counting through all of them: nothing in here is shared with what is tested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tests.schema.solving.making import plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from schema.solving.problem import Ints, Problem, Reals


@dataclass(frozen=True)
class Best:
    """What the best plan comes to, objective by objective."""

    coverage: float
    shares: list[float]
    engagements: int
    metres: float


def best(problem: Problem, tiers: Sequence[Ints] = (), give: float = 0.0) -> Best | None:
    """The best of all plans; nothing where there are too many to count through. tiers: needs that come before all others, tier by tier; give: the share of coverage that may go for fairness."""
    offers = problem.offers
    many = np.prod(np.where(offers.divide == 0, 2.0, np.floor(offers.most) + 1))
    if many > 30_000:
        return None
    every = plans(problem)
    every = every[_quotas(problem, every)]
    covered = _covered(problem, every)
    weight = problem.needs.weight
    for own in tiers:
        reach = covered[:, own] @ weight[own]
        keep = reach > reach.max() - 1e-9
        every, covered = every[keep], covered[keep]
    changes = ((offers.kept > 0) & (every != offers.kept)).sum(axis=1)
    coverage = covered @ weight - problem.change_price * changes
    keep = coverage > coverage.max() - give * max(coverage.max(), 0) - 1e-9
    every, covered, coverage = every[keep], covered[keep], coverage[keep]
    asking = sorted(set(problem.needs.community.tolist()))
    shares = np.stack([covered[:, problem.needs.community == c] @ weight[problem.needs.community == c] / weight[problem.needs.community == c].sum() for c in asking], axis=1)  # fmt: skip
    shares = np.round(np.sort(shares, axis=1), 9)
    fairest = max(map(tuple, shares))
    keep = (shares == np.array(fairest)).all(axis=1)
    every, coverage = every[keep], coverage[keep]
    every, top = every[coverage > coverage.max() - 1e-9], float(coverage.max())
    taken = _taken(problem, every).sum(axis=(1, 2))
    every = every[taken == taken.min()]
    return Best(top, list(fairest), int(taken.min()), float(((every > 0) @ offers.metres).min()))


def _taken(problem: Problem, every: Reals) -> NDArray[np.bool_]:
    """Of each plan, need and unit: whether it is taken on."""
    offers = problem.offers
    taken = np.zeros((len(every), len(problem.needs), len(problem.units)), dtype=bool)
    for offer, (line, unit) in enumerate(zip(offers.line, offers.unit, strict=True)):
        taken[:, problem.lines.need[line], unit] |= every[:, offer] > 0
    return taken


def _quotas(problem: Problem, every: Reals) -> NDArray[np.bool_]:
    taken = _taken(problem, every)
    units, room = taken.sum(axis=2), problem.unit_room
    most = problem.needs.most_units
    fine = ((units <= most) | (most == 0)).all(axis=1)
    return fine & ((taken.sum(axis=1) <= room) | (room < 0)).all(axis=1)


def _covered(problem: Problem, every: Reals) -> Reals:
    """Of each plan and need: the best alternative, covered as far as its least covered line."""
    lines, needs = problem.lines, problem.needs
    covered = np.zeros((len(every), len(needs)))
    for need in range(len(needs)):
        own = np.flatnonzero(lines.need == need)
        for alternative in sorted(set(lines.alternative[own].tolist())):
            reach = np.ones(len(every))
            for line in own[lines.alternative[own] == alternative]:
                given = every[:, problem.offers.line == line].sum(axis=1)
                reach = np.minimum(reach, (lines.have[line] + given) / lines.required[line])
            reach = reach if needs.partly[need] else (reach >= 1).astype(float)
            covered[:, need] = np.maximum(covered[:, need], reach)
    return covered
