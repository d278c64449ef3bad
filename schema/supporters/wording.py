"""From what was found out to what is answered: figures as people read them, evidence in both languages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import strawberry

from schema.instants import moment
from schema.measures import MICRO
from schema.supporters import words
from schema.supporters.answers import (
    MOST_COMPONENTS,
    MOST_TIES,
    MOST_USES,
    PathStep,
    ResourceUse,
    ScorePart,
    ScoreWeight,
    SupportAnswer,
    SupportComponent,
    SupportCover,
    Supporter,
    SupportPolicy,
    SupportTie,
)
from schema.supporters.rank import Ranking
from schema.supporters.score import nearest
from schema.supporters.stock import Stock
from schema.supporters.terms import PathDirection, SupportCriterion, SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from schema.supporters.answers import Objection
    from schema.supporters.connections import Connection
    from schema.supporters.facts import Component, Facts, Step
    from schema.supporters.policy import Policy
    from schema.supporters.rank import Judgement, Use
    from schema.supporters.words import Said


def answer(
    facts: Facts, policy: Policy, as_of: int, verdicts: Collection[SupportVerdict] = tuple(SupportVerdict), first: int | None = None
) -> SupportAnswer:  # fmt: skip
    """Judge every connected unit, and rank those that can or partly can.

    Args:
        facts: the question and what is known; units that nothing connects with the place are left out.
        policy: the weights. as_of: the instant whose state of affairs counts.
        verdicts, first: which of the units are shown; all are judged and counted.
    """
    stock = Stock(facts.places, facts.units, as_of)
    ranking = Ranking(facts.need, stock, policy)
    return Told(ranking, facts.place_node, facts.street_node, verdicts, first)


class Told(SupportAnswer):
    """The answer; what is only words is found when it is asked for."""

    def __init__(
        self, ranking: Ranking, place: Any, street: Any, verdicts: Collection[SupportVerdict], first: int | None
    ) -> None:  # fmt: skip
        need = ranking.need
        self._ranking, self._shown = ranking, (verdicts, first)
        self.place, self.street = place, street
        self.quantity = need.quantity / MICRO
        self.measure = need.measure.code if need.measure else None

    @cached_property
    def as_of(self) -> datetime:  # pyright: ignore[reportIncompatibleVariableOverride]
        return moment(self._ranking.stock.as_of)

    @cached_property
    def window_start(self) -> datetime | None:  # pyright: ignore[reportIncompatibleVariableOverride]
        window = self._ranking.need.window
        return moment(window.start) if window else None

    @cached_property
    def window_end(self) -> datetime | None:  # pyright: ignore[reportIncompatibleVariableOverride]
        window = self._ranking.need.window
        return moment(window.end) if window else None

    @cached_property
    def components(self) -> list[SupportComponent]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return [
            _component(component) for component in self._ranking.need.components[:MOST_COMPONENTS]
        ]

    @cached_property
    def policy(self) -> SupportPolicy:  # pyright: ignore[reportIncompatibleVariableOverride]
        policy = self._ranking.policy
        weights = [ScoreWeight(criterion=c, weight=weight) for c, weight in policy.weights]
        return SupportPolicy(id=strawberry.ID(policy.id), version=policy.version, weights=weights)

    @cached_property
    def can_count(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._ranking.count(SupportVerdict.CAN)

    @cached_property
    def partly_count(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._ranking.count(SupportVerdict.PARTLY)

    @cached_property
    def cannot_count(self) -> int:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._ranking.count(SupportVerdict.CANNOT)

    @cached_property
    def supporters(self) -> list[Supporter]:  # pyright: ignore[reportIncompatibleVariableOverride]
        policy = self._ranking.policy
        return [
            ToldUnit(judged, rank, policy) for rank, judged in self._ranking.shown(*self._shown)
        ]


class ToldUnit(Supporter):
    """One unit of the answer, likewise."""

    def __init__(self, judged: Judgement, rank: int, policy: Policy) -> None:
        self._judged, self._policy = judged, policy
        self.unit, self.verdict = judged.unit.node, judged.verdict
        self.rank, self.score = (rank, judged.score) if judged.marks else (None, None)
        self.via = judged.connections[0].via

    @cached_property
    def parts(self) -> list[ScorePart]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return _parts(self._judged, self._policy)

    @cached_property
    def coverage(self) -> float:  # pyright: ignore[reportIncompatibleVariableOverride]
        marks = _by_criterion(self._judged)
        return marks.get(SupportCriterion.AVAILABILITY, 0) / MICRO

    @cached_property
    def cover(self) -> list[SupportCover]:  # pyright: ignore[reportIncompatibleVariableOverride]
        judged = self._judged
        covered = list(zip(judged.need.components, judged.cover, strict=True))
        return [_cover(c, amount) for c, amount in covered[:MOST_COMPONENTS]]

    @cached_property
    def uses(self) -> list[ResourceUse]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return [_use(use) for use in self._judged.uses[:MOST_USES]]

    @cached_property
    def earliest_slot(self) -> datetime | None:  # pyright: ignore[reportIncompatibleVariableOverride]
        return None if self._judged.slot is None else moment(self._judged.slot)

    @cached_property
    def connections(self) -> list[SupportTie]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return [_connection(connection) for connection in self._judged.connections[:MOST_TIES]]

    @cached_property
    def objection(self) -> Objection | None:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._judged.objection


def _parts(judged: Judgement, policy: Policy) -> list[ScorePart]:
    marks = _by_criterion(judged)
    made: list[ScorePart] = []
    for criterion, weight in policy.weights if marks else ():
        value = marks[criterion]
        zh, en = _evidence(criterion, value, judged)
        made.append(
            ScorePart(
                criterion=criterion, value=value, weight=weight, points=weight * value // MICRO, zh=zh, en=en,
            )
        )  # fmt: skip
    return made


def _by_criterion(judged: Judgement) -> dict[SupportCriterion, int]:
    return dict(zip(SupportCriterion, judged.marks, strict=False))


def _evidence(criterion: SupportCriterion, value: int, judged: Judgement) -> Said:
    unit, best = judged.unit, judged.connections[0]
    match criterion:
        case SupportCriterion.FIT:
            return words.fit(value)
        case SupportCriterion.AVAILABILITY:
            return words.availability(value)
        case SupportCriterion.PAIRING:
            return words.pairing(best)
        case SupportCriterion.DISTANCE:
            return words.distance(nearest([use.trial for use in judged.uses]))
        case SupportCriterion.LOAD:
            return words.engaged(unit.engagements, unit.max_engagements)
        case SupportCriterion.RECORD:
            return words.record(unit.kept, unit.finished)
        case SupportCriterion.PATH:
            return words.path(best.hops)


def _component(component: Component) -> SupportComponent:
    return SupportComponent(
        code=component.capability.key,
        name=component.capability.zh,
        name_en=component.capability.en,
        required=component.required / MICRO,
        measure=component.measure.code,
        essential=component.essential,
        fit=float(component.fit),
        steps_up=component.steps_up,
    )


def _cover(component: Component, amount: int) -> SupportCover:
    return SupportCover(
        component=_component(component), covered=amount / MICRO, missing=(component.required - amount) / MICRO
    )  # fmt: skip


def _use(use: Use) -> ResourceUse:
    pair, free = use.trial.pair, use.trial.free
    return ResourceUse(
        resource=pair.offer.node,
        component=pair.component.capability.key,
        quantity=use.amount / MICRO,
        free=None if free is None else free / MICRO,
        fit=pair.fit,
        metres=pair.reach.distance,
    )


def _connection(connection: Connection) -> SupportTie:
    return SupportTie(
        via=connection.via,
        level=connection.level,
        pairing=connection.pairing,
        hops=connection.hops,
        steps=[_step(step) for step in connection.steps],
    )


def _step(step: Step) -> PathStep:
    direction = PathDirection.OUT if step.outgoing else PathDirection.IN
    return PathStep(
        id=strawberry.ID(step.id),
        kind=step.kind,
        name=step.name,
        relationship=step.relationship,
        direction=direction if step.relationship else None,
    )
