"""What a plan comes to, by id: what goes where, what each community gets, what each unit carries. Pure, and may be sent from one process to another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.changing import changed
from schema.allocation.left_open import LeftOpen, left_open
from schema.allocation.settling import settled
from schema.solving.certificate import upper_bound
from schema.solving.problem import TOLERANCE, Plan, judged
from schema.supporters.facts import Named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.allocation.changing import Change, Changed
    from schema.allocation.framing import Framed
    from schema.instants import Window
    from schema.solving.problem import Judged, Solution, Stage


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer that would be used. quantity: micro-units of the resource's own measure; amount: of the need's.

    windows: none where the need does not say when. kept: whether it was promised before and stays. replaces: the promise
    that it stands in for.
    """

    need: str
    unit: str
    resource: str
    capability: Named
    quantity: int
    amount: int
    measure: str
    windows: tuple[Window, ...]
    metres: int | None
    kept: bool
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What a community asks, has, and would get, weighted by urgency. needs, met: how many there are, and would be met in full."""

    community: str
    name: str
    needs: int
    met: int
    asked: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Load:
    """What a unit carries. engagements: at present; added, released: needs that would come or go. most: None for any number."""

    unit: str
    engagements: int
    added: int
    released: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Tier:
    """What needs of one priority come to, where they come before all below. asked: their weight."""

    priority: int
    asked: float
    stage: Stage


@dataclass(frozen=True)
class Outcome:
    """All of it, in the order of ids. asked: weight of all needs. by_sums: the bound that prices prove, None where there are none.

    first_come, urgent_first: the weight that would be covered by taking needs as they came in, or by urgency alone.
    """

    needs: int
    options: int
    limits: int
    asked: float
    before: float
    after: float
    covered: int
    stages: tuple[Stage, ...]
    by_sums: float | None
    proposals: tuple[Proposal, ...]
    changes: tuple[Change, ...]
    communities: tuple[Share, ...]
    loads: tuple[Load, ...]
    open: tuple[LeftOpen, ...]
    first_come: float
    urgent_first: float
    stopped: bool
    tiers: tuple[Tier, ...] = ()


def outcome_of(
    known: Framed, solution: Solution, first_come: float, urgent_first: float
) -> Outcome:
    """What a solution comes to. first_come, urgent_first: the coverage of two plans to compare with."""
    problem, plan = known.problem, solution.plan
    now = judged(problem, plan)
    before = judged(problem, Plan(problem.offers.kept))
    prices = solution.prices
    amounts = settled(known, plan)
    promises = changed(known, plan, amounts)
    return Outcome(
        needs=len(known.needs),
        options=len(known.options),
        limits=len(known.rows),
        asked=float(problem.needs.weight.sum()),
        before=before.coverage,
        after=now.coverage,
        covered=int(np.count_nonzero(now.covered >= 1 - TOLERANCE)),
        stages=tuple(_plain(stage) for stage in solution.stages),
        by_sums=None if prices is None else upper_bound(problem, prices),
        proposals=_proposals(known, amounts, promises),
        changes=promises.changes,
        communities=_shares(known, before, now),
        loads=_loads(known, plan),
        open=left_open(known, plan, now, prices),
        first_come=first_come,
        urgent_first=urgent_first,
        stopped=solution.stopped,
        tiers=_tiers(known, solution),
    )


def _tiers(known: Framed, solution: Solution) -> tuple[Tier, ...]:
    weight, priorities = known.problem.needs.weight, np.array([n.priority for n in known.needs])
    there = sorted(set(priorities.tolist()))
    return tuple(
        Tier(int(p), float(weight[priorities == p].sum()), _plain(stage))
        for p, stage in zip(there, solution.tiers, strict=False)
    )


def _plain(stage: Stage) -> Stage:
    # What a solver counts in is no number that an answer could hold.
    return replace(stage, value=float(stage.value), bound=float(stage.bound), gap=float(stage.gap))


def _proposals(known: Framed, amounts: Mapping[int, int], now: Changed) -> tuple[Proposal, ...]:
    found: list[Proposal] = []
    for at, quantity in amounts.items():
        option = known.options[at]
        line = known.lines[option.line]
        found.append(Proposal(
            need=known.needs[line.need].id, unit=known.world.units[option.unit].id, resource=option.offer.id,
            capability=line.component.capability, quantity=quantity, amount=round(quantity / option.per),
            measure=line.component.measure.code, windows=option.windows if option.dated else (), metres=option.metres,
            kept=at in now.stays, replaces=now.replaces.get(at),
        ))  # fmt: skip
    return tuple(sorted(found, key=_by_time))


def _by_time(proposal: Proposal) -> tuple[int, str, str]:
    # As they begin: in this order what is promised never stands in the way of what comes after (`schema.allocation.limits`).
    start = proposal.windows[0].start if proposal.windows else -1
    return start, proposal.need, proposal.resource


def _shares(known: Framed, before: Judged, now: Judged) -> tuple[Share, ...]:
    needs = known.problem.needs
    found: list[Share] = []
    for number, id_ in enumerate(known.problem.communities):
        own = needs.community == number
        weight = needs.weight[own]
        found.append(Share(
            community=id_, name=known.world.communities.get(id_, ""), needs=int(own.sum()),
            met=int(np.count_nonzero(now.covered[own] >= 1 - TOLERANCE)), asked=float(weight.sum()),
            before=float(weight @ before.covered[own]), after=float(weight @ now.covered[own]),
        ))  # fmt: skip
    return tuple(found)


def _loads(known: Framed, plan: Plan) -> tuple[Load, ...]:
    offers, lines = known.problem.offers, known.problem.lines
    added: dict[int, set[int]] = {}
    for at in np.flatnonzero((plan.amount > TOLERANCE) & (offers.kept <= 0)).tolist():
        added.setdefault(int(offers.unit[at]), set()).add(int(lines.need[offers.line[at]]))
    gone: dict[int, set[int]] = {}
    for at in np.flatnonzero((plan.amount <= TOLERANCE) & (offers.kept > 0)).tolist():
        gone.setdefault(int(offers.unit[at]), set()).add(int(lines.need[offers.line[at]]))
    kept: dict[str, int] = {}
    for unit in {(need.id, promised.unit) for need, promised in known.reconsidered}:
        kept[unit[1]] = kept.get(unit[1], 0) + 1
    return tuple(
        Load(
            unit.id, unit.engagements + kept.get(unit.id, 0), len(added.get(number, ())),
            len(gone.get(number, ())), unit.max_engagements,
        )
        for number, unit in enumerate(known.world.units)
    )  # fmt: skip
