"""Each job to one agent, at the least cost or the greatest: stated as a problem of needs and offers."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

import numpy as np

from bench.instances import prices
from bench.instances.judging import IMPOSSIBLE, NEARLY, Answer, answer, assigned
from schema.solving.model import model_of
from schema.solving.problem import Divide, Limits, Lines, Needs, Offers, Problem
from schema.solving.rounded import with_rounded
from schema.solving.search import Watch, relaxed, searched
from schema.solving.sheet import Sheet

if TYPE_CHECKING:
    from bench.instances.formats import Assigning
    from schema.solving.problem import Ints, Reals
    from schema.solving.search import Found

CHEAPEST, MORE = 12, 8
"""Pairs of each item to begin with, and to add at a time where prices say so."""


def gap(instance: Assigning, seconds: float) -> Answer:
    """Each job to one agent that has room."""
    until = monotonic() + seconds
    job, agent = np.nonzero((instance.takes <= instance.room[:, None] + NEARLY).T)
    if len(np.unique(job)) < instance.cost.shape[1]:
        return IMPOSSIBLE
    sign = -1.0 if instance.most else 1.0
    cost = sign * instance.cost[agent, job]
    found, chosen = _least(_problem(instance, agent, job), cost, until)
    if found.impossible:
        return IMPOSSIBLE
    value = None if chosen is None else assigned(instance, _agents(instance, agent[chosen], job[chosen]))  # fmt: skip
    plain = np.where(instance.takes <= instance.room[:, None] + NEARLY, sign * instance.cost, np.inf)  # fmt: skip
    return answer(value, max(found.bound, float(plain.min(axis=0).sum())), instance.cost, most=instance.most)  # fmt: skip


def assign(instance: Assigning, seconds: float) -> Answer:
    """Each job to an agent of its own."""
    until, cost = monotonic() + seconds, instance.cost
    may = _cheapest(cost)
    bound, tight = -np.inf, None
    while monotonic() < until:
        job, agent = np.nonzero(may.T)
        priced = _pair_prices(cost, agent, job, until)
        if priced is None:
            break
        new, beyond = prices.of_pairs(cost, *priced)
        bound = max(bound, new)
        scale = NEARLY * max(1.0, float(np.abs(cost[np.isfinite(cost)]).max()))
        tight = may & (beyond <= scale)
        more = _most_missing(np.where(may, np.inf, beyond), scale * 1e-3)
        if not more.any():
            break
        may |= more
    for pairs in (tight, may):
        if pairs is None:
            continue
        job, agent = np.nonzero(pairs.T)
        found, chosen = _least(_problem(instance, agent, job), cost[agent, job], until)
        if chosen is not None:
            value = assigned(instance, _agents(instance, agent[chosen], job[chosen]))
            if np.all(may == np.isfinite(cost)):
                bound = max(bound, found.bound if pairs is may else -np.inf)
            return answer(value, bound, cost[np.isfinite(cost)], most=False)
        if found.impossible and pairs is may and np.all(may == np.isfinite(cost)):
            return IMPOSSIBLE
    return Answer(None, bound if np.isfinite(bound) else None, "unknown")


def _cheapest(cost: Reals) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Pairs to begin with: all where some are forbidden; else the cheapest of each item, and one whole assignment."""
    if not np.all(np.isfinite(cost)):
        return np.isfinite(cost)
    many = len(cost)
    may = np.eye(many, dtype=bool)
    few = min(CHEAPEST, many)
    every = np.arange(many)
    may[every[:, None], np.argpartition(cost, few - 1, axis=1)[:, :few]] = True
    may[np.argpartition(cost, few - 1, axis=0)[:few], every[None, :]] = True
    return may


def _most_missing(beyond: Reals, scale: float) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Of each agent, the pairs that are cheaper than their prices by most."""
    few = min(MORE, len(beyond))
    rows = np.arange(len(beyond))[:, None]
    at = np.argpartition(beyond, few - 1, axis=1)[:, :few]
    more = np.zeros(beyond.shape, dtype=bool)
    more[rows, at] = beyond[rows, at] < -scale
    return more


def _pair_prices(cost: Reals, agent: Ints, job: Ints, until: float) -> tuple[Reals, Reals] | None:
    sheet, many = Sheet(), len(cost)
    own = sheet.columns(np.full(len(agent), np.inf), whole=False)
    for item in (agent, job):
        sheet.rows((item, own, 1.0), count=many, at_least=1.0, at_most=1.0)
    found = relaxed(sheet, cost[agent, job], most=False, seconds=max(until - monotonic(), 0.0))
    return None if found is None else (found[1][:many], found[1][many:])


def _problem(instance: Assigning, agent: Ints, job: Ints) -> Problem:
    """Jobs as needs, in full or not at all; pairs, job by job, as offers; rooms as limits."""
    agents, jobs = instance.cost.shape
    by_agent = np.argsort(agent, kind="stable")
    many = np.bincount(agent, minlength=agents)
    limits = Limits(
        start=np.r_[0, np.cumsum(many)],
        offer=by_agent,
        per=instance.takes[agent, job][by_agent],
        once=np.zeros(len(agent)),
        room=instance.room.astype(float),
        resource=np.arange(agents),
        since=np.full(agents, -1),
        until=np.full(agents, -1),
    )
    return Problem(
        needs=Needs(
            ids=[f"job {n}" for n in range(jobs)],
            weight=np.ones(jobs, dtype=np.int64),
            community=np.zeros(jobs, dtype=np.int64),
            most_units=np.ones(jobs, dtype=np.int64),
            partly=np.zeros(jobs, dtype=bool),
        ),
        lines=Lines(np.arange(jobs), np.zeros(jobs, dtype=np.int64), np.ones(jobs), np.zeros(jobs)),
        offers=Offers(
            line=job,
            unit=agent,
            resource=agent,
            most=np.ones(len(job)),
            divide=np.full(len(job), int(Divide.ALL)),
            metres=np.zeros(len(job), dtype=np.int64),
            kept=np.zeros(len(job)),
        ),
        limits=limits,
        units=[f"agent {n}" for n in range(agents)],
        unit_room=np.full(agents, -1),
        resources=[f"agent {n}" for n in range(agents)],
        communities=["all"],
    )


def _least(problem: Problem, cost: Reals, until: float) -> tuple[Found, Ints | None]:
    """All needs covered by offers that cost least together, and which these are."""
    model = model_of(with_rounded(problem))
    every = np.arange(len(problem.needs))
    model.sheet.rows((every, model.covered, 1.0), count=len(every), at_least=1.0)
    factors = np.zeros(model.sheet.count)
    factors[model.given] = cost
    watch = Watch(max(until - monotonic(), 0.0), lambda: False, lambda *_: None)
    found = searched(model.sheet, factors, most=False, start=None, watch=watch)
    return found, None if found.values is None else np.flatnonzero(model.amounts(found.values) > 1 / 2)  # fmt: skip


def _agents(instance: Assigning, agent: Ints, job: Ints) -> Ints:
    """The agent of each job, -1 of one that has none."""
    found = np.full(instance.cost.shape[1], -1, dtype=np.int64)
    found[job] = agent
    return found
