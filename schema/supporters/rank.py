"""Which units can support a need, in what order, and why the others cannot. Pure: facts in, answer out.

Everything that reaches the answer is put in an order of its own here, so that facts may come in any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from schema.supporters.connections import Connection, connections
from schema.supporters.cover import covered, verdict_of
from schema.supporters.eligibility import Trial, has_room, pairs, trial
from schema.supporters.objections import objection
from schema.supporters.score import parts
from schema.supporters.slots import unit_slot
from schema.supporters.terms import SupportTest, SupportVerdict
from schema.supporters.wording import answer_of
from schema.units import UnitStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schema.supporters.answers import Objection, SupportAnswer
    from schema.supporters.facts import Component, Facts, UnitFacts
    from schema.supporters.policy import Policy
    from schema.supporters.terms import SupportCriterion


TESTS = tuple(SupportTest)
"""In the order in which they are made; of those that cannot, who got furthest comes first."""


@dataclass(frozen=True, slots=True)
class Use:
    """A trial that is taken up, with how much of it (micro-units of the component)."""

    trial: Trial
    amount: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that was found out about one unit. score and parts are None for those that cannot."""

    unit: UnitFacts
    connections: tuple[Connection, ...]
    verdict: SupportVerdict
    cover: tuple[int, ...]
    uses: tuple[Use, ...]
    parts: dict[SupportCriterion, int] | None
    score: int
    slot: int | None
    objection: Objection | None


def answer(facts: Facts, policy: Policy, as_of: int) -> SupportAnswer:
    """Judge every connected unit and rank those that can or partly can.

    Args:
        facts: the question and what is known; units that nothing connects with the place are left out.
        policy: the weights.
        as_of: the instant whose state of affairs counts.
    """
    judged = [
        judge(unit, ways, facts, policy, as_of)
        for unit in facts.units
        if (ways := connections(unit.links, facts.need.place, facts.places))
    ]
    return answer_of(facts, sorted(judged, key=_order), policy, as_of)


def judge(
    unit: UnitFacts, ways: tuple[Connection, ...], facts: Facts, policy: Policy, as_of: int
) -> Judgement:
    """The verdict on one unit; it depends on no other."""
    need = facts.need
    tried = pairs(unit, facts, as_of)
    trials = [trial(pair, need.window_at(as_of), need, as_of) for pair in tried]
    passed: list[Trial] = []
    if unit.status is UnitStatus.ACTIVE and has_room(unit):
        passed = [t for t in trials if t.failed is None]
    cover = covered(need.components, ((t.pair.component, t.free) for t in passed))
    verdict = verdict_of(need.components, cover)
    if verdict is SupportVerdict.CANNOT:
        slot = unit_slot(unit, tried, need, as_of)
        found = objection(unit, trials, need, as_of)
        return Judgement(unit, ways, verdict, cover, (), None, 0, slot, found)
    uses = taken_up(need.components, passed)
    marks = parts(unit, need.components, passed, cover, [use.trial for use in uses], ways[0])
    score = sum(points(weight, marks[criterion]) for criterion, weight in policy.weights)
    if verdict is SupportVerdict.CAN:
        slot = need.window.start if need.window else None
    else:
        slot = unit_slot(unit, tried, need, as_of)
    return Judgement(unit, ways, verdict, cover, uses, marks, score, slot, None)


def points(weight: int, part: int) -> int:
    """What one part adds to the score."""
    return weight * part // 1_000_000


def taken_up(components: Sequence[Component], passed: Sequence[Trial]) -> tuple[Use, ...]:
    """The resources to use for each component until it is covered: the best fit first, what is used up before what
    never is, then the nearer.
    """
    uses: list[Use] = []
    for component in components:
        wanted = component.required
        for t in sorted((t for t in passed if t.pair.component is component), key=_preference):
            if wanted <= 0:
                break
            amount = wanted if t.free is None else min(wanted, t.free)
            uses.append(Use(t, amount))
            wanted -= amount
    return tuple(uses)


def _preference(t: Trial) -> tuple[int, bool, bool, int, str]:
    far = t.pair.reach.distance
    return (-t.pair.fit, t.free is None, far is None, far or 0, t.pair.offer.code)


def _order(judged: Judgement) -> tuple[int, int, bool, int, str]:
    rank = (SupportVerdict.CAN, SupportVerdict.PARTLY, SupportVerdict.CANNOT).index(judged.verdict)
    only_unlimited = all(use.trial.free is None for use in judged.uses)
    got_to = -TESTS.index(judged.objection.test) if judged.objection else 0
    return (rank, -judged.score, only_unlimited, got_to, judged.unit.code)
