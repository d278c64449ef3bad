"""From what was found out to what is answered: figures as people read them, evidence in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from schema.instants import moment
from schema.measures import MICRO
from schema.supporters import words
from schema.supporters.answers import (
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
from schema.supporters.score import nearest
from schema.supporters.terms import PathDirection, SupportCriterion, SupportVerdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.supporters.connections import Connection
    from schema.supporters.facts import Component, Facts, Step
    from schema.supporters.policy import Policy
    from schema.supporters.rank import Judgement, Use
    from schema.supporters.words import Said


def answer_of(
    facts: Facts, judged: Sequence[Judgement], policy: Policy, as_of: int
) -> SupportAnswer:
    """The whole answer from judgements in their final order."""
    need, verdicts = facts.need, [judgement.verdict for judgement in judged]
    components = [_component(component) for component in need.components]
    return SupportAnswer(
        place=facts.place_node,
        street=facts.street_node,
        as_of=moment(as_of),
        window_start=moment(need.window.start) if need.window else None,
        window_end=moment(need.window.end) if need.window else None,
        quantity=need.quantity / MICRO,
        measure=need.measure.code if need.measure else None,
        components=components,
        policy=SupportPolicy(
            id=strawberry.ID(policy.id), version=policy.version,
            weights=[ScoreWeight(criterion=c, weight=weight) for c, weight in policy.weights],
        ),
        can_count=verdicts.count(SupportVerdict.CAN),
        partly_count=verdicts.count(SupportVerdict.PARTLY),
        cannot_count=verdicts.count(SupportVerdict.CANNOT),
        supporters=[
            _supporter(judgement, rank, components, policy)
            for rank, judgement in enumerate(judged, start=1)
        ],
    )  # fmt: skip


def _supporter(
    judged: Judgement, rank: int, components: Sequence[SupportComponent], policy: Policy
) -> Supporter:
    ranked = judged.parts is not None
    shares = judged.parts[SupportCriterion.AVAILABILITY] if judged.parts else 0
    return Supporter(
        unit=judged.unit.node,
        verdict=judged.verdict,
        rank=rank if ranked else None,
        score=judged.score if ranked else None,
        parts=_parts(judged, policy),
        coverage=shares / MICRO,
        cover=[
            _cover(component, amount)
            for component, amount in zip(components, judged.cover, strict=True)
        ],
        uses=[_use(use) for use in judged.uses],
        earliest_slot=None if judged.slot is None else moment(judged.slot),
        via=judged.connections[0].via,
        connections=[_connection(connection) for connection in judged.connections],
        objection=judged.objection,
    )


def _parts(judged: Judgement, policy: Policy) -> list[ScorePart]:
    if judged.parts is None:
        return []
    made: list[ScorePart] = []
    for criterion, weight in policy.weights:
        value = judged.parts[criterion]
        zh, en = _evidence(criterion, value, judged)
        made.append(
            ScorePart(
                criterion=criterion, value=value, weight=weight, points=weight * value // MICRO, zh=zh, en=en,
            )
        )  # fmt: skip
    return made


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


def _cover(component: SupportComponent, amount: int) -> SupportCover:
    required = round(component.required * MICRO)
    return SupportCover(
        component=component, covered=amount / MICRO, missing=(required - amount) / MICRO
    )


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
