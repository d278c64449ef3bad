"""What is scarce, and how much one more of it would bring: the change of the optimum when all is solved again.

Decided, and guarded by `tests/schema/allocation/test_scarcity.py`: prices choose what is tried and are never told as a gain; where a
gap remains, what one more brings is an interval. One more is one of the resource's own measure; of what serves one at a time, another
one alike; of a unit, one more need that it may take on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from schema.allocation.framing import framed
from schema.allocation.left_open import left_open, named_measure
from schema.allocation.terms import AllocationLimitKind
from schema.allocation.work import known_from, progress, within_reach
from schema.capacity import CapacityMode
from schema.measures import MICRO
from schema.solving.problem import judged
from schema.solving.stages import COVERAGE, solved
from schema.solving.worth import prices as prices_of
from schema.supporters.facts import Named

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.apart.declared import Report
    from schema.allocation.facts import World
    from schema.allocation.framing import Framed
    from schema.allocation.left_open import LeftOpen
    from schema.allocation.task import ScarcityTask
    from schema.allocation.terms import AllocationOpenReason
    from schema.availability import ResourceFacts
    from schema.instants import Window
    from schema.solving.problem import Problem, Reals, Stage

_CLOSE = 1e-6


@dataclass(frozen=True)
class Short:
    """A capability of which something is missing. missing: micro-units by measure. weight: what is not covered for want of it."""

    capability: Named
    needs: tuple[str, ...]
    communities: tuple[str, ...]
    weight: float
    missing: tuple[tuple[Named, int], ...]
    reasons: tuple[tuple[AllocationOpenReason, int], ...]


@dataclass(frozen=True)
class Scarce:
    """A limit, and what one more would bring: at least and at most, weight. price: what chose it. period: when it is dearest.

    alike: whether one more is another one alike. measure: what one more is counted in.
    """

    kind: AllocationLimitKind
    id: str
    capabilities: tuple[Named, ...]
    period: Window | None
    price: float
    least: float
    most: float
    alike: bool
    measure: Named


@dataclass(frozen=True)
class Found:
    """The optimum as things stand, what is missing, and what was tried, the most valuable first."""

    stage: Stage
    short: tuple[Short, ...]
    scarce: tuple[Scarce, ...]


def scarcity(task: ScarcityTask, seconds: float, report: Report) -> Found:
    """What is scarce; raises `Refusal` where there are more offers than can be solved exactly."""
    known = known_from(task)
    within_reach(known)

    def again(world: World) -> Framed:
        return framed(world, task.policy)

    return searched_for(known, again, task.most, seconds, lambda *said: report(progress(*said)))


def searched_for(
    known: Framed, again: Callable[[World], Framed], most: int, seconds: float, tell: Callable[[str, float, float], None]
) -> Found:  # fmt: skip
    """The same of what is known. again: how a world is framed."""
    begun = monotonic()
    first = solved(known.problem, seconds=seconds / 3, until=COVERAGE, tell=tell)
    prices = prices_of(known.problem, max(seconds / 10, 0.1))
    now = judged(known.problem, first.plan)
    missing = left_open(known, first.plan, now, prices)
    found: list[Scarce] = []
    chosen = [] if prices is None else _dearest(known, prices)[:most]
    for nth, (kind, id_, price, period) in enumerate(chosen):
        left = seconds - (monotonic() - begun)
        problem, alike = _one_more(known, kind, id_, again)
        then = solved(problem, seconds=max(left, 0.0) / (len(chosen) - nth), until=COVERAGE).stages[
            0
        ]
        now_ = first.stages[0]
        least, top = max(then.value - now_.bound, 0.0), max(then.bound - now_.value, 0.0)
        found.append(Scarce(kind, id_, _capabilities(known, kind, id_), period, price, least, max(least, top), alike, _measure(known, kind, id_)))  # fmt: skip
    found.sort(key=lambda s: (-s.most, -s.least, -s.price, s.id))
    return Found(first.stages[0], _short(known, missing), tuple(found))


def _dearest(known: Framed, prices: Reals) -> list[tuple[AllocationLimitKind, str, float, Window | None]]:  # fmt: skip
    """Resources and units by what all of their limits are worth, the dearest first."""
    sums: dict[str, float] = {}
    top: dict[str, tuple[float, Window | None]] = {}
    for row, price in zip(known.rows, prices.tolist(), strict=False):
        if price > _CLOSE:
            sums[row.resource] = sums.get(row.resource, 0.0) + price
            if price > top.get(row.resource, (0.0, None))[0]:
                top[row.resource] = price, None if row.period.start < 0 else row.period
    found = [(AllocationLimitKind.RESOURCE, id_, price, top[id_][1]) for id_, price in sums.items()]
    of_units = prices[len(known.rows) :]
    found += [
        (AllocationLimitKind.UNIT, known.problem.units[n], float(of_units[n]), None)
        for n in np.flatnonzero(of_units > _CLOSE).tolist()
    ]
    return sorted(found, key=lambda each: (-each[2], each[1]))


def _one_more(
    known: Framed, kind: AllocationLimitKind, id_: str, again: Callable[[World], Framed]
) -> tuple[Problem, bool]:
    """The problem with one more of it, and whether that is another one alike."""
    problem = known.problem
    if kind is AllocationLimitKind.UNIT:
        units = tuple(
            replace(u, max_engagements=None if u.max_engagements is None else u.max_engagements + 1) if u.id == id_ else u
            for u in known.world.units
        )  # fmt: skip
        return again(replace(known.world, units=units)).problem, False
    own = problem.limits.resource == list(problem.resources).index(id_)
    alike = bool(own[problem.limits.row[problem.limits.once > 0]].any())
    if alike:
        room = problem.limits.room + own
        return replace(problem, limits=replace(problem.limits, room=room)), True
    units = tuple(
        replace(u, offers=tuple(replace(o, resource=_more(o.resource, id_, own=o.id)) for o in u.offers))
        for u in known.world.units
    )  # fmt: skip
    return again(replace(known.world, units=units)).problem, False


def _more(resource: ResourceFacts, id_: str, own: str) -> ResourceFacts:
    parts = tuple(replace(p, resource=_more(p.resource, id_, p.resource.id)) for p in resource.parts)  # fmt: skip
    resource = replace(resource, parts=parts)
    if own != id_ or resource.mode is CapacityMode.UNLIMITED:
        return resource
    return replace(resource, capacity=(resource.capacity or 0) + MICRO)


def _capabilities(known: Framed, kind: AllocationLimitKind, id_: str) -> tuple[Named, ...]:
    """What it is wanted for."""
    found: set[Named] = set()
    for option in known.options:
        if kind is AllocationLimitKind.UNIT:
            uses = known.world.units[option.unit].id == id_
        else:
            uses = id_ in (option.offer.id, *(p.resource.id for p in option.offer.resource.parts))
        if uses:
            found.add(known.lines[option.line].component.capability)
    return tuple(sorted(found))


def _measure(known: Framed, kind: AllocationLimitKind, id_: str) -> Named:
    each = (o for u in known.world.units for o in u.offers)
    own = next(
        (o.measure for o in each if o.id == id_ and kind is AllocationLimitKind.RESOURCE), None
    )
    return named_measure(own) if own else Named("", "个单位", "of it")


def _short(known: Framed, missing: tuple[LeftOpen, ...]) -> tuple[Short, ...]:
    """What is missing, by capability, what weighs most first."""
    community = {need.id: need.community for need in known.needs}
    of: dict[Named, list[tuple[LeftOpen, int]]] = {}
    for each in missing:
        for at, one in enumerate(each.missing):
            of.setdefault(one.capability, []).append((each, at))
    found: list[Short] = []
    for capability, cases in of.items():
        amounts: Counter[Named] = Counter()
        reasons: Counter[AllocationOpenReason] = Counter()
        for each, at in cases:
            amounts[each.missing[at].measure] += max(each.missing[at].missing, 0)
            reasons[each.missing[at].reason] += 1
        needs = tuple(sorted({each.need for each, _ in cases}))
        found.append(Short(
            capability, needs, tuple(sorted({community[need] for need in needs})),
            sum(each.weight * (1 - each.covered) for each, _ in cases), tuple(sorted(amounts.items())),
            tuple(sorted(reasons.items(), key=lambda said: (-said[1], said[0].name))),
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda s: (-s.weight, s.capability)))
